"""Switch transformer: every token goes to one expert, and an expert has only so many places."""

from functools import partial

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import add_up, column_of, linear
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.switch_transformer.given import EXPERTS, GIVEN, ROOMY, SECOND
from aibyhand.walkthroughs.switch_transformer.steps import steps
from aibyhand.walkthroughs.switch_transformer.variants import proper


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
    second=SECOND,
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
