"""Stacks: names and labels of members, and what may be added."""

import pytest

from aibyhand import Role, Stack, given, given_stack
from aibyhand.core import Axis
from aibyhand.ops import relu

X = given("X", [[1, -2]], Role.INPUT)
EXPERTS = Axis("expert", "{letter}")


def test_members_are_named_after_the_stack_and_their_label():
    H = Stack("H", Role.HIDDEN, "h_{%s}")
    assert H.add(relu(X)) is H[0]
    H.all([relu(X), relu(X)])
    assert [m.name for m in H] == ["H1", "H2", "H3"]
    assert [m.tex for m in H] == ["h_{1}", "h_{2}", "h_{3}"]
    assert H[-1].member == ("H", 2)
    assert (len(H), H[1:], H.members[0].role) == (3, H.members[1:], Role.HIDDEN)


def test_a_label_may_stand_inside_the_name_and_count_in_letters():
    S = Stack("S%s_scaled", Role.SCORE, along=EXPERTS).all([relu(X), relu(X)])
    assert [m.name for m in S] == ["SA_scaled", "SB_scaled"]
    assert S.named(relu(X), "q").name == "Sq_scaled"
    assert len(S) == 2


def test_it_may_begin_with_a_matrix_from_elsewhere():
    H0 = given("H0", [[0]], Role.HIDDEN)
    H = Stack("H", Role.HIDDEN, along=Axis("time", first=0), start=H0)
    H.add(relu(X))
    assert [m.name for m in H] == ["H0", "H1"]


def test_a_given_stack_has_a_grid_for_each_member_and_sizes_of_its_own():
    K = given_stack("K", [[[1, 2]], [[3]]], Role.WEIGHT, sizes="kernels × 1 × width of K%s")
    assert [m.values.tolist() for m in K] == [[[1, 2]], [[3]]]
    assert [m.sizes[1].written for m in K] == ["width of K1", "width of K2"]
    assert K.counts.written == "kernels"
    with pytest.raises(ValueError, match="K was given"):
        K.add(relu(X))
    with pytest.raises(ValueError, match=r"^K2: "):
        given_stack("K", [[[1]], [[1], [2, 3]]], Role.WEIGHT)
