"""Every walkthrough: each matrix is printed as the page's maths writes it."""

import re
import tomllib

import pytest
from every import SLUGS, every
from helpers import ROOT, trace_of

import aibyhand
from aibyhand.walk import Trace

TYPED = tomllib.loads((ROOT / "tests" / "contracts" / "names.toml").read_text(encoding="utf-8"))
WRONG = TYPED.pop("wrong")


def bare(tex: str) -> str:
    """TeX without the braces that a subscript of one letter doesn't need."""
    return re.sub(r"_\{(\w)\}", r"_\1", tex)


def with_accent(accent: str, tex: str) -> str:
    """A bar or a tilde on the letter; a prime behind everything."""
    if accent == "prime":
        return f"{tex}'"
    letter = re.match(r"\\[a-z]+|[A-Za-z]", tex)
    assert letter, tex
    return rf"\{accent}{{{letter[0]}}}{tex[letter.end() :]}"


ACCENTS = {"new", "both"}  # of what learns, in a walkthrough or in a variant of it


def plainly(name: str) -> str:
    """A letter, and what follows it below; a long word stands upright."""
    below = name[1:].lstrip("_")
    if len(below) > 3 and below.isalpha():
        below = rf"\mathrm{{{below}}}"
    return f"{name[0]}_{{{below}}}" if below else name[0]


def names_of(slug: str, own: str) -> dict[str, str]:
    """What is typed for a walkthrough, and for its variant or its lane."""
    flat = {name: tex for name, tex in TYPED[slug].items() if isinstance(tex, str)}
    return flat | TYPED[slug].get(own, {})


def expected(name: str, typed: dict[str, str], trace: Trace) -> str:
    """The TeX of a name: as it is typed, or by how learning names what it computes."""
    if name in typed:
        return typed[name]
    known = trace.matrices.keys()
    if name.endswith("_new"):  # a weight that has learned, and whatever is computed with it
        return with_accent(typed["new"], expected(name.removesuffix("_new"), typed, trace))
    if name.endswith("_1") and name[:-2] in known:  # with a row of ones
        return with_accent("bar", expected(name[:-2], typed, trace))
    if name.startswith("d") and name.removesuffix("_both")[1:] in known:  # a gradient
        of = expected(name.removesuffix("_both")[1:], typed, trace)
        return typed["both"] + of[1:] if name.endswith("_both") else rf"\mathrm{{d}}{of}"
    return plainly(name)


def check_names(trace: Trace, own: str) -> None:
    typed = names_of(trace.walkthrough.slug, own)
    for name, m in trace.matrices.items():
        assert bare(m.symbol) == bare(expected(name, typed, trace)), name


@every
def test_every_matrix_has_the_symbol_of_the_page(slug):
    for lane in aibyhand.find(slug).lanes:
        check_names(trace_of(slug, lane), lane.name)


@pytest.mark.parametrize(
    ("slug", "variant"), [(s, name) for s in SLUGS for name, _ in aibyhand.find(s).variants]
)
def test_every_matrix_of_a_variant_has_its_symbol(slug, variant):
    check_names(trace_of(slug, variant=variant), variant)


@every
def test_a_wrong_turn_is_printed_beside_the_right_result_with_a_bar_or_as_it_is_typed(slug):
    walkthrough = aibyhand.find(slug)
    trace = trace_of(slug, walkthrough.shown_lane)
    turns = walkthrough.wrong_turns
    barred = [with_accent("bar", trace[turn.right].symbol) for turn in turns]
    said = [turn.produces(trace).symbol for turn in turns]
    assert list(map(bare, said)) == list(map(bare, WRONG.get(slug, barred)))


def test_every_typed_name_is_one_of_its_walkthrough():
    assert TYPED.keys() == set(SLUGS)
    for slug, typed in TYPED.items():
        walkthrough = aibyhand.find(slug)
        of = {lane.name: trace_of(slug, lane) for lane in walkthrough.lanes}
        of |= {name: trace_of(slug, variant=name) for name, _ in walkthrough.variants}
        own = {key: names for key, names in typed.items() if isinstance(names, dict)}
        for key, names in own.items():
            typed_there = names.keys() - ACCENTS
            assert typed_there <= of[key].matrices.keys(), f"{slug}, {key}"
        known = {name for trace in of.values() for name in trace.matrices}
        assert typed.keys() - own.keys() - ACCENTS <= known, slug
