"""The expression of one cell is the whole truth: every other reading of a row gives its numbers.

Operands are drawn at random, in random sizes that fit.
"""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from helpers import matrix, written_in_full
from op_examples import DERIVED, EXAMPLES
from spreadsheet import Spreadsheet

from aibyhand import Matrix
from aibyhand.core.cells import Cells
from aibyhand.core.evaluate import Cell
from aibyhand.core.expression import data_of
from aibyhand.core.rewrite import walk
from aibyhand.core.table import TABLE

Draw = Callable[[np.random.Generator, "Sizes"], list[Any]]


class Sizes(dict):
    """Sizes by their letter, each drawn when it is first asked for."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def __missing__(self, letter: str) -> int:
        low, high = (1, 3) if letter in "ab" else (3, 6)
        self[letter] = int(self.rng.integers(low, high + 1))
        return self[letter]


def drawn(sizes: str, low: float = -4, high: float = 4) -> Draw:
    """Real numbers in sizes such as "m k, k n"; a + before a size: positive ones."""

    def draw(rng: np.random.Generator, size: Sizes) -> list[Any]:
        found = []
        for one in sizes.split(","):
            positive = "+" in one
            shape = [int(s) if s.isdigit() else size[s] for s in one.replace("+", "").split()]
            found.append(rng.uniform(0.2 if positive else low, high, shape))
        return found

    return draw


def whole(sizes: str, low: int, high: int) -> Draw:
    """Whole numbers from low to high."""
    return lambda rng, size: [
        rng.integers(low, high + 1, [int(s) if s.isdigit() else size[s] for s in sizes.split()])
    ]


def both(*draws: Draw) -> Draw:
    return lambda rng, size: [one for draw in draws for one in draw(rng, size)]


def queues(rng: np.random.Generator, size: Sizes) -> list[Any]:
    """Places 1, 2, … given out in the first row, in any order, some to nobody."""
    found = np.zeros((size["q"], size["n"]), int)
    for row in found:
        row[rng.choice(size["n"], 2, replace=False)] = rng.permutation([1, 2])
    return [found]


SHAPED: dict[str, Draw] = {
    "transpose": drawn("m n"),
    "stack": drawn("m n, k n"),
    "3 stacked": drawn("m n, k n, l n"),
    "row_of_ones_under": drawn("m n"),
    "border": drawn("m n"),
    "border_sides": drawn("m n"),
    "rows_of": drawn("m n"),
    "columns_of": drawn("m n"),
    "column_of": drawn("m n"),
    "clear_column": drawn("m n"),
    "half_down": whole("m n", 0, 40),
    "entry": drawn("m n"),
    "add_identity": drawn("m m"),
    "count_rows": drawn("m n"),
    "count_columns": drawn("m n"),
    "multiplications": drawn("m k, k n"),
    "counting": whole("1 1", 1, 9),
    "column_numbers": drawn("m n"),
    "zeros_like": drawn("m n"),
    "difference": drawn("m n, m n"),
    "divide": drawn("m n, + m n"),
    "power": drawn("+ m n, m n"),
    "times_number": drawn("m n, 1 1"),
    "leaky_gate": drawn("m n, 1 1"),
    "kept": drawn("m n, 1 1"),
    "over_the_rest": drawn("m n", -4, 0.9),
    "diagonal": drawn("m 1, 1 1"),
    "every_mask": drawn("m n"),
    "so_far": drawn("m n"),
    "mask_chances": both(whole("m n", 0, 1), drawn("1 1", 0.1, 0.9)),
    "scale_by_root": drawn("m n, + 1 n"),
    "ln": drawn("+ m n"),
    "minus_ln": drawn("+ m n"),
    "sum_columns": drawn("m n"),
    "softmax": drawn("m n"),
    "tops": drawn("m n"),
    "over_largest": drawn("+ m n"),
    "best_places": both(whole("1 n", 0, 4), whole("1 1", 1, 3)),  # with equals among them
    "normalise_degree": drawn("m m, + 1 m"),
    "matmul": drawn("m k, k n"),
    "linear": drawn("m k, k n, m 1"),
    "backwards": drawn("k m, k n"),
    "outer": drawn("m k, n k"),
    "cosine_table": drawn("m 1, 1 n, + 1 1"),
    "sine_table": drawn("m 1, 1 n, + 1 1"),
    "magnitude": drawn("m n, m n"),
    "short_windows": both(drawn("1 9"), whole("1 1", 3, 3)),
    "overlap_add": drawn("m n"),
    "cover": drawn("m n"),
    "phase": drawn("m n, m n"),
    "directions": whole("1 1", 1, 9),
    "convolve": drawn("m n, a b, 1 1"),
    "correlate": drawn("m n, a b"),
    "places_down": drawn("m n, a b"),
    "places_across": drawn("m n, a b"),
    "max_pool": drawn("m n"),
    "mean_pool": drawn("m n"),
    "windows_down": drawn("m n"),
    "windows_across": drawn("m n"),
    "where_largest": whole("m n", 0, 4),  # with equals among them
    "back_to_pixels": both(drawn("2 3"), whole("2 3", 0, 3), drawn("m n")),
    "enlarge": drawn("m n, a b"),
    "channel": lambda rng, size: [rng.uniform(-4, 4, (2, 3 * size["m"]))],
    "2 channels": drawn("m n, m n"),
    "as_image": lambda rng, size: [rng.uniform(-4, 4, (1, 2 * size["m"]))],
    "largest": drawn("m n"),
    "returns": drawn("1 n, 1 1", -2, 2),
    "3 side by side": drawn("m n, m k, m b"),
    "embed": both(drawn("m 4"), whole("1 n", 0, 3)),
    "cell_numbers": drawn("m n"),
    "flatten": drawn("m n"),
    "reshape": lambda rng, size: [rng.uniform(-4, 4, (size["m"], 2 * size["n"]))],
    "rows_by": both(drawn("4 n"), whole("1 m", 0, 3)),
    "likeliest": drawn("m n"),
    "kl_divergence": drawn("+ m n, + m n"),
    "slope_of_minus": drawn("m n"),
    "shared_out": drawn("m 1, m n"),
    "mean_of_columns": drawn("m n"),
    "one_hot": whole("1 n", 0, 3),
    "numbered": whole("m n", 0, 1),
    "up_to": both(whole("m n", 0, 5), whole("1 1", 1, 4)),
    "placed": both(drawn("m n"), queues, whole("1 1", 2, 5)),
    "put_back": both(drawn("m 3"), queues),
    "left_over": both(drawn("m n"), queues),
    "sum_rows": drawn("m n"),
    "lengths": drawn("m n"),
    "half_squared_lengths": drawn("m n"),
    "squared_distances": drawn("k m, k n"),
    "power of 2": drawn("m m"),
    "power of 3": drawn("m m"),
    "over_row_sums": drawn("+ m n"),
    "over_column_sums": drawn("+ m n"),
    "sinkhorn_round": drawn("+ m n"),
    "squared_distances_to_all": drawn("k m, k n"),
    "over_length": drawn("m n"),
    "column_means": drawn("m n"),
    "mean_squares": drawn("m n"),
    "scale_shift": drawn("m n, m 1, m 1"),
    "positions": drawn("m n, + 1 1"),
    "kl_to_standard_normal": drawn("m n, + m n"),
    "log_variance_of": drawn("+ m n"),
}
STRETCHED = ("m n", "m n", "m n, m 1", "m n, m 1, 1 n", "1 n, m 1, m n, 1 1")  # cell by cell

every = pytest.mark.parametrize("name", EXAMPLES)
SEEDS = range(4)


def result_of(name: str, seed: int) -> Matrix:
    """The operation of an example on random operands."""
    rng = np.random.default_rng([seed, *name.encode()])
    example = EXAMPLES[name]
    draw = SHAPED.get(name) or drawn(STRETCHED[len(example.operands)])
    given = [matrix("abcd"[k], values) for k, values in enumerate(draw(rng, Sizes(rng)))]
    return example.call(*given).named("r", given[0].role)


def settled(result: Matrix) -> float:
    """How far apart two readings may be: nothing but the last digits, or a rounding by hand."""
    assert result.made
    return 1e-9 if "decimal" not in result.made.op.name else 0.1 + 1e-9


@every
def test_the_cell_and_its_size_give_the_numbers(name):
    for seed in SEEDS:
        result = result_of(name, seed)
        made = result.made
        arrays = [operand.values for operand in made.operands]
        rows, columns, cell = made.op.data
        size = Cell.of(arrays, made.settings, 0, 0)
        assert (size.value(rows), size.value(columns)) == result.shape
        for (i, j), value in np.ndenumerate(result.values):
            found = Cell.of(arrays, made.settings, i, j).value(cell)
            assert found == pytest.approx(value, rel=1e-9, abs=1e-12), (seed, i, j)


@every
def test_the_numpy_line_gives_the_numbers(name):
    for seed in SEEDS:
        result = result_of(name, seed)
        scope = {"np": np} | {m.name: m.values for m in result.made.operands}
        exec(result.numpy, scope)
        np.testing.assert_allclose(scope["r"], result.values, rtol=1e-9, atol=1e-12)


@pytest.mark.slow
def test_the_torch_lines_give_the_numbers(run_torch):
    results = {f"{name} {seed}": result_of(name, seed) for name in EXAMPLES for seed in SEEDS}
    lines = ["import torch, json", "out = {}"]
    for name, result in results.items():
        for m in result.made.operands:
            lines.append(f"{m.name} = torch.tensor({m.values.tolist()}, dtype=torch.float64)")
        lines += [result.torch, f"out[{name!r}] = r.tolist()"]
    computed = json.loads(run_torch("\n".join([*lines, "print(json.dumps(out))"])))
    for name, result in results.items():
        np.testing.assert_allclose(computed[name], result.values, 1e-9, 1e-12, err_msg=name)


@every
def test_the_workbook_formula_gives_the_numbers(name):
    for seed in SEEDS:
        result = result_of(name, seed)
        cells, page, left = [], {}, 0
        for operand in result.made.operands:
            cells.append(Cells(2, left, *operand.shape))
            left += operand.shape[1] + 1
            for (i, j), value in np.ndenumerate(operand.values):
                page[cells[-1].part(i, j, 1, 1)] = ("", repr(float(value)))
        sheet = Spreadsheet({"": page})
        for (i, j), value in np.ndenumerate(result.values):
            formula = result.made.op.formula(cells, result.made.settings, i, j)
            assert sheet.compute("", formula) == pytest.approx(value, rel=1e-9, abs=1e-12), formula


@every
def test_the_written_sum_gives_the_numbers(name):
    for seed in SEEDS:
        result = result_of(name, seed)
        for (i, j), value in np.ndenumerate(result.values):
            said = written_in_full(result, i, j)
            assert said == pytest.approx(value, rel=1e-6, abs=max(1e-6, settled(result))), (i, j)


@every
def test_the_worked_cell_names_exactly_the_cells_that_are_read(name):
    """A change outside of them changes nothing; each of them alone changes something somewhere."""
    result = result_of(name, 0)
    made = result.made
    arrays = [operand.values for operand in made.operands]
    heads = {part[0] for part in walk(made.op.data[2]) if isinstance(part, tuple)}
    jumps = bool(heads & {"[]", "max", "argmax"})  # there a change may show in one cell of many
    alive: dict[tuple[int, ...], bool] = {}
    for (i, j), value in np.ndenumerate(result.values):
        read = result.cells_read(i, j)
        assert len(set(read)) == len(read)
        others = [array + 3.0 for array in arrays]
        for k, row, column in read:
            others[k][row, column] = arrays[k][row, column]
        assert Cell.of(others, made.settings, i, j).value(data_of(made.op.cell)) == pytest.approx(
            value
        )
        regions = {
            (k, at.row + a, at.column + b)
            for k in range(len(arrays))
            for at in result.worked(i, j).regions(k)
            for a in range(at.rows)
            for b in range(at.columns)
        }
        assert regions == set(read)
        for at in read:
            key = at[:1] if jumps else at
            alive[key] = alive.get(key, False) or any(
                changes(made, again(name, seed, arrays), at, i, j) for seed in range(1, 12)
            )
    dead = [cell for cell, changed in alive.items() if not changed]
    assert not dead, f"named, and yet nothing depends on them: {dead}"


def again(name: str, seed: int, arrays: list[np.ndarray]) -> list[list[np.ndarray]]:
    """Two more draws of the operands, in the sizes that they have."""
    rng, first = np.random.default_rng(seed), np.random.default_rng([0, *name.encode()])
    draw = SHAPED.get(name) or drawn(STRETCHED[len(arrays)])
    sizes = Sizes(first)
    draw(first, sizes)
    shapes = [array.shape for array in arrays]
    return [
        [np.array(v, float).reshape(s) for v, s in zip(draw(rng, sizes), shapes, strict=True)]
        for _ in range(2)
    ]


def changes(
    made: Any, draws: list[list[np.ndarray]], cell: tuple[int, int, int], i: int, j: int
) -> bool:
    """Does one cell of the result change with this cell of an operand alone?"""
    k, row, column = cell
    here, there = draws
    changed = [array.copy() for array in here]
    changed[k][row, column] = there[k][row, column]
    before, after = (made.op.compute(*one, **made.settings) for one in (here, changed))
    if before.shape != after.shape:
        return True
    return i < before.shape[0] and j < before.shape[1] and bool(before[i, j] != after[i, j])


def test_every_row_is_drawn_in_sizes_of_its_own():
    cellwise = {op for op, row in TABLE.items() if '"at"' not in json.dumps(row.data)}
    missing = [op for op in TABLE if op not in SHAPED and op not in cellwise]
    assert not [op for op in missing if not DERIVED.search(op)]
