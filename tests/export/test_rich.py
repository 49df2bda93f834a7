"""TeX as pieces of text with subscripts and italics."""

import pytest

import aibyhand
from aibyhand.core.names import plain
from aibyhand.export.shared.rich import Piece, pieces


def written(tex: str) -> str:
    """Write slanted letters between slashes, and scripts after _ and ^."""
    marks = {"": "", "sub": "_", "super": "^"}
    return "".join(marks[p.script] + (f"/{p.text}/" if p.slanted else p.text) for p in pieces(tex))


@pytest.mark.parametrize(
    ("tex", "right"),
    [
        (r"Q = W_{Q}\,X", "/Q/ = /W/_/Q/ /X/"),
        (r"z_{f1} = W_{f}\,v_{1}", "/z/_/f/_1 = /W/_/f/ /v/_1"),
        (r"S / \sqrt{d_k}", "/S/ / √/d/_/k/"),
        (r"\frac{2}{n}\,R", "2//n/ /R/"),
        (r"\frac{a + b}{n}", "(/a/ + /b/)//n/"),
        (r"K^\top", "/K/^T"),
        (r"\mathbf{1}^\top\,E", "1^T /E/"),
        (r"\tilde{p} \approx \sigma_{\pm 3}(o)", "/p̃/ ≈ /σ/_± 3(/o/)"),
        (r"\mathrm{d}z_3", "d/z/_3"),
        (r"[1, \ldots, n]", "[1, …, /n/]"),
        (r"\bar\gamma^2", "/γ̄/^2"),
        (r"\mathit{now} / \mathit{later}", "/now/ / /later/"),
        (r"r - 3", "/r/ − 3"),
        (r"G_3[{:},\,1{:}2]", "/G/_3[:, 1:2]"),
    ],
)
def test_pieces_of_a_formula(tex, right):
    assert written(tex) == right


def test_neighbours_of_one_format_are_one_piece():
    assert pieces("(12)") == [Piece("(12)", maths=True)]
    assert pieces(r"\mathbf{1}") == [Piece("1", bold=True, maths=True)]


def test_every_formula_of_every_walkthrough_can_be_written():
    for slug in aibyhand.slugs():
        for matrix in aibyhand.find(slug).run().matrices.values():
            for tex in [matrix.symbol, *([matrix.equation] if matrix.made else [])]:
                text = "".join(piece.text for piece in pieces(tex))
                assert text.strip()
                assert not set(text) & set("\\{}_^"), f"{tex}: {text}"
                assert plain(matrix.symbol)[0] in text
