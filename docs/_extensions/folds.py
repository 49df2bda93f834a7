"""What a page folds: the reply to a question, and the parts below a lesson's end.

``:::{reply}`` holds the reply. ``:::{folded} One line`` folds whatever follows it in its section;
the line says what is in there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

REPLY = "<details class='abh-reply'><summary>The reply</summary>", "</details>"


class folded(nodes.General, nodes.Element):  # noqa: N801 - docutils names its nodes so
    """A fold: its summary, and what is in it."""


class summary(nodes.TextElement):  # noqa: N801
    """The line that a reader opens."""


class Reply(SphinxDirective):
    """The directive ``reply``: its content in a fold."""

    has_content = True

    def run(self) -> list[Node]:
        """Parse what stands in it, and put the fold around it."""
        begin, end = (nodes.raw("", text, format="html") for text in REPLY)
        return [begin, *self.parse_content_to_nodes(), end]


class Folded(SphinxDirective):
    """The directive ``folded``: the line, before anything is in the fold."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        """Make an empty fold."""
        inside, messages = self.parse_inline(self.arguments[0])
        return [folded("", summary("", "", *inside)), *messages]


class FillFolds(SphinxTransform):
    """Move what follows a fold in its section into it."""

    default_priority = 400

    def apply(self, **_: Any) -> None:
        """Fill every fold of the page."""
        for fold in list(self.document.findall(folded)):
            after = fold.parent.index(fold) + 1
            fold += fold.parent[after:]
            del fold.parent[after:]


def tags(before: str, after: str) -> tuple[Any, Any]:
    """Return how a writer begins and ends a node."""

    def visit(writer: HTML5Translator, _: Node) -> None:
        writer.body.append(before)

    def depart(writer: HTML5Translator, _: Node) -> None:
        writer.body.append(after)

    return visit, depart


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives, their nodes and the transform."""
    app.add_directive("reply", Reply)
    app.add_directive("folded", Folded)
    app.add_node(folded, html=tags("<details class='abh-fold'>", "</details>\n"))
    app.add_node(summary, html=tags("<summary>", "</summary>\n"))
    app.add_transform(FillFolds)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
