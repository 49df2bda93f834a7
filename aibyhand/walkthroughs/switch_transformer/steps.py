"""The switch transformer of the source: pool, choose an expert, compute there, and come back."""

from collections.abc import Iterator

from aibyhand.core import Axis, Matrix, Role, Stack
from aibyhand.ops import (
    add_up,
    column_of,
    left_over,
    likeliest,
    linear,
    numbered,
    one_hot,
    placed,
    put_back,
    up_to,
)
from aibyhand.pictures.routing import Routing
from aibyhand.walk import Step
from aibyhand.walkthroughs.switch_transformer.given import EXPERTS, TOKENS


def steps(X: Matrix, A: Matrix, S: Matrix, E: Stack, b: Stack, capacity: Matrix) -> Iterator[Step]:
    """Pool, choose an expert by the largest gate value, compute there, and come back."""
    yield Step("Given", "Write the features of every token in a column of its own.", (X,))
    Z = (X @ A).named("Z", Role.HIDDEN)
    does = "Multiply the tokens by the attention weights."
    yield Step("Attention pooling", does, (Z,), part="Pooling and gate")
    G = (S @ Z).named("G", Role.SCORE)
    does = "Multiply by the switch matrix, which has a row for every expert."
    yield Step("Gate values", does, (G,))

    route, M, Q, N = routed(G, capacity)
    taken, made, back = processed(Z, N, E, b, capacity)
    drawn = Routing("The tokens and their experts", Z, Q, capacity)
    does = "Send every token to the expert with the largest number, as long as there is a place."
    shown = (route, M, Q, N, *taken)
    yield Step("Route to the top expert", does, shown, (drawn,), part="Routing")
    does = "Let every expert multiply what stands in its places, and add its bias."
    yield Step("Process by experts", does, made.members, part="Experts")

    R0 = left_over(Z, N).named("R0", Role.HIDDEN, "R_{0}", columns=TOKENS)
    Y = add_up(*back, R0).named("Y", Role.OUTPUT)
    columns = [column_of(Y, t).named(f"Y{t}", Role.OUTPUT) for t in range(1, Y.shape[1] + 1)]
    drawn = Routing("To the experts and back", Z, Q, capacity, Y)
    does = "Take every result back to its token; what found no place goes on unchanged."
    yield Step("Handle capacity", does, (*back, R0, Y, *columns), (drawn,), part="Way back")


def routed(G: Matrix, capacity: Matrix) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Choose the largest of every column; count everybody in a queue, up to the capacity."""
    route = likeliest(G).named("route", Role.GATE, "r")
    chosen = Axis("expert", words=_told(EXPERTS, route), computed=True)
    route = route.named("route", Role.GATE, "r", columns=chosen)
    M = one_hot(route, G.shape[0]).named("M", Role.GATE, rows=EXPERTS, columns=TOKENS)
    Q = numbered(M).named("Q", Role.GATE)
    return route, M, Q, up_to(Q, capacity).named("N", Role.GATE)


def _told(axis: Axis, numbers: Matrix) -> tuple[str, ...]:
    """Say the labels of an axis that these numbers, counted from 0, stand for."""
    return tuple(axis.label(int(k)) for k in numbers.values[0])


def _seats(N: Matrix, capacity: Matrix, k: int) -> Axis:
    """Say who has which place."""
    who = {int(v): TOKENS.label(t) for t, v in enumerate(N.values[k - 1])}
    words = tuple(who.get(place, "empty") for place in range(1, int(capacity.values[0, 0]) + 1))
    return Axis("place", words=words, computed=True)


def processed(
    Z: Matrix, N: Matrix, E: Stack, b: Stack, capacity: Matrix
) -> tuple[Stack, Stack, Stack]:
    """For each expert: what stands in its places, what it makes of it, and where that goes back."""
    taken, made = (
        Stack(n, r, along=EXPERTS) for n, r in (("Z", Role.HIDDEN), ("Y", Role.HIDDEN_2))
    )
    back = Stack("R", Role.HIDDEN_2, along=EXPERTS)
    for k, (weight, bias) in enumerate(zip(E, b, strict=True), 1):
        taken.add(placed(Z, N, capacity, k), columns=_seats(N, capacity, k))
        made.add(linear(weight, taken[-1], bias))
        back.add(put_back(made[-1], N, k), columns=TOKENS)
    return taken, made, back
