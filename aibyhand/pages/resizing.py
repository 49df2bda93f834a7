"""Rectangles that a reader resizes: those of a picture, as data and as boxes on a grid.

The grid says only which matrix stands in which row and column; how high and how wide these are,
``docs/_static/resize.js`` says, and the sizes flow through every product. The data:

``sizes``
    how long every named size is.
``matrices``
    each its printed ``name`` and whether it is a ``weight``; a given one its ``axes``, two sums of
    a count and the names that it is multiplied by; any other what it is made ``of``: one operand
    for a transpose, left and right for a product.
``chains``
    for each picture its products, as indices of ``matrices``.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from aibyhand.core import Matrix, Role
from aibyhand.core.op import Place
from aibyhand.core.sizes import Size, settle
from aibyhand.draw.mathml import mathml
from aibyhand.pictures.abreast import Abreast
from aibyhand.pictures.corners import Meeting
from aibyhand.pictures.picture import Picture
from aibyhand.pictures.rectangles import Rectangles
from aibyhand.walk.sizes import measured

SCRIPT = "../_static/resize.js"
TWO = 2


def resizing(drawn: Sequence[Rectangles]) -> str:
    """The rectangles of these pictures, to be resized; nothing is seen of it without a script.

    Raises ValueError for what is neither given with named sizes nor a product or a transpose.
    """
    matrices = _matrices(drawn)
    index = {id(matrix): k for k, matrix in enumerate(matrices)}
    given = [matrix for matrix in matrices if not matrix.made]
    data = {
        "sizes": settle(measured(given)),
        "matrices": [_entry(matrix, index) for matrix in matrices],
        "chains": [[index[id(m.result)] for m in one.meetings] for one in drawn],
    }
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("<", r"\u003c")
    return (
        "<details class='abh-resize' hidden><summary>Resize the matrices yourself</summary>"
        f"<script type='application/json'>{text}</script>"
        f"<div class='abh-chains'>{''.join(_chain(one, index) for one in drawn)}</div></details>"
        f"<script defer src='{SCRIPT}'></script>"
    )


def rectangles(pictures: Iterable[Picture], titles: Sequence[str]) -> tuple[Rectangles, ...]:
    """The rectangles with these titles, those that stand side by side too. Raises ValueError."""
    there: dict[str, Rectangles] = {}
    for one in pictures:
        for part in one.parts if isinstance(one, Abreast) else (one,):
            if isinstance(part, Rectangles):
                there.setdefault(part.title, part)
    missing = [title for title in titles if title not in there]
    if missing:
        raise ValueError(f"no rectangles {missing[0]!r}; there are: {', '.join(there)}")
    return tuple(there[title] for title in titles)


def _matrices(drawn: Sequence[Rectangles]) -> list[Matrix]:
    """Every matrix of these pictures once, operands first."""
    found: dict[int, Matrix] = {}
    for picture in drawn:
        for meeting in picture.meetings:
            if meeting.result is None:
                raise ValueError(f"{picture.title}: {meeting.words}; there is no product to resize")
            for one in (*meeting.result.ancestors(), meeting.result):
                found[id(one)] = one
    return list(found.values())


def _entry(matrix: Matrix, index: dict[int, int]) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": matrix.printed}
    if matrix.role is Role.WEIGHT:
        entry["weight"] = 1
    if matrix.made is None:
        if len(matrix.sizes) != TWO:
            raise ValueError(f"{matrix.printed} has no named sizes, so nobody can resize it")
        entry["axes"] = [_sum(size) for size in matrix.sizes]
    elif matrix.made.op.place is Place.CORNER or matrix.made.op.name == "transpose":
        entry["of"] = [index[id(operand)] for operand in matrix.operands]
    else:
        raise ValueError(f"{matrix.printed} is neither a product nor a transpose")
    return entry


def _sum(size: Size) -> list[list[Any]]:
    return [[count, *names] for count, names in size.terms]


def _chain(picture: Rectangles, index: dict[int, int]) -> str:
    """A picture as a grid: every matrix in its row and column."""
    at = tracks(picture.meetings)
    top, left = (min(place[axis] for _, place, _ in at) for axis in (0, 1))
    boxes = "".join(
        f"<div class='abh-box abh-{side}' data-matrix='{index[id(matrix)]}' "
        f"data-name='{escape(matrix.printed, quote=True)}' "
        f"data-row='{row - top + 1}' data-column='{column - left + 1}' "
        f"data-fill='{matrix.role.look.fill}' data-frame='{matrix.role.look.frame}'>"
        f"{mathml(matrix.symbol)}<span class='abh-rows'></span><span class='abh-columns'></span>"
        "</div>"
        for matrix, (row, column), side in at
    )
    title = escape(picture.title)
    return f"<figure><figcaption>{title}</figcaption><div class='abh-chain'>{boxes}</div></figure>"


def tracks(meetings: Iterable[Meeting]) -> list[tuple[Matrix, tuple[int, int], str]]:
    """Every matrix once with its row and its column on a grid, and what it is to its product."""
    at: dict[int, tuple[int, int]] = {}
    return list(_tracks(meetings, at))


def _tracks(
    meetings: Iterable[Meeting], at: dict[int, tuple[int, int]]
) -> Iterator[tuple[Matrix, tuple[int, int], str]]:
    for meeting in meetings:
        left, right, result = meeting.left, meeting.right, meeting.result
        if id(left) not in at:
            row, column = at.get(id(right), (-1, 1))
            at[id(left)] = (row + 1, column - 1)
            yield left, at[id(left)], "left"
        row, column = at[id(left)]
        if id(right) not in at:
            at[id(right)] = (row - 1, column + 1)
            yield right, at[id(right)], "right"
        if result is not None and id(result) not in at:
            at[id(result)] = (row, at[id(right)][1])
            yield result, at[id(result)], "product"
