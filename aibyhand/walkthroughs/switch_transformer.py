"""Switch transformer: every token goes to one expert, and an expert has only so many places."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from aibyhand.core.matrix import Matrix, given
from aibyhand.core.op import Axis
from aibyhand.core.role import Role
from aibyhand.core.stack import Stack, given_stack
from aibyhand.ops import (
    add_up,
    column_of,
    count_rows,
    left_over,
    likeliest,
    linear,
    mean_of_columns,
    numbered,
    one_hot,
    placed,
    put_back,
    softmax,
    sum_columns,
    times_number,
    up_to,
)
from aibyhand.pictures.routing import Routing
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

TOKENS = Axis("token", "{n}")
EXPERTS = Axis("expert", "{letter}")

# fmt: off
GIVEN = (
    given(
        "X", [[5, 6, 0, 7, 0], [0, 2, 4, 0, 3], [1, 0, 1, 1, 0]], Role.INPUT, columns=TOKENS,
        sizes="features × tokens"
    ),
    given(
        "A", [[1, 0, 0, 0, 1], [1, 1, 0, 0, 0], [0, 1, 1, 0, 0], [0, 0, 1, 1, 0], [0, 0, 0, 1, 1]],
        Role.ATTENTION, columns=TOKENS, sizes="tokens × pooled tokens"
    ),
    given(
        "S", [[1, -1, 0], [1, 0, -2], [0, 1, 1]], Role.WEIGHT, rows=EXPERTS,
        sizes="experts × features"
    ),
    given_stack(
        "E", [[[1, 0, -1], [0, 1, 0], [0, 0, -1]], [[0, 0, -1], [1, 0, 0], [1, 1, -1]], [[1, 0, 0],
        [0, 1, 1], [0, 1, 0]]], Role.WEIGHT, along=EXPERTS, sizes="experts × features × features"
    ),
    given_stack(
        "b", [[[0], [0], [1]], [[0], [0], [1]], [[0], [1], [0]]], Role.BIAS, along=EXPERTS,
        sizes="experts × features × 1"
    ),
    given("capacity", 2, Role.NUMBER, "c"),
    given("alpha", 0.01, Role.NUMBER, r"\alpha"),
)
# fmt: on
ROOMY = given("capacity", 3, Role.NUMBER, "c")


def steps(X: Matrix, A: Matrix, S: Matrix, E: Stack, b: Stack, capacity: Matrix) -> Iterator[Step]:
    """Pool, choose an expert by the largest gate value, compute there, and come back."""
    yield Step("Given", "Write the features of every token in a column of its own.", (X,))
    Z = (X @ A).named("Z", Role.HIDDEN)
    does = "Multiply the tokens by the attention weights."
    yield Step("Attention pooling", does, (Z,), part="Pooling and gate")
    G = (S @ Z).named("G", Role.SCORE)
    does = "Multiply by the switch matrix, which has a row for every expert."
    yield Step("Gate values", does, (G,))

    route, M, Q, N = _routed(G, capacity)
    taken, made, back = _processed(Z, N, E, b, capacity)
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
    does = "Put every result back to its token; who found no place goes on unchanged."
    yield Step("Handle capacity", does, (*back, R0, Y, *columns), (drawn,), part="Way back")


def _routed(G: Matrix, capacity: Matrix) -> tuple[Matrix, Matrix, Matrix, Matrix]:
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


def _processed(
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


def proper(
    X: Matrix, A: Matrix, S: Matrix, E: Stack, b: Stack, capacity: Matrix,
    alpha: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """The layer of the paper: results weighted by the gate, a residual, and a loss for balance."""
    yield Step("Given", "Write the features of every token in a column of its own.", (X,))
    Z = (X @ A).named("Z", Role.HIDDEN)
    G = (S @ Z).named("G", Role.SCORE)
    yield Step("Pooling and gate values", "Multiply twice.", (Z, G))
    route, M, Q, N = _routed(G, capacity)
    yield Step("Routing", "Send every token to the largest.", (route, M, Q, N))
    p = softmax(G).named("p", Role.PROBABILITY)
    picked = (p * M).named("picked", Role.PROBABILITY, r"\hat{p}")
    g = sum_columns(picked).named("g", Role.PROBABILITY)
    yield Step("Gate", "Keep the probability of the chosen expert.", (p, picked, g))

    taken, made, back = _processed(Z, N, E, b, capacity)
    does = "Multiply what stands in the places, and add the bias."
    yield Step("Experts", does, (*taken, *made))
    H = add_up(*back).named("H", Role.HIDDEN_2)
    weighted = (H * g).named("weighted", Role.HIDDEN_2, r"\hat{H}")
    Y = (Z + weighted).named("Y", Role.OUTPUT)
    does = "Weigh every result by its gate, and add the token itself."
    yield Step("Output", does, (*back, H, weighted, Y))

    f = mean_of_columns(M).named("f", Role.ERROR)
    P = mean_of_columns(p).named("P", Role.PROBABILITY)
    u = (f * P).named("u", Role.ERROR)
    s = sum_columns(u).named("s", Role.ERROR)
    n = count_rows(G).named("n", Role.NUMBER)
    even = times_number(s, n).named("even", Role.ERROR, "e")
    loss = times_number(even, alpha).named("loss", Role.ERROR, "L")
    does = "Multiply the experts' shares of the tokens by their mean probabilities, and add up."
    yield Step("Load balance", does, (f, P, u, s, n, even, loss))


def _lost(trace: Trace) -> Matrix:
    """Leave out what found no place."""
    return add_up(*trace.stacks["R"]).named("wrong", Role.OUTPUT, r"\bar{Y}")


def _last_of_equals(trace: Trace) -> Matrix:
    """Send the first token to the last of its largest gate values."""
    G = trace["G"].values[:, 0]
    end = EXPERTS.label(int(np.flatnonzero(G.max() == G)[-1]))
    z = column_of(trace["Z"], 1).named("z1", Role.HIDDEN, "z_{1}")
    return linear(trace[f"E{end}"], z, trace[f"b{end}"]).named("wrong", Role.OUTPUT, r"\bar{Y}_{1}")


def _unchanged(trace: Trace) -> bool:
    without = trace["N"].values.sum(axis=0) == 0
    return bool(np.allclose(trace["Y"].values[:, without], trace["Z"].values[:, without]))


walkthrough = Walkthrough(
    slug="switch-transformer",
    title="Switch transformer",
    question="How can a network have many weights and use only a few of them for each word?",
    given=GIVEN,
    steps=steps,
    part="attention",
    minutes=25,
    after=("transformer",),
    variants=(("switch", proper), ("three_places", partial(steps, capacity=ROOMY))),
    second=(  # 3 features, 7 tokens pooled to 6, 4 experts, 2 places
        ("X", [[-1, -2, 3, -2, 0, -2, 0], [-1, -1, 1, 2, 2, 2, -2], [-1, -1, -1, 3, 0, -1, 0]]),
        (
            "A",
            [
                [1, 1, 1, 0, 0, 0],
                [1, 1, 1, 0, 1, 1],
                [0, 1, 0, 1, 0, 0],
                [1, 1, 0, 1, 0, 0],
                [0, 1, 1, 1, 0, 1],
                [0, 1, 1, 1, 1, 0],
                [1, 1, 0, 1, 1, 1],
            ],
        ),
        ("S", [[-1, 2, 0], [0, 2, 0], [-1, -2, -1], [-1, -2, 2]]),
        ("EA", [[-1, 0, -2], [0, -2, -1], [0, 2, -2]]),
        ("bA", [[3], [-1], [3]]),
        ("EB", [[0, 2, -2], [-1, -1, 0], [-1, 2, -2]]),
        ("bB", [[1], [-2], [3]]),
        ("EC", [[2, 2, 0], [2, -2, 0], [2, 2, -2]]),
        ("bC", [[-2], [1], [1]]),
        ("ED", [[0, -2, 1], [2, 0, -2], [-1, 1, 0]]),
        ("bD", [[-2], [-1], [1]]),
    ),
    claims=(
        Claim(
            "Every token waits for exactly one expert: the columns of M sum to 1.",
            lambda t: bool((t["M"].values.sum(axis=0) == 1).all()),
        ),
        Claim(
            "No expert takes more tokens than it has places.",
            lambda t: bool(((t["N"].values > 0).sum(axis=1) <= t["capacity"].values).all()),
        ),
        Claim("Who finds no place goes on unchanged.", _unchanged, lambda t: t["Y5"]),
    ),
    wrong_turns=(
        WrongTurn(
            "Losing the token that finds no place",
            "If a token that no expert takes is left out of the sum, zeros go on to the next "
            "block, and everything that the network knew of the token is gone.",
            _lost,
            "Y",
        ),
        WrongTurn(
            "Taking the last of equals",
            "Experts A and B have the same gate value for the first token. Either rule would do, "
            "yet who takes the other one gets another output; so a tie needs a rule that is said.",
            _last_of_equals,
            "Y1",
        ),
    ),
)
