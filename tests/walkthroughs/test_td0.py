"""TD(0): every error and value against a plain loop, and the goal against the Bellman equation."""

from string import ascii_uppercase

import numpy as np
import pytest
from helpers import anybodys, examples
from hypothesis import given

from aibyhand import find

TD0 = find("td0")


def reference(given):
    """Compute every named matrix with plain numbers, without the package."""
    alpha, gamma = float(np.ravel(given["alpha"])[0]), float(np.ravel(given["gamma"])[0])
    rewards = [float(reward) for reward in np.ravel(given["R"])]
    states = ascii_uppercase[: len(rewards)]
    found = {"Vend": 0.0}
    for name, reward in zip(states, rewards, strict=True):
        found[f"r{name}"], found[f"V{name}0"] = reward, 0.0
    for episode in (1, 2, 3):
        for s, name in enumerate(states):
            before = f"{episode - 1}"
            following = found[f"V{states[s + 1]}{before}"] if s + 1 < len(states) else 0.0
            old = found[f"V{name}{before}"]
            found[f"d{name}{episode}"] = rewards[s] + gamma * following - old
            found[f"V{name}{episode}"] = old + alpha * found[f"d{name}{episode}"]
    arrays = {name: np.array([[value]]) for name, value in found.items()}
    return arrays | {"V_true": bellman(rewards, gamma)}


def bellman(rewards, gamma):
    """Solve (I − γP) V = r, where P leads every state to the next one and the last to the end."""
    leads = np.eye(len(rewards), k=1)
    return np.linalg.solve(np.eye(len(rewards)) - gamma * leads, np.reshape(rewards, (-1, 1)))


def agrees(trace, expected):
    for name, values in expected.items():
        np.testing.assert_allclose(trace[name].values, values, rtol=1e-9, atol=1e-12, err_msg=name)


# Worked by hand with α = 0.5, γ = 0.9 and one reward at the end.
BY_HAND = {
    "dA1": 0, "VA1": 0, "dB1": 0, "VB1": 0, "dC1": 1, "VC1": 0.5,
    "dA2": 0, "VA2": 0, "dB2": 0.45, "VB2": 0.225, "dC2": 0.5, "VC2": 0.75,
    "dA3": 0.2025, "VA3": 0.10125, "dB3": 0.45, "VB3": 0.45, "dC3": 0.25, "VC3": 0.875,
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_three_episodes_by_hand(name):
    assert TD0.run()[name].values.item() == pytest.approx(BY_HAND[name], abs=1e-12)


def test_the_true_values_are_gamma_squared_gamma_and_one():
    np.testing.assert_allclose(TD0.run()["V_true"].values[:, 0], [0.9**2, 0.9, 1], rtol=1e-12)


def episodes(R, alpha, gamma, count):
    """Repeat plainly: the values after 0, 1, … ``count`` episodes, episodes × states."""
    V = [0.0] * (R.size + 1)
    after = [V[:-1]]
    for _ in range(count):
        for s, reward in enumerate(R.ravel()):
            V[s] += alpha * (float(reward) + gamma * V[s + 1] - V[s])
        after.append(V[:-1])
    return np.array(after)


@examples(30)
@given(given=anybodys("td0"))
def test_many_episodes_end_at_the_true_values(given):
    alpha, gamma = max(float(given["alpha"]), 0.2), float(given["gamma"])
    R = np.ravel(given["R"])
    after = episodes(R, alpha, gamma, 400)

    np.testing.assert_allclose(after[-1], bellman(R, gamma)[:, 0], rtol=0, atol=1e-6)


@pytest.mark.parametrize("trace", [TD0.run(), TD0.run_second()], ids=["given", "second"])
def test_the_curves_go_through_the_values_that_were_worked_out(trace):
    alpha, gamma = trace["alpha"].values.item(), trace["gamma"].values.item()
    after = episodes(trace["R"].values, alpha, gamma, 30)
    (drawn,) = trace.step(6).draws

    assert len(drawn.curves) == trace["R"].shape[1]
    for s, (name, curve) in enumerate(zip(ascii_uppercase, drawn.curves, strict=False)):
        worked = [trace[f"V{name}{episode}"].values.item() for episode in (0, 1, 2, 3)]
        np.testing.assert_allclose(after[:4, s], worked, rtol=1e-12)
        np.testing.assert_array_equal(curve.line.x, range(31))
        np.testing.assert_allclose(curve.line.y, after[:, s], rtol=1e-12)
        np.testing.assert_array_equal(curve.dots.x, [0, 1, 2, 3, 10, 20, 30])
        assert curve.dots.y[4] == curve.line.y[10]


def test_steps_that_end_beyond_all_numbers_are_refused_and_not_drawn():
    with pytest.raises(ValueError, match="larger than any number that can be stored"):
        TD0.run(alpha=2e10)


def test_a_step_size_of_one_knows_the_chain_after_as_many_episodes_as_it_has_states():
    trace = TD0.run(alpha=1)
    learned = [trace[name].values.item() for name in ("VA3", "VB3", "VC3")]

    np.testing.assert_allclose(learned, trace["V_true"].values[:, 0], rtol=1e-12)


def test_leaving_out_the_discount_moves_too_far_and_forgets_the_distance():
    moved, forgot = (wrong.produces(TD0.run()) for wrong in TD0.wrong_turns)

    assert moved.values.item() == 0.5
    np.testing.assert_array_equal(forgot.values, [[1], [1], [1]])


@pytest.mark.parametrize("trace", [TD0.run(), TD0.run_second()], ids=["given", "second"])
def test_its_claims_hold(trace):
    for claim in TD0.claims:
        assert claim.holds(trace), claim.sentence


@pytest.mark.parametrize("rewards", [[1], [0, 2], [1, 2, 3, 4, 5, 6, 7]])
def test_a_chain_of_any_length_is_drawn_with_its_rewards(rewards):
    trace = TD0.run(R=rewards)
    (chain,) = trace.step(1).draws

    assert len(trace.steps) == 6
    assert chain.nodes == (*ascii_uppercase[: len(rewards)], "end")
    assert [edge.label for edge in chain.edges] == [f"r = {reward}" for reward in rewards]


@pytest.mark.parametrize(
    ("replaced", "message"),
    [
        ({"gamma": [1, 2]}, "wrong number of axes"),
        ({"R": [[1], [2]]}, "R: needs one row"),
        ({"alpha": float("nan")}, "NaN or infinity"),
    ],
)
def test_numbers_that_do_not_fit_are_named_at_the_call(replaced, message):
    with pytest.raises(ValueError, match=message):
        TD0.run(**replaced)


@pytest.mark.parametrize("name", ["VA0", "V_true"])
def test_the_copied_numpy_line_gives_the_same_numbers(name):
    trace = TD0.run_second()
    known = {"np": np, **{m.name: m.values for m in trace.matrices.values()}}
    exec(trace[name].numpy, known)

    np.testing.assert_allclose(known[name], trace[name].values, rtol=1e-12)
