"""Every publication that the book draws on, and every reference that it cites."""

from html import escape

from aibyhand.ledger import entry, references, sources
from aibyhand.pages.html import Html, table
from aibyhand.pages.order import users
from aibyhand.pages.publications import cited, referred


def credits(book: str = ".") -> Html:
    """Every publication that the book draws on, and the walkthroughs that do."""
    used = users(book, lambda w: [source.key for source in entry(w.slug).sources])
    rows = "".join(
        f"<tr><td>{cited(source)}</td><td>{escape(source.licence or 'not stated')}</td>"
        f"<td>{', '.join(used[key])}</td></tr>"
        for key, source in sources().items()
    )
    return Html(table(("Publication", "Licence", "Used in"), rows, "Publications"))


def bibliography(book: str = ".") -> Html:
    """Every reference in full, and the walkthroughs that cite it; the key is its anchor."""
    used = users(book, lambda w: [listed.key for listed in entry(w.slug).references])
    items = "".join(
        f"<li id='{key}'><p>{referred(reference)}</p>"
        f"<p class='abh-small'>Cited in: {', '.join(used[key])}</p></li>"
        for key, reference in references().items()
    )
    return Html(f"<ul class='abh-references'>{items}</ul>")
