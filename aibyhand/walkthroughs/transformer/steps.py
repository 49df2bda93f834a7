"""The block of the source: attention mixes the positions, a small network works on each."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import linear, relu
from aibyhand.pictures.graph import Edge, Graph
from aibyhand.pictures.network import Network
from aibyhand.walk import Step


def steps(X: Matrix, A: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix) -> Iterator[Step]:
    """A mixes the columns of X; the network works on every column by itself."""
    yield Step("Given", "Write the features of every position in a column.", (X,))
    does = "Let queries and keys decide who listens to whom; here the answer is given."
    yield Step("Attention", does, (A,), _listening(A))

    Z = (X @ A).named("Z", Role.MESSAGE)
    does = "Multiply the features by the attention weights: this mixes across positions."
    yield Step("Attention weighting", does, (Z,))
    F1, R, Y = feed_forward(Z, W1, b1, W2, b2, "Y", Role.OUTPUT)
    does = "Multiply by the first weights and add the bias, for every position alike."
    yield Step("FFN: first layer", does, (F1,))
    yield Step("ReLU", "Set negative numbers to zero.", (R,))
    network = Network("The network, with the numbers of the first position", (Z, R, Y), (W1, W2))
    does = "Multiply by the second weights and add the bias; the next block takes over."
    yield Step("FFN: second layer", does, (Y,), (network,))


def _listening(A: Matrix) -> tuple[Graph, ...]:
    """Draw who listens to whom, where every position gives and takes."""
    if A.shape[0] != A.shape[1]:
        return ()
    arrows = tuple(Edge(int(i), int(j)) for i, j in np.argwhere(A.values) if i != j)
    names = tuple(str(k + 1) for k in range(A.shape[1]))
    title = "Which position gives to which, apart from itself"
    return (Graph(title, names, arrows, directed=True, role=Role.ATTENTION),)


def feed_forward(
    Z: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, name: str, role: Role
) -> tuple[Matrix, Matrix, Matrix]:
    """Compute two layers with a ReLU between them."""
    F1 = linear(W1, Z, b1).named("F1", Role.LINEAR)
    R = relu(F1).named("R", Role.HIDDEN)
    return F1, R, linear(W2, R, b2).named(name, role)
