"""Sora's diffusion transformer: all of it in plain loops, and the values that the post prints."""

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given
from loops import affine, clipped

from aibyhand import find

SORA = find("sora-dit")


def reference(given):
    """Compute every named matrix in loops, without the package."""
    g = {name: np.asarray(values, dtype=float) for name, values in given.items()}
    count, pixels = g["frames"].shape
    patches = np.array([[g["frames"][j, i] for j in range(count)] for i in range(pixels)])
    Ze = affine(g["We"], patches, g["be"])
    latent = clipped(Ze)
    size = len(latent)
    cells = [(i, j) for i in range(size) for j in range(count)]
    noised, scaled, conditioned, weighted, diff, grad, clean = (
        np.zeros((size, count)) for _ in range(7)
    )
    cond = np.array([[v] for v in [*g["t_bits"].ravel(), *g["text"].ravel()]])
    ss = affine(g["Wc"], cond, g["bc"])
    for i, j in cells:
        noised[i, j] = latent[i, j] + g["noise"][i, j]
        scaled[i, j] = ss[i, 0] * noised[i, j]
        conditioned[i, j] = scaled[i, j] + ss[size + i, 0]
    for i, j in cells:
        weighted[i, j] = sum(conditioned[i, k] * g["A"][k, j] for k in range(count))
    pred_noise = affine(g["Wf"], weighted, g["bf"])
    for i, j in cells:
        diff[i, j] = pred_noise[i, j] - g["noise"][i, j]
        grad[i, j] = 2 * (pred_noise[i, j] - g["noise"][i, j])
        clean[i, j] = noised[i, j] - pred_noise[i, j]
    Zd = affine(g["Wd"], clean, g["bd"])
    shown = clipped(Zd)
    video = np.array([[shown[i, j] for i in range(len(shown))] for j in range(count)])
    return {
        "patches": patches, "Ze": Ze, "latent": latent, "noised": noised, "cond": cond, "ss": ss,
        "scale": ss[:size], "shift": ss[size:], "scaled": scaled, "conditioned": conditioned,
        "weighted": weighted, "pred_noise": pred_noise, "diff": diff, "grad": grad,
        "clean": clean, "Zd": Zd, "pixels": shown, "video": video,
    }  # fmt: skip


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


@pytest.mark.parametrize("trace", [SORA.run(), SORA.run_second()], ids=["given", "second"])
def test_every_matrix_agrees_with_the_loops(trace):
    expected = reference(as_given(trace))

    assert expected.keys() == trace.matrices.keys() - set(trace.given)
    for name, values in expected.items():
        np.testing.assert_allclose(trace[name].values, values, err_msg=name)


@examples(10)
@given(given=anybodys("sora-dit"))
def test_the_gradient_is_that_of_the_summed_square(given):
    trace = SORA.run(**given)
    prediction, noise = trace["pred_noise"].values, given["noise"]
    step = 1e-6
    for cell in np.ndindex(prediction.shape):
        ahead, behind = prediction.copy(), prediction.copy()
        ahead[cell] += step
        behind[cell] -= step
        slope = (((ahead - noise) ** 2).sum() - ((behind - noise) ** 2).sum()) / (2 * step)
        size = 1 + ((prediction - noise) ** 2).sum()
        assert abs(trace["grad"].values[cell] - slope) <= 1e-8 * size


def test_the_conditions_are_those_of_the_post():
    # Typed from the post.
    trace = SORA.run()

    assert trace["cond"].values.ravel().tolist() == [1, 1, 0, 1, -1]
    assert trace["scale"].values.ravel().tolist() == [2, -1]


def test_the_shift_of_the_post_needs_one_sign_turned():
    # By hand: 1 + 1 − 1 = 1, and −1 + 1 − 1 = −1; the post prints −1 and 5.
    sheet, post = SORA.run(), SORA.run(variant="shift as in the post")
    other = sheet["Wc"].values.copy()
    other[2] = [1, -1, 0, 0, 1]

    assert sheet["shift"].values.ravel().tolist() == [1, 5]
    assert post["shift"].values.ravel().tolist() == [-1, 5]
    assert (post["Wc"].values != sheet["Wc"].values).sum() == 1
    assert SORA.run(Wc=other)["shift"].values.ravel().tolist() == [-1, 5]


def test_the_encoder_of_the_paper_leaves_one_number_of_48():
    # The first two typed from the post.
    trace = SORA.run(variant="compression")

    assert trace["numbers"].values.item() == 196608
    assert trace["latents"].values.item() == 4096
    assert trace["factor"].values.item() == 48


def test_the_frames_are_drawn_square_where_they_can_be():
    (film,) = SORA.run().step(1).draws
    (made,) = SORA.run().step(14).draws
    (line,) = SORA.run_second().step(1).draws

    assert (film.height, film.width) == (2, 2)
    assert (line.height, line.width) == (1, 6)
    assert "frame 3: 0, 1; 3, 0" in film.words
    assert "frame 4: 0, 6; 4, 8" in made.words  # worked by hand


def test_the_patches_are_the_columns_of_frames():
    trace = SORA.run()

    assert trace["patches"].values[:, 1].tolist() == [2, 0, 1, 0]
    assert trace["video"].values.tolist() == [
        [6, 0, 3, 0],
        [7, 0, 3, 0],
        [0, 0, 0, 0],
        [0, 6, 4, 8],
    ]


def test_encoder_and_decoder_are_frozen_and_the_rest_learns():
    trace = SORA.run()
    words = {name: trace[name].role.word for name in trace.given}

    assert [n for n, word in words.items() if "frozen" in word] == ["We", "be", "Wd", "bd"]
    assert [n for n, word in words.items() if "learnable" in word] == ["Wc", "bc", "Wf", "bf"]


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"frames": [[1, 2, 3]]}, "F has 3 pixels, and W_e has 4: both count pixels"),
        ({"frames": [[1, 2, 3, 4]] * 3}, "F has 3 frames, and N has 4: both count frames"),
        ({"text": [[1], [2]]}, r"W_c has 5 columns, and needs 4: time bits \+ words is 2 \+ 2"),
        ({"text": [[1, 2]]}, "s has 2 columns, and needs 1"),
        ({"noise": [[1]]}, "W_e has 2 latent numbers, and N has 1"),
        ({"noise": [[1], [2]]}, "F has 4 frames, and N has 1: both count frames"),
        ({"noise": [[1, 2, 3, 4]]}, "W_e has 2 latent numbers, and N has 1"),
        ({"frames": [[1, 2, 3, 4]]}, "N has 4 frames, and F has 1: both count frames"),
        ({"A": [[1], [1], [1], [1]]}, "F has 4 frames, and A has 1: both count frames"),
        ({"A": [[1, 0], [0, 1]]}, "F has 4 frames, and A has 2: both count frames"),
        (
            {"Wc": [[1] * 5] * 3, "bc": [[1]] * 3},
            "W_c has 3 rows, and needs 4: 2·latent numbers is 2·2",
        ),
        (
            {"Wc": [[1] * 5] * 5, "bc": [[1]] * 5},
            "W_c has 5 rows, and needs 4: 2·latent numbers is 2·2",
        ),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        SORA.run(**replaced)
