"""What arrives on the clipboard of a real browser works where it is pasted."""

import base64
import json
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import cache, partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from helpers import second_of, trace_of

import aibyhand
from aibyhand.core import role
from aibyhand.core.numbers import round_half_away

pytestmark = pytest.mark.slow

PAGE = "attention/self-attention.html"
SLUGS = aibyhand.slugs()
every = pytest.mark.parametrize("slug", SLUGS)
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self'"

# Press every button, choose every item whose name passes, and read the clipboard each time.
TAKE = """async (wanted) => {
  const found = [];
  const items = () => [...document.querySelectorAll(".abh-menu [role=menuitem]")];
  const name = (item) => item.getAttribute("aria-label");
  for (const way of document.querySelectorAll(".abh-copy")) {
    const button = way.querySelector("button"), status = way.querySelector("[role=status]");
    button.click();
    const names = items().map(name).filter((said) => new RegExp(wanted).test(said));
    for (const said of names) {
      if (!items().length) button.click();
      status.textContent = "";
      items().find((item) => name(item) === said).click();
      while (!status.textContent) await new Promise((done) => setTimeout(done, 5));
      const got = {};
      for (const item of await navigator.clipboard.read()) {
        for (const type of item.types) {
          const blob = await item.getType(type);
          got[type] = type === "image/png"
            ? btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer()).slice(0, 24)))
            : await blob.text();
        }
      }
      found.push([button.getAttribute("aria-label"), said, status.textContent, got]);
    }
    if (items().length) button.click();
  }
  return found;
}"""

Taken = dict[tuple[str, str], dict[str, str]]  # by button and item: the types and what they hold


class Handler(SimpleHTTPRequestHandler):
    """Serve the book quietly, with a strict policy where the address asks for one."""

    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        if "strict" in self.path:
            self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="session")
def hosted(book: Path) -> Iterator[str]:
    """Give the address of the book on a server of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(book)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser, book: Path, hosted: str) -> Iterator[Callable[..., Any]]:
    """Give visit: it opens a page from the server, or from the file where asked to."""
    contexts = []

    def visit(name: str = PAGE, *, file: bool = False, init: str = "", **options: Any):
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"} | options
        context = browser.new_context(**options)
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        if init:
            page.add_init_script(init)
        page.goto((f"{book.as_uri()}/" if file else hosted) + name)
        return page

    yield visit
    for context in contexts:
        context.close()


def take(page, wanted: str) -> Taken:
    taken = page.evaluate(TAKE, wanted)
    for button, item, said, _ in taken:
        assert said == f"{item} copied", (button, said)
    return {(button, item): got for button, item, _, got in taken}


def page_of(book: Path, slug: str) -> str:
    (found,) = book.glob(f"*/{slug}.html")
    return found.relative_to(book).as_posix()


@pytest.fixture(scope="session")
def taken(browser, book: Path, hosted: str, tmp_path_factory, worker_id) -> Callable[[str], Taken]:
    """Give taken: for a slug, every text that the menus of its page put on the clipboard.

    A page is asked once; the other worker finds what was taken in a file.
    """
    folder = tmp_path_factory.getbasetemp()
    folder = (folder if worker_id == "master" else folder.parent) / "taken"
    folder.mkdir(exist_ok=True)

    @cache
    def taken(slug: str) -> Taken:
        path = folder / f"{slug}.json"
        if not path.exists():
            with browser.new_context() as context:
                context.grant_permissions(["clipboard-read", "clipboard-write"])
                page = context.new_page()
                page.goto(hosted + page_of(book, slug))
                found = take(page, "^(NumPy|PyTorch|LaTeX|Markdown|Table)")
            part = path.with_suffix(f".{worker_id}")
            part.write_text(json.dumps([*found.items()]), encoding="utf-8")
            part.replace(path)
        read = json.loads(path.read_text(encoding="utf-8"))
        return {(button, item): got for (button, item), got in read}

    return taken


def shown(slug: str, button: str = ""):
    """Give the trace that a page shows, or the one that a button names."""
    variant = re.search("the variant ([^:]+)", button)
    if variant:
        return trace_of(slug, "exact", variant[1])
    if "other numbers" in button:
        return second_of(slug)
    lane = "exact" if "exact" in button else "pencil" if "pencil" in button else ""
    return trace_of(slug, lane or aibyhand.find(slug).shown_lane)


def copies(texts: Taken, form: str) -> Iterator[tuple[str, str]]:
    """Give each copied text of a form, with its button."""
    for (button, item), got in texts.items():
        if item == form:
            yield button, got["text/plain"]


def expected(slug: str, button: str) -> dict[str, Any]:
    """Look up in the trace what a button's program computes."""
    trace = shown(slug, button)
    step = re.search(r"step (\d+)", button)
    if step:
        matrices = trace.step(int(step[1])).results
    elif "given" in button:
        matrices = [trace[name] for name in trace.given]
    elif "the whole" in button:
        matrices = list(trace.matrices.values())
    else:
        named = button.partition(": ")[2].split(", ")
        matrices = [m for m in trace.matrices.values() if m.printed in named]
        assert len(matrices) == len(named), button
    return {m.name: m.values for m in matrices if m.name}


@every
def test_every_step_of_a_page_can_be_copied(taken, slug):
    steps = [step for step in shown(slug).steps if step.shows]
    wanted = {"Copy all the given matrices", "Copy the whole walkthrough"}
    wanted |= {f"Copy step {step.number}" for step in steps}
    for form in ("NumPy", "PyTorch", "LaTeX", "Markdown"):
        assert wanted <= {button for button, item in taken(slug) if item == form}


@every
def test_the_pasted_numpy_gives_the_trace(taken, slug):
    for button, code in copies(taken(slug), "NumPy"):
        scope: dict[str, Any] = {}
        exec(code, scope)
        for name, values in expected(slug, button).items():
            if "blank" in button:
                assert scope[name] is ...
            else:
                np.testing.assert_allclose(
                    scope[name], values, rtol=1e-9, atol=1e-10, err_msg=f"{button}: {name}"
                )


def test_the_pasted_pytorch_gives_the_trace(taken, run_torch):
    programs = [
        (slug, button, code)
        for slug in SLUGS
        for button, code in copies(taken(slug), "PyTorch")
        if "blank" not in button
    ]
    code = "\n".join(
        [
            "import contextlib, io, json",
            f"programs = json.loads({json.dumps(json.dumps(programs))})",
            "out = []",
            "for slug, button, code in programs:",
            "    scope = {}",
            "    with contextlib.redirect_stdout(io.StringIO()):",
            "        exec(code, scope)",
            "    out.append({k: v.tolist() for k, v in scope.items() if hasattr(v, 'tolist')})",
            "print(json.dumps(out))",
        ]
    )
    for (slug, button, _), got in zip(programs, json.loads(run_torch(code)), strict=True):
        for name, values in expected(slug, button).items():
            np.testing.assert_allclose(
                got[name], values, rtol=1e-6, atol=1e-9, err_msg=f"{slug}, {button}: {name}"
            )


def test_the_pasted_latex_compiles(taken, need, tmp_path):
    latex = need("pdflatex")
    texts = [text for slug in SLUGS for _, text in copies(taken(slug), "LaTeX")]
    head = "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n"
    (tmp_path / "copied.tex").write_text(
        head + "\n\n".join(texts) + "\n\\end{document}\n", encoding="utf-8"
    )
    command = [latex, "-interaction=nonstopmode", "-halt-on-error", "copied.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace")
    assert done.returncode == 0, done.stdout[-2000:]
    assert len(texts) > 9 * len(SLUGS)


class Cells(HTMLParser):
    """Read the cells of a pasted table, and the numbers that LibreOffice takes from them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.full: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self.full.append([])
        elif tag == "td":
            self.rows[-1].append("")
            self.full[-1].append(dict(attrs).get("sdval") or "")
        self.inside = tag == "td"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


@every
def test_the_pasted_table_is_the_matrix_as_text_and_as_cells(taken, slug):
    counted = 0
    for (button, item), got in taken(slug).items():
        by_name = {m.printed: m for m in shown(slug, button).matrices.values()}
        name = item.removeprefix("Table of ")
        if name not in by_name or "blank" in button:
            continue
        matrix = by_name[name]
        rows = [line.split("\t") for line in got["text/plain"].rstrip("\n").split("\n")]
        plain = np.array(rows, dtype=float)
        np.testing.assert_allclose(plain, matrix.values, rtol=1e-9, atol=1e-9)
        cells = Cells()
        cells.feed(got["text/html"])
        printed = [[round_half_away(float(v), matrix.digits) for v in r] for r in matrix.values]
        assert [[float(cell) for cell in row] for row in cells.rows] == printed
        np.testing.assert_allclose(np.array(cells.full, float), matrix.values, rtol=1e-9, atol=1e-9)
        counted += 1
    assert counted


@every
def test_the_whole_walkthrough_is_one_table_in_its_own_lane(taken, slug):
    wholes = [(key, got) for key, got in taken(slug).items() if "the whole" in key[0]]
    assert len({button for (button, _), _ in wholes}) == len(aibyhand.find(slug).lanes)
    tables = [(key[0], got) for key, got in wholes if key[1] in ("Table", "Tables of all")]
    assert tables
    for button, got in tables:
        trace = shown(slug, button)
        by_name = {m.printed: m for m in (*trace.results, *(trace[n] for n in trace.given))}
        blocks = [block.split("\n") for block in got["text/plain"].strip("\n").split("\n\n")]
        assert {name for name, *_ in blocks} == set(by_name), button
        for name, *rows in blocks:
            cells = np.array([row.split("\t") for row in rows], dtype=float)
            values = by_name[name].values
            np.testing.assert_allclose(cells, values, rtol=1e-9, atol=1e-9, err_msg=name)


def test_a_spreadsheet_takes_the_cells_in_full(taken, need, tmp_path):
    office = need("libreoffice")
    ((_, got),) = [
        (key, got)
        for key, got in taken("self-attention").items()
        if key == ("Copy step 8", "Table")
    ]
    (tmp_path / "cells.html").write_text(got["text/html"], encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--infilter=HTML (StarCalc)"]
    command += ["--convert-to", "fods", "--outdir", str(tmp_path), str(tmp_path / "cells.html")]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    sheet = (tmp_path / "cells.fods").read_text(encoding="utf-8")
    values = [float(v) for v in re.findall(r'office:value="([^"]+)"', sheet)]
    matrix = shown("self-attention")["A"]
    np.testing.assert_allclose(values, matrix.values.ravel(), rtol=1e-9)


# Pictures.


def size_of(png: str) -> tuple[int, int]:
    head = base64.b64decode(png)
    assert head.startswith(b"\x89PNG")
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])


def test_pictures_have_twice_the_size_and_stand_by_themselves(visit):
    page = visit()
    copied = take(page, "^Picture")
    boxes = page.evaluate("""() => [...document.querySelectorAll(".abh-copy button")].map((one) => {
      const way = one.parentElement;
      const place = way.closest("details, .abh-step, .abh-poster");
      const svg = place && place.querySelector("svg");
      const box = svg && svg.viewBox.baseVal;
      return [one.getAttribute("aria-label"), box && [box.width, box.height]];
    })""")
    seen = 0
    for button, box in boxes:
        if (button, "Picture as PNG") not in copied:
            continue
        for item in ("Picture as PNG", "Picture as PNG, clear background"):
            width, height = size_of(copied[button, item]["image/png"])
            scale = width / box[0]
            assert scale >= 2 - 0.01
            assert abs(height - scale * box[1]) <= 2
        drawn = copied[button, "Picture as SVG"]
        assert drawn["image/svg+xml"].startswith("<svg")
        assert "currentColor" not in drawn["text/plain"]
        assert "class=" not in drawn["text/plain"]
        seen += 1
    assert seen >= len(shown("self-attention").steps) + 2


# The picture as the browser itself draws the copied SVG, beside the one that the script draws.
COMPARE = """async () => {
  const found = [];
  const load = (url) => new Promise((done, failed) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = failed;
    image.src = url;
  });
  for (const way of document.querySelectorAll(".abh-copy")) {
    const button = way.querySelector("button"), status = way.querySelector("[role=status]");
    const choose = async (kind) => {
      button.click();
      const items = [...document.querySelectorAll(".abh-menu [role=menuitem]")];
      const item = items.filter((one) => /^Picture/.test(one.getAttribute("aria-label")))
        .find((one) => one.getAttribute("aria-label").endsWith(kind));
      if (!item) { button.click(); return null; }
      status.textContent = "";
      item.click();
      while (!status.textContent) await new Promise((done) => setTimeout(done, 5));
      const [got] = await navigator.clipboard.read();
      return got.getType(got.types[0]);
    };
    for (const kind of ["Picture", "Picture 2", "Picture 3"]) {
      const png = await choose(`${kind} as PNG`);
      if (!png) continue;
      const svg = await (await choose(`${kind} as SVG`)).text();
      const ours = await createImageBitmap(png);
      const theirs = await load("data:image/svg+xml," + encodeURIComponent(svg));
      const pixels = [ours, theirs].map((image) => {
        // First both in full size; then small, so that fine differences of text blur away.
        const large = new OffscreenCanvas(ours.width, ours.height).getContext("2d");
        large.fillStyle = "#ffffff";
        large.fillRect(0, 0, ours.width, ours.height);
        large.drawImage(image, 0, 0, ours.width, ours.height);
        const [width, height] = [Math.round(ours.width / 4), Math.round(ours.height / 4)];
        const small = new OffscreenCanvas(width, height).getContext("2d");
        small.imageSmoothingQuality = "high";
        small.drawImage(large.canvas, 0, 0, width, height);
        return small.getImageData(0, 0, width, height).data;
      });
      let far = 0, ink = 0;
      for (let k = 0; k < pixels[0].length; k++) {
        if (Math.abs(pixels[0][k] - pixels[1][k]) > 64) far += 1;
        if (pixels[1][k] < 200) ink += 1;
      }
      found.push([button.getAttribute("aria-label"), kind, far / pixels[0].length, ink]);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("slug", ["dft", "gcn", "sora-dit", "td0"])
def test_the_png_looks_like_the_svg(visit, book, slug):
    for button, kind, far, ink in visit(page_of(book, slug)).evaluate(COMPARE):
        assert far < 0.0001, (button, kind, far)
        assert ink > 0, (button, kind)


def test_a_blank_picture_holds_no_answer(visit):
    page = visit()
    button = page.get_by_role("button", name="Copy step 4", exact=True)
    texts = []
    for blank in (False, True):
        button.click()
        if blank:
            page.get_by_role("menuitemcheckbox").click()
            assert page.get_by_role("menuitemcheckbox").get_attribute("aria-checked") == "true"
        page.get_by_role("menuitem", name="Picture as SVG", exact=True).click()
        page.get_by_text("Picture as SVG copied").wait_for()
        texts.append(page.evaluate("navigator.clipboard.readText()"))
    cells = [text.count("<text") for text in texts]
    matrix = shown("self-attention")["S"]
    assert cells[0] - cells[1] == matrix.values.size
    assert role.BLANK in texts[1]
    assert role.ACCENT not in texts[1]


def test_pictures_are_saved_as_files(visit):
    page = visit(file=True)
    for kind in ("SVG", "PNG"):
        page.get_by_role("button", name="Copy step 2", exact=True).click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=f"save Picture as {kind}", exact=True).click()
        assert download.value.suggested_filename == f"self-attention-2.{kind.lower()}"
        data = Path(download.value.path()).read_bytes()
        assert data.startswith(b"<svg" if kind == "SVG" else b"\x89PNG")
        page.get_by_text(f"Picture as {kind} saved").wait_for()


# From a file, without the clipboard's modern door, and under a strict policy.


def test_a_page_from_a_file_copies_the_same(visit, taken):
    copied = take(visit(file=True), "^(NumPy|LaTeX|Table|Link|Reference)")
    for key, got in copied.items():
        if key in taken("self-attention"):
            assert got == taken("self-attention")[key]
    assert copied["Copy step 4", "Link"]["text/plain"].endswith(f"/{PAGE}#self-attention-4")
    cited = copied["Copy step 4", "Reference"]["text/plain"]
    assert "Self-attention, step 4: Scores" in cited
    assert "file:" not in cited
    assert f" {PAGE}#self-attention-4 (seen 20" in cited


def test_a_reference_has_the_number_and_the_address(visit, hosted):
    copied = take(visit(), "^(Link|Reference)")
    link = f"{hosted}{PAGE}#self-attention-2"
    assert copied["Copy step 2", "Link"]["text/plain"] == link
    assert f'href="{link}"' in copied["Copy step 2", "Link"]["text/html"]
    assert f". {link} (seen 20" in copied["Copy step 2", "Reference"]["text/plain"]


def test_it_copies_where_there_is_no_modern_clipboard(visit, taken):
    page = visit(init="Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined})")
    page.evaluate("document.body.append(document.createElement('textarea'))")
    for item in ("NumPy", "Table"):
        page.get_by_role("button", name="Copy step 4", exact=True).click()
        page.get_by_role("menuitem", name=item, exact=True).click()
        page.get_by_text(f"{item} copied").wait_for()
        page.locator("textarea").last.fill("")
        page.locator("textarea").last.press("Control+v")
        pasted = page.locator("textarea").last.input_value()
        assert pasted == taken("self-attention")["Copy step 4", item]["text/plain"]


def test_a_pasted_table_is_a_table(visit):
    page = visit()
    page.evaluate("""() => {
      const room = document.createElement("div");
      room.id = "room";
      room.contentEditable = "true";
      document.body.append(room);
    }""")
    page.get_by_role("button", name="Copy step 4", exact=True).click()
    page.get_by_role("menuitem", name="Table", exact=True).click()
    page.get_by_text("Table copied").wait_for()
    page.locator("#room").press("Control+v")
    rows = page.locator("#room tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => Number(cell.textContent)))"
    )
    np.testing.assert_array_equal(rows, shown("self-attention")["S"].values)


def test_it_breaks_no_strict_policy(visit, taken):
    heard = """window.broken = [];
      addEventListener("securitypolicyviolation", (event) => {
        broken.push(`${event.violatedDirective} ${event.sourceFile} ${event.blockedURI}`);
      });"""
    page = visit(f"{PAGE}?strict", init=heard)
    page.wait_for_timeout(200)
    before = page.evaluate("broken.length")
    copied = take(page, "^(NumPy|Table|Picture)")
    assert copied["Copy step 4", "NumPy"] == taken("self-attention")["Copy step 4", "NumPy"]
    broken = page.evaluate("broken")
    assert len(broken) == before, broken[before:]
    assert not any("copy.js" in one for one in broken), broken


# Hands, eyes and ears.


def focused(page) -> str:
    return page.evaluate(
        "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent"
    )


def test_the_keyboard_alone_can_copy(visit):
    page = visit()
    button = page.get_by_role("button", name="Copy step 2", exact=True)
    button.focus()
    assert button.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert focused(page) == "NumPy"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "PyTorch"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert focused(page) == "Leave the results blank"
    page.keyboard.press("Home")
    assert focused(page) == "NumPy"
    page.keyboard.press("t")
    assert focused(page) == "Tables of all"
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    assert focused(page) == "Copy step 2"
    assert page.locator("[role=menu]").count() == 0
    page.keyboard.press("ArrowUp")
    assert focused(page) == "Leave the results blank"
    page.keyboard.press("Space")
    assert page.get_by_role("menuitemcheckbox").get_attribute("aria-checked") == "true"
    assert focused(page) == "Leave the results blank"
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    assert focused(page) == "Copy step 2"
    page.get_by_text("LaTeX copied").wait_for()
    assert r"\boxed" in page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("[role=menu]").count() == 0
    assert focused(page) != "Copy step 2"


def test_a_screen_reader_is_told_of_it(visit):
    page = visit()
    page.get_by_role("button", name="Copy step 2", exact=True).click()
    tree = page.locator("[role=menu]").aria_snapshot()
    assert '- menu "Copy step 2"' in tree
    for line in (
        'group "Code"',
        'menuitem "NumPy"',
        'group "Table"',
        'menuitem "Table of Q"',
        'menuitem "Picture as PNG, clear background"',
        'menuitemcheckbox "Leave the results blank"',
    ):
        assert line in tree, tree
    page.get_by_role("menuitem", name="Table of Q", exact=True).click()
    page.get_by_role("status").filter(has_text="Table of Q copied").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_barrier_in_an_open_menu(visit, need, theme):
    axe = need("axe_playwright_python.sync_playwright").Axe()
    page = visit(color_scheme=theme)
    page.get_by_role("button", name="Copy step 2", exact=True).click()
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    ours = [
        (one["id"], node["html"])
        for one in found
        for node in one["nodes"]
        if "abh-menu" in node["html"] or "abh-copy" in node["html"] or "menuitem" in node["html"]
    ]
    assert ours == []


def test_a_click_elsewhere_closes_it(visit):
    page = visit()
    page.get_by_role("button", name="Copy step 2", exact=True).click()
    page.get_by_role("heading", level=1).click()
    assert page.locator("[role=menu]").count() == 0


@pytest.mark.parametrize("slug", ["self-attention", "lstm"])
def test_it_fits_a_telephone(visit, book, slug):
    page = visit(
        page_of(book, slug), viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True
    )
    for button in page.get_by_role("button", name=re.compile("^Copy ")).all():
        button.tap()
        menu = page.locator("[role=menu]").bounding_box()
        assert menu["x"] >= 0
        assert menu["x"] + menu["width"] <= 360
        for item in page.locator("[role^=menuitem]").all():
            box = item.bounding_box()
            assert box["height"] >= 44
            assert box["width"] >= 44
            assert box["x"] + box["width"] <= menu["x"] + menu["width"]
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.keyboard.press("Escape")


def test_print_leaves_it_out(visit):
    page = visit()
    page.emulate_media(media="print")
    assert page.locator(".abh-copy:visible, .abh-copies:visible").count() == 0


@every
def test_without_a_script_every_text_can_be_reached(visit, book, taken, slug):
    page = visit(page_of(book, slug), java_script_enabled=False)
    html = page.content()
    anchors = re.findall(r'class="abh-copy"[^>]*><a href="#(copy-[^"]+)"', html)
    assert len(anchors) >= len(shown(slug).steps) + 2
    for anchor in anchors:  # a link opens the folds around its place
        page.goto(f"{page.url.partition('#')[0]}#{anchor}")
        assert page.locator(f"[id='{anchor}']").is_visible()
    last = f"copy-{slug}-{len(shown(slug).steps)}"
    link = page.locator(f"a[href='#{last}']").first
    for around in link.locator("xpath=ancestor::details[not(@open)]").all():  # a repeated step
        around.locator("summary").first.click()
    link.click()
    fold = page.locator(f"[id='{last}']")
    if not fold.evaluate("fold => fold.open"):
        fold.locator("summary").first.click()
    for form in ("NumPy", "LaTeX"):
        inside = fold.locator("details", has=page.locator("summary").get_by_text(form, exact=True))
        inside.locator("summary").click()
        assert inside.locator("pre").is_visible()
        text = inside.locator("pre").text_content()
        button = f"Copy step {len(shown(slug).steps)}"
        assert text == taken(slug)[button, form]["text/plain"]
