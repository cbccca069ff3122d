"""Every sentence of handlers/texts with an example: `make texts` prints it, a test reads it.

The source is the catalogue, so that no sentence can be forgotten: each string is found in the syntax tree, what is
put into it is replaced by an example, and where the words depend on something each way of saying them is shown.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from handlers.screens import plain
from tests.texts.examples import example_of

FOLDER = Path(__file__).resolve().parents[2] / "handlers" / "texts"
WAYS = 6  # of saying one sentence, at most
VIETNAMESE = re.compile(r"[À-Ỵà-ỹĐđ]")
NO_SENTENCE = re.compile(r"[a-z_]*|\S*:\d+|[a-z-]+:.*|\W*|\S*\.(?:xlsx|pdf)|.*(?:\(\?|\\\().*", re.DOTALL)
DEPTH = 6
FILLED_LATER = re.compile(r"\{(\w+)\}")  # by str.format


@dataclass(frozen=True, slots=True)
class Sentence:
    """`where`: file and line; `text`: as a person reads it."""

    where: str
    text: str


@cache
def every() -> tuple[Sentence, ...]:
    return tuple(one for path in sorted(FOLDER.glob("*.py")) for one in _of(path))


def literals() -> Iterator[tuple[str, str]]:
    """Every piece of Vietnamese in the source: where, and the piece."""
    for path in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = _docstrings(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in told:
                continue
            if VIETNAMESE.search(node.value) and not NO_SENTENCE.fullmatch(node.value):
                yield f"{path.stem}:{node.lineno}", node.value


def _of(path: Path) -> Iterator[Sentence]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    constants = {
        target.id: [node.value]
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    told, seen = _docstrings(tree), set()
    for holder in tree.body:
        around = constants | _assigned(holder)
        for node in _outermost(holder, told):
            for way in range(WAYS):
                text = plain(_said(node, way, Place(around, known))).strip()
                kept = not NO_SENTENCE.fullmatch(text) and text not in seen
                if kept and (VIETNAMESE.search(text) or " " in text or text[0].isupper()):
                    seen.add(text)
                    yield Sentence(f"{path.stem}:{node.lineno}", text)


def _docstrings(tree: ast.Module) -> set[ast.expr]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _outermost(node: ast.AST, told: set[ast.expr]) -> Iterator[ast.expr]:
    """The strings that are no part of another."""
    if isinstance(node, ast.expr) and node not in told and _is_string(node):
        yield node
        if isinstance(node, ast.Constant):
            return
        for inner in ast.walk(node):  # a call within it may hold sentences of its own
            if isinstance(inner, ast.Call):
                for part in (*inner.args, *(word.value for word in inner.keywords)):
                    yield from _outermost(part, told)
        return
    for child in ast.iter_child_nodes(node):
        yield from _outermost(child, told)


def _is_string(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add) and (_is_string(node.left) or _is_string(node.right))
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _assigned(holder: ast.AST) -> dict[str, list[ast.expr]]:
    """What a name may hold in a function, in the order of the source."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(holder):
        if isinstance(node, ast.Assign | ast.AugAssign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append(node.value)
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: what names hold there, and the functions of its file."""

    around: dict[str, list[ast.expr]]
    functions: dict[str, ast.FunctionDef]


def _said(node: ast.expr, way: int, place: Place, left: int = DEPTH) -> str:
    """The words of an expression, said in one of its ways."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return FILLED_LATER.sub(lambda name: example_of(name[1]), node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_said(part, way, place, left) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return (
            example_of(ast.unparse(node)[3:-2]) if node.format_spec else _said(node.value, way, place, left)
        )
    if isinstance(node, ast.BinOp) and _is_string(node):
        return _said(node.left, way, place, left) + _said(node.right, way, place, left)
    behind = _behind(node, way, place) if left else None
    if behind is None:
        return example_of(ast.unparse(node))
    return _said(behind[0], way, behind[1], left - 1)


def _behind(node: ast.expr, way: int, place: Place) -> tuple[ast.expr, Place] | None:
    """What an expression stands for, where that holds words of its own."""
    held: list[ast.expr] = []
    table = _table(node, place.around)
    if isinstance(node, ast.IfExp | ast.BoolOp):
        leaves = _leaves(node)
        return leaves[way % len(leaves)], place
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("esc", "shorten"):
        return node.args[0], place
    if isinstance(node, ast.Name):
        held = [
            one for one in place.around.get(node.id, []) if _holds_words(one) and not _names(one, node.id)
        ]
    elif table is not None:
        held = [one for one in table.values if _is_string(one)]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in place.functions:
        function = place.functions[node.func.id]
        given = [n.value for n in ast.walk(function) if isinstance(n, ast.Return) and n.value is not None]
        held, place = [one for one in given if _holds_words(one)], replace(place, around=_assigned(function))
    return (held[way % len(held)], place) if held else None


def _names(node: ast.expr, name: str) -> bool:
    return any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(node))


def _table(node: ast.expr, around: dict[str, list[ast.expr]]) -> ast.Dict | None:
    """The dictionary out of which the words are chosen."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        held = around.get(node.value.id, [])
        return held[0] if held and isinstance(held[0], ast.Dict) else None
    return None


def _leaves(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        return [leaf for value in node.values for leaf in _leaves(value)]
    return [*_leaves(node.body), *_leaves(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def _holds_words(node: ast.expr) -> bool:
    return _is_string(node) or (
        isinstance(node, ast.IfExp | ast.BoolOp) and any(_is_string(leaf) for leaf in _leaves(node))
    )


def main() -> None:
    file = ""
    for one in every():
        name, _, line = one.where.partition(":")
        if name != file:
            sys.stdout.write(f"\n{name}.py\n{'─' * (len(name) + 3)}\n")
            file = name
        first, *more = one.text.splitlines()
        lines = [f"{line:>4}  {first}", *(f"      {rest}" for rest in more)]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
