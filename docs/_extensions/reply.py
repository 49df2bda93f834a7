"""The directive ``reply``: the answer to a question of the page, folded until a reader opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

BEGIN, END = "<details class='abh-reply'><summary>The reply</summary>", "</details>"


class Reply(SphinxDirective):
    """The directive itself: its content in a fold."""

    has_content = True

    def run(self) -> list[Node]:
        """Parse what stands in it, and put the fold around it."""
        inside = self.parse_content_to_nodes()
        return [nodes.raw("", BEGIN, format="html"), *inside, nodes.raw("", END, format="html")]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("reply", Reply)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
