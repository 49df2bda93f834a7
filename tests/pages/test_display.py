"""What a page shows of a walkthrough besides its steps."""

import re

import pytest

from aibyhand import EXACT, PENCIL, find, slugs
from aibyhand.pages.lesson import Lesson, lesson
from aibyhand.pages.order import page_of
from aibyhand.render import step_view
from aibyhand.sheet.telling import most_telling


@pytest.mark.parametrize("slug", slugs())
def test_the_opening_links_what_to_know_first(slug):
    walkthrough = find(slug)
    shown = lesson(slug).opening().html.split("Know first: ")[1].split("<br>")[0]

    links = re.findall(r"href='\.\./([^']+)\.html'", shown)
    pencil = ["start/pencil"] if PENCIL in walkthrough.lanes else []
    needed = [page_of(find(first)) for first in walkthrough.after]
    assert links == ["start/reading-a-sheet", *pencil, *needed]


@pytest.mark.parametrize("slug", slugs())
def test_the_end_links_what_builds_on_the_page(slug):
    shown = lesson(slug).read_next().html

    for other in slugs():
        if slug in find(other).after:
            assert f"href='../{page_of(find(other))}.html'" in shown


def test_a_variant_shows_the_pictures_that_it_draws():
    shown = lesson("vector-database").variant_pictures("cosine").html

    assert "<svg" in shown
    assert "Query and sentences" in shown


def test_a_variant_without_pictures_is_refused():
    with pytest.raises(ValueError, match="gan: the variant generator draws no picture"):
        lesson("gan").variant_pictures("generator")


def test_a_page_shows_any_run():
    mine = find("softmax").run(x=[[1], [3]], lane=PENCIL)
    page = Lesson(mine)

    assert "2×1" in page.way().html
    assert page.other.trace.lane is EXACT
    assert (page.other.trace["x"].values == mine["x"].values).all()
    assert f"<li value='{len(mine.steps)}'>" in page.way().html


def test_a_variant_of_a_run_has_no_other_lane():
    variant = find("gcn").run(variant="kipf-welling")
    assert Lesson(variant).other is None


def test_each_step_is_searched_for_its_most_telling_cell_once(monkeypatch):
    searched = []
    monkeypatch.setattr(
        step_view, "most_telling", lambda results: searched.append(results) or most_telling(results)
    )
    page = lesson("gcn")
    for step in page.trace.steps:
        page.step(step.number)
    page.poster()
    assert len(searched) == sum(bool(step.shows) for step in page.trace.steps)
