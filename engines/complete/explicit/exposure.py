"""Exposure and colour of each picture of a run beside the others'.

Iris, automatic exposure and white balance change within a shot. What is taken from another time must be
brought to the exposure of its own, or it stands out; and motion is found better between pictures of one
exposure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.motion import Flow
from engines.complete.explicit.parallel import Pool

_GRID_PX = 3
_DARKEST, _BRIGHTEST = 12, 243
"""Levels beyond which ratios say nothing: noise and clipped whites."""

_FEWEST_PLACES = 200
_MOST_SPREAD = 0.25
_NOTICEABLE = 0.03
"""Change over the whole run from which on it is believed; a smaller one may be an error of measurement."""


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """Gains of the pictures of a run.

    Attributes
    ----------
    gains : ndarray
        n x 3, float32, around 1; each picture's own level is the run's common one times its gain.
    """

    gains: NDArray[np.float32]

    @property
    def changes(self) -> bool:
        """Whether any gain is not 1."""
        return bool((self.gains != 1).any())

    def levelled(self, position: int, colours: Rgb) -> Rgb:
        """Bring a picture, or some colours of it (... x 3), to the common exposure."""
        if not self.changes:
            return colours
        peak = np.iinfo(colours.dtype).max
        levelled: Rgb = np.clip(np.rint(colours / self.gains[position]), 0, peak).astype(colours.dtype)
        return levelled

    def own(self, position: int, colours: NDArray[np.float32]) -> NDArray[np.float32]:
        """Bring m x 3 colours from the common exposure to a picture's own."""
        return np.asarray(colours * self.gains[position], np.float32)

    def adapted(
        self, colours: NDArray[np.float32], sources: NDArray[np.intp], target: int
    ) -> NDArray[np.float32]:
        """Bring m x 3 colours, each from the picture named, to the exposure of another picture."""
        return colours * (self.gains[target] / self.gains)[sources] if self.changes else colours


def measure_exposure(
    pictures: Sequence[NDArray[np.uint8]],
    blinds: Sequence[NDArray[np.bool_]],
    seen: Sequence[Flow],
    pool: Pool,
) -> Exposure:
    """Compare each two neighbours along the motion between them.

    Parameters
    ----------
    pictures : sequence of ndarray
        n, H x W x 3, uint8.
    blinds : sequence of ndarray
        n - 1, H x W, bool; where neither motion nor picture is to be believed.
    seen : sequence of Flow
        n - 1; from each picture to the next.
    pool : Pool
        Does the work.
    """
    steps = pool.map(_log_ratio, pictures[:-1], pictures[1:], seen, blinds)
    logs = np.cumsum([np.zeros(3), *steps], axis=0)
    # Against the middle of the run, so that no picture is far from the common exposure.
    logs -= np.median(logs, axis=0)
    logs[:, np.ptp(logs, axis=0) < _NOTICEABLE] = 0
    return Exposure(np.exp(logs).astype(np.float32))


def _log_ratio(
    before: NDArray[np.uint8], after: NDArray[np.uint8], flow: Flow, blind: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Median logarithm of what each channel is multiplied by; 0 where too little is seen or it varies."""
    height, width = blind.shape
    ys, xs = (axis.ravel() for axis in np.mgrid[0:height:_GRID_PX, 0:width:_GRID_PX])
    step = flow[ys, xs]
    x, y = (xs + step[:, 0]).astype(np.float32), (ys + step[:, 1]).astype(np.float32)
    there = cv2.remap(after, x[None, :], y[None, :], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[0]
    here = before[ys, xs]
    inside = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
    both = np.concatenate([here, there], 1)
    telling = inside & ~blind[ys, xs] & (both > _DARKEST).all(1) & (both < _BRIGHTEST).all(1)
    if np.count_nonzero(telling) < _FEWEST_PLACES:
        return np.zeros(3)
    ratios = np.log(there[telling].astype(np.float64) / here[telling])
    low, middle, high = np.quantile(ratios, (0.25, 0.5, 0.75), axis=0)
    return np.where(high - low < _MOST_SPREAD, middle, 0.0)
