"""A page in another size: its figures and numbers are Python's, and the address carries it."""

import numpy as np
import pytest
from helpers import opened

import aibyhand
from aibyhand.core.numbers import number
from aibyhand.pages.order import page_of
from aibyhand.practice.numbers import from_link
from aibyhand.practice.resized import choices, resized

pytestmark = pytest.mark.slow


def shown_run(slug):
    walkthrough = aibyhand.find(slug)
    return walkthrough.run(lane=walkthrough.shown_lane)


SIZES = [
    (f"{page_of(aibyhand.find(slug))}.html", slug, choice, choice.lengths[-1])
    for slug in aibyhand.slugs()
    for choice in choices(shown_run(slug))
]
ATTENTION = "attention/self-attention.html"

# The numbers of every matrix of the first run, and those that its figures draw, by matrix.
READ = """() => {
  const { live, figures } = abh, values = {}, drawn = {};
  for (const k of live.runs["0"]) values[live.matrices[k].name] = live.all[k].values;
  for (const figure of figures.filter(({ run }) => run === "0")) {
    for (const block of figure.blocks) {
      block.texts.forEach((text, n) => {
        const { i, j } = block.cell(Math.floor(n / block.wide), n % block.wide);
        const shown = [i, j, text.textContent];
        (drawn[live.matrices[block.k].name] ??= []).push(shown);
      });
    }
  }
  return [values, drawn, abh.numbers.problem ?? ""];
}"""
# What the lists below the given matrices say: each its label and its length.
CHOSEN = """() => [...document.querySelectorAll(".abh-sizes label")]
  .map(({ firstChild, lastChild }) => [firstChild.data.trim(), lastChild.value])"""


@pytest.mark.parametrize(
    ("page_name", "slug", "choice", "length"),
    [pytest.param(*one, id=f"{one[1]}-{one[2].word}") for one in SIZES],
)
def test_a_page_in_another_size_shows_the_numbers_of_python(open_page, slug, choice, length):
    expected = resized(shown_run(slug), choice, length)
    page = opened(open_page, query=f"#numbers-1&size={choice.word}.{length}")
    values, drawn, problem = page.evaluate(READ)
    assert not problem
    assert values.keys() == expected.matrices.keys()
    for name, matrix in expected.matrices.items():
        np.testing.assert_allclose(values[name], matrix.values, rtol=1e-9, atol=1e-12)
    assert drawn
    for name, cells in drawn.items():
        matrix = expected.matrices.get(name)
        for i, j, text in cells if matrix else ():
            assert text == number(float(matrix.values[i, j]), matrix.digits), (name, i, j)
    of_a_figure = {one.name for step in expected.steps for one in step.shows}
    assert of_a_figure & drawn.keys()
    assert [choice.name, str(length)] in page.evaluate(CHOSEN)


@pytest.mark.parametrize("page_name", [ATTENTION])
def test_a_reader_takes_a_fifth_token_changes_it_and_goes_back(open_page):
    page = opened(open_page)
    assert page.locator("svg g[data-m='S'] text").count() > 0
    page.locator(".abh-sizes select").select_option("5")
    page.wait_for_url("**#numbers-1&size=tokens.5")
    page.wait_for_selector("html[data-live=ready]")
    scores = page.locator("[data-part='step-4'] figure svg g[data-m='S'] text")
    assert scores.count() == 25
    page.evaluate("abh.numbers.change(0, 0, 4, 7); abh.numbers.write()")
    given = from_link(aibyhand.find("self-attention").run(), page.url)
    assert given["X"].tolist() == page.evaluate("abh.live.given[0]")
    assert "another size (tokens: 5), your numbers" in page.locator(".abh-bar").inner_text()

    page.get_by_role("button", name="Reset").click()
    page.wait_for_function("!location.hash && document.documentElement.dataset.live === 'ready'")
    page.wait_for_function("document.querySelectorAll(\"[data-part='step-4'] figure svg"
                           " g[data-m='S'] text\").length === 16")  # fmt: skip


@pytest.mark.parametrize("page_name", [ATTENTION])
@pytest.mark.parametrize("size", ["tokens.9", "tokens.x", "features.5"])
def test_an_address_with_a_size_that_the_page_lacks_says_so(open_page, size):
    page = opened(open_page, query=f"#numbers-1&size={size}&X.1.1=3")
    assert f"size={size}, which can't be followed" in page.evaluate("abh.numbers.problem")
    assert page.evaluate("abh.live.given[0][0]") == [3, 0, 0, 2]


@pytest.mark.parametrize("page_name", [ATTENTION])
def test_nobody_can_choose_on_paper(open_page):
    page = opened(open_page)
    lists = page.locator(".bd-article select")
    assert lists.first.is_visible()
    page.emulate_media(media="print")
    assert [one.is_visible() for one in lists.all()] == [False] * lists.count()
