"""Formulas as MathML, made while the book is built.

A page then needs no script and no other host for its formulas, and screen readers can read them.
A formula that math-core cannot read is a warning with its page and line, which stops ``-W``.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

LONG = 24  # symbols of a formula that may be wider than a line of a telephone

logger = logging.getLogger(__name__)


@cache
def to_mathml(latex: str, *, display: bool) -> str:
    """Return the MathML of one formula; raise LatexError where it cannot be read."""
    converter = LatexToMathML(fancy_error=False)
    return str(converter.convert_with_local_state(latex, displaystyle=display))


def in_rows(latex: str) -> str:
    """Return a display formula whose bare rows, with no environment, stand in one."""
    if r"\\" in latex and r"\begin{" not in latex:
        environment = "aligned" if "&" in latex else "gathered"
        return rf"\begin{{{environment}}}{latex}\end{{{environment}}}"
    return latex


def convert(node: nodes.Element, *, display: bool) -> str:
    """Return a node's MathML, or its LaTeX after a warning."""
    latex = node.astext().strip()
    try:
        return to_mathml(in_rows(latex) if display else latex, display=display)
    except LatexError as error:
        logger.warning(
            "formula %r: %s", latex, error, location=node, type="mathml", subtype="latex"
        )
        return f"<code>{html.escape(latex)}</code>"


def visit_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in running text; a long one gets a box that a small screen can scroll."""
    mathml = convert(node, display=False)
    symbols = len(re.sub(r"<[^>]*>", "", mathml))
    translator.body.append(f'<span class="wide-math">{mathml}</span>' if symbols > LONG else mathml)
    raise nodes.SkipNode


def visit_display(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula of its own lines, in a box that scrolls when it is too wide."""
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body.append(convert(node, display=True))
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Give Sphinx the renderer that conf.py names in html_math_renderer."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_display, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
