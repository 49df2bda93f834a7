"""Cross-attention beside self-attention: plain loops, ONNX, PyTorch, and a pencil's fractions."""

import json
from fractions import Fraction
from math import exp, floor, sqrt

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

CROSS = find("cross-attention")
SETS = pytest.mark.parametrize("trace", [CROSS.run(), CROSS.run_second()], ids=["given", "second"])


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def columns(grid):
    return np.asarray(grid, dtype=float).T.tolist()


def seen(weight, tokens):
    """Multiply every token by every row of a weight, one after the other."""
    return [[dot(row, token) for row in np.asarray(weight, dtype=float)] for token in tokens]


def attended(queries, keys, values, size):
    """Answer one query after the other: scores, scaled scores, shares and what is received."""
    found = {"S": [], "S_scaled": [], "A": [], "F": []}
    for q in queries:
        scores = [dot(k, q) for k in keys]
        scaled = [score / sqrt(size) for score in scores]
        raised = [exp(score - max(scaled)) for score in scaled]
        shares = [power / sum(raised) for power in raised]
        received = [dot(row, shares) for row in zip(*values, strict=True)]
        for name, column in zip(found, (scores, scaled, shares, received), strict=True):
            found[name].append(column)
    return found


def reference(given):
    """Compute every named matrix token by token, as rows of Python lists, without the package."""
    x, e = columns(given["X"]), columns(given["E"])
    q = seen(given["WQ"], x)
    size = float(np.squeeze(given["dk"])) if "dk" in given else len(q[0])
    own = {"K": seen(given["WKs"], x), "V": seen(given["WVs"], x)}
    other = {"K": seen(given["WK"], e), "V": seen(given["WV"], e)}
    own |= attended(q, own["K"], own["V"], size)
    other |= attended(q, other["K"], other["V"], size)
    ends = {"K": "Ks", "V": "Vs", "S": "Ss", "S_scaled": "Ss_scaled", "A": "As", "F": "Fs"}
    named = {"Q": q} | other | {ends[name]: lists for name, lists in own.items()}
    found = {name: np.array(lists, dtype=float).T for name, lists in named.items()}
    counts = {"t_X": len(x), "t_Fs": len(own["F"]), "t_F": len(other["F"])}
    _, t, u, _, v = (float(number) for number in np.ravel(given["n"]))
    sizes = {"size_Ss": [[t, t]], "size_S": [[u, t]], "size_Fs": [[v, t]], "size_F": [[v, t]]}
    numbers = {"dk": size, "t": t, "u": u, "v": v} | counts
    return found | sizes | {name: [[number]] for name, number in numbers.items()}


def close(trace, expected):
    for name, values in expected.items():
        np.testing.assert_allclose(trace[name].values, values, rtol=1e-9, atol=1e-12, err_msg=name)


def onnx_attention(g, size):
    """Run MatMul, Transpose, Div and Softmax over the keys (axis 0): both kinds in one graph."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    node, nodes = helper.make_node, [helper.make_node("MatMul", ["WQ", "X"], ["Q"])]
    nodes.append(node("Sqrt", ["size"], ["root"]))
    for end, tokens in (("s", "X"), ("", "E")):
        nodes += [
            node("MatMul", [f"WK{end}", tokens], [f"K{end}"]),
            node("MatMul", [f"WV{end}", tokens], [f"V{end}"]),
            node("Transpose", [f"K{end}"], [f"Kt{end}"], perm=[1, 0]),
            node("MatMul", [f"Kt{end}", "Q"], [f"S{end}"]),
            node("Div", [f"S{end}", "root"], [f"S{end}_scaled"]),
            node("Softmax", [f"S{end}_scaled"], [f"A{end}"], axis=0),
            node("MatMul", [f"V{end}", f"A{end}"], [f"F{end}"]),
        ]
    names = ["X", "E", "WQ", "WKs", "WVs", "WK", "WV"]
    results = ["Q", *(f"{name}{end}" for end in ("s", "") for name in "KVSAF")]
    results += ["Ss_scaled", "S_scaled"]
    double = TensorProto.DOUBLE
    graph = helper.make_graph(
        nodes,
        "attention",
        [helper.make_tensor_value_info(name, double, None) for name in (*names, "size")],
        [helper.make_tensor_value_info(name, double, None) for name in results],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)])
    fed = {name: np.asarray(g[name], dtype=float) for name in names}
    found = ReferenceEvaluator(model).run(None, fed | {"size": np.array(float(size))})
    return dict(zip(results, found, strict=True))


@SETS
def test_both_kinds_agree_with_onnx(need, trace):
    need("onnx.reference")

    close(trace, onnx_attention(as_given(trace), trace["Q"].shape[0]))


@examples(20)
@given(given=anybodys("cross-attention"))
def test_every_size_agrees_with_onnx(need, given):
    need("onnx.reference")

    close(CROSS.run(**given), onnx_attention(given, given["WQ"].shape[0]))


# PyTorch wants queries with as many rows as it has features, and scales by that number: so all is
# filled up with zeros, and the scale is put right in the weight of the queries.
MODULE = """
import json, torch
out = []
for g in json.loads('''SETS'''):
    t = {k: torch.tensor(v, dtype=torch.float64) for k, v in g.items()}
    key, features = t["WQ"].shape
    found = {}
    for end, tokens in (("s", t["X"]), ("", t["E"])):
        WK, WV = t["WK" + end], t["WV" + end]
        wide = max(key, features, len(tokens), len(WV)) + 1
        layer = torch.nn.MultiheadAttention(
            wide, 1, bias=False, kdim=len(tokens), vdim=len(tokens), dtype=torch.float64
        )
        weights = (layer.q_proj_weight, layer.k_proj_weight, layer.v_proj_weight)
        with torch.no_grad():
            for into, weight in zip(weights, (t["WQ"] * (wide / key) ** 0.5, WK, WV)):
                into.zero_()
                into[: weight.shape[0], : weight.shape[1]] = weight
            layer.out_proj.weight.copy_(torch.eye(wide))
        asking = torch.zeros(t["X"].shape[1], wide, dtype=torch.float64)
        asking[:, :features] = t["X"].T
        mixed, shares = layer(asking, tokens.T, tokens.T)
        found["A" + end] = shares.T.tolist()
        found["F" + end] = mixed.T[: len(WV)].tolist()
    out.append(found)
print(json.dumps(out))
"""


@pytest.mark.slow
def test_both_kinds_agree_with_the_module_of_pytorch(run_torch):
    traces = [CROSS.run(), CROSS.run_second()]
    sets = [{name: values.tolist() for name, values in as_given(trace).items()} for trace in traces]
    computed = json.loads(run_torch(MODULE.replace("SETS", json.dumps(sets))))

    for trace, expected in zip(traces, computed, strict=True):
        assert expected.keys() == {"As", "Fs", "A", "F"}
        close(trace, expected)


@pytest.mark.parametrize("second", [False, True], ids=["given", "second"])
def test_the_pencil_follows_its_rule_with_fractions(second):
    numbers = {k: v for k, v in CROSS.second if k in ("X", "E", "WQ", "WK", "WV")} if second else {}
    trace = CROSS.run(variant="hand", **numbers)
    S, V = (trace[name].values.astype(int).tolist() for name in "SV")

    Sh = [[floor(Fraction(score, 2)) for score in row] for row in S]
    Eh = [[Fraction(3) ** score for score in row] for row in Sh]
    sums = [sum(column) for column in zip(*Eh, strict=True)]
    Ah = [[power / total for power, total in zip(row, sums, strict=True)] for row in Eh]
    Fh = [[dot(row, column) for column in zip(*Ah, strict=True)] for row in V]
    found = {"Sh": Sh, "Eh": Eh, "sumh": [sums], "Ah": Ah, "Fh": Fh}
    close(trace, {name: np.array(rows, dtype=float) for name, rows in found.items()})


# Worked by hand from the given file: dot products, the pencil's rule, and shares as fractions.
BY_HAND = {
    "Q": [[-1, 0, 2], [-1, 1, 1]],
    "S": [[-1, 1, 1], [2, -1, -3]],
    "Sh": [[-1, 0, 0], [1, -1, -2]],
    "Ah": [[1 / 10, 3 / 4, 9 / 10], [9 / 10, 1 / 4, 1 / 10]],
    "Fh": [[12 / 10, 10 / 4, 28 / 10], [19 / 10, 5 / 4, 11 / 10], [27 / 10, 3 / 4, 3 / 10]],
}


@pytest.mark.parametrize("name", BY_HAND)
def test_the_pencil_gives_the_numbers_of_the_hand(name):
    np.testing.assert_allclose(CROSS.run(variant="hand")[name].values, BY_HAND[name], rtol=1e-12)


def test_the_pencil_keeps_every_favourite():
    exact, pencil = CROSS.run()["A"].values, CROSS.run(variant="hand")["Ah"].values

    assert exact.argmax(axis=0).tolist() == pencil.argmax(axis=0).tolist() == [1, 0, 0]


def test_the_scores_of_self_attention_are_square_and_those_of_cross_attention_need_not_be():
    for trace, own, other in ((CROSS.run(), (3, 3), (2, 3)), (CROSS.run_second(), (2, 2), (4, 2))):
        assert (trace["Ss"].shape, trace["S"].shape) == (own, other)


def test_the_rows_of_the_values_are_free():
    trace = CROSS.run(WV=[[1, 0, 0]], WVs=[[1, 0, 0, 0]] * 5)

    assert (trace["Fs"].shape, trace["F"].shape) == ((5, 3), (1, 3))
    np.testing.assert_allclose(trace["A"].values, CROSS.run()["A"].values)


def test_the_order_of_the_other_sequence_makes_no_difference():
    trace = CROSS.run_second()
    turned = CROSS.run(**as_given(trace) | {"E": trace["E"].values[:, ::-1]})

    np.testing.assert_allclose(turned["F"].values, trace["F"].values)
    np.testing.assert_allclose(turned["A"].values, trace["A"].values[::-1])


def drawn_sizes(trace):
    """The sizes of every rectangle that step 8 draws, by picture and name."""
    return {
        (picture.title, part.title.split(":")[0], matrix.printed): matrix.shape
        for picture in trace.step(8).draws
        for part in picture.parts
        for meeting in part.meetings
        for matrix in (meeting.left, meeting.right, meeting.result)
    }


def test_the_rectangles_have_the_sizes_of_the_source():
    scores, mixed = (picture.title for picture in CROSS.run().step(8).draws)
    found = drawn_sizes(CROSS.run())

    for title in ("Self", "Cross"):
        assert found[scores, title, "X"] == (36, 128)
        assert found[scores, title, "Q"] == (16, 128)
    assert found[scores, "Self", "K_Xᵀ"] == (128, 16)
    assert found[scores, "Cross", "K_Eᵀ"] == (64, 16)
    assert found[scores, "Self", "S_X"] == (128, 128)
    assert found[scores, "Cross", "S_E"] == (64, 128)
    assert found[mixed, "Self", "V_X"] == (12, 128)
    assert found[mixed, "Cross", "V_E"] == (12, 64)
    assert found[mixed, "Self", "F_X"] == found[mixed, "Cross", "F_E"] == (12, 128)


@pytest.mark.parametrize("n", [[36, 128, 64, 16, 12], [5, 9, 4, 3, 2], [1, 1, 1, 1, 1]])
def test_the_sizes_that_are_computed_are_those_that_are_drawn(n):
    trace = CROSS.run(n=[n])
    drawn = {name: size for (_, _, name), size in drawn_sizes(trace).items()}

    for name, printed in (("Ss", "S_X"), ("S", "S_E"), ("Fs", "F_X"), ("F", "F_E")):
        assert tuple(trace[f"size_{name}"].values[0]) == drawn[printed]


@SETS
def test_without_the_scale_every_largest_share_grows(trace):
    wrong = CROSS.wrong_turns[1].produces(trace).values

    assert (wrong.max(axis=0) > trace["A"].values.max(axis=0)).all()


@SETS
def test_along_the_rows_the_columns_no_longer_sum_to_one(trace):
    wrong = CROSS.wrong_turns[0].produces(trace).values

    np.testing.assert_allclose(wrong.sum(axis=1), 1)
    assert not np.isclose(wrong.sum(axis=0), 1).any()


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"WK": [[1, 2], [0, 1]]}, "E has 3 other features, and W_KE has 2"),
        ({"WKs": [[1, 0, 0, 0]]}, "W_Q has 2 key numbers, and W_KX has 1: both count key numbers"),
        ({"WVs": [[1, 0]]}, "X has 4 features, and W_VX has 2"),
        ({"dk": 0}, "d_k needs to be positive"),
        ({"n": [[36, 128, 64, 16]]}, "n has 4 columns, and needs 5"),
    ],
)
def test_numbers_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        CROSS.run(**replaced)


@pytest.mark.parametrize(
    "n", [[[36, 128, 64, 16, 1.5]], [[36, 128, 0, 16, 12]], [[36, 1025, 64, 16, 12]]]
)
def test_sizes_that_cannot_be_drawn_are_counted_all_the_same(n):
    trace = CROSS.run(n=n)

    assert trace.step(8).draws == ()
    assert trace["size_F"].values.tolist() == [[n[0][4], n[0][1]]]
