"""Markov decision process: states, actions and rewards; a policy, its values, a better policy."""

from itertools import pairwise

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import add_up
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.mdp.given import GIVEN, SECOND, STATES
from aibyhand.walkthroughs.mdp.steps import SWEEPS, steps


def _stays(trace: Trace) -> bool:
    """One sweep more changes nothing."""
    V = trace["V"].values
    return bool(np.allclose(trace["R"].values + trace["gamma"].values * (trace["P"].values @ V), V))


def _closer(trace: Trace) -> bool:
    far = [np.abs(trace[f"V{k}"].values - trace["V"].values).max() for k in range(1, SWEEPS + 1)]
    return all(later <= before for before, later in pairwise(far))


def _average(trace: Trace) -> bool:
    """A state's value is that of its actions, weighed by the policy."""
    mixed = trace["pil"].values * trace["Ql"].values + trace["pir"].values * trace["Qr"].values
    return bool(np.allclose(mixed, trace["V"].values))


def _even(trace: Trace) -> bool:
    after = trace["even"].values ** trace["weeks"].values
    return bool(np.allclose(trace["later"].values * after, trace["now"].values))


def _second_undiscounted(trace: Trace) -> Matrix:
    """The source's sum: the second reward in full, the third already twice discounted."""
    r, gamma = trace.stacks["r"], trace["gamma"]
    parts = [r[0], r[1]]
    for t, one in enumerate(r[2:], 2):
        far = one
        for _ in range(t):
            far = far * gamma
        parts.append(far.named(f"far{t}", Role.REWARD, f"f_{{{t + 1}}}"))
    return add_up(*parts).named("wrong", Role.STATE_VALUE, r"\bar{G}_{1}")


def _undiscounted(trace: Trace) -> Matrix:
    wrong = trace["R"] + trace[f"N{SWEEPS}"]
    return wrong.named("wrong", Role.STATE_VALUE, rf"\bar{{V}}_{{{SWEEPS}}}", rows=STATES)


walkthrough = Walkthrough(
    slug="mdp",
    title="Markov decision process",
    question="What is a state worth, and which action should one take there?",
    given=GIVEN,
    steps=steps,
    part="retrieval",
    minutes=35,
    limits={"states": (2, 4), "steps": (2, 6)},
    second=SECOND,
    claims=(
        Claim("The exact values are those that a sweep leaves as they are.", _stays),
        Claim("No sweep takes the values further away from them.", _closer),
        Claim("A state is worth what its actions are worth, weighed by the policy.", _average),
        Claim("At the discount that makes both offers even, waiting is worth the same.", _even),
    ),
    wrong_turns=(
        WrongTurn(
            "The second reward in full",
            "The first reward counts in full, and each later one is discounted once more. A sum "
            "that begins to discount with the third has skipped a power.",
            _second_undiscounted,
            "G1",
        ),
        WrongTurn(
            "A sweep without the discount",
            "What comes later is worth less. Without γ the sweep adds all of it.",
            _undiscounted,
            f"V{SWEEPS}",
        ),
    ),
)
