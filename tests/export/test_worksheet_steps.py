"""Worksheets of some steps: what is blank, what is printed, what the key holds."""

import io
import json
import re
from dataclasses import replace

import pytest
from helpers import trace_of
from pypdf import PdfReader

from aibyhand import find
from aibyhand.__main__ import main
from aibyhand.export import files
from aibyhand.export.worksheet import planned
from aibyhand.export.worksheet.chosen import chosen, in_names, in_words
from aibyhand.export.worksheet.handout import only
from aibyhand.export.worksheet.head import header, header_height
from aibyhand.export.worksheet.pages import closed_up
from aibyhand.export.worksheet.piece import DIGITS, PAPERS, Piece

ATTENTION = find("self-attention").run()


def pieces_of(slug: str, said: str, paper=PAPERS[0]) -> list[Piece]:
    walkthrough = find(slug)
    trace = walkthrough.run(lane=walkthrough.shown_lane)
    cut = only(trace, chosen(trace, said))
    return [piece for page in planned(cut, paper, "Steps") for piece in page.pieces]


def blanks(pieces: list[Piece]) -> dict[int, list[str]]:
    """What is to be worked out, by the step."""
    found: dict[int, list[str]] = {}
    for piece in pieces:
        found.setdefault(piece.step.number, []).extend(m.name for m in piece.fresh)
    return found


def text_of(data: bytes) -> str:
    return " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages
    )


# What is blank, and what is printed


@pytest.mark.parametrize(
    ("slug", "said", "blank"),
    [
        ("self-attention", "4,9", {4: ["S"], 9: ["Z"]}),
        ("self-attention", "9, 4, 4", {4: ["S"], 9: ["Z"]}),
        ("self-attention", "4-6", {4: ["S"], 5: ["dk", "S_scaled"], 6: ["E"]}),
        (
            "lstm", "10-11",
            {10: ["f2", "i2", "o2", "k2", "p2", "n2", "C2"], 11: ["o_2", "h2"]},
        ),
        ("backpropagation", "7", {7: ["a1_1", "dW2_both", "dW2", "db2"]}),
        (
            "convolution-exercise", "5",
            {5: ["R1", "R2", "R3", "R4", "RQ1", "RQ2", "RQ3", "RQ4"]},
        ),
    ],
)  # fmt: skip
def test_only_the_steps_that_are_asked_for_have_blanks(slug, said, blank):
    assert blanks(pieces_of(slug, said)) == blank


def test_what_the_steps_need_is_printed_and_what_they_compute_is_not():
    scores, mixed = (piece.empty.words for piece in pieces_of("self-attention", "4,9"))

    assert "tok 1: 0, 0, 1; tok 2: 2, 1, 0; tok 3: 1, 0, −1; tok 4: 0, 0, 1." in scores
    assert "K, key, 3 by 4" not in scores  # it is printed as it is needed: transposed
    assert "Q, query, 3 by 4: row 1: 2, 1, 0, 2; row 2: 0, 1, 1, 1; row 3: 3, 2, 2, 1." in scores
    assert (
        "S, score, 4 by 4, is Kᵀ times Q: every row of Kᵀ meets every column of Q; left blank"
        in scores
    )
    assert "V, value, 3 by 4: row 1: 20, 0, 0, 20; row 2: 0, 0, 10, 10; row 3: 0, 10, " in mixed
    assert "A, attention weight, 4 by 4: tok 1: 0.26, 0.25, 0.38, 0.08; tok 2: 0.46" in mixed
    assert (
        "Z, output, 3 by 4, is V times A: every row of V meets every column of A; left blank"
        in mixed
    )
    assert "X" not in re.findall(r"\w+", scores + mixed)


def test_what_another_of_the_steps_computes_is_carried_over_from_there():
    memory, hidden = pieces_of("lstm", "10-11")

    assert "C_1, memory, 2 by 1: row 1: 0.8; row 2: −1.0." in memory.empty.words
    assert [(name, step) for name, step in hidden.carried if name.startswith("C")] == [
        ("C_{2}", 10)
    ]
    assert not re.search(r"C_2, memory, 2 by 1[^;]*: row", hidden.empty.words)


def test_what_a_result_is_only_made_of_is_printed_beside_it_once():
    words = " ".join(piece.empty.words for piece in pieces_of("backpropagation", "7"))

    assert words.count("a_1, hidden, 4 by 1: row 1: 0; row 2: 3; row 3: 5; row 4: 3.") == 1
    assert words.count("dz_2, gradient, 2 by 1: row 1: 1; row 2: −1.") == 1


def test_what_an_earlier_step_computed_is_printed_where_a_step_shows_it_again():
    (piece,) = pieces_of("cross-attention", "7")

    assert [matrix.name for matrix in piece.fresh] == ["t_X", "t_Fs", "t_F"]
    assert piece.empty.words.count("F_E, output, 3 by 3: ") == 1
    assert piece.empty.words.count("left blank to fill in") == 3


def test_a_matrix_that_is_needed_turned_only_is_printed():
    words = " ".join(piece.empty.words for piece in pieces_of("alphafold", "4"))

    assert (
        words.count("B_1, score, 3 by 3: row 1: 0, 0, 1; row 2: 1, 1, −2; row 3: −1, −1, 3.") == 1
    )


def test_an_answer_is_worked_as_on_the_whole_worksheet():
    whole = [p for page in planned(ATTENTION, PAPERS[0]) for p in page.pieces]
    for piece in pieces_of("self-attention", "4,9"):
        assert piece.worked in {p.worked for p in whole if p.step.number == piece.step.number}


def test_a_printed_matrix_is_given_but_was_rounded_by_the_machine_all_the_same():
    weights = only(ATTENTION, (9,))["A"]

    assert weights.made is None
    assert weights.noise == ATTENTION["A"].noise > 0


def test_a_picture_with_answers_of_other_steps_is_left_out():
    assert not only(find("backpropagation").run(), (7,)).steps[0].draws


# The files


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return files(ATTENTION, "worksheet", steps="4,9")


def test_the_files_and_the_title_say_which_steps(made):
    start = "self-attention-steps-4-9"

    assert list(made) == [
        f"{start}-worksheet-a4.pdf", f"{start}-key-a4.pdf",
        f"{start}-worksheet-letter.pdf", f"{start}-key-letter.pdf",
    ]  # fmt: skip
    for name, data in made.items():
        kind = "answer key" if "key" in name else "worksheet"
        title = PdfReader(io.BytesIO(data)).metadata.title
        assert title == f"Self-attention, steps 4 and 9, {kind}"
        assert "Steps 4 and 9" in text_of(data)


def test_worksheet_and_key_hold_these_steps_only(made):
    for data in made.values():
        assert re.findall(r"\[(\d+)\] [A-Z]", text_of(data)) == ["4", "9"]


def test_the_key_has_one_page_and_the_answers(made):
    for paper in ("a4", "letter"):
        key = made[f"self-attention-steps-4-9-key-{paper}.pdf"]
        assert len(PdfReader(io.BytesIO(key)).pages) == 1
        assert "10.31" in text_of(key)
        assert "10.31" not in text_of(made[f"self-attention-steps-4-9-worksheet-{paper}.pdf"])


def test_two_runs_give_the_same_bytes(made):
    assert files(find("self-attention").run(), "worksheet", steps="9,4") == made


def test_a_key_that_fits_no_page_keeps_its_digits_and_takes_no_more_pages():
    trace = find("convolution-exercise").run()
    cut = only(trace, (5,))
    for paper in PAPERS:
        header = header_height(cut, paper, "Step 5")
        pages = planned(cut, paper, "Step 5")
        closed = closed_up(pages, paper, header)
        assert 1 < len(closed) <= len(pages)
        for k, page in enumerate(closed):
            room = paper.down(page.turned) - (0 if k else header)
            assert sum(piece.height for piece in page.pieces) <= room
            for piece in page.pieces:
                sizes = re.findall(r'<g font-size="([\d.]+)"', piece.filled.inside)
                assert all(float(size) * piece.scale >= 0.7 * DIGITS - 0.01 for size in sizes)


@pytest.mark.parametrize(
    ("steps", "words", "name"),
    [
        ((7,), "Step 7", "step-7"),
        ((4, 9), "Steps 4 and 9", "steps-4-9"),
        ((10, 11), "Steps 10 and 11", "steps-10-11"),
        ((4, 5, 6), "Steps 4 to 6", "steps-4-to-6"),
        ((4, 5, 6, 9), "Steps 4 to 6 and 9", "steps-4-to-6-9"),
        ((2, 4, 6), "Steps 2, 4 and 6", "steps-2-4-6"),
    ],
)
def test_steps_are_said_in_words_and_names(steps, words, name):
    assert (in_words(steps), in_names(steps)) == (words, name)


# What is refused


@pytest.mark.parametrize(
    ("slug", "said", "why"),
    [
        ("lstm", "16", "there is no step 16; lstm has steps 1 to 15"),
        ("lstm", "0", "there is no step 0; lstm has steps 1 to 15"),
        ("lstm", "14-999999999", "there is no step 999999999; lstm has steps 1 to 15"),
        ("lstm", "11-10", "11-10 runs backwards; lstm has steps 1 to 15"),
        ("lstm", "", "a step is missing; lstm has steps 1 to 15"),
        ("lstm", "3,,4", "a step is missing; lstm has steps 1 to 15"),
        ("lstm", "4-", "'4-' is no step and no range such as 4-6; lstm has steps 1 to 15"),
        ("lstm", "ten", "'ten' is no step and no range such as 4-6; lstm has steps 1 to 15"),
        ("lstm", "-1", "'-1' is no step and no range such as 4-6; lstm has steps 1 to 15"),
        (
            "lstm", "1",
            "step 1 computes nothing new; lstm has steps 1 to 15, and computes in 2 to 15",
        ),
        (
            "self-attention", "4,3",
            ("step 3 computes nothing new; self-attention has steps 1 to 9, and computes in "
            "2 and 4 to 9"),
        ),
    ],
)  # fmt: skip
def test_steps_that_cannot_be_asked_for_are_refused(slug, said, why):
    with pytest.raises(ValueError, match=re.escape(f"steps {said!r}: {why}") + "$"):
        files(find(slug).run(), "worksheet", steps=said)


def test_on_the_command_line_they_are_refused_before_anything_is_written(capsys, tmp_path):
    folder = tmp_path / "out"
    asked = ["export", "self-attention", "softmax", "--to", "json", "worksheet"]
    with pytest.raises(SystemExit) as left:
        main([*asked, "--steps", "9", "--output", str(folder)])
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert said.count("\n") == 1
    assert re.search(r"steps '9': there is no step 9; softmax has steps 1 to \d$", said.strip())
    assert not folder.exists()


def test_they_go_with_the_worksheet(capsys, tmp_path):
    with pytest.raises(SystemExit):
        main(["export", "lstm", "--to", "json", "--steps", "4", "--output", str(tmp_path)])
    assert "--steps goes with --to worksheet" in capsys.readouterr().err


# With numbers of one's own


def exported(folder, *more: str) -> set[str]:
    asked = ["export", "self-attention", "--to", "worksheet", "--steps", "9"]
    assert main([*asked, "--output", str(folder), *more]) == 0
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")}


def test_copies_have_their_keys_apart(tmp_path):
    start = "self-attention-step-9"
    assert exported(tmp_path, "--seed", "b", "--copies", "2") == {
        f"{there}{start}-{kind}-{paper}-{n}.pdf"
        for there, kind in (("", "worksheet"), ("keys/", "key"))
        for paper in ("a4", "letter")
        for n in (1, 2)
    }
    one, other = (
        text_of((tmp_path / f"{start}-worksheet-a4-{n}.pdf").read_bytes()) for n in (1, 2)
    )
    assert one != other


def test_given_numbers_and_those_of_a_link_are_printed(tmp_path):
    # The first token's first feature is 2, so that the first number of V is twice the weight's.
    weights = [[311, 0, 0, 0, 0, 0], [0, 0, 0, 10, 0, 0], [0, 10, 0, 0, 0, 0]]
    mine = tmp_path / "mine.json"
    mine.write_text(json.dumps({"WV": weights}), encoding="utf-8")
    exported(tmp_path / "given", "--given", str(mine))
    link = "https://a.b/self-attention.html#numbers-1&WV.1.1=321"
    exported(tmp_path / "link", "--link", link)

    for way, first in (("given", "622"), ("link", "642")):
        sheet = tmp_path / way / "self-attention-step-9-worksheet-a4.pdf"
        assert first in text_of(sheet.read_bytes()).split()


def test_the_lane_is_in_the_name_and_rounds():
    trace = find("lstm").run(lane="exact")
    assert all(name.startswith("lstm-step-11-") for name in files(trace, "worksheet", steps="11"))
    pencil = find("lstm").run(lane="pencil")
    assert all(
        name.startswith("lstm-pencil-step-11-") for name in files(pencil, "worksheet", steps="11")
    )


def test_a_range_passes_over_what_computes_nothing():
    assert chosen(trace_of("self-attention"), "1-5,9") == (2, 4, 5, 9)
    assert chosen(trace_of("lstm", "pencil"), "1-3") == (2, 3)


def test_a_sheet_and_its_key_name_the_numbers_that_they_belong_to():
    trace = replace(trace_of("softmax"), seed="monday-1")
    for key in (False, True):
        assert '#strong("monday-1")' in header(trace, PAPERS[0], key=key)
        assert "#strong" not in header(trace_of("softmax"), PAPERS[0], key=key)
