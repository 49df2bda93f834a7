"""Products: every result is a sum of products, and stands in Falk's scheme."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from aibyhand.core.cells import Cells
from aibyhand.core.matrix import Matrix, apply, row
from aibyhand.core.numbers import Array
from aibyhand.core.op import Op, Operand, Place, Region, Settings, Worked
from aibyhand.ops.fits import agree, one_for_each_row
from aibyhand.ops.formulas import column_by_column, row_by_column, row_by_row
from aibyhand.ops.written import digit, factor, total


def _pairs(
    left: Operand,
    left_cells: list[tuple[int, int]],
    right: Operand,
    right_cells: list[tuple[int, int]],
) -> list[str]:
    return [
        rf"{factor(digit(left, *a))} \cdot {factor(digit(right, *b))}"
        for a, b in zip(left_cells, right_cells, strict=True)
    ]


def _row_by_column(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    left, right = operands[0], operands[1]
    inner = range(left.values.shape[1])
    terms = _pairs(left, [(i, k) for k in inner], right, [(k, j) for k in inner])
    regions = [(0, Region(i, 0, 1, len(inner))), (1, Region(0, j, len(inner), 1))]
    if len(operands) == 3:
        terms.append(digit(operands[2], i, 0))
        regions.append((2, Region(i, 0)))
    return Worked(total(terms), tuple(regions))


row(
    Op(
        "matmul",
        compute=lambda a, b: a @ b,
        tex=r"{0}\,{1}",
        words="{0} times {1}: every row of {0} meets every column of {1}",
        numpy="{0} @ {1}",
        torch="{0} @ {1}",
        fits=lambda m, s: agree(m[0], 1, m[1], 0),
        worked=_row_by_column,
        place=Place.CORNER,
        formula=row_by_column,
    )
)


LINEAR = row(
    Op(
        "linear",
        compute=lambda w, x, b: w @ x + b,
        tex=r"{0}\,{1} + {2}",
        words="{0} times {1}, and {2} added to every column",
        numpy="{0} @ {1} + {2}",
        torch="{0} @ {1} + {2}",
        fits=lambda m, s: one_for_each_row(m[0], m[2]) or agree(m[0], 1, m[1], 0),
        worked=_row_by_column,
        place=Place.CORNER,
        dropped=lambda w, x, b: w @ x,
        formula=row_by_column,
    )
)


def linear(weight: Matrix, x: Matrix, bias: Matrix) -> Matrix:
    """Weights times columns, plus a bias: drawn as one product [W b]·[X; 1]."""
    return apply(LINEAR, weight, x, bias)


def _column_by_column(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    weight, d = operands
    inner = range(weight.values.shape[0])
    terms = _pairs(weight, [(k, i) for k in inner], d, [(k, j) for k in inner])
    regions = ((0, Region(0, i, len(inner), 1)), (1, Region(0, j, len(inner), 1)))
    return Worked(total(terms), regions)


BACKWARDS = row(
    Op(
        "backwards",
        compute=lambda w, d: w.T @ d,
        tex=r"{0}^\top\,{1}",
        words="{0} transposed times {1}: every column of {0} meets every column of {1}",
        numpy="{0}.T @ {1}",
        torch="{0}.T @ {1}",
        fits=lambda m, s: agree(m[0], 0, m[1], 0),
        worked=_column_by_column,
        place=Place.TOP,
        dropped=lambda w, d: w @ d,
        formula=column_by_column,
    )
)


def backwards(weight: Matrix, d: Matrix) -> Matrix:
    """Carry gradients back through a weight matrix: Wᵀ·d, drawn where the layer's input was."""
    return apply(BACKWARDS, weight, d)


def _row_by_row(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    d, a = operands
    inner = range(d.values.shape[1])
    terms = _pairs(d, [(i, k) for k in inner], a, [(j, k) for k in inner])
    regions = ((0, Region(i, 0, 1, len(inner))), (1, Region(j, 0, 1, len(inner))))
    return Worked(total(terms), regions)


OUTER = row(
    Op(
        "outer",
        compute=lambda d, a: d @ a.T,
        tex=r"{0}\,{1}^\top",
        words="{0} times {1} transposed: every row of {0} meets every row of {1}",
        numpy="{0} @ {1}.T",
        torch="{0} @ {1}.T",
        fits=lambda m, s: agree(m[0], 1, m[1], 1),
        worked=_row_by_row,
        place=Place.LEFT,
        dropped=lambda d, a: d @ a,
        formula=row_by_row,
    )
)


def outer(d: Matrix, a: Matrix) -> Matrix:
    """The gradient of a weight matrix: d·aᵀ, drawn where the weights were."""
    return apply(OUTER, d, a)


COSINES = row(
    Op(
        "cosine_table",
        compute=lambda k, t, n: np.cos(2 * np.pi * k * t / n),
        tex=r"\cos(2\pi\,{0}\,{1} / {2})",
        words="the cosine of two pi times {0} times {1}, divided by {2}",
        numpy="np.cos(2 * np.pi * {0} * {1} / {2})",
        torch="torch.cos(2 * torch.pi * {0} * {1} / {2})",
        fits=lambda operands, settings: (
            None
            if operands[0].values.shape[1] == operands[1].values.shape[0] == operands[2].values.size
            else "needs a column, a row and a number"
        ),
        worked=lambda operands, settings, i, j: Worked(
            rf"\cos(2\pi \cdot {digit(operands[0], i, 0)} \cdot {digit(operands[1], 0, j)}"
            rf" / {digit(operands[2], 0, 0)})",
            ((0, Region(i, 0)), (1, Region(0, j)), (2, Region(0, 0))),
        ),
        place=Place.CORNER,
        formula=lambda m, s, i, j: (
            f"COS(2*PI()*{m[0].cell(i, 0)}*{m[1].cell(0, j)}/{m[2].cell(0, 0)})"
        ),
    )
)


def cosine_table(k: Matrix, t: Matrix, n: Matrix) -> Matrix:
    """Cosines of frequency k at time t, frequencies × times; n samples make one full turn."""
    return apply(COSINES, k, t, n)


def padded(image: Array, padding: int) -> Array:
    """The image with a border of zeros."""
    return np.pad(image, padding)


def _slide(image: Array, kernel: Array, bias: Array, stride: int, padding: int) -> Array:
    windows = np.lib.stride_tricks.sliding_window_view(padded(image, padding), kernel.shape)
    sums = np.einsum("ijkl,kl->ij", windows[::stride, ::stride], kernel)
    return np.asarray(sums + bias)


def _window_fits(operands: Sequence[Operand], settings: Settings) -> str | None:
    image, kernel, bias = operands
    border = 2 * settings["padding"]
    high, wide = image.values.shape[0] + border, image.values.shape[1] + border
    if bias.values.size != 1:
        return f"{bias.printed} needs to be one number"
    if kernel.values.shape[0] > high or kernel.values.shape[1] > wide:
        return f"{kernel.printed} is larger than {image.printed}"
    return None


def _window(operands: Sequence[Operand], settings: Settings, i: int, j: int) -> Worked:
    image, kernel, bias = operands
    stride, padding = settings["stride"], settings["padding"]
    terms, seen = [], []
    for a in range(kernel.values.shape[0]):
        for b in range(kernel.values.shape[1]):
            y, x = i * stride + a - padding, j * stride + b - padding
            inside = 0 <= y < image.values.shape[0] and 0 <= x < image.values.shape[1]
            if inside:
                seen.append((y, x))
            terms.append(
                rf"{digit(image, y, x) if inside else '0'} \cdot {factor(digit(kernel, a, b))}"
            )
    regions = [(1, Region(0, 0, *kernel.values.shape)), (2, Region(0, 0))]
    if seen:
        (top, left), (bottom, right) = min(seen), max(seen)
        regions.insert(0, (0, Region(top, left, bottom - top + 1, right - left + 1)))
    return Worked(total([*terms, digit(bias, 0, 0)]), tuple(regions))


def _window_formula(operands: Sequence[Cells], settings: Settings, i: int, j: int) -> str:
    """The part of the image that the kernel meets; the zeros around the image add nothing."""
    image, kernel, bias = operands
    y, x = (at * settings["stride"] - settings["padding"] for at in (i, j))
    top, left = max(0, -y), max(0, -x)
    rows = min(kernel.rows, image.rows - y) - top
    columns = min(kernel.columns, image.columns - x) - left
    if rows <= 0 or columns <= 0:
        return bias.cell(0, 0)
    window = image.part(y + top, x + left, rows, columns)
    weights = replace(
        kernel, top=kernel.top + top, left=kernel.left + left, rows=rows, columns=columns
    )
    return f"SUMPRODUCT({window},{weights.all})+{bias.cell(0, 0)}"


CONVOLVE = row(
    Op(
        "convolve",
        compute=_slide,
        tex=r"{0} \star {1} + {2}",
        words="{1} slides over {0} with stride {stride} and padding {padding}; "
        "at every place multiply cell by cell, add up, and add {2}",
        numpy="np.einsum('ijkl,kl->ij', np.lib.stride_tricks.sliding_window_view("
        "np.pad({0}, {padding}), {1}.shape)[::{stride}, ::{stride}], {1}) + {2}",
        torch="torch.nn.functional.conv2d({0}[None, None], {1}[None, None], "
        "stride={stride}, padding={padding})[0, 0] + {2}",
        fits=_window_fits,
        worked=_window,
        signs=("★", "+"),
        dropped=lambda image, kernel, bias, stride, padding: _slide(
            image, kernel, 0 * bias, stride, padding
        ),
        formula=_window_formula,
    )
)


def convolve(
    image: Matrix, kernel: Matrix, bias: Matrix, *, stride: int = 1, padding: int = 0
) -> Matrix:
    """Slide a kernel over an image (cross-correlation: the kernel is not turned over).

    An image of n rows and a kernel of k give ⌊(n + 2·padding − k) / stride⌋ + 1 rows.
    """
    if stride < 1 or padding < 0:
        raise ValueError(f"convolve: stride {stride} and padding {padding}: needs ≥ 1 and ≥ 0")
    return apply(CONVOLVE, image, kernel, bias, stride=stride, padding=padding)
