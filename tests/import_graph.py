"""Which module imports what, read from the text of the modules."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter


@dataclass(frozen=True, slots=True)
class Import:
    """One name that a module imports.

    Attributes
    ----------
    module : str
        Who imports.
    name : str
        What is imported, as far as the text tells: `a.b.c` for `from a.b import c` too.
    line : int
        Where it says so.
    when_called : bool
        Inside a function, so that it runs when that is called.
    for_types : bool
        Below `if TYPE_CHECKING`, so that it never runs.
    """

    module: str
    name: str
    line: int
    when_called: bool
    for_types: bool

    def by(self, *packages: str) -> bool:
        """Whether the importing module is one of these or lies below one."""
        return is_within(self.module, packages)

    def of(self, *packages: str) -> bool:
        """Whether what is imported is one of these or lies below one."""
        return is_within(self.name, packages)

    def __str__(self) -> str:
        return f"{self.module}, line {self.line}, imports {self.name}"


class ImportCollector(ast.NodeVisitor):
    """Walks a module and notes each import, wherever in the text it stands.

    Parameters
    ----------
    module : str
        Full name of the module.
    is_package : bool
        Whether the text is that of a package's `__init__.py`.
    """

    def __init__(self, module: str, *, is_package: bool) -> None:
        self.found: list[Import] = []
        self._module = module
        self._home = module if is_package else module.rpartition(".")[0]
        self._functions = 0
        self._type_checks = 0

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        self._functions += 1
        self.generic_visit(node)
        self._functions -= 1

    visit_AsyncFunctionDef = visit_Lambda = visit_FunctionDef  # noqa: N815

    def visit_If(self, node: ast.If) -> None:
        is_type_check = ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}
        self._type_checks += is_type_check
        for child in node.body:
            self.visit(child)
        self._type_checks -= is_type_check
        for child in node.orelse:
            self.visit(child)

    def visit_Import(self, node: ast.Import) -> None:
        self._note(node.lineno, [alias.name for alias in node.names])

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        anchor = self._home.rsplit(".", node.level - 1)[0] if node.level else ""
        base = ".".join(filter(None, (anchor, node.module)))
        self._note(node.lineno, [base, *(f"{base}.{alias.name}" for alias in node.names)])

    def visit_Call(self, node: ast.Call) -> None:
        called = ast.unparse(node.func).rpartition(".")[2]
        if called in {"import_module", "__import__"}:
            constants = (a.value for a in node.args if isinstance(a, ast.Constant))
            self._note(node.lineno, [value for value in constants if isinstance(value, str)])
        self.generic_visit(node)

    def _note(self, line: int, names: Iterable[str]) -> None:
        context = (self._functions > 0, self._type_checks > 0)
        self.found += [Import(self._module, name, line, *context) for name in names]


def imports(source: str, module: str, *, is_package: bool = False) -> list[Import]:
    """List every import in the text of a module."""
    collector = ImportCollector(module, is_package=is_package)
    collector.visit(ast.parse(source))
    return collector.found


def is_within(name: str, packages: Iterable[str]) -> bool:
    """Whether a module is one of the packages or lies below one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def graph(found: Iterable[Import]) -> dict[str, set[str]]:
    """Map each module to what it imports while it is itself being imported."""
    edges: dict[str, set[str]] = {}
    for one in found:
        at_once = not (one.when_called or one.for_types) and one.name != one.module
        edges.setdefault(one.module, set()).update([one.name] if at_once else [])
    return edges


def cycle(edges: dict[str, set[str]]) -> list[str]:
    """Find a circle of imports; empty where there is none."""
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def path_to(package: str, edges: dict[str, set[str]], *, starts_in: str) -> list[str]:
    """Find a chain of imports from one package to another; empty where there is none."""
    paths = [[module] for module in edges if is_within(module, [starts_in])]
    seen = set()
    while paths:
        path = paths.pop()
        if is_within(path[-1], [package]):
            return path
        if path[-1] not in seen:
            seen.add(path[-1])
            paths += [[*path, name] for name in edges.get(path[-1], ())]
    return []


def prints(source: str) -> Iterator[int]:
    """Find the lines of a module that call `print`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print":
            yield node.lineno
