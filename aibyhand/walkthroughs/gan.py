"""Generative adversarial network: a forger learns from a detective, and the other way round."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core.matrix import Matrix, given
from aibyhand.core.role import Role
from aibyhand.ops import (
    backwards,
    beside,
    columns_of,
    cross_entropy,
    linear,
    relu,
    sigmoid,
    sum_columns,
)
from aibyhand.walk import EXACT, PENCIL, Claim, Lane, Step, Trace, Walkthrough, WrongTurn
from aibyhand.walk.learning import behind_relu, gradient, learned, once_more, with_ones

# fmt: off
GIVEN = (
    given("N", [[1, 1, 0, 1], [1, 0, 1, -1]], Role.NOISE, sizes="noise numbers × fakes"),
    given(
        "X", [[2, 3, 3, 4], [1, 1, 1, 1], [2, 3, 4, 3], [1, 1, 1, 1]], Role.INPUT,
        sizes="features × real samples"
    ),
    given("G1", [[1, 1], [0, 1], [-1, 1]], Role.WEIGHT, sizes="generator units × noise numbers"),
    given("g1", [[0], [2], [0]], Role.BIAS, sizes="generator units × 1"),
    given(
        "G2", [[-1, 1, 0], [1, 0, 1], [0, 1, 1], [0, 0, 1]], Role.WEIGHT,
        sizes="features × generator units"
    ),
    given("g2", [[0], [0], [0], [1]], Role.BIAS, sizes="features × 1"),
    given(
        "D1", [[1, 0, 0, -1], [0, 1, 1, 0], [0, 0, 1, -1]], Role.WEIGHT,
        sizes="discriminator units × features"
    ),
    given("d1", [[0], [0], [1]], Role.BIAS, sizes="discriminator units × 1"),
    given("D2", [[1, 1, -1]], Role.WEIGHT, sizes="1 × discriminator units"),
    given("d2", [[-1]], Role.BIAS, sizes="1 × 1"),
    given("fake_label", 0, Role.TARGET, "t_f"),
    given("real_label", 1, Role.TARGET, "t_x"),
    given("eta", 0.01, Role.NUMBER, r"\eta"),
)
# fmt: on


def steps(
    N: Matrix, X: Matrix, G1: Matrix, g1: Matrix, G2: Matrix, g2: Matrix, D1: Matrix, d1: Matrix,
    D2: Matrix, d2: Matrix, fake_label: Matrix, real_label: Matrix, lane: Lane = EXACT,
) -> Iterator[Step]:  # fmt: skip
    """Noise to fake data, fake and real data to a verdict, verdicts to gradients."""
    yield Step("Given", "Write down the noise and the real data, a sample in each column.", (N, X))
    U1, H, U2, F = _generated(N, G1, g1, G2, g2)
    yield Step("Generator, first layer", "Multiply the noise, add the bias, apply ReLU.", (U1, H))
    yield Step("Generator, second layer", "Do it again: these are the fake data.", (U2, F))

    fake, real = _judged(F, "f", D1, d1, D2, d2), _judged(X, "x", D1, d1, D2, d2)
    does = "Show the fake and the real data to the same weights."
    yield Step("Discriminator, first layer", does, (*fake[:2], *real[:2]))
    Zf, Zx = fake[2], real[2]
    does = "Make one number of every column, without a ReLU."
    yield Step("Discriminator, second layer", does, (Zf, Zx))

    end, over = ("_1", r"\tilde{{Y}}_{0}") if lane.by_hand else ("", "Y_{0}")
    Yf = lane("sigmoid", Zf).named(f"Yf{end}", Role.PROBABILITY, over.format("f"))
    Yx = lane("sigmoid", Zx).named(f"Yx{end}", Role.PROBABILITY, over.format("x"))
    yield Step("Verdict", "Squeeze every number to the probability of being real.", (Yf, Yx))

    dZ = _wishes(Yf, Yx, Zf, Zx, fake_label, real_label)
    does = "Subtract the true labels: 0 for fake, 1 for real."
    yield Step("Train the discriminator", does, dZ)
    does = "Subtract the label that the generator hopes for: 1."
    yield Step("Train the generator", does, (_hope(Yf, Zf, real_label),))


def _generated(
    N: Matrix, G1: Matrix, g1: Matrix, G2: Matrix, g2: Matrix
) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Two layers, each with a ReLU."""
    U1 = linear(G1, N, g1).named("U1", Role.LINEAR)
    H = relu(U1).named("H", Role.HIDDEN)
    U2 = linear(G2, H, g2).named("U2", Role.LINEAR)
    return U1, H, U2, relu(U2).named("F", Role.PREDICTION)


def _judged(
    data: Matrix, k: str, D1: Matrix, d1: Matrix, D2: Matrix, d2: Matrix
) -> tuple[Matrix, Matrix, Matrix]:
    """A layer with a ReLU and one without; ``k`` says whether it looks at fakes or at real data."""
    U = linear(D1, data, d1).named(f"U{k}", Role.LINEAR)
    H = relu(U).named(f"H{k}", Role.HIDDEN_2)
    return U, H, linear(D2, H, d2).named(f"Z{k}", Role.OUTPUT)


def _wishes(
    Yf: Matrix, Yx: Matrix, Zf: Matrix, Zx: Matrix, fake_label: Matrix, real_label: Matrix
) -> tuple[Matrix, Matrix]:
    dZf, dZx = Yf - fake_label, Yx - real_label
    return (
        dZf.named("dD_fake", Role.GRADIENT, r"\mathrm{d}Z_f", of=Zf),
        dZx.named("dD_real", Role.GRADIENT, r"\mathrm{d}Z_x", of=Zx),
    )


def _hope(Yf: Matrix, Zf: Matrix, real_label: Matrix) -> Matrix:
    return (Yf - real_label).named("dG", Role.GRADIENT, r"\mathrm{d}_{G}Z_f", of=Zf)


def _total(Z: Matrix, label: Matrix, name: str, tex: str) -> tuple[Matrix, Matrix]:
    """Compute the cross-entropy of every sample, and their sum."""
    each = cross_entropy(Z, label).named(f"l{name}", Role.ERROR, rf"\ell_{tex}")
    return each, sum_columns(each.T).named(f"L{name}", Role.ERROR, f"L_{tex}")


def discriminator_step(
    N: Matrix, X: Matrix, G1: Matrix, g1: Matrix, G2: Matrix, g2: Matrix, D1: Matrix, d1: Matrix,
    D2: Matrix, d2: Matrix, fake_label: Matrix, real_label: Matrix, eta: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """One step of gradient descent for the discriminator, fake and real samples side by side."""
    U1, H, U2, F = _generated(N, G1, g1, G2, g2)
    B = beside(F, X).named("B", Role.INPUT)
    yield Step("Given", "Set fake and real side by side.", (N, X, U1, H, U2, F, B))
    U, Hb, Z = _judged(B, "b", D1, d1, D2, d2)
    count = F.shape[1]
    Zf = columns_of(Z, 1, count).named("Zf", Role.OUTPUT)
    Zx = columns_of(Z, count + 1, Z.shape[1]).named("Zx", Role.OUTPUT)
    lf, Lf = _total(Zf, fake_label, "f", "f")
    lx, Lx = _total(Zx, real_label, "x", "x")
    before = (Lf + Lx).named("LD", Role.ERROR, "L_D")
    yield Step("Before", "Add up the losses.", (U, Hb, Z, Zf, Zx, lf, lx, Lf, Lx, before))

    Yf, Yx = (sigmoid(z).named(f"Y{z.name[1]}", Role.PROBABILITY) for z in (Zf, Zx))
    wishes = _wishes(Yf, Yx, Zf, Zx, fake_label, real_label)
    dZ = gradient(beside(*wishes), Z)
    back = learned(dZ, with_ones(Hb), D2, d2, eta, letter="E")
    yield Step("Second layer", "Learn from the verdict.", (Yf, Yx, *wishes, dZ, *back))
    dH, dU = behind_relu(backwards(D2, dZ), Hb, U)
    first = learned(dU, with_ones(B), D1, d1, eta, letter="E")
    yield Step("First layer", "Carry it back, and learn again.", (dH, dU, *first))

    again = once_more((U, Hb, Z, Zf, Zx, lf, lx, Lf, Lx, before), (*first.new, *back.new))
    yield Step("After", "Judge again.", again)


def generator_step(
    N: Matrix, G1: Matrix, g1: Matrix, G2: Matrix, g2: Matrix, D1: Matrix, d1: Matrix, D2: Matrix,
    d2: Matrix, real_label: Matrix, eta: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """One step of gradient descent for the generator, through a discriminator that stays."""
    U1, H, U2, F = _generated(N, G1, g1, G2, g2)
    yield Step("Given", "Generate.", (N, U1, H, U2, F))
    Uf, Hf, Zf = _judged(F, "f", D1, d1, D2, d2)
    each, before = _total(Zf, real_label, "G", "G")
    yield Step("Before", "Add up the losses.", (Uf, Hf, Zf, each, before))

    Yf = sigmoid(Zf).named("Yf", Role.PROBABILITY)
    dZ = _hope(Yf, Zf, real_label)
    dHf, dUf = behind_relu(backwards(D2, dZ), Hf, Uf)
    dF, dU2 = behind_relu(backwards(D1, dUf), F, U2)
    yield Step("Through", "Carry the gradient through.", (Yf, dZ, dHf, dUf, dF))
    second = learned(dU2, with_ones(H), G2, g2, eta, letter="E")
    yield Step("Second layer", "Learn from it.", (dU2, *second))
    dH, dU1 = behind_relu(backwards(G2, dU2), H, U1)
    first = learned(dU1, with_ones(N), G1, g1, eta, letter="E")
    yield Step("First layer", "Learn from it.", (dH, dU1, *first))

    forward = (U1, H, U2, F, Uf, Hf, Zf, each, before)
    again = once_more(forward, (*first.new, *second.new))
    yield Step("After", "Generate and judge again.", again)


def _verdicts(trace: Trace) -> tuple[Matrix, Matrix]:
    """Take the two verdicts, in whatever lane."""
    end = "_1" if trace.lane.by_hand else ""
    return trace[f"Yf{end}"], trace[f"Yx{end}"]


def _opposed(trace: Trace) -> bool:
    """What the generator wants of a fake is what the discriminator wants, minus one."""
    gap = trace["real_label"].values - trace["fake_label"].values
    return np.allclose(trace["dD_fake"].values - trace["dG"].values, gap)


walkthrough = Walkthrough(
    slug="gan",
    title="Generative adversarial network (GAN)",
    question="How do two networks that compete teach each other?",
    given=GIVEN,
    steps=steps,
    part="generative",
    minutes=25,
    after=("backpropagation",),
    pencil="Round the sigmoid to one decimal; the gradients follow from the rounded numbers.",
    variants=(("discriminator", discriminator_step), ("generator", generator_step)),
    second=(
        ("N", [[2, -1, 1], [1, 1, -2]]),  # 2 numbers × 3 samples
        ("X", [[3, 1, 2, 0, 1], [1, 2, 0, 1, -2], [2, -1, 1, 3, 1]]),  # 3 numbers × 5 samples
        ("G1", [[1, 2], [-1, 1], [2, -1], [1, -1]]),
        ("g1", [[0.5], [-1], [0.25], [0.5]]),
        ("G2", [[0.5, -1, 0.25, 1], [-0.5, 0.5, 0.25, -1], [0.25, 0.5, -0.5, 0.5]]),
        ("g2", [[0.3], [0.6], [-0.2]]),
        ("D1", [[1, -0.5, 0.5], [-1, 1, 0.5]]),
        ("d1", [[-0.4], [0.7]]),
        ("D2", [[0.8, -0.6]]),
        ("d2", [[0.3]]),
        ("fake_label", 0.1),
        ("real_label", 0.9),
    ),
    claims=(
        Claim(
            "Fake and real go through the same discriminator, and every verdict is a probability.",
            lambda t: all(bool(((y.values >= 0) & (y.values <= 1)).all()) for y in _verdicts(t)),
        ),
        Claim(
            "On fake data the two gradients differ by exactly 1, the gap between the two labels.",
            _opposed,
        ),
        Claim(
            "The discriminator's gradient is never negative on fake and never positive on real "
            "data: the first should score less, the second more.",
            lambda t: bool((t["dD_fake"].values >= 0).all() and (t["dD_real"].values <= 0).all()),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "A ReLU before the sigmoid",
            "A ReLU turns every negative number into zero, and the sigmoid of zero is one half: "
            "the discriminator could never say that something is rather fake.",
            lambda t: PENCIL("sigmoid", relu(t["Zf"]).named("R", Role.HIDDEN)).named(
                "wrong", Role.PROBABILITY, "Y_f'"
            ),
            "Yf_1",
        ),
        WrongTurn(
            "The wrong label for the generator",
            "With the label of a fake, the generator learns to make its forgeries easier to spot.",
            lambda t: (t["Yf_1"] - t["fake_label"]).named("wrong", Role.GRADIENT, "W"),
            "dG",
        ),
    ),
)
