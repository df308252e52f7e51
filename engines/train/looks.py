"""What light, lens and sensor do to a picture, at random."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.train.material import Rgb8
from engines.train.warps import Random


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is lit and taken.

    Attributes
    ----------
    gains : tuple of float
        Of red, green and blue.
    gamma : float
        Exponent of the tone curve.
    blur_px, noise : float
        Sigma of the defocus, and of the noise in code values of 8 bit.
    """

    gains: tuple[float, float, float]
    gamma: float
    blur_px: float
    noise: float

    def near(self, random: Random) -> Look:
        """Draw the look of a frame of the same shot."""
        gains = np.array(self.gains) * np.exp(random.normal(0, 0.04)) * np.exp(random.normal(0, 0.015, 3))
        blur_px = float(max(0.0, self.blur_px + random.normal(0, 0.3)))
        return Look(_three(gains), self.gamma * float(np.exp(random.normal(0, 0.04))), blur_px, self.noise)


def draw_look(random: Random) -> Look:
    """Draw the look of a shot."""
    gains = np.exp(random.normal(0, 0.15)) * np.exp(random.normal(0, 0.08, 3))
    blur_px = float(random.uniform(0, 1.2)) if random.random() < 0.3 else 0.0
    return Look(_three(gains), float(np.exp(random.normal(0, 0.15))), blur_px, float(random.uniform(0, 6)))


def developed(rgb: Rgb8, look: Look, random: Random) -> Rgb8:
    """Give a picture a look; the noise is drawn afresh.

    Parameters
    ----------
    rgb : ndarray
        H x W x 3, uint8.
    look : Look
        How.
    random : Generator
        Of the noise.
    """
    codes = np.arange(256, dtype=np.float32)[:, None] / 255
    table = 255 * np.clip(codes**look.gamma * np.array(look.gains, np.float32), 0, 1)
    picture = cv2.LUT(rgb, np.rint(table).astype(np.uint8).reshape(256, 1, 3))
    if look.blur_px > 0.2:
        picture = cv2.GaussianBlur(picture, (0, 0), look.blur_px)
    if look.noise < 0.5:
        return np.asarray(picture, np.uint8)
    grain = random.standard_normal(picture.shape, dtype=np.float32) * np.float32(look.noise)
    return np.asarray(np.clip(picture + grain, 0, 255), np.uint8)


def streak(length_px: float, angle_deg: float) -> NDArray[np.float32]:
    """Return the kernel of a motion blur: a line through the middle that adds up to 1."""
    side = 2 * int(np.ceil(length_px / 2)) + 1
    kernel = np.zeros((side, side), np.float32)
    half = length_px / 2 * np.array([np.cos(np.deg2rad(angle_deg)), np.sin(np.deg2rad(angle_deg))])
    centre = side // 2
    ends = [tuple(round(float(one)) for one in centre + sign * half) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0)
    kernel /= kernel.sum()
    return kernel


def _three(gains: NDArray[np.float64]) -> tuple[float, float, float]:
    return float(gains[0]), float(gains[1]), float(gains[2])
