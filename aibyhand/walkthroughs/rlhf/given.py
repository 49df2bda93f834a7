"""What the source gives RLHF, a second set of ours, and other pairs and biases."""

from aibyhand.core import Axis, Role, given
from aibyhand.walk import Follows

VOCABULARY = ("him", "her", "them", "is", "doc", "CEO", "[S]")
WORDS = Axis("word", "word {n}", first=0, words=VOCABULARY)

# fmt: off
GIVEN = (
    given(
        "E", [[0, 1, 1, 1, 1, 0, -1], [1, 0, 0, 1, 1, 1, -1], [0, 1, 0, 1, 0, 1, -1]],
        Role.FROZEN_WEIGHT, columns=WORDS, sizes="features × words"
    ),
    # doc is them, as word numbers from 0
    given("win", [[4, 3, 2]], Role.INPUT, "n_w", sizes="1 × words that win", among="words"),
    # doc is him
    given("lose", [[4, 3, 0]], Role.INPUT, "n_l", sizes="1 × words that lose", among="words"),
    given(
        "Wr", [[1, 0, 1], [0, 1, 0], [1, 0, -1], [1, 1, 0]], Role.WEIGHT,
        sizes="judging units × features"
    ),
    given("br", [[0], [0], [0], [0]], Role.BIAS, sizes="judging units × 1"),
    given("wo", [[3, 3, 3, -3]], Role.WEIGHT, sizes="1 × judging units"),
    given("bo", -1, Role.BIAS),
    given("target", 1, Role.TARGET, "t"),
    # [S] CEO is
    given("prompt", [[6, 5, 3]], Role.INPUT, "n_p", sizes="1 × words of the prompt", among="words"),
    # from position × to position
    given(
        "A", [[5, 1, 0], [0, 4, 1], [0, 0, 4]], Role.ATTENTION,
        sizes="words of the prompt × words of the prompt"
    ),
    given("Wf", [[1, 0, -1], [-1, 1, 0]], Role.WEIGHT, sizes="units × features"),
    given("bf", [[2], [0]], Role.BIAS, sizes="units × 1"),
    given(
        "Wv", [[1, 1], [0, 1], [1, 0], [-1, 1], [2, 0], [2, 0]], Role.WEIGHT, rows=WORDS,
        sizes="spoken words × units"
    ),
    given("bv", [[0], [0], [0], [1], [-2], [-1]], Role.BIAS, rows=WORDS, sizes="spoken words × 1"),
    given("eta", 0.1, Role.NUMBER, r"\eta"),
    given("beta", 0.2, Role.NUMBER, r"\beta"),
    given(
        "bv_new", [[-1.0], [0.0], [0.5], [1.0], [-2.0], [-1.0]], Role.BIAS, r"b_v'", rows=WORDS,
        sizes="spoken words × 1"
    ),
    # Words that are looked up in E, unless their columns are given.
    Follows(given("X_win", [[0], [0], [0]], Role.INPUT, "X_w", sizes="features × columns of X_w")),
    Follows(
        given("X_lose", [[0], [0], [0]], Role.INPUT, "X_l", sizes="features × columns of X_l")
    ),
    Follows(
        given(
            "X_prompt", [[0], [0], [0]], Role.INPUT, "X_p", sizes="features × words of the prompt"
        )
    ),
    Follows(
        given("X_gen", [[0], [0], [0]], Role.INPUT, "X_g", sizes="features × columns of X_g")
    ),
)
SECOND = (
    ("E", [[1, -1, 2, 0, 1], [2, 1, -1, 1, 0], [-1, 0, 1, 2, 1], [0, 2, 1, -1, -2]]),
    ("win", [[1, 4]]), ("lose", [[0, 2, 3]]), ("Wr", [[1, -1, 2, 0], [-1, 1, 0, 1], [2, 0, -1, 1]]),
    ("br", [[0.5], [-0.75], [0.25]]), ("wo", [[1, -0.5, 0.75]]), ("bo", 0.5), ("target", 0.9),
    ("prompt", [[4, 1, 3, 0]]),
    ("A", [[0.5, 1, 0.25, 0], [0, 0.75, 1, 0.5], [0, 0, 0.5, 1], [0, 0, 0, 0.25]]),
    ("Wf", [[1, -1, 0, 1], [0, 1, 2, -1], [-1, 0, 1, 1]]), ("bf", [[0.5], [-0.25], [1]]),
    ("Wv", [[1, 0, -1], [-1, 1, 0.5], [0.5, -1, 2], [1, 1, -1]]),
    ("bv", [[0.5], [-0.5], [0.25], [-1]]),
)
# fmt: on

THEM = given(
    "win", [[5, 3, 2]], Role.INPUT, "n_w", sizes="1 × words that win", among="words"
)  # CEO is them
HER = given(
    "lose", [[5, 3, 1]], Role.INPUT, "n_l", sizes="1 × words that lose", among="words"
)  # CEO is her
OVERDONE = given(
    "bv_new",
    [[0], [0], [6], [1], [-2], [-1]],
    Role.BIAS,
    r"b_v'",
    rows=WORDS,
    sizes="spoken words × 1",
)
