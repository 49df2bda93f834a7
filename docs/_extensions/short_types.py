"""Signatures in the API reference say NDArray and ArrayLike, not what NumPy means by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numpy.typing import ArrayLike
from sphinx.util.typing import stringify_annotation

from aibyhand.core.numbers import Array

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SHORT = {
    stringify_annotation(ArrayLike, "smart"): "ArrayLike",
    stringify_annotation(Array, "smart"): "NDArray",
}


def shorten(
    app: Sphinx, what: str, name: str, obj: object, options: object,
    signature: str | None, returned: str | None,
) -> tuple[str | None, str | None]:  # fmt: skip
    """Give the signature back with the short names in it."""
    for long, short in SHORT.items():
        signature = signature and signature.replace(long, short)
        returned = returned and returned.replace(long, short)
    return signature, returned


def setup(app: Sphinx) -> dict[str, Any]:
    """Ask autodoc for every signature."""
    app.connect("autodoc-process-signature", shorten)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
