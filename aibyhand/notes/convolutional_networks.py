"""Sizes and weights through two stacks of convolution and pooling, and where the weights stand."""

from collections.abc import Iterator

from aibyhand.core import Axis, Matrix, Role, given
from aibyhand.ops import beside, entry, half_down, sum_rows
from aibyhand.pictures.curves import Curve, Curves, Points
from aibyhand.walk import Claim, Step, Trace, Walkthrough

CONV = Axis("layer", words=("c1", "c2", "c3"))
DENSE = Axis("layer", words=("d1", "d2"))
LAYERS = Axis("layer", words=(*CONV.words, *DENSE.words))
AFTER = Axis("after", words=("in", "c1", "p1", "c2", "p2", "c3"))
POOLED = Axis("after", words=("in", "p1", "p2", "p3"))
PIXELS = Axis("pixel", "{n}")

# fmt: off
GIVEN = (
    given("px", [[0, 51, 255]], Role.INPUT, columns=PIXELS),
    given("brightest", 255, Role.NUMBER, r"\mathit{brightest}"),
    given("side", 32, Role.INPUT, r"\mathit{side}"),
    given("kernel", 3, Role.NUMBER, "k"),
    given("into", [[3, 32, 64]], Role.NUMBER, "c", columns=CONV),
    given("out", [[32, 64, 64]], Role.NUMBER, "f", columns=CONV),
    given("units", [[64, 10]], Role.NUMBER, "u", columns=DENSE),
    # the second stack: the image and the classes of the tutorial that it comes from
    given("side_b", 180, Role.INPUT, r"\mathit{side}'"),
    given("into_b", [[3, 16, 32]], Role.NUMBER, "c'", columns=CONV),
    given("out_b", [[16, 32, 64]], Role.NUMBER, "f'", columns=CONV),
    given("units_b", [[128, 5]], Role.NUMBER, "u'", columns=DENSE),
)
# fmt: on


def steps(
    px: Matrix, brightest: Matrix, side: Matrix, kernel: Matrix, into: Matrix, out: Matrix,
    units: Matrix, side_b: Matrix, into_b: Matrix, out_b: Matrix, units_b: Matrix,
) -> Iterator[Step]:  # fmt: skip
    """From pixels to sizes, from sizes to weights, and the same for the second stack."""
    scaled = (px / brightest).named("scaled", Role.INPUT, r"\mathit{scaled}", columns=PIXELS)
    yield Step(
        "Rescale",
        "Divide every pixel by the brightest value that there can be.",
        (px, brightest, scaled),
    )

    cut = (kernel - 1).named("cut", Role.NUMBER, "e")
    sides = [side]
    for name, pools in (("a1", False), ("p1", True), ("a2", False), ("p2", True), ("a3", False)):
        made = half_down(sides[-1]) if pools else sides[-1] - cut
        sides.append(made.named(name, Role.NUMBER, f"{name[0]}_{name[1]}"))
    all_sides = beside(*sides).named("sides", Role.NUMBER, "s", columns=AFTER)
    at = given("layer", [[0, 1, 2, 3, 4, 5]], Role.NUMBER)
    drawn = Curve("side", Points(at, all_sides), Points(at, all_sides))
    yield Step("Sizes", "A kernel takes its side less one; pooling takes half.",
               (cut, *sides[1:], all_sides),
               (Curves("The side of the image, layer by layer", (drawn,), "layer"),))  # fmt: skip
    yield Step("Weights", "Count every kernel with its bias, then the dense layers.",
               _counted(sides[-1], kernel, into, out, units, ""))  # fmt: skip

    halves = [side_b]
    for n in (1, 2, 3):
        halves.append(half_down(halves[-1]).named(f"q{n}", Role.NUMBER, f"q_{n}"))
    all_halves = beside(*halves).named("halves", Role.NUMBER, "s'", columns=POOLED)
    yield Step("Sizes of the second", "With a border that keeps the size, only pooling counts.",
               (*halves[1:], all_halves))  # fmt: skip
    yield Step("Weights of the second", "Count the same way.",
               _counted(halves[-1], kernel, into_b, out_b, units_b, "_b"))  # fmt: skip

    inputs = side * side * entry(into, 1, 1).named("colours", Role.NUMBER, "c_1")
    inputs = inputs.named("inputs", Role.NUMBER, r"\mathit{in}")
    maps = entry(out, 1, 1).named("maps", Role.NUMBER, "f_1")
    outputs = (sides[1] * sides[1] * maps).named("outputs", Role.NUMBER, r"\mathit{out}")
    dense = (inputs * outputs + outputs).named("no_sharing", Role.OUTPUT, r"\mathit{full}")
    yield Step("Without sharing", "Join every input with every output.",
               (inputs, outputs, dense))  # fmt: skip


def _counted(
    last: Matrix, kernel: Matrix, into: Matrix, out: Matrix, units: Matrix, end: str
) -> tuple[Matrix, ...]:
    """Weights of the convolutions, of the dense layers, and all of them."""
    prime = "'" if end else ""
    conv = (kernel * kernel * into * out + out).named(f"conv{end}", Role.OUTPUT, f"w_c{prime}")
    flat = last * last * entry(out, 1, 3).named(f"maps3{end}", Role.NUMBER, f"f_3{prime}")
    flat = flat.named(f"flat{end}", Role.NUMBER, rf"\mathit{{flat}}{prime}")
    first = entry(units, 1, 1).named(f"units1{end}", Role.NUMBER, f"u_1{prime}")
    before = beside(flat, first).named(f"before{end}", Role.NUMBER, f"b{prime}", columns=DENSE)
    dense = (before * units + units).named(f"dense{end}", Role.OUTPUT, f"w_d{prime}")
    every = beside(conv, dense).named(f"every{end}", Role.OUTPUT, f"w{prime}", columns=LAYERS)
    total = sum_rows(every).named(f"total{end}", Role.OUTPUT, rf"\mathit{{all}}{prime}")
    kilo = (every / 1000).named(f"kilo{end}", Role.OUTPUT, f"t{prime}", columns=LAYERS)
    sum_kilo = sum_rows(kilo).named(f"sum_kilo{end}", Role.OUTPUT, rf"\mathit{{sum}}{prime}")
    share = (kilo / sum_kilo).named(f"share{end}", Role.PROBABILITY, f"p{prime}", columns=LAYERS)
    return conv, flat, before, dense, every, total, kilo, sum_kilo, share


def _most_in_the_first_dense(trace: Trace) -> bool:
    return all(trace[name].values[0].argmax() == 3 for name in ("share", "share_b"))


def _shared_is_less(trace: Trace) -> bool:
    return bool(trace["conv"].values[0, 0] * 10_000 < trace["no_sharing"].values.item())


note = Walkthrough(
    slug="convolutional-networks",
    title="Convolutional networks",
    question="How large is a small network for pictures, and where are its weights?",
    given=GIVEN,
    steps=steps,
    part="notes",
    claims=(
        Claim("In both networks the first dense layer has the most weights.",
              _most_in_the_first_dense),
        Claim("Without sharing, the first layer alone would have over ten thousand times as many.",
              _shared_is_less),
    ),
)  # fmt: skip


def in_keras(trace: Trace) -> str:
    """The first network in Keras, with the sizes of the note."""
    side, first, k, f, u = _sizes(trace)
    convs = [f"layers.Conv2D({f[0]}, {k}, activation='relu')"]
    convs += [f"layers.Conv2D({n}, {k}, activation='relu')" for n in f[1:]]
    lines = [f"layers.Input(({side}, {side}, {first}))", convs[0], "layers.MaxPooling2D(2)",
             convs[1], "layers.MaxPooling2D(2)", convs[2], "layers.Flatten()",
             f"layers.Dense({u[0]}, activation='relu')", f"layers.Dense({u[1]})"]  # fmt: skip
    body = "".join(f"    {line},\n" for line in lines)
    return f"from keras import Sequential, layers\n\nmodel = Sequential([\n{body}])\n"


def in_pytorch(trace: Trace) -> str:
    """The same in PyTorch."""
    _, _, k, f, u = _sizes(trace)
    c, flat = [int(v) for v in trace["into"].values[0]], int(trace["flat"].values.item())
    convs = [f"nn.Conv2d({a}, {b}, {k}), nn.ReLU()" for a, b in zip(c, f, strict=True)]
    lines = [convs[0], "nn.MaxPool2d(2)", convs[1], "nn.MaxPool2d(2)", convs[2], "nn.Flatten()",
             f"nn.Linear({flat}, {u[0]}), nn.ReLU()", f"nn.Linear({u[0]}, {u[1]})"]  # fmt: skip
    body = "".join(f"    {line},\n" for line in lines)
    return f"from torch import nn\n\nmodel = nn.Sequential(\n{body})\n"


def _sizes(trace: Trace) -> tuple[int, int, int, list[int], list[int]]:
    """The side, the colours, the kernel's side, the kernels of each layer, the dense units."""
    one = (int(trace[name].values[0, 0]) for name in ("side", "into", "kernel"))
    rows = ([int(v) for v in trace[name].values[0]] for name in ("out", "units"))
    return (*one, *rows)  # type: ignore[return-value]
