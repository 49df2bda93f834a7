"""The GAN of the source: noise to fakes, fakes and real data to verdicts, verdicts to gradients."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import linear, relu
from aibyhand.walk import EXACT, Lane, Step


def steps(
    N: Matrix, X: Matrix, G1: Matrix, g1: Matrix, G2: Matrix, g2: Matrix, D1: Matrix, d1: Matrix,
    D2: Matrix, d2: Matrix, fake_label: Matrix, real_label: Matrix, lane: Lane = EXACT,
) -> Iterator[Step]:  # fmt: skip
    """Noise to fake data, fake and real data to a verdict, verdicts to gradients."""
    yield Step("Given", "Write down the noise and the real data, a sample in each column.", (N, X))
    U1, H, U2, F = generate(N, G1, g1, G2, g2)
    yield Step("Generator, first layer", "Multiply the noise, add the bias, apply ReLU.", (U1, H))
    yield Step("Generator, second layer", "Do it again: these are the fake data.", (U2, F))

    fake, real = judge(F, "f", D1, d1, D2, d2), judge(X, "x", D1, d1, D2, d2)
    does = "Show the fake and the real data to the same weights."
    yield Step("Discriminator, first layer", does, (*fake[:2], *real[:2]))
    Zf, Zx = fake[2], real[2]
    does = "Make one number of every column, without a ReLU."
    yield Step("Discriminator, second layer", does, (Zf, Zx))

    end, over = ("_1", r"\tilde{{Y}}_{0}") if lane.by_hand else ("", "Y_{0}")
    Yf = lane("sigmoid", Zf).named(f"Yf{end}", Role.PROBABILITY, over.format("f"))
    Yx = lane("sigmoid", Zx).named(f"Yx{end}", Role.PROBABILITY, over.format("x"))
    yield Step("Verdict", "Squeeze every number to the probability of being real.", (Yf, Yx))

    dZ = wishes_of(Yf, Yx, Zf, Zx, fake_label, real_label)
    does = "Subtract the true labels: 0 for fake, 1 for real."
    yield Step("Train the discriminator", does, dZ)
    does = "Subtract the label that the generator hopes for: 1."
    yield Step("Train the generator", does, (hope_of(Yf, Zf, real_label),))


def generate(
    N: Matrix, G1: Matrix, g1: Matrix, G2: Matrix, g2: Matrix
) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Two layers, each with a ReLU."""
    U1 = linear(G1, N, g1).named("U1", Role.LINEAR)
    H = relu(U1).named("H", Role.HIDDEN)
    U2 = linear(G2, H, g2).named("U2", Role.LINEAR)
    return U1, H, U2, relu(U2).named("F", Role.PREDICTION)


def judge(
    data: Matrix, k: str, D1: Matrix, d1: Matrix, D2: Matrix, d2: Matrix
) -> tuple[Matrix, Matrix, Matrix]:
    """A layer with a ReLU and one without; ``k`` says whether it looks at fakes or at real data."""
    U = linear(D1, data, d1).named(f"U{k}", Role.LINEAR)
    H = relu(U).named(f"H{k}", Role.HIDDEN_2)
    return U, H, linear(D2, H, d2).named(f"Z{k}", Role.OUTPUT)


def wishes_of(
    Yf: Matrix, Yx: Matrix, Zf: Matrix, Zx: Matrix, fake_label: Matrix, real_label: Matrix
) -> tuple[Matrix, Matrix]:
    dZf, dZx = Yf - fake_label, Yx - real_label
    return (
        dZf.named("dD_fake", Role.GRADIENT, r"\mathrm{d}Z_f", of=Zf),
        dZx.named("dD_real", Role.GRADIENT, r"\mathrm{d}Z_x", of=Zx),
    )


def hope_of(Yf: Matrix, Zf: Matrix, real_label: Matrix) -> Matrix:
    return (Yf - real_label).named("dG", Role.GRADIENT, r"\mathrm{d}_{G}Z_f", of=Zf)
