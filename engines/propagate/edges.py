"""From a matte found on a small picture to soft edges at full size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.propagate.contract import Matte, Rgb8, SoftMatte

Plane = NDArray[np.float32]
Image = TypeVar("Image", NDArray[np.uint8], NDArray[np.float32])

_FLATNESS = 4e-4
_RADIUS = 2
_MARGIN_PX = 12
_STEEPNESS = 1.6
_SPECK = 8


def refined(matte: SoftMatte, small: Rgb8, full: Rgb8) -> Matte:
    """Lay the matte's edge along the edges of the full picture (fast guided filter, He and Sun 2015).

    Parameters
    ----------
    matte : SoftMatte
        At the size of the small picture.
    small, full : Rgb8
        One frame in two sizes, or twice in the same.

    Returns
    -------
    Matte
        Of the full picture's size; exactly black where the object is nowhere near.
    """
    rows, columns = full.shape[:2]
    found: Matte = np.zeros((rows, columns), np.uint8)
    box = _box(matte)
    if box is None:
        return found
    inner = _Rectangle.of(box, matte.shape)
    outer = inner.scaled(columns / matte.shape[1], rows / matte.shape[0], full.shape)
    line = _Line.through(inner.of_image(matte), _light(inner.of_image(small)))
    light = _light(outer.of_image(full))
    size = light.shape[1], light.shape[0]
    soft = cv2.resize(line.slope, size) * light + cv2.resize(line.offset, size)
    steep = ((soft - 0.5) * _STEEPNESS + 0.5).clip(0, 1) * 255
    levels = np.rint(steep).astype(np.uint8)
    levels[levels < _SPECK] = 0
    levels[levels > 255 - _SPECK] = 255
    found[outer.rows, outer.columns] = levels
    return found


@dataclass(frozen=True, slots=True)
class _Rectangle:
    """Part of a picture."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, box: tuple[int, int, int, int], shape: tuple[int, ...]) -> _Rectangle:
        """Take a box with a margin, as far as the picture goes."""
        left, top, width, height = box
        return cls(
            max(0, top - _MARGIN_PX),
            max(0, left - _MARGIN_PX),
            min(shape[0], top + height + _MARGIN_PX),
            min(shape[1], left + width + _MARGIN_PX),
        )

    @property
    def rows(self) -> slice:
        return slice(self.top, self.bottom)

    @property
    def columns(self) -> slice:
        return slice(self.left, self.right)

    def scaled(self, across: float, down: float, shape: tuple[int, ...]) -> _Rectangle:
        """Find the same part of the picture in another size."""
        return _Rectangle(
            round(self.top * down),
            round(self.left * across),
            min(shape[0], round(self.bottom * down)),
            min(shape[1], round(self.right * across)),
        )

    def of_image(self, image: Image) -> Image:
        """Cut it out."""
        return image[self.rows, self.columns]


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """The matte as a linear function of lightness, another one around each pixel."""

    slope: Plane
    offset: Plane

    @classmethod
    def through(cls, share: Plane, light: Plane) -> _Line:
        """Fit it."""
        mean_share, mean_light = _mean(share), _mean(light)
        spread = _mean(light * light) - mean_light * mean_light + np.float32(_FLATNESS)
        slope = (_mean(share * light) - mean_share * mean_light) / spread
        offset = mean_share - slope * mean_light
        return cls(_mean(slope), _mean(offset))


def _box(matte: SoftMatte) -> tuple[int, int, int, int] | None:
    found = (matte > 0.02).astype(np.uint8)
    if not found.any():
        return None
    left, top, width, height = cv2.boundingRect(found)
    return left, top, width, height


def _light(rgb: Rgb8) -> Plane:
    grey = cv2.cvtColor(np.ascontiguousarray(rgb), cv2.COLOR_RGB2GRAY)
    return (grey.astype(np.float32) / np.float32(255)).astype(np.float32, copy=False)


def _mean(plane: NDArray[np.floating]) -> Plane:
    size = 2 * _RADIUS + 1
    return cv2.boxFilter(plane, -1, (size, size)).astype(np.float32, copy=False)
