"""A cell with its loop, days without one, and the four kinds of sequences."""

from collections.abc import Collection

from aibyhand.core import Role
from aibyhand.pictures.abreast import Abreast
from aibyhand.pictures.wiring import Node, Wire, Wiring

ROLES = (Role.INPUT, Role.HIDDEN, Role.PREDICTION)


def unrolled(
    title: str, days: int, read: Collection[int], told: Collection[int], *, memory: bool = True
) -> Wiring:
    """The cell once for each day: which inputs it reads, and which predictions are asked for."""
    nodes = [Node(f"h_{t}", t, 1, ROLES[1]) for t in range(days)]
    wires = [Wire(t - 1, t) for t in range(1, days) if memory]
    for t in sorted(read):
        wires.append(Wire(len(nodes), t))
        nodes.append(Node(f"x_{t}", t, 0, ROLES[0]))
    for t in sorted(told):
        wires.append(Wire(t, len(nodes)))
        nodes.append(Node(f"y_{t}", t, 2, ROLES[2]))
    return Wiring(title, tuple(nodes), tuple(wires))


def cut_off(days: int) -> Wiring:
    """A layer for each day alone: no arrow leads from one day to the next."""
    return unrolled("Every day alone", days, range(days), range(days), memory=False)


def cell() -> Wiring:
    """One cell: input from below, prediction above, and the state that comes back to it."""
    nodes = tuple(Node(tex, 0, row, ROLES[row]) for row, tex in enumerate("xhy"))
    wires = (Wire(0, 1, "u"), Wire(1, 1, "w"), Wire(1, 2, "v"))
    return Wiring("A cell with its loop", nodes, wires, later="a day later")


def kinds(days: int) -> tuple[Abreast, ...]:
    """The same cell, read and asked at different places."""
    every, last = range(days), [days - 1]
    return (
        Abreast("One input, one output or many", (
            unrolled("One to one", 1, [0], [0]), unrolled("One to many", days, [0], every),
        )),
        Abreast("Many inputs, one output or many", (
            unrolled("Many to one", days, every, last),
            unrolled("Many to many", days, every, every),
        )),
    )  # fmt: skip
