"""Sequence to sequence: read a sentence into one vector, and write another one from it."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from aibyhand.core import Axis, Matrix, Role, Stack, given
from aibyhand.core.numbers import Array
from aibyhand.ops import column_of, likeliest, linear, one_hot, relu, softmax, take, tanh
from aibyhand.pictures.flow import Flow
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

MOMENTS = Axis("time", "t={n}")
ENGLISH = Axis("word", words=("red", "wine", "end"))
FRENCH = Axis("word", words=("rouge", "vin", "end"))
WRITTEN = 3  # words that the decoder writes, the end sign among them
Activation = Callable[[Matrix], Matrix]

# fmt: off
GIVEN = (
    given(
        "X", [[1, 0, 0], [0, 1, 0], [0, 0, 1]], Role.INPUT, rows=ENGLISH, columns=MOMENTS,
        sizes="source words × times"
    ),
    # the encoder
    given("We", [[1, 3, 3], [-1, 0, 2]], Role.WEIGHT, sizes="units × source words"),
    given("Ue", [[-1, 1], [1, -2]], Role.WEIGHT, sizes="units × units"),
    # the decoder: the start sign is the end sign of the sentence before
    given("Y0", [[0], [0], [1]], Role.INPUT, "y_0", rows=FRENCH, sizes="target words × 1"),
    given("Wy", [[-1, 1, 2], [1, 0, 2]], Role.WEIGHT, sizes="units × target words"),
    given("Us", [[1, 0], [-1, 0]], Role.WEIGHT, sizes="units × units"),
    given("Uc", [[0, -1], [0, 1]], Role.WEIGHT, sizes="units × units"),
    given("O", [[2, 0], [2, 1], [-1, 1]], Role.WEIGHT, rows=FRENCH, sizes="target words × units"),
    given("ob", [[0], [-1], [0]], Role.BIAS, "b_o", sizes="target words × 1"),
)
SECOND = (  # 2 source words, 5 times, 3 units, 4 target words; not only zeros and ones
    ("X", [[-0.5, 0.5, -1, 1, -0.5], [-0.5, 0.5, -1, -2, 0.5]]),
    ("We", [[-1, 1], [-0.5, -1], [1, -0.5]]),
    ("Ue", [[-1, 2, -2], [-0.5, 0.5, 0.5], [-0.5, -0.5, -2]]),
    ("Y0", [[-1], [2], [2], [-2]]),
    ("Wy", [[1.5, -2, -0.5, -0.5], [1, 0.5, 1.5, -1], [0.5, 1.5, -2, 1.5]]),
    ("Us", [[-0.5, 0.5, 1.5], [-1, -1, -0.5], [-1, 1, -1]]),
    ("Uc", [[1, -1, -2], [1, -1, 0.5], [0.5, -1, 1.5]]),
    ("O", [[0.5, -1, -1], [-0.5, 2, 2], [0.5, 1.5, 1], [2, 0.5, 0.5]]),
    ("ob", [[1], [-2], [0.5], [-0.5]]),
)
# fmt: on


def steps(
    X: Matrix, We: Matrix, Ue: Matrix, Y0: Matrix, Wy: Matrix, Us: Matrix, Uc: Matrix,
    O: Matrix, ob: Matrix, activation: Activation = relu,
) -> Iterator[Step]:  # fmt: skip
    """Read the columns of X into one vector c, and write three words from it."""
    does = "Write the sentence, the start sign, and the weights of both networks."
    yield Step("Given", does, (X, We, Ue, Y0, Wy, Us, Uc, O, ob))

    E = (We @ X).named("E", Role.LINEAR)
    e = Stack("e", Role.LINEAR).all(column_of(E, t) for t in range(1, X.shape[1] + 1))
    h = Stack("h", Role.HIDDEN)
    h.add(activation(e[0]))
    does = "Multiply Wₑ by all words; of the first column, ReLU makes the first state."
    yield Step("First word read", does, (E, *e, h[0]), part="Encoder")

    made = _read_on(e, Ue, h, activation)
    c = take(h[-1]).named("c", Role.HIDDEN)
    does = "To each later column, add Uₑ times the state before; the last state is the context c."
    yield Step("Context", does, (*made, c))

    k = (Uc @ c).named("k", Role.LINEAR)
    v, m, l = (Stack(name, Role.LINEAR) for name in "vml")
    p, q = (Stack(name, Role.PROBABILITY) for name in "pq")
    s, n, y = Stack("s", Role.HIDDEN), Stack("n", Role.NUMBER), Stack("y", Role.OUTPUT)
    state, word = c, Y0
    for _ in range(WRITTEN):
        v.add(linear(Wy, word, k))
        m.add(linear(Us, state, v[-1]))
        state = s.add(activation(m[-1]))
        l.add(linear(O, state, ob), rows=FRENCH)
        p.add(softmax(l[-1]), rows=FRENCH)
        n.add(likeliest(l[-1]))
        word = y.add(one_hot(n[-1], O.shape[0]), rows=FRENCH)
    does = "Start from c and the start sign, and add what the decoder hears of c."
    yield Step("First decoder state", does, (k, v[0], m[0], s[0]), part="Decoder")
    does = "Score every word, make probabilities of the scores, and write the likeliest word."
    yield Step("First word", does, (l[0], p[0], n[0]))

    second, third = zip(y[:2], *(stack[1:] for stack in (v, m, s, l, p, n)), strict=True)
    yield Step("Second word", "Write the first word as a column, feed it back, and go on.", second)
    does = "Write the second word as a column, feed it back, and once more."
    yield Step("Third word", does, third, (_read_and_write(e, h, c, s),))

    q.all(shares.T @ word for shares, word in zip(p, y, strict=True))
    Q = (q[0] * q[1] * q[2]).named("Q", Role.PROBABILITY)
    does = "Take from each column the probability of the word written, and multiply the three."
    yield Step("Probability of the sentence", does, (y[-1], *q, Q), part="The whole")


def _read_on(e: Stack, Ue: Matrix, h: Stack, activation: Activation) -> tuple[Matrix, ...]:
    """Read from the second word to the end; every word needs the state before it."""
    a = Stack("a", Role.LINEAR, along=Axis("time", first=2))
    made: list[Matrix] = []
    for word in e[1:]:
        made += [a.add(linear(Ue, h[-1], word)), h.add(activation(a[-1]))]
    return tuple(made)


def _read_and_write(e: Stack, h: Stack, c: Matrix, s: Stack) -> Flow:
    """The encoder's states, and below them the context with the decoder's."""
    read = [rf"e_{{{t}}},\, U_e" for t in range(2, len(e) + 1)]
    write = [rf"y_{{{t}}},\, c" for t in range(len(s))]
    return Flow("Read, and write", (tuple(h), (c, *s)), (read, write))


def _next(trace: Trace, state: Array, word: Array) -> tuple[Array, Array]:
    """Go on after a word: the decoder's next state, and the probabilities of the words after it."""
    Wy, Us, Uc, O, ob, c = (trace[name].values for name in ("Wy", "Us", "Uc", "O", "ob", "c"))
    state = np.maximum(Us @ state + Wy @ word + Uc @ c, 0)
    scores = O @ state + ob
    powers = np.exp(scores - scores.max())
    return state, powers / powers.sum()


def _closes(trace: Trace) -> bool:
    """Ask whether the last word that is written, and no word before it, is the end sign."""
    end = trace["O"].shape[0] - 1
    return [stood.values.item() == end for stood in trace.stacks["n"]] == [False, False, True]


def _no_likelier(trace: Trace) -> bool:
    """Try every sentence of three words, and compare the likeliest with what was written."""
    words = np.eye(trace["O"].shape[0])

    def best(state: Array, word: Array, left: int) -> float:
        if not left:
            return 1
        state, p = _next(trace, state, word)
        pairs = zip(p[:, 0], words, strict=True)
        return max(float(chance) * best(state, then[:, None], left - 1) for chance, then in pairs)

    likeliest_of_all = best(trace["c"].values, trace["Y0"].values, WRITTEN)
    return bool(np.isclose(trace["Q"].values.item(), likeliest_of_all))


def _another_second(trace: Trace) -> bool:
    """Feed every other word back: the second word is never the one that was written."""
    first, second = (int(trace[name].values.item()) for name in ("n1", "n2"))
    words = np.eye(trace["O"].shape[0])
    then = [_next(trace, trace["s1"].values, word[:, None])[1].argmax() for word in words]
    return all((word == second) == (k == first) for k, word in enumerate(then))


def _start_sign_again(trace: Trace) -> Matrix:
    wrong = linear(trace["Wy"], trace["Y0"], trace["k"])
    return wrong.named("wrong", Role.LINEAR, r"\bar{v}_{2}")


def _added(trace: Trace) -> Matrix:
    q1, q2, q3 = trace.stacks["q"]
    return (q1 + q2 + q3).named("wrong", Role.PROBABILITY, r"\bar{Q}")


walkthrough = Walkthrough(
    slug="seq2seq",
    title="Sequence to sequence",
    question="How does a network read one sentence and write another one?",
    given=GIVEN,
    steps=steps,
    part="recurrent",
    minutes=30,
    after=("rnn", "softmax"),
    variants=(("tanh", partial(steps, activation=tanh)),),
    second=SECOND,
    claims=(
        Claim("The last word is the end sign, and no word before it is.", _closes),
        Claim("No other three words are likelier: all of them are tried.", _no_likelier),
        Claim("After any other first word, the second would be another one.", _another_second),
    ),
    wrong_turns=(
        WrongTurn(
            "Feeding the start sign again",
            "What goes in is the word just written. With the start sign once more, the decoder "
            "doesn't know what it has said.",
            _start_sign_again,
            "v2",
        ),
        WrongTurn(
            "Adding the probabilities",
            "All three words have to come, each after the ones before: their probabilities are "
            "multiplied. A sum can be larger than one.",
            _added,
            "Q",
        ),
    ),
)  # fmt: skip
