"""Draw who stays, go forward without the others, and afterwards with everybody."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import diagonal, difference, kept, linear, relu
from aibyhand.pictures.network import Network
from aibyhand.walk import EXACT, Lane, Step
from aibyhand.walk.learning import gradient


def steps(
    X: Matrix, T: Matrix, r1: Matrix, r2: Matrix, p1: Matrix, p2: Matrix,
    W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix, X_new: Matrix,
    W1_new: Matrix, b1_new: Matrix, W2_new: Matrix, b2_new: Matrix, W3_new: Matrix,
    b3_new: Matrix, lane: Lane = EXACT,
) -> Iterator[Step]:  # fmt: skip
    """Train with some of the units, and use the network with all of them."""
    yield from training(X, T, r1, r2, p1, p2, W1, b1, W2, b2, W3, b3, lane)
    does = "Write down the weights and biases that the training has led to."
    new = (W1_new, b1_new, W2_new, b2_new, W3_new, b3_new)
    yield Step("New weights", does, new)

    after = _with_everybody(X_new, *new)
    title = "Everybody is there, with the first new example"
    drawn = Network(title, (X_new, after[1], after[3], after[4]), (W1_new, W2_new, W3_new))
    does = "Go forward with new examples and without any mask."
    yield Step("Inference", does, after, (drawn,), part="Use")


def training(
    X: Matrix, T: Matrix, r1: Matrix, r2: Matrix, p1: Matrix, p2: Matrix,
    W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix, lane: Lane = EXACT,
) -> Iterator[Step]:  # fmt: skip
    """Draw the masks, go forward with them, and find the gradients of the loss."""
    does = "Write an example in each column, and its target beside it."
    yield Step("Given", does, (X, T), part="Masks")
    k1, k2 = (kept(r, p).named(f"k{n}", Role.GATE) for n, r, p in ((1, r1, p1), (2, r2, p2)))
    does = "Keep a unit where its random number is larger than p, and drop it where it isn't."
    yield Step("Random numbers", does, (r1, p1, k1, r2, p2, k2))
    first, second = _mask(1, k1, p1, lane), _mask(2, k2, p2, lane)
    does = "Make up for the dropped ones, and put the result on a diagonal."
    yield Step("Dropout matrices", does, (*first, *second))

    Z1 = linear(W1, X, b1).named("Z1", Role.LINEAR)
    A1 = relu(Z1).named("A1", Role.HIDDEN)
    H1 = (first[-1] @ A1).named("H1", Role.HIDDEN)
    Z2 = linear(W2, H1, b2).named("Z2", Role.LINEAR)
    A2 = relu(Z2).named("A2", Role.HIDDEN_2)
    H2 = (second[-1] @ A2).named("H2", Role.HIDDEN_2)
    Y = linear(W3, H2, b3).named("Y", Role.OUTPUT)
    title = "Who is left in training, with the first example"
    drawn = Network(title, (X, H1, H2, Y), (W1, W2, W3), (None, k1, k2, None))
    does = "Go forward, and multiply what each layer puts out by its dropout matrix."
    yield Step("Feed forward", does, (Z1, A1, H1, Z2, A2, H2, Y), (drawn,), part="Training")

    E = difference(Y, T).named("E", Role.ERROR)
    dY = gradient(2 * E, Y)
    does = "Subtract the target from the output, and double the difference."
    yield Step("Gradients of the loss", does, (E, dY))


def _mask(n: int, k: Matrix, p: Matrix, lane: Lane) -> tuple[Matrix, Matrix]:
    """How much those who stay grow, and the mask times that on a diagonal."""
    s = lane("over_the_rest", p).named(f"s{n}", Role.NUMBER)
    return s, diagonal(k, s).named(f"D{n}", Role.GATE)


def _with_everybody(
    X: Matrix, W1: Matrix, b1: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix
) -> tuple[Matrix, Matrix, Matrix, Matrix, Matrix]:
    """The plain network: this is all that there is when it is used."""
    Z1 = linear(W1, X, b1).named("Z1_new", Role.LINEAR, "Z_1'")
    A1 = relu(Z1).named("A1_new", Role.HIDDEN, "A_1'")
    Z2 = linear(W2, A1, b2).named("Z2_new", Role.LINEAR, "Z_2'")
    A2 = relu(Z2).named("A2_new", Role.HIDDEN_2, "A_2'")
    return Z1, A1, Z2, A2, linear(W3, A2, b3).named("Y_new", Role.OUTPUT, "Y'")
