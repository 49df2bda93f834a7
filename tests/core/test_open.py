"""Numbers and open calculations: what may be written where it is used, and what it becomes."""

import numpy as np
import pytest
from helpers import matrix

from aibyhand import Matrix, Role
from aibyhand.ops import exp, ln, relu
from aibyhand.ops.pencil import power_of_three
from aibyhand.walk import PENCIL

Z = [[1.0, -2.0], [0.5, 4.0]]
EQUATIONS = {
    "1 - z": (lambda z, w: 1 - z, "r = 1 - z", lambda z, w: 1 - z),
    "-z": (lambda z, w: -z, "r = -z", lambda z, w: -z),
    "2 z": (lambda z, w: 2 * z, r"r = 2\,z", lambda z, w: 2 * z),
    "z 2 / w": (lambda z, w: z * 2 / w, r"r = 2\,z / w", lambda z, w: 2 * z / w),
    "z²": (lambda z, w: z**2, "r = z^2", lambda z, w: z * z),
    "1 / w": (lambda z, w: 1 / w, "r = 1 / w", lambda z, w: 1 / w),
    "w - (z - w)": (lambda z, w: w - (z - w), "r = w - (z - w)", lambda z, w: 2 * w - z),
    "exp(z / 2)": (lambda z, w: exp(z / 2), r"r = \exp(z / 2)", lambda z, w: np.exp(z / 2)),
    "relu(1 - z)": (lambda z, w: relu(1 - z), r"r = \max(0, 1 - z)",
                    lambda z, w: np.maximum(1 - z, 0)),
    "half": (lambda z, w: (exp(z) + w**2 - 1 - z) / 2, r"r = (\exp(z) + w^2 - 1 - z) / 2",
             lambda z, w: (np.exp(z) + w * w - 1 - z) / 2),
    "square of a sum": (lambda z, w: (z + w) ** 2, "r = (z + w)^2", lambda z, w: (z + w) ** 2),
    "minus minus": (lambda z, w: z - -w, "r = z - (-w)", lambda z, w: z + w),
}  # fmt: skip


@pytest.mark.parametrize("name", EQUATIONS)
def test_an_open_calculation_is_one_operation_with_every_reading(name):
    call, equation, right = EQUATIONS[name]
    z, w = matrix("z", Z), matrix("w", 3.0)
    r = call(z, w).named("r", Role.NUMBER)
    assert r.equation == equation
    np.testing.assert_allclose(r.values, np.broadcast_to(right(z.values, w.values), r.shape))
    assert {m.name for m in r.operands} <= {"z", "w"}
    scope = {"np": np, "z": z.values, "w": w.values}
    exec(r.numpy, scope)
    np.testing.assert_allclose(np.broadcast_to(scope["r"], r.shape), r.values)
    assert "z" in r.words or "w" in r.words


def test_on_a_line_the_signs_stand_between_the_operands():
    r, g, v, w = (matrix(letter, Z) for letter in "rgvw")
    error = (r + g * v - w).named("e", Role.ERROR)
    assert error.operands == (r, g, v, w)
    assert error.made.op.signs == ("+", "·", "−")
    assert error.worked(0, 1).tex == r"-2.0 + (-2.0) \cdot (-2.0) - (-2.0)"


def test_a_rounded_calculation_is_named_before_it_goes_on():
    m = matrix("m", Z)
    with pytest.raises(ValueError, match="name the result of times, to 1 decimal first"):
        PENCIL("times", m, m) + m


def test_a_rule_by_hand_stays_a_rule_by_hand():
    m = matrix("m", Z)
    assert power_of_three(m - 1).named("r", Role.SCORE).equation == r"r \approx 3^{m - 1}"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda m: ln(m - 1), "ln: every number of m − 1 needs to be positive"),
        (lambda m: m / (m - m), r"divide: m − m holds a zero \(m is 2×2, m − m is 2×2\)"),
        (lambda m: exp(1000 * m), r"row 1, column 1 .* e to the power of 1000 is larger"),
        (lambda m: (m + m) @ m, "matmul: name the result of add first"),
    ],
)
def test_what_does_not_fit_is_refused_where_it_is_written(call, said):
    with pytest.raises(ValueError, match=said):
        call(matrix("m", Z))


def test_what_an_open_calculation_is_made_of_is_met_once():
    m: Matrix = matrix("m", Z)
    assert (m * (1 - m)).named("r", Role.NUMBER).operands == (m,)
