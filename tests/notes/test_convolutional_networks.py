"""Sizes and weights of two networks: by shapes of arrays, by PyTorch, and as they are known."""

import ast
import json
from itertools import pairwise

import numpy as np
import pytest
from contracts.refuted import plus, to

from aibyhand import notes
from aibyhand.notes.convolutional_networks import in_keras, in_pytorch

TRACE = notes.find("convolutional-networks").run()
REFUTED = {
    "In both networks the first dense layer has the most weights.": [
        {"share": plus(1)}, {"share_b": plus(2, 0, 1)},
    ],
    "Without sharing, the first layer alone would have over ten thousand times as many.": [
        {"no_sharing": to(8_960_000)}, {"conv": to(1_000_000)},
    ],
}  # fmt: skip


def windows(side, size, stride):
    """Count the windows along a side by sliding one."""
    return len(np.lib.stride_tricks.sliding_window_view(np.zeros(side), size)[::stride])


def network(side, kernel, channels, units, border):
    """Return the sides, the weights of every layer and the length of the flat vector."""
    sides, counts, here = [side], [], side
    for n, (before, after) in enumerate(pairwise(channels)):
        counts.append(np.zeros((after, before, kernel, kernel)).size + after)
        here = here if border else windows(here, kernel, 1)
        sides.append(here)
        if border or n < 2:
            here = windows(here, 2, 2)
            sides.append(here)
    flat = here * here * channels[-1]
    for before, after in zip((flat, *units), units, strict=False):
        counts.append(np.zeros((after, before)).size + after)
    return sides, counts, flat


def reference(given):
    g = {name: [int(v) for v in np.ravel(values)] for name, values in given.items()}
    side, kernel = g["side"][0], g["kernel"][0]
    sides, counts, flat = network(side, kernel, [g["into"][0], *g["out"]], g["units"], False)
    other, counts_b, flat_b = network(
        g["side_b"][0], kernel, [g["into_b"][0], *g["out_b"]], g["units_b"], True
    )
    halves = other[::2]
    found = {"scaled": [[v / g["brightest"][0] for v in g["px"]]], "cut": kernel - 1,
             "sides": [sides], "halves": [halves]}  # fmt: skip
    found |= dict(zip(("a1", "p1", "a2", "p2", "a3"), sides[1:], strict=True))
    found |= dict(zip(("q1", "q2", "q3"), halves[1:], strict=True))
    ends = (("", counts, flat, g["units"], g["out"]), ("_b", counts_b, flat_b, g["units_b"],
            g["out_b"]))  # fmt: skip
    for end, every, long, units, out in ends:
        found |= {f"conv{end}": [every[:3]], f"dense{end}": [every[3:]], f"every{end}": [every],
                  f"total{end}": sum(every), f"sum_kilo{end}": sum(every) / 1000,
                  f"kilo{end}": [[n / 1000 for n in every]],
                  f"share{end}": [[n / sum(every) for n in every]],
                  f"flat{end}": long, f"maps3{end}": out[-1], f"units1{end}": units[0],
                  f"before{end}": [[long, units[0]]]}  # fmt: skip
    inputs, outputs = side * side * g["into"][0], sides[1] ** 2 * g["out"][0]
    return found | {
        "colours": g["into"][0], "maps": g["out"][0], "inputs": inputs, "outputs": outputs,
        "no_sharing": inputs * outputs + outputs,
    }  # fmt: skip


def test_the_counts_that_are_known():
    """Typed from the given file's notes, and as Keras prints them for these networks."""
    assert TRACE["sides"].values.tolist() == [[32, 30, 15, 13, 6, 4]]
    assert TRACE["every"].values.tolist() == [[896, 18_496, 36_928, 65_600, 650]]
    assert TRACE["total"].values.item() == 122_570
    assert TRACE["every_b"].values.tolist() == [[448, 4_640, 18_496, 3_965_056, 645]]
    assert TRACE["total_b"].values.item() == 3_989_285


def test_the_programs_are_python_and_hold_the_sizes():
    for write in (in_keras, in_pytorch):
        ast.parse(write(TRACE))
    assert "layers.Conv2D(64, 3, activation='relu')" in in_keras(TRACE)
    assert "nn.Linear(1024, 64)" in in_pytorch(TRACE)


@pytest.mark.slow
def test_pytorch_counts_the_same_weights(run_torch):
    """Keras isn't at hand, so its program is only read; PyTorch's is run."""
    program = in_pytorch(TRACE) + (
        "import json, torch\n"
        "shape = list(model(torch.zeros(1, 3, 32, 32)).shape)\n"
        "print(json.dumps([sum(p.numel() for p in model.parameters()), shape]))\n"
    )
    assert json.loads(run_torch(program)) == [122_570, [1, 10]]
