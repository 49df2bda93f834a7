"""The transformer's block: plain loops, ONNX and PyTorch as references, and the printed values."""

import json
from math import cos, exp, sin, sqrt

import numpy as np
import pytest
from helpers import check_sheet, everything, examples, given_of, recompute
from hypothesis import given
from hypothesis import strategies as st

from aibyhand import find
from aibyhand.pages.source_notes import comparisons
from aibyhand.sheet.layout import lay_out

BLOCK = find("transformer")


def product(a, b):
    return np.array([
        [sum(a[i][k] * b[k][j] for k in range(len(b))) for j in range(len(b[0]))]
        for i in range(len(a))
    ])  # fmt: skip


def network(column, W1, b1, W2, b2):
    """Put one column through the two layers, number by number."""
    before = [
        sum(w * x for w, x in zip(row, column, strict=True)) + b[0]
        for row, b in zip(W1, b1, strict=True)
    ]
    after = [z if z > 0 else 0.0 for z in before]
    out = [
        sum(w * r for w, r in zip(row, after, strict=True)) + b[0]
        for row, b in zip(W2, b2, strict=True)
    ]
    return before, after, out


def side_by_side(columns):
    return np.array(columns, dtype=float).T


def through_network(Z, g):
    """Name what the network makes of every column."""
    made = [network(z, g["W1"], g["b1"], g["W2"], g["b2"]) for z in np.asarray(Z).T]
    return [side_by_side(columns) for columns in zip(*made, strict=True)]


def reference(given):
    """Compute every named matrix position by position, without the package."""
    g = {name: np.atleast_2d(np.asarray(values, dtype=float)) for name, values in given.items()}
    features, places = g["X"].shape
    Z = np.zeros((features, g["A"].shape[1]))
    for j in range(Z.shape[1]):
        for k in range(places):
            for i in range(features):
                Z[i, j] += g["A"][k, j] * g["X"][i, k]
    F1, R, Y = through_network(Z, g)
    return {"Z": Z, "F1": F1, "R": R, "Y": Y}


TRACES = [BLOCK.run(), BLOCK.run_second()]
both = pytest.mark.parametrize("trace", TRACES, ids=["given", "second"])


def close(trace, expected):
    for name, values in expected.items():
        np.testing.assert_allclose(trace[name].values, values, rtol=1e-9, atol=1e-12, err_msg=name)


def test_the_script_prints_these_numbers():
    trace = BLOCK.run()

    assert trace["Z"].values.tolist() == [[11, 6, 7, 7, 5], [2, 6, 4, 3, 3], [1, 1, 2, 1, 1]]
    assert trace["R"].values[3].tolist() == [0, 1, 0, 0, 0]
    assert trace["Y"].values.tolist() == [
        [10, 0, 4, 5, 3], [17, 20, 18, 15, 13], [5, 8, 8, 6, 6],
    ]  # fmt: skip
    assert trace["A"].values.sum(axis=0).tolist() == [2] * 5


@both
def test_one_position_alone_gets_the_first_column(trace):
    alone = BLOCK.run(variant="position", **given_of(trace))

    for one, all_of_them in zip("zfry", ("Z", "F1", "R", "Y"), strict=True):
        np.testing.assert_allclose(alone[one].values, trace[all_of_them].values[:, :1])


def test_shares_halve_the_mixture_but_not_the_output():
    trace, shares = BLOCK.run(), BLOCK.run(variant="averages")

    np.testing.assert_allclose(shares["Abar"].values.sum(axis=0), 1)
    np.testing.assert_allclose(shares["Z"].values, trace["Z"].values / 2)
    # Position 2 by hand: z = (3, 3, 0.5), hidden 1, 6, 4.5, 0.5.
    assert shares["Y"].values[:, 1].tolist() == [0.5, 10.5, 5]


def test_only_the_attention_lets_positions_meet():
    changed = BLOCK.run().matrices["X"].values.copy()
    changed[:, 4] += 7
    trace, other = BLOCK.run(), BLOCK.run(X=changed)

    hears = trace["A"].values[4] != 0
    differs = (trace["Y"].values != other["Y"].values).any(axis=0)
    assert differs.tolist() == hears.tolist() == [False, False, False, True, True]


def test_the_graph_holds_who_listens_to_whom():
    (drawn,) = BLOCK.run().step(2).draws

    arrows = [(e.start + 1, e.end + 1) for e in drawn.edges]
    assert arrows == [(1, 5), (2, 1), (3, 2), (4, 3), (5, 4)]


def test_the_network_is_drawn_with_the_first_position():
    (drawn,) = BLOCK.run().step(6).draws

    assert [layer.shape[0] for layer in drawn.layers] == [3, 4, 3]
    assert "Z: 11, 2, 1" in drawn.words


# The block of 2017.


def softmaxed(column):
    powers = [exp(v - max(column)) for v in column]
    return [p / sum(powers) for p in powers]


def normalised(column, gain, shift):
    """Normalise one column with a mean and a variance over all its numbers, not over one less."""
    mean = sum(column) / len(column)
    variance = sum((v - mean) ** 2 for v in column) / len(column)
    spread = [(v - mean) / sqrt(variance) for v in column]
    return [s * g[0] + c[0] for s, g, c in zip(spread, gain, shift, strict=True)]


def heads_of(g):
    count = sum(name.startswith("WQ") for name in g)
    return [tuple(g[f"W{kind}{k}"] for kind in "QKV") for k in range(1, count + 1)]


def full_block(given):
    """Compute a post-norm encoder block position by position."""
    g = {name: np.atleast_2d(np.asarray(values, dtype=float)) for name, values in given.items()}
    features, places = g["X"].shape
    base = g["base"][0, 0]
    P = np.zeros((features, places))
    for t in range(places):
        for i in range(0, features, 2):
            angle = t / base ** (i / features)
            P[i, t] = sin(angle)
            if i + 1 < features:
                P[i + 1, t] = cos(angle)
    x = g["X"] + P
    found = {"P": P, "XP": x}
    outs = []
    for k, (wq, wk, wv) in enumerate(heads_of(g), 1):
        Q, K, V = product(wq, x), product(wk, x), product(wv, x)
        shares, mixed = [], []
        for j in range(places):
            scores = [
                sum(K[d, i] * Q[d, j] for d in range(len(K))) / sqrt(len(K)) for i in range(places)
            ]
            shares.append(softmaxed(scores))
            mixed.append([sum(s * v for s, v in zip(shares[-1], row, strict=True)) for row in V])
        found |= {f"A{k}": side_by_side(shares), f"Z{k}": side_by_side(mixed)}
        outs.append(side_by_side(mixed))
    O = product(g["WO"], np.concatenate(outs))  # noqa: E741
    U1 = x + O
    N = side_by_side([normalised(u, g["g1"], g["c1"]) for u in U1.T])
    F1, R, F2 = through_network(N, g)
    U2 = N + F2
    Y = side_by_side([normalised(u, g["g2"], g["c2"]) for u in U2.T])
    return found | {"O": O, "U1": U1, "N": N, "F1": F1, "R": R, "F2": F2, "U2": U2, "Y": Y}


def random_block(seed, features=4, places=3, hidden=5, heads=2, size=2):
    """Give a block of any size."""
    rng = np.random.default_rng(seed)
    sizes = {
        "X": (features, places), "WO": (features, heads * size), "W1": (hidden, features),
        "b1": (hidden, 1), "W2": (features, hidden), "b2": (features, 1), "g1": (features, 1),
        "c1": (features, 1), "g2": (features, 1), "c2": (features, 1),
    }  # fmt: skip
    sizes |= {f"W{kind}{k}": (size, features) for kind in "QKV" for k in range(1, heads + 1)}
    return {name: rng.uniform(-2, 2, size) for name, size in sizes.items()} | {"base": 10.0}


def run_block(given):
    """Run it with as many heads as are given, and no more."""
    rest = {name: v for name, v in given.items() if name[:2] not in ("WQ", "WK", "WV")}
    weights = zip(*heads_of(given), strict=True)
    return BLOCK.run(variant="block", **rest, **dict(zip(("WQ", "WK", "WV"), weights, strict=True)))


def test_the_full_block_agrees_with_the_loops():
    trace = BLOCK.run(variant="block")

    close(trace, full_block(given_of(trace)))


@examples(20)
@given(
    seed=st.integers(0, 2**32 - 1),
    sizes=st.tuples(*(st.integers(low, 5) for low in (2, 1, 1, 2, 1))),
)
def test_full_blocks_of_any_size_agree_with_the_loops(seed, sizes):
    numbers = random_block(seed, *sizes)

    close(run_block(numbers), full_block(numbers))


def test_positions_and_shares_typed_from_a_calculator():
    trace = BLOCK.run(variant="block")

    # sin 1, cos 2, and sin(4 / 10^(2/3)) = sin(4 / 4.6416).
    np.testing.assert_allclose(trace["P"].values[0, 1], 0.841471, atol=1e-6)
    np.testing.assert_allclose(trace["P"].values[1, 2], -0.416147, atol=1e-6)
    np.testing.assert_allclose(trace["P"].values[2, 4], 0.758999, atol=1e-6)
    for head in ("A1", "A2"):
        np.testing.assert_allclose(trace[head].values.sum(axis=0), 1)
    for k in (1, 2):
        np.testing.assert_allclose(trace[f"H{k}"].values.mean(axis=0), 0, atol=1e-12)
        np.testing.assert_allclose(trace[f"H{k}"].values.std(axis=0), 1)


def onnx_block(g):
    """Run the block in ONNX, positions in rows: its own Attention and LayerNormalization."""
    from onnx import TensorProto, helper
    from onnx.reference import ReferenceEvaluator

    count = len(heads_of(g))
    node = helper.make_node
    nodes = [
        *(node("MatMul", ["x", f"W{kind}"], [kind]) for kind in "QKV"),
        node("Attention", ["Q", "K", "V"], ["J"], q_num_heads=count, kv_num_heads=count),
        node("MatMul", ["J", "WO"], ["O"]),
        node("Add", ["x", "O"], ["U1"]),
        node("LayerNormalization", ["U1", "g1", "c1"], ["N"], axis=-1, epsilon=0.0),
        node("MatMul", ["N", "W1"], ["linear1"]),
        node("Add", ["linear1", "b1"], ["F1"]),
        node("Relu", ["F1"], ["R"]),
        node("MatMul", ["R", "W2"], ["linear2"]),
        node("Add", ["linear2", "b2"], ["F2"]),
        node("Add", ["N", "F2"], ["U2"]),
        node("LayerNormalization", ["U2", "g2", "c2"], ["Y"], axis=-1, epsilon=0.0),
    ]
    fed = {"x": (g["X"] + g["P"]).T[None], "WO": g["WO"].T}
    fed |= {name: g[name].T for name in ("W1", "W2")}
    fed |= {name: g[name].ravel() for name in ("b1", "b2", "g1", "c1", "g2", "c2")}
    for at, kind in enumerate("QKV"):
        fed[f"W{kind}"] = np.concatenate([weights[at] for weights in heads_of(g)]).T
    results = ["J", "O", "U1", "N", "F1", "R", "F2", "U2", "Y"]
    double = TensorProto.DOUBLE
    graph = helper.make_graph(
        nodes,
        "block",
        [helper.make_tensor_value_info(name, double, None) for name in fed],
        [helper.make_tensor_value_info(name, double, None) for name in results],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 23)])
    found = ReferenceEvaluator(model).run(None, fed)
    return {name: values[0].T for name, values in zip(results, found, strict=True)}


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_the_full_block_agrees_with_onnx(need, seed):
    need("onnx.reference")

    trace = BLOCK.run(variant="block") if seed is None else run_block(random_block(seed))
    expected = onnx_block(given_of(trace) | {"P": trace["P"].values})
    for name, values in expected.items():
        np.testing.assert_allclose(trace[name].values, values, rtol=1e-6, atol=1e-6, err_msg=name)


@pytest.mark.slow
def test_full_blocks_agree_with_the_encoder_layer_of_pytorch(run_torch):
    cases = []
    for seed, (features, heads) in enumerate([(4, 2), (6, 3), (6, 1), (4, 4)]):
        numbers = random_block(seed, features, heads=heads, size=features // heads)
        trace = run_block(numbers)
        stacked = {
            kind: np.concatenate([weights[at] for weights in heads_of(numbers)]).tolist()
            for at, kind in enumerate("QKV")
        }
        plain = {name: np.asarray(v).tolist() for name, v in numbers.items() if name != "base"}
        x = trace["XP"].values.tolist()
        cases.append(plain | stacked | {"x": x, "heads": heads, "Y": trace["Y"].values.tolist()})
    found = json.loads(run_torch(f"cases = {json.dumps(cases)}\n{IN_TORCH}"))
    for case, values in zip(cases, found, strict=True):
        np.testing.assert_allclose(case["Y"], values, rtol=1e-9, atol=1e-9)


IN_TORCH = """
import json, torch
torch.set_default_dtype(torch.float64)
t = lambda rows: torch.tensor(rows)
out = []
for case in cases:
    layer = torch.nn.TransformerEncoderLayer(
        d_model=len(case["x"]), nhead=case["heads"], dim_feedforward=len(case["W1"]),
        dropout=0.0, activation="relu", layer_norm_eps=0.0, norm_first=False, batch_first=True,
    )
    parts = {
        "self_attn.in_proj_weight": torch.cat([t(case[kind]) for kind in "QKV"]),
        "self_attn.in_proj_bias": torch.zeros(3 * len(case["x"])),
        "self_attn.out_proj.weight": t(case["WO"]),
        "self_attn.out_proj.bias": torch.zeros(len(case["x"])),
        "linear1.weight": t(case["W1"]), "linear1.bias": t(case["b1"]).ravel(),
        "linear2.weight": t(case["W2"]), "linear2.bias": t(case["b2"]).ravel(),
        "norm1.weight": t(case["g1"]).ravel(), "norm1.bias": t(case["c1"]).ravel(),
        "norm2.weight": t(case["g2"]).ravel(), "norm2.bias": t(case["c2"]).ravel(),
    }
    layer.load_state_dict(parts)
    with torch.no_grad():
        out.append(layer.train()(t(case["x"]).T[None])[0].T.tolist())
print(json.dumps(out))
"""


def test_every_gate_of_the_full_block_shows_in_its_output():
    trace = BLOCK.run(variant="block")
    gates = [m for m in everything(trace) if m.made and m.made.op.dropped]

    assert {m.made.op.name for m in gates} == {
        "add", "transpose", "scale_by_root", "softmax", "subtract", "scale_shift",
        "linear", "relu",
    }  # fmt: skip
    for gate in gates:
        try:
            without = recompute(trace, gate)["Y"]
        except ValueError:  # the sizes no longer fit
            continue
        changed = without.shape != trace["Y"].shape or not np.allclose(without, trace["Y"].values)
        assert changed, f"{gate.made.op.name} in {gate.name or gate.printed}"


def test_more_heads_and_fewer():
    one, three = (run_block(random_block(5, heads=count)) for count in (1, 3))

    assert "J" not in one.matrices
    assert three["J"].shape == (6, 3)
    close(one, full_block(given_of(one)))
    close(three, full_block(given_of(three)))


def test_every_sheet_of_the_full_block_can_be_drawn():
    for step in BLOCK.run(variant="block").steps:
        check_sheet(step.title, lay_out(step.shows))


@pytest.mark.parametrize(
    ("variant", "replaced", "message"),
    [
        ("", {"X": [[1, 2]]}, "X has 2 positions, and A has 5: both count positions"),
        ("", {"b1": [[1], [2]]}, "W_1 has 4 hidden units, and b_1 has 2: both count hidden units"),
        ("block", {"WQ3": [[1, 0, 0]] * 2}, "WQ has 3 heads, and WK has 2: both count heads"),
        (
            "block",
            {"WK1": [[1, 0, 0]]},
            "W_Q1 has 2 key numbers, and W_K1 has 1: both count key numbers",
        ),
        ("block", {"g1": [[1], [2]]}, "X has 3 features, and g_1 has 2: both count features"),
        ("block", {"base": -1}, "b needs to be positive"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(variant, replaced, message):
    with pytest.raises(ValueError, match=message):
        BLOCK.run(variant=variant, **replaced)


def test_positions_may_listen_to_more_positions_than_there_are_listeners():
    trace = BLOCK.run(A=[[1, 0], [0, 1], [1, 1], [0, 0], [2, 0]])

    assert trace["Y"].shape == (3, 2)
    assert [len(step.draws) for step in trace.steps] == [0, 0, 0, 0, 0, 1]


def test_equal_features_have_no_spread_to_divide_by():
    zeros = {f"WV{k}": [[0, 0, 0], [0, 0, 0]] for k in (1, 2)}
    x = -BLOCK.run(variant="block")["P"].values + 1
    said = "every number of v_1 needs to be positive, and the one in row 1, column 1 is 0"
    with pytest.raises(ValueError, match=said):
        BLOCK.run(variant="block", X=x, **zeros)


def test_the_page_compares_every_printed_value():
    verdicts = [found.verdict for found in comparisons(BLOCK.slug)]

    assert verdicts == ["agrees"] * 6
