"""Slides as LaTeX source for Beamer: each step blank, then filled in, then one cell worked.

The source needs beamer, amsmath, graphicx and Latin Modern, and compiles with pdfLaTeX.
"""

from collections.abc import Iterator

from aibyhand.core import Matrix
from aibyhand.core.numbers import MINUS, number
from aibyhand.export.beamer.frames import frame, listed, step_frames, wrong_turn_frame
from aibyhand.export.beamer.preamble import preamble
from aibyhand.export.format import Format, stem
from aibyhand.export.shared.credit import KEEP, credits
from aibyhand.export.shared.cut import sizes_alone
from aibyhand.export.shared.grids import chips
from aibyhand.export.shared.quiz import wrong_turns
from aibyhand.render.latex import escaped
from aibyhand.walk import Claim, Trace

FORMAT = Format(
    "slides as LaTeX source for Beamer: each step blank, then filled in, then one cell worked",
    place=9, names=("{stem}-beamer.tex",),
)  # fmt: skip


left_out = sizes_alone


def files(trace: Trace) -> dict[str, bytes]:
    """One file: ``SLUG-beamer.tex``."""
    parts = [preamble(trace), "\\begin{document}\n", *_frames(trace), "\\end{document}\n"]
    return {f"{stem(trace)}-beamer.tex": "\n".join(parts).encode()}


def _frames(trace: Trace) -> Iterator[str]:
    yield "\\begin{frame}\n\\titlepage\n\\end{frame}\n"
    yield _question(trace)
    for step in trace.steps:
        yield from step_frames(step)
    for wrong, produced in wrong_turns(trace):
        yield wrong_turn_frame(trace, wrong, produced)
    if holding := [claim for claim in trace.walkthrough.claims if _holds(trace, claim)]:
        yield frame("What must hold", listed([_claim(trace, claim) for claim in holding]))
    said = [text for text in (credits(trace), KEEP) if text]
    yield frame("Where this is from", "\n\n\\medskip\n".join(map(escaped, said)))


def _question(trace: Trace) -> str:
    """What the walkthrough asks, how it rounds, and what the colours mean."""
    parts = [f"{{\\Large {escaped(trace.walkthrough.question)}\\par}}"]
    if trace.lane.by_hand:
        parts.append(f"\\medskip\n{escaped(trace.walkthrough.pencil)}")
    parts.append(f"\\vfill\n{{\\raggedright\\small\\lineskip=4pt\n{chips(trace)}\\par}}")
    return frame("The question", "\n\n".join(parts))


def _holds(trace: Trace, claim: Claim) -> bool:
    """Does it hold? Of other sizes, and of a variant's matrices, it may say nothing."""
    try:
        return claim.holds(trace)
    except (LookupError, ValueError):
        return False


def _claim(trace: Trace, claim: Claim) -> str:
    """What must hold, and then the numbers that show it."""
    said = escaped(claim.sentence)
    if claim.shows is None:
        return said
    return f"{said}\n\\later{{2}}{{{_numbers(claim.shows(trace))}}}"


def _numbers(matrix: Matrix) -> str:
    values = (number(float(v), matrix.digits).replace(MINUS, "-") for v in matrix.values.ravel())
    return f"${matrix.symbol}$: {', '.join(f'${value}$' for value in values)}"
