"""Highest values within a disc."""

from __future__ import annotations

import math
from collections.abc import Iterator

import cv2
import numpy as np

from editor.masks.levels import Matte


def spread_over_disc(matte: Matte, radius_px: float) -> Matte:
    """Give each pixel the highest value of all whose centres lie within a radius.

    The disc is taken chord by chord, from the shortest to the longest, each a widening of the one before; so
    the work grows with the radius and not with its square.

    Parameters
    ----------
    matte : ndarray of uint8
        H x W.
    radius_px : float
        0 or more.
    """
    spread = matte.copy()
    widened, half_width = matte, 0
    for lines in range(math.floor(radius_px), -1, -1):
        half_chord = math.isqrt(math.floor(radius_px**2 - lines**2))
        if half_chord > half_width:
            kernel = np.ones((1, 2 * (half_chord - half_width) + 1), np.uint8)
            widened, half_width = cv2.dilate(widened, kernel).astype(np.uint8, copy=False), half_chord
        for down in {lines, -lines}:
            raise_by_shifted(spread, widened, down, 0)
    return spread


def ring_of(radius_px: float, half_width_px: float) -> Iterator[tuple[int, int, float]]:
    """List the steps to pixels about so far away: down, to the right, and the distance."""
    reach = math.floor(radius_px + half_width_px)
    down, right = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    distance = np.hypot(down, right)
    is_near = np.abs(distance - radius_px) <= half_width_px
    yield from zip(down[is_near].tolist(), right[is_near].tolist(), distance[is_near].tolist(), strict=True)


def raise_by_shifted(matte: Matte, other: Matte, down: int, right: int) -> None:
    """Raise a matte, in place, to another one of its size that is shifted by so many lines and columns."""
    height, width = matte.shape
    if abs(down) >= height or abs(right) >= width:
        return
    part = matte[max(0, down) : height + min(0, down), max(0, right) : width + min(0, right)]
    shifted = other[max(0, -down) : height + min(0, -down), max(0, -right) : width + min(0, -right)]
    cv2.max(part, shifted, part)
