"""Cut, transform, change, transform back, and lay the pieces over each other."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import count_columns, cover, magnitude, overlap_add, short_windows
from aibyhand.walk import Step
from aibyhand.walkthroughs.audio_windows.given import HOP, SAMPLES, WINDOWS
from aibyhand.walkthroughs.audio_windows.pictures import before_and_after, sound, table


def steps(x: Matrix, Wc: Matrix, Ws: Matrix, g: Matrix, u: Matrix) -> Iterator[Step]:
    """Change the frequencies of a sound window by window: columns are windows."""
    does = "Write the samples of the sound in a row."
    yield Step("Given", does, (x,), (sound(x),))

    n = count_columns(Wc).named("n", Role.NUMBER)
    X = short_windows(x, n, HOP).named("X", Role.TIME, rows=Wc.columns, columns=WINDOWS)
    does = "Cut the row into windows that overlap, and write them as columns."
    yield Step("Windows", does, (n, X))

    does = "Write down the cosines and the sines that fit into a window."
    yield Step("Two tables", does, (Wc, Ws))

    C = (Wc @ X).named("C", Role.FREQUENCY)
    S = (Ws @ X).named("S", Role.FREQUENCY)
    yield Step("Cosine parts and sine parts", "Multiply each table by the windows.", (C, S))

    M = magnitude(C, S).named("M", Role.FREQUENCY, rows=Wc.rows, columns=WINDOWS)
    yield Step("Magnitude", "Take the root of the sum of both squares.", (M,))

    does = "Read the table: columns are times, rows are frequencies."
    yield Step("Table of frequencies", does, (), (table("The table of magnitudes", M),))

    Cg = (g * C).named("Cg", Role.FREQUENCY)
    Sg = (g * S).named("Sg", Role.FREQUENCY)
    Mg = magnitude(Cg, Sg).named("Mg", Role.FREQUENCY, rows=Wc.rows, columns=WINDOWS)
    does = "Multiply every row of both parts by its gain."
    yield Step("Change the table", does, (g, Cg, Sg, Mg), (table("The changed table", Mg),))

    Cu = (u * Cg).named("Cu", Role.FREQUENCY)
    Su = (u * Sg).named("Su", Role.FREQUENCY)
    Yc = (Wc.T @ Cu).named("Yc", Role.TIME)
    Ys = (Ws.T @ Su).named("Ys", Role.TIME)
    Y = ((Yc + Ys) / n).named("Y", Role.TIME)
    does = "Mix cosines and sines by their parts, and divide by the length of a window."
    yield Step("Back to samples", does, (u, Cu, Su, Yc, Ys, Y))

    z = overlap_add(Y, HOP).named("z", Role.TIME, columns=SAMPLES)
    c = cover(Y, HOP).named("c", Role.NUMBER, columns=SAMPLES)
    y = (z / c).named("y", Role.TIME)
    does = "Lay the windows over each other, add, and divide by how many meet at a sample."
    yield Step("Overlap and add", does, (z, c, y), (before_and_after(x, y),))
