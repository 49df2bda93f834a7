"""How fast the rounds settle, and what sixty layers of mixing do to the streams."""

from collections.abc import Mapping, Sequence

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import beside, ln, rows_of, sum_rows, tops
from aibyhand.pictures.curves import Curve, Curves, Points, row_curves

LEAST = 1e-12  # closer to 1 than that, only what rounding leaves could be seen
EARLY = 10  # layers, after which nothing of the mixing changes any more


def settle(rounds: Sequence[Matrix]) -> tuple[Curves, ...]:
    """How far above 1 the largest row sum is after each round, as a power of ten."""
    largest = _largest(rounds, "round")
    above = (largest - 1).named("above", Role.NUMBER)
    if (above.values < LEAST).any():
        return ()
    count = given("rounds", [range(1, len(rounds) + 1)], Role.NUMBER)
    drawn = Points(count, _power_of_ten(above, "distance"))
    title = "How far above 1 a row sum still is"
    curve = Curve("rows", drawn, drawn)
    return (Curves(title, (curve,), "rounds", apart=True, y_label="power of ten"),)


def grow(
    loosely: Sequence[Matrix], billions: Matrix, tightly: Mapping[int, Matrix]
) -> tuple[Curves, ...]:
    """The largest row sum of both mixings after so many layers, as a power of ten."""
    layers = given("layers", [list(tightly)], Role.NUMBER)
    last = tops((billions * 1e9).named("whole", Role.NUMBER)).named("last", Role.NUMBER)
    free = beside(_largest(loosely, "free"), last).named("free_sums", Role.NUMBER)
    kept = _largest(list(tightly.values()), "constrained")
    if (free.values <= 0).any():
        return ()
    powers = (("free", _power_of_ten(free, "free")), ("constrained", _power_of_ten(kept, "kept")))
    curves = tuple(Curve(name, Points(layers, m), Points(layers, m)) for name, m in powers)
    title = "How large the mixing of so many layers is"
    return (Curves(title, curves, "layers", y_label="power of ten"),)


def level(H: Matrix, H5: Matrix, streams: Axis | None) -> tuple[Curves, ...]:
    """What the first stream is made of after one layer to ten; dots where the sheets say it."""
    mixings = [H]
    for n in range(2, EARLY + 1):
        mixings.append((H @ mixings[-1]).named(f"mixed{n}", Role.PROBABILITY))
    line = Points(given("early", [range(1, EARLY + 1)], Role.NUMBER), _first(mixings, "shares"))
    dots = Points(given("seen", [[1, 5]], Role.NUMBER), _first([H, H5], "seen_shares"))
    curves = (
        Curve(one.label, one.line, one.dots, 1 / len(H.values))
        for one in row_curves((streams or Axis("stream")).label, line, dots)
    )
    return (Curves("What the first stream is made of", tuple(curves), "layers", y_label="share"),)


def _first(mixings: Sequence[Matrix], name: str) -> Matrix:
    """The first row of each of them, as a column."""
    rows = (rows_of(M, 1, 1).named(f"{name}{k}", Role.PROBABILITY) for k, M in enumerate(mixings))
    return beside(*(row.T for row in rows)).named(name, Role.PROBABILITY)


def _largest(mixings: Sequence[Matrix], name: str) -> Matrix:
    """The largest row sum of each of them."""
    sums = [sum_rows(M).named(f"{name}{k}", Role.NUMBER) for k, M in enumerate(mixings)]
    return tops(beside(*sums).named(f"{name}_sums", Role.NUMBER)).named(name, Role.NUMBER)


def _power_of_ten(numbers: Matrix, name: str) -> Matrix:
    ten = given("ten", 10, Role.NUMBER)
    return (ln(numbers) / ln(ten)).named(f"{name}_power", Role.NUMBER)
