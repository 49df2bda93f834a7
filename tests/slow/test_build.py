"""The build itself, on small books with the real settings."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = "---\nfile_format: mystnb\nkernelspec: {name: python3, display_name: Python 3}\n---\n"


def cell(code: str) -> str:
    """Return a code cell of a page."""
    return f"\n```{{code-cell}} python\n{code}\n```\n"


def build(
    folder: Path, flags: str = "-n -W --keep-going", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build the book of a checkout as make.py does."""
    command = f"-m sphinx -c . -d _build/doctrees {flags} -q docs _build/html"
    return subprocess.run(
        [sys.executable, *command.split()],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1767225600", **environment},
        capture_output=True,
        text=True,
    )


class Book:
    """A checkout with pages of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copy(ROOT / "conf.py", folder)
        for name in ("_extensions", "_scripts", "_static", "_templates"):
            shutil.copytree(ROOT / "docs" / name, folder / "docs" / name)
        (folder / "aibyhand").mkdir()
        self.write(index="# Book\n\n```{toctree}\n:glob:\np*\n```\n")

    def write(self, **pages: str) -> None:
        """Write pages, each under its name."""
        for name, text in pages.items():
            (self.folder / "docs" / f"{name}.md").write_text(text, "utf-8")

    def build(self) -> subprocess.CompletedProcess[str]:
        """Build it."""
        return build(self.folder)

    def html(self, page: str) -> str:
        """Return a built page."""
        return (self.folder / "_build" / "html" / f"{page}.html").read_text("utf-8")


@pytest.fixture
def small(tmp_path: Path) -> Book:
    """Give a book whose only page is the front page."""
    return Book(tmp_path)


@pytest.mark.parametrize("flags", ["-n -W --keep-going", ""])
def test_a_failing_cell_fails_the_build_and_shows_why(small, flags):
    small.write(p=HEAD + "# P\n" + cell("1 / 0"))
    done = build(small.folder, flags)

    assert done.returncode == 1
    assert "p.md: WARNING: Executing notebook failed" in done.stderr
    assert "division by zero" in done.stderr


def test_a_formula_that_cannot_be_read_fails_the_build_and_names_its_line(small):
    small.write(p="# P\n\nA formula $\\nothing$.\n")
    done = small.build()

    assert done.returncode != 0
    assert "p.md:3: WARNING: formula" in done.stderr


def test_a_citation_links_to_the_bibliography(small):
    small.write(p="# P\n\nSee {cite}`baldi-1989`.\n")

    assert small.build().returncode == 0
    assert 'href="bibliography.html#baldi-1989"><span>Baldi and Hornik, 1989<' in small.html("p")


@pytest.mark.parametrize(
    ("page", "key", "said"),
    [
        (
            "p",
            "baldy-1989",
            "references.toml has no reference 'baldy-1989'; did you mean baldi",
        ),
        ("gan", "baldi-1989", "gan.toml doesn't list the reference 'baldi-1989'"),
    ],
)
def test_a_citation_that_is_not_in_the_ledger_fails_the_build(small, page, key, said):
    small.write(index=f"# Book\n\n```{{toctree}}\n{page}\n```\n")
    small.write(**{page: f"# P\n\nSee {{cite}}`{key}`.\n"})
    done = small.build()

    assert done.returncode != 0
    assert f"{page}.md:3: WARNING: {said}" in done.stderr


def test_an_edited_page_runs_alone_and_a_changed_package_runs_all(small):
    log = small.folder / "log"
    code = f"from pathlib import Path\nwith open({str(log)!r}, 'a') as f: f.write('NAME ')"
    show = cell("print(Path('../aibyhand/role.py').read_text())")
    (small.folder / "aibyhand" / "role.py").write_text("'first'")
    for name in ("p1", "p2"):
        small.write(**{name: HEAD + f"# {name}\n" + cell(code.replace("NAME", name)) + show})

    assert small.build().returncode == 0
    small.write(p2=(small.folder / "docs" / "p2.md").read_text("utf-8") + "\nMore.\n")
    assert small.build().returncode == 0
    assert log.read_text() == "p1 p2 p2 "
    (small.folder / "aibyhand" / "role.py").write_text("'second'")
    assert small.build().returncode == 0
    assert log.read_text() == "p1 p2 p2 p1 p2 "
    assert "second" in small.html("p1")


def test_each_page_starts_clean(small):
    small.write(
        p1=HEAD + "# P1\n" + cell("import numpy\nnumpy.left = 1\nleft = 1"),
        p2=HEAD + "# P2\n" + cell("import numpy\nprint('left' in dir() or hasattr(numpy, 'left'))"),
    )
    assert small.build().returncode == 0
    assert "False" in small.html("p2")


def test_an_ordinary_kernel_writes_the_same_page(small):
    figure = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint(6 * 7)"
    small.write(p=HEAD + "# P\n" + cell(figure))
    assert small.build().returncode == 0
    forked = small.html("p")
    conf = small.folder / "conf.py"
    conf.write_text(conf.read_text("utf-8").replace('"forked_kernels",', ""), "utf-8")
    shutil.rmtree(small.folder / "_build")

    assert small.build().returncode == 0
    assert "42" in forked
    assert small.html("p") == forked


def test_the_same_sources_give_the_same_bytes(tmp_path_factory):
    built = []
    for seed, name in (("1", "here"), ("2", "another-place")):
        folder = tmp_path_factory.mktemp(name)
        for part in ("docs", "aibyhand", "tests"):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / "conf.py", folder)
        done = build(folder, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        html = folder / "_build" / "html"
        built.append({p.relative_to(html): p.read_bytes() for p in html.rglob("*") if p.is_file()})

    first, second = built
    assert sorted(first) == sorted(second)
    assert [str(path) for path in first if first[path] != second[path]] == []
