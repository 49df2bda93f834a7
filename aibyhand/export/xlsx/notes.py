"""What stands around the matrices: title, source, legend, and every step with its equations."""

from aibyhand.core.role import BLANK, FAINT, FRAME, RIGHT, WRONG
from aibyhand.export.shared.credit import changed, sources
from aibyhand.export.shared.rich import Piece, pieces
from aibyhand.export.xlsx.page import TEXT_HIGH, Page
from aibyhand.export.xlsx.plan import MARGIN
from aibyhand.render.words import legend
from aibyhand.walk import Step, Trace

TEXT = 10  # points
PER_COLUMN = 6  # letters of a text in a column
COLUMN = 26  # columns that the steps need; where there are more, they stand beside each other


def head(page: Page, title: str, says: str) -> None:
    """Title, and what to do here."""
    page.put(0, MARGIN, [Piece(title, bold=True)], font_size=18)
    page.put(1, MARGIN, [Piece(says)], font_size=TEXT)


def origins(trace: Trace) -> list[str]:
    """Who made the exercise, where and when; nothing for a walkthrough that no ledger knows."""
    cited = [f"{source.author}, {source.title}, {source.date}" for source in sources(trace)]
    return [*cited, *filter(None, [changed(trace)])]


def foot(page: Page, practice: bool = False) -> int:
    """Legend, steps and sources below the matrices; returns the first row below them."""
    row = _steps(page, _legend(page, page.plan.bottom + 1, practice) + 1) + 1
    lines: list[str] = []
    for origin in origins(page.plan.trace):
        if lines and len(lines[-1] + origin) < page.plan.width * PER_COLUMN:
            lines[-1] += f"; {origin}"
        else:
            lines.append(origin if lines else f"Exercise from: {origin}")
    for line in lines:
        page.sheet.set_row(row, TEXT_HIGH)
        page.put(row, MARGIN, [Piece(line)], font_size=TEXT - 1, font_color=FAINT)
        row += 1
    return row


def _legend(page: Page, row: int, practice: bool) -> int:
    """One filled cell for each role that occurs, with its word."""
    chips = [
        (m.role.look.fill, m.role.look.frame, m.role.word)
        for m in legend([b.matrix for b in page.plan.sheet.blocks if b.named])
    ]
    if practice:
        chips += [(BLANK, FRAME, "fill in"), (RIGHT, FRAME, "right"), (WRONG, FRAME, "wrong")]
    column = MARGIN
    for fill, frame, word in chips:
        cells = 3 + (len(word) - 5 - 1) // PER_COLUMN
        if column + cells > page.plan.width:
            row, column = row + 2, MARGIN
        thick = 2 if frame == FRAME else 5
        page.sheet.write_blank(
            row, column, None, page.styles.of(bg_color=fill, border=thick, border_color=frame)
        )
        page.put(row, column + 1, [Piece(word)], font_size=TEXT, indent=1)
        column += cells
    return row + 1


def _steps(page: Page, row: int) -> int:
    """Every step: its number and title, what to do, and the equations of its results."""
    beside = max(1, page.plan.width // COLUMN)
    wide = page.plan.width // beside
    steps = [_lines(step, wide * PER_COLUMN) for step in page.plan.trace.steps]
    deepest = -(-sum(map(len, steps)) // beside)
    for k in range(deepest + 2):
        page.sheet.set_row(row + k, TEXT_HIGH)
    column, line, last = MARGIN, 0, row
    for lines in steps:
        if line and line + len(lines) > deepest and column + wide < page.plan.width:
            column, line = column + wide, 0
        for k, content in enumerate(lines):
            page.put(row + line, column, content, font_size=TEXT, indent=3 * bool(k))
            line += 1
        last = max(last, row + line)
    return last


def _lines(step: Step, longest: float) -> list[list[Piece]]:
    """A step in lines of at most about so many letters."""
    lines = [[Piece(f"[{step.number}] {step.title}. ", bold=True), Piece(step.does)]]
    for equation in [pieces(m.equation) for m in step.results if m.name]:
        length = sum(len(piece.text) for piece in (*lines[-1], *equation)) + 6
        if length > longest:
            lines.append(equation)
        else:
            lines[-1] += [Piece("      "), *equation]
    return lines
