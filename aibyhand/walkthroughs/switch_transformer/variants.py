"""The layer of the paper: results weighted by the gate, a residual, and a loss for balance."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role, Stack
from aibyhand.ops import add_up, count_rows, mean_of_columns, softmax, sum_columns, times_number
from aibyhand.walk import Step
from aibyhand.walkthroughs.switch_transformer.steps import processed, routed


def proper(
    X: Matrix, A: Matrix, S: Matrix, E: Stack, b: Stack, capacity: Matrix,
    alpha: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """The layer of the paper: results weighted by the gate, a residual, and a loss for balance."""
    yield Step("Given", "Write the features of every token in a column of its own.", (X,))
    Z = (X @ A).named("Z", Role.HIDDEN)
    G = (S @ Z).named("G", Role.SCORE)
    yield Step("Pooling and gate values", "Multiply twice.", (Z, G))
    route, M, Q, N = routed(G, capacity)
    yield Step("Routing", "Send every token to the largest.", (route, M, Q, N))
    p = softmax(G).named("p", Role.PROBABILITY)
    picked = (p * M).named("picked", Role.PROBABILITY, r"\hat{p}")
    g = sum_columns(picked).named("g", Role.PROBABILITY)
    yield Step("Gate", "Keep the probability of the chosen expert.", (p, picked, g))

    taken, made, back = processed(Z, N, E, b, capacity)
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
