"""Smooth fill of the unknown from the known, by pull-push.

S. J. Gortler et al., "The Lumigraph", SIGGRAPH 1996, section 3.4: average the known downwards through a
pyramid, then fill the unknown upwards from the coarser levels.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_FAINTEST = 1e-6
_WORTH_HALVING_PX = 16


def pull_push(values: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Fill where the weights are 0, smoothly, from where they are not.

    Parameters
    ----------
    values : ndarray
        H x W x C, float32; what stands where the weight is 0 does not matter, but must be finite.
    weights : ndarray
        H x W, float32 in [0, 1]; 1 keeps a value as it is, between mixes it with its surroundings.

    Returns
    -------
    ndarray
        H x W x C, float32; 0 throughout where no weight is above 0.
    """
    return _filled(_times(values, weights), weights)


def smoothed(values: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Fill as `pull_push` does, at half the size: for fields that are smooth, also where they are known.

    Parameters and result as of `pull_push`.
    """
    if min(weights.shape) < _WORTH_HALVING_PX:
        return pull_push(values, weights)
    half = _filled(*_half(_times(values, weights), weights))
    return _resized(half, weights.shape, cv2.INTER_LINEAR)


def _filled(weighted: NDArray[np.float32], share: NDArray[np.float32]) -> NDArray[np.float32]:
    levels = [(weighted, share)]
    while min(levels[-1][1].shape) > 1:
        levels.append(_half(*levels[-1]))
    coarse = _mean(*levels.pop())
    for weighted, share in reversed(levels):
        finer = _times(_resized(coarse, share.shape, cv2.INTER_LINEAR), 1 - share)
        finer += weighted
        coarse = finer
    return coarse


def _half(
    weighted: NDArray[np.float32], share: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    height, width = share.shape
    size = ((height + 1) // 2, (width + 1) // 2)
    share = _resized(share[..., None], size, cv2.INTER_AREA)[..., 0]
    return _resized(weighted, size, cv2.INTER_AREA), share


def _times(values: NDArray[np.float32], factor: NDArray[np.float32]) -> NDArray[np.float32]:
    """Multiply each channel; NumPy is slow along a last axis of two or three."""
    factors = cv2.merge([factor] * values.shape[2])
    return np.asarray(cv2.multiply(values, factors), np.float32).reshape(values.shape)


def _mean(weighted: NDArray[np.float32], share: NDArray[np.float32]) -> NDArray[np.float32]:
    mean = weighted.sum((0, 1)) / max(float(share.sum()), _FAINTEST)
    return np.broadcast_to(mean, weighted.shape).astype(np.float32)


def _resized(values: NDArray[np.float32], size: tuple[int, int], interpolation: int) -> NDArray[np.float32]:
    resized = cv2.resize(values, (size[1], size[0]), interpolation=interpolation)
    return np.asarray(resized, np.float32).reshape(*size, values.shape[2])
