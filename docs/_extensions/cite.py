"""The role {cite}`goodfellow-2014`: who and when, linked to the bibliography.

It prints "Goodfellow and others, 2014" from the ledger. A key that the ledger doesn't have is a
warning, and so is one that the page's walkthrough doesn't list, so a build with -W stops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.nodes import Element, Node, system_message
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole

from aibyhand.ledger import entries, entry, reference

if TYPE_CHECKING:
    from docutils.parsers.rst.states import Inliner
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PAGE = "bibliography"


class Cite(SphinxRole):
    """The role itself."""

    inliner: Inliner

    def run(self) -> tuple[list[Node], list[system_message]]:
        try:
            found = reference(self.text)
            slug = self.env.docname.rsplit("/", 1)[-1]
            if slug in entries() and found not in entry(slug).references:
                raise KeyError(f"{slug}.toml doesn't list the reference {self.text!r}")
        except KeyError as problem:
            message = self.inliner.reporter.warning(problem.args[0], line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        link = addnodes.pending_xref(self.rawtext, reftype="cite", reftarget=self.text)
        link += nodes.inline(self.rawtext, found.short)
        return [link], []


def resolve(
    app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, shown: Element
) -> Element | None:
    """The link to the bibliography, whose anchors are the keys."""
    if node["reftype"] != "cite":
        return None
    page = app.builder.get_relative_uri(node["refdoc"], PAGE)
    return nodes.reference("", "", shown, refuri=f"{page}#{node['reftarget']}", internal=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Make the role known to Sphinx, and resolve what it leaves."""
    app.add_role("cite", Cite())
    app.connect("missing-reference", resolve)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
