"""The pages around the walkthroughs: links, examples, errata and credits."""

import re
from html import unescape

import numpy as np
import pytest
from helpers import ROOT

from aibyhand import Role, find, notes, slugs
from aibyhand.core import Matrix
from aibyhand.ledger import entry, references, sources
from aibyhand.pages import credits, errata, examples, gallery, roles, start
from aibyhand.pages.html import Html
from aibyhand.pages.lesson import lesson
from aibyhand.walk import EXACT, PENCIL


@pytest.fixture(autouse=True)
def _in_the_pages_folder(monkeypatch):
    """Be where a page's cells run."""
    monkeypatch.chdir(ROOT / "docs")


def words(piece: Html) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", piece.html))).strip()


def links(piece: Html) -> set[str]:
    return set(re.findall(r"href='([^':#]+\.html)'", piece.html))


def test_the_gallery_links_every_walkthrough_to_its_page():
    found = links(gallery.gallery())

    assert {link.rpartition("/")[2].removesuffix(".html") for link in found} == set(slugs())
    assert all((ROOT / "docs" / link).with_suffix(".md").exists() for link in found)


def test_a_card_says_the_level_the_time_and_what_to_know_first():
    shown = words(gallery.gallery())

    assert "Level 1 · 10 min" in shown  # softmax
    assert "Level 2 · 30 min · after Softmax" in shown  # self-attention
    assert "Level 3 · 35 min · after Self-attention" in shown  # the transformer


@pytest.mark.parametrize(
    ("slug", "matrix"),
    # products, and where there is none, a calculation cell by cell
    [("self-attention", "Z"), ("lstm", "z_o3"), ("relu", "y"), ("softmax", "p")],
)
def test_a_card_shows_a_result_whose_digits_can_be_read(slug, matrix):
    drawn = gallery.telling_figure(find(slug))

    assert drawn.words.startswith(f"{matrix} of ")
    assert drawn.width <= gallery.CARD[0]
    assert drawn.height <= gallery.CARD[1]


def test_a_page_in_a_folder_links_from_that_folder(monkeypatch):
    monkeypatch.chdir(ROOT / "docs" / "start")

    assert "../basics/softmax.html" in links(roles.roles(".."))
    assert "../basics/softmax.html" in links(credits.credits(".."))


def test_every_role_has_a_row_with_its_word_and_its_colours():
    shown = roles.roles().html

    for role in Role:
        assert f"<th scope='row'>{role.word}</th>" in shown
        assert f"Role.{role.name}</code>" in shown
        assert f"background:{role.look.fill}" in shown


def test_the_errata_hold_every_mistake_and_every_printed_value():
    shown = words(errata.errata())

    everything = (*slugs(), *notes.slugs())
    for slug in everything:
        assert notes.subject(slug).title in shown
        for erratum in entry(slug).errata:
            assert re.sub(r"\s+", " ", erratum.right) in shown
    found = [entry(slug) for slug in everything]
    silent = sum(not one.printed and not one.errata for one in found)
    assert shown.count("no mistake is known") == silent
    total = sum(len(one.printed) for one in found)
    counted = re.search(r" All (\d+) (\d+) (\d+) (\d+) ", shown)
    assert counted
    assert sum(map(int, counted.groups()[:3])) == total


def test_every_publication_is_credited():
    shown = words(credits.credits())

    for source in sources().values():
        assert source.author.split(",")[0].split(" and ")[0] in shown


def test_the_bibliography_gives_every_reference_an_anchor_and_links_who_lists_it():
    shown = credits.bibliography()

    for key, found in references().items():
        item = re.search(rf"<li id='{key}'>.*?</li>", shown.html, re.DOTALL)
        assert item, key
        assert found.title in unescape(item[0])
        assert not found.url or f"<a href='{found.url}'>" in item[0]
        assert "Cited in: <a href='" in item[0]
    cited = {link.rpartition("/")[2].removesuffix(".html") for link in links(shown)}
    assert cited == {*slugs(), *notes.slugs()}


def test_the_source_notes_print_references_in_full():
    shown = words(lesson("gan").source_notes())

    assert (
        "Ho, J. and Ermon, S. (2016). Generative adversarial imitation learning . "
        "Advances in Neural Information Processing Systems 29 . A GAN in reinforcement learning."
    ) in shown


def test_an_example_works_one_cell_and_a_blank_none():
    _, _, Y = examples.first_product()

    assert "One cell worked in full" in start.example(Y).html
    assert "One cell worked in full" not in start.blank(Y).html
    assert "left blank to fill in" in start.blank(Y).html
    assert start.answer(Y).html.startswith("<details")


def test_a_table_says_how_far_the_hand_is_off():
    exact, decimal, hand = examples.sigmoids()
    shown = words(start.side_by_side(exact, decimal, hand))

    assert shown.startswith("Exact and by hand; at most 0.05 and 0.38 apart")  # σ(3), σ(2) = 0.8808
    assert "2 0.88 0.9 0.02 0.5 0.38" in shown


# What the text beside the examples says of them.


def test_the_first_product():
    X, W, Y = examples.first_product()

    np.testing.assert_array_equal(Y.values, [[4, 6], [0, 2]])
    assert Y.shape == (W.shape[0], X.shape[1])
    assert np.unravel_index(Y.values.argmax(), Y.shape)[1] == 1  # sample B
    assert examples.turned_round().shape == (3, 3)


def test_the_small_layer_switches_a_number_off():
    Z, H, Y = examples.small_layer()

    np.testing.assert_array_equal(Z.values, [[2, 0, 2, -1], [0, 1, 0, 5]])
    np.testing.assert_array_equal(H.values, [[2, 0, 2, 0], [0, 1, 0, 5]])
    np.testing.assert_array_equal(Y.values, [[2, 1, 2, 5], [4, -1, 4, -5], [0, 3, 0, 15]])


def column(matrix: Matrix) -> list[float]:
    return [float(v) for v in matrix.values[:, 0]]


def test_where_one_decimal_misleads():
    (total, mixed), (whole, average) = examples.thirds(PENCIL), examples.thirds(EXACT)
    exact, rounded = examples.sigmoids()[:2]

    assert total.values.item() == pytest.approx(0.9)
    assert mixed.values.item() == pytest.approx(54)
    assert whole.values.item() == pytest.approx(1)
    assert average.values.item() == pytest.approx(60)
    assert column(exact)[0] > 0 == column(rounded)[0]  # a gate nearly shut


def test_where_the_hand_sigmoid_misleads():
    hand = column(examples.sigmoids()[2])

    assert hand == [0, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1]  # −4 … 4


def test_powers_of_three_keep_the_order_and_exaggerate():
    exact, hand = (np.array(column(m)) for m in examples.powers())
    large, small = hand / hand.sum() > exact / exact.sum(), exact > hand

    assert (np.diff(hand) < 0).all()
    assert large[0]
    assert not large[-1]
    assert small[-1]


def test_halves_rounded_down_make_different_scores_equal():
    exact, hand = (column(m) for m in examples.shares())

    assert exact[0] > 1.5 * exact[1]
    assert hand[0] == hand[1]


def test_the_choice_lists_every_walkthrough_with_its_length():
    rows = re.findall(r"<tr><th scope='row'>.*?</tr>", gallery.choice("..").html)

    assert len(rows) == len(slugs())
    (softmax,) = (row for row in rows if "/softmax.html" in row)
    # Five scores: five powers, their sum, five shares and their sum, typed from the exercise.
    assert re.findall(r"<td>([^<]*)</td>", softmax) == ["10", "5", "12", "nothing"]
    (lstm,) = (row for row in rows if "/lstm.html" in row)
    assert lstm.endswith("<td>Recurrent neural network</td></tr>")
