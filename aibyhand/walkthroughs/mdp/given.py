"""Two states and an end, two actions in each, one walk, a die, and two offers."""

from aibyhand.core import Axis, Role, given

STATES = Axis("state", "{letter}")  # the last one is the end
TIMES = Axis("step", "step {n}")

# fmt: off
GIVEN = (
    # where an action leads from each state, and what it pays there
    given("Pl", [[1, 0, 0], [1, 0, 0], [0, 0, 0]], Role.PROBABILITY, "P_l", rows=STATES,
          columns=STATES, sizes="states × states"),
    given("Pr", [[0, 1, 0], [0, 0, 1], [0, 0, 0]], Role.PROBABILITY, "P_r", rows=STATES,
          columns=STATES, sizes="states × states"),
    given("Rl", [[2], [1], [0]], Role.REWARD, "R_l", rows=STATES, sizes="states × 1"),
    given("Rr", [[-1], [6], [0]], Role.REWARD, "R_r", rows=STATES, sizes="states × 1"),
    # the policy: how likely each action is in each state
    given("pil", [[0.5], [0.5], [0.0]], Role.PROBABILITY, r"\pi_l", rows=STATES,
          sizes="states × 1"),
    given("pir", [[0.5], [0.5], [0.0]], Role.PROBABILITY, r"\pi_r", rows=STATES,
          sizes="states × 1"),
    given("gamma", 0.5, Role.NUMBER, r"\gamma"),
    given("walk", [[-1, 1, -1, 6]], Role.REWARD, r"\mathit{walk}", columns=TIMES,
          sizes="1 × steps"),
    given("die", [[1, 2, 3, 4, 5, 6]], Role.REWARD, r"\mathit{die}", sizes="1 × faces"),
    given("now", 10, Role.REWARD, r"\mathit{now}"),
    given("later", 50, Role.REWARD, r"\mathit{later}"),
    given("weeks", 2, Role.NUMBER, r"\mathit{weeks}"),
    given("discounts", [[0.4, 0.45, 0.5]], Role.NUMBER, r"\bar{\gamma}", sizes="1 × discounts"),
)
SECOND = (  # three states and an end, chances that are no certainties, another policy
    ("Pl", [[0, 0.5, 0.5, 0], [0.5, 0, 0, 0.5], [0, 1, 0, 0], [0, 0, 0, 0]]),
    ("Pr", [[0, 0, 1, 0], [0, 0, 0.25, 0.75], [0, 0, 0.5, 0.5], [0, 0, 0, 0]]),
    ("Rl", [[1], [-2], [3], [0]]), ("Rr", [[-4], [5], [2], [0]]),
    ("pil", [[0.25], [0.75], [0.5], [0]]), ("pir", [[0.75], [0.25], [0.5], [0]]),
    ("gamma", 0.8), ("walk", [[-4, 2, 3, -2, 5]]), ("die", [[1, 1, 2, 6]]),
    ("now", 20), ("later", 30), ("weeks", 3), ("discounts", [[0.7, 0.9]]),
)
# fmt: on
