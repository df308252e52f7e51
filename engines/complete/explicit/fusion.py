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

_AGREEMENT_LEVELS = 12.0
_NEIGHBOURHOOD_PX = 11
_ALONE = 0.05
_SAME_DIRECTION = 0.3
_SPATIAL_AT = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One way to fill the hole of a picture, at working size.

    Attributes
    ----------
    colours : ndarray
        H x W x 3, float32, 0 to 255; 0 where there is none.
    found : ndarray
        H x W, bool.
    steps : ndarray
        H x W, float32; pictures between this one and the source, 1 where there is none.
    weight : ndarray
        H x W, float32; how much the source is preferred, 1 as a rule.
    towards_future : bool
        Where the source lies in time.
    """

    colours: NDArray[np.float32]
    found: NDArray[np.bool_]
    steps: NDArray[np.float32]
    weight: NDArray[np.float32]
    towards_future: bool


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """How a picture's candidates are mixed.

    Attributes
    ----------
    shares : sequence of ndarray
        H x W, float32, for each candidate; not normalised.
    spatial : ndarray
        H x W, float32 in [0, 1]; share of the spatial fill.
    """

    shares: Sequence[NDArray[np.float32]]
    spatial: NDArray[np.float32]


def weigh(candidates: Sequence[Candidate]) -> Weights:
    """Weigh the candidates of one picture."""
    support = [np.float32(_ALONE) * one.found for one in candidates]
    for i, one in enumerate(candidates):
        for j in range(i):
            agreement = _agreement(one, candidates[j])
            support[i] += agreement
            support[j] += agreement
    shares = [s * one.weight / one.steps for s, one in zip(support, candidates, strict=True)]
    confidence = np.sum(shares, axis=0, dtype=np.float32)
    spatial = 1.0 / (1.0 + np.square(confidence / _SPATIAL_AT))
    return Weights(shares, spatial.astype(np.float32))


def _agreement(one: Candidate, other: Candidate) -> NDArray[np.float32]:
    both = (one.found & other.found).astype(np.float32)
    difference = one.colours - other.colours
    square = np.einsum("ijk,ijk->ij", difference, difference) / 3 * both
    side = (_NEIGHBOURHOOD_PX, _NEIGHBOURHOOD_PX)
    mean = cv2.blur(square, side) / np.maximum(cv2.blur(both, side), 1e-3)
    independent = 1.0 if one.towards_future != other.towards_future else _SAME_DIRECTION
    agreement = np.exp(mean / np.float32(-2 * _AGREEMENT_LEVELS**2)) * both * np.float32(independent)
    return np.asarray(agreement, np.float32)


def mix(
    candidates: Sequence[NDArray[np.float32]],
    shares: Sequence[NDArray[np.float32]],
    spatial: NDArray[np.float32],
    spatial_share: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Weighted mean of the candidates' colours and the spatial fill.

    Parameters
    ----------
    candidates : sequence of ndarray
        ... x 3, float32.
    shares : sequence of ndarray
        ..., float32, at least 0.
    spatial : ndarray
        ... x 3, float32.
    spatial_share : ndarray
        ..., float32, 0 to 1.
    """
    total = np.sum(shares, axis=0, dtype=np.float32)
    mixed = np.zeros_like(spatial)
    for colours, share in zip(candidates, shares, strict=True):
        mixed += colours * share[..., None]
    mixed /= np.maximum(total, 1e-12)[..., None]
    own = np.where(total > 0, spatial_share, 1.0).astype(np.float32)[..., None]
    return np.asarray(mixed * (1 - own) + spatial * own, np.float32)
