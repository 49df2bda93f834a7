"""A gradient remembers what it is the gradient of: a picture writes it where that stood."""

import re

import pytest
from helpers import trace_of

import aibyhand

RUNS = [
    (slug, variant)
    for slug in aibyhand.slugs()
    for variant in ("", *dict(aibyhand.find(slug).variants))
]
# Its own letter in the source, which writes G for the slope by the prediction.
OWN_LETTER = {("sora-dit", "grad"): "pred_noise"}


def spelt(symbol: str) -> str:
    """Write an index of one letter in braces, too."""
    return re.sub(r"_(\w)", r"_{\1}", symbol)


@pytest.mark.parametrize(("slug", "variant"), RUNS)
def test_a_gradient_is_recorded_as_that_of_the_matrix_in_its_name(slug, variant):
    trace = trace_of(slug, variant=variant)
    by_symbol = {spelt(m.symbol): name for name, m in trace.matrices.items()}
    for name, m in trace.matrices.items():
        letter = re.fullmatch(r"\\mathrm\{d\}(?:_\{[^}]*\})?(.+)", spelt(m.symbol))
        named = OWN_LETTER.get((slug, name), by_symbol.get(letter[1]) if letter else None)
        assert (m.of.name if m.of else None) == named, (name, m.symbol)
        if m.of:
            assert trace[named] is m.of
            assert m.shape == m.of.shape
