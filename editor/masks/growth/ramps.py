"""Soft edges spread by a distance, as soft as they were."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.masks.growth.discs import raise_by_shifted, ring_of, spread_over_disc
from editor.masks.levels import Matte

_SCHARR_SUM = 32
_STEPS = 16
_HALF_RING = 12


def spread_ramps(matte: Matte, soft: NDArray[np.uint8], radius_px: float) -> Matte:
    """Give each pixel the highest value that a soft edge has within a radius.

    Centres of pixels are rarely as far away as the radius; from those that nearly are, the edge is continued
    by how steep it is there, but not beyond its neighbours.

    Parameters
    ----------
    matte : ndarray of uint8
        H x W.
    soft : ndarray of uint8
        H x W, 255 or 0: which pixels belong to soft edges.
    radius_px : float
        Above 0.
    """
    left, top, width, height = cv2.boundingRect(soft)
    spread = np.zeros_like(matte)
    if not width:
        return spread
    margin = math.ceil(radius_px) + 2
    box = (
        slice(max(0, top - margin), top + height + margin),
        slice(max(0, left - margin), left + width + margin),
    )
    spread[box] = _spread(matte[box], soft[box], radius_px)
    return spread


def _spread(matte: Matte, soft: NDArray[np.uint8], radius_px: float) -> Matte:
    slopes, highest = _slopes(matte)
    most = cv2.bitwise_and(highest, soft)

    def continued(steps: int) -> Matte:
        changed = cv2.addWeighted(matte, 1, slopes, steps / _STEPS, 0)
        return cv2.min(changed, most).astype(np.uint8, copy=False)

    half_width_px = _HALF_RING / _STEPS
    inner_px = radius_px - half_width_px
    spread = np.zeros_like(matte) if inner_px < 0 else spread_over_disc(continued(_HALF_RING), inner_px)
    by_steps: dict[int, list[tuple[int, int]]] = {}
    for down, right, distance_px in ring_of(radius_px, half_width_px):
        by_steps.setdefault(round((radius_px - distance_px) * _STEPS), []).append((down, right))
    for steps, shifts in by_steps.items():
        changed = continued(steps)
        for down, right in shifts:
            raise_by_shifted(spread, changed, down, right)
    return spread


def _slopes(matte: Matte) -> tuple[Matte, Matte]:
    """How much a matte changes from pixel to pixel, and the highest value around each.

    Central differences are half of that where an edge is as narrow as a pixel: what changes within three
    pixels is then as much as within five.
    """
    highest, near = _highest_and_range(matte, 3)
    wide = _highest_and_range(matte, 5)[1]
    across, down = (cv2.Scharr(matte, cv2.CV_32F, *axis, scale=1 / _SCHARR_SUM) for axis in ((1, 0), (0, 1)))
    narrowness = cv2.divide(near, wide, scale=2, dtype=cv2.CV_32F)
    slopes = cv2.multiply(cv2.magnitude(across, down), narrowness)
    return cv2.min(cv2.convertScaleAbs(slopes), near).astype(np.uint8, copy=False), highest


def _highest_and_range(matte: Matte, size: int) -> tuple[Matte, Matte]:
    kernel = np.ones((size, size), np.uint8)
    highest, lowest = cv2.dilate(matte, kernel), cv2.erode(matte, kernel)
    return highest.astype(np.uint8, copy=False), cv2.subtract(highest, lowest).astype(np.uint8, copy=False)
