"""What speaks for a pixel besides its colour: who it moves with, and whether it was in sight before."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.propagate.flow.view import Plane, displaced

_CELL_PX = 4
_REACH_CELLS = 6.0
_EVERYWHERE = np.float32(1e-3)
_BLUR_PX = 2.0
_LEAST_LEVELS = 4.0
_SHARE_OF_MISSES = 0.25
_MOST_FOR, _MOST_AGAINST = 1.0, 2.0
_COVER_BLUR_PX = 1.5
_MEAN_OF_THREE = np.full((1, 3), 1 / 3, np.float32)


def moving_along(back: Plane, matte: Plane, now: NDArray[np.uint8], before: NDArray[np.uint8]) -> Plane:
    """Log-odds of moving with the object rather than with what is around it.

    Both motions are taken from the surroundings of each pixel, the object's where the matte is and the
    background's where it is not; the one that finds the pixel's own colour in the frame before is the
    pixel's. Colours decide, not vectors: flow smears across the edge, and thin parts take their
    background's.

    Parameters
    ----------
    back : ndarray of float32
        H x W x 2: flow to the frame before.
    matte : ndarray of float32
        H x W: where the object is thought to be.
    now, before : ndarray of uint8
        H x W x 3.
    """
    misses = []
    for weight in (np.square(matte), np.square(1 - matte)):
        there = _fetched(before, _motion_of(back, weight))
        levels = cv2.transform(cv2.absdiff(there, now).astype(np.float32), _MEAN_OF_THREE)
        misses.append(cv2.GaussianBlur(levels, (0, 0), _BLUR_PX))
    with_object, with_rest = misses
    odds = (with_rest - with_object) / (_LEAST_LEVELS + _SHARE_OF_MISSES * (with_rest + with_object))
    limited: Plane = odds.clip(-_MOST_AGAINST, _MOST_FOR).astype(np.float32)
    return limited


def seen_before(forth: Plane) -> Plane:
    """How far each pixel is hit by what was there before, H x W, 0 to 1.

    Parameters
    ----------
    forth : ndarray of float32
        H x W x 2: flow of the frame before to this one.
    """
    height, width = forth.shape[:2]
    places = displaced(forth)
    before = np.floor(places)
    slide, fall = cv2.split(places - before)
    # With two cells around the picture that take what leaves it.
    left, top = (
        (before[..., axis].clip(-2, size) + 2).astype(np.intp) for axis, size in enumerate((width, height))
    )
    wide = width + 4
    hits = np.zeros((height + 4) * wide, np.float64)
    for right, share in ((0, 1 - slide), (1, slide)):
        for below, part in ((0, 1 - fall), (1, fall)):
            at = ((top + below) * wide + (left + right)).ravel()
            hits += np.bincount(at, (share * part).ravel(), hits.size)
    inner = hits.reshape(height + 4, wide)[2 : height + 2, 2 : width + 2]
    blurred = cv2.GaussianBlur(inner.astype(np.float32), (0, 0), _COVER_BLUR_PX)
    return (blurred * 2 - 0.5).clip(0, 1).astype(np.float32)


def _motion_of(flow: Plane, weight: Plane) -> Plane:
    """Mean motion around each pixel of what has weight; far from it, its mean over the whole view."""
    height, width = weight.shape
    size = max(1, width // _CELL_PX), max(1, height // _CELL_PX)
    small = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
    vectors = cv2.resize(flow, size, interpolation=cv2.INTER_AREA)
    norm = cv2.GaussianBlur(small, (0, 0), _REACH_CELLS) + _EVERYWHERE
    total = float(small.sum()) + float(_EVERYWHERE)
    means = [
        (
            cv2.GaussianBlur(small * vectors[..., axis], (0, 0), _REACH_CELLS)
            + _EVERYWHERE * np.float32((small * vectors[..., axis]).sum() / total)
        )
        / norm
        for axis in (0, 1)
    ]
    return cv2.resize(np.dstack(means), (width, height)).astype(np.float32, copy=False)


def _fetched(image: NDArray[np.uint8], flow: Plane) -> NDArray[np.uint8]:
    across, down = cv2.split(displaced(flow))
    fetched = cv2.remap(image, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return fetched.astype(np.uint8, copy=False)
