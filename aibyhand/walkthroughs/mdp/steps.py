"""A policy, what it makes of the process, a return, values by sweeps and exactly, and a choice."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role, Stack
from aibyhand.ops import (
    add_identity,
    beside,
    clear_column,
    column_of,
    difference,
    mean_of_columns,
    power,
    step,
    take,
)
from aibyhand.walk import Step
from aibyhand.walkthroughs.mdp.given import STATES
from aibyhand.walkthroughs.mdp.pictures import process

SWEEPS = 3


def steps(
    Pl: Matrix, Pr: Matrix, Rl: Matrix, Rr: Matrix, pil: Matrix, pir: Matrix, gamma: Matrix,
    walk: Matrix, die: Matrix, now: Matrix, later: Matrix, weeks: Matrix, discounts: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """From states, actions and a policy to values, and from values to a better policy."""
    given = (Pl, Pr, Rl, Rr, pil, pir, gamma, walk, die, now, later, weeks, discounts)
    drawn = process("Where every action leads, and what it pays", Pl, Pr, Rl, Rr)
    yield Step("Given", "Write where each action leads from each state, and what it pays.", given,
               (drawn,))  # fmt: skip

    sure = (pil + pir).named("sure", Role.PROBABILITY, r"\pi", rows=STATES)
    yield Step("The policy", "Write how likely each action is in each state, and add up.",
               (pil, pir, sure), part="Under the policy")  # fmt: skip
    P = (pil * Pl + pir * Pr).named("P", Role.PROBABILITY, rows=STATES, columns=STATES)
    R = (pil * Rl + pir * Rr).named("R", Role.REWARD, rows=STATES)
    yield Step("On average", "Weigh moves and rewards by how likely their action is.", (P, R))

    r = Stack("r", Role.REWARD, "r_{%s}").all(column_of(walk, t + 1) for t in range(walk.shape[1]))
    G = _returns(r, gamma)
    yield Step("The return", "From the end backwards, add the reward to what comes later, "
               "discounted.", (*r, *G), part="What a state is worth")  # fmt: skip
    mean = mean_of_columns(die).named("mean", Role.REWARD, r"\mathit{mean}")
    yield Step("The expected value", "Add up all faces and divide by how many there are.",
               (die, mean))  # fmt: skip
    V, N = _swept(P, R, gamma)
    in_turn = (m for pair in zip(N, V[1:], strict=True) for m in pair)
    yield Step("Sweeps", "Begin with the rewards; then a state is worth its reward and the "
               "discounted value of where one goes.", (V[0], *in_turn))  # fmt: skip
    eliminated, exact = _solved(P, R, gamma)
    yield Step("Exactly", "Solve for the values that a sweep leaves as they are: clear one column "
               "after the other.", (*eliminated, exact))  # fmt: skip

    ways = [(P_a @ exact).named(f"N{a}", Role.STATE_VALUE, f"N_{a}", rows=STATES)
            for a, P_a in (("l", Pl), ("r", Pr))]  # fmt: skip
    Q = [(R_a + gamma * n).named(f"Q{a}", Role.STATE_VALUE, f"Q_{a}", rows=STATES)
         for a, R_a, n in zip("lr", (Rl, Rr), ways, strict=True)]  # fmt: skip
    more = difference(Q[1], Q[0]).named("more", Role.STATE_VALUE, r"\Delta", rows=STATES)
    right = step(more).named("right", Role.NUMBER, "g", rows=STATES)
    yield Step("The greedy policy", "Find what each action is worth, and take the better one.",
               (*ways, *Q, more, right), part="Choose")  # fmt: skip
    yield Step("Now or later", "Discount the later offer once for each week, and compare.",
               _offers(now, later, weeks, discounts))  # fmt: skip


def _returns(r: Stack, gamma: Matrix) -> list[Matrix]:
    """The return from every step of the walk on, the last one first."""
    G: list[Matrix] = []
    for t in range(len(r), 0, -1):
        found = r[t - 1] + gamma * G[-1] if G else take(r[t - 1])
        G.append(found.named(f"G{t}", Role.STATE_VALUE, f"G_{{{t}}}"))
    return G


def _swept(P: Matrix, R: Matrix, gamma: Matrix) -> tuple[list[Matrix], list[Matrix]]:
    """Values after each sweep, and what each sweep after the first expects of the next state."""
    V = [take(R).named("V1", Role.STATE_VALUE, "V_{1}", rows=STATES)]
    N: list[Matrix] = []
    for k in range(2, SWEEPS + 1):
        N.append((P @ V[-1]).named(f"N{k}", Role.STATE_VALUE, f"N_{{{k}}}", rows=STATES))
        found = R + gamma * N[-1]
        V.append(found.named(f"V{k}", Role.STATE_VALUE, f"V_{{{k}}}", rows=STATES))
    return V, N


def _solved(P: Matrix, R: Matrix, gamma: Matrix) -> tuple[list[Matrix], Matrix]:
    """Solve (I − γP) V = R by Gauss and Jordan: each round makes a column of the identity."""
    minus = (-gamma * P).named("minus", Role.LINEAR, "D", rows=STATES, columns=STATES)
    M = add_identity(minus).named("M", Role.LINEAR, rows=STATES, columns=STATES)
    A = [beside(M, R).named("A0", Role.LINEAR, "A_{0}", rows=STATES)]
    count = P.shape[0]
    for k in range(1, count + 1):
        A.append(clear_column(A[-1], k).named(f"A{k}", Role.LINEAR, f"A_{{{k}}}", rows=STATES))
    V = column_of(A[-1], count + 1).named("V", Role.STATE_VALUE, rows=STATES)
    return [minus, M, *A], V


def _offers(now: Matrix, later: Matrix, weeks: Matrix, discounts: Matrix) -> tuple[Matrix, ...]:
    """What the later offer is worth today, whether to wait, and the discount that makes it even."""
    left = power(discounts, weeks).named("left", Role.NUMBER, "p")
    worth = (later * left).named("worth", Role.REWARD, r"\mathit{worth}")
    gain = (worth - now).named("gain", Role.REWARD, r"\mathit{gain}")
    wait = step(gain).named("wait", Role.NUMBER, r"\mathit{wait}")
    share = (now / later).named("share", Role.NUMBER, "s")
    root = (1 / weeks).named("root", Role.NUMBER, "q")
    even = power(share, root).named("even", Role.NUMBER, r"\gamma_{0}")
    return left, worth, gain, wait, share, root, even
