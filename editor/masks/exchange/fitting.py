"""What other programs can have of an object."""

from __future__ import annotations

import re

from editor.masks.model.frames import FrameSpan
from editor.masks.model.objects import MaskedObject
from editor.masks.model.shapes import Operation, Shape


def closed_shapes(one: MaskedObject, notices: list[str]) -> list[Shape]:
    """Choose what other programs can have, and note what they cannot."""
    shapes = [layer for layer in one.layers if isinstance(layer, Shape)]
    kept = [shape for shape in shapes if shape.is_closed and shape.operation is not Operation.INTERSECT]
    others = len(one.layers) - len(shapes)
    if others:
        notices.append(f"{one.settings.name}: {others} strokes and mattes are left out")
    if len(shapes) > len(kept):
        count = len(shapes) - len(kept)
        notices.append(f"{one.settings.name}: {count} open or intersecting shapes are left out")
    return kept


def shown_at(span: FrameSpan, first_frame: int) -> list[tuple[int, int]]:
    """Give keyframes, 1 and 0, of whether something is there."""
    keys = []
    if span.first is not None:
        keys += [(span.first - 1 + first_frame, 0), (span.first + first_frame, 1)]
    if span.last is not None:
        keys += [(span.last + first_frame, 1), (span.last + 1 + first_frame, 0)]
    return sorted(set(keys))


def identifier(name: str, otherwise: str) -> str:
    """Make a name that programs take."""
    return re.sub(r"\W", "_", name, flags=re.ASCII).strip("_") or otherwise
