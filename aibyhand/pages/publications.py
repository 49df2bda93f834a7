"""Publications as a page cites them, what they get wrong, and what nobody can check."""

from html import escape

from aibyhand.ledger import Entry, Reference, Source, in_words, sources


def cited(source: Source) -> str:
    """A publication as it is cited: who, what with its link, when."""
    title = escape(source.title)
    if source.url:
        title = f"<a href='{escape(source.url)}'>{title}</a>"
    return f"{escape(source.author)}, {title}, {escape(source.date)}"


def referred(reference: Reference) -> str:
    """A reference in full: authors, year, the title with its link, where, and what for."""
    title = escape(reference.title)
    if reference.url:
        title = f"<a href='{escape(reference.url)}'>{title}</a>"
    who, when = escape(in_words(reference.authors)), reference.year
    notes = f" {escape(reference.notes)}" if reference.notes else ""
    return f"{who} ({when}). {title}. <cite>{escape(reference.where)}</cite>.{notes}"


def mistakes(of: Entry) -> str:
    """What the sources say, and what is right."""
    rows = "".join(
        f"<div><dt>{escape(sources()[e.source].author)}, {escape(e.where)}</dt>"
        f"<dd><em>The source says:</em> {escape(e.says)}</dd>"
        f"<dd><em>Right is:</em> {escape(e.right)}</dd></div>"
        for e in of.errata
    )
    title = "<p class='abh-small'>Mistakes in the sources</p>"
    return f"{title}<dl class='abh-mistakes'>{rows}</dl>"


def unknowable(of: Entry) -> str:
    """What the sources say and nobody can check, and why."""
    rows = "".join(
        f"<div><dt>{escape(sources()[u.source].author)}, {escape(u.where)}</dt>"
        f"<dd><em>The source says:</em> {escape(u.says)}</dd>"
        f"<dd><em>Not to be checked:</em> {escape(u.because)}</dd></div>"
        for u in of.unknown
    )
    title = "<p class='abh-small'>What can't be checked</p>"
    return f"{title}<dl class='abh-mistakes'>{rows}</dl>"
