"""Formulas as MathML: every construct that the book uses, since math-core is young."""

import importlib.util
from pathlib import Path

import pytest
from math_core import LatexError

PATH = Path(__file__).resolve().parents[2] / "docs" / "_extensions" / "mathml.py"


@pytest.fixture(scope="module")
def mathml():
    """Give the Sphinx extension as a module."""
    spec = importlib.util.spec_from_file_location("mathml", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("latex", "holds"),
    [
        (r"\sigma(x) = \frac{1}{1+e^{-x}}", "<mfrac>"),
        (r"\sqrt{d_k}", "<msqrt>"),
        (r"W_Q^\top", "<msubsup>"),
        (r"\tilde{h}_t", "<mover"),
        (r"\hat{y}", "<mover"),
        (r"\mathbf{W}", "𝐖"),
        (r"\boldsymbol{\delta}", "𝜹"),
        (r"\mathbb{R}^{3 \times 4}", "ℝ"),
        (r"\odot \approx \lfloor \rfloor \cdot \infty \partial \nabla", "⊙"),
        (r"\operatorname{softmax}(S)", "softmax"),
        (r"\mathrm{ReLU}(x) = \max(0, x)", "max"),
        (r"\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}", "<mtable"),
        (r"\begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}", "otherwise"),
        (r"\sum_{i=1}^{n} x_i", "<munderover>"),
        (r"\underbrace{a + b}_{c}", "⏟"),
        (r"\xrightarrow{W}", "→"),
        (r"\color{red}{x}", "#FF0000"),
        (r"D^{-1/2} \tilde{A} D^{-1/2}", "<msup>"),
        (r"\left[ \frac{a}{b} \right]", "["),
    ],
)
def test_it_knows_the_constructs_of_the_book(mathml, latex, holds):
    result = mathml.to_mathml(latex, display=True)

    assert result.startswith('<math display="block"')
    assert holds in result


@pytest.mark.parametrize("latex", [r"\nothing", r"\frac{1", r"\begin{matrix} 1", "a}"])
def test_what_it_cannot_read_is_an_error(mathml, latex):
    with pytest.raises(LatexError):
        mathml.to_mathml(latex, display=False)


def test_bare_rows_are_put_into_an_environment(mathml):
    assert mathml.in_rows(r"a &= b \\ c &= d") == r"\begin{aligned}a &= b \\ c &= d\end{aligned}"
    assert mathml.in_rows(r"a \\ b") == r"\begin{gathered}a \\ b\end{gathered}"
    assert mathml.in_rows("a = b") == "a = b"
