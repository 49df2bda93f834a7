"""Finding things by name, with an error that names the closest ones."""

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
    """The end of an error message: the closest names, or all of them."""
    import difflib  # only an error message needs it

    names = list(among)
    near = difflib.get_close_matches(str(word), names, n=3, cutoff=0.5)
    if near:
        return f"; did you mean {' or '.join(near)}?"
    return f"; there are: {', '.join(names)}"
