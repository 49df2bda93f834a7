"""Figures about brains, converted and compared, and one artificial neuron."""

from collections.abc import Iterator

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import linear, relu, times_number
from aibyhand.pictures.network import Network
from aibyhand.walk import Claim, Step, Trace, Walkthrough

ESTIMATES = Axis("synapses of a neuron", words=("low", "mean", "high"))
TOGETHER = Axis("", words=("trillions",))
SENDERS = Axis("sender", "{n}")

# Feet in millions and a foot in millimetres make kilometres; neurons in billions and synapses of
# one in thousands make trillions.
GIVEN = (
    given("feet", 300, Role.INPUT, r"\mathit{feet}"),
    given("foot", 304.8, Role.NUMBER, r"\mathit{foot}"),
    given("quarts", 1.5, Role.INPUT, r"\mathit{quarts}"),
    given("quart", 946.352946, Role.NUMBER, r"\mathit{quart}"),
    given("thousand", 1000, Role.NUMBER, r"\mathit{thousand}"),
    given("neurons", [[20]], Role.INPUT, r"\mathit{neurons}"),
    given("each", [[1, 7, 10]], Role.INPUT, r"\mathit{each}", columns=ESTIMATES),
    given("said", [[500]], Role.INPUT, r"\mathit{said}"),
    given("watts", 20, Role.INPUT, r"\mathit{watts}"),
    given("hours", 24, Role.NUMBER, r"\mathit{hours}"),
    given("x", [[3], [1], [2]], Role.INPUT, rows=SENDERS, sizes="senders × 1"),
    given("W", [[2, -3, 1]], Role.WEIGHT, columns=SENDERS, sizes="1 × senders"),
    given("b", [[-1]], Role.BIAS, sizes="1 × 1"),
)


def steps(
    feet: Matrix, foot: Matrix, quarts: Matrix, quart: Matrix, thousand: Matrix,
    neurons: Matrix, each: Matrix, said: Matrix,
    watts: Matrix, hours: Matrix, x: Matrix, W: Matrix, b: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """Convert lengths and volumes, count synapses, and add up what one neuron is sent."""
    km = (feet * foot).named("km", Role.OUTPUT, r"\mathit{km}")
    ml = (quarts * quart).named("ml", Role.OUTPUT, r"\mathit{ml}")
    litres = (ml / thousand).named("litres", Role.OUTPUT, r"\mathit{litres}")
    yield Step("Convert", "Feet in kilometres, quarts in litres.",
               (feet, foot, km, quarts, quart, ml, thousand, litres))  # fmt: skip
    total = times_number(each, neurons).named(
        "total", Role.OUTPUT, r"\mathit{total}", rows=TOGETHER
    )
    yield Step("Count", "Multiply the neurons by the synapses of each.", (neurons, each, total))
    needed = (said / neurons).named("needed", Role.OUTPUT, r"\mathit{needed}")
    yield Step("Divide", "Divide what is said by the neurons.", (said, neurons, needed))
    energy = (watts * hours).named("energy", Role.OUTPUT, r"\mathit{energy}")
    yield Step("A day", "Multiply the power by the hours of a day.", (watts, hours, energy))
    z = linear(W, x, b).named("z", Role.LINEAR)
    y = relu(z).named("y", Role.HIDDEN)
    yield Step("One neuron", "Weigh what is sent, add it up, and let it pass if it is positive.",
               (x, W, b, z, y), (Network("One neuron", (x, y), (W,)),))  # fmt: skip


def _printed_is_too_many(trace: Trace) -> bool:
    return bool(trace["said"].values.item() > trace["total"].values.max())


note = Walkthrough(
    slug="brains-and-neurons",
    title="Brains and neurons",
    question="What does an artificial neuron keep of a real one, and how large is a brain?",
    given=GIVEN,
    steps=steps,
    part="notes",
    claims=(
        Claim("500 trillion synapses are more than any of the three counts.", _printed_is_too_many),
    ),
)
