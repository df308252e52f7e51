"""Which strips of a picture Auto-STTN goes through."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_WIDE, _HIGH = 16, 3
_SPECK_PX = 10


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows top to bottom - 1 of a picture, as wide as it is."""

    top: int
    bottom: int


def strips(hole: NDArray[np.bool_]) -> list[Strip]:
    """Choose strips of the network's shape that cover a mask, the lowest first.

    Strip by strip upwards from the lower edge, as the authors have it: one with no more than ten pixels of
    the mask is left out; one whose lower edge cuts the mask moves down until it does not. Their walk never
    ends where that happens to the topmost strip; this one takes it twice, moved and not moved.

    Parameters
    ----------
    hole : ndarray
        H x W, bool.

    Returns
    -------
    list of Strip
        3/16 as high as wide, or as high as the picture where that is less.
    """
    rows = hole.sum(axis=1)
    height = min(len(rows), hole.shape[1] * _HIGH // _WIDE)
    chosen: list[Strip] = []
    below = len(rows)
    while below > 0:
        top = max(0, below - height)
        strip = Strip(top, top + height)
        if rows[top : strip.bottom].sum() > _SPECK_PX:
            strip = _moved_off_the_mask(strip, rows)
            chosen.append(strip)
        if top == 0:
            break
        below = strip.top
    if chosen and rows[: chosen[-1].top].sum() > _SPECK_PX:
        chosen.append(Strip(0, height))
    return chosen


def _moved_off_the_mask(strip: Strip, rows: NDArray[np.int64]) -> Strip:
    """Move a strip down by the rows of the mask that go on below it, if it stays in the picture."""
    empty = np.flatnonzero(rows[strip.bottom :] == 0)
    going_on = int(empty[0]) if len(empty) else len(rows) - strip.bottom
    if going_on >= strip.bottom - strip.top:
        return strip
    return Strip(strip.top + going_on, strip.bottom + going_on)
