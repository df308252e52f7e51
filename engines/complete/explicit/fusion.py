"""Several candidates for each pixel of a hole, weighed against each other.

Averages ghost and single choices tear. So each candidate counts by how well the others that came another way
agree with it around the place, and by how near in time its source is; where nothing agrees and all is far,
the spatial fill takes over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.picture_run import bounding_box
from engines.complete.explicit.pixels import laid, mean_square, picked

_AGREEMENT_LEVELS = 12.0
_NEIGHBOURHOOD_PX = 11
_ALONE = 0.05
_SAME_DIRECTION = 0.3
_SPATIAL_AT = 0.01
_PLATE = 4.0
_WITNESS = 1.0
_FAINTEST = 1e-9
_ALL = slice(None)


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One way to fill the hole of a picture, at working size; n pixels in the order of `numpy.nonzero`.

    Attributes
    ----------
    colours : ndarray
        n x 3, float32, 0 to 255; 0 where there is none.
    found : ndarray
        n, bool.
    steps : ndarray
        n, float32; pictures between this one and the source, 1 where there is none.
    preference : ndarray
        n, float32; how much the source is preferred, 1 as a rule.
    towards_future : bool
        Where the source lies in time.
    """

    colours: NDArray[np.float32]
    found: NDArray[np.bool_]
    steps: NDArray[np.float32]
    preference: NDArray[np.float32]
    towards_future: bool


@dataclass(frozen=True, slots=True, eq=False)
class PlateSample:
    """What the empty scene behind a still camera has at the n pixels of a hole.

    Attributes
    ----------
    colours : ndarray
        n x 3, float32, 0 to 255.
    trust : ndarray
        n, float32, 0 to 1; 0 where it is not known.
    """

    colours: NDArray[np.float32]
    trust: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """How a picture's candidates are mixed.

    Attributes
    ----------
    shares : sequence of ndarray
        n, float32, for each candidate; not normalised.
    spatial : ndarray
        n, float32 in [0, 1]; share of the spatial fill.
    plate : ndarray or None
        n, float32; share of the plate, where there is one.
    """

    shares: Sequence[NDArray[np.float32]]
    spatial: NDArray[np.float32]
    plate: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """A candidate laid out in the box around its hole."""

    colours: NDArray[np.float32]
    found: NDArray[np.float32]
    towards_future: bool


def weigh(
    candidates: Sequence[Candidate], hole: NDArray[np.bool_], plate: PlateSample | None, nearness: float
) -> Weights:
    """Weigh the candidates of one picture against each other.

    Parameters
    ----------
    candidates : sequence of Candidate
        All for the same hole.
    hole : ndarray
        H x W, bool; their pixels.
    plate : PlateSample or None
        A witness for what agrees with it, and a candidate itself.
    nearness : float
        Power of the distance in time by which a far source counts less than a near one.
    """
    box = bounding_box(hole)
    if box is None:
        none = np.zeros(0, np.float32)
        return Weights([none for _ in candidates], none, none)
    inside = hole[box.area]
    where = np.flatnonzero(inside)
    spread = [_lay(one, where, inside.shape) for one in candidates]
    support = [np.float32(_ALONE) * one.found for one in candidates]
    for i, one in enumerate(spread):
        for j in range(i):
            agreement = picked(_agreement(one, spread[j]), where)
            support[i] += agreement
            support[j] += agreement
    if plate is not None:
        support = [s + _witness(one, plate) for s, one in zip(support, candidates, strict=True)]
    power = np.float32(nearness)
    shares = [s * one.preference / one.steps**power for s, one in zip(support, candidates, strict=True)]
    plate_share = None if plate is None else np.float32(_PLATE) * plate.trust
    everything = shares if plate_share is None else [*shares, plate_share]
    confidence = np.sum(everything, axis=0, dtype=np.float32)
    spatial = 1.0 / (1.0 + np.square(confidence / _SPATIAL_AT))
    return Weights(shares, spatial.astype(np.float32), plate_share)


def _witness(candidate: Candidate, plate: PlateSample) -> NDArray[np.float32]:
    square = np.square(candidate.colours - plate.colours).mean(1)
    agreement = np.exp(square / np.float32(-2 * _AGREEMENT_LEVELS**2)) * candidate.found
    return np.asarray(np.float32(_WITNESS) * plate.trust * agreement, np.float32)


def _lay(candidate: Candidate, where: NDArray[np.intp], shape: tuple[int, ...]) -> _Laid:
    found = laid(candidate.found.astype(np.float32), where, shape)
    return _Laid(laid(candidate.colours, where, shape), found, candidate.towards_future)


def _agreement(one: _Laid, other: _Laid) -> NDArray[np.float32]:
    both = one.found * other.found
    square = mean_square(one.colours, other.colours) * both
    side = (_NEIGHBOURHOOD_PX, _NEIGHBOURHOOD_PX)
    mean = cv2.blur(square, side) / np.maximum(cv2.blur(both, side), 1e-3)
    independent = 1.0 if one.towards_future != other.towards_future else _SAME_DIRECTION
    agreement = np.exp(mean / np.float32(-2 * _AGREEMENT_LEVELS**2)) * both * np.float32(independent)
    return np.asarray(agreement, np.float32)


class Mixture:
    """Weighted mean of candidates that come one after another, and of the spatial fill; n pixels."""

    def __init__(self, count: int) -> None:
        self._colours = np.zeros((count, 3), np.float32)
        self._total = np.zeros(count, np.float32)

    def add(
        self,
        colours: NDArray[np.float32],
        share: NDArray[np.float32],
        which: NDArray[np.intp] | slice = _ALL,
    ) -> None:
        """Add a candidate: m x 3 colours with m shares, at least 0, for the pixels named."""
        self._colours[which] += colours * share[:, None]
        self._total[which] += share

    def mixed(self, spatial: NDArray[np.float32], spatial_share: NDArray[np.float32]) -> NDArray[np.float32]:
        """Mix in the spatial fill (n x 3) at its share (n, 0 to 1), all of it where nothing was added."""
        mean = self._colours / np.maximum(self._total, _FAINTEST)[:, None]
        share = np.where(self._total > _FAINTEST, spatial_share, np.float32(1))[:, None]
        return np.asarray(mean * (1 - share) + spatial * share, np.float32)
