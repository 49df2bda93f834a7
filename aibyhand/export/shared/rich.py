"""TeX as pieces of formatted text: for programs that know subscripts and italics, but no TeX."""

import re
from dataclasses import dataclass, replace

from aibyhand.core.names import plain

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}_^]|\s+|[A-Za-z]|[^A-Za-z\\{}_^\s]")
_ACCENTS = ("\\tilde", "\\hat", "\\bar")
_UPRIGHT = ("\\mathrm", "\\text", "\\operatorname")


@dataclass(frozen=True)
class Piece:
    """Some text: lowered, raised or on the line; letters of a formula are slanted."""

    text: str
    script: str = ""  # "", "sub", "super", or "small" for a remark on the line
    slanted: bool = False
    bold: bool = False
    maths: bool = False  # a part of a formula


def pieces(tex: str) -> list[Piece]:
    """A piece of TeX as formatted text, neighbours of one format joined."""
    return _joined(_Reader(tex).group(end=False))


@dataclass
class _Reader:
    tex: str

    def __post_init__(self) -> None:
        self.tokens: list[str] = _TOKEN.findall(self.tex)
        self.at = 0

    def group(self, end: bool = True) -> list[Piece]:
        """Everything up to the closing brace."""
        found: list[Piece] = []
        while self.at < len(self.tokens):
            if end and self.tokens[self.at] == "}":
                self.at += 1
                break
            found += self.one()
        return found

    def one(self) -> list[Piece]:
        """The next token, with its argument."""
        token = self.tokens[self.at]
        self.at += 1
        if token == "{":
            return self.group()
        if token in ("_", "^"):
            script = "sub" if token == "_" else "super"
            return [Piece(p.text, script, p.slanted, p.bold) for p in self.one()]
        if token in _ACCENTS:
            return [Piece(plain(f"{token}{{{p.text}}}"), p.script, p.slanted) for p in self.one()]
        if token in _UPRIGHT:
            return [Piece(p.text, p.script) for p in self.one()]
        if token == "\\mathit":
            return self.one()
        if token == "\\mathbf":
            return [Piece(p.text, p.script, bold=True) for p in self.one()]
        if token in ("\\frac", "\\dfrac", "\\tfrac"):
            return [*self._held(), Piece("/"), *self._held()]
        if token == "\\sqrt":
            return [Piece("√"), *self._held()]
        if token == "\\top":
            return [Piece("T")]
        if token in ("\\ldots", "\\cdots"):
            return [Piece("…")]
        if token.startswith("\\"):
            word = plain(token)
            spaced = f" {word} " if word in ("≈", "≥", "≤", "⊙", "⋆", "×") else word
            return [
                Piece(spaced if word.strip() else " ", slanted=len(word) == 1 and word.isalpha())
            ]
        if token.isspace():
            return [Piece(" ")]
        return [Piece(token.replace("-", "\N{MINUS SIGN}"), slanted=token.isalpha())]

    def _held(self) -> list[Piece]:
        """An argument, in parentheses where it is a sum or a product."""
        inside = self.one()
        if re.search(r"[\s+/\N{MINUS SIGN}]", "".join(p.text for p in inside)):
            return [Piece("("), *inside, Piece(")")]
        return inside


def _joined(found: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in found:
        text = piece.text
        if joined and replace(joined[-1], text="", maths=False) == replace(piece, text=""):
            text = joined.pop().text + text
        joined.append(replace(piece, text=re.sub(" +", " ", text), maths=True))
    return joined
