"""Parts of a picture, and pixels that cover one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

import numpy as np

from editor.masks.levels import Matte


class Area(NamedTuple):
    """A box of whole pixels.

    Attributes
    ----------
    left, top, right, bottom : int
        In pixels; right and bottom are outside.
    """

    left: int
    top: int
    right: int
    bottom: int

    @property
    def is_empty(self) -> bool:
        """Whether there is no pixel in it."""
        return self.left >= self.right or self.top >= self.bottom

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width."""
        return max(0, self.bottom - self.top), max(0, self.right - self.left)

    def meet(self, other: Area) -> Area:
        """Pixels that lie in both."""
        return Area(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def join(self, other: Area) -> Area:
        """Smallest box around both."""
        if self.is_empty or other.is_empty:
            return other if self.is_empty else self
        return Area(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def widened(self, margin_px: int) -> Area:
        """Let an area that is not empty grow to all sides."""
        if self.is_empty:
            return self
        return Area(
            self.left - margin_px, self.top - margin_px, self.right + margin_px, self.bottom + margin_px
        )

    def within(self, other: Area) -> tuple[slice, slice]:
        """Lines and columns of this area in an array that covers another."""
        return (
            slice(self.top - other.top, self.bottom - other.top),
            slice(self.left - other.left, self.right - other.left),
        )


NOWHERE = Area(0, 0, 0, 0)


def around(areas: Iterable[Area]) -> Area:
    """Smallest box around all."""
    return reduce(Area.join, areas, NOWHERE)


@dataclass(frozen=True, slots=True)
class Patch:
    """A matte that is black outside an area.

    Attributes
    ----------
    area : Area
        Where its pixels lie in the picture.
    pixels : ndarray of uint8
        Of the area's height and width.
    """

    area: Area
    pixels: Matte

    def over(self, area: Area) -> Matte:
        """Pixels over any other area: a view where this one covers it, else a copy."""
        shared = self.area.meet(area)
        if shared == area:
            return self.pixels[area.within(self.area)]
        whole = np.zeros(area.shape, np.uint8)
        if not shared.is_empty:
            whole[shared.within(area)] = self.pixels[shared.within(self.area)]
        return whole


BLACK = Patch(NOWHERE, np.zeros((0, 0), np.uint8))
