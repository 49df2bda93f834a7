"""Runs: numbering, provenance, and what a reader may put in place of the given matrices."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

import aibyhand
from aibyhand import Follows, Matrix, Role, Stack, Step, Walkthrough, given, given_stack
from aibyhand.core import Axis
from aibyhand.ops import count_rows, relu, scale_by_root, stack
from aibyhand.walk import EXACT, PENCIL

X = given("X", [[1, 2], [3, -4]], Role.INPUT)
W = given("W", [[1, 0], [2, 1]], Role.WEIGHT)
N = Follows(given("n", 2, Role.NUMBER))


def walkthrough(steps, given=(X, W, N), **more) -> Walkthrough:
    return Walkthrough("toy", "Toy", "Does it?", steps, given, **more)


def plain_steps(X, W, n, lane):
    yield Step("Given", "Write.", (X, W))
    z = (W @ X).named("z", Role.LINEAR)
    yield Step("Multiply", "Multiply.", (z,))
    n = n or count_rows(z).named("n", Role.NUMBER)
    r = scale_by_root(z, n).named("r", Role.SCORE)
    a = lane("take", r).named("a", Role.HIDDEN)
    yield Step("Scale", "Divide.", (r, a))


TOY = walkthrough(plain_steps, pencil="One decimal.", variants=(("plain", plain_steps),))


def test_steps_are_numbered_from_one_and_matrices_gathered_in_order():
    trace = TOY.run()
    assert [step.number for step in trace.steps] == [1, 2, 3]
    assert list(trace.matrices) == ["X", "W", "z", "n", "r", "a"]
    assert trace.given == ("X", "W")
    assert trace.first_step == {"X": 1, "W": 1, "z": 2, "n": 3, "r": 3, "a": 3}
    assert [m.name for m in trace.results] == ["z", "r", "a"]
    assert trace.step(2).results == (trace["z"],)


def test_a_run_leaves_the_walkthrough_as_it_was():
    assert TOY.run(X=[[5], [5]])["z"].shape == (2, 1)
    assert TOY.run()["z"].shape == (2, 2)


def test_without_other_numbers_it_is_carried_out_once():
    calls = []

    def counted(X):
        calls.append(X)
        yield Step("Copy", "Copy.", (X,))

    toy = walkthrough(counted, variants=(("v", counted),), pencil="Round.", second=(("X", [[1]]),))
    assert toy.run() is toy.run(lane="exact") is toy.run_on({}, lane=EXACT)
    assert toy.run_second() is toy.run_second()
    assert len({id(toy.run()), id(toy.run(lane=PENCIL)), id(toy.run(variant="v"))}) == 3
    assert toy.run(lane=PENCIL).lane is PENCIL
    assert len(calls) == 4
    assert toy.run(X=[[1, 2], [3, -4]]) is not toy.run()
    assert replace(toy).run() is not toy.run()


def test_a_trace_cannot_be_changed():
    trace = TOY.run()
    with pytest.raises(FrozenInstanceError):
        trace.steps = ()
    with pytest.raises(TypeError):
        trace.matrices["z"] = trace["X"]
    with pytest.raises(TypeError):
        trace.first_step["z"] = 1
    with pytest.raises(FrozenInstanceError):
        trace["z"].name = "y"
    with pytest.raises(ValueError, match="read-only"):
        trace["z"].values[0, 0] = 1
    with pytest.raises(TypeError):
        SEQUENCE.parameters["x"] = None
    with pytest.raises(ValueError, match="x was given: nothing can be added"):
        x.add(relu(X).named("a", Role.HIDDEN))


# Provenance.


def test_a_long_walkthrough_is_gathered_in_one_go(monkeypatch):
    """However many results are shown, each is met once: 1000 times would take minutes otherwise."""
    asked = []
    operands = Matrix.operands
    counting = property(lambda matrix: asked.append(matrix) or operands.fget(matrix))
    monkeypatch.setattr(Matrix, "operands", counting)
    trace = aibyhand.find("rnn").run(X=[[1, -1] * 500])
    shown = sum(len(step.shows) for step in trace.steps)
    assert len(trace.matrices) == 5 + 1 + 5 * 1000 + 1
    assert len(asked) <= 2 * (len(trace.matrices) + shown)


def test_a_result_that_nothing_made_is_refused():
    def steps(X):
        yield Step("Given", "Write.", (X,))
        yield Step("Copy", "Type in.", (given("Q", [[1]], Role.QUERY),))

    with pytest.raises(ValueError, match="toy: nothing made Q"):
        walkthrough(steps).run()


def test_a_matrix_that_nothing_made_is_refused_among_the_operands_too():
    def steps(X):
        smuggled = given("Q", [[1, 2], [3, 4]], Role.QUERY)
        yield Step("Add", "Add.", ((X + smuggled).named("s", Role.SCORE),))

    with pytest.raises(ValueError, match="toy: nothing made Q"):
        walkthrough(steps).run()


def test_two_matrices_under_one_name_are_refused():
    def steps(X, W):
        yield Step("Once", "Multiply.", ((W @ X).named("z", Role.LINEAR),))
        yield Step("Twice", "Add.", ((X + X).named("z", Role.LINEAR),))

    with pytest.raises(ValueError, match="two different matrices under one name, z"):
        walkthrough(steps).run()


def test_two_names_under_one_symbol_are_refused():
    def steps(X, W):
        yield Step("Once", "Multiply.", ((W @ X).named("z", Role.LINEAR),))
        yield Step("Twice", "Add.", ((X + X).named("u", Role.LINEAR, "z"),))

    with pytest.raises(ValueError, match="u and z are both printed as z"):
        walkthrough(steps).run()


def test_two_stacks_of_one_name_are_refused():
    def steps(X):
        letters = Axis("", "{letter}")
        one, other = (Stack("R", Role.HIDDEN, along=along) for along in (letters, Axis("")))
        yield Step("Once", "Clip.", (one.add(relu(X)),))
        yield Step("Twice", "Clip.", (other.add(relu(X)),))

    with pytest.raises(ValueError, match="toy: R1 and RA are both in a stack R"):
        walkthrough(steps).run()


def test_the_members_of_a_stack_are_found_in_order():
    trace = SEQUENCE.run(x3=[[5], [6]])
    assert [m.name for m in trace.stacks["x"]] == ["x1", "x2", "x3"]
    with pytest.raises(KeyError, match="no stack of toy named 'y'"):
        trace.stacks["y"]


def test_an_intermediate_without_a_name_is_refused():
    def steps(X, W):
        yield Step("Show", "Multiply.", (W @ X,))

    with pytest.raises(ValueError, match="toy: step 1 shows a matrix without a name"):
        walkthrough(steps).run()

    def chained(X, W):
        yield Step("Chain", "Multiply.", (relu(W @ X).named("a", Role.HIDDEN),))

    with pytest.raises(ValueError, match="relu: name the result of matmul first"):
        walkthrough(chained).run()


def test_the_transpose_of_a_named_one_needs_no_name():
    def steps(X):
        yield Step("Turn", "Turn.", (X.T,))

    assert walkthrough(steps).run().results[0].printed == "Xᵀ"


# Numbers of one's own.


def test_follows_takes_the_size_unless_it_is_given():
    assert TOY.run()["n"].made.op.name == "count_rows"
    assert TOY.run(W=[[1, 1]] * 5)["n"].values.item() == 5
    own = TOY.run(n=4)
    assert own["n"].made is None
    assert own.given == ("X", "W", "n")


x = given_stack("x", [[[1], [2]], [[3], [4]]], Role.INPUT)
h0 = given("h0", [[0]], Role.HIDDEN)


def sequence(x, h0):
    yield Step("Given", "Write.", (*x, h0))
    for t, x_t in enumerate(x, 1):
        yield Step("Stack", "Stack.", (stack(x_t, h0).named(f"v{t}", Role.INPUT),))


SEQUENCE = walkthrough(sequence, (x, h0))


def test_a_stack_is_replaced_one_by_one_lengthened_or_given_as_a_list():
    assert SEQUENCE.run().given == ("x1", "x2", "h0")
    assert SEQUENCE.run(x2=[[9], [9]])["v2"].values.tolist() == [[9], [9], [0]]
    longer = SEQUENCE.run(x3=[[5], [6]], x4=[[7], [8]])
    assert longer.given == ("x1", "x2", "x3", "x4", "h0")
    assert longer["x4"].printed == "x_4"
    whole = SEQUENCE.run(x=[[[1], [2], [3]]])
    assert whole.given == ("x1", "h0")
    assert SEQUENCE.run(x=np.ones((3, 2, 1))).given == ("x1", "x2", "x3", "h0")


def test_a_stack_may_be_named_by_letters():
    E = given_stack("E", [[[1, 2]], [[3, 4]]], Role.WEIGHT, along=Axis("expert", "{letter}"))

    def experts(E):
        yield Step("Given", "Write.", tuple(E))

    lettered = walkthrough(experts, (E,))
    assert lettered.run(EC=[[5, 6]], EB=[[7, 8]]).given == ("EA", "EB", "EC")
    assert lettered.run(E=[[[1, 1]]]).given == ("EA",)
    assert lettered.run(EC=[[5, 6]])["EC"].printed == "E_C"
    with pytest.raises(TypeError, match="no given matrix ED; did you mean"):
        lettered.run(ED=[[5, 6]])


@pytest.mark.parametrize(
    ("replaced", "said"),
    [
        ({"x": []}, "x: is empty"),
        ({"x": 5}, "x: needs a list of matrices"),
        ({"x": "ab"}, "x: needs a list of matrices"),
        ({"x": np.array(3.0)}, "x: needs a list of matrices"),
        ({"x": [[1, 2]]}, "x_1: wrong number of axes"),
        ({"x": [[[1], [2]]], "x2": [[1], [2]]}, "x: give the whole list or x2, not both"),
        ({"x2": [[1, 2], [3, 4]]}, "cannot stand under"),
    ],
)
def test_a_stack_that_does_not_fit_is_refused(replaced, said):
    with pytest.raises(ValueError, match=said):
        SEQUENCE.run(**replaced)


def test_a_gap_in_a_stack_is_refused():
    with pytest.raises(TypeError, match=r"no given matrix x4; did you mean x2 or x1\?"):
        SEQUENCE.run(x4=[[1], [2]])


def test_given_numbers_are_copied_at_the_call():
    mine = [[1.0], [2.0]]
    trace = TOY.run(X=mine)
    mine[0][0] = 99
    assert trace["X"].values[0, 0] == 1


@pytest.mark.parametrize(
    "values", [[[1], [2, 3]], [], "text", [[float("nan")], [1]], [[[1]]], [1, 2]]
)
def test_what_is_no_matrix_is_refused_by_name(values):
    with pytest.raises(ValueError, match=r"^X: "):
        TOY.run(X=values)


def test_sizes_that_do_not_meet_are_refused():
    with pytest.raises(ValueError, match=r"matmul: .*W is 2×2, X is 3×1"):
        TOY.run(X=[[1], [2], [3]])


# Unknown names.


def test_an_unknown_parameter_lists_the_right_ones():
    with pytest.raises(TypeError, match=r"toy: no given matrix Y; there are: X, W, n$"):
        TOY.run(Y=[[1]])
    with pytest.raises(TypeError, match=r"Xs; did you mean X\? \(there are: X, W, n\)"):
        TOY.run(Xs=[[1]])


def test_the_closest_name_is_told_by_its_letters_whatever_their_case():
    with pytest.raises(TypeError, match=r"no given matrix nw; did you mean win\?"):
        aibyhand.find("rlhf").run(nw=[[1]])
    with pytest.raises(TypeError, match=r"no given matrix wq; did you mean WQ\?"):
        aibyhand.find("self-attention").run(wq=[[1]])
    with pytest.raises(KeyError, match="no variant of softmax named 'x'; there are none"):
        aibyhand.find("softmax").run(variant="x")


def test_run_on_takes_any_key_as_the_name_of_a_matrix():
    for key in ("lane", "variant", "self", "steps"):
        with pytest.raises(TypeError, match=f"no given matrix {key}"):
            TOY.run_on({key: "pencil"})


@pytest.mark.parametrize("number", [0, -1, 4, "one", None])
def test_an_unknown_step_names_the_right_ones(number):
    with pytest.raises(IndexError, match=f"toy: no step {number}; there are steps 1 to 3"):
        TOY.run().step(number)


def test_an_unknown_matrix_lane_variant_or_walkthrough_names_the_closest():
    with pytest.raises(KeyError, match="no matrix of toy named 'Q'; there are: X, W, z"):
        TOY.run()["Q"]
    with pytest.raises(ValueError, match="toy: no lane 'pen'; there are: exact, pencil"):
        TOY.run(lane="pen")
    with pytest.raises(ValueError, match=r"toy: no lane 'pencil'; there are: exact$"):
        SEQUENCE.run(lane="pencil")
    with pytest.raises(KeyError, match=r"variant of toy named 'plan'; did you mean plain\?"):
        TOY.run(variant="plan")
    with pytest.raises(KeyError, match="'self-atention'; did you mean self-attention"):
        aibyhand.find("self-atention")
    for slug in (3, "", "../trace", "__init__"):
        with pytest.raises(KeyError, match="no walkthrough"):
            aibyhand.find(slug)


def test_the_lanes_and_which_one_is_shown():
    assert (TOY.lanes, TOY.shown_lane, TOY.other_lane) == ((EXACT, PENCIL), PENCIL, EXACT)
    assert (SEQUENCE.lanes, SEQUENCE.shown_lane, SEQUENCE.other_lane) == ((EXACT,), EXACT, None)
    assert r"\approx" in TOY.run(lane="pencil")["a"].equation
    assert r"\approx" not in TOY.run()["a"].equation


def test_the_second_set_replaces_the_first():
    toy = walkthrough(plain_steps, second=(("X", [[1], [1]]),))
    assert toy.run_second()["z"].shape == (2, 1)


def test_slugs_are_in_order_and_each_is_found():
    assert list(aibyhand.slugs()) == sorted(aibyhand.slugs())
    assert "self-attention" in aibyhand.slugs()
