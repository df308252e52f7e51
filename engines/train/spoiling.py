"""The mask before as training shows it: missing, a little wrong, quite wrong, or left behind by the picture.

The shares are those of the mobile segmentation network: 25 % empty, 40 % minor, 20 % major, 15 % warped.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import cv2
import numpy as np

from engines.train.material import SoftMask
from engines.train.warps import Affine, Random, about, bent, moved, shifted, spline_field, turned


class Treatment(Enum):
    """What is done to the mask before."""

    EMPTY = "empty"
    """The network has to find the object by itself: a first frame, a new object."""

    MINOR = "minor"
    """It learns to refine."""

    MAJOR = "major"
    """It learns to throw away."""

    WARPED = "warped"
    """The picture bends and the mask does not: a fast camera."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How often each treatment comes.

    Attributes
    ----------
    empty, minor, major, warped : float
        They add up to 1.
    """

    empty: float = 0.25
    minor: float = 0.4
    major: float = 0.2
    warped: float = 0.15

    def draw(self, random: Random) -> Treatment:
        """Choose one."""
        weights = [self.empty, self.minor, self.major, self.warped]
        return list(Treatment)[int(random.choice(4, p=np.array(weights) / sum(weights)))]


WARP_JITTER = 0.1
"""How far a fast camera bends the picture, as a share of its side."""

_BLOTCHED = 0.5


def spoiled(mask: SoftMask, treatment: Treatment, random: Random) -> SoftMask:
    """Spoil a true mask.

    Parameters
    ----------
    mask : ndarray
        H x H, float32, 0 to 1; for `WARPED` that of the picture before it was bent.
    treatment : Treatment
        How.
    random : Generator
        Where the amounts come from.
    """
    if treatment is Treatment.EMPTY:
        return np.zeros_like(mask)
    if treatment is Treatment.MAJOR:
        return _softened(_moved(mask, _change(random, len(mask), 0.5, 2.0, 45)), random)
    if treatment is Treatment.MINOR:
        mask = _moved(mask, _change(random, len(mask), 0.05, 1.05, 5))
        if random.random() < _BLOTCHED:
            mask = blotched(mask, random)
        if random.random() < _BLOTCHED:
            mask = bent(mask, spline_field(random, len(mask), 0.04))
    return _softened(mask, random)


def blotched(mask: SoftMask, random: Random) -> SoftMask:
    """Add or take away up to three round places about the outline, as a propagation that errs would."""
    edge = np.argwhere(cv2.morphologyEx((mask > 0.5).astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3))))
    result = mask.copy()
    if not len(edge):
        return result
    for _ in range(int(random.integers(1, 4))):
        row, column = edge[int(random.integers(len(edge)))]
        axes = tuple(int(one) for one in random.uniform(0.02, 0.14, 2) * len(mask))
        value = float(random.random() < 0.5)
        cv2.ellipse(result, (int(column), int(row)), axes, float(random.uniform(0, 180)), 0, 360, value, -1)
    return result


def _change(random: Random, size_px: int, shift: float, scale: float, angle_deg: float) -> Affine:
    factor = float(np.exp(random.uniform(-np.log(scale), np.log(scale))))
    x_px, y_px = random.uniform(-shift, shift, 2) * size_px
    turn = turned(float(random.uniform(-angle_deg, angle_deg)), factor)
    return shifted(x_px, y_px) @ about((size_px / 2, size_px / 2), turn)


def _moved(mask: SoftMask, change: Affine) -> SoftMask:
    return moved(mask, change, len(mask))


def _softened(mask: SoftMask, random: Random) -> SoftMask:
    sigma_px = float(random.uniform(0.3, 3.0))
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), sigma_px), np.float32)
