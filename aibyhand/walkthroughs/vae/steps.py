"""The variational autoencoder: encode to a mean and a spread, draw, decode, and compare."""

from collections.abc import Iterator

import numpy as np

from aibyhand.core import Matrix, Role, given
from aibyhand.ops import difference, kl_to_standard_normal, linear, relu, sum_columns, take
from aibyhand.walk import Step
from aibyhand.walk.learning import gradient
from aibyhand.walkthroughs.vae.pictures import bell, clouds, divergences


def steps(
    X: Matrix, W1: Matrix, b1: Matrix, Wm: Matrix, bm: Matrix, Ws: Matrix, bs: Matrix, eps: Matrix,
    W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Encode to a mean and a spread, draw, decode, and compare; columns are samples throughout."""
    yield Step("Given", "Write every sample in a column of its own.", (X,), part="Forward")
    Z1, H = hidden(X, W1, b1)
    yield Step("Encoder", "Multiply by the first weights, add the bias, take the ReLU.", (Z1, H))
    mu, Zs, sd = mean_and_spread(H, Wm, bm, Ws, bs)
    does = "Make two things of the same hidden layer: a mean, and a spread that is not negative."
    yield Step("Mean and spread", does, (mu, Zs, sd), clouds("The samples as clouds", mu, sd))
    does = "Draw one number of noise for every latent value of every sample."
    yield Step("Noise", does, (eps,), (bell(eps),))
    n, z = draw(mu, sd, eps)
    does = "Stretch the noise to the spread, and add it to the mean."
    yield Step("Reparameterise", does, (n, z), clouds("Points drawn from them", mu, sd, z))
    Z2, D, Y = decode(z, W2, b2, W3, b3)
    does = "Widen the latent values to the size of the input; the ReLU is in the middle only."
    yield Step("Decoder", does, (Z2, D, Y))

    E, S, r = missed(Y, X)
    dY = gradient(2 * E, Y)
    does = "Take the input from the output; add up the squares, and double the errors."
    yield Step("Reconstruction and its gradient", does, (E, S, r, dY), part="Loss")
    KL = kl_to_standard_normal(mu, sd).named("KL", Role.ERROR, "K")
    dmu = take(mu).named("dmu", Role.GRADIENT, r"\mathrm{d}_{K}\mu", of=mu)
    dsd = (sd - 1 / sd).named("dsd", Role.GRADIENT, r"\mathrm{d}_{K}\sigma", of=sd)
    does = "Say how far every latent value is from N(0, 1), and how that changes with both."
    means = np.linspace(min(-3.0, mu.values.min()), max(3.0, mu.values.max()), 121)
    spreads = np.linspace(0.05, max(3.0, sd.values.max()), 161)
    m, s = given("m", means, Role.MEAN), given("s", spreads, Role.SPREAD)
    over_mean = divergences(mu, sd, KL, m, lambda spread: kl_to_standard_normal(m, spread))
    over_spread = divergences(sd, mu, KL, s, lambda mean: kl_to_standard_normal(mean, s))
    drawn = (over_mean, over_spread)
    yield Step("KL divergence and its gradients", does, (KL, dmu, dsd), drawn)


def hidden(X: Matrix, W1: Matrix, b1: Matrix) -> tuple[Matrix, Matrix]:
    Z1 = linear(W1, X, b1).named("Z1", Role.LINEAR)
    return Z1, relu(Z1).named("H", Role.HIDDEN)


def mean_and_spread(
    H: Matrix, Wm: Matrix, bm: Matrix, Ws: Matrix, bs: Matrix
) -> tuple[Matrix, Matrix, Matrix]:
    mu = linear(Wm, H, bm).named("mu", Role.MEAN, r"\mu")
    Zs = linear(Ws, H, bs).named("Zs", Role.LINEAR, r"Z_{\sigma}")
    return mu, Zs, relu(Zs).named("sd", Role.SPREAD, r"\sigma")


def draw(mu: Matrix, sd: Matrix, eps: Matrix) -> tuple[Matrix, Matrix]:
    n = (sd * eps).named("n", Role.NOISE)
    return n, (mu + n).named("z", Role.LATENT)


def decode(
    z: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix
) -> tuple[Matrix, Matrix, Matrix]:
    Z2 = linear(W2, z, b2).named("Z2", Role.LINEAR)
    D = relu(Z2).named("D", Role.HIDDEN_2)
    return Z2, D, linear(W3, D, b3).named("Y", Role.OUTPUT)


def missed(Y: Matrix, X: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """The errors, their squares, and the sum of those for each sample."""
    E = difference(Y, X).named("E", Role.ERROR)
    S = (E * E).named("S", Role.ERROR)
    return E, S, sum_columns(S).named("r", Role.ERROR)
