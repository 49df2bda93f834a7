"""Cross-attention with the rules of the pencil."""

from collections.abc import Iterator

from aibyhand.core import Matrix, Role
from aibyhand.ops import sum_columns
from aibyhand.ops.pencil import floor_half, power_of_three
from aibyhand.walk import Step
from aibyhand.walk.powers import powers


def by_hand(X: Matrix, E: Matrix, WQ: Matrix, WK: Matrix, WV: Matrix) -> Iterator[Step]:
    """Cross-attention with a pencil: halve and round down, and 3 in place of e."""
    yield Step("Given", "Take both sequences, and the weights of the cross.", (X, E, WQ, WK, WV))
    Q = (WQ @ X).named("Q", Role.QUERY)
    K = (WK @ E).named("K", Role.KEY, "K_E")
    V = (WV @ E).named("V", Role.VALUE, "V_E")
    S = (K.T @ Q).named("S", Role.SCORE, "S_E")
    yield Step("Scores", "Multiply keys and queries.", (Q, K, V, S))
    Sh = floor_half(S).named("Sh", Role.SCORE, r"\tilde{R}_E")
    *top, Eh = powers(power_of_three, Sh, "Eh", r"\tilde{P}_E")
    sums = sum_columns(Eh).named("sumh", Role.SCORE, r"\tilde{s}_E")
    Ah = (Eh / sums).named("Ah", Role.ATTENTION, r"\tilde{A}_E")
    says = "Halve every score and round it down, raise 3 to it, and divide every column by its sum."
    yield Step("Shares", says, (Sh, *top, Eh, sums, Ah))
    Fh = (V @ Ah).named("Fh", Role.OUTPUT, r"\tilde{F}_E")
    yield Step("Mix", "Multiply the values by the shares.", (Fh,))
