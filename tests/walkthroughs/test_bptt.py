"""Backpropagation through time: plain loops, every path listed, central differences, autograd."""

import json
from itertools import product
from math import prod

import numpy as np
import pytest

from aibyhand import find

BPTT = find("bptt")
SETS = pytest.mark.parametrize("trace", [BPTT.run(), BPTT.run_second()], ids=["given", "second"])


def numbers_of(given):
    """Give single numbers and rows as plain floats and lists."""
    flat = {name: np.ravel(values).tolist() for name, values in given.items()}
    alone = ("h0", "u", "w", "v", "eta")
    return {name: value[0] if name in alone else value for name, value in flat.items()}


def forward(g):
    """Return the states from h0 on, the outputs, the errors and the whole loss."""
    states = [g["h0"]]
    for x in g["x"]:
        states.append(g["w"] * states[-1] + g["u"] * x)
    outputs = [g["v"] * state for state in states[1:]]
    errors = [y - d for y, d in zip(outputs, g["d"], strict=True)]
    return states, outputs, errors, sum(e**2 for e in errors) / 2


def paths(g, states, errors):
    """Every path from a loss to a use of w, listed by its two times and multiplied out."""
    times = range(1, len(errors) + 1)
    return {
        (t, used): prod([errors[t - 1], g["v"], *[g["w"]] * (t - used), states[used - 1]])
        for t, used in product(times, times)
        if used <= t
    }


def reference(given):
    """Compute every matrix with single numbers; gradients by paths alone."""
    g = numbers_of(given)
    states, outputs, errors, loss = forward(g)
    count, w, v = len(errors), g["w"], g["v"]
    told = [
        sum(errors[t] * v * w ** (t - k) for t in range(k, count)) for k in range(count)
    ]  # no recursion: every later error, through as many w as lie between
    found = {"H": [states[1:]], "y": [outputs], "e": [errors], "L": loss, "dH": [told],
             "losses": [[e * e / 2 for e in errors]], "H_before": [states[:-1]]}  # fmt: skip
    for t in range(1, count + 1):
        found |= {f"x{t}": g["x"][t - 1], f"h{t}": states[t], f"e{t}": errors[t - 1],
                  f"a{t}": errors[t - 1] * v, f"dh{t}": told[t - 1]}  # fmt: skip
    ways = paths(g, states, errors)
    found |= {f"p{t}_{used}": value for (t, used), value in ways.items()}
    for t in range(1, count + 1):
        found[f"s{t}"] = sum(value for (at, _), value in ways.items() if at == t)
    found["s"] = found["dw"] = sum(ways.values())
    found["du"] = sum(a * b for a, b in zip(told, g["x"], strict=True))
    found["dv"] = sum(a * b for a, b in zip(errors, states[1:], strict=True))
    new = {name: g[name] - g["eta"] * found[f"d{name}"] for name in ("w", "u", "v")}
    found |= {f"{name}_new": value for name, value in new.items()}
    again, out, missed, after = forward(g | new)
    found |= {f"h{t}_new": again[t] for t in range(1, count + 1)}
    found |= {"H_new": [again[1:]], "y_new": [out], "e_new": [missed], "L_new": after,
              "losses_new": [[e * e / 2 for e in missed]]}  # fmt: skip
    table = [[factor ** int(n) for n in g["back"]] for factor in g["factors"]]
    found |= {"table": table, "parts": [[1 / cell for cell in row] for row in table]}
    return {name: np.atleast_2d(values) for name, values in found.items()}


@SETS
@pytest.mark.parametrize("name", ["w", "u", "v"])
def test_the_gradients_are_central_differences_of_the_loss(trace, name):
    g = numbers_of({one: trace[one].values for one in trace.given})
    step = 1e-5
    more, less = (forward(g | {name: g[name] + side * step})[3] for side in (1, -1))
    assert trace[f"d{name}"].values.item() == pytest.approx((more - less) / (2 * step), rel=1e-6)


IN_TORCH = """
import json, torch

found = []
for g in SETS:
    w, u, v = (torch.tensor(g[n], dtype=torch.float64, requires_grad=True) for n in "wuv")
    state, loss = torch.tensor(g["h0"], dtype=torch.float64), 0
    for x, d in zip(g["x"], g["d"]):
        state = w * state + u * x
        loss = loss + (v * state - d) ** 2 / 2
    loss.backward()
    found.append([loss.item(), w.grad.item(), u.grad.item(), v.grad.item()])
print(json.dumps(found))
"""


@pytest.mark.slow
def test_autograd_finds_the_same(run_torch):
    traces = [BPTT.run(), BPTT.run_second()]
    sets = [numbers_of({n: trace[n].values for n in trace.given}) for trace in traces]
    found = json.loads(run_torch(IN_TORCH.replace("SETS", json.dumps(sets))))
    for trace, expected in zip(traces, found, strict=True):
        ours = [trace[name].values.item() for name in ("L", "dw", "du", "dv")]
        assert ours == pytest.approx(expected, rel=1e-12)


def test_the_numbers_that_were_worked_by_hand():
    """Typed from the notes of the exercise."""
    trace = BPTT.run()
    known = {"e": [[1, 1, -1]], "dH": [[2.5, 1, -2]], "dw": [[1]], "du": [[2.5]], "dv": [[2.5]]}
    known |= {"s1": [[4]], "s2": [[6]], "s3": [[-9]], "L": [[1.5]]}
    for name, values in known.items():
        assert trace[name].values.tolist() == values, name
    assert round(trace["L_new"].values.item(), 2) == 1.44
    assert trace["table"].values[0, 5] == 1 / 1024
    assert trace["table"].values[2, 5] == 1024


def test_ten_times_the_rate_lands_higher():
    """The loss of the wrong turn is about 6.0, where it was 1.5."""
    wrong = BPTT.wrong_turns[1].produces(BPTT.run())
    assert wrong.values.item() == pytest.approx(6.0, abs=0.01)
    assert BPTT.run(eta=0.1)["L_new"].values.item() == pytest.approx(wrong.values.item())
