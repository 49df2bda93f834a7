"""The role {value}`A[1,2]`: a number in running text, computed by the page's walkthrough or note.

The page's name is its slug. ``{value}`exact A[1,2]``` and ``{value}`pencil …```
choose a lane, and the name of a variant chooses that; without a word it is the lane that the page
shows. An expression that names nothing
is a warning, so a build with -W stops.
"""

from functools import cache

from docutils import nodes
from docutils.nodes import Node, system_message
from docutils.parsers.rst.states import Inliner
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from aibyhand.notes import subject
from aibyhand.walk import Trace
from aibyhand.walk.quote import chosen, quote


@cache
def _trace(slug: str, lane: str, variant: str) -> Trace:
    about = subject(slug)
    return about.run(lane=lane or about.shown_lane, variant=variant)


class Value(SphinxRole):
    """The role itself."""

    inliner: Inliner

    def run(self) -> tuple[list[Node], list[system_message]]:
        slug = self.env.docname.rsplit("/", 1)[-1]
        try:
            lane, variant, expression = chosen(subject(slug), self.text)
            shown = quote(_trace(slug, lane, variant), expression)
        except (KeyError, ValueError) as problem:
            said = f"value {self.text!r}: {problem}"
            message = self.inliner.reporter.warning(said, line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        return [nodes.inline(self.rawtext, shown, classes=["abh-value"])], []


def setup(app: Sphinx) -> dict[str, bool]:
    """Make the role known to Sphinx."""
    app.add_role("value", Value())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
