"""Frames as engines see them: one sequence of pictures, or one for each field of an interlaced clip.

Engines never see both fields in one picture, since half a frame's time lies between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from editor.media.composite import Crop
from editor.media.picture import FieldOrder

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
    if len(fills) == 1:
        only = fills[0]
        return Crop(only.top, only.left, only.rgb) if only.rgb.size else None
    used = [(lane, fill) for lane, fill in enumerate(fills) if fill.rgb.size]
    if not used:
        return None
    step = len(fills)
    top = min(fill.top * step + lane for lane, fill in used)
    left = min(fill.left for _, fill in used)
    bottom = max((fill.top + fill.rgb.shape[0] - 1) * step + lane + 1 for lane, fill in used)
    right = max(fill.left + fill.rgb.shape[1] for _, fill in used)
    woven = np.zeros((bottom - top, right - left, 3), used[0][1].rgb.dtype)
    for lane, fill in used:
        height, width = fill.rgb.shape[:2]
        lines = slice(fill.top * step + lane - top, None, step)
        woven[lines][:height, fill.left - left : fill.left - left + width] = fill.rgb
    return Crop(top, left, woven)
