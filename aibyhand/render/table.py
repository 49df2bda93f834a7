"""Matrices as tables: in Markdown, and on a page, from where they are copied as cells."""

from html import escape

from aibyhand.core import Axis, Matrix
from aibyhand.core.numbers import MINUS, is_exact, number
from aibyhand.draw.mathml import mathml


def printed(value: float, matrix: Matrix) -> str:
    """A number as its matrix is printed, with the minus sign that programs read."""
    return number(value, matrix.digits).replace(MINUS, "-")


def markdown(matrix: Matrix, *, blank: bool = False) -> str:
    """A table of Markdown: the name in the corner, rows and columns with their words or numbers."""
    rows, columns = (
        labels(None if axis and axis.computed and blank else axis, count)
        for axis, count in zip((matrix.rows, matrix.columns), matrix.shape, strict=True)
    )
    lines = [[f"${matrix.symbol}$", *columns], [":--", *["--:"] * len(columns)]]
    for label, row in zip(rows, matrix.values, strict=True):
        cells = ["" if blank else printed(float(v), matrix) for v in row]
        lines.append([f"**{label}**", *cells])
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def labels(axis: Axis | None, count: int) -> list[str]:
    """The words at rows or columns, or their numbers from 1."""
    return [axis.label(k) if axis else str(k + 1) for k in range(count)]


def html_table(matrix: Matrix) -> str:
    """A table of a page: numbers as printed; what print left out is in ``data-v``."""
    body = ""
    for row in matrix.values:
        body += "<tr>"
        for v in row:
            value = float(v)
            full = "" if is_exact(value, matrix.digits, matrix.noise) else f" data-v={value:.10g}"
            body += f"<td{full}>{printed(value, matrix)}"
    name = escape(matrix.printed)
    fill = matrix.role.look.fill
    return (
        f"<table data-name='{name}' data-fill='{fill}'{' data-made' if matrix.made else ''}>"
        f"<caption>{mathml(matrix.symbol)}</caption>{body}</table>"
    )
