"""The empty scene behind a camera that stands still: what most times show at a place.

Sources next to a hole in time often carry its fringe, its shadow, or something else that passes. The median
over the whole window carries none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.exposure import Exposure
from engines.complete.explicit.picture_run import grown
from engines.complete.explicit.pixels import picked

_MOST_SAMPLES = 21
_SPREAD_LEVELS = 10.0
_TRUSTED_FROM = 3


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """The empty scene where holes are.

    Attributes
    ----------
    colours : ndarray
        H x W x 3, of the pictures' type.
    found : ndarray
        H x W, bool; where it is known.
    trust : ndarray
        H x W, float32, 0 to 1; how well the times agree.
    """

    colours: Rgb
    found: NDArray[np.bool_]
    trust: NDArray[np.float32]


def still_plate(
    pictures: Sequence[Rgb],
    holes: Sequence[NDArray[np.bool_]],
    margin_px: int,
    exposure: Exposure | None = None,
) -> Plate:
    """Median over time of what is visible.

    Parameters
    ----------
    pictures : sequence of Rgb
        H x W x 3, all seen from one place.
    holes : sequence of ndarray
        H x W, bool.
    margin_px : int
        Nothing this near a hole is taken.
    exposure : Exposure or None
        What the pictures have to be brought to the common exposure by; None where they are of one.
    """
    wanted = np.logical_or.reduce(holes)
    where = np.flatnonzero(wanted)
    chosen = np.unique(np.linspace(0, len(pictures) - 1, _MOST_SAMPLES).round().astype(int))
    hidden = np.stack([picked(one, where) for one in grown([holes[i] for i in chosen], margin_px)])
    seen = [picked(pictures[i], where) for i in chosen]
    if exposure is not None:
        seen = [exposure.levelled(i, colours) for i, colours in zip(chosen, seen, strict=True)]
    samples = np.stack(seen)
    # Hidden samples sort behind all others, whatever stands there.
    samples[hidden] = np.iinfo(samples.dtype).max
    samples.sort(axis=0)
    count = (~hidden).sum(0)
    middle = _at(samples, np.maximum(count - 1, 0) // 2)
    colours = np.zeros_like(pictures[0])
    colours[wanted] = middle
    found = np.zeros(wanted.shape, np.bool_)
    found[wanted] = count > 0
    trust = np.zeros(wanted.shape, np.float32)
    trust[wanted] = _agreement(samples, count)
    return Plate(colours, found, trust)


def _at(samples: Rgb, position: NDArray[np.intp]) -> Rgb:
    picked: Rgb = np.take_along_axis(samples, position[None, :, None], 0)[0]
    return picked


def _agreement(samples: Rgb, count: NDArray[np.intp]) -> NDArray[np.float32]:
    """Spread between the quartiles, as an agreement from 0 to 1."""
    last = np.maximum(count - 1, 0)
    high, low = _at(samples, (last * 3) // 4), _at(samples, last // 4)
    spread = (high.astype(np.float32) - low).mean(1) * np.float32(255 / np.iinfo(samples.dtype).max)
    agreement = np.exp(np.square(spread / np.float32(_SPREAD_LEVELS)) / -2)
    return np.asarray(agreement * np.minimum(count / _TRUSTED_FROM, 1), np.float32)
