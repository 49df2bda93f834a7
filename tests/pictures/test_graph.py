"""Nodes and edges: on a circle, on a line, with numbers under the nodes."""

import re
from math import dist

import pytest
from helpers import drawn_cells, matrix, svg_of

from aibyhand import Axis, Role, given
from aibyhand.pictures.graph import Edge, Graph, graph_of

SQUARE = Graph("Square", tuple("ABCD"), (Edge(0, 1), Edge(1, 2), Edge(2, 3), Edge(3, 0)))
HALF, LONG = matrix("p", 0.5), matrix("q", 0.25)
CHAIN = Graph(
    "Chain", ("A", "B"), (Edge(0, 1, "r = 1"),), directed=True, line=True, notes=(HALF, LONG)
)


def centres(svg: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="(.*?)" cy="(.*?)"', svg)]


def test_nodes_stand_on_a_circle_or_on_a_line():
    a, b, c, d = centres(svg_of(SQUARE))

    assert dist(a, b) == pytest.approx(dist(b, c), abs=0.2)
    assert dist(a, c) == pytest.approx(dist(b, d), abs=0.2)
    (x1, y1), (x2, y2) = centres(svg_of(CHAIN))
    assert y1 == y2
    assert x1 < x2


def test_an_edge_has_a_head_where_it_has_a_direction():
    assert svg_of(SQUARE).count('stroke-width="1.6"/>') == 8  # four edges, four nodes
    assert svg_of(SQUARE).count("<polygon") == 0
    assert svg_of(CHAIN).count("<polygon") == 1


def test_an_edge_ends_at_its_nodes():
    found = re.findall(r'<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)" fill="none"', svg_of(CHAIN))
    ((x1, y1, x2, y2),) = [tuple(map(float, one)) for one in found]

    assert (x1, y1) == (40 + 20, 60)  # the first node has its centre at 40, 60; its radius is 20
    assert (x2, y2) == (170 - 22, 60)


def test_numbers_under_the_nodes_share_their_decimals_and_say_which_they_are():
    assert drawn_cells(svg_of(CHAIN)) == [("p", 0, 0, "0.50"), ("q", 0, 0, "0.25")]
    assert CHAIN.words == "Chain. Nodes A, B. Edges: A to B (r = 1). A: 0.50; B: 0.25."
    assert CHAIN.to_fill_in().words == "Chain. Nodes A, B. Edges: A to B (r = 1)."


def test_an_adjacency_matrix_is_a_graph_with_each_edge_once():
    axis = Axis("node", "{letter}")
    A = given("A", [[1, 1, 0], [1, 0, 0], [0, 1, 0]], Role.ADJACENCY, columns=axis)
    graph = graph_of("Three", A)

    assert [(e.start, e.end) for e in graph.edges] == [(0, 1), (1, 2)]
    assert graph.words == "Three. Nodes A, B, C. Edges: A and B; B and C."


def test_an_edge_needs_its_nodes():
    with pytest.raises(ValueError, match="Lonely: an edge needs a node at both its ends"):
        Graph("Lonely", ("1", "2"), (Edge(0, 1), Edge(1, 2)))


def test_nodes_on_a_grid_stand_where_they_are_put_with_their_own_colours():
    drawn = Graph(
        "Grid", ("h_1", "y_1", "h_2"), (Edge(0, 1, "V"), Edge(0, 2, "W")), directed=True,
        notes=(HALF,), grid=((0, 1), (0, 0), (1, 1)), roles=(Role.HIDDEN, Role.OUTPUT, Role.HIDDEN),
    )  # fmt: skip
    svg = svg_of(drawn)

    (x1, y1), (x2, y2), (x3, y3) = centres(svg)
    assert x1 == x2 < x3
    assert y2 < y1 == y3
    assert svg.count(Role.HIDDEN.look.fill) == 2
    assert svg.count('class="abh-name"') == 5  # three nodes, two edges
    assert drawn_cells(svg) == [("p", 0, 0, "0.5")]
    assert drawn.words == (
        "Grid. Nodes h_1, y_1, h_2. Edges: h_1 to y_1 (V); h_1 to h_2 (W). h_1: 0.5."
    )


def test_on_a_circle_a_label_stands_outside_beside_its_edge():
    edges = (Edge(0, 1, "a"), Edge(1, 2, "b"), Edge(2, 0, "c"))
    svg = svg_of(Graph("Triangle", ("1", "2", "3"), edges))
    middle_x, middle_y = (sum(one) / 3 for one in zip(*centres(svg), strict=True))
    right, below, left = (
        (float(x), float(y)) for x, y in re.findall(r"translate\(([\d.]+) ([\d.]+)\)", svg)
    )

    assert left[0] < middle_x < right[0]
    assert below[1] > middle_y + 45  # the lower edge is so far from the middle


def test_a_broken_edge_is_dashed():
    edges = (Edge(0, 1), Edge(1, 0, broken=True))
    assert svg_of(Graph("Two", ("1", "2"), edges)).count("stroke-dasharray") == 1
