"""Grain for what was made up: real pixels bring their own."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.pixels import picked

_KERNEL = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
_KERNEL_NORM = 6.0
_LOW = 0.1
_LOW_OF_NORMAL = 0.1257
_MOST_SHARE = 0.04


def grain_strength(rgb: Rgb, hole: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Estimate the standard deviation of a picture's noise for each channel, in its own levels.

    After J. Immerkaer, "Fast Noise Variance Estimation", Computer Vision and Image Understanding 64(2), 1996;
    the lowest tenth in place of the mean keeps texture out.

    Parameters
    ----------
    rgb : Rgb
        H x W x 3.
    hole : ndarray
        H x W, bool; not looked at.

    Returns
    -------
    ndarray
        3, float32; 0 where the whole picture is hole.
    """
    if hole.all():
        return np.zeros(3, np.float32)
    response = np.abs(cv2.filter2D(rgb.astype(np.float32), cv2.CV_32F, _KERNEL))
    response = picked(response, np.flatnonzero(~hole))
    sigma = np.quantile(response, _LOW, axis=0) / (_LOW_OF_NORMAL * _KERNEL_NORM)
    return np.minimum(sigma, _MOST_SHARE * np.iinfo(rgb.dtype).max).astype(np.float32)


def grain(strength: NDArray[np.float32], count: int, seed: int, index: int) -> NDArray[np.float32]:
    """Noise for `count` pixels of one frame, n x 3, float32; the same for the same seed and frame index."""
    random = np.random.default_rng((seed, index))
    return random.standard_normal((count, 3), np.float32) * strength
