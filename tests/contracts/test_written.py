"""Every walkthrough: its equations, worked cells and lines of code say what was computed."""

import json
import re

import numpy as np
import pytest
from every import LANES, check_worked, every_lane, runs, variants
from helpers import (
    everything,
    given_of,
)

from aibyhand.core.names import plain
from aibyhand.draw.glyphs import outline
from aibyhand.draw.mathml import mathml


@pytest.mark.slow
@every_lane
def test_every_equation_can_be_set_and_read(slug, lane):
    for trace in runs(slug, lane) + variants(slug):
        for m in everything(trace):
            assert outline(m.symbol).d, m.symbol
            assert mathml(m.symbol)
            if m.made:
                assert mathml(m.equation, display=True)
                assert outline(m.equation).d
                assert not re.search(r"[\\{}]", plain(m.equation)), plain(m.equation)
                assert "{" not in m.words
            assert not re.search(r"[\\{}]", m.printed), m.printed


@every_lane
def test_every_worked_cell_is_right(slug, lane):
    for trace in runs(slug, lane) + variants(slug):
        for m in everything(trace):
            if m.made:
                check_worked(m)


@every_lane
def test_the_copied_lines_give_the_numbers(slug, lane):
    for trace in runs(slug, lane) + variants(slug):
        scope = {"np": np} | given_of(trace)
        for m in trace.matrices.values():
            if m.made:
                exec(m.numpy, scope)
                assert np.shape(scope[m.name]) == m.shape, m.numpy
                np.testing.assert_allclose(
                    scope[m.name], m.values, rtol=1e-9, atol=1e-12, err_msg=m.numpy
                )


@pytest.mark.slow
def test_the_copied_lines_for_torch_give_the_numbers(run_torch):
    traces = {
        f"{slug}, {lane}, {k}": trace
        for slug, lane in LANES
        for k, trace in enumerate(runs(slug, lane) + variants(slug))
    }
    cases = {
        key: {
            "given": {name: values.tolist() for name, values in given_of(trace).items()},
            "lines": [m.torch for m in trace.matrices.values() if m.made],
            "names": list(trace.matrices),
        }
        for key, trace in traces.items()
    }
    computed = json.loads(run_torch(f"cases = {json.dumps(cases)}\n{IN_TORCH}"))
    for key, trace in traces.items():
        assert "problem" not in computed[key], f"{key}: {computed[key]['problem']}"
        for name, m in trace.matrices.items():
            np.testing.assert_allclose(
                computed[key][name], m.values, rtol=1e-6, atol=1e-9, err_msg=f"{key}: {name}"
            )


IN_TORCH = """
import json, torch
out = {}
for key, case in cases.items():
    scope = {name: torch.tensor(v, dtype=torch.float64) for name, v in case["given"].items()}
    scope["torch"] = torch
    out[key] = {}
    for line in case["lines"]:
        try:
            exec(line, scope)
        except Exception as problem:
            out[key]["problem"] = f"{line}: {problem}"
            break
    else:
        out[key] = {name: scope[name].tolist() for name in case["names"]}
print(json.dumps(out))
"""
