"""Makes a network's colours those of the surroundings.

Networks drift in colour, most of all on light ground. They are asked for a narrow band of known pixels around
each hole as well; how these came out says how to correct what lies inside.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.picture_run import bounding_box
from engines.complete.membrane import pull_push

BAND_PX = 3
"""Width of the band at the network's scale."""

_FEWEST_PIXELS = 24
_HUBER = 0.06
_REWEIGHTINGS = 3
_MOST_GAIN = 1.25
_FAINTEST = 1e-6
_OVER_TIME = np.array([1, 2, 3, 2, 1], np.float64)


def widened(holes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Widen holes (T x H x W) by the band, but none so far that nothing would be left to see."""
    kernel = np.ones((2 * BAND_PX + 1, 2 * BAND_PX + 1), np.uint8)
    wide = np.stack([cv2.dilate(hole.astype(np.uint8), kernel) > 0 for hole in holes])
    return np.where(wide.all(axis=(1, 2), keepdims=True), holes, wide)


def matched(
    predicted: NDArray[np.float32], known: NDArray[np.float32], holes: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Correct predictions by gain and offset of each channel, then by a membrane from the rim inwards.

    Parameters
    ----------
    predicted : ndarray
        T x H x W x 3, 0 to 1; right or wrong in `widened(holes)`.
    known : ndarray
        T x H x W x 3; the pictures, right outside the holes.
    holes : ndarray
        T x H x W, bool.

    Returns
    -------
    ndarray
        T x H x W x 3: the pictures, with corrected predictions in their holes.
    """
    bands = widened(holes) & ~holes
    lines = [_line(p[band], k[band]) for p, k, band in zip(predicted, known, bands, strict=True)]
    gains, offsets = _calmed(np.array(lines), bands.sum((1, 2)))
    result = known.copy()
    for i, (hole, band) in enumerate(zip(holes, bands, strict=True)):
        box = bounding_box(hole | band)
        if box is None:
            continue
        colours = predicted[i][box.area] * gains[i] + offsets[i]
        if band.any():
            colours += pull_push(known[i][box.area] - colours, band[box.area].astype(np.float32))
        inside = hole[box.area]
        result[i][box.area][inside] = np.clip(colours[inside], 0, 1)
    return result


def _line(predicted: NDArray[np.float32], known: NDArray[np.float32]) -> NDArray[np.float64]:
    """Fit gain and offset of each channel, 2 x 3, with little regard for outliers (P. J. Huber, 1964)."""
    if len(predicted) < _FEWEST_PIXELS:
        return np.stack([np.ones(3), np.zeros(3)])
    weight = np.ones(predicted.shape)
    for _ in range(_REWEIGHTINGS):
        total = weight.sum(0)
        mean_p, mean_k = (weight * predicted).sum(0) / total, (weight * known).sum(0) / total
        spread = (weight * np.square(predicted - mean_p)).sum(0)
        together = (weight * (predicted - mean_p) * (known - mean_k)).sum(0)
        gain = np.clip((together + _FAINTEST) / (spread + _FAINTEST), 1 / _MOST_GAIN, _MOST_GAIN)
        offset = mean_k - gain * mean_p
        off = np.abs(known - gain * predicted - offset)
        weight = _HUBER / np.maximum(off, _HUBER)
    return np.stack([gain, offset])


def _calmed(
    lines: NDArray[np.float64], counts: NDArray[np.intp]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Average corrections (T x 2 x 3) over neighbours in time: what changes from frame to frame flickers."""
    trust = (counts * (counts >= _FEWEST_PIXELS)).astype(np.float64) + _FAINTEST
    weighted = np.apply_along_axis(_smooth, 0, lines * trust[:, None, None])
    smooth = (weighted / _smooth(trust)[:, None, None]).astype(np.float32)
    return smooth[:, 0], smooth[:, 1]


def _smooth(values: NDArray[np.float64]) -> NDArray[np.float64]:
    reach = len(_OVER_TIME) // 2
    return np.convolve(values, _OVER_TIME)[reach : reach + len(values)]
