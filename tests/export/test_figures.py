"""The figures as files: SVG, PDF and PNG."""

import io
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from pypdf import PdfReader

from aibyhand import find
from aibyhand.core.numbers import number
from aibyhand.export import files

SVG = "{http://www.w3.org/2000/svg}"
TRACE = find("softmax").run()


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    return files(TRACE, "svg")


def texts(svg: bytes) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def test_every_step_has_a_figure_and_a_blank_one_and_there_are_two_posters(drawn):
    steps = {f"softmax-step-{s.number:02}.svg" for s in TRACE.steps if s.shows}
    blanks = {f"softmax-step-{s.number:02}-blank.svg" for s in TRACE.steps if s.results}

    assert set(drawn) == {*steps, *blanks, "softmax-poster.svg", "softmax-poster-blank.svg"}


def test_the_pencil_lane_has_names_of_its_own():
    made = files(find("softmax").run(lane="pencil"), "svg")

    assert all(name.startswith("softmax-pencil-") for name in made)


def test_an_svg_stands_by_itself(drawn):
    for name, svg in drawn.items():
        root = ET.fromstring(svg)
        assert root.tag == f"{SVG}svg"
        assert root[0].tag == f"{SVG}title", name
        assert root[1].tag == f"{SVG}desc", name
        assert root[0].text
        assert root[1].text
        assert b"currentColor" not in svg
        assert b"class=" not in svg
        assert not re.search(rb'\sid="', svg), "ids would collide where two are put together"
        assert root.attrib["font-family"].endswith("sans-serif")


def test_its_numbers_are_text_and_the_blank_one_has_none(drawn):
    for step in TRACE.steps[1:]:
        printed = [number(float(v), m.digits) for m in step.results for v in m.values.ravel()]
        filled = texts(drawn[f"softmax-step-{step.number:02}.svg"])
        blank = texts(drawn[f"softmax-step-{step.number:02}-blank.svg"])
        assert set(printed) <= set(filled)
        assert len(filled) - len(blank) == len(printed)


def test_a_blank_poster_shows_no_number_that_was_computed(drawn):
    matrices = [TRACE[name] for name in TRACE.given]
    given = {number(float(v), m.digits) for m in matrices for v in m.values.ravel()}
    sizes = {m.size for m in TRACE.matrices.values()}

    shown = set(texts(drawn["softmax-poster-blank.svg"]))

    assert {text for text in shown if re.fullmatch(r"[−\d.]+", text)} <= given
    assert sizes & shown


def test_a_pdf_is_one_page_as_large_as_its_figure_and_its_text_can_be_selected(drawn):
    made = files(TRACE, "pdf")

    assert set(made) == {name.replace(".svg", ".pdf") for name in drawn}
    name = "softmax-step-02"
    reader = PdfReader(io.BytesIO(made[f"{name}.pdf"]))
    (page,) = reader.pages
    across = float(ET.fromstring(drawn[f"{name}.svg"]).attrib["width"])
    assert float(page.mediabox.width) == pytest.approx(0.75 * across, abs=0.1)
    assert reader.metadata
    assert reader.metadata.title == "Softmax, step 2: Exponentiate"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert set(texts(drawn[f"{name}.svg"])) <= set(page.extract_text().split())


def test_a_png_has_twice_the_pixels_or_the_width_that_one_asks_for(drawn):
    from aibyhand.export.png import files as pngs

    def width_of(png: bytes) -> int:
        assert png.startswith(b"\x89PNG")
        return int(struct.unpack(">I", png[16:20])[0])

    twice, asked = pngs(TRACE), pngs(TRACE, width=777, transparent=True)

    for name, svg in drawn.items():
        across = int(ET.fromstring(svg).attrib["width"])
        assert width_of(twice[name.replace(".svg", ".png")]) == 2 * across
        assert width_of(asked[name.replace(".svg", ".png")]) == 777


def test_a_width_below_zero_is_refused():
    from aibyhand.export.png import files as pngs

    with pytest.raises(ValueError, match="pixels wide"):
        pngs(TRACE, width=-1)


@pytest.mark.slow
@pytest.mark.parametrize("to", ["svg", "pdf", "png"])
def test_the_same_trace_gives_the_same_bytes_in_any_process(to):
    code = (
        "import hashlib, aibyhand; from aibyhand.export import files; "
        f"made = files(aibyhand.find('softmax').run(), {to!r}); "
        "print(hashlib.sha256(b''.join(made.values())).hexdigest())"
    )

    def run(seed: str) -> str:
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        )
        return done.stdout

    assert run("1") == run("2")
