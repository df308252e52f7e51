"""Completion engines by name: the built-in ones and third parties', all through one entry point group."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import cast

from engines.complete.contract import CompletionEngine, RunsNetworks
from engines.errors import BrokenEngineError, UnknownEngineError

GROUP = "cleanplate.engines"
"""Entry points `name = "package.module:EngineClass"`; the class is called without arguments."""

AUTO = "auto"


def engine_names() -> tuple[str, ...]:
    """Names that `make_engine` knows, `auto` first."""
    names = {point.name for point in entry_points(group=GROUP)}
    return tuple(sorted(names, key=lambda name: (name != AUTO, name)))


def make_engine(name: str, device: str = AUTO, precision: str = AUTO) -> CompletionEngine[object]:
    """Build an engine with its default settings.

    Parameters
    ----------
    name : str
        One of `engine_names()`.
    device, precision : str
        Where and how it runs networks, if it runs any; `auto` leaves it to the engine.

    Raises
    ------
    UnknownEngineError
        If no engine of that name is installed.
    BrokenEngineError
        If one is, but its module cannot be imported or has no such class.
    DeviceError
        If there is no such device or precision here.
    MissingWeightsError
        If the engine is a network, and there are no weights of it.
    """
    for point in entry_points(group=GROUP, name=name):
        engine = cast("type[CompletionEngine[object]]", _loaded(point))()
        return engine.on(device, precision) if isinstance(engine, RunsNetworks) else engine
    raise UnknownEngineError(name, engine_names())


def _loaded(point: EntryPoint) -> object:
    try:
        return point.load()
    except (ImportError, AttributeError) as error:
        raise BrokenEngineError(point.name, f"{type(error).__name__}: {error}") from error
