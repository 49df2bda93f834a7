"""Graph convolutional network: neighbour sums by NetworkX and by plain loops, and the source."""

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given
from hypothesis import strategies as st
from loops import affine, clipped

from aibyhand import find

GCN = find("gcn")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def pooled(messages, weights):
    """Give every node the weighted sum of what arrives along its edges and from itself."""
    count = len(weights)
    found = np.zeros(messages.shape)
    for node in range(count):
        for sender in range(count):
            found[:, node] += messages[:, sender] * weights[sender][node]
    return found


def reference(given):
    """Compute every named matrix in loops, without the package."""
    g = {name: np.asarray(values, dtype=float) for name, values in given.items()}
    count = len(g["Adj"])
    A = np.array([[g["Adj"][i, j] + (i == j) for j in range(count)] for i in range(count)])
    found = {"A": A}
    x = g["X"]
    for k, node in ((1, 0), (2, min(2, count - 1))):
        found[f"Z{k}"] = affine(g[f"W{k}"], x, g[f"b{k}"])
        found[f"M{k}"] = clipped(found[f"Z{k}"])
        found[f"F{k}"] = x = pooled(found[f"M{k}"], A)
        found[f"f{k}_{LETTERS[node]}"] = x[:, [node]]
        for sender in range(count):
            if A[sender, node]:
                found[f"m{k}_{LETTERS[sender]}"] = found[f"M{k}"][:, [sender]]
    found["Zh"] = affine(g["L1"], x, g["c1"])
    found["H"] = clipped(found["Zh"])
    found["out"] = affine(g["L2"], found["H"], g["c2"])
    found["p"] = np.array([[(1 + np.tanh(v / 2)) / 2 for v in row] for row in found["out"]])
    return found


def kipf_and_welling(g):
    """Compute the normalised network by its dense formula, the bias inside the message."""
    A = g["Adj"] + np.eye(len(g["Adj"]))
    root = np.diag(A.sum(axis=0) ** -0.5)
    N = root @ A @ root
    F1 = np.maximum((g["W1"] @ g["X"] + g["b1"]) @ N, 0)
    F2 = np.maximum((g["W2"] @ F1 + g["b2"]) @ N, 0)
    out = g["L2"] @ np.maximum(g["L1"] @ F2 + g["c1"], 0) + g["c2"]
    return {"A_hat": N, "F1": F1, "F2": F2, "out": out, "p": 1 / (1 + np.exp(-out))}


def as_given(trace):
    return {name: trace[name].values for name in trace.given}


TRACES = [GCN.run(), GCN.run_second()]
both = pytest.mark.parametrize("trace", TRACES, ids=["given", "second"])


@both
def test_pooling_is_the_neighbour_sums_of_networkx(trace, need):
    networkx = need("networkx")
    graph = networkx.from_numpy_array(trace["Adj"].values)
    for k in (1, 2):
        messages, features = trace[f"M{k}"].values, trace[f"F{k}"].values
        for node in graph:
            heard = messages[:, [node, *graph.neighbors(node)]]
            np.testing.assert_allclose(features[:, node], heard.sum(axis=1))


@both
def test_the_network_is_its_dense_formula(trace):
    g = as_given(trace)
    A = g["Adj"] + np.eye(len(g["Adj"]))
    F1 = np.maximum(g["W1"] @ g["X"] + g["b1"], 0) @ A
    F2 = np.maximum(g["W2"] @ F1 + g["b2"], 0) @ A
    out = g["L2"] @ np.maximum(g["L1"] @ F2 + g["c1"], 0) + g["c2"]

    np.testing.assert_allclose(trace["out"].values, out)
    np.testing.assert_allclose(trace["p"].values, 1 / (1 + np.exp(-out)))


@examples(40)
@given(given=anybodys("gcn"))
def test_every_matrix_agrees_with_the_loops(given):
    trace = GCN.run(**given)
    for name, values in reference(given).items():
        np.testing.assert_allclose(trace[name].values, values, rtol=1e-9, atol=1e-9, err_msg=name)


@examples(20)
@given(given=anybodys("gcn"), weight=st.sampled_from([0.5, 1.0, 2.0]))
def test_edges_may_have_weights_and_lead_one_way(given, weight):
    given = given | {"Adj": np.triu(given["Adj"]) * weight}
    trace = GCN.run(**given)
    for name, values in reference(given).items():
        np.testing.assert_allclose(trace[name].values, values, rtol=1e-9, atol=1e-9, err_msg=name)


@pytest.mark.parametrize("second", [False, True])
def test_the_variant_is_kipf_and_wellings_formula(second):
    given = dict(GCN.second) if second else {}
    trace = GCN.run(variant="kipf-welling", **given)
    for name, values in kipf_and_welling(as_given(trace)).items():
        np.testing.assert_allclose(trace[name].values, values, rtol=1e-9, err_msg=name)


@examples(20)
@given(given=anybodys("gcn"))
def test_the_variant_writes_out_what_it_pools(given):
    trace = GCN.run(variant="kipf-welling", **given)
    A = trace["A"].values
    for k in (1, 2):
        node = min(2 * k - 2, len(A) - 1)
        written = trace[f"f{k}_{LETTERS[node]}"].values
        np.testing.assert_allclose(written, trace[f"G{k}"].values[:, [node]], atol=1e-9)


def test_the_two_sums_of_the_post_stand_on_the_sheet():
    # Typed from the post.
    trace = GCN.run()

    assert trace["m1_A"].values.ravel().tolist() == [3, 0, 1]
    assert trace["m1_C"].values.ravel().tolist() == [1, 0, 0]
    assert trace["f1_A"].values.ravel().tolist() == [4, 0, 1]
    assert trace["m2_A"].values.ravel().tolist() == [1, 2, 4]
    assert trace["m2_B"].values.ravel().tolist() == [1, 3, 5]
    assert trace["m2_C"].values.ravel().tolist() == [0, 0, 1]
    assert trace["f2_C"].values.ravel().tolist() == [2, 5, 10]
    assert trace["f2_C"].equation == "f_{2C} = m_{2A} + m_{2B} + m_{2C}"
    assert trace["f2_C"].worked(2, 0).tex == "4 + 5 + 1"


def test_the_hand_sigmoid_gives_the_outputs_of_the_post():
    trace = GCN.run(lane="pencil")

    assert trace["p_hand"].values.tolist() == [[0, 1, 1, 1, 0.5]]
    assert trace["p_hand"].made.op.approximate
    assert "p" not in trace.matrices
    np.testing.assert_allclose(GCN.run()["p"].values[0, :2], [0.047426, 0.952574], atol=1e-6)


def test_the_graph_has_the_order_and_the_colour_of_the_columns():
    trace = GCN.run()
    (graph,) = trace.step(1).draws

    assert graph.nodes == tuple("ABCDE")
    assert [trace["X"].columns.label(j) for j in range(5)] == list("ABCDE")
    assert {(e.start, e.end) for e in graph.edges} == {(0, 2), (1, 2), (1, 3), (1, 4)}
    assert graph.role is trace["X"].role


def test_only_the_edges_to_the_written_node_are_drawn():
    (graph,) = GCN.run().step(9).draws

    assert graph.directed
    assert {(e.start, e.end) for e in graph.edges} == {(0, 2), (1, 2)}


def test_a_single_node_hears_itself_alone():
    trace = GCN.run(X=[[1], [2], [0], [1]], Adj=[[0]])

    np.testing.assert_array_equal(trace["F2"].values, trace["M2"].values)
    np.testing.assert_array_equal(trace["f2_A"].values, trace["M2"].values)


def test_a_path_of_thirty_nodes_gets_labels_beyond_z():
    path = np.eye(30, k=1) + np.eye(30, k=-1)
    trace = GCN.run(
        X=np.ones((4, 30)), Adj=path + (np.arange(30) == 28)[:, None] * (np.arange(30) == 0)
    )

    assert "m1_C1" in trace.matrices


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"Adj": [[0, 1], [1, 0]]}, "X has 5 nodes, and Adj has 2: both count nodes"),
        ({"Adj": [[0, 1, 0], [1, 0, 0]]}, "X has 5 nodes, and Adj has 2: both count nodes"),
        ({"Adj": [[0, 1], [1, 0], [1, 1]]}, "X has 5 nodes, and Adj has 3: both count nodes"),
        ({"W1": [[1, 2]] * 3}, "X has 4 features, and W_1 has 2: both count features"),
        ({"b2": [[1], [2]]}, "W_2 has 3 second units, and b_2 has 2: both count second units"),
    ],
)
def test_sizes_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        GCN.run(**replaced)


def test_a_loop_that_is_there_already_is_refused():
    """Libraries differ: one adds 1 all the same, the other leaves the loop. So say so."""
    loop = np.eye(5, k=1) + 2.5 * np.diag([0, 1, 0, 0, 0])
    for variant in ("", "kipf-welling"):
        said = "gcn: Adj has 2.5 in row 2, column 2: node B is its own neighbour already"
        with pytest.raises(ValueError, match=said):
            GCN.run(variant=variant, Adj=loop)
    with pytest.raises(ValueError, match="Adj has -1 in row 1, column 1"):
        GCN.run(X=[[1], [2], [0], [1]], Adj=[[-1]])  # would leave no neighbour at all
