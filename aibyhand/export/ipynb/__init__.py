"""A notebook that recomputes every step in plain NumPy, with the explanation beside it.

It needs NumPy and nothing of this library. What its cells print is stored with them, so that it can
be read before it is run. Where the book's pages are at hand, the page is a second notebook.
"""

import contextlib
import io
from collections.abc import Iterable, Iterator
from typing import Any

from aibyhand.core import Matrix
from aibyhand.export.format import Format, stem
from aibyhand.export.ipynb.page import cells, page_of
from aibyhand.export.shared.credit import changed, sources
from aibyhand.render.step_view import view
from aibyhand.walk import Step, Trace

FORMAT = Format(
    "a notebook that recomputes every step in plain NumPy; and the page itself as one",
    place=4, names=("{stem}.ipynb",), once=("{slug}-page.ipynb",), libraries=("nbformat",),
)  # fmt: skip
SETUP = """\
import numpy as np

np.set_printoptions(precision=3, suppress=True, linewidth=110)"""


def files(trace: Trace) -> dict[str, bytes]:
    """``SLUG.ipynb``, and ``SLUG-page.ipynb`` for the run that the page shows."""
    made = {f"{stem(trace)}.ipynb": _plain(trace)}
    path = page_of(trace)
    if path:
        text = path.read_text(encoding="utf-8")
        made[f"{trace.walkthrough.slug}-page.ipynb"] = _page(text, trace)
    return made


def _page(source: str, trace: Trace) -> bytes:
    """The page as a notebook, its cells not yet run."""
    from nbformat import v4

    made = [
        v4.new_markdown_cell(text, id=f"cell-{number}")
        if kind == "markdown"
        else v4.new_code_cell(text, id=f"cell-{number}")
        for number, (kind, text) in enumerate(cells(source, trace))
    ]
    return _written(made, trace)


def _plain(trace: Trace) -> bytes:
    """The notebook in plain NumPy."""
    from nbformat import v4

    made: list[Any] = []
    known: dict[str, Any] = {}
    run = 0
    for kind, name, text in _cells(trace):
        if kind == "markdown":
            made.append(v4.new_markdown_cell(text, id=name))
            continue
        run += 1
        printed = _printed(text, known)
        outputs = [v4.new_output("stream", name="stdout", text=printed)] if printed else []
        made.append(v4.new_code_cell(text, id=name, execution_count=run, outputs=outputs))
    return _written(made, trace)


def _written(made: list[Any], trace: Trace) -> bytes:
    """The file of a notebook with these cells."""
    from nbformat import v4, writes

    notebook = v4.new_notebook(
        cells=made,
        metadata={
            "title": trace.walkthrough.title,
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python", "file_extension": ".py"},
        },
    )
    text: str = writes(notebook, version=4)
    return f"{text}\n".encode()


def _printed(code: str, known: dict[str, Any]) -> str:
    """What a cell prints, its names kept for the next one."""
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard):
        exec(compile(code, "<notebook>", "exec"), known)
    return heard.getvalue()


def _cells(trace: Trace) -> Iterator[tuple[str, str, str]]:
    """The cells in order: kind, id, text."""
    yield "markdown", "title", _title(trace)
    yield "code", "setup", SETUP
    assigned: set[str] = set()
    for step in trace.steps:
        new = [
            m for name, m in trace.matrices.items()
            if name not in assigned and trace.first_step.get(name, 1) <= step.number
        ]  # fmt: skip
        assigned |= {m.name for m in new}
        yield "markdown", f"step-{step.number}", _explained(trace, step)
        code = _code(step, new)
        if code:
            yield "code", f"step-{step.number}-code", code
    yield "markdown", "end", _end(trace)


def _title(trace: Trace) -> str:
    walkthrough = trace.walkthrough
    parts = [f"# {walkthrough.title}", walkthrough.question]
    if trace.lane.by_hand:
        parts.append(f"Here it is rounded as by hand. {walkthrough.pencil}")
    parts.append(
        "Every step is computed here in plain NumPy. Tokens, samples or times are columns. "
        "Change a number in step 1 and run all cells: everything follows."
    )
    if sources := _sources(trace):
        parts.append(" ".join(filter(None, (f"Exercise from: {sources}.", changed(trace)))))
    return "\n\n".join(parts)


def _sources(trace: Trace) -> str:
    return "; ".join(
        f"{s.author}, {f'[{s.title}]({s.url})' if s.url else s.title}, {s.date}"
        for s in sources(trace)
    )


def _end(trace: Trace) -> str:
    return (
        f"From *AI by Hand*, the walkthrough “{trace.walkthrough.title}”, under "
        "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). "
        "Please credit the exercise's author, too."
    )


def _explained(trace: Trace, step: Step) -> str:
    """A step in words: what to do, its equations, how each result is made, one cell worked."""
    parts = [f"## [{step.number}] {step.title}", step.does]
    seen = view(trace, step)
    parts += [f"$$\n{equation}\n$$" for equation in seen.equations]
    parts.append("\n".join(_described(matrix) for matrix in step.shows))
    if seen.worked_tex:
        parts.append(f"One cell worked in full:\n\n$$\n{seen.worked_tex}\n$$")
    return "\n\n".join(part for part in parts if part)


def _described(matrix: Matrix) -> str:
    how = f": {matrix.words}" if matrix.made else ""
    return (
        f"- ${matrix.symbol}$, `{matrix.code}` in the code, {matrix.size}, {matrix.role.word}{how}"
    )


def _code(step: Step, new: Iterable[Matrix]) -> str:
    """The lines that compute what is new in a step, and print what it shows."""
    lines = [matrix.numpy if matrix.made else _literal(matrix) for matrix in new]
    shown = [f'print("{matrix.code} =", {matrix.code}, sep="\\n")' for matrix in step.results]
    return "\n".join(lines + ([""] if lines and shown else []) + shown)


def _literal(matrix: Matrix) -> str:
    """A given matrix as it is typed: one row a line."""
    rows = [f"[{', '.join(_typed(float(v)) for v in row)}]" for row in matrix.values]
    if len(rows) == 1:
        return f"{matrix.name} = np.array([{rows[0]}], dtype=float)"
    inside = "\n".join(f"    {row}," for row in rows)
    return f"{matrix.name} = np.array([\n{inside}\n], dtype=float)"


def _typed(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
