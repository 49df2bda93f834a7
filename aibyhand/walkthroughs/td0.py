"""TD(0): a state learns its value from the value of the state that follows it."""

from collections.abc import Iterator, Sequence

import numpy as np

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.core.numbers import Array, number
from aibyhand.ops import beside, entry, returns, zeros_like
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.pictures.graph import Edge, Graph
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn

STATES = Axis("state", "{letter}")
EPISODES = 30  # of the curves; the numbered steps work out the first three

# fmt: off
GIVEN = (
    given("alpha", 0.5, Role.NUMBER, r"\alpha"),
    given("gamma", 0.9, Role.NUMBER, r"\gamma"),
    # one reward for leaving each state
    given("R", [0, 0, 1], Role.REWARD, columns=STATES, sizes="1 × states"),
)
SECOND = (
    ("alpha", 0.25), ("gamma", 0.6), ("R", [2, -1, 0.5, 3, -2]),
)
# fmt: on


def steps(alpha: Matrix, gamma: Matrix, R: Matrix) -> Iterator[Step]:
    """Walk the chain again and again; after every move, correct the value just left."""
    names = [STATES.label(s) for s in range(R.shape[1])]
    does = "Draw the chain, and write the reward for leaving each state."
    yield Step("Given", does, (R, alpha, gamma), (_chain("The chain", names, R),))

    r = [
        entry(R, 1, s).named(f"r{name}", Role.REWARD, f"r_{{{name}}}")
        for s, name in enumerate(names, 1)
    ]
    V = [
        zeros_like(reward).named(f"V{name}0", Role.STATE_VALUE, f"V_{{{name}0}}")
        for reward, name in zip(r, names, strict=True)
    ]
    end = zeros_like(r[-1]).named("Vend", Role.STATE_VALUE, r"V_{\mathrm{end}}")
    does = "Start every value at zero; the end is worth zero and stays so."
    yield Step("All values zero", does, (*r, *V, end), part="Start")

    after = [V]
    for episode in (1, 2, 3):
        shows, V = _walk(episode, V, r, end, alpha, gamma)
        after.append(V)
        title = f"Episode {episode}"
        drawn = _chain(f"The values after episode {episode}", names, R, [*V, end])
        does = "Walk from the first state to the end; after each move, correct the state just left."
        yield Step(title, does, shows, (drawn,), part=title)

    true = returns(R, gamma).named("V_true", Role.TARGET, r"V_{\pi}", rows=STATES)
    does = "Add up the discounted rewards from each state on, and compare."
    for episode in range(len(after), EPISODES + 1):
        after.append(_walk(episode, after[-1], r, end, alpha, gamma)[1])
    yield Step("Compare", does, (true,), (_learning(names, after, true),), part="The truth")


def _walk(
    episode: int, V: list[Matrix], r: list[Matrix], end: Matrix, alpha: Matrix, gamma: Matrix
) -> tuple[tuple[Matrix, ...], list[Matrix]]:
    """Walk the chain once: every error with the value that it corrects, and all values then."""
    shows: list[Matrix] = []
    V = [*V, end]
    for s, reward in enumerate(r):
        n = f"{STATES.label(s)}{episode}"
        d = (reward + gamma * V[s + 1] - V[s]).named(f"d{n}", Role.ERROR, rf"\delta_{{{n}}}")
        V[s] = (V[s] + alpha * d).named(f"V{n}", Role.STATE_VALUE, f"V_{{{n}}}")
        shows += [d, V[s]]
    return tuple(shows), V[:-1]


def _chain(title: str, names: list[str], R: Matrix, V: Sequence[Matrix] = ()) -> Graph:
    edges = tuple(
        Edge(s, s + 1, f"r = {number(float(reward), R.digits)}")
        for s, reward in enumerate(R.values[0])
    )
    nodes, look = (*names, "end"), Role.STATE_VALUE
    return Graph(title, nodes, edges, directed=True, line=True, role=look, notes=tuple(V))


def _learning(names: list[str], after: list[list[Matrix]], true: Matrix) -> Curves:
    """The values of every state after each episode; ``after`` has a list for each episode."""
    count = given("episode", np.arange(len(after)), Role.NUMBER)
    curves: list[Curve] = []
    for s, name in enumerate(names):
        V = beside(*(values[s] for values in after)).named(f"V{name}", Role.STATE_VALUE)
        dots = Points(count, V, (0, [0, 1, 2, 3, 10, 20, 30]))
        curves.append(Curve(name, Points(count, V), dots, limit=true.values[s, 0]))
    return Curves("The values over 30 episodes, and the true ones", tuple(curves), "episode")


ONE = given("one", 1, Role.NUMBER, "1")


def _error_without_discount(trace: Trace) -> Matrix:
    wrong = trace["rB"] + trace["VC1"] - trace["VB1"]
    return wrong.named("wrong", Role.ERROR, r"\bar{\delta}_{B2}")


def _values_without_discount(trace: Trace) -> Matrix:
    return returns(trace["R"], ONE).named("wrong", Role.TARGET, r"\bar{V}_{\pi}", rows=STATES)


def _errors_at_the_truth(trace: Trace) -> Array:
    true = trace["V_true"].values[:, 0]
    following = np.append(true[1:], 0)
    return np.asarray(trace["R"].values[0] + trace["gamma"].values.item() * following - true)


def _distance(trace: Trace, count: int) -> float:
    names = [STATES.label(s) for s in range(trace["R"].shape[1])]
    r, V = [trace[f"r{name}"] for name in names], [trace[f"V{name}0"] for name in names]
    for episode in range(1, count + 1):
        _, V = _walk(episode, V, r, trace["Vend"], trace["alpha"], trace["gamma"])
    values = np.array([v.values.item() for v in V])
    return float(np.abs(values - trace["V_true"].values[:, 0]).max())


walkthrough = Walkthrough(
    slug="td0",
    title="Temporal difference learning, TD(0)",
    question="How does a reward at the end of the road reach the states at its beginning?",
    given=GIVEN,
    steps=steps,
    part="retrieval",
    minutes=25,
    after=("mdp",),
    limits={"states": (1, 8)},
    second=SECOND,
    claims=(
        Claim(
            "At the true values no state has an error left: r + γV′ − V is zero everywhere.",
            lambda t: np.allclose(_errors_at_the_truth(t), 0),
        ),
        Claim(
            "After 30 episodes every value is closer to the true one than after 3.",
            lambda t: _distance(t, EPISODES) < _distance(t, 3),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Leaving out the discount in the error",
            "A formula without γ has 1 in its place and takes the next value in full. "
            "It is right only where γ is 1; here it sends state B too far in episode 2.",
            _error_without_discount,
            "dB2",
        ),
        WrongTurn(
            "Learning without the discount to the end",
            "Repeated for many episodes, the same slip leads to other values: "
            "every state would be worth as much as the last, however long the way.",
            _values_without_discount,
            "V_true",
        ),
    ),
)
