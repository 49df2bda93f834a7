"""Where a wave begins in its window, a window that fades in and out, and windows in practice."""

from collections.abc import Iterator
from dataclasses import replace

from aibyhand.core import Matrix, Role
from aibyhand.ops import columns_of, magnitude, phase, rows_of
from aibyhand.walk import Step
from aibyhand.walkthroughs.audio_windows.given import WINDOWS
from aibyhand.walkthroughs.audio_windows.pictures import table
from aibyhand.walkthroughs.audio_windows.steps import steps


def _plain(*given: Matrix) -> list[Step]:
    """The steps as they are, without their pictures."""
    return [replace(step, draws=()) for step in steps(*given)]


def beginning(x: Matrix, Wc: Matrix, Ws: Matrix, g: Matrix, u: Matrix) -> Iterator[Step]:
    """The phase of one turn in the first two windows."""
    first = _plain(x, Wc, Ws, g, u)[:5]
    yield from first
    both = []
    for name, part in zip("cs", first[3].shows, strict=True):
        row = rows_of(part, 2, 2).named(f"{name}_row", Role.FREQUENCY, rf"\bar{{{name}}}")
        both.append(columns_of(row, 1, 2).named(name, Role.FREQUENCY))
    p = phase(*both).named("p", Role.NUMBER, columns=WINDOWS)
    yield Step("Phase", "Find the angle of both parts of one turn.", (*both, p))


def faded(x: Matrix, Wc: Matrix, Ws: Matrix, g: Matrix, u: Matrix, a: Matrix) -> Iterator[Step]:
    """The table of windows that fade in and out."""
    first = _plain(x, Wc, Ws, g, u)[:3]
    yield from first
    X = first[1].shows[-1]
    Xa = (a * X).named("Xa", Role.TIME)
    yield Step("Fade", "Multiply every row of the windows by its number.", (a, Xa))
    Ca = (Wc @ Xa).named("Ca", Role.FREQUENCY)
    Sa = (Ws @ Xa).named("Sa", Role.FREQUENCY)
    M = magnitude(Ca, Sa).named("Ma", Role.FREQUENCY, rows=Wc.rows, columns=WINDOWS)
    does = "Take the magnitudes as before."
    yield Step("Magnitude", does, (Ca, Sa, M), (table("The table of faded windows", M),))


def practice(sec: Matrix, rate: Matrix) -> Iterator[Step]:
    """How many samples a window of some milliseconds has, and how far its rows are apart."""
    yield Step("Given", "Write down how long windows are, and the samples of a second.",
               (sec, rate))  # fmt: skip
    samples = (rate * sec).named("samples", Role.NUMBER, "n")
    apart = (1 / sec).named("apart", Role.NUMBER, r"\Delta f")
    yield Step("Samples and hertz", "Multiply, and divide one by the length.", (samples, apart))
