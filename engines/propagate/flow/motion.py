"""How a picture moved: the object as a whole, then every pixel."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.propagate.flow.view import Plane, displaced

_MOST_CORNERS = 80
_FEWEST_CORNERS = 6
_CORNER_QUALITY = 0.01
_CORNER_GAP_PX = 5
_LK_WINDOW = (21, 21)
_LK_LEVELS = 4
_RETURN_PX = 1.0
_SMALLEST_TEMPLATE_PX = 6
_CLEARLY_BETTER = 0.5

_PYRAMID, _LEVELS, _WINDOW, _ROUNDS, _POLY, _POLY_SIGMA = 0.5, 4, 15, 3, 7, 1.5

Grey = NDArray[np.uint8]


def object_shift(before: Grey, now: Grey, matte: NDArray[np.bool_]) -> tuple[float, float] | None:
    """Median motion of an object's corners (Lucas and Kanade), checked forwards and backwards.

    Parameters
    ----------
    before, now : ndarray of uint8
        H x W, two pictures.
    matte : ndarray of bool
        Where the object was before.

    Returns
    -------
    tuple of float or None
        Across and down, in pixels; None where too few corners can be followed.
    """
    corners = cv2.goodFeaturesToTrack(
        before, _MOST_CORNERS, _CORNER_QUALITY, _CORNER_GAP_PX, mask=matte.astype(np.uint8)
    )
    if corners is None or len(corners) < _FEWEST_CORNERS:
        return None
    start = corners.reshape(-1, 1, 2).astype(np.float32)
    there, found = _followed(before, now, start)
    back, found_back = _followed(now, before, there)
    off_px = np.linalg.norm((back - start).reshape(-1, 2), axis=1)
    good = found & found_back & (off_px < _RETURN_PX)
    if np.count_nonzero(good) < _FEWEST_CORNERS:
        return None
    across, down = np.median((there - start).reshape(-1, 2)[good], axis=0)
    return float(across), float(down)


def template_shift(before: NDArray[np.uint8], now: NDArray[np.uint8], matte: Plane) -> tuple[float, float]:
    """Look the object up as a whole, where it has no corners to follow.

    Parameters
    ----------
    before, now : ndarray of uint8
        H x W x 3, small pictures.
    matte : ndarray of float32
        H x W, 0 to 1: where the object was before.

    Returns
    -------
    tuple of float
        Across and down, in pixels; none unless another place is clearly better than the old one.
    """
    left, top, width, height = cv2.boundingRect((matte > 0.5).astype(np.uint8))
    if min(width, height) < _SMALLEST_TEMPLATE_PX:
        return 0.0, 0.0
    box = slice(top, top + height), slice(left, left + width)
    weight = np.repeat(matte[box][..., None], 3, axis=2)
    misses = cv2.matchTemplate(
        now.astype(np.float32), before[box].astype(np.float32), cv2.TM_SQDIFF, mask=weight
    )
    row, column = divmod(int(misses.argmin()), misses.shape[1])
    if misses[row, column] > _CLEARLY_BETTER * misses[top, left]:
        return 0.0, 0.0
    return float(column - left), float(row - top)


def flow_between(one: Grey, other: Grey) -> Plane:
    """Motion of every pixel (Farneback: its smooth fields carry masks better than sharper ones).

    Parameters
    ----------
    one, other : ndarray of uint8
        H x W.

    Returns
    -------
    ndarray of float32
        H x W x 2: where each pixel of the one lies in the other, less its own place.
    """
    start = np.zeros((*one.shape, 2), np.float32)
    flow = cv2.calcOpticalFlowFarneback(
        one, other, start, _PYRAMID, _LEVELS, _WINDOW, _ROUNDS, _POLY, _POLY_SIGMA, 0
    )
    return flow.astype(np.float32, copy=False)


def disagreement(back: Plane, forth: Plane) -> Plane:
    """How far the way there and back misses its start, H x W in pixels of the view."""
    across, down = cv2.split(displaced(back))
    returned = cv2.remap(forth, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    off = back + returned
    distance: Plane = np.hypot(off[..., 0], off[..., 1]).astype(np.float32, copy=False)
    return distance


def _followed(
    one: Grey, other: Grey, points: NDArray[np.floating]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    there, found, _ = cv2.calcOpticalFlowPyrLK(
        one, other, points, points.copy(), winSize=_LK_WINDOW, maxLevel=_LK_LEVELS
    )
    return there.astype(np.float32, copy=False), np.asarray(found, np.bool_).ravel()
