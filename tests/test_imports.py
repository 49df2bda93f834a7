"""Imports run in one straight line, and importing the package stays quick."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import aibyhand

PACKAGE = Path(aibyhand.__file__).parent

# Every module imports only from the rooms before its own (docs/about/architecture.md). The modules
# of one room may import each other, without a circle.
LINE = [
    "core", "ops", "sheet", "draw", "pictures", "walk", "practice", "walkthroughs", "notes",
    "ledger", "render", "export", "pages", "__main__",
]  # fmt: skip
DRAWING = {"sheet", "draw", "pictures"}
TOPICS = {"walk", "walkthroughs", "notes", "ledger", "pages"}
COLOUR = r"#[0-9a-fA-F]{6}\b"

FILES = sorted(PACKAGE.rglob("*.py"))


def place(module: str) -> str:
    """Give the module's place in the line: ops.arrange stands at ops."""
    return module.split(".")[0]


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Read a file into the nodes of its syntax."""
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imported(path: Path) -> set[str]:
    """List the package's modules that a file imports anywhere in it."""
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: write imports in full"
            names = [node.module or ""]
            names += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            inside = name.removeprefix("aibyhand.")
            there = PACKAGE / inside.replace(".", "/")
            if inside != name and (there.with_suffix(".py").exists() or there.is_dir()):
                found.add(inside)
    return found


def test_a_module_imports_only_from_those_before_it():
    for path in FILES:
        module = module_of(path)
        if not module:  # the package's front door gathers what readers use
            assert {place(other) for other in imported(path)} <= {
                "core",
                "walk",
                "walkthroughs",
                "export",
            }
            continue
        assert place(module) in LINE, f"{module} has no place in the line"
        for other in imported(path):
            earlier = LINE.index(place(other)) < LINE.index(place(module))
            assert earlier or place(other) == place(module), f"{module} imports {other}"
            if place(module) in DRAWING:
                assert place(other) not in TOPICS, f"{module} draws, yet it knows {other}"


def test_modules_of_one_package_make_no_circle():
    edges = {module_of(path): imported(path) for path in FILES}
    for module, others in edges.items():  # a room's door imports from the room, and may be named
        edges[module] = {o for o in others if o != module and not module.startswith(f"{o}.")}
    assert list(TopologicalSorter(edges).static_order())  # CycleError names the circle


def test_one_module_knows_ipython_and_only_renderers_know_matplotlib():
    for path in FILES:
        for node in nodes(path):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in (name.split(".")[0] for name in names):
                if name == "IPython":
                    assert module_of(path) == "pages.lesson"
                if name in ("matplotlib", "math_core"):
                    assert place(module_of(path)) in ("draw", "export"), path.name


def test_one_module_knows_colours():
    import re

    for path in FILES:
        colours = set(re.findall(COLOUR, path.read_text(encoding="utf-8")))
        if module_of(path) != "core.role":
            assert colours <= {"#ffffff", "#000000"}, f"{path.name}: {colours}"


def run(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_importing_the_package_loads_nothing_heavy():
    heavy = "{'matplotlib', 'IPython', 'scipy', 'math_core', 'networkx', 'onnx', 'pandas'}"
    code = f"import sys, aibyhand; print({heavy} & {{m.split('.')[0] for m in sys.modules}})"
    assert run(code).strip() == "set()"


def test_running_a_walkthrough_loads_nothing_heavy_either():
    code = (
        "import sys, aibyhand; aibyhand.find('self-attention').run(); "
        "print({'matplotlib', 'IPython', 'scipy', 'math_core'} & set(sys.modules))"
    )
    assert run(code).strip() == "set()"


def test_importing_the_package_reads_nothing_of_the_ledger():
    code = (
        "import sys, aibyhand; print([m for m in sys.modules if m.startswith('aibyhand.ledger')])"
    )
    assert run(code).strip() == "[]"


def test_an_entry_reads_its_own_file_and_what_it_names():
    code = (
        "import pathlib; read = []; old = pathlib.Path.read_text\n"
        "def spy(path, *a, **k): read.append(path.name); return old(path, *a, **k)\n"
        "pathlib.Path.read_text = spy\n"
        "from aibyhand.ledger import entry\n"
        "entry('softmax'); print(sorted(read))"
    )
    assert run(code).strip() == "['references.toml', 'softmax.toml', 'sources.toml']"
