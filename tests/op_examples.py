"""An example of every operation, its result worked out by plain loops or by hand."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers import matrix

from aibyhand import Matrix, ops
from aibyhand.ops import pencil
from aibyhand.walk import PENCIL

Grid = list[list[float]]
# Rows that are made for a count: an example of one count serves for all.
DERIVED = re.compile(
    r", to \d decimal$|^sum of \d$|^power of \d$|^\d+ (side by side|stacked|channels)$"
)

A = [[1, -2, 3], [0, 4, -1]]
B = [[2, 0], [1, -1], [-3, 5]]
SAME = [[2, 1, -1], [4, 8, 0.5]]  # as large as A
COLUMN = [[3], [-2]]
ROW = [[2, -4, 0.5]]
SPREADS = [[2, 0.5, 3], [1, 4, 0.25]]  # as large as A, and positive
SQUARE = [[1, 2, 0], [-1, 0, 3], [4, 1, 1]]
IMAGE = [[1, 0, 2, -1], [3, 1, 0, 2], [0, 4, 1, 1], [2, 2, -3, 0], [1, 5, 0, 1]]
KERNEL = [[1, -2], [0, 3], [2, 1]]
QUEUES = [[1, 0, 2, 3, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 0]]  # the last one waits nowhere
PEOPLE = [[5, 6, 7, 8, 9], [1, 2, -3, 4, 5]]


def each(grid: Grid, function: Callable[[float], float]) -> Grid:
    return [[function(v) for v in row] for row in grid]


def two(a: Grid, b: Grid, function: Callable[[float, float], float]) -> Grid:
    """Cell by cell, axes of length one stretched."""
    rows, columns = max(len(a), len(b)), max(len(a[0]), len(b[0]))

    def at(grid: Grid, i: int, j: int) -> float:
        return grid[i % len(grid)][j % len(grid[0])]

    return [[function(at(a, i, j), at(b, i, j)) for j in range(columns)] for i in range(rows)]


def product(a: Grid, b: Grid) -> Grid:
    return [
        [sum(a[i][k] * b[k][j] for k in range(len(b))) for j in range(len(b[0]))]
        for i in range(len(a))
    ]


def turned(a: Grid) -> Grid:
    return [[row[j] for row in a] for j in range(len(a[0]))]


def slide(image: Grid, kernel: Grid, bias: float, stride: int, padding: int) -> Grid:
    high, wide = len(image), len(image[0])

    def pixel(y: int, x: int) -> float:
        return image[y][x] if 0 <= y < high and 0 <= x < wide else 0

    rows = (high + 2 * padding - len(kernel)) // stride + 1
    columns = (wide + 2 * padding - len(kernel[0])) // stride + 1
    return [
        [
            bias
            + sum(
                kernel[a][b] * pixel(i * stride + a - padding, j * stride + b - padding)
                for a in range(len(kernel))
                for b in range(len(kernel[0]))
            )
            for j in range(columns)
        ]
        for i in range(rows)
    ]


def softmax(a: Grid) -> Grid:
    sums = [sum(math.exp(row[j]) for row in a) for j in range(len(a[0]))]
    return [[math.exp(v) / sums[j] for j, v in enumerate(row)] for row in a]


def divergence(mean: float, spread: float) -> float:
    """Add up the definition of the Kullback-Leibler divergence to the standard normal."""
    total = 0.0
    for k in range(-120, 121):  # in steps of a tenth of the spread, to twelve spreads on each side
        z = k / 10
        x = mean + spread * z
        log_p, log_standard = -z * z / 2 - math.log(spread), -x * x / 2
        total += math.exp(log_p) * (log_p - log_standard) * spread / 10
    return total / math.sqrt(2 * math.pi)


@dataclass
class Example:
    """A call, its operands, and the same by another way."""

    call: Callable[..., Matrix]
    operands: tuple[Any, ...]
    right: Grid

    def result(self) -> Matrix:
        given = [matrix("abcd"[k], values) for k, values in enumerate(self.operands)]
        return self.call(*given).named("r", given[0].role)


EXAMPLES = {
    "transpose": Example(lambda a: a.T, (A,), turned(A)),
    "stack": Example(ops.stack, (A, ROW), A + ROW),
    "row_of_ones_under": Example(ops.row_of_ones_under, (A,), [*A, [1, 1, 1]]),
    "border": Example(
        lambda a: ops.border(a, 1),
        (A,),
        [[0] * 5, [0, *A[0], 0], [0, *A[1], 0], [0] * 5],
    ),
    "rows_of": Example(lambda a: ops.rows_of(a, 2, 3), (IMAGE,), IMAGE[1:3]),
    "columns_of": Example(lambda a: ops.columns_of(a, 2, 3), (A,), [r[1:3] for r in A]),
    "column_of": Example(lambda a: ops.column_of(a, 2), (A,), [[-2], [4]]),
    "clear_column": Example(  # row 2 divided by its 4; twice it added to row 1
        lambda a: ops.clear_column(a, 2), ([[1, -2, 3], [8, 4, -1]],), [[5, 0, 2.5], [2, 1, -0.25]]
    ),
    "entry": Example(lambda a: ops.entry(a, 2, 3), (A,), [[-1]]),
    "add_identity": Example(
        ops.add_identity, (SQUARE,), [[2, 2, 0], [-1, 1, 3], [4, 1, 2]]
    ),
    "count_rows": Example(ops.count_rows, (A,), [[2]]),
    "count_columns": Example(ops.count_columns, (A,), [[3]]),
    "multiplications": Example(ops.multiplications, (A, B), [[12]]),  # 4 cells, 3 in each
    "counting": Example(ops.counting, (4,), [[1, 2, 3, 4]]),
    "column_numbers": Example(ops.column_numbers, (A,), [[1], [2], [3]]),
    "zeros_like": Example(ops.zeros_like, (A,), [[0, 0, 0], [0, 0, 0]]),
    "add": Example(lambda a, b: a + b, (A, COLUMN), two(A, COLUMN, lambda x, y: x + y)),
    "subtract": Example(lambda a, b: a - b, (A, ROW), two(A, ROW, lambda x, y: x - y)),
    "difference": Example(ops.difference, (A, SAME), two(A, SAME, lambda x, y: x - y)),
    "times": Example(lambda a, b: a * b, (A, COLUMN), two(A, COLUMN, lambda x, y: x * y)),
    "divide": Example(lambda a, b: a / b, (A, SAME[:1]), two(A, SAME[:1], lambda x, y: x / y)),
    "take": Example(ops.take, (A,), A),
    "half_down": Example(ops.half_down, ([[30, 15, 13, 1]],), [[15, 7, 6, 0]]),
    "relu": Example(ops.relu, (A,), each(A, lambda v: v if v > 0 else 0)),
    "step": Example(ops.step, (A,), each(A, lambda v: 1 if v > 0 else 0)),
    "leaky_gate": Example(ops.leaky_gate, (A, 0.25), each(A, lambda v: 1 if v > 0 else 0.25)),
    "kept": Example(ops.kept, (A, 0.5), each(A, lambda v: 1 if v > 0.5 else 0)),
    "over_the_rest": Example(ops.over_the_rest, ([[0.5, 0.2, -1]],), [[2, 1.25, 0.5]]),
    "diagonal": Example(ops.diagonal, (COLUMN, 1.5), [[4.5, 0], [0, -3]]),
    "so_far": Example(ops.so_far, (SQUARE,), [[1, 2, 0], [0, 0, 3], [0, 0, 1]]),
    "every_mask": Example(ops.every_mask, (A,), [[0, 0, 1, 1], [0, 1, 0, 1]]),
    "mask_chances": Example(
        ops.mask_chances, ([[0, 1, 1], [1, 1, 0], [1, 1, 0]], 0.25),
        [[0.25 * 0.75 * 0.75, 0.75 * 0.75 * 0.75, 0.75 * 0.25 * 0.25]],
    ),
    "power": Example(ops.power, (0.5, [[1, 2, 3, -1]]), [[0.5, 0.25, 0.125, 2]]),
    "mix": Example(ops.mix, ([[0.25], [0.5]], SAME, A), [[1.25, -1.25, 2], [2, 6, -0.25]]),
    "sign": Example(ops.sign, (A,), [[1, -1, 1], [0, 1, -1]]),
    "sigmoid": Example(ops.sigmoid, (A,), each(A, lambda v: (1 + math.tanh(v / 2)) / 2)),
    "minus_ln": Example(
        ops.minus_ln, (SPREADS,), each(SPREADS, lambda s: -math.log2(s) / math.log2(math.e))
    ),
    "ln": Example(ops.ln, (SPREADS,), each(SPREADS, lambda s: math.log2(s) / math.log2(math.e))),
    "tanh": Example(
        ops.tanh, (A,), each(A, lambda v: (math.exp(2 * v) - 1) / (math.exp(2 * v) + 1))
    ),
    "exp": Example(ops.exp, (A,), each(A, lambda v: math.e**v)),
    "mask": Example(ops.mask, (SAME, A), two(SAME, A, lambda d, z: d if z > 0 else 0)),
    "scale_by_root": Example(
        ops.scale_by_root, (A, [[4, 0.25, 2]]),
        [[0.5, -4, 3 / math.sqrt(2)], [0, 8, -math.sqrt(0.5)]],
    ),
    "times_number": Example(ops.times_number, (A, -3), each(A, lambda v: -3 * v)),
    "sum_columns": Example(ops.sum_columns, (A,), [[sum(c) for c in zip(*A, strict=True)]]),
    "tops": Example(ops.tops, (A,), [[max(c) for c in zip(*A, strict=True)]]),
    "over_largest": Example(
        ops.over_largest, (A,), [[1 / 3, -2 / 3, 1], [0, 1, -0.25]]
    ),
    "best_places": Example(  # two are equal: the first one comes first
        ops.best_places, ([[2, 5, -1, 5, 3]], 4), [[1, 3, 4, 0]]
    ),
    "softmax": Example(ops.softmax, (A,), softmax(A)),
    "normalise_degree": Example(
        ops.normalise_degree,
        (SQUARE, [[2, 8, 5]]),
        [
            [SQUARE[i][j] / math.sqrt([2, 8, 5][i] * [2, 8, 5][j]) for j in range(3)]
            for i in range(3)
        ],
    ),
    "matmul": Example(lambda a, b: a @ b, (A, B), product(A, B)),
    "linear": Example(
        ops.linear, (A, B, COLUMN), two(product(A, B), COLUMN, lambda x, y: x + y)
    ),
    "backwards": Example(ops.backwards, (A, SAME), product(turned(A), SAME)),
    "outer": Example(ops.outer, (A, SAME), product(A, turned(SAME))),
    "cosine_table": Example(
        ops.cosine_table,
        ([[1], [2], [3]], [[1, 2, 3, 4]], 7),
        [[math.cos(2 * math.pi * k * t / 7) for t in (1, 2, 3, 4)] for k in (1, 2, 3)],
    ),
    "sine_table": Example(
        ops.sine_table,
        ([[1], [2], [3]], [[1, 2, 3, 4]], 7),
        [[math.sin(2 * math.pi * k * t / 7) for t in (1, 2, 3, 4)] for k in (1, 2, 3)],
    ),
    "magnitude": Example(
        ops.magnitude, ([[3, -5, 0], [0, -8, 1]], [[-4, 12, -2], [0, -15, 0]]),
        [[5, 13, 2], [0, 17, 1]],
    ),
    "short_windows": Example(
        lambda x, n: ops.short_windows(x, n, 2), ([[1, -2, 3, 4, -5, 6, 7]], 3),
        [[1, 3, -5], [-2, 4, 6], [3, -5, 7]],
    ),
    "overlap_add": Example(
        lambda y: ops.overlap_add(y, 2), ([[1, 3, -5], [-2, 4, 6], [3, 0, 7]],),
        [[1, -2, 3 + 3, 4, 0 - 5, 6, 7]],
    ),
    "cover": Example(
        lambda y: ops.cover(y, 2), ([[1, 3, -5], [-2, 4, 6], [3, 0, 7]],),
        [[1, 1, 2, 1, 2, 1, 1]],
    ),
    "phase": Example(  # every quadrant and every axis: the angle of (c, -s)
        ops.phase, ([[2, -2, -2, 2], [3, 0, -1, 0]], [[-2, -2, 2, 2], [0, -1, 0, 4]]),
        [[math.pi * part for part in row]
         for row in ([1 / 4, 3 / 4, -3 / 4, -1 / 4], [0, 1 / 2, 1, -1 / 2])],
    ),
    "directions": Example(
        ops.directions,
        (3,),
        [[1, -0.5, -0.5], [0, math.sqrt(3) / 2, -math.sqrt(3) / 2]],
    ),
    "convolve": Example(
        lambda i, k, b: ops.convolve(i, k, b, stride=2, padding=1),
        (IMAGE, KERNEL, 0.5),
        slide(IMAGE, KERNEL, 0.5, 2, 1),
    ),
    "correlate": Example(
        ops.correlate, ([[1, 2, 3], [4, 0.5, 2]], [[3, -1]]), [[1, 3], [11.5, -0.5]]
    ),
    "places_down": Example(
        lambda i, k: ops.places_down(i, k, stride=2, padding=1), (IMAGE, A), [[3]]
    ),
    "places_across": Example(
        lambda i, k: ops.places_across(i, k, stride=2, padding=1), (IMAGE, A), [[2]]
    ),
    "max_pool": Example(
        lambda a: ops.max_pool(a, 3, 1), (IMAGE,), [[4, 4], [4, 4], [5, 5]]
    ),
    "border_sides": Example(
        lambda a: ops.border_sides(a, left=1, bottom=2),
        (A,),
        [[0, 1, -2, 3], [0, 0, 4, -1], [0] * 4, [0] * 4],
    ),
    "mean_pool": Example(
        lambda a: ops.mean_pool(a, 2, 1),
        (IMAGE,),
        [[1.25, 0.75, 0.75], [2, 1.5, 1], [2, 1, -0.25], [2.5, 1, -0.5]],
    ),
    "windows_down": Example(lambda a: ops.windows_down(a, 2), (IMAGE,), [[2]]),
    "windows_across": Example(lambda a: ops.windows_across(a, 3, 1), (IMAGE,), [[2]]),
    "where_largest": Example(  # two are equal in the middle of the first row: the first one
        lambda a: ops.where_largest(a, 2, 1),
        (IMAGE,),
        [[4, 2, 2], [9, 9, 7], [9, 9, 10], [17, 17, 19]],
    ),
    "back_to_pixels": Example(  # three meet in the middle of the first row
        ops.back_to_pixels,
        ([[1, -2, 3], [0.5, 4, -1]], [[4, 1, 1], [1, 5, 0]], A),
        [[-1, 1.5, 0], [0, 1, 4]],
    ),
    "enlarge": Example(
        ops.enlarge, (A, [[2, -1], [0, 3]]),
        [
            [2, -1, -4, 2, 6, -3],
            [0, 3, 0, -6, 0, 9],
            [0, 0, 8, -4, -2, 1],
            [0, 0, 0, 12, 0, -3],
        ],
    ),
    "channel": Example(
        lambda a: ops.channel(a, 2, 3), ([[7, 7, 7, 7, 7, 7], [1, -2, 3, 0, 4, -1]],),
        [[1, -2, 3], [0, 4, -1]],
    ),
    "2 channels": Example(
        ops.channels, (A, SAME), [[1, -2, 3, 0, 4, -1], [2, 1, -1, 4, 8, 0.5]]
    ),
    "as_image": Example(
        lambda a: ops.as_image(a, 2), ([[1, -2, 3, 0, 4, -1]],), [[1, -2], [3, 0], [4, -1]]
    ),
    "largest": Example(ops.largest, ([[1, -5, 3], [0, 4, -1]],), [[5]]),
    "returns": Example(
        ops.returns, ([[1, -2, 3]], 0.9), [[1 - 2 * 0.9 + 3 * 0.81], [-2 + 3 * 0.9], [3]]
    ),
    "sum of 3": Example(
        lambda *parts: ops.add_up(*parts), (A, SAME, A),
        two(two(A, SAME, lambda x, y: x + y), A, lambda x, y: x + y),
    ),
    "3 stacked": Example(lambda *parts: ops.stack(*parts), (A, ROW, SAME), A + ROW + SAME),
    "3 side by side": Example(
        lambda *parts: ops.beside(*parts), (A, COLUMN, SAME),
        [[*A[i], *COLUMN[i], *SAME[i]] for i in range(2)],
    ),
    "embed": Example(ops.embed, (A, [[2, 0, 2, 1]]), [[3, 1, 3, -2], [-1, 0, -1, 4]]),
    "cell_numbers": Example(ops.cell_numbers, (A,), [[0, 1, 2], [3, 4, 5]]),
    "reshape": Example(lambda a: ops.reshape(a, 2), (A,), [[1, -2], [3, 0], [4, -1]]),
    "flatten": Example(ops.flatten, (A,), [[1], [-2], [3], [0], [4], [-1]]),
    "rows_by": Example(ops.rows_by, (B, [[2, 0, 2]]), [[-3, 5], [2, 0], [-3, 5]]),
    "likeliest": Example(
        ops.likeliest, ([[1, 5, 0, 2], [4, -2, 0, 2], [3, 1, 0, 3]],), [[1, 0, 0, 2]]
    ),
    "kl_divergence": Example(
        ops.kl_divergence,
        ([[0.5, 0.2], [0.25, 0.2], [0.25, 0.6]], [[0.25, 0.2], [0.5, 0.2], [0.25, 0.6]]),
        [[0.5 * math.log(2) - 0.25 * math.log(2), 0]],
    ),
    "slope_of_minus": Example(ops.slope_of_minus, (A,), each(A, lambda v: -1)),
    "shared_out": Example(
        ops.shared_out, (COLUMN, A), [[3 / 3] * 3, [-2 / 3] * 3]
    ),
    "mean_of_columns": Example(ops.mean_of_columns, (A,), [[sum(r) / 3] for r in A]),
    "one_hot": Example(
        lambda a: ops.one_hot(a, 4), ([[2, 0, 2, 1]],),
        [[0, 1, 0, 0], [0, 0, 0, 1], [1, 0, 1, 0], [0, 0, 0, 0]],
    ),
    "numbered": Example(
        ops.numbered, ([[1, 0, 1, 1, 0], [0, 1, 0, 0, 0]],), [[1, 0, 2, 3, 0], [0, 1, 0, 0, 0]]
    ),
    "up_to": Example(ops.up_to, (QUEUES, 2), [[1, 0, 2, 0, 0], [0, 1, 0, 0, 0], [0] * 5]),
    "placed": Example(
        lambda z, n, c: ops.placed(z, n, c, 1), (PEOPLE, QUEUES, 4),
        [[5, 7, 8, 0], [1, -3, 4, 0]],
    ),
    "put_back": Example(
        lambda y, n: ops.put_back(y, n, 1), ([[5, 7, 8, 6], [1, -3, 4, 2]], QUEUES),
        [[5, 0, 7, 8, 0], [1, 0, -3, 4, 0]],
    ),
    "left_over": Example(
        ops.left_over, (PEOPLE, QUEUES), [[0, 0, 0, 0, 9], [0, 0, 0, 0, 5]]
    ),
    "sum_rows": Example(ops.sum_rows, (A,), [[sum(row)] for row in A]),
    "power of 2": Example(lambda m: ops.matrix_power(m, 2), (SQUARE,), product(SQUARE, SQUARE)),
    "power of 3": Example(
        lambda m: ops.matrix_power(m, 3), (SQUARE,), product(SQUARE, product(SQUARE, SQUARE))
    ),
    "over_row_sums": Example(
        ops.over_row_sums, (SPREADS,), [[v / sum(row) for v in row] for row in SPREADS]
    ),
    "over_column_sums": Example(
        ops.over_column_sums, (SPREADS,), turned([[v / sum(c) for v in c] for c in turned(SPREADS)])
    ),
    "sinkhorn_round": Example(
        ops.sinkhorn_round,
        ([[1, 1], [1, 3]],),
        [[1 / 2 / (3 / 4), 1 / 2 / (5 / 4)], [1 / 4 / (3 / 4), 3 / 4 / (5 / 4)]],
    ),
    "over_length": Example(
        ops.over_length, ([[3, 1], [-4, 2]],), [[0.6, 1 / math.sqrt(5)], [-0.8, 2 / math.sqrt(5)]]
    ),
    "lengths": Example(ops.lengths, ([[3, 1], [-4, 2]],), [[5, math.sqrt(5)]]),
    "half_squared_lengths": Example(
        ops.half_squared_lengths, ([[3, 1], [-4, 2]],), [[12.5, 2.5]]
    ),
    "squared_distances": Example(
        ops.squared_distances, (A, [[2, 0], [-1, 3]]),
        [[1 + 1, 1 + 9], [16 + 25, 4 + 1], [1 + 0, 9 + 16]],
    ),
    "squared_distances_to_all": Example(
        ops.squared_distances_to_all, ([[1, -2], [0, 4]], [[2, 0, 1], [-1, 3, 4]]),
        [[0, 25, 2, 10, 16], [25, 0, 41, 5, 9]],
    ),
    "halved": Example(ops.halved, (A,), [[1 / 2, 4, 1 / 8], [1, 1 / 16, 2]]),
    "column_means": Example(ops.column_means, (A,), [[sum(c) / 2 for c in zip(*A, strict=True)]]),
    "mean_squares": Example(ops.mean_squares, (A,), [[0.5, 10, 5]]),
    "scale_shift": Example(
        ops.scale_shift, (A, COLUMN, [[0.5], [-1]]), [[3.5, -5.5, 9.5], [-1, -9, 1]]
    ),
    "positions": Example(
        ops.positions, (SQUARE, 100),
        [
            [0, math.sin(1), math.sin(2)],
            [1, math.cos(1), math.cos(2)],
            [0, math.sin(1 / 100 ** (2 / 3)), math.sin(2 / 100 ** (2 / 3))],
        ],
    ),
    "cross_entropy": Example(
        ops.cross_entropy,
        (A, [[1], [0]]),
        [
            [-math.log(1 / (1 + math.exp(-v))) for v in A[0]],
            [-math.log(1 / (1 + math.exp(v))) for v in A[1]],
        ],
    ),
    "kl_to_standard_normal": Example(
        ops.kl_to_standard_normal, (A, SPREADS), two(A, SPREADS, divergence)
    ),
    "log_variance_of": Example(
        ops.log_variance_of,
        (SPREADS,),
        each(SPREADS, lambda s: 2 * math.log2(s) / math.log2(math.e)),
    ),
    "floor_half": Example(pencil.floor_half, (A,), [[0, -1, 1], [0, 2, -1]]),
    "power_of_three": Example(
        pencil.power_of_three, (A,), [[3, 1 / 9, 27], [1, 81, 1 / 3]]
    ),
    "hand_sigmoid": Example(pencil.hand_sigmoid, (A,), [[0.5, 0.5, 1], [0.5, 1, 0.5]]),
    "times, to 1 decimal": Example(
        lambda a, b: PENCIL("times", a, b),
        ([[0.5, -0.5, 0.7]], [[0.5, 0.5, 0.5]]),
        [[0.3, -0.3, 0.4]],
    ),
}  # fmt: skip
