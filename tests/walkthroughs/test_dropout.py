"""Dropout: plain loops, every mask enumerated, and PyTorch's own dropout and gradients."""

import json
from itertools import product

import numpy as np
import pytest

from aibyhand import find

DROPOUT = find("dropout")
SETS = pytest.mark.parametrize(
    "trace", [DROPOUT.run(), DROPOUT.run_second()], ids=["given", "second"]
)
OLD = ("W1", "b1", "W2", "b2", "W3", "b3")
NEW = tuple(f"{name}_new" for name in OLD)


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


def forward(x, layers, masks):
    """Send one example through the layers: what each adds up to, puts out, and hands on."""
    made, a = [], list(x)
    for k, (w, b) in enumerate(layers):
        z = [b[i, 0] + sum(w[i, j] * a[j] for j in range(len(a))) for i in range(len(w))]
        on = [v if v > 0 else 0.0 for v in z]
        a = [v * factor for v, factor in zip(on, masks[k], strict=True)] if masks[k] else z
        made += [z, on, a]
    return made[:-2]


def reference(given):
    """Compute every matrix with single numbers, example by example."""
    g = {name: np.asarray(values, dtype=float) for name, values in given.items()}
    found, masks = {}, []
    for n in ("1", "2"):
        p = g[f"p{n}"].item()
        grow = 1 / (1 - p)
        stays = [1.0 if r > p else 0.0 for r in g[f"r{n}"][:, 0]]
        masks.append([grow * one for one in stays])
        size = len(stays)
        found[f"k{n}"], found[f"s{n}"] = [[v] for v in stays], [[grow]]
        found[f"D{n}"] = [
            [masks[-1][i] if i == j else 0.0 for j in range(size)] for i in range(size)
        ]
    layers = [(g[f"W{n}"], g[f"b{n}"]) for n in (1, 2, 3)]
    runs = [forward(x, layers, [*masks, None]) for x in g["X"].T]
    for k, name in enumerate(("Z1", "A1", "H1", "Z2", "A2", "H2", "Y")):
        found[name] = np.array([run[k] for run in runs]).T
    rows = zip(found["Y"], g["T"], strict=True)
    found["E"] = [[y - t for y, t in zip(*row, strict=True)] for row in rows]
    found["dY"] = [[v + v for v in row] for row in found["E"]]
    after = [(g[f"W{n}_new"], g[f"b{n}_new"]) for n in (1, 2, 3)]
    ones = [[1.0] * len(w) for w, _ in after]
    runs = [forward(x, after, [*ones[:2], None]) for x in g["X_new"].T]
    for k, name in ((0, "Z1"), (1, "A1"), (3, "Z2"), (4, "A2"), (6, "Y")):
        found[f"{name}_new"] = np.array([run[k] for run in runs]).T
    return {name: np.atleast_2d(values) for name, values in found.items()}


def every_mask(g):
    """Enumerate all masks of both layers, one by one: how probable each is, and its factors."""
    sizes, ps = [len(g["r1"]), len(g["r2"])], [g["p1"].item(), g["p2"].item()]
    for first in product((0, 1), repeat=sizes[0]):
        for second in product((0, 1), repeat=sizes[1]):
            chance, masks = 1.0, []
            for stays, p in zip((first, second), ps, strict=True):
                for one in stays:
                    chance *= 1 - p if one else p
                masks.append([one / (1 - p) for one in stays])
            yield chance, masks


def trace_of(variant, second):
    more = dict(DROPOUT.second) if second else {}
    kept = DROPOUT.run(variant=variant).given
    return DROPOUT.run(variant=variant, **{k: v for k, v in more.items() if k in kept})


BOTH = pytest.mark.parametrize("second", [False, True], ids=["given", "second"])


@BOTH
def test_the_mean_over_all_masks_is_that_of_all_masks_enumerated(second):
    trace = trace_of("every", second)
    g = as_given(DROPOUT.run_second() if second else DROPOUT.run())
    layers = [(g[f"W{n}"], g[f"b{n}"]) for n in (1, 2, 3)]
    runs = [(q, forward(g["X"][:, 0], layers, [*masks, None])) for q, masks in every_mask(g)]

    assert len(runs) == 2 ** (len(g["r1"]) + len(g["r2"]))
    assert sum(q for q, _ in runs) == pytest.approx(1)
    for name, k in (("a1bar", 2), ("a2bar", 4), ("yboth", 6)):
        mean = sum(q * np.array(run[k]) for q, run in runs)
        np.testing.assert_allclose(trace[name].values[:, 0], mean, atol=1e-12)


@BOTH
def test_behind_a_linear_layer_the_mean_is_the_network_without_a_mask(second):
    trace = trace_of("every", second)

    np.testing.assert_allclose(trace["ybar"].values, trace["y"].values, atol=1e-12)
    np.testing.assert_allclose(trace["a1bar"].values, trace["a1"].values, atol=1e-12)
    assert not np.allclose(trace["a2bar"].values, trace["a2"].values)  # behind a ReLU it is not
    assert not np.allclose(trace["yboth"].values, trace["y"].values)
    assert (trace["a2bar"].values >= trace["a2"].values - 1e-12).all()  # a bend upwards adds


def test_the_masks_are_those_worked_by_hand():
    trace = DROPOUT.run(variant="every")

    assert trace["K2"].values.T.tolist()[:4] == [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1]]
    np.testing.assert_allclose(trace["q2"].values[0, [0, 1, 7]], [0.33**3, 0.33**2 * 0.67, 0.67**3])
    assert (trace["q1"].values == 1 / 16).all()
    assert trace["y"].values.tolist() == [[-9], [10]]
    np.testing.assert_allclose(trace["a2bar"].values, [[3], [12], [2]])
    np.testing.assert_allclose(trace["yboth"].values, [[-9], [8]])


def test_by_hand_it_is_what_the_script_prints():
    """Typed from the output of the script that re-implements the exercise."""
    trace = DROPOUT.run(lane="pencil")

    assert trace["D1"].values.diagonal().tolist() == [2, 0, 2, 0]
    assert trace["D2"].values.diagonal().tolist() == [1.5, 1.5, 0]
    assert trace["H2"].values.tolist() == [[9, 15], [15, 6], [0, 0]]
    assert trace["Y"].values.tolist() == [[-6, 9], [13, 4]]
    assert trace["dY"].values.tolist() == [[-4, 4], [6, -2]]
    assert trace["Y_new"].values.tolist() == [[13, 13], [4, 3]]


def test_the_given_new_weights_do_not_follow_from_the_gradients():
    """A dropped unit learns nothing in this step; among the given weights one of them moves."""
    trace, learned = DROPOUT.run(), DROPOUT.run(variant="learning")
    off = trace["k1"].values[:, 0] == 0

    assert not learned["dW1"].values[off].any()
    assert not learned["db1"].values[off].any()
    assert not learned["dW2"].values[:, off].any()
    assert (trace["b1_new"].values[off] != trace["b1"].values[off]).any()


IN_TORCH = """
import json, torch
torch.set_default_dtype(torch.float64)
found = []
for g in json.loads('''SETS'''):
    g = {name: torch.tensor(values, dtype=torch.float64) for name, values in g.items()}
    old = {k: torch.nn.Parameter(g[k]) for k in ("W1", "b1", "W2", "b2", "W3", "b3")}
    a = g["X"]
    for n in "12":
        stays = g["r" + n] > g["p" + n]
        a = torch.relu(old["W" + n] @ a + old["b" + n]) * stays / (1 - g["p" + n])
    y = old["W3"] @ a + old["b3"]
    ((y - g["T"]) ** 2).sum().backward()
    layer = torch.nn.Dropout(g["p2"].item())
    once = layer(torch.ones(1000))
    layer.eval()
    found.append({"Y": y.tolist(), "factors": sorted(set(once.tolist())),
                  "use": layer(g["X"]).tolist(),
                  "slopes": {k: w.grad.tolist() for k, w in old.items()}})
print(json.dumps(found))
"""


def test_it_agrees_with_pytorch_whose_dropout_and_gradients_are_its_own(run_torch):
    plain, learned = (
        [DROPOUT.run(), DROPOUT.run_second()],
        [trace_of("learning", s) for s in (0, 1)],
    )
    sets = [{name: trace[name].values.tolist() for name in trace.given} for trace in plain]
    found = json.loads(run_torch(IN_TORCH.replace("SETS", json.dumps(sets))))

    for trace, back, theirs in zip(plain, learned, found, strict=True):
        np.testing.assert_allclose(trace["Y"].values, theirs["Y"])
        np.testing.assert_allclose(theirs["factors"], [0, trace["s2"].values.item()])
        np.testing.assert_allclose(theirs["use"], trace["X"].values)
        for name in OLD:
            np.testing.assert_allclose(
                back[f"d{name}"].values, theirs["slopes"][name], atol=1e-9, err_msg=name
            )


@SETS
def test_without_dropping_it_is_the_plain_network(trace):
    """As the page says: with p = 0 both masks are identity matrices."""
    g = as_given(trace)
    again = DROPOUT.run(**{k: v for k, v in g.items() if k not in ("p1", "p2")}, p1=0, p2=0)
    a = g["X"]
    for n in (1, 2):
        assert (again[f"D{n}"].values == np.eye(len(g[f"r{n}"]))).all()
        a = np.maximum(g[f"W{n}"] @ a + g[f"b{n}"], 0)

    np.testing.assert_allclose(again["Y"].values, g["W3"] @ a + g["b3"])


def test_to_drop_everybody_is_refused():
    with pytest.raises(ValueError, match="p_1 is 1, and leaves nobody"):
        DROPOUT.run(p1=1)


def test_who_is_off_is_drawn_off():
    training, use = (p for step in DROPOUT.run().steps for p in step.draws)

    assert "H_1: 6, 0, 10, 0 (off: 2, 4)" in training.words
    assert "0.00 (off: 3); Y" in training.words
    assert "off" not in use.words
