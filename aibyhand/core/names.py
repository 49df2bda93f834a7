"""Names of matrices: one key, from which the TeX and the plain reading follow.

The key is a Python identifier, the same as in the given files (``W_Q`` is ``WQ`` there). Its TeX is
the first letter with the rest as a subscript, unless a walkthrough says otherwise.
"""

import keyword
import re
import unicodedata
from functools import cache

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "eta": "η", "sigma": "σ", "phi": "φ",
    "pi": "π", "mu": "μ", "rho": "ρ", "tau": "τ", "xi": "ξ", "ell": "ℓ", "varepsilon": "ε",
    "Sigma": "Σ", "Delta": "Δ", "omega": "ω", "lambda": "λ", "mathrm": "", "mathit": "", "text": "",
    "mathbf": "", "top": "ᵀ", "cdot": "·", "odot": "⊙", "otimes": "⊗", "times": "×",
    "approx": "≈", "sqrt": "√",
    "partial": "∂", "exp": "exp", "cos": "cos", "tanh": "tanh", "max": "max", "left": "",
    "right": "", "lfloor": "⌊", "rfloor": "⌋", "ge": "≥", "geq": "≥", "leq": "≤",
    "ldots": "…", "cdots": "…", "prime": "′", "star": "⋆",
    "operatorname": "", "quad": " ", "infty": "∞", "sum": "Σ", "frac": "", "pm": "±",
}  # fmt: skip

_ACCENTS = {"tilde": "\N{COMBINING TILDE}", "hat": "\N{COMBINING CIRCUMFLEX ACCENT}",
            "bar": "\N{COMBINING MACRON}"}  # fmt: skip

_BRACED = r"\{((?:[^{}]|\{[^{}]*\})*)\}"  # in braces, with at most one more pair inside


def tex_of(key: str) -> str:
    """The TeX of a key: ``x1`` is ``x_{1}``, ``WQ`` is ``W_{Q}``; long words stand upright."""
    head, rest = key[0], key[1:].lstrip("_")
    if not rest:
        return head
    subscript = rf"\mathrm{{{rest}}}" if len(rest) > 3 and rest.isalpha() else rest
    return f"{head}_{{{subscript}}}"


def accented(accent: str, tex: str) -> str:
    """TeX with an accent (tilde, hat or bar) on its letter, whatever subscript the letter has."""
    return re.sub(r"^(\\[a-z]+|[A-Za-z])", rf"\\{accent}{{\1}}", tex)


def _raised(found: re.Match[str]) -> str:
    """An exponent on one line: with spaces in it, it needs parentheses."""
    return f"^({found[1]})" if " " in found[1] else f"^{found[1]}"


@cache
def plain(tex: str) -> str:
    """TeX as a line of plain text, for terminals, error messages and text alternatives."""
    text = re.sub(r"\\[,;:! ]", " ", tex)
    for accent, mark in _ACCENTS.items():
        text = re.sub(rf"\\{accent}\{{?(\\?[^\W\d_]+)\}}?", rf"\1{mark}", text)
    text = re.sub(rf"\\[dt]?frac{_BRACED}{_BRACED}", r"\1/\2", text)
    text = re.sub(r"\\([A-Za-z]+)", lambda m: _GREEK.get(m.group(1), m.group(1)), text)
    text = re.sub(rf"√{_BRACED}", r"√(\1)", text)
    text = re.sub(r"\^\{?ᵀ\}?", "ᵀ", text)
    text = re.sub(r"\^(?:2(?!\d)|\{2\})", "²", text)
    text = re.sub(r"± (?=\d)", "±", text)
    text = re.sub(rf"\^{_BRACED}", _raised, text)
    text = re.sub(r"[{}]", "", text).replace("-", "\N{MINUS SIGN}")
    text = re.sub(r"(_\w+)\^′", r"′\1", text)  # C_1^′ is read C′_1
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text).strip())


def check_name(name: str) -> None:
    """Refuse a name that is none in Python: names stand in the copied lines of code, too."""
    if not name.isidentifier() or keyword.iskeyword(name):
        raise ValueError(f"{name!r} can't be the name of a matrix: letters, digits and _ only")
