"""Variational autoencoder: encode every sample as a cloud, draw a point from it, and decode that.

The numbers are ours: nobody has published any for this exercise.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from aibyhand.core.matrix import Matrix, given
from aibyhand.core.numbers import Array, number
from aibyhand.core.role import Role
from aibyhand.ops import (
    backwards,
    difference,
    entry,
    exp,
    kl_to_standard_normal,
    linear,
    log_variance_of,
    mask,
    relu,
    sum_columns,
    take,
)
from aibyhand.pictures.clouds import Clouds
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.walk import Claim, Step, Trace, Walkthrough, WrongTurn
from aibyhand.walk.learning import behind_relu, gradient, learned, once_more, with_ones

# fmt: off
GIVEN = (
    given("X", [[1, 2], [2, 0], [0, 1], [1, 1]], Role.INPUT, sizes="features × samples"),
    given(
        "W1", [[1, 0, 0, 1], [0, 1, 1, 0], [1, -1, 0, 0]], Role.WEIGHT,
        sizes="hidden units × features"
    ),
    given("b1", [[0], [0], [1]], Role.BIAS, sizes="hidden units × 1"),
    given(
        "Wm", [[1, -1, 0], [0, 1, -1]], Role.WEIGHT, r"W_{\mu}",
        sizes="latent values × hidden units"
    ),
    given("bm", [[0], [1]], Role.BIAS, r"b_{\mu}", sizes="latent values × 1"),
    given(
        "Ws", [[0, 0, 1], [0, 1, 0]], Role.WEIGHT, r"W_{\sigma}",
        sizes="latent values × hidden units"
    ),
    given("bs", [[1], [0]], Role.BIAS, r"b_{\sigma}", sizes="latent values × 1"),
    # as if drawn from N(0, 1)
    given("eps", [[1, 0], [-1, 2]], Role.NOISE, r"\varepsilon", sizes="latent values × samples"),
    given("W2", [[1, 0], [0, 1], [1, -1]], Role.WEIGHT, sizes="decoder units × latent values"),
    given("b2", [[0], [0], [0]], Role.BIAS, sizes="decoder units × 1"),
    given(
        "W3", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 1]], Role.WEIGHT,
        sizes="features × decoder units"
    ),
    given("b3", [[0], [0], [1], [-1]], Role.BIAS, sizes="features × 1"),
    given("eta", 0.01, Role.NUMBER, r"\eta"),
    given("u", [-4, -2, 0, 2, 4], Role.LINEAR, sizes="1 × numbers"),  # log-variances: any numbers
)
# fmt: on
SHOWN = 4  # curves of one picture
FARTHEST = 30  # noise on the picture of its distribution, where nothing is left of the bell


def steps(
    X: Matrix, W1: Matrix, b1: Matrix, Wm: Matrix, bm: Matrix, Ws: Matrix, bs: Matrix, eps: Matrix,
    W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Encode to a mean and a spread, draw, decode, and compare; columns are samples throughout."""
    yield Step("Given", "Write every sample in a column of its own.", (X,), part="Forward")
    Z1, H = _hidden(X, W1, b1)
    yield Step("Encoder", "Multiply by the first weights, add the bias, take the ReLU.", (Z1, H))
    mu, Zs, sd = _mean_and_spread(H, Wm, bm, Ws, bs)
    does = "Make two things of the same hidden layer: a mean, and a spread that is not negative."
    yield Step("Mean and spread", does, (mu, Zs, sd), _clouds("The samples as clouds", mu, sd))
    does = "Draw one number of noise for every latent value of every sample."
    yield Step("Noise", does, (eps,), (_bell(eps),))
    n, z = _drawn(mu, sd, eps)
    does = "Stretch the noise to the spread, and add it to the mean."
    yield Step("Reparameterise", does, (n, z), _clouds("Points drawn from them", mu, sd, z))
    Z2, D, Y = _decoded(z, W2, b2, W3, b3)
    does = "Widen the latent values to the size of the input; the ReLU is in the middle only."
    yield Step("Decoder", does, (Z2, D, Y))

    E, S, r = _missed(Y, X)
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
    over_mean = _divergences(mu, sd, KL, m, lambda spread: kl_to_standard_normal(m, spread))
    over_spread = _divergences(sd, mu, KL, s, lambda mean: kl_to_standard_normal(mean, s))
    drawn = (over_mean, over_spread)
    yield Step("KL divergence and its gradients", does, (KL, dmu, dsd), drawn)


def _hidden(X: Matrix, W1: Matrix, b1: Matrix) -> tuple[Matrix, Matrix]:
    Z1 = linear(W1, X, b1).named("Z1", Role.LINEAR)
    return Z1, relu(Z1).named("H", Role.HIDDEN)


def _mean_and_spread(
    H: Matrix, Wm: Matrix, bm: Matrix, Ws: Matrix, bs: Matrix
) -> tuple[Matrix, Matrix, Matrix]:
    mu = linear(Wm, H, bm).named("mu", Role.MEAN, r"\mu")
    Zs = linear(Ws, H, bs).named("Zs", Role.LINEAR, r"Z_{\sigma}")
    return mu, Zs, relu(Zs).named("sd", Role.SPREAD, r"\sigma")


def _drawn(mu: Matrix, sd: Matrix, eps: Matrix) -> tuple[Matrix, Matrix]:
    n = (sd * eps).named("n", Role.NOISE)
    return n, (mu + n).named("z", Role.LATENT)


def _decoded(
    z: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix
) -> tuple[Matrix, Matrix, Matrix]:
    Z2 = linear(W2, z, b2).named("Z2", Role.LINEAR)
    D = relu(Z2).named("D", Role.HIDDEN_2)
    return Z2, D, linear(W3, D, b3).named("Y", Role.OUTPUT)


def _missed(Y: Matrix, X: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """The errors, their squares, and the sum of those for each sample."""
    E = difference(Y, X).named("E", Role.ERROR)
    S = (E * E).named("S", Role.ERROR)
    return E, S, sum_columns(S).named("r", Role.ERROR)


def _loss(r: Matrix, KL: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """The divergence of each sample, the loss of each sample, and the loss."""
    k = sum_columns(KL).named("k", Role.ERROR)
    j = (r + k).named("j", Role.ERROR)
    return k, j, sum_columns(j.T).named("L", Role.ERROR)


def training(
    X: Matrix, W1: Matrix, b1: Matrix, Wm: Matrix, bm: Matrix, Ws: Matrix, bs: Matrix, eps: Matrix,
    W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix, eta: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Go on: one loss, back through the drawn point, an update, and forward with the same noise."""
    forward = list(steps(X, W1, b1, Wm, bm, Ws, bs, eps, W2, b2, W3, b3))
    yield from forward
    f = {matrix.name: matrix for step in forward for matrix in step.shows}
    loss = _loss(f["r"], f["KL"])
    yield Step("One loss", "Add up what was missed and how far it is.", loss)

    back3 = learned(f["dY"], with_ones(f["D"]), W3, b3, eta, accent="tilde")
    dD, dZ2 = behind_relu(backwards(W3, f["dY"]), f["D"], f["Z2"])
    back2 = learned(dZ2, with_ones(f["z"]), W2, b2, eta, accent="tilde")
    does = "Carry the gradient of the output back through the decoder."
    yield Step("Back through the decoder", does, (*back3, dD, dZ2, *back2))

    dz = gradient(backwards(W2, dZ2), f["z"])
    mu_total = (dz + f["dmu"]).named("dmu_total", Role.GRADIENT, r"\mathrm{d}\mu", of=f["mu"])
    through = (dz * eps).named("dz_eps", Role.GRADIENT, r"\mathrm{d}_{z}\sigma", of=f["sd"])
    sd_total = (through + f["dsd"]).named(
        "dsd_total", Role.GRADIENT, r"\mathrm{d}\sigma", of=f["sd"]
    )
    dZs = gradient(mask(sd_total, f["Zs"]), f["Zs"])
    does = "Hand it to the mean as it is and to the spread times the noise; add the divergence's."
    yield Step("Back through the noise", does, (dz, mu_total, through, sd_total, dZs))

    H_1 = with_ones(f["H"])
    backm, backs = (
        learned(mu_total, H_1, Wm, bm, eta, accent="tilde"),
        learned(dZs, H_1, Ws, bs, eta, accent="tilde"),
    )
    am = backwards(Wm, mu_total).named("dH_mu", Role.GRADIENT, r"\mathrm{d}_{\mu}H", of=f["H"])
    as_ = backwards(Ws, dZs).named("dH_sd", Role.GRADIENT, r"\mathrm{d}_{\sigma}H", of=f["H"])
    dH, dZ1 = behind_relu(am + as_, f["H"], f["Z1"])
    back1 = learned(dZ1, with_ones(X), W1, b1, eta, accent="tilde")
    does = "Add up what both layers hand back, and carry it through the encoder."
    yield Step("Back through the encoder", does, (*backm, *backs, am, as_, dH, dZ1, *back1))

    names = ("Z1", "H", "mu", "Zs", "sd", "n", "z", "Z2", "D", "Y", "E", "S", "r", "KL")
    results = [*(f[name] for name in names), *loss]
    new = (*back1.new, *backm.new, *backs.new, *back2.new, *back3.new)
    shown = once_more(results, new, "tilde")
    yield Step("Forward again", "Run it with the new weights and the same noise.", shown)


def log_variance(
    X: Matrix, W1: Matrix, b1: Matrix, Wm: Matrix, bm: Matrix, Ws: Matrix, bs: Matrix, u: Matrix
) -> Iterator[Step]:
    """The same spreads and divergences from v = ln σ², which may be any number."""
    Z1, H = _hidden(X, W1, b1)
    mu, Zs, sd = _mean_and_spread(H, Wm, bm, Ws, bs)
    dsd = (sd - 1 / sd).named("dsd", Role.GRADIENT, r"\mathrm{d}_{K}\sigma", of=sd)
    yield Step("Given", "Encode as before.", (X, Z1, H, mu, Zs, sd, dsd))
    v = log_variance_of(sd).named("v", Role.LINEAR)
    s = exp(v / 2).named("s", Role.SPREAD)
    yield Step("Log-variance", "Take the logarithm of the squared spread, and go back.", (v, s))
    KL = ((exp(v) + mu**2 - 1 - v) / 2).named("KL_v", Role.ERROR, "K_{v}")
    dv = ((exp(v) - 1) / 2).named("dv", Role.GRADIENT, r"\mathrm{d}_{K}v", of=v)
    yield Step("Divergence", "Compute the same divergence from v, and its slope.", (KL, dv))
    any_spread = exp(u / 2).named("s_u", Role.SPREAD, "s_{u}")
    yield Step("Any number", "Make a spread of any number.", (u, any_spread))


def generate(eps: Matrix, W2: Matrix, b2: Matrix, W3: Matrix, b3: Matrix) -> Iterator[Step]:
    """Leave the encoder out: noise is a point from N(0, 1), and the decoder makes samples of it."""
    z = take(eps).named("z", Role.LATENT)
    yield Step("Given", "Draw latent values from N(0, 1).", (eps, z))
    yield Step("Decoder", "Decode them.", _decoded(z, W2, b2, W3, b3))


def _clouds(title: str, mu: Matrix, sd: Matrix, z: Matrix | None = None) -> tuple[Clouds, ...]:
    """The samples in the plane of their latent values, if there are two of these."""
    if mu.shape[0] != 2:
        return ()
    labels = tuple(f"sample {j + 1}" for j in range(mu.shape[1]))
    return (Clouds(title, mu, sd, labels, ("first latent value", "second latent value"), z),)


def _density(over: Matrix, cells: Any = ...) -> Points:
    """How dense the numbers of N(0, 1) lie."""
    density = exp(-(over**2) / 2) / (2 * np.pi) ** 0.5
    return Points(over, density.named(f"density_{over.name}", Role.PROBABILITY), cells)


def _bell(eps: Matrix) -> Curves:
    """The standard normal distribution, with the drawn noise as dots."""
    drawn, first = np.unique(eps.values, return_index=True)
    near = np.abs(drawn) <= FARTHEST
    reach = max(3.5, float(np.abs(drawn[near]).max(initial=0)))
    around = given("around", np.linspace(-reach, reach, 141), Role.NOISE)
    dots = _density(eps, np.unravel_index(first[near], eps.shape))
    curve = Curve("N(0, 1)", _density(around), dots)
    return Curves(
        "Where the noise comes from: dots are the drawn numbers",
        (curve,),
        "noise ε",
        y_label="density",
    )


def _divergences(
    over: Matrix, fixed: Matrix, KL: Matrix, x: Matrix, compute: Callable[[Matrix], Matrix]
) -> Curves:
    """The divergence over means (or spreads), a curve for each spread (or mean), ours as dots."""
    curves = []
    for k, value in enumerate(np.unique(fixed.values)[:SHOWN], 1):
        here = fixed.values == value
        i, j = np.argwhere(here)[0]
        one = entry(fixed, i + 1, j + 1).named(f"{fixed.name}_{k}", fixed.role)
        line = Points(x, compute(one).named(f"KL_{k}", Role.ERROR))
        label = f"{fixed.printed} = {number(value, one.digits)}"
        curves.append(Curve(label, line, Points(over, KL, here)))
    title = f"The KL divergence for fixed {fixed.role.word}s"
    axis = f"{over.role.word} {over.printed}"
    return Curves(title, tuple(curves), axis, y_label="divergence K")


def _standard(mean: Array, spread: Array) -> Array:
    return np.asarray((mean == 0) & (spread == 1))


def _unstretched(trace: Trace) -> Matrix:
    return (trace["mu"] + trace["eps"]).named("wrong", Role.LATENT, r"\bar{z}")


def _by_variance(trace: Trace) -> Matrix:
    variance = (trace["sd"] * trace["sd"]).named("variance", Role.SPREAD, r"\bar{s}")
    n = (variance * trace["eps"]).named("stretched", Role.NOISE, r"\bar{n}")
    return (trace["mu"] + n).named("wrong", Role.LATENT, r"\bar{z}")


walkthrough = Walkthrough(
    slug="vae",
    title="Variational autoencoder (VAE)",
    question="How does an autoencoder become a maker of new samples?",
    given=GIVEN,
    steps=steps,
    part="generative",
    minutes=30,
    after=("autoencoder",),
    variants=(("training", training), ("log_variance", log_variance), ("generate", generate)),
    second=(  # 5 features, 4 hidden units, 2 latent values, 6 hidden units, 3 samples
        ("X", [[-1, -1, 2], [1, -1, 2], [-2, 3, -1], [1, 1, 0], [0, 1, -1]]),
        ("W1", [[1, 0, 1, -1, 2], [-1, 0, -1, 1, 1], [0, -1, 1, 0, -1], [-2, 2, 0, 0, -2]]),
        ("b1", [[-2], [-1], [-2], [-1]]),
        ("Wm", [[-1, 2, 2, -1], [1, 1, 1, -1]]),
        ("bm", [[-2], [-1]]),
        ("Ws", [[-1, -1, 0.5, 1], [0.5, 0, 0, 0]]),
        ("bs", [[1], [2]]),
        ("eps", [[1, 1.5, 0.5], [-0.5, 0.5, 1.5]]),
        ("W2", [[-2, 0], [0, -1], [1, -1], [0, -2], [2, 1], [1, 0]]),
        ("b2", [[-1], [2], [1], [-1], [-1], [1]]),
        (
            "W3",
            [
                [0, 0, -1, 1, 1, 0],
                [-1, -1, 0, 1, 0, 0],
                [-1, -1, -1, 1, 1, 1],
                [1, 0, 1, -1, -1, 1],
                [-1, 0, 1, -1, 1, 1],
            ],
        ),
        ("b3", [[1], [1], [2], [-2], [1]]),
    ),
    claims=(
        Claim(
            "The noise comes back: take the mean from the drawn point, and divide by the spread.",
            lambda t: np.allclose(
                (t["z"].values - t["mu"].values) / t["sd"].values, t["eps"].values
            ),
        ),
        Claim(
            "No divergence is negative, and it is zero only for mean 0 and spread 1.",
            lambda t: bool(
                (t["KL"].values >= 0).all()
                and ((t["KL"].values == 0) == _standard(t["mu"].values, t["sd"].values)).all()
            ),
        ),
        Claim(
            "Where the divergence is zero, so are both its gradients.",
            lambda t: (
                not (np.abs(t["dmu"].values) + np.abs(t["dsd"].values))[t["KL"].values == 0].any()
            ),
        ),
    ),
    wrong_turns=(
        WrongTurn(
            "Noise that is not stretched",
            "Then every cloud has the same size, and the spread can't learn anything from the "
            "reconstruction.",
            _unstretched,
            "z",
        ),
        WrongTurn(
            "The variance in place of the spread",
            "The variance is the spread squared. The noise is stretched by the spread; a log-"
            "variance therefore has to be halved before it becomes a power of e.",
            _by_variance,
            "z",
        ),
    ),
)
