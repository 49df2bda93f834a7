"""The downloads of the built book: no link leads nowhere, and every file is whole."""

import json
import re
import zipfile
from html import unescape

import jsonschema
import pytest
from helpers import ROOT

import aibyhand
from aibyhand.export import formats, names
from aibyhand.pages.order import pages

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_the_links_of_a_page_lead_to_files(book, slug):
    page = book / pages(str(ROOT / "docs"))[slug].removeprefix(f"{ROOT}/docs/")
    part = page.read_text(encoding="utf-8").split("id='downloads'")[1].split("</div></div>")[0]
    links = [unescape(link) for link in re.findall(r"href='([^']*)'", part)]
    assert len(links) > len(formats())
    for link in links:
        assert (page.parent / link).resolve().is_file(), link


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_the_archive_holds_every_file_of_every_format(book, slug):
    with zipfile.ZipFile(book / "downloads" / f"{slug}.zip") as archive:
        assert archive.testzip() is None
        inside = {name.rsplit("/", 1)[-1] for name in archive.namelist()}
    walkthrough = aibyhand.find(slug)
    for lane in walkthrough.lanes:
        for form in formats():
            wanted = names(walkthrough, lane, form)
            assert wanted
            assert set(wanted) <= inside, form


def test_the_published_schema_describes_the_published_json(book):
    schema = json.loads((book / "downloads" / "schema.json").read_text(encoding="utf-8"))
    for path in (book / "downloads").glob("*/*.json"):
        jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema)
