"""Nothing stays inline in a page that policy.py has been through, and nothing else changes."""

import importlib

import pytest


@pytest.fixture
def strict(root, monkeypatch):
    """Give what a page goes through, with links as from a folder in the book."""
    monkeypatch.syspath_prepend(root / "docs" / "_extensions")
    return importlib.import_module("policy").Strict(lambda path: f"../{path}")


def sheet(strict):
    (text,) = (text for path, text in strict.files.items() if path.endswith(".css"))
    return text


def test_equal_styles_become_one_class_in_a_sheet_of_the_page(strict):
    page = strict.page(
        "<head></head><i style='top:1px'></i><b style='left:2px;'></b><u style=\"top:1px\"></u>"
    )
    (path,) = strict.files
    assert page == (
        f'<head><link rel="stylesheet" href="../{path}" />\n  </head>'
        "<i class='abh-style-1'></i><b class='abh-style-2'></b><u class='abh-style-1'></u>"
    )
    assert sheet(strict) == (
        ".abh-style-1:not(#_) { top:1px }\n.abh-style-2:not(#_) { left:2px }\n"
    )


def test_classes_and_all_other_attributes_are_kept(strict):
    page = strict.page(
        "<head></head><svg aria-label=\"a > b's style='x'\" class=\"c d\" style='e:f'/>"
    )
    assert page.endswith("<svg class='c d abh-style-1' aria-label=\"a > b's style='x'\"/>")


def test_a_quoted_style_is_read_as_a_browser_reads_it(strict):
    strict.page('<head></head><p style="font-family:&quot;A&amp;B&quot;"></p>')
    assert sheet(strict) == '.abh-style-1:not(#_) { font-family:"A&B" }\n'


def test_a_script_and_a_sheet_become_files_named_by_their_content(strict):
    page = strict.page("<head><script defer>\n  go();\n</script><style>p { top: 0 }</style></head>")
    assert sorted(strict.files.values()) == ["go();\n", "p { top: 0 }\n"]
    script, css = sorted(strict.files, key=lambda path: path.endswith("css"))
    assert page == (
        f'<head><script defer src="../{script}"></script><link rel="stylesheet" href="../{css}" />'
        "</head>"
    )
    assert strict.page("<script>go();</script>") == f'<script src="../{script}"></script>'
    assert len(strict.files) == 2


@pytest.mark.parametrize(
    "page",
    [
        '<head></head><script type="application/json">{"a": "<i style=\'b\'>"}</script>',
        "<head></head><script type='application/json'>{}</script>",
        '<head></head><script src="a.js"></script>',
        "<head></head><!-- <i style='a'> --><p>style='a' &lt;i style='a'&gt;</p>",
    ],
)
def test_data_files_comments_and_text_stay_as_they_are(strict, page):
    assert strict.page(page) == page
    assert strict.files == {}


def test_settings_that_nothing_reads_are_left_out(strict):
    assert strict.page("<script>DOCUMENTATION_OPTIONS.pagename = 'a/b';</script>") == ""
    kept = strict.page("<script>DOCUMENTATION_OPTIONS.pagename = 'a'; go();</script>")
    assert kept.startswith("<script src=")


def test_a_script_in_an_attribute_is_a_warning_of_the_build(strict, monkeypatch):
    said = []
    monkeypatch.setattr(
        strict.page.__globals__["logger"], "warning", lambda *words: said.append(words)
    )
    strict.page('<p onclick="go()">')
    assert said == [("no policy lets the script in this attribute run: %s", '<p onclick="go()">')]
