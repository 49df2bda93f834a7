"""Every operation against plain loops, and every reading of it against the numbers."""

import json
import math
import re
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from helpers import evaluate, matrix, written_in_full
from op_examples import DERIVED, EXAMPLES, IMAGE, KERNEL, PEOPLE, QUEUES, A, each

from aibyhand import Matrix, Role, ops
from aibyhand.core.names import plain
from aibyhand.core.table import TABLE
from aibyhand.draw.glyphs import outline
from aibyhand.draw.mathml import mathml

every = pytest.mark.parametrize("name", EXAMPLES)


def test_every_row_of_the_table_has_an_example():
    missing = [op for op in TABLE if op not in EXAMPLES and not DERIVED.search(op)]
    assert not missing, f"add an example for {missing}"


@every
def test_it_computes_what_loops_compute_and_so_does_its_numpy_line(name):
    result = EXAMPLES[name].result()
    assert result.made.op.name == name
    np.testing.assert_allclose(result.values, EXAMPLES[name].right, rtol=1e-12)
    scope = {"np": np} | {m.name: m.values for m in result.made.operands}
    exec(result.numpy, scope)
    assert np.asarray(scope["r"]).shape == result.shape
    np.testing.assert_allclose(scope["r"], result.values, rtol=1e-12)


@pytest.mark.slow
def test_its_torch_line_gives_the_same(run_torch):
    results = {name: example.result() for name, example in EXAMPLES.items()}
    lines = ["import torch, json", "out = {}"]
    for name, result in results.items():
        for m in result.made.operands:
            lines.append(f"{m.name} = torch.tensor({m.values.tolist()}, dtype=torch.float64)")
        lines += [result.torch, f"out[{name!r}] = r.tolist()"]
        lines.append(f"assert r.dtype is torch.float64, ({name!r}, r.dtype)")
    computed = json.loads(run_torch("\n".join([*lines, "print(json.dumps(out))"])))
    for name, result in results.items():
        np.testing.assert_allclose(computed[name], result.values, rtol=1e-9, err_msg=name)


@every
def test_its_worked_cell_adds_up(name):
    result = EXAMPLES[name].result()
    for (i, j), value in np.ndenumerate(result.values):
        said = written_in_full(result, i, j)
        rounding = 0.05 if "decimal" in name else 0.0
        tex = result.worked(i, j).tex
        assert abs(said - value) <= rounding + 1e-9, (i, j, tex)
        assert not re.search(r"(\\cdot|[-+/]) -", tex), f"two signs in a row: {tex}"


@every
def test_its_equation_can_be_set_in_both_ways(name):
    result = EXAMPLES[name].result()
    assert mathml(result.equation, display=True).startswith("<math")
    assert outline(result.equation).d
    approximate = result.made.op.approximate
    assert (r"\approx" in result.equation) is approximate
    for operand in result.made.operands:
        # Zeros depend on a size alone, and D is what everybody writes for the degrees.
        assert operand.symbol in result.equation or name in ("zeros_like", "normalise_degree")
        assert operand.printed in result.words
    assert "{" not in result.words
    assert "\\" not in plain(result.equation)


@every
def test_a_dropped_gate_shows_in_the_example(name):
    result = EXAMPLES[name].result()
    made = result.made
    if made.op.dropped is None or name == "take":
        return
    try:
        left = made.op.dropped(*(m.values for m in made.operands), **made.settings)
    except ValueError:
        return
    assert left.shape != result.shape or not np.allclose(left, result.values)


def call_with(call: Callable[..., Matrix], *sizes: Sequence[int]) -> Matrix:
    return call(*(matrix(f"m_{k}", np.ones(size)) for k, size in enumerate(sizes)))


MISFITS = {
    "matmul": (lambda a, b: a @ b, (2, 3), (2, 4), "the 3 columns of m₀ cannot meet the 2 rows"),
    "linear": (ops.linear, (2, 3), (3, 4), (3, 1), "m₂ needs one number for each of the 2 rows"),
    "linear, product": (ops.linear, (2, 3), (2, 4), (2, 1), "the 3 columns of m₀ cannot meet"),
    "add": (lambda a, b: a + b, (2, 3), (2, 4), "3 columns of m₀ cannot meet the 4 columns of m₁"),
    "subtract": (lambda a, b: a - b, (2, 3), (4, 3), "2 rows of m₀ cannot meet the 4 rows of m₁"),
    "times": (lambda a, b: a * b, (2, 3), (3, 2), "2 rows of m₀ cannot meet the 3 rows of m₁"),
    "divide": (lambda a, b: a / b, (2, 3), (1, 2), "the 3 columns of m₀ cannot meet the 2 columns"),
    "difference": (ops.difference, (2, 3), (1, 3), "2 rows of m₀ cannot meet the one row of m₁"),
    "mask": (ops.mask, (2, 3), (2, 2), "the 3 columns of m₀ cannot meet the 2 columns of m₁"),
    "scale_by_root": (ops.scale_by_root, (2, 3), (1, 2), "or one for each column of m₀"),
    "times_number": (ops.times_number, (2, 3), (2, 2), "m₁ needs to be one number"),
    "leaky_gate": (ops.leaky_gate, (2, 3), (2, 1), "m₁ needs to be one number"),
    "kept": (ops.kept, (2, 3), (2, 1), "m₁ needs to be one number"),
    "over_the_rest": (ops.over_the_rest, (1, 1), "m₀ is 1, and leaves nobody"),
    "diagonal": (ops.diagonal, (2, 3), (1, 1), "m₀ needs to be one column"),
    "diagonal, number": (ops.diagonal, (2, 1), (2, 1), "m₁ needs to be one number"),
    "every_mask": (ops.every_mask, (11, 1), "11 units have too many masks; 10 are the most"),
    "mask_chances": (ops.mask_chances, (2, 3), (2, 1), "m₁ needs to be one number"),
    "power": (ops.power, (2, 3), (2, 2), "3 columns of m₀ cannot meet the 2 columns of m₁"),
    "mix": (ops.mix, (2, 3), (2, 3), (2, 2), "3 columns of m₀ cannot meet the 2 columns of m₂"),
    "normalise_degree": (ops.normalise_degree, (3, 3), (1, 2), "one degree for each node of m₀"),
    "stack": (ops.stack, (2, 3), (2, 4), "4 columns of m₁ cannot stand under the 3 columns of m₀"),
    "backwards": (ops.backwards, (2, 3), (3, 1), "2 rows of m₀ cannot meet the 3 rows of m₁"),
    "outer": (ops.outer, (2, 3), (2, 4), "3 columns of m₀ cannot meet the 4 columns of m₁"),
    "cosine_table": (ops.cosine_table, (2, 2), (1, 3), (1, 1), "needs a column, a row and a"),
    "sine_table": (ops.sine_table, (2, 1), (2, 3), (1, 1), "needs a column, a row and a number"),
    "magnitude": (ops.magnitude, (2, 3), (2, 1), "3 columns of m₀ cannot meet the one column"),
    "short_windows": (
        lambda x, n: ops.short_windows(x, n, 2), (2, 3), (1, 1), "m₀ needs to be one row",
    ),
    "short_windows, number": (
        lambda x, n: ops.short_windows(x, n, 2), (1, 4), (1, 2), "m₁ needs to be one whole number",
    ),
    "short_windows, gaps": (
        lambda x, n: ops.short_windows(x, n, 2), (1, 4), (1, 1),
        "windows of 1, one every 2, don't cover the 4 of m₀",
    ),
    "phase": (ops.phase, (2, 3), (1, 3), "2 rows of m₀ cannot meet the one row of m₁"),
    "convolve": (ops.convolve, (2, 3), (3, 3), (1, 1), "m₁ is larger than m₀"),
    "correlate": (ops.correlate, (2, 3), (3, 3), "m₁ is larger than m₀"),
    "convolve, bias": (ops.convolve, (4, 4), (3, 3), (2, 1), "m₂ needs to be one number"),
    "add_identity": (ops.add_identity, (2, 3), "m₀ needs as many rows as columns"),
    "multiplications": (ops.multiplications, (2, 3), (2, 4), "the 3 columns of m₀ cannot meet"),
    "best_places": (ops.best_places, (1, 3), (1, 2), "m₁ needs to be one whole number from 1 to 3"),
    "best_places, row": (ops.best_places, (2, 3), (1, 1), "m₀ needs to be one row"),
    "counting": (ops.counting, (2, 2), "m₀ needs to be one whole number"),
    "rows_of": (lambda a: ops.rows_of(a, 2, 3), (2, 3), "rows 2 to 3 of m₀, which has 2"),
    "columns_of": (lambda a: ops.columns_of(a, 0, 3), (2, 3), "columns 0 to 3 of m₀, which has 3"),
    "entry": (lambda a: ops.entry(a, 3, 1), (2, 3), "there is no cell in row 3, column 1"),
    "returns": (ops.returns, (2, 3), (1, 1), "m₀ needs to be one row"),
    "one_hot": (lambda a: ops.one_hot(a, 1), (1, 3), "one row of whole numbers from 0 to 0"),
    "up_to": (ops.up_to, (2, 3), (1, 2), "m₁ needs to be one number"),
    "placed": (
        lambda z, n, c: ops.placed(z, n, c, 1), (2, 3), (2, 4), (1, 1),
        "the 3 columns of m₀ cannot meet the 4 columns of m₁",
    ),
    "placed, row": (
        lambda z, n, c: ops.placed(z, n, c, 3), (2, 3), (2, 3), (1, 1),
        "there is no row 3 in m₁, which has 2",
    ),
    "placed, count": (
        lambda z, n, c: ops.placed(z, n, c, 1), (2, 3), (2, 3), (1, 2),
        "m₂ needs to be one whole number from 1 to 10000",
    ),
    "put_back": (
        lambda y, n: ops.put_back(y, n, 0), (2, 3), (2, 3), "there is no row 0 in m₁",
    ),
    "left_over": (ops.left_over, (2, 3), (1, 2), "3 columns of m₀ cannot meet the 2 columns"),
    "kl_to_standard_normal": (ops.kl_to_standard_normal, (2, 3), (2, 2), "m₀ cannot meet the 2"),
    "max_pool": (lambda a: ops.max_pool(a, 3), (2, 3), "a window of 3×3 is larger than m₀"),
    "2 channels": (ops.channels, (2, 3), (3, 2), "2 rows of m₀ cannot meet the 3 rows of m₁"),
    "channel": (lambda a: ops.channel(a, 3, 3), (2, 6), "there is no channel 3 in m₀, which has 2"),
    "channel, columns": (lambda a: ops.channel(a, 1, 4), (2, 6), "can't be cut into pieces of 4"),
    "as_image": (lambda a: ops.as_image(a, 4), (1, 6), "cut into pieces of 4"),
    "as_image, rows": (lambda a: ops.as_image(a, 3), (2, 3), "m₀ needs to be one row"),
    "reshape": (lambda a: ops.reshape(a, 4), (2, 3), "6 numbers of m₀ can't be cut into rows of 4"),
    "rows_by": (ops.rows_by, (3, 2), (2, 2), "m₁ needs to be one row of row numbers of m₀, 0 to 2"),
    "embed": (ops.embed, (2, 3), (2, 2), "m₁ needs to be one row of column numbers of m₀, 0 to 2"),
    "kl_divergence": (ops.kl_divergence, (2, 3), (2, 2), "3 columns of m₀ cannot meet the 2"),
    "shared_out": (ops.shared_out, (2, 1), (3, 2), "one number for each of the 3 rows of m₁"),
    "scale_shift": (ops.scale_shift, (2, 3), (2, 1), (3, 1), "m₂ needs one number for each of"),
    "positions": (ops.positions, (2, 3), (1, 2), "m₁ needs to be one number"),
}  # fmt: skip


@pytest.mark.parametrize("case", MISFITS)
def test_a_misfit_names_the_operation_the_names_the_sizes_and_the_rule(case):
    call, *sizes, rule = MISFITS[case]
    with pytest.raises(ValueError, match=r".") as problem:
        call_with(call, *sizes)
    said = str(problem.value)
    assert said.startswith(f"{case.split(',')[0]}: ")
    assert rule.replace("₀", "_0").replace("₁", "_1").replace("₂", "_2") in said
    for k, (rows, columns) in enumerate(sizes):
        assert f"m_{k} is {rows}×{columns}" in said


@pytest.mark.parametrize("words", [[[3]], [[-1]], [[0.5]]])
def test_a_word_has_a_number_in_the_table(words):
    with pytest.raises(ValueError, match="column numbers of t, 0 to 2"):
        ops.embed(matrix("t", A), matrix("w", words))


@pytest.mark.parametrize("count", [0, -1, 1.5])
def test_places_are_counted_in_whole_numbers(count):
    with pytest.raises(ValueError, match="c needs to be one whole number from 1 to 10000"):
        ops.placed(matrix("z", PEOPLE), matrix("n", QUEUES), matrix("c", count), 1)


def test_nobody_comes_back_from_a_place_that_is_not_there():
    with pytest.raises(ValueError, match="n names a place that y doesn't have"):
        ops.put_back(matrix("y", [[1, 2]]), matrix("n", QUEUES), 1)


def test_queues_are_counted_from_zeros_and_ones():
    with pytest.raises(ValueError, match="m needs 0s and 1s"):
        ops.numbered(matrix("m", QUEUES))


@pytest.mark.parametrize("at", [[[2]], [[-1]], [[0.5]], [[0], [1]]])
def test_a_one_needs_a_row_to_stand_in(at):
    with pytest.raises(ValueError, match="one row of whole numbers from 0 to 1"):
        ops.one_hot(matrix("a", at), 2)


def test_a_divergence_needs_positive_probabilities():
    with pytest.raises(ValueError, match="positive probabilities"):
        ops.kl_divergence(matrix("p", [[0.5], [0.5]]), matrix("q", [[1], [0]]))


def test_a_root_is_taken_of_one_number_too():
    s, d = matrix("s", A), matrix("d", 5)
    np.testing.assert_allclose(ops.scale_by_root(s, d).values, each(A, lambda v: v / 5**0.5))


@pytest.mark.parametrize("by", [0, [[1, 0, 2]]])
def test_nothing_is_divided_by_zero(by):
    with pytest.raises(ValueError, match=r"^divide: b holds a zero \(a is 2×3, b is "):
        matrix("a", A) / matrix("b", by)


@pytest.mark.parametrize("d", [0, [[1, -2, 2]]])
def test_a_root_needs_positive_numbers(d):
    said = r"^scale_by_root: (every number of d|d) needs to be positive.* \D?[02] \(s is 2×3, d is"
    with pytest.raises(ValueError, match=said):
        ops.scale_by_root(matrix("s", A), matrix("d", d))


def test_windows_that_leave_out_an_end_are_refused():
    x = matrix("x", [[1, 2, 3, 4, 5]])
    with pytest.raises(ValueError, match="windows of 4, one every 2, leave out the last 1 of x"):
        ops.short_windows(x, matrix("n", 4), 2)
    with pytest.raises(ValueError, match="windows of 6, one every 2, don't cover the 5"):
        ops.short_windows(x, matrix("n", 6), 2)
    for call in (ops.overlap_add, ops.cover):
        with pytest.raises(ValueError, match="need to move on by at least one"):
            call(x, 0)


@pytest.mark.parametrize("hop", [1, 2, 3])
def test_windows_laid_over_each_other_are_the_row_as_often_as_it_is_covered(hop):
    x = matrix("x", [[3, -1, 4, 1, -5, 9, 2, 6, 5, 3]])
    cut = ops.short_windows(x, matrix("n", 4), hop).named("c", Role.TIME)
    both = ops.overlap_add(cut, hop).values / ops.cover(cut, hop).values
    np.testing.assert_allclose(both, x.values)


def test_a_wave_of_magnitude_zero_has_no_phase():
    c, s = matrix("c", [[1, 0], [0, 0]]), matrix("s", [[0, 2], [-1, 0]])
    with pytest.raises(ValueError, match="c and s are both zero in row 2, column 2"):
        ops.phase(c, s)


def test_the_phase_of_a_wave_and_of_the_same_upside_down_are_half_a_turn_apart():
    c, s = [[3, -3, 3, -3, 2, 0]], [[-4, 4, 4, -4, 0, 1]]
    found = ops.phase(matrix("c", c), matrix("s", s)).values
    turned = ops.phase(matrix("c", np.negative(c)), matrix("s", np.negative(s))).values
    np.testing.assert_allclose(abs(found - turned), math.pi)
    ratio = -np.arctan(np.array(s[0][:4]) / c[0][:4])
    np.testing.assert_allclose(ratio[[0, 2]], found[0, [0, 2]])  # right to the right of zero
    np.testing.assert_allclose(abs(ratio[[1, 3]] - found[0, [1, 3]]), math.pi)


@pytest.mark.parametrize("count", [10_001, 1e300])
def test_what_would_fill_the_memory_is_refused(count):
    with pytest.raises(ValueError, match="n needs to be one whole number from 1 to 10000, not 1"):
        ops.directions(matrix("n", count))


def test_a_base_needs_to_be_positive():
    with pytest.raises(ValueError, match="needs to be positive"):
        ops.positions(matrix("x", A), matrix("b", -2))


@pytest.mark.parametrize("call", [ops.log_variance_of, lambda s: ops.kl_to_standard_normal(s, s)])
@pytest.mark.parametrize("wrong", [0, -1.5])
def test_a_spread_needs_to_be_positive(call, wrong):
    said = rf"s needs to be positive .* row 2, column 1 is \D?{abs(wrong)}"
    with pytest.raises(ValueError, match=said):
        call(matrix("s", [[1, 2], [wrong, 1]]))


@pytest.mark.parametrize(("stride", "padding"), [(0, 0), (1, -1)])
def test_convolve_refuses_strides_and_paddings_that_make_no_sense(stride, padding):
    image, kernel, bias = matrix("i", IMAGE), matrix("k", KERNEL), matrix("b", 0)
    with pytest.raises(ValueError, match="stride"):
        ops.convolve(image, kernel, bias, stride=stride, padding=padding)


@pytest.mark.parametrize(("size", "stride"), [(0, 1), (2, 0), (0, None)])
def test_max_pool_refuses_sizes_and_strides_that_make_no_sense(size, stride):
    with pytest.raises(ValueError, match=f"size {size} and stride"):
        ops.max_pool(matrix("i", IMAGE), size, stride)


@pytest.mark.parametrize(("size", "stride"), [(1, 1), (2, 2), (2, 1), (3, 2), (2, 3), (4, 2)])
def test_max_pool_leaves_out_windows_that_stick_out(size, stride):
    rows, columns = ((count - size) // stride + 1 for count in (len(IMAGE), len(IMAGE[0])))
    expected = [
        [
            max(IMAGE[i * stride + a][j * stride + b] for a in range(size) for b in range(size))
            for j in range(columns)
        ]
        for i in range(rows)
    ]
    pooled = ops.max_pool(matrix("i", IMAGE), size, stride).named("p", Role.HIDDEN)

    np.testing.assert_array_equal(pooled.values, expected)
    corners = pooled.made.op.dropped(np.array(IMAGE), size, stride)
    assert corners.shape == pooled.shape
    assert ops.max_pool(matrix("i", IMAGE), 2).shape == (2, 2)


def test_softmax_of_large_scores_is_finite():
    values = ops.softmax(matrix("s", [[1000, -1000], [999, 1000]])).values
    np.testing.assert_allclose(values.sum(axis=0), 1)
    assert values[0, 0] == pytest.approx(1 / (1 + math.exp(-1)))


def test_a_long_sum_leaves_out_its_middle_only():
    long = matrix("w", [range(1, 13)]) @ matrix("x", [[1]] * 12)
    tex = long.named("y", long.role).worked(0, 0).tex
    assert r"\cdots" in tex
    assert tex.startswith(r"1 \cdot 1 + 2 \cdot 1")
    assert tex.endswith(r"12 \cdot 1")


def test_the_reader_of_sums_reads_them_right():
    assert evaluate(r"2 \cdot (-3) + \max(0, -1) + 3^{-1} \cdot 6") == pytest.approx(-4)
    assert evaluate(r"[4 > 0] + \lfloor -3 / 2 \rfloor") == -1
    assert evaluate(r"\cos(2\pi \cdot 1 \cdot 1 / 4)") == pytest.approx(0)
