"""The sizes of published models, and how many parameters follow from them."""

from html import escape

from aibyhand.ledger import Model, models
from aibyhand.pages.html import Html, table


def sizes() -> Html:
    """Every model with its sizes, its parameters as counted, and what is printed."""
    heads = ("Model", "Vocabulary", "Positions", "Width <i>d</i>", "Blocks", "Counted", "Printed")
    return Html(table(heads, "".join(map(_row, models())), "Parameters of GPT, counted"))


def _row(model: Model) -> str:
    numbers = (model.vocabulary, model.positions, model.width, model.blocks, model.parameters)
    cells = "".join(f"<td>{number:,}</td>" for number in numbers)
    return f"<tr><th scope='row'>{escape(model.name)}</th>{cells}<td>{_printed(model)}</td></tr>"


def _printed(model: Model) -> str:
    """Every printed count with its place and the verdict, one below the other."""
    return "<br>".join(
        escape(f"{p.count} ({p.where}): {model.verdict(p)}{p.because and f', because {p.because}'}")
        for p in model.printed
    )
