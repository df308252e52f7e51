"""How well a fill meets what is around it, and how steady it is: beside PSNR, what the eye sees first."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Matte, Rgb
from engines.measure.mean import Mean

BAND_PX = 4
"""Width of the band along a hole's edge, inside the hole."""

_PEAK = 255.0


class BandMeter:
    """Mean absolute difference from the truth in a band along the edge of the hole, inside it."""

    def __init__(self) -> None:
        self._error = Mean()

    def add(self, result: Rgb, truth: Rgb, hole: Matte) -> None:
        """Compare the next frame.

        Parameters
        ----------
        result, truth : ndarray
            H x W x 3, RGB, uint8 or uint16, of one size and type.
        hole : ndarray
            H x W; above 0 is hole.
        """
        band = edge_band(hole > 0)
        if band.any():
            levels = np.abs(result[band].astype(np.float64) - truth[band])
            self._error.add(float(levels.mean()) * _PEAK / np.iinfo(truth.dtype).max)

    def levels(self) -> float | None:
        """Mean over the frames, in levels of 255; None where none has a hole."""
        return self._error.value_or_none()


class UnrestMeter:
    """How much more or less a fill changes from frame to frame than the truth does, pixel by pixel.

    For each pair of neighbours, over the pixels that are hole in both: the root of the mean squared
    difference between the result's change and the truth's. A fill that stands still over a scene that moves
    is as wrong as one that boils.
    """

    def __init__(self) -> None:
        self._error = Mean()
        self._past: tuple[NDArray[np.float32], NDArray[np.bool_]] | None = None

    def add(self, result: Rgb, truth: Rgb, hole: Matte) -> None:
        """Compare the next frame with the one before; the arguments are those of `BandMeter.add`."""
        off = (result.astype(np.float32) - truth) * np.float32(_PEAK / np.iinfo(truth.dtype).max)
        inside = hole > 0
        if self._past is not None:
            before, was_inside = self._past
            both = inside & was_inside
            if both.any():
                self._error.add(float(np.sqrt(np.square(off[both] - before[both]).mean(dtype=np.float64))))
        self._past = off, inside

    def levels(self) -> float | None:
        """Mean over the pairs, in levels of 255; None where no pair has a hole in common."""
        return self._error.value_or_none()


def edge_band(hole: NDArray[np.bool_], width_px: int = BAND_PX) -> NDArray[np.bool_]:
    """Mark the pixels of a hole that lie within a few pixels of its edge; the picture's edge is none."""
    if hole.all():
        return np.zeros_like(hole)
    # To the pixel's middle: the first ring lies one pixel from what is known.
    distance_px = cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(hole & (distance_px <= width_px), np.bool_)
