"""All the changes of one thing in a file of Python, as tools/mutate.py draws them.

A number grows by one, a comparison lets in its border or turns round, an operator becomes another
one, operands and arguments are exchanged or left out, a slice loses an end, a statement is gone.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Pow: ast.Mult, ast.Mod: ast.Mult, ast.MatMult: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change of one file: where it is, what it was and what it is, and the whole new text."""

    path: Path
    line: int
    before: str
    after: str
    text: str


def mutants(path: Path) -> Iterator[Mutant]:
    """List every change of a file; each is parsed from its text again, so that only one is made."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    told = {id(node) for node in _untold(tree)}
    for node in ast.walk(tree):
        if id(node) in told or not isinstance(node, ast.expr | ast.stmt):
            continue
        for changed in _changes(node):
            before, after = ast.get_source_segment(text, node) or "", ast.unparse(changed)
            if isinstance(node, ast.expr) and not isinstance(node, ast.Slice):
                after = f"({after})"
            yield Mutant(
                path, node.lineno, before, after,
                _replaced(text, node, after),
            )  # fmt: skip


def _untold(tree: ast.AST) -> Iterator[ast.AST]:
    """What says nothing to a run: docstrings, annotations, and all that is in an f-string."""
    for node in ast.walk(tree):
        hidden: list[ast.AST | None] = []
        if isinstance(node, ast.arg | ast.AnnAssign):
            hidden.append(node.annotation)
        if isinstance(node, ast.FunctionDef):
            hidden.append(node.returns)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SECOND":
            hidden.append(node.value)  # a second set of numbers: others would do as well
        if isinstance(node, ast.JoinedStr):
            hidden += node.values
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            hidden += [node]
        for one in hidden:
            if one is not None:
                yield from ast.walk(one)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """Everything that is changed at one place of the syntax tree."""
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
        yield _with(node, ops=[COMPARED[type(node.ops[0])](), *node.ops[1:]])
    elif isinstance(node, ast.BinOp) and type(node.op) in COMPUTED:
        yield _with(node, op=COMPUTED[type(node.op)]())
        if not isinstance(node.op, ast.Add | ast.Mult):
            yield _with(node, left=node.right, right=node.left)
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield _with(node, body=node.orelse, orelse=node.body)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.Slice):
        if node.lower:
            yield _with(node, lower=None)  # from the beginning
        if node.upper:
            yield _with(node, upper=None)
    elif isinstance(node, ast.If | ast.While):
        return
    elif isinstance(node, ast.Expr | ast.AugAssign | ast.Raise | ast.Continue | ast.Break):
        yield ast.Pass()


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    """A call without its last argument, without each of its named ones, and with two exchanged."""
    if len(node.args) > 1:
        yield _with(node, args=node.args[:-1])
        yield _with(node, args=[node.args[1], node.args[0], *node.args[2:]])
    for k in range(len(node.keywords)):
        yield _with(node, keywords=node.keywords[:k] + node.keywords[k + 1 :])


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _replaced(text: str, node: ast.expr | ast.stmt, after: str) -> str:
    """The text with one node written anew; columns of a syntax tree count bytes."""
    lines = text.encode().splitlines(keepends=True)
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: (node.end_lineno or node.lineno) - 1])) + (node.end_col_offset or 0)
    return (text.encode()[:start] + after.encode() + text.encode()[end:]).decode()
