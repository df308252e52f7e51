"""Lines with fewer places, where nobody would see the difference."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.masks.evaluate.grid import Coordinates, Indices


def thinned(places: Coordinates, *widths_px: Coordinates, tolerance_px: float) -> Indices:
    """Choose the places that a line needs (Douglas and Peucker 1973).

    Parameters
    ----------
    places : ndarray of float64
        N x 2, in pixels.
    *widths_px : ndarray of float64
        N each: what changes along the line as well.
    tolerance_px : float
        How far what is left out may be off.

    Returns
    -------
    ndarray of intp
        Positions, ascending, with both ends.
    """
    is_needed = _is_corner(places, tolerance_px)
    changing = [width for width in widths_px if width.max() - width.min() > tolerance_px]
    if changing:
        steps = np.diff(places, axis=0)
        way = np.concatenate([[0.0], np.cumsum(np.hypot(steps[:, 0], steps[:, 1]))])
        for width in changing:
            is_needed |= _is_corner(np.column_stack([way, width]), tolerance_px)
    return np.flatnonzero(is_needed)


def simplified(places: Coordinates, *, tolerance_px: float) -> Coordinates:
    """Leave out the places that a line does not need where nothing changes along it; N x 2, in pixels."""
    kept = cv2.approxPolyDP(places.astype(np.float32), tolerance_px, closed=False)
    return kept.reshape(-1, 2).astype(np.float64)


def _is_corner(curve: Coordinates, tolerance_px: float) -> NDArray[np.bool_]:
    """Which places the approximation goes through; those that coincide with one of them count as well."""
    line = curve.astype(np.float32)
    kept = cv2.approxPolyDP(line, tolerance_px, closed=False)
    keys = line.view(np.int64).ravel()
    sought = np.ascontiguousarray(kept).view(np.int64).ravel()
    sought.sort()
    found: NDArray[np.bool_] = sought[sought[:-1].searchsorted(keys)] == keys
    return found
