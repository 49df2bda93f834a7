"""Tensors: slow loops over sheet, row and column, NumPy with three axes, and ONNX."""

import numpy as np
import pytest

from aibyhand import find

TENSORS = find("tensors")
BOTH = [TENSORS.run(), TENSORS.run_second()]
SETS = pytest.mark.parametrize("trace", BOTH, ids=["given", "second"])


def sheets_of(given):
    return [given[name] for name in sorted(given) if name[0] == "T" and name[1:].isdigit()]


def reference(given):
    """Every number by its sheet, row and column, in loops."""
    T = [[[float(v) for v in row] for row in sheet] for sheet in sheets_of(given)]
    m, n, q = len(T), len(T[0]), len(T[0][0])
    M, N, Q = range(m), range(n), range(q)
    r, c, s, x, f, p, t = (
        np.ravel(given[name]).tolist()
        for name in ("row", "column", "sheets", "x", "fib", "p", "twos")
    )
    k = float(np.squeeze(given["two"]))
    read = [T[a][b][d] for a in M for b in N for d in Q]
    found = {
        "m": m, "rows": n, "columns": q, "shape": [[m, n, q]], "rank": 3, "size": len(read),
        "rank4": np.size(given["shape4"]), "pick": T[1][0][2], "last": read[-1],
        "line": [[T[a][1][3] for a in M]],
        "sum0": [[sum(T[a][b][d] for a in M) for d in Q] for b in N],
        "sum1": [[sum(T[a][b][d] for b in N) for d in Q] for a in M],
        "sum2": [[sum(T[a][b][d] for d in Q) for a in M] for b in N],
        "flat": [T[a][b] for a in M for b in N],
        "wide": [[read[i * m * n + j] for j in range(m * n)] for i in Q],
        "turned": [[T[a][b][d] for a in M for b in N] for d in Q],
        "twice": [[T[1][b][d] + T[1][b][d] for d in Q] for b in N],
        "plus_row": [[T[1][b][d] + r[d] for d in Q] for b in N],
        "plus_column": [[T[1][b][d] + c[b] for d in Q] for b in N],
        "both": [[v + w for w in p] for v in x],
        "new": [[v + 1 for v in row] for row in T[0]], "old": T[0],
        "first": f[0], "second": f[1], "end": f[-1], "reshaped": [x],
        "doubled": [[v + v for v in x]], "by_number": [[v * k for v in x]],
        "by_list": [[v * w for v, w in zip(x, t, strict=True)]],
    }  # fmt: skip
    for a in M:
        found |= {f"e{a}": T[a][1][3], f"g{a}": s[a]}
        found[f"d{a}"] = [[sum(T[a][b][d] for b in N) for d in Q]]
        found[f"b{a}"] = [[sum(T[a][b])] for b in N]
        found[f"G{a}"] = [[v * s[a] for v in row] for row in T[a]]
    return {name: np.atleast_2d(values) for name, values in found.items()}


def as_array(trace):
    return np.stack(sheets_of({name: trace[name].values for name in trace.given}))


@SETS
def test_numpy_does_the_same_with_three_axes(trace):
    T = as_array(trace)
    count, high, wide = T.shape

    assert trace["shape"].values.tolist() == [list(T.shape)]
    assert (trace["rank"].values, trace["size"].values) == (T.ndim, T.size)
    np.testing.assert_allclose(trace["line"].values[0], T[:, 1, 3])
    np.testing.assert_allclose(trace["sum0"].values, T.sum(axis=0))
    np.testing.assert_allclose(trace["sum1"].values, T.sum(axis=1))
    np.testing.assert_allclose(trace["sum2"].values.T, T.sum(axis=2))
    np.testing.assert_allclose(trace["wide"].values, T.reshape(wide, count * high))
    scaled = T * trace["sheets"].values.reshape(-1, 1, 1)
    for k in range(count):
        np.testing.assert_allclose(trace[f"G{k}"].values, scaled[k])


def in_onnx(need, kind, *inputs, **settings):
    helper, evaluator = need("onnx.helper"), need("onnx.reference")
    names = [f"i{k}" for k in range(len(inputs))]
    kinds = [11 if one.dtype == float else 7 for one in inputs]
    ends = [
        helper.make_tensor_value_info(name, kind, one.shape)
        for name, kind, one in zip(names, kinds, inputs, strict=True)
    ]
    node = helper.make_node(kind, names, ["o"], **settings)
    out = helper.make_tensor_value_info("o", 11, None)
    model = helper.make_model(helper.make_graph([node], "one", ends, [out]))
    (found,) = evaluator.ReferenceEvaluator(model).run(None, dict(zip(names, inputs, strict=True)))
    return found


@SETS
def test_onnx_reshapes_expands_and_adds_alike(need, trace):
    T = as_array(trace)
    wide = np.array(trace["wide"].shape)
    np.testing.assert_allclose(in_onnx(need, "Reshape", T, wide), trace["wide"].values)
    row = in_onnx(need, "Expand", trace["row"].values, np.array(T[1].shape))
    np.testing.assert_allclose(T[1] + row, trace["plus_row"].values)
    for axis, turned in ((0, False), (1, False), (2, True)):
        found = in_onnx(need, "ReduceSum", T, np.array([axis]), keepdims=0)
        np.testing.assert_allclose(found.T if turned else found, trace[f"sum{axis}"].values)


def test_what_the_source_prints():
    trace = BOTH[0]

    assert [trace[name].values.item() for name in ("first", "second", "end")] == [0, 1, 34]
    assert (trace["x"].shape, trace["reshaped"].shape) == ((3, 1), (1, 3))
    for name in ("doubled", "by_number", "by_list"):
        assert trace[name].values.tolist() == [[2, 4, 6]]


def test_a_number_is_its_own_address():
    trace = BOTH[0]

    assert (trace["pick"].values, trace["last"].values) == (102, 214)
    assert trace["line"].values.tolist() == [[13, 113, 213]]


def test_three_numbers_and_two_do_not_fit():
    trace = BOTH[0]
    with pytest.raises(ValueError, match="broadcast"):
        np.ravel(trace["x"].values) + np.ravel(trace["p"].values)
    with pytest.raises(ValueError, match="meet"):
        (trace["x"] + trace["p"].T).named("r", trace["x"].role)
