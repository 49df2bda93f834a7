"""The given numbers are those of the sources: one that is mistyped would change a whole page."""

import json

import numpy as np
import pytest
from every import SLUGS
from helpers import ROOT, trace_of

# Typed from the sources, and not from the walkthroughs; by the names that both have.
TYPED = json.loads((ROOT / "tests" / "contracts" / "given.json").read_text(encoding="utf-8"))
# What no source gives as a matrix: our own choices, and words that became numbers.
OWN = {
    "backpropagation": {"eta"},
    "convolution-exercise": {"white"},
    "flattening": {"bk"},
    "rlhf": {"E", "win", "lose", "prompt"},
    "vector-database": {"s1", "s2", "s3", "q"},
}


@pytest.mark.parametrize("slug", TYPED)
def test_what_is_given_is_what_the_source_gives(slug):
    trace = trace_of(slug)
    for name, values in TYPED[slug].items():
        np.testing.assert_allclose(
            trace[name].values, np.atleast_2d(values), rtol=0, atol=1e-12, err_msg=name
        )
    assert set(trace.given) - TYPED[slug].keys() == OWN.get(slug, set())


def test_no_walkthrough_is_left_out():
    assert TYPED.keys() == set(SLUGS)
