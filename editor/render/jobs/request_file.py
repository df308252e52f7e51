"""Requests as plain values that JSON can hold, and the places that they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields, replace
from enum import Enum, StrEnum
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from editor.render.background_request import BackgroundRequest, Fit, WhenShort, hex_colour, is_people
from editor.render.propagation.request import KeySource, PropagationRequest
from editor.render.request import RemovalRequest
from editor.render.wiping.request import Region, What, WipeRequest

JobRequest: TypeAlias = RemovalRequest | BackgroundRequest | WipeRequest | PropagationRequest
"""Whatever can be queued."""

_Own: TypeAlias = RemovalRequest | BackgroundRequest | PropagationRequest
"""Requests whose own fields name places."""


class Kind(StrEnum):
    """What a job does."""

    REMOVAL = "removal"
    BACKGROUND = "background"
    WIPE = "wipe"
    PROPAGATION = "propagation"


_KINDS: Mapping[type[JobRequest], Kind] = MappingProxyType(
    {
        RemovalRequest: Kind.REMOVAL,
        BackgroundRequest: Kind.BACKGROUND,
        WipeRequest: Kind.WIPE,
        PropagationRequest: Kind.PROPAGATION,
    }
)
_CLASSES = {kind: made for made, kind in _KINDS.items()}
_INPUTS = ("clip", "mask", "plate")
_OUTPUTS = ("out", "matte_out", "patch_out", "foreground_out", "provenance_out", "confidence_out")
_REFERENCE, _KEY = "reference", "key"


@dataclass(frozen=True, slots=True)
class Means:
    """What a request is done with.

    Attributes
    ----------
    engine : str
        Empty where there is none to choose.
    device : str
        As a removal takes it.
    memory_bytes : int
        So much all processes together may take; 0 where nothing is said.
    """

    engine: str = ""
    device: str = "cpu"
    memory_bytes: int = 0


def means_of(request: JobRequest) -> Means:
    """Say what a request is done with."""
    if isinstance(request, BackgroundRequest):
        return Means()
    if isinstance(request, PropagationRequest):
        return Means(request.engine, request.device)
    removal = request.removal if isinstance(request, WipeRequest) else request
    return Means(removal.engine, removal.device, removal.memory_bytes or 0)


def kind_of(request: JobRequest) -> Kind:
    """Say what a request asks for."""
    return _KINDS[type(request)]


def to_values(request: JobRequest) -> dict[str, Any]:
    """Put a request into values that JSON can hold."""
    plain = {field.name: _plain(getattr(request, field.name)) for field in fields(request)}
    return {"kind": kind_of(request).value, **plain}


def from_values(values: Mapping[str, Any]) -> JobRequest:
    """Make a request of what `to_values` gave.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is something else.
    """
    given = dict(values)
    made = _CLASSES[Kind(given.pop("kind"))]
    # Jobs were written so when there was but one, for all frames.
    if made is WipeRequest and "region" in given:
        region = given.pop("region")
        given["regions"] = () if region is None else (region,)
    return made(**{name: _READERS[name](it) if name in _READERS else it for name, it in given.items()})


def inputs_of(request: JobRequest) -> dict[str, str]:
    """Name what a request reads, by what it is: `clip`, `mask`, `plate`, `reference 1`, `key 1`."""
    if isinstance(request, WipeRequest):
        return {what: path for what, path in inputs_of(request.removal).items() if what != "mask"}
    named = dict(_named(request, _INPUTS))
    if isinstance(request, BackgroundRequest) and hex_colour(request.plate) is not None:
        del named["plate"]
    if isinstance(request, BackgroundRequest) and is_people(request.mask):
        del named["mask"]
    if isinstance(request, RemovalRequest):
        named |= {f"{_REFERENCE} {at}": str(path) for at, (_, path) in enumerate(request.references, 1)}
    if isinstance(request, PropagationRequest):
        named |= {f"{_KEY} {at}": str(key.path) for at, key in enumerate(request.keys, 1)}
    return named


def outputs_of(request: JobRequest) -> dict[str, str]:
    """Name what a request writes, by the name of its attribute, `out` first."""
    return dict(_named(request.removal if isinstance(request, WipeRequest) else request, _OUTPUTS))


def with_places(request: JobRequest, place: Callable[[str, str], str]) -> JobRequest:
    """Say for every file and folder where it lies.

    Parameters
    ----------
    request : JobRequest
        The request.
    place : callable
        Gets what it is, as `inputs_of` and `outputs_of` name it, and where it lay, and says where it lies.
    """
    if isinstance(request, WipeRequest):
        mask = request.removal.mask
        changes = _places(request.removal, lambda what, path: path if what == "mask" else place(what, path))
        return replace(request, removal=replace(request.removal, **changes | {"mask": mask}))
    return replace(request, **_places(request, place))


def _places(request: _Own, place: Callable[[str, str], str]) -> dict[str, Any]:
    named = inputs_of(request) | outputs_of(request)
    placed = {what: place(what, path) for what, path in named.items()}
    changes: dict[str, Any] = {
        name: type(getattr(request, name))(placed[name]) for name in (*_INPUTS, *_OUTPUTS) if name in placed
    }
    if isinstance(request, RemovalRequest):
        changes["references"] = tuple(
            (frame, Path(placed[f"{_REFERENCE} {at}"])) for at, (frame, _) in enumerate(request.references, 1)
        )
    if isinstance(request, PropagationRequest):
        changes["keys"] = tuple(
            replace(key, path=Path(placed[f"{_KEY} {at}"])) for at, key in enumerate(request.keys, 1)
        )
    return changes


def _named(request: _Own, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        path = getattr(request, name, None)
        if path is not None:
            yield name, str(path)


def _plain(value: Any) -> Any:
    if isinstance(value, RemovalRequest):
        return to_values(value)
    if isinstance(value, KeySource | Region):
        return _plain(astuple(value))
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return str(value) if isinstance(value, Path | Fraction) else value


def _path_or_none(value: str | None) -> Path | None:
    return None if value is None else Path(value)


_READERS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "mask": Path,
        "scale": Fraction,
        "fit": Fit,
        "when_short": WhenShort,
        "what": What,
        "pinned": tuple,
        "regions": lambda found: tuple(Region(*one) for one in found),
        "provenance_out": _path_or_none,
        "confidence_out": _path_or_none,
        "references": lambda found: tuple((frame, Path(path)) for frame, path in found),
        "keys": lambda found: tuple(KeySource(frame, Path(path), name) for frame, path, name in found),
        "removal": from_values,
    }
)
