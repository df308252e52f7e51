"""How likely a colour is the object's."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

_BINS = (8, 12, 12)
_LOWEST = 64
_UNSEEN_SHARE = 1e-3


class ColourBins:
    """A picture's colours, counted in bins of Lab.

    Parameters
    ----------
    lab : ndarray of uint8
        H x W x 3.
    """

    def __init__(self, lab: NDArray[np.uint8]) -> None:
        lightness = lab[..., 0].astype(np.int32) * _BINS[0] // 256
        # Most of the range of a and b is beyond what pictures have: bins are spent on its middle half.
        green, blue = (
            ((lab[..., channel].astype(np.int32) - _LOWEST) * _BINS[channel] // 128).clip(
                0, _BINS[channel] - 1
            )
            for channel in (1, 2)
        )
        self._bin: NDArray[np.int32] = (lightness * _BINS[1] + green) * _BINS[2] + blue

    def log_odds(self, of_object: Scores, of_background: Scores) -> Scores:
        """Compare how often each pixel's colour is found in the object and in the background.

        Parameters
        ----------
        of_object, of_background : ndarray of float32
            H x W: how much each pixel counts as the one and the other.

        Returns
        -------
        ndarray of float32
            H x W, natural logarithm.
        """
        odds = np.log(self._shares(of_object)) - np.log(self._shares(of_background))
        return np.asarray(odds.astype(np.float32)[self._bin])

    def _shares(self, weights: Scores) -> NDArray[np.float64]:
        counted = np.bincount(self._bin.ravel(), weights.ravel(), math.prod(_BINS))
        count: NDArray[np.float64] = counted.astype(np.float64).reshape(_BINS)
        for axis in range(len(_BINS)):
            count = _blurred(count, axis)
        share: NDArray[np.float64] = count.ravel() / max(float(count.sum()), _UNSEEN_SHARE)
        return share + _UNSEEN_SHARE / count.size


def _blurred(count: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Let colours count for their neighbours, too."""
    rows = np.moveaxis(count, axis, 0)
    before, after = np.concatenate([rows[:1], rows[:-1]]), np.concatenate([rows[1:], rows[-1:]])
    return np.moveaxis((before + 2 * rows + after) / 4, 0, axis)
