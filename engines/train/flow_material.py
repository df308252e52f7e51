"""What the completion of motion is learned from: short clips, some with true motion, and made-up holes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.motion import Motion
from engines.train.material import Rgb8
from engines.train.warps import Random

_CONTOUR_POINTS = 12
_STILL = 0.4
_LEAST_SHARE, _LARGEST_SHARE = 0.01, 0.14
_FASTEST_PX = 7.0
_SWAY = 0.04


@dataclass(frozen=True, slots=True, eq=False)
class FlowClip:
    """Consecutive frames without a cut.

    Attributes
    ----------
    frames : sequence of Rgb8
        n, all of one size.
    truth : Motion or None
        How what is seen moves, where that is known; otherwise it is measured on the frames.
    """

    frames: Sequence[Rgb8]
    truth: Motion | None = None


class FlowSource(Protocol):
    """Gives clips."""

    @property
    def name(self) -> str:
        """What it is, for people."""

    def clip(self, random: Random) -> FlowClip:
        """Choose, or make up, a clip."""


def draw_holes(count: int, shape: tuple[int, int], random: Random) -> list[NDArray[np.bool_]]:
    """Make up the hole of each frame: one that stays, or a silhouette that passes and sways.

    Parameters
    ----------
    count : int
        Frames.
    shape : tuple of int
        Height and width.
    random : Generator
        What decides everything.
    """
    height, width = shape
    share = np.exp(random.uniform(np.log(_LEAST_SHARE), np.log(_LARGEST_SHARE)))
    radius = np.sqrt(share * height * width / np.pi)
    contour = _contour(random) * radius
    centre = random.uniform(0.15, 0.85, 2) * (width, height)
    if random.random() < _STILL:
        return [_filled(contour + centre, shape)] * count
    speed = random.uniform(-1, 1, 2) * (_FASTEST_PX, _FASTEST_PX / 3)
    start = centre - speed * (count - 1) / 2
    sway, phase = random.normal(0, _SWAY * radius, contour.shape), random.uniform(0, 2 * np.pi, len(contour))
    return [
        _filled(contour + sway * np.sin(phase + at * 0.6)[:, None] + start + speed * at, shape)
        for at in range(count)
    ]


def _contour(random: Random) -> NDArray[np.float64]:
    """Corners around 0, about 1 away."""
    angles = np.linspace(0, 2 * np.pi, _CONTOUR_POINTS, endpoint=False)
    radius = np.exp(random.normal(0, 0.25, _CONTOUR_POINTS))
    stretch = np.exp(random.normal(0, 0.4))
    return np.column_stack([np.cos(angles) * radius * stretch, np.sin(angles) * radius / stretch])


def _filled(corners: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.bool_]:
    mask = np.zeros(shape, np.uint8)
    cv2.fillPoly(mask, [np.rint(corners).astype(np.int32)], 1)
    return mask > 0
