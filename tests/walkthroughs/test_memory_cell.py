"""Memory cell: plain loops, SciPy's filter, and a layer that is the cell written out."""

import numpy as np
import pytest
import scipy  # loads its parts when they are asked for
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

CELL = find("memory-cell")
SETS = pytest.mark.parametrize("trace", [CELL.run(), CELL.run_second()], ids=["given", "second"])


def one(value):
    return float(np.squeeze(value))


def reference(given):
    """Compute every matrix with single numbers, day by day."""
    w, u, v, start, c = (one(given[name]) for name in ("w", "u", "v", "start", "c"))
    weeks = {name: [float(x) for x in np.ravel(given[name])] for name in "ab"}
    found = {}
    for name, week in weeks.items():
        total, most = 0.0, week[0]
        for x in week:
            total += x
            most = x if x > most else most
        found |= {f"s{name}": total, f"m{name}": most, f"t{name}": week[-1]}
        found[f"p{name}"] = u * week[-1] * v
        found |= {f"x{name}{t}": x for t, x in enumerate(week)}
    days = len(weeks["a"])
    for name, week in {**weeks, "c": [c] + [0.0] * (days - 1)}.items():
        h, states = start, []
        for t, x in enumerate(week):
            h = h * w + x * u
            found[f"h{name}{t}"] = h
            states.append(h)
        outputs = [h * v for h in states]
        found |= {f"H{name}": [states], f"Y{name}": [outputs]}
        found[f"y{name}"] = outputs[0] if name == "c" else outputs[-1]
        if name != "c":
            found[f"y{name}0"] = outputs[0]
    return {name: np.atleast_2d(values) for name, values in found.items()}


def filtered(trace, inputs):
    """SciPy's filter h[t] = u x[t] + w h[t - 1], from the same state."""
    w, u, start = (one(trace[name].values) for name in ("w", "u", "start"))
    return scipy.signal.lfilter([u], [1, -w], inputs, zi=[w * start])[0]


def agrees_with_scipy(trace):
    days = trace["a"].shape[1]
    alone = [one(trace["c"].values)] + [0] * (days - 1)
    weeks = {"Ha": trace["a"].values[0], "Hb": trace["b"].values[0], "Hc": alone}
    for name, inputs in weeks.items():
        np.testing.assert_allclose(trace[name].values[0], filtered(trace, inputs), atol=1e-9)


@SETS
def test_the_cell_is_a_filter_of_scipy(trace):
    agrees_with_scipy(trace)


@examples(50)
@given(numbers=anybodys("memory-cell"))
def test_it_is_one_for_any_weeks(numbers):
    agrees_with_scipy(CELL.run(**numbers))


def test_the_numbers_are_those_worked_by_hand():
    trace = CELL.run()

    for names, value in ((("sa", "sb"), 6), (("ma", "mb"), 3), (("pa", "pb"), 4)):
        assert [one(trace[name].values) for name in names] == [value, value]
    assert trace["Ha"].values.tolist() == [[1, 3.5, 3.75]]
    assert trace["Hb"].values.tolist() == [[3, 2.5, 3.25]]
    assert trace["Ya"].values.tolist() == [[2, 7, 7.5]]
    assert trace["Yc"].values.tolist() == [[8, 4, 2]]


def test_a_layer_with_these_weights_is_the_cell_written_out():
    """As the page says: w twice, w once and u alone, for three days and no fourth."""
    trace, layer = CELL.run(), CELL.run(variant="layer")
    w, u = (one(trace[name].values) for name in "wu")

    np.testing.assert_allclose(layer["k"].values, [[w * w * u, w * u, u]])
    for name in "ab":
        assert layer[f"f{name}"].values.item() == trace[f"H{name}"].values[0, -1]
    with pytest.raises(ValueError, match="days"):
        CELL.run(variant="layer", a=[[1, 3, 2, 5]], b=[[3, 1, 2, 5]])


def test_with_all_of_the_old_state_kept_the_cell_is_a_sum():  # as the page's reply says
    trace = CELL.run(w=1)

    assert trace["Ha"].values[0, -1] == trace["Hb"].values[0, -1] == trace["sa"].values.item()


def test_with_nothing_kept_the_cell_sees_today_alone():
    trace = CELL.run(w=0)

    assert trace["Ha"].values.tolist() == trace["a"].values.tolist()
    assert trace["ya"].values == trace["pa"].values


def test_what_goes_where_is_drawn():
    words = [p.words for step in CELL.run().steps for p in step.draws]

    assert "h to itself (w, a day later)" in words[1]
    assert "h_0 to h_1" not in words[0]
    assert "One to many: h_0 to h_1; h_1 to h_2; x_0 to h_0;" in words[3]
    assert words[4].count("x_2 to h_2") == 2
    assert words[4].count("to y_0") == 1


def test_weeks_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="both count days"):
        CELL.run(a=[[1, 2]])
