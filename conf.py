"""Sphinx settings of the book. The pages are in docs/: sphinx-build -c . docs _build/html."""

import hashlib
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(ROOT / "docs" / "_extensions")]

from aibyhand.pages.order import contents  # noqa: E402 - the package stands beside this file

project = "AI by Hand"
author = "the authors of the book"
project_copyright = "2026, the authors; pages CC BY 4.0, code MIT"
html_title = project
html_short_title = project
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "book_files",
    "cite",
    "forked_kernels",
    "mathml",
    "policy",
    "folds",
    "hosting",
    "icons",
    "scripts",
    "short_types",
    "sphinxext.opengraph",
    "values",
]
nitpicky = True
exclude_patterns = ["_*", "**/_*"]
templates_path = ["docs/_templates"]

# --- Pages --------------------------------------------------------------------------------------

myst_enable_extensions = [
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "substitution",
    "tasklist",
]
myst_heading_anchors = 3
myst_dmath_double_inline = True
myst_substitutions = {"contents": contents()}  # the front page's, from the package

# --- Cells: all are run, and book_files fails a build in which one fails --------------------------

nb_execution_mode = "force"
nb_execution_show_tb = True
nb_execution_timeout = 120
nb_ipywidgets_js = {}  # the default names two scripts on another host
nb_merge_streams = True
nb_output_stderr = "warn"  # a cell that complains is a warning of the build
# A reader's own settings of IPython must not reach the pages.
ipython = ROOT / "_build" / "ipython"
ipython.mkdir(parents=True, exist_ok=True)
os.environ["IPYTHONDIR"] = str(ipython)

# --- Formulas become MathML here, so a page needs no script for them -----------------------------

html_math_renderer = "mathml"

# --- API reference --------------------------------------------------------------------------------

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
nitpick_ignore_regex = [
    # Other projects' objects: their lists of names are on the network, and the build stays off it.
    (r"py:.*", r"(numpy|np|npt|matplotlib|collections|typing|pathlib|types|enum)\b.*"),
    (r"py:.*", r"(NDArray|ArrayLike|Path|Callable|Iterable|Iterator|Mapping|Sequence)"),
    (r"py:.*", r"(optional|any|ellipsis)"),
    # Names that stand in quotes in a signature, where Sphinx sees only pieces of them.
    (r"py:class", r"(Picture|list\[tuple\[str)"),
    # Type variables.
    (r"py:class", r"aibyhand\.core\.(lookup\.T|readings\.Operand)"),
]

# --- Look -----------------------------------------------------------------------------------------

html_theme = "sphinx_book_theme"
html_favicon = "docs/_static/logo.svg"
html_static_path = ["docs/_static"]
html_css_files = ["book.css", "sheet.css", "copy.css", "live.css"]
live_scripts = (  # of docs/_scripts, in this order, as one file
    "numbers", "cells", "writing", "maths", "trace", "figure", "follow", "point", "fresh",
    "change", "edit", "answer", "steps", "start",
)  # fmt: skip
html_js_files = [(name, {"defer": "defer"}) for name in ("book.js", "copy.js", "live.js")]
html_show_sourcelink = False
html_copy_source = False
html_show_search_summary = False  # a page opened from a file may not fetch the other pages
html_last_updated_fmt = None
html_theme_options = {
    "navbar_persistent": [],  # the theme would show a second search field
    "footer_content_items": ["copyright"],
    "show_navbar_depth": 1,
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "secondary_sidebar_items": {"**": ["page-toc"], "index": [], "start/map": []},
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}


# --- Where the book stands ------------------------------------------------------------------------

# The address of the host, by SITE_URL or by Read the Docs; nobody has to give one. Canonical
# addresses, cards of shared pages and the list of pages name it, so without one there are none.
site_url = os.environ.get("SITE_URL") or os.environ.get("READTHEDOCS_CANONICAL_URL", "")
if site_url:
    site_url = site_url.rstrip("/") + "/"
html_baseurl = site_url
# What the pages need, and no more: hosting.py writes it where hosts look for it.
content_policy = (
    "default-src 'self'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'"
)
ogp_site_url = site_url
ogp_social_cards = {
    "enable": bool(ogp_site_url),
    "image_mini": "_static/logo.png",
    "line_color": "#a8231c",
    "font": "DejaVu Sans",
}


# --- Nothing stale --------------------------------------------------------------------------------


def package_digest() -> str:
    """Return a digest of everything that can change a page beside its own source."""
    digest = hashlib.sha256()
    folders = ("aibyhand", "docs/_extensions", "docs/_templates")
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*")):
        if path.suffix in {".py", ".toml", ".json", ".html"}:
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


aibyhand_digest = package_digest()  # book_files registers it: when it changes, all pages are read
