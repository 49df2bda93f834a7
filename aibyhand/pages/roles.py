"""The roles: how each looks, what it is called, and where it is used."""

from html import escape

from aibyhand.core import Role
from aibyhand.core.role import FROZEN, LEARNABLE
from aibyhand.pages.html import Html, table
from aibyhand.pages.order import users
from aibyhand.walk import Walkthrough


def roles(book: str = ".") -> Html:
    """Every role: its colours, its word, its name in code, and the walkthroughs that use it."""
    used = users(book, _roles_of)
    rows = "".join(
        f"<tr><td><span class='abh-chip abh-digits' style='background:{role.look.fill};"
        f"border-color:{role.look.frame};color:{role.look.ink}'>12</span></td>"
        f"<th scope='row'>{escape(role.word)}</th><td>{_frame(role)}</td>"
        f"<td><code>Role.{role.name}</code></td><td>{_first(used[role])}</td></tr>"
        for role in Role
    )
    return Html(table(("Looks", "Role", "Frame", "In code", "Used in"), rows, "All roles"))


def _first(links: list[str], count: int = 3) -> str:
    """The first links, and how many there are besides."""
    more = f" and {len(links) - count} more" if len(links) > count else ""
    return ", ".join(links[:count]) + more


def _frame(role: Role) -> str:
    return {LEARNABLE: "red", FROZEN: "blue"}.get(
        role.look.frame, "dark" if role is not Role.GRADIENT else "blue, with blue digits"
    )


def _roles_of(walkthrough: Walkthrough) -> set[Role]:
    trace = walkthrough.run(lane=walkthrough.shown_lane)
    return {matrix.role for matrix in trace.matrices.values()}
