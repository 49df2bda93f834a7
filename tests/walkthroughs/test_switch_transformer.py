"""Switch transformer: plain loops, the script's numbers, and routing that the numbers decide."""

from math import exp

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given
from spreadsheet import Spreadsheet, ranges, read

from aibyhand import find
from aibyhand.export import files
from aibyhand.export.xlsx.names import names
from aibyhand.walk.again import deciding

SWITCH = find("switch-transformer")


def times(a, b):
    """Multiply row by column."""
    return np.array([
        [sum(a[i][k] * b[k][j] for k in range(len(b))) for j in range(len(b[0]))]
        for i in range(len(a))
    ])  # fmt: skip


def named(g):
    """Give the experts and biases of a list their letters."""
    found = {name: values for name, values in g.items() if name not in ("E", "b")}
    for stem in "Eb":
        found |= {
            f"{stem}{letter}": values
            for letter, values in zip("ABCDE", g.get(stem, ()), strict=False)
        }
    return found


def letters_of(g):
    return sorted(name[1:] for name in g if name[0] == "E")


def choices(gates):
    """Find the first largest of every column, and everybody's number in the queue for it."""
    experts, tokens = len(gates), len(gates[0])
    chosen, waiting, number = [], [0] * experts, []
    for t in range(tokens):
        best = 0
        for e in range(1, experts):
            if gates[e][t] > gates[best][t]:
                best = e
        waiting[best] += 1
        chosen.append(best)
        number.append(waiting[best])
    return chosen, number


def reference(given):
    """Compute every named matrix token by token, as the script does, without the package."""
    listed = named(given).items()
    g = {name: np.atleast_2d(np.asarray(values, dtype=float)) for name, values in listed}
    letters, places = letters_of(g), int(g["capacity"][0, 0])
    Z = times(g["X"], g["A"])
    G = times(g["S"], Z)
    chosen, number = choices(G)
    (size, count), experts = Z.shape, len(letters)
    found = {"Z": Z, "G": G, "route": np.array([chosen], dtype=float)}
    found |= {name: np.zeros((experts, count)) for name in "MQN"}
    found |= {f"Z{e}": np.zeros((size, places)) for e in letters}
    found |= {f"R{e}": np.zeros((size, count)) for e in [*letters, "0"]}
    for t, (e, n) in enumerate(zip(chosen, number, strict=True)):
        found["M"][e, t], found["Q"][e, t] = 1, n
        end = letters[e]
        if n <= places:
            found["N"][e, t] = n
            found[f"Z{end}"][:, n - 1] = Z[:, t]
            found[f"R{end}"][:, t] = times(g[f"E{end}"], Z[:, [t]])[:, 0] + g[f"b{end}"][:, 0]
        else:
            found["R0"][:, t] = Z[:, t]
    for e in letters:
        found[f"Y{e}"] = times(g[f"E{e}"], found[f"Z{e}"]) + g[f"b{e}"]
    found["Y"] = sum(found[f"R{e}"] for e in [*letters, "0"])
    return found | {f"Y{t + 1}": found["Y"][:, [t]] for t in range(count)}


def proper(g):
    """Compute the layer of the paper token by token: its output, and what its balance costs."""
    plain = reference(g)
    Z, G = plain["Z"], plain["G"]
    powers = [[exp(v - max(column)) for v in column] for column in G.T]
    p = [[v / sum(column) for v in column] for column in powers]  # token by token
    Y, gate = Z.copy(), []
    for t, e in enumerate(plain["route"][0].astype(int)):
        gate.append(p[t][e])
        if plain["N"][e, t]:
            Y[:, t] += p[t][e] * plain["Y"][:, t]
    tokens, experts = len(p), len(G)
    total = 0.0
    for e in range(experts):
        share = sum(1 for chosen in plain["route"][0] if chosen == e) / tokens
        total += share * sum(p[t][e] for t in range(tokens)) / tokens
    return {
        "p": np.array(p).T,
        "g": np.array([gate]),
        "Y": Y,
        "even": np.array([[experts * total]]),
        "loss": np.array([[0.01 * experts * total]]),
    }


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


TRACES = [SWITCH.run(), SWITCH.run_second()]
both = pytest.mark.parametrize("trace", TRACES, ids=["given", "second"])
OTHER_S = [[0, 1, 1], [1, -1, 0], [1, 0, -2]]  # the rows of S in another order


def test_the_numbers_are_those_of_the_script():
    trace = SWITCH.run()

    assert trace["G"].values.tolist() == [[9, 0, 3, 4, 2], [9, 4, 3, 5, 3], [3, 7, 6, 4, 4]]
    assert [trace["route"].columns.label(t) for t in range(5)] == ["A", "C", "C", "B", "C"]
    assert trace["Y"].values.tolist() == [
        [10, 6, 7, -1, 5], [2, 8, 7, 7, 3], [0, 6, 4, 10, 1],
    ]  # fmt: skip


def test_the_first_of_equals_wins():
    # The first token has 9 twice. With the rows of S in another order, 9 stands in rows 2 and 3.
    assert SWITCH.run()["G"].values[:, 0].tolist() == [9, 9, 3]
    assert SWITCH.run()["route"].values[0, 0] == 0
    moved = SWITCH.run(S=OTHER_S)
    assert moved["G"].values[:, 0].tolist() == [3, 9, 9]
    assert moved["route"].values[0].tolist() == [1, 0, 0, 2, 0]


@pytest.mark.parametrize(
    ("places", "left", "last"),
    [(1, [2, 4], [5, 3, 1]), (2, [4], [5, 3, 1]), (3, [], [5, 5, 3]), (9, [], [5, 5, 3])],
)
def test_the_capacity_is_a_given_number(places, left, last):
    # By hand, expert C makes [5, 3 + 1 + 1, 3] of the fifth token.
    trace = SWITCH.run(capacity=places)

    assert np.flatnonzero(trace["N"].values.sum(axis=0) == 0).tolist() == left
    assert trace["Y5"].values[:, 0].tolist() == last
    assert trace["ZC"].shape == (3, places)
    if places == 1:
        np.testing.assert_array_equal(trace["Y3"].values[:, 0], trace["Z"].values[:, 2])


def test_experts_may_be_more_or_fewer():
    identity, none = np.eye(3), np.zeros((3, 1))
    one_more = SWITCH.run(S=[*SWITCH.run()["S"].values, [9, 9, 9]], ED=2 * identity, bD=none)
    assert one_more["route"].values.tolist() == [[3] * 5]
    np.testing.assert_array_equal(one_more["Y2"].values, 2 * one_more["Z"].values[:, [1]])

    two = SWITCH.run(S=OTHER_S[:2], E=[identity, -identity], b=[none, none])
    assert two.given[3:7] == ("EA", "EB", "bA", "bB")
    assert two["route"].values.tolist() == [[1, 0, 0, 0, 0]]


def test_the_copied_lines_route_other_numbers_by_themselves():
    trace, other = SWITCH.run(), SWITCH.run(S=OTHER_S)
    assert trace["route"].values.tolist() != other["route"].values.tolist()

    scope = {"np": np} | as_given(other)
    for matrix in trace.matrices.values():
        if matrix.made:
            exec(matrix.numpy, scope)
    for name, matrix in other.matrices.items():
        np.testing.assert_array_equal(scope[name], matrix.values, err_msg=name)


def test_the_workbook_routes_other_numbers_by_itself(need):
    need("xlsxwriter")
    (data,) = files(SWITCH.run(), "xlsx").values()
    sheets, places = read(data), ranges(data)
    sheet, cells = places["S"]
    for row, values in zip(cells, OTHER_S, strict=True):
        for cell, value in zip(row, values, strict=True):
            sheets[sheet][cell] = ("", str(value))
    computed, other = Spreadsheet(sheets), SWITCH.run(S=OTHER_S)
    for name, key in names(other.matrices).items():
        sheet, cells = places[key]
        found = [[computed.value(sheet, cell) for cell in row] for row in cells]
        np.testing.assert_allclose(found, other[name].values, err_msg=name)
    assert [m.name for m in deciding(SWITCH.run())] == ["capacity"]


@both
def test_the_layer_of_the_paper_agrees_with_the_loops(trace):
    found = SWITCH.run(variant="switch", **as_given(trace))
    for name, values in proper(as_given(trace)).items():
        np.testing.assert_allclose(found[name].values, values, rtol=1e-12, err_msg=name)


@examples(15)
@given(given=anybodys("switch-transformer"))
def test_the_layer_of_the_paper_agrees_for_any_size(given):
    found = SWITCH.run(variant="switch", **given)
    for name, values in proper(given).items():
        np.testing.assert_allclose(found[name].values, values, rtol=1e-9, atol=1e-12, err_msg=name)


def test_the_gate_of_a_tie_is_just_under_one_half():
    # By hand: e⁹ / (e⁹ + e⁹ + e³) = 1 / (2 + e⁻⁶).
    found = SWITCH.run(variant="switch")

    assert found["g"].values[0, 0] == pytest.approx(1 / (2 + exp(-6)))
    np.testing.assert_allclose(found["f"].values.ravel(), [1 / 5, 1 / 5, 3 / 5])
    np.testing.assert_array_equal(found["Y"].values[:, 4], found["Z"].values[:, 4])


def test_an_even_load_costs_one_and_a_full_queue_as_many_as_there_are_experts():
    three, sharp = np.eye(3), 40 * np.eye(3)
    even = SWITCH.run(variant="switch", X=three, A=three, S=sharp)
    assert even["even"].values.item() == pytest.approx(1)
    crowd = SWITCH.run(variant="switch", X=[[1, 1, 1], [0] * 3, [0] * 3], A=three, S=sharp)
    assert crowd["even"].values.item() == pytest.approx(3)


def test_the_pictures_say_who_goes_where():
    trace = SWITCH.run()
    (there,), (back,) = trace.step(4).draws, trace.step(6).draws

    assert "expert C: token 2, token 3" in there.words
    assert "token 5 finds no place, expert C is full" in there.words
    assert back.words.endswith("to the columns of Y.")
    assert trace.pictures == (back,)
    assert "expert D: token 1, empty" in SWITCH.run_second().step(4).draws[0].words


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"capacity": 0}, "c needs to be one whole number from 1 to 10000, not"),
        ({"capacity": 1.5}, "c needs to be one whole number from 1 to 10000, not"),
        ({"S": [[1, 2, 3]]}, "E has 3 experts, and S has 1: both count experts"),
        ({"ED": np.eye(3)}, "S has 3 experts, and E has 4: both count experts"),
        ({"EB": [[1, 2], [3, 4]]}, "X has 3 features, and E_B has 2: both count features"),
        ({"EA": [[1, 2, 3]], "bA": [[1]]}, "X has 3 features, and E_A has 1: both count features"),
        ({"bC": [[1]]}, "X has 3 features, and b_C has 1: both count features"),
        ({"A": [[1, 2]]}, "X has 5 tokens, and A has 1: both count tokens"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        SWITCH.run(**replaced)
