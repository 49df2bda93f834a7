"""What stands at the head of a worksheet: title, rules, legend."""

from aibyhand.core.role import BLANK, FRAME
from aibyhand.export.shared.rounding import how_to_round
from aibyhand.export.shared.typeset import quoted
from aibyhand.export.worksheet.piece import LINE, Paper, lines_of
from aibyhand.render.words import legend
from aibyhand.walk import Trace

CHIP = 13.0  # the height of a row of the legend
NAME, DATE = 150, 70  # the lengths of the lines to write on
RULE = f'box(width: {{}}pt, height: 11pt, stroke: (bottom: 0.6pt + rgb("{FRAME}")))'


def header(trace: Trace, paper: Paper, *, key: bool, steps: str = "") -> str:
    """Title, name and date, which steps, question, rules and legend, in Typst."""
    who = f"Name #{RULE.format(NAME)} #h(8pt) Date #{RULE.format(DATE)}"
    chips = "".join(
        f"#chip({quoted(fill)}, {quoted(edge)}, {quoted(word)})"
        for fill, edge, word in _chips(trace)
    )
    across = paper.across(False)
    question, rules = trace.walkthrough.question, _rules(trace, steps)
    which = (
        f'#block(height: {_which(steps, paper)}pt, text(size: 12.5pt, weight: "bold")[{steps}])\n'
    )
    return (
        f"#block(height: {header_height(trace, paper, steps)}pt, width: 100%)[\n"
        "#block(height: 22pt, width: 100%, grid(columns: (1fr, auto), "
        f"text(size: 12pt)[{'Answer key' if key else 'Worksheet'}{_numbers(trace)}], "
        f"[{'' if key else who}]))\n"
        f"#block(height: 28pt, heading(level: 1, {quoted(trace.walkthrough.title)}))\n"
        f"{which if steps else ''}"
        f"#block(height: {LINE * lines_of(question, across) + 4}pt, emph({quoted(question)}))\n"
        f"#block(height: {LINE * lines_of(rules, across) + 4}pt, {quoted(rules)})\n"
        f"#block[{chips}]\n]\n"
    )


def _numbers(trace: Trace) -> str:
    """Whose numbers they are, so that a printed sheet and its key are found together."""
    return f"#h(8pt)#strong({quoted(trace.seed)})" if trace.seed else ""


def _which(steps: str, paper: Paper) -> float:
    """The height of the line that says which steps there are."""
    return 17.0 * lines_of(steps, paper.across(False), 13.5) + 4 if steps else 0.0


def _rules(trace: Trace, steps: str) -> str:
    """How to fill it in, in two or three sentences."""
    start = "Work out the peach cells. What is empty in another colour is carried over from before."
    printed = " What the other steps computed is printed." if steps else ""
    return f"{start}{printed} {how_to_round(trace)}".rstrip()


def _chips(trace: Trace) -> list[tuple[str, str, str]]:
    """The legend: fill, frame and word of every role, and of what is to be worked out."""
    roles = [
        (m.role.look.fill, m.role.look.frame, m.role.word)
        for m in legend(list(trace.matrices.values()))
    ]
    return [*roles, (BLANK, FRAME, "to work out")]


def _chip_rows(trace: Trace, paper: Paper) -> int:
    end, rows = 0.0, 1
    for _, _, word in _chips(trace):
        width = 26 + 4.6 * len(word)
        if end + width > paper.across(False):
            end, rows = 0.0, rows + 1
        end += width
    return rows


def header_height(trace: Trace, paper: Paper, steps: str = "") -> float:
    """The height of title, steps, question, rules and legend on the first page."""
    across = paper.across(False)
    texts = (trace.walkthrough.question, _rules(trace, steps))
    text = sum(LINE * lines_of(one, across) + 4 for one in texts)
    return 50 + _which(steps, paper) + text + CHIP * _chip_rows(trace, paper) + 18
