"""What the colours of key frames say: how much more often a colour is the object than its surroundings."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_BITS = 4
_SIDE = 1 << _BITS
_DOUBT = 2e-4
_SOFTNESS = 2.0
_BINOMIAL = 0.5 * np.eye(_SIDE) + 0.25 * np.eye(_SIDE, k=1) + 0.25 * np.eye(_SIDE, k=-1)

SoftMask = NDArray[np.float32]
Rgb8 = NDArray[np.uint8]


class Palette:
    """Two histograms in RGB, smoothed; key frames add to them."""

    def __init__(self) -> None:
        self._inside = np.zeros(_SIDE**3)
        self._outside = np.zeros(_SIDE**3)
        self._table: NDArray[np.float32] | None = None

    def add(self, rgb: Rgb8, mask: SoftMask) -> None:
        """Learn a key frame's colours.

        Parameters
        ----------
        rgb : ndarray
            H x W x 3, uint8.
        mask : ndarray
            H x W, 0 to 1.
        """
        bins = _bins(rgb).ravel()
        weights = mask.ravel().astype(np.float64)
        # Every key counts alike, whatever its size.
        self._inside += np.bincount(bins, weights, _SIDE**3) / max(1.0, weights.sum())
        self._outside += np.bincount(bins, 1 - weights, _SIDE**3) / max(1.0, (1 - weights).sum())
        self._table = None

    def prior(self, rgb: Rgb8) -> SoftMask:
        """Look up a picture's colours.

        Parameters
        ----------
        rgb : ndarray
            H x W x 3, uint8.

        Returns
        -------
        ndarray
            H x W, float32, -1 (surroundings) to 1 (object); 0 where the colour is not known.
        """
        if self._table is None:
            odds = np.log((_smoothed(self._inside) + _DOUBT) / (_smoothed(self._outside) + _DOUBT))
            self._table = np.tanh(odds / _SOFTNESS).astype(np.float32)
        return self._table[_bins(rgb)]


def _bins(rgb: Rgb8) -> NDArray[np.int32]:
    # Half a bin's blur beforehand, as noise would otherwise decide on which side of a border a colour falls.
    small = cv2.blur(rgb, (3, 3)).astype(np.int32) >> (8 - _BITS)
    bins: NDArray[np.int32] = (small[..., 0] << 2 * _BITS) | (small[..., 1] << _BITS) | small[..., 2]
    return bins


def _smoothed(histogram: NDArray[np.float64]) -> NDArray[np.float64]:
    cube = histogram.reshape(_SIDE, _SIDE, _SIDE)
    for axis in range(3):
        cube = np.moveaxis(np.tensordot(_BINOMIAL, cube, (1, axis)), 0, axis)
    return cube.ravel()
