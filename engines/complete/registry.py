"""Completion engines by name: the built-in ones and third parties', all through one entry point group."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import cast

from engines.complete.contract import CompletionEngine
from engines.errors import BrokenEngineError, UnknownEngineError

GROUP = "cleanplate.engines"
"""Entry points `name = "package.module:EngineClass"`; the class is called without arguments."""

AUTO = "auto"
BEST = "explicit"


def engine_names() -> tuple[str, ...]:
    """Names that `make_engine` knows, `auto` first."""
    return (AUTO, *sorted(point.name for point in entry_points(group=GROUP)))


def make_engine(name: str) -> CompletionEngine[object]:
    """Build an engine with its default settings.

    Parameters
    ----------
    name : str
        One of `engine_names()`; `auto` is the best engine there is for every shot.

    Raises
    ------
    UnknownEngineError
        If no engine of that name is installed.
    BrokenEngineError
        If one is, but its module cannot be imported or has no such class.
    """
    wanted = BEST if name == AUTO else name
    for point in entry_points(group=GROUP, name=wanted):
        return cast("type[CompletionEngine[object]]", _loaded(point))()
    raise UnknownEngineError(wanted, engine_names())


def _loaded(point: EntryPoint) -> object:
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        raise BrokenEngineError(point.name, f"{type(error).__name__}: {error}") from error
