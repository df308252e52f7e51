"""Frames as engines see them: one sequence of pictures, or one for each field of an interlaced clip.

Engines never see both fields in one picture, since half a frame's time lies between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from editor.media.composite import Crop
from editor.media.picture import FieldOrder
from editor.render.origins import KNOWN, OriginMap

if TYPE_CHECKING:
    from engines.complete.contract import Fill

Samples = TypeVar("Samples", NDArray[np.uint8], NDArray[np.uint8] | NDArray[np.uint16])


def lane_count(order: FieldOrder) -> int:
    """Return 1 for progressive clips, 2 for interlaced ones."""
    return 1 if order is FieldOrder.PROGRESSIVE else 2


def split_lanes(samples: Samples, count: int) -> tuple[Samples, ...]:
    """Take lines apart.

    Parameters
    ----------
    samples : ndarray
        H x W (x 3).
    count : int
        1 gives the picture itself; 2 gives the lines 0, 2, 4, ... and the lines 1, 3, 5, ..., C-contiguous.
    """
    if count == 1:
        return (samples,)
    return tuple(cast(Samples, np.ascontiguousarray(samples[first::count])) for first in range(count))


def join_fills(fills: Sequence[Fill]) -> Crop | None:
    """Put the fills of a frame's lanes together.

    Parameters
    ----------
    fills : sequence of Fill
        One of the whole frame, or one of each field.

    Returns
    -------
    Crop or None
        In full-frame coordinates; None where there is no hole.
    """
    parts = [_Part(lane, fill.top, fill.left, fill.rgb) for lane, fill in enumerate(fills) if fill.rgb.size]
    return Crop(*_woven(parts, len(fills), 0)) if parts else None


def join_origins(fills: Sequence[Fill]) -> OriginMap | None:
    """Put together where the fills of a frame's lanes come from; None where that is not known.

    Parameters
    ----------
    fills : sequence of Fill
        One of the whole frame, or one of each field.
    """
    parts = [
        _Part(lane, fill.top, fill.left, fill.provenance)
        for lane, fill in enumerate(fills)
        if fill.provenance is not None
    ]
    return OriginMap(*_woven(parts, len(fills), KNOWN)) if parts else None


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """What one lane has, in its own coordinates."""

    lane: int
    top: int
    left: int
    samples: NDArray[Any]


def _woven(parts: Sequence[_Part], step: int, nothing: int) -> tuple[int, int, NDArray[Any]]:
    """Weave lanes into one array: its top, its left, and itself, in full-frame coordinates."""
    if step == 1:
        return parts[0].top, parts[0].left, parts[0].samples
    top = min(part.top * step + part.lane for part in parts)
    left = min(part.left for part in parts)
    bottom = max((part.top + part.samples.shape[0] - 1) * step + part.lane + 1 for part in parts)
    right = max(part.left + part.samples.shape[1] for part in parts)
    first = parts[0].samples
    woven = np.full((bottom - top, right - left, *first.shape[2:]), nothing, first.dtype)
    for part in parts:
        height, width = part.samples.shape[:2]
        lines = slice(part.top * step + part.lane - top, None, step)
        woven[lines][:height, part.left - left : part.left - left + width] = part.samples
    return top, left, woven
