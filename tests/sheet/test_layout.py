"""Sheets: where a matrix stands follows from the operation that made it."""

import numpy as np
import pytest
from helpers import check_sheet, examples, overlaps, trace_of
from hypothesis import given
from hypothesis import strategies as st

import aibyhand
from aibyhand import Axis, Matrix, Role, ops
from aibyhand import given as given_matrix
from aibyhand.ops.pencil import floor_half
from aibyhand.sheet import layout
from aibyhand.sheet.blocks import LARGE, Block, Sheet, below_each_other, beside_each_other
from aibyhand.sheet.layout import lay_out, poster, to_fill_in
from aibyhand.sheet.telling import most_telling


def grid(name: str, high: int, wide: int, role: Role = Role.WEIGHT, **labels: Axis) -> Matrix:
    values = np.arange(high * wide).reshape(high, wide) % 5 - 1
    return given_matrix(name, values, role, **labels)


X = grid("X", 4, 3, Role.INPUT)
W, U, V = grid("W", 2, 4), grid("U", 3, 4), grid("V", 2, 4)
B = grid("b", 2, 1, Role.BIAS)


def at(sheet: Sheet, name: str) -> Block:
    (found,) = [block for block in sheet.blocks if block.matrix.name == name]
    return found


def test_a_product_stands_in_the_corner_of_its_operands():
    sheet = lay_out([(W @ X).named("Q", Role.QUERY)])
    w, x, q = at(sheet, "W"), at(sheet, "X"), at(sheet, "Q")
    assert (q.row, q.height) == (w.row, w.height)
    assert (q.column, q.width) == (x.column, x.width)
    assert w.column + w.width == q.column - 1  # a free cell between them
    assert x.row + x.height < q.row


def test_a_blank_with_a_transpose_needs_no_other_copy_of_the_matrix():
    R = (W.T @ V).named("R", Role.SCORE)

    assert sorted(b.matrix.symbol for b in to_fill_in([R]).blocks) == ["R", "V", r"W^\top"]


def test_the_words_of_rows_stand_once_to_the_left_of_all():
    words = Axis("word", words=("yes", "no"))
    w, b = grid("W", 2, 4, rows=words), grid("b", 2, 1, Role.BIAS, rows=words)
    sheet = lay_out([ops.linear(w, X, b).named("Z", Role.LINEAR)])

    told = [name for name in ("W", "b", "Z") if at(sheet, name).rows_labelled]
    assert told == ["W"]


def test_the_equation_stands_in_the_free_quadrant():
    sheet = lay_out([(W @ X).named("Q", Role.QUERY)])
    (equation,) = [label for label in sheet.labels if "Q" in label.tex]
    assert equation.tex == r"Q = W\,X"
    x, w = at(sheet, "X"), at(sheet, "W")
    assert equation.column + equation.width <= x.column
    assert x.row <= equation.row
    assert equation.row + equation.height <= w.row


def test_products_that_share_an_operand_cascade_under_it():
    made = [(w @ X).named(n, Role.HIDDEN) for w, n in ((W, "Q"), (U, "K"), (V, "P"))]
    sheet = lay_out(made)
    x = at(sheet, "X")  # stands once
    blocks = [at(sheet, name) for name in ("Q", "K", "P")]
    assert {block.column for block in blocks} == {x.column}
    tops = [x.row, *(block.row for block in blocks)]
    assert tops == sorted(tops)
    for weight, block in zip("WUV", blocks, strict=True):
        assert at(sheet, weight).row == block.row
        assert at(sheet, weight).column + at(sheet, weight).width < x.column + 1


def test_a_bias_is_the_last_column_of_the_weights_with_ones_under_the_input():
    sheet = lay_out([ops.linear(W, X, B).named("z", Role.LINEAR)])
    w, b, x = at(sheet, "W"), at(sheet, "b"), at(sheet, "X")
    assert (b.row, b.column) == (w.row, w.column + w.width)
    (ones,) = [block for block in sheet.blocks if not block.named]
    assert (ones.row, ones.column, ones.width) == (x.row + x.height, x.column, x.width)
    assert (ones.matrix.values == 1).all()


def test_what_is_computed_cell_by_cell_goes_on_below():
    z = (W @ X).named("z", Role.LINEAR)
    sheet = lay_out([z, ops.relu(z).named("a", Role.HIDDEN)])
    assert at(sheet, "a").column == at(sheet, "z").column
    assert at(sheet, "a").row > at(sheet, "z").row + at(sheet, "z").height - 1


def test_gradients_stand_where_the_forward_values_were():
    dz = (W @ X).named("dz", Role.GRADIENT)
    back = lay_out([ops.backwards(W, dz).named("da", Role.GRADIENT)])
    da, w, d = at(back, "da"), at(back, "W"), at(back, "dz")
    assert da.column == d.column
    assert da.row + da.height < d.row
    assert w.row == d.row
    weights = lay_out([ops.outer(dz, X).named("dW", Role.GRADIENT)])
    dw, d, x = at(weights, "dW"), at(weights, "dz"), at(weights, "X")
    assert dw.row == d.row
    assert dw.column + dw.width <= d.column
    assert x.row + x.height < d.row


def test_a_stack_is_divided_after_its_first_part():
    sheet = lay_out([ops.stack(X, grid("h", 2, 3)).named("v", Role.INPUT)])
    assert at(sheet, "v").split == 4


def test_the_worked_cell_and_all_that_goes_into_it_are_framed():
    q = (W @ X).named("Q", Role.QUERY)
    _, i, j, work = cell = most_telling([q])
    sheet = lay_out([q], worked=cell)
    (mark,) = at(sheet, "Q").marks
    assert (mark.row, mark.column, mark.rows, mark.columns) == (i, j, 1, 1)
    (row,), (column,) = at(sheet, "W").marks, at(sheet, "X").marks
    assert (row.row, row.columns) == (i, 4)
    assert (column.column, column.rows) == (j, 4)
    assert not any(block.marks for block in lay_out([q]).blocks)
    assert work.tex.count(r"\cdot") == 4


def test_the_worked_cell_has_as_few_zeros_as_there_are():
    a = given_matrix("a", [[0, 0], [1, 2]], Role.WEIGHT)
    c = given_matrix("c", [[0, 3], [0, 4]], Role.INPUT)
    assert most_telling([(a @ c).named("p", Role.HIDDEN)])[1:3] == (1, 1)


def test_results_are_blanked_in_their_place_and_given_ones_stay():
    q = (W @ X).named("Q", Role.QUERY)
    sheet = lay_out([q], worked=most_telling([q]))
    blank = sheet.blanked(frozenset({"Q", "X"}))
    assert [block.matrix.name for block in blank.blocks if block.blank] == ["Q"]
    assert [(b.row, b.column) for b in blank.blocks] == [(b.row, b.column) for b in sheet.blocks]
    assert not any(block.marks for block in blank.blocks)


def test_large_matrices_become_blocks_to_scale():
    big = grid("D", LARGE + 1, 3)
    sheet = lay_out([big])
    assert sheet.large
    tall, wide = grid("Y", 36, 128), grid("T", 128, 36)
    drawn = lay_out([(tall @ wide).named("s", Role.SCORE)])
    assert drawn.large
    assert at(drawn, "Y").width > 2 * at(drawn, "Y").height
    assert at(drawn, "Y").width < 36
    assert most_telling([(tall @ wide).named("s", Role.SCORE)]) is None
    check_sheet("large", drawn)


def test_sheets_beside_and_below_each_other_do_not_touch():
    one = lay_out([(W @ X).named("Q", Role.QUERY)])
    for widest in (0, 15, 80):
        shelves = beside_each_other([one, one, one], widest)
        check_sheet(f"widest {widest}", shelves)
        assert shelves.width <= max(widest, one.width)
    wide = beside_each_other([one, one], 80)
    assert wide.width == 2 * one.width + 2
    pile = below_each_other([one, one])
    assert (pile.width, pile.height) == (one.width, 2 * one.height)
    check_sheet("pile", pile)


def test_the_finder_of_overlaps_finds_them():
    block = Block(X, 1, 1, 4, 3)
    assert overlaps(Sheet((block, Block(W, 4, 3, 2, 4)), (), 9, 9))
    assert overlaps(Sheet((block, Block(W, 5, 1, 2, 4)), (), 9, 9)) == ["the name of W on X"]
    assert not overlaps(Sheet((block, Block(W, 6, 1, 2, 4)), (), 9, 9))


@pytest.mark.parametrize("slug", ["self-attention", "lstm"])
def test_a_poster_holds_every_result(slug):
    trace = trace_of(slug)
    sheet = poster(trace.parts)
    on_it = {block.matrix.name for block in sheet.blocks}
    assert {m.name for m in trace.results if m.name} <= on_it


# Random chains of operations.

LABELLED = {"rows": Axis("unit"), "columns": Axis("token", "tok {n}")}


@st.composite
def chains(draw) -> list[Matrix]:
    """Draw a list of results, each made from one that was there before."""
    size = st.integers(1, 6)
    labels = draw(st.sampled_from([{}, LABELLED]))
    start = grid("X", draw(size), draw(size), Role.INPUT, **labels)
    made = [start]
    fresh = iter(range(100))

    def new(rows: int, columns: int) -> Matrix:
        return grid(f"W{next(fresh)}", rows, columns)

    kinds = (
        "matmul", "linear", "relu", "add", "column", "softmax", "stack", "transpose", "backwards",
        "outer", "number", "sums", "entry", "gram", "half", "move", "convolve", "rows",
    )  # fmt: skip
    for k in range(draw(st.integers(1, 7))):
        m = draw(st.sampled_from(made))
        rows, columns = m.shape
        match draw(st.sampled_from(kinds)):
            case "matmul":
                result = new(draw(size), rows) @ m
            case "linear":
                out = draw(size)
                result = ops.linear(new(out, rows), m, new(out, 1))
            case "relu":
                result = ops.relu(m)
            case "add":
                result = m + new(rows, columns)
            case "column":
                result = m * new(rows, 1)
            case "softmax":
                result = ops.softmax(m)
            case "stack":
                result = ops.stack(m, new(draw(size), columns))
            case "transpose":
                result = m.T
            case "backwards":
                result = ops.backwards(new(rows, draw(size)), m)
            case "outer":
                result = ops.outer(m, new(draw(size), columns))
            case "number":
                result = ops.times_number(m, new(1, 1))
            case "sums":
                result = ops.sum_columns(m)
            case "entry":
                result = ops.entry(m, draw(st.integers(1, rows)), draw(st.integers(1, columns)))
            case "gram":
                result = m.T @ m
            case "half":
                result = floor_half(m)
            case "move":
                result = m + new(1, 1) * new(rows, columns)
            case "convolve":
                result = ops.convolve(m, new(1, 1), new(1, 1), stride=1, padding=1)
            case "rows":
                result = ops.rows_of(m, 1, draw(st.integers(1, rows)))
        made.append(result.named(f"m{k}", draw(st.sampled_from(list(Role)))))
    return made[1:]


@examples(80)
@given(shown=chains(), compact=st.booleans(), widest=st.integers(5, 40))
def test_on_the_sheet_of_any_chain_everything_has_its_own_place(shown, compact, widest):
    sheet = lay_out(shown, worked=most_telling(shown[-1:]), widest=widest, compact=compact)
    check_sheet("chain", sheet)
    on_it = {block.matrix.name for block in sheet.blocks}
    assert {m.name for m in shown} <= on_it


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_a_sheet_to_fill_in_has_all_the_numbers_that_it_needs(slug):
    walkthrough = aibyhand.find(slug)
    for step in trace_of(slug, walkthrough.shown_lane).steps:
        sheet = to_fill_in(step.shows)
        turned = [
            b.matrix.made.operands[0] for b in sheet.blocks if b.matrix.is_transpose and not b.blank
        ]
        there = {m.name for m in (*turned, *(b.matrix for b in sheet.blocks))}
        for m in step.results:
            needed = {o.name or o.made.operands[0].name for o in m.made.operands}
            assert needed <= there, f"step {step.number}, {m.name}"
        empty = {b.matrix.name for b in sheet.blocks if b.blank}
        assert empty == {m.name for m in step.results} & there
        check_sheet(f"step {step.number}", sheet)


def one_below_the_other(first: int, second: int) -> bool:
    """Do two written lines of so many rows stand in a pile?"""
    Z, Y = grid("Z", first, 2, Role.LINEAR), grid("Y", second, 2, Role.LINEAR)
    sheet = lay_out([ops.relu(Z).named("H", Role.HIDDEN), ops.tanh(Y).named("T", Role.HIDDEN)])
    return at(sheet, "Y").row > at(sheet, "Z").row


def test_written_lines_pile_up_as_long_as_the_pile_stays_below_sixteen_cells():
    assert one_below_the_other(6, 7)  # and a cell for the name of each: 15
    assert not one_below_the_other(7, 7)  # 16
    assert not one_below_the_other(6, 8)


@pytest.mark.parametrize(
    ("before", "cell", "gap"),
    [
        ("kernel", "bias", 1),  # given both: the bias belongs to the kernel
        ("kernel", "picked", 2),
        ("columns", "bias", 2),
        ("columns", "picked", 2),
        ("bias", "picked", 1),  # single cells stand close, whatever they are
        ("picked", "bias", 1),
        ("bias", "kernel", 2),  # what comes after a single cell is no longer its
    ],
)
def test_a_single_cell_stands_close_to_what_it_belongs_to(before, cell, gap):
    M = grid("M", 2, 4)
    there = {
        "kernel": grid("K", 2, 2),
        "bias": grid("c", 1, 1, Role.BIAS),
        "picked": ops.entry(M, 1, 1).named("e", Role.WEIGHT),
        "columns": ops.columns_of(M, 1, 2).named("C", Role.WEIGHT),
    }
    sheet, first = lay_out([there[before], there[cell]]), lay_out([there[before]])
    left, right = at(sheet, there[before].name), at(sheet, there[cell].name)
    assert (left.row, left.column) == (right.row, 0)
    assert right.column - first.width == gap


def test_a_poster_is_the_sheet_closest_to_seven_by_five():
    def wide(width: int) -> Sheet:
        return Sheet((), (), 100, width)

    # As many times too narrow as too wide is a tie: 70 to 140 is 140 to 280.
    assert layout._page_like([wide(71), wide(280)]).width == 71
    assert layout._page_like([wide(70), wide(278)]).width == 278
    assert layout._page_like([wide(280), wide(130), wide(70)]).width == 130
