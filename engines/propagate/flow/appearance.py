"""What an object looks like: how much object and how much background of each colour, here and on the whole.

The local part keeps for each colour of a palette two small maps that move along with the flow (the idea of
the windows of SnapCut, Bai 2009, and of bilateral space, Maerki 2016). The global part is a histogram of the
key frames; it neither moves nor forgets, which holds against drift and brings an object back after it was
hidden.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.propagate.flow.view import Plane

_BINS = 32
_KMEANS_PIXELS = 4000
_KMEANS_ROUNDS = 12

Labels = NDArray[np.intp]
Histogram = NDArray[np.float32]


class Palette:
    """A few colours that stand for all.

    Parameters
    ----------
    lab : ndarray of uint8
        H x W x 3.
    inside : ndarray of bool
        H x W: the object, which gets half of the colours.
    count : int
        Colours.
    seed : int
        Of the search for them.
    """

    def __init__(self, lab: NDArray[np.uint8], inside: NDArray[np.bool_], count: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        parts = [_sample(lab[where], rng) for where in (inside, ~inside)]
        centres = [_centres(part, count // 2, seed) for part in parts if len(part)]
        self.colours = np.concatenate(centres)
        self.count = len(self.colours)
        steps = (np.arange(_BINS, dtype=np.float32) + 0.5) * (256 / _BINS)
        grid = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
        distance = (grid**2).sum(1)[:, None] - 2 * grid @ self.colours.T + (self.colours**2).sum(1)[None]
        self._table = distance.argmin(1).astype(np.intp)

    def labels(self, lab: NDArray[np.uint8]) -> Labels:
        """Give the number of the nearest colour of each pixel, H x W."""
        nearest: Labels = self._table[bins_of(lab)]
        return nearest


def bins_of(lab: NDArray[np.uint8]) -> Labels:
    """Give the number of each pixel's bin in a histogram of `_BINS` to the third."""
    part = (lab >> 3).astype(np.intp)
    number: Labels = (part[..., 0] * _BINS + part[..., 1]) * _BINS + part[..., 2]
    return number


class GlobalColours:
    """Histograms of object and background over key frames."""

    def __init__(self, smooth: float = 1.2) -> None:
        self._smooth = smooth
        self._inside = np.zeros((_BINS,) * 3, np.float32)
        self._outside = np.zeros((_BINS,) * 3, np.float32)
        self._odds: Plane | None = None

    def learn(self, lab: NDArray[np.uint8], matte: Plane) -> None:
        """Count one more frame."""
        bins = bins_of(lab).ravel()
        for histogram, weight in ((self._inside, matte), (self._outside, 1 - matte)):
            counts = np.bincount(bins, weight.ravel(), _BINS**3).reshape((_BINS,) * 3)
            histogram += _smoothed(counts.astype(np.float32), self._smooth)
        self._odds = None

    def log_odds(self, lab: NDArray[np.uint8]) -> Plane:
        """How much each pixel's colour speaks for the object, H x W."""
        if self._odds is None:
            inside, outside = (h / max(float(h.sum()), 1.0) for h in (self._inside, self._outside))
            floor = 1e-5
            self._odds = np.log((inside + floor) / (outside + floor)).ravel().astype(np.float32)
        return self._odds[bins_of(lab)]


def _smoothed(histogram: Histogram, sigma: float) -> Histogram:
    for axis in range(3):
        moved = np.moveaxis(histogram, axis, 0)
        flat = np.ascontiguousarray(moved).reshape(_BINS, -1)
        blurred = cv2.GaussianBlur(flat, (1, 7), sigmaX=0.1, sigmaY=sigma, borderType=cv2.BORDER_CONSTANT)
        histogram = np.moveaxis(blurred.reshape(moved.shape).astype(np.float32, copy=False), 0, axis)
    return np.ascontiguousarray(histogram)


def _sample(colours: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.float32]:
    if len(colours) > _KMEANS_PIXELS:
        colours = colours[rng.choice(len(colours), _KMEANS_PIXELS, replace=False)]
    return colours.astype(np.float32)


def _centres(colours: NDArray[np.float32], count: int, seed: int) -> NDArray[np.float32]:
    rng = np.random.default_rng(seed)
    count = min(count, len(colours))
    centres = colours[rng.choice(len(colours), count, replace=False)]
    for _ in range(_KMEANS_ROUNDS):
        distance = (centres**2).sum(1)[None] - 2 * colours @ centres.T
        nearest = distance.argmin(1)
        sums = np.stack([np.bincount(nearest, colours[:, axis], count) for axis in range(3)], axis=1)
        counts = np.bincount(nearest, minlength=count)[:, None]
        centres = np.where(counts > 0, sums / np.maximum(counts, 1), centres).astype(np.float32)
    return centres
