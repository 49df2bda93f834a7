"""Every given matrix has the labels of its page beside its rows and above its columns."""

import tomllib

import pytest
from every import SLUGS
from helpers import ROOT, trace_of

import aibyhand
from aibyhand.core import Axis

TYPED = tomllib.loads((ROOT / "tests" / "contracts" / "axes.toml").read_text(encoding="utf-8"))
RUNS = [(s, name) for s in SLUGS for name in ("", *(n for n, _ in aibyhand.find(s).variants))]


def labels(axis: Axis | None, length: int, typed: str) -> str:
    """The word of an axis, and its first labels, as many as are typed."""
    if axis is None:
        return ""
    shown = min(length, typed.count(",") + 1)
    return f"{axis.word}: {', '.join(axis.label(k) for k in range(shown))}"


@pytest.mark.parametrize(("slug", "variant"), RUNS)
def test_what_is_given_has_the_labels_of_its_page(slug, variant):
    trace, axes = trace_of(slug, variant=variant), TYPED.get(slug, {})
    for name in trace.given:
        m, typed = trace[name], axes.get(f"{name} in {variant}", axes.get(name, {}))
        own = [typed.get("rows", ""), typed.get("columns", "")]
        found = [labels(a, n, t) for a, n, t in zip((m.rows, m.columns), m.shape, own, strict=True)]
        assert found == own, name


def test_every_typed_axis_is_of_a_given_matrix():
    given = {slug: {n for s, v in RUNS if s == slug for n in trace_of(s, variant=v).given}
             for slug in TYPED}  # fmt: skip
    for slug, typed in TYPED.items():
        assert {key.split(" in ")[0] for key in typed} <= given[slug], slug
