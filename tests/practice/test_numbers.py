"""Numbers on the command line: from a seed, or from the address of a live page."""

import json

import pytest

import aibyhand
from aibyhand.__main__ import main
from aibyhand.practice.numbers import from_link

TRACE = aibyhand.find("self-attention").run()


def test_a_link_changes_cells_counted_from_one():
    given = from_link(TRACE, "https://a.b/c.html#numbers-1&X.2.3=0.5&WQ.1.1=-1%2F4")
    expected = TRACE["X"].values.copy()
    expected[1, 2] = 0.5
    assert given["X"].tolist() == expected.tolist()
    assert given["WQ"][0, 0] == -0.25
    assert TRACE["X"].values[1, 2] != 0.5


def test_a_link_with_a_seed_begins_with_its_numbers(capsys):
    assert main(["values", "softmax", "--seed", "k9"]) == 0
    seeded = json.loads(capsys.readouterr().out)["matrices"][0]["values"]
    assert main(["values", "softmax", "--link", "#numbers-1&seed=k9&x.1.1=9"]) == 0
    linked = json.loads(capsys.readouterr().out)["matrices"][0]["values"]
    assert linked == [[9], *seeded[1:]]


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("https://a.b/c.html", "carries no numbers"),
        ("#numbers-2&X.1.1=3", "carries no numbers"),
        ("#numbers-1&X.1=3", "a change is like X.2.3=0.5"),
        ("#numbers-1&X.1.1=three", "a change is like X.2.3=0.5"),
        ("#numbers-1&Y.1.1=3", "the link changes Y: not given"),
        ("#numbers-1&S.1.1=3", "the link changes S: not given"),
        ("#numbers-1&X.7.1=3", "row 7, column 1 of X, which is 6×4"),
        ("#numbers-1&X.0.1=3", "row 0, column 1 of X"),
        ("#numbers-1&seed=", "the seed is empty"),
    ],
)
def test_what_a_link_says_wrongly_is_told(link, problem):
    with pytest.raises(ValueError, match=problem):
        from_link(TRACE, link)


def test_an_export_takes_the_same_numbers(tmp_path, capsys):
    out = ["--output", str(tmp_path)]
    assert main(["export", "softmax", "--to", "json", "--seed", "k9", *out]) == 0
    main(["values", "softmax", "--seed", "k9"])
    shown = json.loads(capsys.readouterr().out.split("\n", 1)[1].join(("", "")))
    made = json.loads((tmp_path / "softmax.json").read_text())
    assert shown
    assert str(shown["matrices"][3]["values"][0][0]) in json.dumps(made)


def test_one_way_at_a_time(capsys):
    with pytest.raises(SystemExit):
        main(["values", "softmax", "--seed", "a", "--link", "b"])
    assert "not allowed with" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["export", "--all", "--to", "json", "--link", "#numbers-1&x.1.1=2"])
    assert "--link goes with one walkthrough" in capsys.readouterr().err
