"""What a host looks for beside the pages: headers, a page for wrong addresses, a list of pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

MISSING = "404"
# Pages that are made of the others, and the one for wrong addresses, are nothing to be found.
UNLISTED = {MISSING, "search", "genindex", "py-modindex"}
LINK = re.compile(r'(\s(?:href|src|action|data-content_root)=")(?!#|/|[a-z]+:)(?:\./)?([^"]*")')


def headers(policy: str) -> str:
    """The headers of every file, in the form that Netlify, Cloudflare Pages and others read."""
    said = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in said.items())


def robots(site: str) -> str:
    """Everybody may read everything; the list of pages is named by its whole address."""
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {site}sitemap.xml\n" if site else "")


def sitemap(site: str, pages: list[str]) -> str:
    """The list of pages, which holds whole addresses only."""
    listed = "".join(
        f"  <url><loc>{escape(site + quote(page))}.html</loc></url>\n" for page in sorted(pages)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    )


def at_any_depth(html: str, site: str) -> str:
    """Begin every link at the top of the book: the address that was asked for may be deep."""
    top = urlsplit(site).path or "/"
    return LINK.sub(rf"\g<1>{top}\2", html)


def collect(_app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """One more page, of a template."""
    yield MISSING, {}, f"{MISSING}.html"


def missing(
    _app: Sphinx, name: str, _template: str, context: dict[str, Any], _tree: object
) -> None:
    """The page for wrong addresses has no address of its own."""
    if name == MISSING:
        context["pageurl"] = None


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the files, and mend the links of the page for wrong addresses."""
    if exception is not None or app.builder.format != "html":
        return
    folder, site = Path(app.outdir), app.config.site_url
    page = folder / f"{MISSING}.html"
    files = {
        "_headers": headers(app.config.content_policy),
        "robots.txt": robots(site),
        page.name: at_any_depth(page.read_text("utf-8"), site),
    }
    if site:
        files["sitemap.xml"] = sitemap(site, sorted(app.env.found_docs - UNLISTED))
    else:
        (folder / "sitemap.xml").unlink(missing_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8", newline="\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Add the two settings, and connect both."""
    app.add_config_value("site_url", "", "html", types=[str])
    app.add_config_value("content_policy", "", "", types=[str])
    app.connect("html-collect-pages", collect)
    app.connect("html-page-context", missing)
    app.connect("build-finished", finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
