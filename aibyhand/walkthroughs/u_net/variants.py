"""Without the skip; and the sizes in the network of the paper."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role, Stack
from aibyhand.ops import convolve, times_number
from aibyhand.pictures.levels import Levels
from aibyhand.pictures.stops import Stop
from aibyhand.walk import Step
from aibyhand.walkthroughs.u_net.steps import path_of, verdict

DEPTH = 4  # levels below the first, in the network of the paper


def without_skip(
    I: Matrix, K: Matrix, bk: Matrix, w: Stack, c: Stack, U: Stack, f2: Matrix, fb: Matrix
) -> Iterator[Step]:
    """The same way down and up, with nothing that looks across."""
    *down, V, B, T, Up = path_of(I, K, bk, w, c, U)
    yield Step("Given", "Write the image.", (I,))
    bottom = (m for pair in zip(V, B, strict=True) for m in pair)
    yield Step("Down and up", "Pool and enlarge as before.", (*down, *bottom, *T, Up))
    L = convolve(Up, f2, fb).named("L", Role.LINEAR)
    yield Step("Verdict", "Decide by what came up alone.", (L, *verdict(L)))


def sizes(n: Matrix, r: Matrix, s: Matrix) -> Iterator[Step]:
    """How the side of an image changes in the network of the paper, which has no padding."""
    yield Step("Given", "Write the side of the image.", (n, r, s))
    side, kept, stops, skips = n, [], [_counted(n, 0)], []
    for k in range(1, DEPTH + 1):
        kept.append((side - r).named(f"d{k}", Role.HIDDEN))
        side = (kept[-1] / s).named(f"p{k}", Role.HIDDEN_2)
        stops += [_counted(kept[-1], k - 1), _counted(side, k)]
        yield Step(f"Down, level {k}", "Convolve twice, then pool.", (kept[-1], side))
    side = (side - r).named("b", Role.LATENT)
    stops.append(_counted(side, DEPTH))
    yield Step("Bottom", "Convolve twice.", (side,))
    for k in range(DEPTH, 0, -1):
        up = times_number(side, s).named(f"u{k}", Role.HIDDEN_3)
        cut = (kept[k - 1] - up).named(f"x{k}", Role.NUMBER)
        side = (up - r).named(f"e{k}", Role.OUTPUT)
        skips.append((2 * k - 1, len(stops)))
        stops += [_counted(up, k - 1), _counted(side, k - 1)]
        does = "Enlarge, cut what was kept to that size, and convolve twice."
        drawn = Levels("The U of the paper, to scale", tuple(stops), tuple(skips))
        yield Step(f"Up, level {k}", does, (up, cut, side), () if k > 1 else (drawn,))


def _counted(side: Matrix, level: int) -> Stop:
    """Stop at a square image, of which only the side was counted."""
    count = side.values.item()
    if count < 1 or count != int(count):
        raise ValueError(f"{side.printed}: a side of {count:g} is no whole number of pixels")
    return Stop((side,), level=level, side=int(count))
