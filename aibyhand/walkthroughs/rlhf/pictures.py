"""Who is preferred at which gap, and the rewards on the way to a new bias."""

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.ops import embed, kl_divergence, likeliest, sigmoid, softmax
from aibyhand.pictures.curves import Curve, Curves, Points


def preference(gap: Matrix) -> Curves:
    """Draw the Bradley-Terry curve around the gap, with whole gaps on it as dots.

    Beyond 12 the curve is flat, so a larger gap is not on it.
    """
    most = min(max(3.0, float(np.ceil(np.abs(gap.values).max()))), 12.0)
    line, dots = (
        Points(x, sigmoid(x).named(f"y_{x.name}", Role.PROBABILITY))
        for x in (
            given("gaps", np.linspace(-most, most, 121), Role.REWARD),
            given("whole", np.arange(-most, most + 1), Role.REWARD),
        )
    )
    curve = Curve("y", line, dots, limit=1)
    return Curves("Who is preferred", (curve,), "reward gap", y_label="probability of the winner")


def on_the_way(O: Matrix, O_new: Matrix, worth: Matrix, beta: Matrix) -> Curves:
    """Draw the rewards on the way from the old scores to the new; ``worth`` is each word's own.

    All places of the way are taken at once: the positions of the prompt again and again, and a sum
    or mean over those of one place is a product.
    """
    positions, places = O.shape[1], 201
    tenths = np.linspace(0, 10, places)
    again = given("again", np.tile(np.eye(positions), places), Role.NUMBER)
    each = np.kron(np.eye(places), np.ones((positions, 1)))
    of_place = given("of_place", each, Role.NUMBER)
    share = given("share", each / positions, Role.NUMBER)
    part = given("part", np.repeat(tenths / 10, positions), Role.NUMBER)
    change = (O_new - O).named("change", Role.SCORE)
    old = (O @ again).named("old", Role.SCORE)
    moved = ((change @ again).named("whole_change", Role.SCORE) * part).named("moved", Role.SCORE)
    now = (old + moved).named("now", Role.SCORE)
    pi_0, pi = (
        softmax(scores).named(f"pi_{scores.name}", Role.PROBABILITY) for scores in (old, now)
    )
    words = embed(worth, likeliest(now).named("words", Role.OUTPUT)).named("r_words", Role.REWARD)
    reward = (words @ share).named("reward", Role.REWARD)
    KL = kl_divergence(pi, pi_0).named("KL_way", Role.ERROR)
    left = reward - beta * (KL @ of_place).named("KL_place", Role.ERROR)
    x, dots = given("tenths", tenths, Role.NUMBER), (0, slice(None, None, 20))
    curves = tuple(
        Curve(label, Points(x, y), Points(x, y, dots))
        for label, y in (("reward", reward), ("after the penalty", left))
    )
    return Curves("On the way to the new bias", curves, "tenths of the change")
