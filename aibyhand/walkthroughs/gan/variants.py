"""A step of gradient descent for each of the two networks."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import backwards, beside, columns_of, cross_entropy, sigmoid, sum_columns
from aibyhand.walk import Step
from aibyhand.walk.learning import behind_relu, gradient, learned, once_more, with_ones
from aibyhand.walkthroughs.gan.steps import generate, hope_of, judge, wishes_of


def _total(Z: Matrix, label: Matrix, name: str, tex: str) -> tuple[Matrix, Matrix]:
    """Compute the cross-entropy of every sample, and their sum."""
    each = cross_entropy(Z, label).named(f"l{name}", Role.ERROR, rf"\ell_{tex}")
    return each, sum_columns(each.T).named(f"L{name}", Role.ERROR, f"L_{tex}")


def discriminator_step(
    N: Matrix, X: Matrix, G1: Matrix, g1: Matrix, G2: Matrix, g2: Matrix, D1: Matrix, d1: Matrix,
    D2: Matrix, d2: Matrix, fake_label: Matrix, real_label: Matrix, eta: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """One step of gradient descent for the discriminator, fake and real samples side by side."""
    U1, H, U2, F = generate(N, G1, g1, G2, g2)
    B = beside(F, X).named("B", Role.INPUT)
    yield Step("Given", "Set fake and real side by side.", (N, X, U1, H, U2, F, B))
    U, Hb, Z = judge(B, "b", D1, d1, D2, d2)
    count = F.shape[1]
    Zf = columns_of(Z, 1, count).named("Zf", Role.OUTPUT)
    Zx = columns_of(Z, count + 1, Z.shape[1]).named("Zx", Role.OUTPUT)
    lf, Lf = _total(Zf, fake_label, "f", "f")
    lx, Lx = _total(Zx, real_label, "x", "x")
    before = (Lf + Lx).named("LD", Role.ERROR, "L_D")
    yield Step("Before", "Add up the losses.", (U, Hb, Z, Zf, Zx, lf, lx, Lf, Lx, before))

    Yf, Yx = (sigmoid(z).named(f"Y{z.name[1]}", Role.PROBABILITY) for z in (Zf, Zx))
    wishes = wishes_of(Yf, Yx, Zf, Zx, fake_label, real_label)
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
    U1, H, U2, F = generate(N, G1, g1, G2, g2)
    yield Step("Given", "Generate.", (N, U1, H, U2, F))
    Uf, Hf, Zf = judge(F, "f", D1, d1, D2, d2)
    each, before = _total(Zf, real_label, "G", "G")
    yield Step("Before", "Add up the losses.", (Uf, Hf, Zf, each, before))

    Yf = sigmoid(Zf).named("Yf", Role.PROBABILITY)
    dZ = hope_of(Yf, Zf, real_label)
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
