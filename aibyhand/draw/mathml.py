"""TeX as MathML, which browsers draw and screen readers read without any script."""

from functools import cache


@cache
def mathml(tex: str, display: bool = False) -> str:
    """A formula as a ``<math>`` element. Raises ValueError for TeX that can't be converted."""
    from math_core import LatexError, LatexToMathML

    try:
        made: str = LatexToMathML(annotation=False).convert_with_local_state(
            tex, displaystyle=display
        )
    except LatexError as error:
        raise ValueError(f"{tex}: {error}") from error
    return made
