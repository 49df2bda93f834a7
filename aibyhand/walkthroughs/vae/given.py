"""The given matrices of the variational autoencoder: ours, as nobody has published any."""

from aibyhand.core import Role, given

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
SECOND = (  # 5 features, 4 hidden units, 2 latent values, 6 hidden units, 3 samples
    ("X", [[-1, -1, 2], [1, -1, 2], [-2, 3, -1], [1, 1, 0], [0, 1, -1]]),
    ("W1", [[1, 0, 1, -1, 2], [-1, 0, -1, 1, 1], [0, -1, 1, 0, -1], [-2, 2, 0, 0, -2]]),
    ("b1", [[-2], [-1], [-2], [-1]]), ("Wm", [[-1, 2, 2, -1], [1, 1, 1, -1]]), ("bm", [[-2], [-1]]),
    ("Ws", [[-1, -1, 0.5, 1], [0.5, 0, 0, 0]]), ("bs", [[1], [2]]),
    ("eps", [[1, 1.5, 0.5], [-0.5, 0.5, 1.5]]),
    ("W2", [[-2, 0], [0, -1], [1, -1], [0, -2], [2, 1], [1, 0]]),
    ("b2", [[-1], [2], [1], [-1], [-1], [1]]),
    ("W3", [[0, 0, -1, 1, 1, 0], [-1, -1, 0, 1, 0, 0], [-1, -1, -1, 1, 1, 1], [1, 0, 1, -1, -1, 1],
      [-1, 0, 1, -1, 1, 1]]),
    ("b3", [[1], [1], [2], [-2], [1]]),
)
# fmt: on
