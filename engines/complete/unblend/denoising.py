"""Noise that un-blending multiplied, averaged away along the motion that un-blending made visible.

Taking an overlay off multiplies the coding noise below it. Beside the overlay, and below it in other frames,
the same background was coded with other noise; once all frames are un-blended, motion can be followed through
the overlay as if it were not there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.unblend.overlay import Planes

_STEPS = (-8, -4, -2, -1, 1, 2, 4, 8)
_AGREEMENT_PX = 9
_LEAST_VARIANCE = 1e-3
UNKNOWN_VARIANCE = 1e6
"""Variance of pixels that say nothing."""
BYTES_A_PIXEL = (_STEPS[-1] - _STEPS[0] + 1) * 13 + 160
"""What averaging holds at its peak."""


class Denoiser:
    """Averages consecutive pictures along their motion, each pixel by its certainty.

    Parameters
    ----------
    count : int
        How many there are.
    picture, variance : callable
        Give one of them, and the variance of its noise in levels squared, `UNKNOWN_VARIANCE` where nothing is
        known: H x W x 3 each, luma and chroma in levels of 8 bit.
    """

    def __init__(
        self, count: int, picture: Callable[[int], Planes], variance: Callable[[int], Planes]
    ) -> None:
        self._count, self._read, self._variance = count, picture, variance
        self._kept: dict[int, tuple[Planes, NDArray[np.uint8]]] = {}
        self._motion = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)

    def picture(self, at: int) -> tuple[Planes, Planes]:
        """Average one of the pictures with those before and after it.

        Returns
        -------
        picture, variance : Planes
            H x W x 3 each.
        """
        self._kept = {index: one for index, one in self._kept.items() if abs(index - at) <= _STEPS[-1]}
        (own, _), own_variance = self._known(at), self._variance(at)
        weights = 1 / own_variance
        total = own * weights
        for step in _STEPS:
            other = at + step
            if not 0 <= other < self._count:
                continue
            there, noise = self._fetched(at, other)
            # What differs by more than the noise of both is something else: occluded, or wrongly followed.
            apart = cv2.blur(np.square(there - own), (_AGREEMENT_PX, _AGREEMENT_PX))
            error = np.maximum(apart - noise - own_variance, 0)
            weight = 1 / (noise + error + np.float32(_LEAST_VARIANCE))
            total += weight * there
            weights += weight
        return cast("Planes", total / weights), cast("Planes", 1 / weights)

    def _fetched(self, at: int, other: int) -> tuple[Planes, Planes]:
        """Bring another picture to where this one shows the same."""
        (_, grey), (picture, other_grey) = self._known(at), self._known(other)
        flow = self._motion.calc(grey, other_grey, np.empty(0, np.float32))
        places = _places(*grey.shape)
        across, down = places[..., 0] + flow[..., 0], places[..., 1] + flow[..., 1]
        there = cv2.remap(picture, across, down, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
        variance = self._variance(other)
        noise = cv2.remap(variance, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        height, width = grey.shape
        is_outside = (across < 0) | (down < 0) | (across > width - 1) | (down > height - 1)
        noise[is_outside] = UNKNOWN_VARIANCE
        return cast("Planes", there), cast("Planes", noise)

    def _known(self, at: int) -> tuple[Planes, NDArray[np.uint8]]:
        """Give a picture and its grey."""
        if at not in self._kept:
            picture = self._read(at)
            self._kept[at] = picture, np.clip(np.rint(picture[..., 0]), 0, 255).astype(np.uint8)
        return self._kept[at]


def _places(height: int, width: int) -> NDArray[np.float32]:
    """Column and row of each pixel: H x W x 2."""
    rows, columns = np.mgrid[:height, :width].astype(np.float32)
    return np.dstack([columns, rows])
