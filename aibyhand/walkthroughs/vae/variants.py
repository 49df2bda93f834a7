"""A step of training, the spread from a log-variance, and samples made of noise alone."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import backwards, exp, log_variance_of, mask, sum_columns, take
from aibyhand.walk import Step
from aibyhand.walk.learning import behind_relu, gradient, learned, once_more, with_ones
from aibyhand.walkthroughs.vae.steps import decode, hidden, mean_and_spread, steps


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
    Z1, H = hidden(X, W1, b1)
    mu, Zs, sd = mean_and_spread(H, Wm, bm, Ws, bs)
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
    yield Step("Decoder", "Decode them.", decode(z, W2, b2, W3, b3))
