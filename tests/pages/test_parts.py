"""Parts and the order to learn in: no circle, nothing before what it needs."""

import runpy
from dataclasses import replace

import pytest
from helpers import ROOT

from aibyhand import find, slugs
from aibyhand.pages.order import PARTS, contents, in_order, page_of, parts, what_next


def toys(**after: str):
    """Make walkthroughs of one part that come after each other."""
    model = replace(find("softmax"), part="basics")
    return tuple(replace(model, slug=s, after=tuple(a.split())) for s, a in after.items())


def test_every_walkthrough_is_in_one_part_and_after_what_it_needs():
    order = [w for part in parts().values() for w in part]

    assert sorted(w.slug for w in order) == sorted(slugs())
    place = {w.slug: i for i, w in enumerate(order)}
    for w in order:
        assert w.minutes > 0, f"{w.slug}: say how many minutes it takes"
        assert all(place[first] < place[w.slug] for first in w.after)


def test_what_to_read_next_never_leads_back():
    order = [w.slug for part in parts().values() for w in part]

    for slug in order:
        following = [w.slug for w in what_next(find(slug))]
        assert all(order.index(one) > order.index(slug) for one in following)
        assert following or slug == order[-1]


def test_the_chain_is_kept_whatever_the_names_are():
    ordered = in_order(toys(a="c", b="", c="b"))["basics"]

    assert [w.slug for w in ordered] == ["b", "c", "a"]


def test_of_two_that_could_come_next_the_shorter_comes_first():
    one, two = toys(one="", two="")

    ordered = in_order((replace(one, minutes=9), replace(two, minutes=8)))["basics"]

    assert [w.slug for w in ordered] == ["two", "one"]


def test_what_more_of_its_part_build_on_comes_before_what_is_shorter():
    short, long, other = toys(short="", long="", other="long")
    later = replace(other, slug="later", part="vision", after=("short",))  # of another part

    ordered = in_order((replace(short, minutes=1), replace(long, minutes=9), other, later))

    assert [w.slug for w in ordered["basics"]] == ["long", "short", "other"]


def test_a_circle_is_refused_with_its_members():
    with pytest.raises(ValueError, match=r"each needs the next: (a → b|b → a)"):
        in_order(toys(a="b", b="a"))


def test_unknown_parts_and_walkthroughs_are_refused():
    (toy,) = toys(a="")

    with pytest.raises(ValueError, match="a: no part 'astrology'; there are: basics, recurrent"):
        in_order((replace(toy, part="astrology"),))
    with pytest.raises(ValueError, match="a: comes after 'z', which is no walkthrough"):
        in_order((replace(toy, after=("z",)),))


def test_what_is_needed_is_not_in_a_later_part():
    early, late = toys(early="late", late="")

    with pytest.raises(ValueError, match="early: needs late, which is in a later part"):
        in_order((early, replace(late, part="vision")))


def test_the_contents_name_every_page_under_its_part():
    shown = contents()

    assert [line for line in shown.splitlines() if line.startswith(":caption:")] == [
        f":caption: {title}" for title in PARTS.values()
    ]
    assert all(f"\n{page_of(find(slug))}\n" in shown for slug in slugs())


def test_the_list_in_the_readme_is_the_packages():
    tool = runpy.run_path(str(ROOT / "tools" / "make_list.py"))
    kept = (ROOT / "README.md").read_text(encoding="utf-8")

    assert kept == tool["with_list"](kept), "it is stale: run python tools/make_list.py"
    assert all(f"(docs/{page_of(find(slug))}.md)" in kept for slug in slugs())
