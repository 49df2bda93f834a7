"""How the next word is drawn: scores, temperature, the best few, the likeliest together, a draw."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import over_column_sums, softmax, step, sum_columns
from aibyhand.pictures.heat import Heat
from aibyhand.walk import Claim, Step, Trace, Walkthrough

WORDS = Axis("word", words=("mat", "sofa", "roof", "moon", "spoon"))

# fmt: off
GIVEN = (
    given("x", [[3], [2], [1], [0], [-1]], Role.SCORE, rows=WORDS),
    given("cold", 0.5, Role.NUMBER, "T_c"),
    given("hot", 2, Role.NUMBER, "T_h"),
    given("rank", [[1], [2], [3], [4], [5]], Role.NUMBER, r"\mathit{rank}", rows=WORDS),
    given("k", 2, Role.NUMBER),
    given("p", 0.9, Role.NUMBER),
    given("above", [[0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [1, 1, 0, 0, 0], [1, 1, 1, 0, 0],
                    [1, 1, 1, 1, 0]], Role.NUMBER, "B", rows=WORDS, columns=WORDS),
    given("u", 0.8, Role.NUMBER),
)
# fmt: on


def steps(
    x: Matrix, cold: Matrix, hot: Matrix, rank: Matrix, k: Matrix, p: Matrix, above: Matrix,
    u: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Shares of the scores, sharper and flatter; what is left out; and one word, drawn."""
    P = softmax(x).named("P", Role.PROBABILITY, rows=WORDS)
    yield Step("Shares", "Make shares of the scores.", (x, P))

    x_c = (x / cold).named("x_c", Role.SCORE, rows=WORDS)
    x_h = (x / hot).named("x_h", Role.SCORE, rows=WORDS)
    P_c = softmax(x_c).named("P_c", Role.PROBABILITY, rows=WORDS)
    P_h = softmax(x_h).named("P_h", Role.PROBABILITY, rows=WORDS)
    drawn = [Heat(title, one, "", "word") for title, one in
             (("As it is", P), ("T below 1", P_c), ("T above 1", P_h))]  # fmt: skip
    yield Step("Temperature", "Divide the scores first.", (x_c, P_c, x_h, P_h), tuple(drawn))

    few = step(k + 0.5 - rank).named("few", Role.NUMBER, "m_k", rows=WORDS)
    left_k = (few * P).named("left_k", Role.PROBABILITY, "L_k", rows=WORDS)
    P_k = over_column_sums(left_k).named("P_k", Role.PROBABILITY, rows=WORDS)
    yield Step("The best few", "Keep the first k, and share anew.", (few, left_k, P_k))

    before = (above @ P).named("before", Role.PROBABILITY, "c", rows=WORDS)
    core = step(p - before).named("core", Role.NUMBER, "m_p", rows=WORDS)
    left_p = (core * P).named("left_p", Role.PROBABILITY, "L_p", rows=WORDS)
    P_p = over_column_sums(left_p).named("P_p", Role.PROBABILITY, rows=WORDS)
    yield Step("The nucleus", "Keep words until they have p together, and share anew.",
               (before, core, left_p, P_p))  # fmt: skip

    earlier = (above @ P_p).named("earlier", Role.PROBABILITY, "c_p", rows=WORDS)
    up_to = (earlier + P_p).named("up_to", Role.PROBABILITY, "C", rows=WORDS)
    passed = step(u - up_to).named("passed", Role.NUMBER, "d", rows=WORDS)
    word = sum_columns(passed).named("word", Role.NUMBER, r"\mathit{word}")
    yield Step("Draw", "Count the running totals that the random number has passed.",
               (earlier, up_to, passed, word))  # fmt: skip


def _shares(trace: Trace) -> bool:
    return all(np.isclose(trace[n].values.sum(), 1) for n in ("P", "P_c", "P_h", "P_k", "P_p"))


def _sharper(trace: Trace) -> bool:
    first = [trace[name].values[0, 0] for name in ("P_h", "P", "P_c")]
    return bool(first[0] < first[1] < first[2])


note = Walkthrough(
    slug="language-models",
    title="Language models",
    question="What is a language model, how large is one, and how does it choose the next word?",
    given=GIVEN,
    steps=steps,
    part="notes",
    claims=(
        Claim("All five ways give shares that add up to 1.", _shares),
        Claim("The likeliest word gains when it is colder, and loses when it is hotter.", _sharper),
    ),
)
