"""Requests as plain values that JSON can hold, and the places that they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from editor.render.request import RemovalRequest

_REFERENCE = "reference"
_OUTPUTS = ("out", "matte_out", "patch_out", "provenance_out")


def to_values(request: RemovalRequest) -> dict[str, Any]:
    """Put a request into values that JSON can hold."""
    return {field.name: _plain(getattr(request, field.name)) for field in fields(request)}


def from_values(values: Mapping[str, Any]) -> RemovalRequest:
    """Make a request of what `to_values` gave.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it is something else.
    """
    maps = values["provenance_out"]
    changes = {
        "mask": Path(values["mask"]),
        "scale": Fraction(values["scale"]),
        "provenance_out": None if maps is None else Path(maps),
        "references": tuple((frame, Path(path)) for frame, path in values["references"]),
    }
    return RemovalRequest(**{**values, **changes})


def inputs_of(request: RemovalRequest) -> dict[str, str]:
    """Name what a request reads, by what it is: `clip`, `mask`, `reference 1`."""
    references = {f"{_REFERENCE} {at}": str(path) for at, (_, path) in enumerate(request.references, 1)}
    return {"clip": request.clip, "mask": str(request.mask), **references}


def outputs_of(request: RemovalRequest) -> dict[str, str]:
    """Name what a request writes, by the name of its attribute, `out` first."""
    wanted = {name: getattr(request, name) for name in _OUTPUTS}
    return {name: str(path) for name, path in wanted.items() if path is not None}


def with_places(request: RemovalRequest, place: Callable[[str, str], str]) -> RemovalRequest:
    """Say for every file and folder where it lies.

    Parameters
    ----------
    request : RemovalRequest
        The request.
    place : callable
        Gets what it is, as `inputs_of` and `outputs_of` name it, and where it lay, and says where it lies.
    """
    named = inputs_of(request) | outputs_of(request)
    placed = {what: place(what, path) for what, path in named.items()}
    maps = placed.get("provenance_out")
    return replace(
        request,
        clip=placed["clip"],
        mask=Path(placed["mask"]),
        out=placed["out"],
        matte_out=placed.get("matte_out"),
        patch_out=placed.get("patch_out"),
        provenance_out=None if maps is None else Path(maps),
        references=tuple(
            (frame, Path(placed[f"{_REFERENCE} {at}"])) for at, (frame, _) in enumerate(request.references, 1)
        ),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Path | Fraction) else value
