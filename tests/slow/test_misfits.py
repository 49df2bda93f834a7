"""Whatever is given in place of the source's numbers: it works, drawings and all, or is refused."""

import json

import numpy as np
import pytest

import aibyhand
from aibyhand.__main__ import main
from aibyhand.draw.sheets import draw_sheet
from aibyhand.sheet.layout import lay_out

pytestmark = pytest.mark.slow


def misfits(rows, columns, most=1e308):
    """Give other sizes, and numbers that are hard to compute with."""
    sizes = {(rows + 1, columns), (rows, columns + 1), (rows - 1, columns), (rows, columns - 1)}
    for size in sizes:
        if 0 not in size:
            yield np.full(size, 0.5).tolist()
    for number in (0, -1, 1.5, 99, 1e9, most):
        yield np.full((rows, columns), number).tolist()
    yield from ([], [[]], [[None]], [["x"]], [[True]], [[1], [1, 2]], [[[1]]], None, "x", {"a": 1})


def draw(trace):
    """Draw every sheet and every picture of a run."""
    for step in trace.steps:
        assert all(drawn.drawing() and drawn.words for drawn in step.draws)
        assert not step.shows or draw_sheet(lay_out(step.shows), "")


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_every_misfit_works_or_ends_in_one_line(slug, tmp_path, capsys):
    walkthrough = aibyhand.find(slug)
    file = tmp_path / "mine.json"
    trace = walkthrough.run()
    for name in trace.given:
        for values in misfits(*trace[name].shape):
            file.write_text(json.dumps({name: values}))
            try:
                status = main(["values", slug, "--given", str(file)])
            except SystemExit as refused:
                status = refused.code
            said = capsys.readouterr().err
            assert (status, said.count("\n")) in ((0, 0), (2, 1)), (name, values, said)
            if status == 0:
                draw(walkthrough.run_on({name: values}))


VARIANTS = [(slug, name) for slug in aibyhand.slugs() for name, _ in aibyhand.find(slug).variants]


@pytest.mark.parametrize(("slug", "variant"), VARIANTS)
def test_every_misfit_of_a_variant_works_or_is_refused(slug, variant):
    walkthrough = aibyhand.find(slug)
    given = walkthrough.run(variant=variant)
    for name in given.given:
        for values in misfits(*given[name].shape, most=1e100):
            try:
                trace = walkthrough.run_on({name: values}, variant=variant)
            except (TypeError, ValueError):
                continue
            draw(trace)
