"""Convolution: every kernel against SciPy's correlate2d, strides, paddings and sizes too."""

from dataclasses import replace

import numpy as np
import pytest
import scipy  # loads its parts when they are asked for
from helpers import anybodys, examples
from hypothesis import given
from hypothesis import strategies as st

from aibyhand import find, ops
from aibyhand import given as given_matrix
from aibyhand.core import Role
from aibyhand.walkthroughs.convolution_exercise import moved

CONVOLUTION = find("convolution-exercise")


def reference(given):
    """Compute every named matrix with SciPy, without the package."""
    image, white = np.atleast_2d(given["I"]), float(np.ravel(given["white"])[0])
    found = {"N": image / white}
    for i in range(1, 1 + sum(name[0] == "K" for name in given)):
        kernel, bias = np.atleast_2d(given[f"K{i}"]), float(np.ravel(given[f"b{i}"])[0])
        found[f"Y{i}"] = scipy.signal.correlate2d(image, kernel, mode="valid") + bias
        found[f"Q{i}"] = scipy.signal.correlate2d(image / white, kernel, mode="valid") + bias
        found[f"R{i}"] = np.where(found[f"Y{i}"] < 0, 0, found[f"Y{i}"])
        found[f"RQ{i}"] = np.where(found[f"Q{i}"] < 0, 0, found[f"Q{i}"])
    rows, columns = found["Y1"].shape
    return found | {"h": np.array([[rows]]), "w": np.array([[columns]])}


@examples(80)
@given(given=anybodys("convolution-exercise"), stride=st.integers(1, 3), padding=st.integers(0, 2))
def test_stride_and_padding_agree_with_scipy_and_with_the_size_formula(given, stride, padding):
    image, kernel, bias = (
        given_matrix(name, values, Role.INPUT)
        for name, values in (("I", given["I"]), ("K1", given["K"][0]), ("b1", given["b"][0]))
    )
    result = ops.convolve(image, kernel, bias, stride=stride, padding=padding)
    rows = ops.places_down(image, kernel, stride=stride, padding=padding)
    columns = ops.places_across(image, kernel, stride=stride, padding=padding)
    bordered = np.pad(given["I"], padding)
    expected = (
        scipy.signal.correlate2d(bordered, kernel.values, mode="valid")[::stride, ::stride]
        + bias.values
    )

    np.testing.assert_allclose(result.values, expected, rtol=1e-9, atol=1e-9)
    assert result.shape == (rows.values.item(), columns.values.item())


# Worked by hand: for each kernel the first and the last place, on raw pixels.
BY_HAND = {
    "Y1": (23 + 34, 190 + 240),
    "Y2": (255 + 21 - 1, 80 + 3 - 1),
    "Y3": (20.7 + 280.5 - 58.8 + 27.2 + 0.15, 171 + 88 - 8.4 + 192 + 0.15),
    "Y4": (20.7 + 280.5 + 27.2 - 1.6, 171 + 88 + 192 - 1.6),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_the_first_and_the_last_place_by_hand(name):
    values = CONVOLUTION.run()[name].values

    assert (values[0, 0], values[-1, -1]) == pytest.approx(BY_HAND[name])


# Where the fourth kernel passes its threshold, worked by hand on pixels between 0 and 1.
def test_scaled_the_fourth_kernel_passes_at_three_places():
    passing = np.argwhere(CONVOLUTION.run()["RQ4"].values > 0)

    np.testing.assert_array_equal(passing, [[0, 1], [2, 0], [2, 3]])


def test_raw_only_the_third_kernel_is_ever_cut():
    trace = CONVOLUTION.run()

    cut = [i for i in range(1, 5) if (trace[f"Y{i}"].values < 0).any()]
    assert cut == [3]


def test_every_relu_cuts_something_in_the_second_set():
    trace = CONVOLUTION.run_second()
    for i in range(1, 5):
        for name in (f"Y{i}", f"Q{i}"):
            assert (trace[name].values < 0).any(), name
            assert (trace[name].values > 0).any(), name


def test_turning_the_third_kernel_over_is_what_mathematics_calls_convolution():
    trace = CONVOLUTION.run()
    turned = CONVOLUTION.wrong_turns[0].produces(trace).values
    expected = scipy.signal.convolve2d(trace["I"].values, trace["K3"].values, mode="valid") + 0.15

    np.testing.assert_allclose(turned, expected)


@pytest.mark.parametrize("name", ["K1", "K2"])
def test_turning_the_first_two_kernels_over_changes_nothing(name):
    kernel = CONVOLUTION.run()[name].values

    np.testing.assert_array_equal(kernel, kernel[::-1, ::-1])


@pytest.mark.parametrize(
    ("variant", "stride", "padding", "size"),
    [
        ("stride 2", 2, 0, (2, 2)),
        ("padding 1", 1, 1, (5, 6)),
        ("stride 2, padding 1", 2, 1, (3, 3)),
    ],
)
def test_the_variants_on_this_image(variant, stride, padding, size):
    trace = CONVOLUTION.run(variant=variant)
    image, kernel = trace["I"].values, trace["K1"].values
    expected = scipy.signal.correlate2d(np.pad(image, padding), kernel, mode="valid")[
        ::stride, ::stride
    ]

    assert trace["Y1"].shape == (trace["h"].values.item(), trace["w"].values.item()) == size
    np.testing.assert_allclose(trace["Y1"].values, expected)


# Worked by hand: red columns, blue columns, and minus the green in each window; then all minus 2.
CHANNELS = {
    "YR": [[2, 2, 0], [1, 2, 0]], "YG": [[0, 0, -2], [0, -1, -3]], "YB": [[0, 2, 2], [0, 2, 2]],
    "Y": [[0, 2, -2], [-1, 1, -3]], "R": [[0, 2, 0], [0, 1, 0]],
}  # fmt: skip


@pytest.mark.parametrize("name", CHANNELS)
def test_three_channels_by_hand(name):
    trace = CONVOLUTION.run(variant="channels")

    assert trace[name].values.tolist() == CHANNELS[name]


def test_three_channels_are_one_correlation_of_two_blocks():
    """SciPy slides a block of three tables over a block of three channels in one call."""
    rng = np.random.default_rng(7)
    image, kernel = rng.normal(size=(3, 5, 6)), rng.normal(size=(3, 2, 3))
    given = {f"I{c}": table for c, table in zip("RGB", image, strict=True)}
    given |= {f"K{c}": table for c, table in zip("RGB", kernel, strict=True)}
    found = CONVOLUTION.run(variant="channels", b=0.25, **given)["Y"].values

    expected = scipy.signal.correlate(image, kernel, mode="valid")[0] + 0.25
    np.testing.assert_allclose(found, expected)


def test_a_kernel_larger_than_the_image_is_refused():
    with pytest.raises(ValueError, match=r"3 rows of K_1 .* 2 rows of I"):
        CONVOLUTION.run(I=[[1, 2], [3, 4]], K1=[[1, 0], [0, 1], [1, 1]])


def test_another_image_needs_no_other_white():
    trace = CONVOLUTION.run(I=[[0, 51], [102, 255]])

    np.testing.assert_allclose(trace["N"].values, [[0, 0.2], [0.4, 1]])


def test_moved_gives_the_steps_of_any_stride():
    last = replace(CONVOLUTION, steps=moved(3, 0)).run().steps[-1]

    assert last.shows[0].shape == (1, 2)
