"""The import rules of docs/architecture.md, each a sentence, checked on every file of the tree."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from import_graph import Import, cycle, graph, imports, path_to, prints

ROOT = Path(__file__).parent.parent
PACKAGES = ("editor", "engines", "ui", "resources")
QT = ("PyQt6", "PyQt5", "PySide6", "PySide2", "qtpy", "pyqtgraph")


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence, what breaks it, and a module that breaks it to prove that it can be broken."""

    sentence: str
    is_broken_by: Callable[[Import], bool]
    offender: str
    offence: str


RULES = (
    Rule(
        "the editor knows neither the window nor Qt",
        lambda it: it.by("editor") and it.of("ui", *QT),
        offender="editor.masks.brush",
        offence="def show():\n    from PyQt6 import QtWidgets",
    ),
    Rule(
        "engines know neither the window nor Qt",
        lambda it: it.by("engines") and it.of("ui", *QT),
        offender="engines.complete.explicit",
        offence="import ui.viewer",
    ),
    Rule(
        "engines know nothing of the editor, not even for types",
        lambda it: it.by("engines") and it.of("editor"),
        offender="engines.complete.explicit",
        offence="if TYPE_CHECKING:\n    from editor.media.picture import Picture",
    ),
    Rule(
        "the window never touches engines",
        lambda it: it.by("ui") and it.of("engines"),
        offender="ui.viewer",
        offence="def preview():\n    import importlib\n    importlib.import_module('engines.complete')",
    ),
    Rule(
        "of the editor, only render and cli know engines",
        lambda it: it.by("editor") and not it.by("editor.render", "editor.cli") and it.of("engines"),
        offender="editor.media.opening",
        offence="from engines import complete",
    ),
    Rule(
        "render and cli import engines inside the functions that need them",
        lambda it: it.by("editor") and it.of("engines") and not (it.when_called or it.for_types),
        offender="editor.render.worker",
        offence="import engines.complete.explicit",
    ),
    Rule(
        "only editor/media knows PyAV",
        lambda it: it.of("av") and not it.by("editor.media"),
        offender="editor.cli.remove",
        offence="def probe():\n    import av",
    ),
    Rule(
        "only editor/media knows OpenImageIO",
        lambda it: it.of("OpenImageIO") and not it.by("editor.media"),
        offender="engines.measure.removal",
        offence="from OpenImageIO import ImageBuf",
    ),
    Rule(
        "only editor/media knows OpenColorIO",
        lambda it: it.of("PyOpenColorIO") and not it.by("editor.media"),
        offender="ui.viewer.images",
        offence="def views():\n    import PyOpenColorIO",
    ),
    Rule(
        "only editor/timeline knows OpenTimelineIO, but the editor may count in its time types",
        lambda it: (
            it.of("opentimelineio")
            and not it.by("editor.timeline")
            and not (it.by("editor") and it.of("opentimelineio.opentime"))
        ),
        offender="editor.project.document",
        offence="import opentimelineio as otio",
    ),
    Rule(
        "only engines know torch",
        lambda it: it.of("torch") and not it.by("engines"),
        offender="editor.render.worker",
        offence="def threads():\n    import torch.nn",
    ),
)


each_rule = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.sentence) for rule in RULES])


@pytest.fixture(scope="module")
def tree() -> list[Import]:
    """Every import of every module of the program."""
    return [found for path in source_files() for found in imports_of(path)]


@each_rule
def test_every_import_keeps_the_rule(rule: Rule, tree: list[Import]) -> None:
    offences = [str(found) for found in tree if rule.is_broken_by(found)]
    assert not offences, f"{rule.sentence}, but {'; '.join(offences)}"


@each_rule
def test_the_rule_can_be_broken(rule: Rule) -> None:
    assert any(rule.is_broken_by(found) for found in imports(rule.offence, rule.offender))


def test_nothing_that_the_window_imports_leads_to_torch(tree: list[Import]) -> None:
    path = path_to("torch", graph(tree), starts_in="ui")
    assert not path, " -> ".join(path)


def test_a_way_from_the_window_to_torch_is_seen() -> None:
    chain = {"ui.viewer": {"editor.a"}, "editor.a": {"engines.b"}, "engines.b": {"torch.nn"}}
    assert path_to("torch", chain, starts_in="ui") == ["ui.viewer", "editor.a", "engines.b", "torch.nn"]


def test_no_module_imports_itself_in_a_circle(tree: list[Import]) -> None:
    assert not cycle(graph(tree))


def test_a_circle_is_seen() -> None:
    found = [*imports("import editor.b", "editor.a"), *imports("from editor import a", "editor.b")]
    assert set(cycle(graph(found))) == {"editor.a", "editor.b"}


def test_a_circle_that_only_types_or_calls_close_is_none() -> None:
    later = "if TYPE_CHECKING:\n    import editor.a\ndef f():\n    import editor.a"
    found = [*imports("import editor.b", "editor.a"), *imports(later, "editor.b")]
    assert not cycle(graph(found))


def test_what_is_imported_is_declared_and_what_is_declared_is_imported(tree: list[Import]) -> None:
    top_levels = {found.name.partition(".")[0] for found in tree} - {*PACKAGES, *sys.stdlib_module_names}
    distributions = packages_distributions()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["farm"]]
    declared = {re.split("[<>=~!; ]", dependency)[0] for dependency in wanted}
    # PyQt6 is one package of two distributions, of which the other is a part of the first.
    imported = {(sorted(declared & {*distributions[name]}) or distributions[name])[0] for name in top_levels}
    assert {name.lower() for name in imported} == {name.lower() for name in declared}


def test_nobody_prints() -> None:
    offences = [
        f"{path}:{line}" for path in source_files() for line in prints(path.read_text(encoding="utf-8"))
    ]
    assert not offences


def test_a_print_is_seen() -> None:
    assert list(prints("def f():\n    return [print(1)]")) == [2]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from . import frames", {"editor.media", "editor.media.frames"}),
        ("from .frames import Cache", {"editor.media.frames", "editor.media.frames.Cache"}),
        ("from ..errors import UsageError", {"editor.errors", "editor.errors.UsageError"}),
        ("try:\n    import cv2\nexcept ImportError:\n    import numpy.linalg", {"cv2", "numpy.linalg"}),
    ],
)
def test_imports_are_resolved_to_full_names(source: str, names: set[str]) -> None:
    assert {found.name for found in imports(source, "editor.media.reader")} == names


def test_the_tree_is_not_empty() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in source_files()} == set(PACKAGES)


def source_files() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imports_of(path: Path) -> list[Import]:
    parts = path.relative_to(ROOT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    module = ".".join(parts[:-1] if is_package else parts)
    return imports(path.read_text(encoding="utf-8"), module, is_package=is_package)
