"""Every step draws the pictures that its page shows, and nothing is missing in them."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from every import SLUGS, every
from helpers import ROOT, trace_of

import aibyhand
from aibyhand.pictures.abreast import Abreast
from aibyhand.pictures.clouds import Clouds
from aibyhand.pictures.curves import Curve, Curves
from aibyhand.pictures.flow import Flow
from aibyhand.pictures.frames import Frames
from aibyhand.pictures.graph import Graph
from aibyhand.pictures.heat import Heat
from aibyhand.pictures.levels import Levels
from aibyhand.pictures.moves import Moves
from aibyhand.pictures.network import Network
from aibyhand.pictures.over import Over
from aibyhand.pictures.overlay import Overlay
from aibyhand.pictures.picture import Picture
from aibyhand.pictures.plane import Plane
from aibyhand.pictures.rectangles import Rectangles
from aibyhand.pictures.routing import Routing
from aibyhand.pictures.shades import Shades
from aibyhand.pictures.sides import Sides
from aibyhand.pictures.sliding import Sliding
from aibyhand.pictures.wiring import Wiring
from aibyhand.walk import Trace

TYPED = tomllib.loads((ROOT / "tests" / "contracts" / "pictures.toml").read_text(encoding="utf-8"))


def several(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def of_abreast(drawn: Abreast) -> str:
    return " | ".join(map(counted, drawn.parts))


def of_clouds(drawn: Clouds) -> str:
    points = drawn.points.shape[1] if drawn.points else 0
    return f"{several(drawn.mean.shape[1], 'cloud')}, {several(points, 'point')}"


def of_curve(curve: Curve) -> str:
    x = curve.line.x
    ends = f"from {x.min():g} to {x.max():g}"
    assert curve.line.y.shape == x.shape
    marks = [several(x.size, "point"), several(curve.dots.x.size, "dot")]
    marks += [] if curve.limit is None else ["a limit"]
    return f"{curve.label} {ends}, {', '.join(marks)}"


def of_curves(drawn: Curves) -> str:
    return "; ".join(map(of_curve, drawn.curves))


def of_flow(drawn: Flow) -> str:
    said = []
    for k, (line, along) in enumerate(zip(drawn.matrices, drawn.along, strict=True)):
        way = ", to the left" if k in drawn.to_left else ""
        said.append(f"{', '.join(m.printed for m in line)} by {len(along)}{way}")
    return "; ".join(said)


def of_frames(drawn: Frames) -> str:
    return f"{drawn.matrix.shape[1]} of {drawn.height}×{drawn.width}"


def of_graph(drawn: Graph) -> str:
    edges = several(len(drawn.edges), "arrow" if drawn.directed else "edge")
    notes = several(len(drawn.notes), "note")
    line = " on a line" if drawn.line else " on a grid" if drawn.grid else ""
    return f"{several(len(drawn.nodes), 'node')}, {edges}{line}, {notes}"


def of_heat(drawn: Heat) -> str:
    rows, columns = drawn.matrix.shape
    return f"{drawn.matrix.printed}, {rows}×{columns}"


def of_shades(drawn: Shades) -> str:
    said = []
    for m in drawn.matrices:
        tables = drawn.tables(m)
        rows, columns = tables[0].shape
        said.append(f"{m.printed} {len(tables)} of {rows}×{columns}")
    return ", ".join(said)


def of_levels(drawn: Levels) -> str:
    said, before = [], 0
    for stop in drawn.stops:
        way = "down " if stop.level > before else "up " if stop.level < before else ""
        twice = {1: "", 2: " twice"}[len(stop.channels)]
        said.append(f"{way}{stop.shape[0]}×{stop.shape[1]}{twice}")
        before = stop.level
    return f"{', '.join(said)}; skips {', '.join(f'{a}-{b}' for a, b in drawn.skips)}"


def of_network(drawn: Network) -> str:
    assert len(drawn.weights) == len(drawn.layers) - 1
    sizes = "-".join(str(layer.shape[0]) for layer in drawn.layers)
    off = sum(int((mask.values == 0).sum()) for mask in drawn.kept if mask)
    return f"{sizes}, {off} off" if off else sizes


def of_over(drawn: Over) -> str:
    gradients = several(len(drawn.gradients), "gradient")
    return f"{len(drawn.forward)} behind, {gradients}, {len(drawn.blank)} to be filled in"


def of_overlay(drawn: Overlay) -> str:
    rows, columns = drawn.image.shape
    return f"{rows}×{columns}, {int(drawn.mask.values.sum())} in the mask"


def of_plane(drawn: Plane) -> str:
    assert len(drawn.labels) == sum(m.shape[1] for m in drawn.points)
    dots = sum(m.shape[1] for m in drawn.dots)
    assert len(drawn.dot_labels) == dots
    names = ", ".join(drawn.labels)
    return f"{several(len(drawn.labels), 'arrow')} {names}, {several(dots, 'dot')}"


def of_rectangles(drawn: Rectangles) -> str:
    said = [m.printed for m in drawn.apart]
    for meeting in drawn.meetings:
        became = meeting.result.printed if meeting.result else "free" if meeting.fits else "no fit"
        said.append(f"{meeting.left.printed} {meeting.right.printed} = {became}")
    return ", ".join(said)


def of_routing(drawn: Routing) -> str:
    queues = range(drawn.queues.shape[0])
    seats = [seat for i in queues for seat in drawn.seats(i)]
    seated = sum(seat is not None for seat in seats)
    back = ", and back" if drawn.results else ""
    of = f"{several(len(queues), 'queue')} of {len(drawn.seats(0))}"
    return f"{of}, {seated} seated, {len(drawn.turned_away)} turned away{back}"


def of_sides(drawn: Sides) -> str:
    groups = []
    for seen in drawn.seen:
        assert len(seen.labels) == seen.points.shape[1] == seen.classes.shape[1]
        positive = int((seen.classes.values > 0).sum())
        groups.append(f"{positive} positive, {len(seen.labels) - positive} not")
    line = ", a line" if drawn.line else ""
    places = f", {several(drawn.field.points.shape[1], 'place')}" if drawn.field else ""
    return "; ".join(groups) + line + places


def of_sliding(drawn: Sliding) -> str:
    (high, wide), (down, across) = drawn.window, drawn.places
    marked = f", {int(drawn.won.values.sum())} marked" if drawn.won else ""
    to = f" to {drawn.result.printed}" if drawn.result else ""
    return f"{high}×{wide} in {down}×{across} places of {drawn.image.printed}{to}{marked}"


def of_moves(drawn: Moves) -> str:
    """Which moves there are, in the order of their states."""
    names = drawn.states
    said = [
        f"{names[m.start]} stays" if m.start == m.end else f"{names[m.start]} to {names[m.end]}"
        for m in drawn.moves
    ]
    return ", ".join(said)


def of_wiring(drawn: Wiring) -> str:
    loops = sum(wire.start == wire.end for wire in drawn.wires)
    marks = (len(drawn.nodes), "node"), (len(drawn.wires), "wire"), (loops, "loop")
    return ", ".join(several(*mark) for mark in marks)


MARKS: dict[type[Picture], Callable[[Any], str]] = {
    Abreast: of_abreast, Clouds: of_clouds, Curves: of_curves, Flow: of_flow, Frames: of_frames,
    Graph: of_graph, Heat: of_heat, Levels: of_levels, Network: of_network, Over: of_over,
    Overlay: of_overlay, Plane: of_plane, Rectangles: of_rectangles, Routing: of_routing,
    Moves: of_moves, Shades: of_shades, Sides: of_sides, Sliding: of_sliding, Wiring: of_wiring,
}  # fmt: skip


def counted(drawn: Picture) -> str:
    """The kind of a picture, and what it holds."""
    apart = " apart" if isinstance(drawn, Curves) and drawn.apart else ""
    return f"{type(drawn).__name__}{apart}: {MARKS[type(drawn)](drawn)}"


def pictures(trace: Trace) -> dict[str, list[str]]:
    return {str(s.number): [counted(d) for d in s.draws] for s in trace.steps if s.draws}


def typed(slug: str, variant: str = "") -> dict[str, list[str]]:
    own = TYPED[slug].get(variant, TYPED[slug])
    return {number: said for number, said in own.items() if number.isdigit()}


@every
def test_every_step_draws_its_pictures_whole(slug):
    for lane in aibyhand.find(slug).lanes:
        assert pictures(trace_of(slug, lane)) == typed(slug), lane


@pytest.mark.parametrize(
    ("slug", "variant"), [(s, name) for s in SLUGS for name, _ in aibyhand.find(s).variants]
)
def test_every_step_of_a_variant_draws_its_pictures_whole(slug, variant):
    assert pictures(trace_of(slug, variant=variant)) == typed(slug, variant)


def test_the_table_is_of_these_walkthroughs_and_of_their_variants():
    assert TYPED.keys() == set(SLUGS)
    for slug, steps in TYPED.items():
        variants = {name for name, _ in aibyhand.find(slug).variants}
        assert {key for key in steps if not key.isdigit()} <= variants, slug
