"""The same decoder as it is used: one word after the other, each fed back, and no mask."""

from collections.abc import Iterator

from aibyhand.core import Axis, Matrix, Role, Stack
from aibyhand.ops import beside, count_rows, embed, entry, likeliest, linear, softmax
from aibyhand.ops import scale_by_root as scaled
from aibyhand.walk import Step


def word_by_word(
    E: Matrix, T: Matrix, order: Matrix, WQ1: Matrix, WK1: Matrix, WV1: Matrix,
    WQ2: Matrix, WK2: Matrix, WV2: Matrix, O: Matrix, ob: Matrix, dk: Matrix | None,
) -> Iterator[Step]:  # fmt: skip
    """Begin with the start sign; keys and values of the words before are kept."""
    yield Step("Given", "Take the first word in, and write as many as there are places.",
               (E, T, order, WQ1, WK1, WV1, WQ2, WK2, WV2, O, ob))  # fmt: skip
    K2 = (WK2 @ E).named("K2", Role.KEY)
    V2 = (WV2 @ E).named("V2", Role.VALUE)
    yield Step("Read", "Make keys and values of what was read, once.", (K2, V2))
    n = Stack("n", Role.NUMBER, along=Axis("", first=0), start=entry(order, 1, 1).named(
        "n0", Role.NUMBER))  # fmt: skip
    d, q, k, v, K, V, s, z, A, e, r, S, Z, B, f, l = stacks = _stacks()
    for t in range(1, order.shape[1] + 1):
        d.add(embed(T, n[-1]))
        q.add(WQ1 @ d[-1])
        dk = dk or count_rows(q[0]).named("dk", Role.NUMBER, "d_k")
        k.add(WK1 @ d[-1])
        v.add(WV1 @ d[-1])
        K.add(beside(*k))
        V.add(beside(*v))
        s.add(K[-1].T @ q[-1])
        z.add(scaled(s[-1], dk))
        A.add(softmax(z[-1]))
        e.add(linear(V[-1], A[-1], d[-1]))
        r.add(WQ2 @ e[-1])
        S.add(K2.T @ r[-1])
        Z.add(scaled(S[-1], dk))
        B.add(softmax(Z[-1]))
        f.add(linear(V2, B[-1], e[-1]))
        l.add(linear(O, f[-1], ob))
        n.add(likeliest(l[-1]))
        made = (stack[-1] for stack in (*stacks, n))
        yield Step(f"Word {t}", "Feed the word before back, and look at all so far.", tuple(made))
    L = beside(*l).named("L", Role.LINEAR)
    N = beside(*n[1:]).named("N", Role.NUMBER)
    yield Step("Side by side", "Write the scores of all words side by side.", (L, N))


def _stacks() -> tuple[Stack, ...]:
    """What every word makes; K and V grow by a column with each."""
    roles = {
        "d": Role.INPUT, "q": Role.QUERY, "k": Role.KEY, "v": Role.VALUE,
        "K1": Role.KEY, "V1": Role.VALUE, "s": Role.SCORE, "z": Role.SCORE, "A": Role.ATTENTION,
        "e": Role.OUTPUT, "r": Role.QUERY, "S": Role.SCORE, "Z": Role.SCORE,
        "B": Role.ATTENTION, "f": Role.OUTPUT, "l": Role.LINEAR,
    }  # fmt: skip
    tex = {"K1": "K_{1%s}", "V1": "V_{1%s}"}
    return tuple(Stack(name, role, tex.get(name, "")) for name, role in roles.items())
