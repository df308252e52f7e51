"""Finds every text in the source that users see, by reading it; only declarations are imported."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from ui.actions.declaration import ACTIONS, Menu
from ui.languages.errors import CAUSES, CAUSES_CONTEXT, REMEDIES, REMEDIES_CONTEXT
from ui.languages.messages import Message, TranslationError
from ui.languages.steps import STEPS, STEPS_CONTEXT

DECLARED = frozenset({"Actions", STEPS_CONTEXT, CAUSES_CONTEXT, REMEDIES_CONTEXT})
"""Contexts whose texts are declared in one place, and looked up by variables."""

_NOTE = "#: "


@dataclass(slots=True)
class Found:
    """What the source says.

    Attributes
    ----------
    messages : set of Message
        Texts, by the class that says them.
    heirs : dict of str to set of str
        By class: all that inherit from it. What they inherit is looked up under their own name.
    """

    messages: set[Message] = field(default_factory=set)
    heirs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def extract(root: Path) -> Found:
    """Read all of the window's source.

    Parameters
    ----------
    root : Path
        Folder with the package `ui`.

    Raises
    ------
    TranslationError
        If a text is not written down where it is said, so that nobody can translate it.
    """
    found = Found(messages=set(declared_messages()))
    bases = dict[str, set[str]]()
    for path in sorted((root / "ui").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        reader = _Reader(path.relative_to(root).as_posix(), text.split("\n"))
        reader.visit(ast.parse(text))
        found.messages |= reader.messages
        bases |= reader.bases
    for name in bases:
        for ancestor in _ancestors(name, bases):
            found.heirs[ancestor].add(name)
    return found


def declared_messages() -> Iterator[Message]:
    """List names and explanations of actions, titles of menus, names of steps, and what errors say."""
    yield from (Message("Actions", menu.value) for menu in Menu)
    for action in ACTIONS:
        yield Message("Actions", action.name)
        yield Message("Actions", action.explanation)
    yield from (Message(STEPS_CONTEXT, step) for step in STEPS)
    yield from (Message(CAUSES_CONTEXT, cause) for cause in CAUSES)
    yield from (Message(REMEDIES_CONTEXT, remedy) for remedy in REMEDIES)


class _Reader(ast.NodeVisitor):
    """Reads one file."""

    def __init__(self, place: str, lines: list[str]) -> None:
        self.messages: set[Message] = set()
        self.bases: dict[str, set[str]] = {}
        self._place, self._lines = place, lines
        self._classes: list[str] = []
        self._constants: dict[str, str] = {}

    def visit_Assign(self, node: ast.Assign) -> None:
        """Remember constants, which contexts may be named by."""
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    self._constants[target.id] = node.value.value
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Remember who inherits from whom."""
        self.bases[node.name] = {base.id for base in node.bases if isinstance(base, ast.Name)}
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        """Take the text of a call of `tr`."""
        if isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
            owner = node.func.value
            if not (isinstance(owner, ast.Name) and owner.id == "self" and self._classes):
                self._refuse(node, "only self.tr() knows its context; use tr() of ui.language elsewhere")
            self._take(node, self._classes[-1], node.args[0] if node.args else None)
        elif isinstance(node.func, ast.Name) and node.func.id == "tr":
            context = self._literal(node.args[0]) if node.args else None
            if context is None:
                self._refuse(node, "the context must be written down here")
            if context not in DECLARED:
                self._take(node, context, node.args[1] if len(node.args) > 1 else None)
        self.generic_visit(node)

    def _take(self, node: ast.Call, context: str, text: ast.expr | None) -> None:
        source = None if text is None else self._literal(text)
        if not source:
            self._refuse(node, "the text must be written down here")
        self.messages.add(Message(context, source, self._note_above(node.lineno)))

    def _literal(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        return self._constants.get(node.id) if isinstance(node, ast.Name) else None

    def _note_above(self, line: int) -> str:
        above = self._lines[line - 2].strip() if line > 1 else ""
        return above.removeprefix(_NOTE) if above.startswith(_NOTE) else ""

    def _refuse(self, node: ast.Call, why: str) -> NoReturn:
        raise TranslationError(f"{self._place}, line {node.lineno}", why)


def _ancestors(name: str, bases: dict[str, set[str]]) -> set[str]:
    found = set[str]()
    waiting = list(bases.get(name, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += bases.get(one, ())
    return found
