"""The downloads of the book: all that pages link is written, once, and nothing else stays."""

import inspect
import re
import zipfile
from pathlib import Path

import pytest

import aibyhand
from aibyhand.export import formats, site
from aibyhand.pages.downloads import downloads

FEW = {"json": formats()["json"], "ipynb": formats()["ipynb"]}


@pytest.fixture
def small(monkeypatch):
    """Give publish for two walkthroughs and two formats, in this process."""

    class Pool:
        def __init__(self, *_, **__):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def submit(self, call, *arguments):
            done = site.Future()
            done.set_result(call(*arguments))
            return done

    monkeypatch.setattr(site, "slugs", lambda: ("softmax", "td0"))
    monkeypatch.setattr(site, "formats", lambda: FEW)
    monkeypatch.setattr(site, "ProcessPoolExecutor", Pool)
    return lambda folder: list(site.publish(folder))


def test_it_writes_what_pages_link_and_an_archive_of_everything(small, tmp_path):
    said = small(tmp_path)
    assert sorted(re.sub(r".*/", "", line) for line in said) == ["softmax: 5 files", "td0: 3 files"]
    assert {path.name for path in (tmp_path / "softmax").iterdir()} == {
        "softmax.json", "softmax-pencil.json", "softmax.ipynb", "softmax-pencil.ipynb",
        "softmax-page.ipynb", ".stamp",
    }  # fmt: skip
    with zipfile.ZipFile(tmp_path / "softmax.zip") as archive:
        assert "softmax/softmax.json" in archive.namelist()
        assert archive.testzip() is None
    assert (tmp_path / "schema.json").is_file()


def test_what_is_up_to_date_stays_and_what_is_missing_comes_back(small, tmp_path):
    small(tmp_path)
    assert small(tmp_path) == []
    (tmp_path / "td0" / "td0.json").unlink()
    assert [line.partition(":")[0] for line in small(tmp_path)] == [str(tmp_path / "td0")]
    assert (tmp_path / "td0" / "td0.json").is_file()


def test_a_change_writes_anew_and_takes_away_what_is_no_longer_made(small, tmp_path, monkeypatch):
    small(tmp_path)
    monkeypatch.setattr(site, "formats", lambda: {"json": FEW["json"]})
    monkeypatch.setattr(site, "version", lambda _: "another version")
    assert len(small(tmp_path)) == 2
    assert not (tmp_path / "softmax" / "softmax.ipynb").exists()


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_a_page_links_every_format_in_every_lane(slug):
    walkthrough = aibyhand.find(slug)
    links = re.findall(r"href='([^']*)'", downloads(walkthrough))
    assert f"../downloads/{slug}.zip" in links
    assert "../start/for-lecturers.html" in links
    assert len(links) >= 2 + len(formats()) * len(walkthrough.lanes)
    assert len(set(links)) == len(links)


@pytest.mark.parametrize("slug", aibyhand.slugs())
def test_what_a_walkthrough_is_written_in_is_found(slug):
    found = site.sources(slug)
    assert Path(inspect.getsourcefile(aibyhand.find(slug).steps)) in found
    assert [path.name for path in found if path.suffix == ".md"] == [f"{slug}.md"]


def test_an_edited_page_makes_its_files_old(small, tmp_path, monkeypatch):
    small(tmp_path / "made")
    page = tmp_path / "td0.md"
    sources = site.sources
    page.write_text("another page")
    monkeypatch.setattr(site, "sources", lambda slug: sources(slug) + [page] * (slug == "td0"))
    said = small(tmp_path / "made")
    assert [line.partition(":")[0] for line in said] == [str(tmp_path / "made" / "td0")]


def test_wrong_use_is_told(capsys):
    assert site.main([]) == 2
    assert "name one folder" in capsys.readouterr().err
