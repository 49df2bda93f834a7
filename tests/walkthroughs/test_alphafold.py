"""Row attention with pair bias and triangles: loops, einsum, PyTorch, sums worked by hand."""

import json
from math import exp, sqrt

import numpy as np
import pytest

from aibyhand import find

ALPHAFOLD = find("alphafold")
BOTH = [ALPHAFOLD.run(), ALPHAFOLD.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def several(given, name):
    """The members of a stack, in order."""
    found = []
    while f"{name}{len(found) + 1}" in given:
        found.append(np.asarray(given[f"{name}{len(found) + 1}"], dtype=float))
    return found


def squeezed(z):
    return np.array([[1 / (1 + exp(-v)) for v in row] for row in z])


def by_hand(z):
    return np.array([[1.0 if v >= 3 else 0.0 if v <= -3 else 0.5 for v in row] for row in z])


def attended(q, k, v, bias):
    """Lines 5 and 6 of algorithm 7 for one head: residue i asks, residue j answers."""
    count = q.shape[1]
    S, R, A = (np.zeros((count, count)) for _ in range(3))
    for i in range(count):
        for j in range(count):
            S[j, i] = sum(q[n, i] * k[n, j] for n in range(len(q)))
            R[j, i] = S[j, i] / sqrt(len(q)) + bias[i, j]
        powers = [exp(R[j, i] - max(R[:, i])) for j in range(count)]
        A[:, i] = [power / sum(powers) for power in powers]
    F = np.array([[sum(A[j, i] * row[j] for j in range(count)) for i in range(count)] for row in v])
    return {"S": S, "R": R, "A": A, "F": F}


def row_of_attention(given, z, m):
    """Algorithm 7 for one sequence, head by head; z is residues by residues by channels."""
    found = {"beta": np.einsum("ijc,hc->hij", z, given["WB"]).reshape(len(given["WB"]), -1)}
    mixed = []
    for h, row in enumerate(np.asarray(given["WB"], dtype=float), 1):
        bias = np.einsum("ijc,c->ij", z, row)
        q, k, v = (np.einsum("oc,ci->oi", given[f"W{name}{h}"], m) for name in "QKV")
        one = attended(q, k, v, bias) | {"Q": q, "K": k, "V": v, "B": bias}
        mixed.extend(one["F"])
        found["c"] = np.array([[len(q)]], dtype=float)
        found |= {f"{name}{h}": values for name, values in one.items()}
    e = np.einsum("oc,ci->oi", given["WG"], m) + given["bG"]
    found |= {"E": e, "G": squeezed(e), "C": np.array(mixed)}
    found["H"] = found["G"] * found["C"]
    found["D"] = np.einsum("co,oi->ci", given["WO"], found["H"]) + given["bO"]
    found["M_new"] = m + found["D"]
    return found


def corrected(given, z, gate=squeezed):
    """Algorithm 11; z is residues by residues by channels, and flat a column for each pair."""
    found = {}
    residues = z.shape[0]

    def flat(table):
        return np.einsum("ijc->cij", table).reshape(table.shape[2], -1)

    def mapped(w, b, table):
        return np.einsum("oc,ijc->ijo", given[w], table) + np.ravel(given[b])

    whole, e = mapped("WX", "bX", z), mapped("WY", "bY", z)
    found |= {"X_open": flat(whole), "Y": flat(e), "GY": gate(flat(e))}
    found["X"] = found["X_open"] * found["GY"]
    a, b = np.split(found["X"].reshape(-1, residues, residues), 2)
    T = np.einsum("cik,cjk->cij", a, b)
    for name, tables in (("a", a), ("b", b), ("T", T)):
        found |= {f"{name}{c}": table for c, table in enumerate(tables, 1)}
    t = np.einsum("cij->ijc", T)
    e = flat(mapped("Wg", "bg", z))
    found |= {"t": flat(t), "U": flat(mapped("WU", "bU", t)), "e": e, "g": gate(e)}
    found["P_new"] = flat(z) + found["g"] * found["U"]
    return found


def reference(given):
    """Compute every named matrix as the two algorithms have it, without their normalisation."""
    z = np.einsum("cij->ijc", several(given, "Z"))
    flat = {"P": np.einsum("ijc->cij", z).reshape(z.shape[2], -1)}
    found = flat | row_of_attention(given, z, several(given, "M")[0]) | corrected(given, z)
    del found["GY"]  # by name there only by hand
    return found


# By PyTorch's own module, a mask of numbers for each head; then the triangles by its matmul.
IN_TORCH = """
import json, torch
out = []
for g in json.loads('''SETS'''):
    g = {k: torch.tensor(v, dtype=torch.float64) for k, v in g.items()}
    WQ, WK, WV, WB = (g[k] for k in ("WQ", "WK", "WV", "WB"))
    WQ, WK, WV = (one.flatten(0, 1) for one in (WQ, WK, WV))
    heads, (rows, channels) = WB.shape[0], WQ.shape
    bias = torch.einsum("hc,cij->hij", WB, g["Z"])
    found = {}
    for s, m in enumerate(g["M"], 1):
        layer = torch.nn.MultiheadAttention(
            rows, heads, bias=False, kdim=channels, vdim=channels, dtype=torch.float64
        )
        with torch.no_grad():
            # the module wants queries of as many features as it has rows: they come made
            weights = (torch.eye(rows, dtype=torch.float64), WK, WV)
            if layer.in_proj_weight is not None:
                layer.in_proj_weight.copy_(torch.cat(weights))
            else:
                layer.q_proj_weight.copy_(weights[0])
                layer.k_proj_weight.copy_(weights[1])
                layer.v_proj_weight.copy_(weights[2])
            layer.out_proj.weight.copy_(torch.eye(rows))
        asked = (WQ @ m).T
        mixed, shares = layer(asked, m.T, m.T, attn_mask=bias, average_attn_weights=False)
        gate = torch.sigmoid(g["WG"] @ m + g["bG"])
        found[f"M_new{s}"] = (m + g["WO"] @ (gate * mixed.T) + g["bO"]).tolist()
        for h, share in enumerate(shares, 1):
            found[f"A{s}{h}"] = share.T.tolist()
    z = g["Z"].flatten(1)
    edges = (g["WX"] @ z + g["bX"]) * torch.sigmoid(g["WY"] @ z + g["bY"])
    a, b = edges.reshape(-1, *g["Z"].shape[1:]).chunk(2)
    T = torch.matmul(a, b.transpose(1, 2))
    gate = torch.sigmoid(g["Wg"] @ z + g["bg"])
    found["P_new"] = (z + gate * (g["WU"] @ T.flatten(1) + g["bU"])).tolist()
    out.append(found)
print(json.dumps(out))
"""


def as_given(trace):
    """What a trace started from, stacks as lists."""
    stacks = {name: [m.values.tolist() for m in trace.stacks[name]] for name in
              ("M", "Z", "WQ", "WK", "WV")}  # fmt: skip
    alone = {name: trace[name].values.tolist() for name in trace.given if not trace[name].member}
    return stacks | alone


def of_attention(trace):
    """What the first part starts from."""
    taken = as_given(trace)
    return {name: taken[name] for name in
            ("M", "Z", "WQ", "WK", "WV", "WG", "bG", "WB", "WO", "bO")}  # fmt: skip


def test_both_parts_agree_with_pytorch(run_torch):
    sets = json.dumps([as_given(trace) for trace in BOTH])
    computed = json.loads(run_torch(IN_TORCH.replace("SETS", sets)))

    for trace, expected in zip(BOTH, computed, strict=True):
        last = ALPHAFOLD.run_on(of_attention(trace), variant="other_row")
        rows = len(trace.stacks["M"])
        pairs = [(trace, "1"), (last, str(rows))]
        for run, s in pairs:
            np.testing.assert_allclose(run["M_new"].values, expected[f"M_new{s}"], rtol=1e-9)
            for h, A in enumerate(run.stacks["A"], 1):
                np.testing.assert_allclose(A.values, expected[f"A{s}{h}"], rtol=1e-9)
        np.testing.assert_allclose(trace["P_new"].values, expected["P_new"], rtol=1e-9)


# Worked by hand from the given file.
BY_HAND = {
    "Q1": [[0, 0, 2], [0, 1, -1]],
    "K2": [[1, 0, 2], [0, 0, -2]],
    "B1": [[0, 0, 1], [1, 1, -2], [-1, -1, 3]],
    "B2": [[0, -1, 1], [1, -1, 1], [0, 1, -1]],
    "S1": [[0, -1, 3], [0, 1, -1], [0, 1, 3]],
    "S2": [[-1, 1, -1], [0, 0, 0], [-2, 0, 0]],
    "X_open": [
        [-1, -2, 2, 2, 0, -4, -3, -2, 4],
        [1, -1, 4, 4, 0, 1, 0, 2, 2],
        [-1, 0, -2, -2, 0, -2, -1, -2, 0],
        [1, 0, 1, 1, -1, 4, 2, 3, -3],
    ],
}


@pytest.mark.parametrize("name", BY_HAND)
def test_the_sums_are_those_of_the_hand(name):
    assert BOTH[0][name].values.tolist() == BY_HAND[name]


def test_by_hand_the_triangles_are_those_of_the_given_file():
    trace = ALPHAFOLD.run(variant="hand")
    expected = [[-1.75, 0, 1.25], [-0.5, -2, -0.5], [-3.25, 1, 1.75]]
    np.testing.assert_allclose(trace["Th1"].values, expected)


@SETS
def test_by_hand_every_matrix_is_that_of_the_algorithm_with_the_other_gate(trace):
    given = {name: trace[name].values for name in trace.given}
    taken = as_given(trace)
    kept = ("Z", "WX", "bX", "WY", "bY", "WU", "bU", "Wg", "bg")
    hand = ALPHAFOLD.run_on({name: taken[name] for name in kept}, variant="hand")
    expected = corrected(given, np.einsum("cij->ijc", several(given, "Z")), by_hand)

    rough = {"X": "Xh", "GY": "Gh", "t": "th", "U": "Uh", "g": "gh", "P_new": "P_newh",
             "T1": "Th1", "a1": "ah1", "b1": "bh1"}  # fmt: skip
    for name, other in rough.items():
        np.testing.assert_allclose(hand[other].values, expected[name], err_msg=name)
    for name in ("X_open", "Y", "e"):
        np.testing.assert_allclose(hand[name].values, expected[name], err_msg=name)


def test_the_triangle_that_is_drawn_is_a_part_of_its_third_edge():
    (drawn,) = BOTH[0].step(10).draws
    a, b, T = (BOTH[0][name].values for name in ("a1", "b1", "T1"))

    assert [(edge.start, edge.end) for edge in drawn.edges] == [(0, 2), (1, 2), (0, 1)]
    assert [edge.broken for edge in drawn.edges] == [False, False, True]
    assert drawn.edges[0].label == "a_1[1,3] = 1.00"
    assert drawn.edges[1].label == "b_1[2,3] = −1.00"
    np.testing.assert_allclose(T[0, 1], a[0, 0] * b[1, 0] + a[0, 1] * b[1, 1] + a[0, 2] * b[1, 2])


def test_two_residues_make_no_triangle_to_draw():
    trace = ALPHAFOLD.run(M=[[[1, 0], [2, 1], [0, 1]]], Z=[[[1, 0], [2, 1]], [[0, 1], [1, 1]]])

    assert trace.step(10).draws == ()
    assert trace["T1"].shape == (2, 2)


def test_the_bias_moves_the_shares_and_without_it_they_are_those_of_several_heads():
    trace = BOTH[0]
    plain = ALPHAFOLD.run(WB=[[0, 0], [0, 0]])
    weights = {name: [m.values for m in trace.stacks[name]] for name in ("WQ", "WK", "WV")}
    heads = find("multi-head-attention").run(X=trace["M1"].values, **weights)

    for name in ("A1", "A2", "F1", "F2"):
        np.testing.assert_allclose(plain[name].values, heads[name].values)
        assert not np.allclose(plain[name].values, trace[name].values)


@SETS
def test_the_last_sequence_goes_the_same_way(trace):
    given = {name: trace[name].values for name in trace.given}
    last = ALPHAFOLD.run_on(of_attention(trace), variant="other_row")
    z = np.einsum("cij->ijc", several(given, "Z"))

    for name, values in row_of_attention(given, z, several(given, "M")[-1]).items():
        np.testing.assert_allclose(last[name].values, values, err_msg=name)


def test_an_open_gate_lets_the_whole_update_through_and_a_shut_one_nothing():
    wide = ALPHAFOLD.run(Wg=[[0, 0], [0, 0]], bg=[[50], [50]])
    shut = ALPHAFOLD.run(Wg=[[0, 0], [0, 0]], bg=[[-50], [-50]])

    np.testing.assert_allclose(wide["P_new"].values, wide["P"].values + wide["U"].values)
    np.testing.assert_allclose(shut["P_new"].values, shut["P"].values, atol=1e-15)


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"Z": [[[1, 0], [0, 1]], [[1, 0], [0, 1]]]}, "both count residues"),
        ({"WB": [[1, 0], [0, 1], [1, 1]]}, "both count heads"),
        ({"WO": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}, "is 2·2"),
    ],
)
def test_numbers_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        ALPHAFOLD.run(**replaced)
