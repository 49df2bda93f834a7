"""Encoder and decoder with attention: masked among its own words, free across to the encoder."""

import numpy as np

from aibyhand.core import Matrix, Role
from aibyhand.ops import over_column_sums, so_far, take
from aibyhand.walk import Claim, Trace, Walkthrough, WrongTurn
from aibyhand.walkthroughs.encoder_decoder_attention.given import GIVEN, SECOND
from aibyhand.walkthroughs.encoder_decoder_attention.steps import steps
from aibyhand.walkthroughs.encoder_decoder_attention.variants import word_by_word


def _shares_add_up(trace: Trace) -> bool:
    return all(np.allclose(trace[name].values.sum(axis=0), 1) for name in ("A1", "A2"))


def _same_word_by_word(trace: Trace) -> bool:
    """Write word by word: the same scores at every place."""
    given = {name: trace[name].values for name in trace.given}
    alone = walkthrough.run_on(given, variant="written")
    return np.allclose(alone["L"].values, trace["L"].values)


def _moved_by_one(trace: Trace) -> bool:
    """Ask whether what comes out is what goes in at the next place, and the end sign at last."""
    out, came = trace["n"].values[0], trace["order"].values[0]
    return bool((out == [*came[1:], trace["T"].shape[1] - 1]).all())


def _another_first(trace: Trace) -> bool:
    return bool(trace["nu"].values[0, 0] != trace["n"].values[0, 0])


def _lower(trace: Trace) -> Matrix:
    """The other triangle is left: a place sees itself and what comes later."""
    turned = take(trace["P1"].T).named("turned", Role.SCORE, r"P_1^\top")
    later = so_far(turned).named("later", Role.SCORE, r"\bar{M}_1^\top")
    left = take(later.T).named("left", Role.SCORE, r"\bar{M}_1")
    return over_column_sums(left).named("wrong", Role.ATTENTION, r"\bar{A}_1")


def _nothing_added(trace: Trace) -> Matrix:
    return take(trace["F1"]).named("wrong", Role.OUTPUT, r"\bar{D}_1")


walkthrough = Walkthrough(
    slug="encoder-decoder-attention",
    title="Encoder and decoder with attention",
    question="How does a decoder look back at its own words and across at what was read?",
    given=GIVEN,
    steps=steps,
    part="attention",
    minutes=35,
    after=("cross-attention", "seq2seq"),
    second=SECOND,
    variants=(("written", word_by_word),),
    claims=(
        Claim("Every column of both shares adds up to 1.", _shares_add_up),
        Claim("Written word by word, every place has the same scores.", _same_word_by_word),
        Claim("What comes out goes in at the next place, and the end sign is last.", _moved_by_one),
        Claim("Without the mask the first word would be another one.", _another_first),
    ),
    wrong_turns=(
        WrongTurn(
            "The other triangle",
            "Here a place is a column, so what it may see is above the diagonal. The lower "
            "triangle is right where a place is a row.",
            _lower,
            "A1",
        ),
        WrongTurn(
            "Nothing added",
            "The mixture is added to the word that was there. Alone, it says what the place has "
            "heard, and no longer which word it is.",
            _nothing_added,
            "D1",
        ),
    ),
)
