"""Encoder and decoder: plain loops, a word at a time, ONNX nodes and ONNX's causal Attention."""

from math import exp, sqrt

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

DECODER = find("encoder-decoder-attention")
SETS = pytest.mark.parametrize(
    "trace", [DECODER.run(), DECODER.run_second()], ids=["given", "second"]
)


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def seen(weight, columns):
    """Multiply every column by every row of a weight."""
    return [[dot(row, column) for row in weight] for column in columns]


def plus(a, b):
    return [[x + y for x, y in zip(p, q, strict=True)] for p, q in zip(a, b, strict=True)]


def mixed(values, shares):
    """Mix the first values, as many as a column has shares."""
    return [
        [dot(row, column) for row in zip(*values[: len(column)], strict=True)] for column in shares
    ]


def shared(scores):
    powers = [exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def best(scores):
    return float(scores.index(max(scores)))


def across(g, D, K, V, size):
    """Look across at the encoder's keys and values, add the mixture and score every word."""
    Q = seen(g["WQ2"], D)
    S = [[dot(k, q) for k in K] for q in Q]
    R = [[s / sqrt(size) for s in column] for column in S]
    A = [shared(column) for column in R]
    F = mixed(V, A)
    after = plus(D, F)
    bias = [row[0] for row in g["ob"]]
    L = [[dot(row, d) + b for row, b in zip(g["O"], bias, strict=True)] for d in after]
    return {"Q2": Q, "S2": S, "S2_scaled": R, "A2": A, "F2": F, "D2": after, "L": L,
            "n": [[best(column)] for column in L]}  # fmt: skip


def reference(given):
    """Compute column by column: a place that may not be seen is not even scored."""
    order = [int(n) for n in np.ravel(given["order"])]
    dk = float(np.squeeze(given["dk"])) if "dk" in given else len(given["WQ1"])
    g = {name: np.asarray(values, dtype=float).tolist() for name, values in given.items()
         if name not in ("order", "dk")}  # fmt: skip
    table = list(zip(*g["T"], strict=True))
    D = [list(table[n]) for n in order]
    Q, K, V = (seen(g[name], D) for name in ("WQ1", "WK1", "WV1"))
    S = [[dot(k, q) for k in K] for q in Q]
    R = [[s / sqrt(dk) for s in column] for column in S]
    past = [shared(column[: t + 1]) for t, column in enumerate(R)]
    rest = [0.0] * len(order)
    F1 = mixed(V, past)
    D1 = plus(D, F1)
    read = list(zip(*g["E"], strict=True))
    K2, V2 = seen(g["WK2"], read), seen(g["WV2"], read)
    every = [shared(column) for column in R]
    F1u = mixed(V, every)
    D1u = plus(D, F1u)
    d1 = plus(D[:1], V[:1])
    found = across(g, D1, K2, V2, dk)
    found |= {
        "D": D, "Q1": Q, "K1": K, "V1": V, "S1": S,
        "P1": [[exp(r) for r in column] for column in R],
        "M1": [[exp(r) for r in c[: t + 1]] + rest[t + 1 :] for t, c in enumerate(R)],
        "A1": [column + rest[len(column) :] for column in past],
        "D1": D1, "K2": K2, "V2": V2, "p": [shared(column) for column in found["L"]],
        "d": D[:1], "v": V[:1], "d1": d1, "F1": F1, "A1u": every, "F1u": F1u,
        "D1u": D1u, "dk": [[dk]],
    }  # fmt: skip
    for end, begun in (("s", d1), ("u", D1u)):
        for name, columns in across(g, begun, K2, V2, dk).items():
            stem, scaled = name.removesuffix("_scaled"), name.endswith("_scaled")
            found[f"{stem}{end}" + "_scaled" * scaled] = columns
    return {name: np.array(columns, dtype=float).T for name, columns in found.items()}


@SETS
def test_word_by_word_equals_all_at_once(trace):
    """The loop never sees a mask: it has only the words that it has written."""
    g = {name: values.tolist() for name, values in as_given(trace).items()}
    K2, V2 = (seen(g[name], list(zip(*g["E"], strict=True))) for name in ("WK2", "WV2"))
    table, size = list(zip(*g["T"], strict=True)), len(g["WQ1"])
    words, scores = [int(g["order"][0][0])], []
    for _ in g["order"][0]:
        D = [list(table[n]) for n in words]
        q, K, V = seen(g["WQ1"], D[-1:])[0], seen(g["WK1"], D), seen(g["WV1"], D)
        shares = shared([dot(k, q) / sqrt(size) for k in K])
        last = across(g, plus(D[-1:], mixed(V, [shares])), K2, V2, size)
        scores.append(last["L"][0])
        words.append(int(last["n"][0][0]))

    np.testing.assert_allclose(np.array(scores).T, trace["L"].values)
    assert words[1:] == trace["n"].values[0].tolist()
    alone = DECODER.run_on(as_given(trace), variant="written")
    np.testing.assert_allclose(alone["L"].values, trace["L"].values)
    assert alone["N"].values.tolist() == [words[1:]]


def test_the_words_are_those_of_the_exercise():
    trace = DECODER.run()

    assert trace["n"].values.tolist() == [[0, 2, 3]]  # 3 is the end sign
    assert trace["ns"].values.tolist() == [[0]]
    assert trace["nu"].values.tolist() == [[3, 2, 3]]
    assert trace["S1"].values.tolist() == [[3, 2, 4], [4, 1, 2], [4, 2, 4]]
    assert trace["V2"].values.tolist() == [[1, -2, -3], [3, 2, 2], [-1, 2, 4]]


@SETS
def test_a_later_word_changes_nothing_before_it(trace):
    order = trace["order"].values.copy()
    order[0, 2] = (order[0, 2] + 1) % trace["T"].shape[1]
    changed = DECODER.run_on(as_given(trace) | {"order": order})

    np.testing.assert_allclose(changed["L"].values[:, :2], trace["L"].values[:, :2])
    assert not np.allclose(changed["L"].values[:, 2], trace["L"].values[:, 2])
    assert not np.allclose(changed["Lu"].values[:, :2], trace["Lu"].values[:, :2])


@SETS
def test_minus_infinity_before_the_softmax_is_the_same_mask(trace):
    R = trace["S1"].values / np.sqrt(trace["dk"].values)
    hidden = np.where(np.tri(len(R), k=-1) > 0, -np.inf, R)
    powers = np.exp(hidden - hidden.max(axis=0))

    np.testing.assert_allclose(powers / powers.sum(axis=0), trace["A1"].values)


def onnx_decoder(g, masked):
    """Both attentions as ONNX's own Attention, a token in each row, with is_causal for the mask."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    def attention(out, names, **more):
        heads = {"q_num_heads": 1, "kv_num_heads": 1, "scale": 1.0}
        return helper.make_node("Attention", names, [out], **heads, **more)

    node = helper.make_node
    nodes = [
        node("MatMul", ["D", "WQ1"], ["Q1"]), node("MatMul", ["D", "WK1"], ["K1"]),
        node("MatMul", ["D", "WV1"], ["V1"]),
        attention("F1", ["Q1", "K1", "V1"], is_causal=int(masked)),
        node("Add", ["D", "F1"], ["D1"]),
        node("MatMul", ["D1", "WQ2"], ["Q2"]), node("MatMul", ["E", "WK2"], ["K2"]),
        node("MatMul", ["E", "WV2"], ["V2"]),
        attention("F2", ["Q2", "K2", "V2"]), node("Add", ["D1", "F2"], ["D2"]),
        node("MatMul", ["D2", "O"], ["L0"]), node("Add", ["L0", "ob"], ["L"]),
        node("ArgMax", ["L"], ["n"], axis=2, keepdims=0),
    ]  # fmt: skip
    fed = {name: np.asarray(g[name], dtype=float).T for name in
           ("E", "WQ1", "WK1", "WV1", "WQ2", "WK2", "WV2", "O", "ob")}  # fmt: skip
    for name in ("WQ1", "WQ2"):  # its own scale is a number of single precision
        fed[name] = fed[name] / np.sqrt(len(g["WQ1"]))
    order = np.asarray(g["order"], dtype=int)[0]
    fed |= {"E": fed["E"][None], "D": np.asarray(g["T"], dtype=float).T[order][None]}
    double = TensorProto.DOUBLE
    results = [("F1", double), ("D1", double), ("F2", double), ("D2", double), ("L", double),
               ("n", TensorProto.INT64)]  # fmt: skip
    graph = helper.make_graph(
        nodes, "decoder",
        [helper.make_tensor_value_info(name, double, None) for name in fed],
        [helper.make_tensor_value_info(name, kind, None) for name, kind in results],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 23)])
    found = ReferenceEvaluator(model).run(None, fed)
    return {name: values[0].T for (name, _), values in zip(results, found, strict=True)}


def agrees_with_onnx(trace):
    g = as_given(trace)
    for end, masked in (("", True), ("u", False)):
        found = onnx_decoder(g, masked)
        for name in ("D1", "F2", "D2", "L"):
            np.testing.assert_allclose(
                trace[f"{name}{end}"].values, found[name], rtol=1e-7, atol=1e-9, err_msg=name
            )


@SETS
def test_masked_and_not_it_agrees_with_the_attention_of_onnx(need, trace):
    need("onnx.reference")

    agrees_with_onnx(trace)
    assert onnx_decoder(as_given(trace), masked=True)["n"].tolist() == trace["n"].values[0].tolist()


@examples(20)
@given(given=anybodys("encoder-decoder-attention"))
def test_every_size_agrees_with_onnx(need, given):
    need("onnx.reference")

    agrees_with_onnx(DECODER.run(**given))


# PyTorch's mask says what is hidden; it is a token in each row, so the upper triangle is hidden.
MODULE = """
import json, torch
g = {k: torch.tensor(v, dtype=torch.float64) for k, v in json.loads('''GIVEN''').items()}
D = g["T"].T[g["order"].long()[0]]
Q, K, V = (D @ g[name].T for name in ("WQ1", "WK1", "WV1"))
functions = torch.nn.functional
attend = getattr(functions, "scaled_dot_product_attention", None)
if attend is None:  # before PyTorch 2 it was not public, and gave the shares, too
    attend = lambda *qkv, **more: functions._scaled_dot_product_attention(*qkv, **more)[0]
D1 = D + attend(Q[None], K[None], V[None], is_causal=True)[0]
K2, V2 = (g["E"].T @ g[name].T for name in ("WK2", "WV2"))
D2 = D1 + attend((D1 @ g["WQ2"].T)[None], K2[None], V2[None])[0]
print(json.dumps((D2 @ g["O"].T + g["ob"].T).T.tolist()))
"""


@pytest.mark.slow
@SETS
def test_the_scores_are_those_of_pytorch(run_torch, trace):
    import json

    sets = json.dumps({name: values.tolist() for name, values in as_given(trace).items()})
    found = json.loads(run_torch(MODULE.replace("GIVEN", sets)))
    np.testing.assert_allclose(trace["L"].values, found)


def test_words_that_are_not_in_the_table_are_refused():
    with pytest.raises(ValueError, match="w needs"):
        DECODER.run(order=[[3, 4, 0]])
