"""Self-attention: every matrix against plain loops and ONNX, and the pencil lane by its rule."""

from fractions import Fraction
from math import exp, floor, sqrt

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

ATTENTION = find("self-attention")
SETS = pytest.mark.parametrize(
    "trace", [ATTENTION.run(), ATTENTION.run_second()], ids=["given", "second"]
)
BOTH_LANES = pytest.mark.parametrize(
    "trace",
    [f(lane=lane) for f in (ATTENTION.run, ATTENTION.run_second) for lane in ("exact", "pencil")],
)


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def reference(given):
    """Compute every named matrix token by token, as rows of Python lists, without the package."""
    tokens = np.asarray(given["X"], dtype=float).T.tolist()
    views = {
        name: [
            [dot(row, token) for row in np.asarray(given[f"W{name}"], float)] for token in tokens
        ]
        for name in "QKV"
    }
    size = float(np.squeeze(given["dk"])) if "dk" in given else len(views["K"][0])
    S, R, E, sums, A, Z = [], [], [], [], [], []
    for q in views["Q"]:  # one query, one column
        S.append([dot(k, q) for k in views["K"]])
        R.append([score / sqrt(size) for score in S[-1]])
        E.append([exp(score) for score in R[-1]])
        sums.append([sum(E[-1])])
        A.append([power / sums[-1][0] for power in E[-1]])
        features = zip(*views["V"], strict=True)
        Z.append([dot(feature, A[-1]) for feature in features])
    columns = views | {"S": S, "S_scaled": R, "E": E, "sums": sums, "A": A, "Z": Z}
    found = {name: np.array(lists, dtype=float).T for name, lists in columns.items()}
    return found | {"dk": np.array([[size]])}


def close(trace, expected):
    for name, values in expected.items():
        np.testing.assert_allclose(trace[name].values, values, rtol=1e-9, atol=1e-12, err_msg=name)


def onnx_attention(g, size):
    """Run MatMul, Transpose, Div and Softmax over the keys (axis 0) with ONNX."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    double = TensorProto.DOUBLE
    node = helper.make_node
    nodes = [
        *(node("MatMul", [f"W{name}", "X"], [name]) for name in "QKV"),
        node("Transpose", ["K"], ["Kt"], perm=[1, 0]),
        node("MatMul", ["Kt", "Q"], ["S"]),
        node("Sqrt", ["size"], ["root"]),
        node("Div", ["S", "root"], ["S_scaled"]),
        node("Softmax", ["S_scaled"], ["A"], axis=0),
        node("MatMul", ["V", "A"], ["Z"]),
    ]
    names = ["X", "WQ", "WK", "WV", "size"]
    results = ["Q", "K", "V", "S", "S_scaled", "A", "Z"]
    graph = helper.make_graph(
        nodes,
        "attention",
        [helper.make_tensor_value_info(name, double, None) for name in names],
        [helper.make_tensor_value_info(name, double, None) for name in results],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    fed = {name: np.asarray(g[name], dtype=float) for name in names[:-1]}
    found = ReferenceEvaluator(model).run(None, fed | {"size": np.array(float(size))})
    return dict(zip(results, found, strict=True))


@SETS
def test_every_step_agrees_with_onnx(need, trace):
    need("onnx.reference")

    close(trace, onnx_attention(as_given(trace), trace["K"].shape[0]))


@examples(20)
@given(given=anybodys("self-attention"))
def test_every_size_agrees_with_onnx(need, given):
    need("onnx.reference")

    close(ATTENTION.run(**given), onnx_attention(given, given["WK"].shape[0]))


@examples(40)
@given(given=anybodys("self-attention"))
def test_every_matrix_agrees_token_by_token(given):
    trace, expected = ATTENTION.run(**given), reference(given)

    assert expected.keys() == trace.matrices.keys() - set(trace.given)
    close(trace, expected)


def by_hand(S, V):
    """Follow the rule for the hand with fractions: halve, round down, 3 to that power, shares."""
    rows, columns = len(S), len(S[0])
    Sh = [[floor(Fraction(score) / 2) for score in row] for row in S]
    Eh = [[Fraction(3) ** score for score in row] for row in Sh]
    sumh = [sum(Eh[i][j] for i in range(rows)) for j in range(columns)]
    Ah = [[Eh[i][j] / sumh[j] for j in range(columns)] for i in range(rows)]
    Zh = [[dot(row, [Ah[i][j] for i in range(rows)]) for j in range(columns)] for row in V]
    tenths = [[Fraction(floor(share * 10 + Fraction(1, 2)), 10) for share in row] for row in Ah]
    return {"Sh": Sh, "Eh": Eh, "sumh": [sumh], "Ah": Ah, "Zh": Zh, "Ah1": tenths}


@pytest.mark.parametrize("run", [ATTENTION.run, ATTENTION.run_second], ids=["given", "second"])
def test_the_pencil_lane_follows_the_rule_with_fractions(run):
    trace = run(lane="pencil")
    S, V = (trace[name].values.astype(int).tolist() for name in "SV")

    close(trace, {k: np.array(v, dtype=float) for k, v in by_hand(S, V).items()})


# Worked by hand from the given file: scores, then the rule, as fractions of the column sums.
PENCIL = {
    "S": [[3, 2, 2, 1], [4, 3, 1, 5], [-1, -1, -2, 1], [3, 2, 2, 1]],
    "Sh": [[1, 1, 1, 0], [2, 1, 0, 2], [-1, -1, -1, 0], [1, 1, 1, 0]],
    "Eh": [[3, 3, 3, 1], [9, 3, 1, 9], [1 / 3, 1 / 3, 1 / 3, 1], [3, 3, 3, 1]],
    "sumh": [[46 / 3, 28 / 3, 22 / 3, 12]],
    "Ah": [
        [9 / 46, 9 / 28, 9 / 22, 1 / 12],
        [27 / 46, 9 / 28, 3 / 22, 9 / 12],
        [1 / 46, 1 / 28, 1 / 22, 1 / 12],
        [9 / 46, 9 / 28, 9 / 22, 1 / 12],
    ],
    "Ah1": [[0.2, 0.3, 0.4, 0.1], [0.6, 0.3, 0.1, 0.8], [0, 0, 0, 0.1], [0.2, 0.3, 0.4, 0.1]],
}


@pytest.mark.parametrize("name", PENCIL)
def test_the_pencil_lane_gives_the_numbers_of_the_hand(name):
    values = ATTENTION.run(lane="pencil")[name].values

    np.testing.assert_allclose(values, PENCIL[name], rtol=1e-12, atol=1e-12)


@BOTH_LANES
def test_every_column_of_the_weights_sums_to_one(trace):
    weights = trace["Ah" if trace.lane.by_hand else "A"].values

    np.testing.assert_allclose(weights.sum(axis=0), 1, rtol=1e-12)
    assert not np.allclose(weights.sum(axis=1), 1)  # the rows don't: they aren't shares of anything
    for claim in ATTENTION.claims:
        assert claim.holds(trace), claim.sentence


def test_rounded_to_one_decimal_the_columns_no_longer_sum_to_one():
    sums = ATTENTION.run(lane="pencil")["Ah1"].values.sum(axis=0)

    np.testing.assert_allclose(sums, [1.0, 0.9, 0.9, 1.1])


def test_the_weights_of_the_script_give_its_result_only_when_transposed():
    trace = ATTENTION.run(variant="script")
    V, A = trace["V"].values, trace["As"].values

    np.testing.assert_allclose(trace["Zs"].values, [[8, 12, 16, 4], [3, 4, 4, 2], [6, 3, 1, 8]])
    np.testing.assert_allclose(V @ A.T, [[6, 28, 4, 6], [5, 9, 1, 5], [3, 3, 1, 3]])


def test_without_the_scale_every_largest_share_is_larger():
    trace = ATTENTION.run()
    wrong = ATTENTION.wrong_turns[1].produces(trace).values

    assert (wrong.max(axis=0) > trace["A"].values.max(axis=0)).all()
    np.testing.assert_allclose(wrong.sum(axis=0), 1)


def test_the_pencil_takes_the_second_tokens_preference_away():
    exact, pencil = ATTENTION.run()["A"].values, ATTENTION.run(lane="pencil")["Ah"].values

    assert exact[1, 1] > 1.7 * exact[0, 1]
    assert pencil[1, 1] == pencil[0, 1]


def test_the_key_size_follows_the_keys_unless_it_is_given():
    two = {"WQ": [[1, 0, 2, 0, 0, 1], [0, 1, 0, 1, 1, 0]], "WK": [[0, 1, 0, 0, 2, 0]] * 2}

    assert ATTENTION.run(**two)["dk"].values.item() == 2
    given = ATTENTION.run(dk=12)
    np.testing.assert_allclose(given["S_scaled"].values, given["S"].values / sqrt(12))
    assert "dk" in given.given


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"WQ": [[1, 2]]}, "X has 6 features, and W_Q has 2: both count features"),
        ({"WV": [[1, 2, 3]]}, "X has 6 features, and W_V has 3: both count features"),
        (
            {"WK": [[1, 0, 0, 0, 0, 0]]},
            "W_Q has 3 key numbers, and W_K has 1: both count key numbers",
        ),
        ({"dk": 0}, "d_k needs to be positive"),
        ({"dk": [[1, 2]]}, "d_k"),
        ({"X": [[1, 2], [3]]}, "X: the rows differ"),
    ],
)
def test_numbers_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        ATTENTION.run(**replaced)
