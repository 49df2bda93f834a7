"""Finding things by name, with an error that names the closest ones."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")


class Named(Mapping[str, T], Generic[T]):
    """Things by name, in order, for reading only; its KeyError names the closest names."""

    def __init__(self, kind: str, items: Iterable[tuple[str, T]]) -> None:
        self._kind = kind
        self._items = dict(items)

    def __getitem__(self, key: str) -> T:
        try:
            return self._items[key]
        except KeyError:
            raise KeyError(f"no {self._kind} {key!r}{closest(key, self._items)}") from None

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def closest(word: str, among: Iterable[str]) -> str:
    """The end of an error message: the closest names, whatever their case, or all of them."""
    names = list(among)
    likeness = {name: _likeness(str(word).lower(), name.lower()) for name in names}
    best = max(likeness.values(), default=0)
    near = [name for name in names if likeness[name] >= max(0.5, 0.85 * best)]
    if near:
        near.sort(key=lambda name: (likeness[name], name), reverse=True)
        return f"; did you mean {' or '.join(near[:3])}?"
    return f"; there are: {', '.join(names)}" if names else "; there are none"


def _likeness(word: str, name: str) -> float:
    """How alike two words are, from 0 to 1: by their letters in order, and in any order."""
    import difflib  # only an error message needs it

    common = (Counter(word) & Counter(name)).total()
    in_any_order = 2 * common / max(1, len(word) + len(name))
    return (difflib.SequenceMatcher(None, word, name).ratio() + in_any_order) / 2
