"""The pixels that a matte is evaluated on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.masks.evaluate.areas import Area

Coordinates = NDArray[np.float64]
Indices = NDArray[np.intp]

_FARTHEST_PX = 30_000.0


@dataclass(frozen=True, slots=True)
class PixelGrid:
    """Size of a picture.

    Shapes and brushes are worked out in square pixels of the picture's height, so that a brush is round as
    the picture is seen; only the rasteriser sees the picture's own pixels.

    Attributes
    ----------
    width, height : int
        In pixels.
    pixel_aspect : float
        Width of a pixel over its height.
    """

    width: int
    height: int
    pixel_aspect: float = 1.0

    @property
    def area(self) -> Area:
        """All of it."""
        return Area(0, 0, self.width, self.height)

    @property
    def units(self) -> Coordinates:
        """Width and height in square pixels."""
        return np.array([self.width * self.pixel_aspect, self.height], np.float64)

    def to_pixels(self, square: Coordinates) -> Coordinates:
        """Take places in square pixels to the picture's own."""
        return self.brought_near(square) / (self.pixel_aspect, 1)

    @staticmethod
    def brought_near(square: Coordinates) -> Coordinates:
        """Bring what lies far outside to where the rasteriser still counts exactly."""
        return square.clip(-_FARTHEST_PX, _FARTHEST_PX)

    def area_around(self, across: Sequence[float], down: Sequence[float], margin_px: float) -> Area:
        """Box of whole pixels around places in square pixels, with a margin, within the picture."""
        aspect = self.pixel_aspect
        return Area(
            math.floor((min(across) - margin_px) / aspect),
            math.floor(min(down) - margin_px),
            math.ceil((max(across) + margin_px) / aspect),
            math.ceil(max(down) + margin_px),
        ).meet(self.area)
