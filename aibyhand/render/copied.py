"""What can be copied as text: of a step, of the given matrices, of a whole walkthrough.

Every form is a text that works as it is where it is pasted. Blank, the results are left to find.
"""

from collections.abc import Sequence

from aibyhand.core import Matrix
from aibyhand.render.code import NUMPY, TORCH, Parts, operands, program
from aibyhand.render.latex import escaped, formula, formulas, named_numbers
from aibyhand.render.table import markdown
from aibyhand.walk import Trace

Texts = dict[str, str]  # by the name of the form

NEEDS = "% needs \\usepackage{amsmath}\n"


def of_matrices(
    shown: Sequence[Matrix], title: str, sentence: str = "", *, blank: bool = False
) -> Texts:
    """The texts of some matrices: what they start from, and those of them that were computed."""
    start, results = operands(shown), [m for m in shown if m.made]
    head = f"{title}\n\n{sentence}" if sentence else title
    return {
        **_programs([("", shown)], title, blank),
        "LaTeX": f"% {title}\n{NEEDS}{formulas(start, results, blank=blank)}",
        "Markdown": _section(head, start, results, blank),
    }


def of_given(trace: Trace) -> Texts:
    """The texts of the given matrices alone."""
    return of_matrices([trace[name] for name in trace.given], f"{title_of(trace)}, given")


def of_all(trace: Trace, *, blank: bool = False) -> Texts:
    """The texts of a walkthrough from the given matrices to its last step."""
    title = title_of(trace)
    given = [trace[name] for name in trace.given]
    parts = [("", given)]
    latex = f"% {title}\n{NEEDS}\\section*{{{escaped(title)}}}\n{formulas(given, ())}"
    text = _section(f"# {title}", given, (), False)
    seen: set[int] = set()
    for step in trace.steps:
        head = f"[{step.number}] {step.title}"
        fresh = [m for m in step.results if id(m) not in seen]
        seen |= {id(m) for m in fresh}
        made = [
            m for name, m in trace.matrices.items() if trace.first_step.get(name) == step.number
        ]
        parts.append((head, [*made, *(m for m in fresh if not m.name)]))
        latex += f"\n\\paragraph{{{escaped(head)}.}} {escaped(step.does)}\n"
        latex += formulas((), fresh, blank=blank) if fresh else ""
        text += "\n" + _section(f"## {head}\n\n{step.does}", (), fresh, blank)
    shown = [part for part in parts if part[1]]
    return {**_programs(shown, title, blank), "LaTeX": latex, "Markdown": text}


def title_of(trace: Trace) -> str:
    """The title of a walkthrough, and how it was rounded."""
    lane = f", {trace.lane.title.lower()}" if trace.lane.by_hand else ""
    return f"{trace.walkthrough.title}{lane}"


def _programs(parts: Parts, title: str, blank: bool) -> Texts:
    return {
        "NumPy": program(NUMPY, parts, title, blank=blank),
        "PyTorch": program(TORCH, parts, title, blank=blank),
    }


def _section(head: str, start: Sequence[Matrix], results: Sequence[Matrix], blank: bool) -> str:
    """A part of a Markdown text. A matrix is a table; a single number stands in its formula."""
    paragraphs = [f"{head}\n"]
    for matrix in start:
        single = matrix.values.size == 1
        paragraphs.append(f"${_line(named_numbers(matrix))}$\n" if single else markdown(matrix))
    for matrix in results:
        if matrix.values.size == 1:
            paragraphs.append(f"$${_line(formula(matrix, blank=blank))}$$\n")
        else:
            paragraphs += [f"$${matrix.equation}$$\n", markdown(matrix, blank=blank)]
    return "\n".join(paragraphs)


def _line(aligned: str) -> str:
    return aligned.replace(" &", " ")
