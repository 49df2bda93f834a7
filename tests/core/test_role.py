"""Colours: legible on every fill, and told apart by those who don't tell red from green."""

from itertools import combinations

import numpy as np
import pytest
from helpers import trace_of

import aibyhand
from aibyhand.core import Role
from aibyhand.core.role import ACCENT, BLANK, CURVES, FAINT, INK

# What a colour looks like without the long or the medium cones (Machado et al. 2009, full).
EYES = {
    "all cones": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = TO_XYZ.sum(axis=1)
DISTINCT = 4  # a difference in CIELAB that is seen side by side


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """The contrast of WCAG 2."""
    low, high = sorted(float(TO_XYZ[1] @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, eyes: str) -> np.ndarray:
    xyz = TO_XYZ @ np.clip(EYES[eyes] @ linear(colour), 0, 1) / WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_is_computed_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21, abs=0.01)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_every_digit_reaches_four_and_a_half_to_one():
    for role in Role:
        for ink in (INK, FAINT, role.look.ink):
            assert contrast(ink, role.look.fill) >= 4.5, role.name
        assert contrast(role.look.frame, role.look.fill) >= 3, role.name


def test_other_inks_are_legible():
    assert contrast(INK, BLANK) >= 4.5
    assert all(contrast(colour, "#ffffff") >= 4.5 for colour in (*CURVES, ACCENT))
    assert contrast(INK, FAINT) >= 2  # a zero looks greyed


def test_every_role_has_its_own_word_and_look():
    assert len({role.word for role in Role}) == len(Role)
    assert len({(role.look.fill, role.look.frame, role.look.ink) for role in Role}) == len(Role)


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_roles_that_share_a_page_look_different(slug):
    roles = {
        m.role for lane in aibyhand.find(slug).lanes for m in trace_of(slug, lane).matrices.values()
    }
    for one, other in combinations(sorted(roles, key=lambda role: role.name), 2):
        if one.look.frame == other.look.frame:  # a red frame tells a weight from an input
            for eyes in EYES:
                apart = np.linalg.norm(lab(one.look.fill, eyes) - lab(other.look.fill, eyes))
                assert apart >= DISTINCT, f"{one.name}, {other.name}, {eyes}: {apart:.1f} apart"
