"""An object that was hidden or has left the picture: what is remembered of it, and finding it again."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from engines.propagate.flow.view import Plane

_LOST_SHARE = 0.2
_USUAL_RATE = 0.1
_GROWTH = 1.12
_MOST_GROWTH = 3.0
_FOUND_LOWEST, _FOUND_HIGHEST = 0.25, 2.5
_SURE_ODDS = 1.0
_SMOOTHING_PX = 2.0


@dataclass(slots=True)
class Sighting:
    """Where and how large an object was when it was last seen well.

    Attributes
    ----------
    area_px : float
        Its usual area, in pixels of the picture.
    box : tuple of int
        Left, top, width, height in the picture.
    missing : int
        Frames since then.
    """

    area_px: float
    box: tuple[int, int, int, int]
    missing: int = 0

    def is_lost(self, area_px: float) -> bool:
        """Whether so small an area is hardly the object any more."""
        return area_px < _LOST_SHARE * self.area_px

    def see(self, area_px: float, box: tuple[int, int, int, int]) -> None:
        """Take a frame in on which it is seen."""
        self.area_px += _USUAL_RATE * (area_px - self.area_px)
        self.box = box
        self.missing = 0

    def miss(self) -> None:
        """Take a frame in on which it is not."""
        self.missing += 1

    @property
    def search_box(self) -> tuple[int, int, int, int]:
        """Where to look for it: around its last place, the further the longer it is gone."""
        left, top, width, height = self.box
        growth = min(_MOST_GROWTH, _GROWTH**self.missing)
        wide, high = round(width * growth), round(height * growth)
        return left - (wide - width) // 2, top - (high - height) // 2, wide, high


def found_again(odds: Plane, wanted_px: float) -> Plane | None:
    """Find something of the object's colours and about its size.

    Parameters
    ----------
    odds : ndarray of float32
        H x W: how much the key frames' colours speak for the object.
    wanted_px : float
        The object's usual area, in pixels of the view.

    Returns
    -------
    ndarray of float32 or None
        H x W, 0 to 1; None where there is no such thing.
    """
    smooth = cv2.GaussianBlur(odds, (0, 0), _SMOOTHING_PX)
    count, labels, facts, _ = cv2.connectedComponentsWithStats((smooth > _SURE_ODDS).astype(np.uint8))
    if count < 2:
        return None
    areas = facts[1:, cv2.CC_STAT_AREA]
    best = int(areas.argmax()) + 1
    if not _FOUND_LOWEST * wanted_px <= facts[best, cv2.CC_STAT_AREA] <= _FOUND_HIGHEST * wanted_px:
        return None
    return np.where(labels == best, 1 / (1 + np.exp(-smooth)), 0).astype(np.float32)
