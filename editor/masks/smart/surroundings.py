"""The surroundings of clicks, small, with the clicks drawn on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.masks.errors import MaskValueError
from editor.masks.evaluate.areas import Area
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import Seed

Rgb = NDArray[np.uint8] | NDArray[np.uint16]
Mask = NDArray[np.bool_]

_WORKING_SIDE_PX = 224
_CLICK_RADIUS = 0.02
_FARTHEST_PX = 1e4


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is looked at.

    Attributes
    ----------
    picture : Area
        The whole picture.
    area : Area
        The part of it.
    crop : ndarray of uint8
        Its pixels, h x w x 3, RGB.
    lab : ndarray of uint8
        The same, small: H x W x 3.
    """

    picture: Area
    area: Area
    crop: NDArray[np.uint8]
    lab: NDArray[np.uint8]

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of the small picture."""
        height, width = self.lab.shape[:2]
        return height, width

    @property
    def pixels_per_height(self) -> float:
        """How many of the small picture's pixels the whole picture is high."""
        return self.picture.bottom * self.shape[0] / self.area.shape[0]

    def marked(self, seeds: Sequence[Seed]) -> Mask:
        """Draw clicks and scribbles on the small picture: H x W."""
        marks = np.zeros(self.shape, np.uint8)
        scale = self.shape[0] / self.area.shape[0]
        for seed in seeds:
            places = np.array(seed.points) * (self.picture.right, self.picture.bottom)
            way = (places - (self.area.left, self.area.top)) * scale
            # What was clicked on is the pixel that a place lies in; a line needs two of them.
            corners = np.floor(way.clip(-_FARTHEST_PX, _FARTHEST_PX)).astype(np.int32)
            thickness_px = max(2 * _CLICK_RADIUS * self.shape[0], seed.size * self.pixels_per_height)
            cv2.polylines(marks, [corners[[*range(len(way)), -1]]], False, 1, max(1, round(thickness_px)))
        return marks > 0

    def shrunk(self, matte: Matte) -> NDArray[np.float32]:
        """Bring a matte of the whole picture to the small one: H x W, 0 to 1."""
        part = matte[self.area.within(self.picture)].astype(np.float32) / 255
        small = cv2.resize(part, self.shape[::-1], interpolation=cv2.INTER_AREA)
        return small.astype(np.float32, copy=False)


def surroundings_of(rgb: Rgb, seeds: Sequence[Seed], reach: float) -> Surroundings:
    """Cut out what lies around the clicks on the object.

    Parameters
    ----------
    rgb : ndarray of uint8 or uint16
        H x W x 3.
    seeds : sequence of Seed
        All clicks.
    reach : float
        How far around, as a fraction of the picture's height.

    Raises
    ------
    MaskValueError
        If no click lies on the object and on the picture.
    """
    height, width = rgb.shape[:2]
    picture = Area(0, 0, width, height)
    area = _around(_on_object(seeds) * (width, height), max(1.0, reach * height)).meet(picture)
    part = rgb[area.within(picture)]
    crop = (part >> 8 if part.dtype == np.uint16 else part).astype(np.uint8)
    scale = min(1.0, _WORKING_SIDE_PX / max(area.shape))
    size = max(2, round(area.shape[1] * scale)), max(2, round(area.shape[0] * scale))
    small = cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
    return Surroundings(
        picture, area, crop, cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.uint8, copy=False)
    )


def _on_object(seeds: Sequence[Seed]) -> NDArray[np.float64]:
    places = [place for seed in seeds if not seed.is_background for place in seed.points]
    inside = [(x, y) for x, y in places if 0 <= x <= 1 and 0 <= y <= 1]
    if not inside:
        raise MaskValueError("no click lies on the object", remedy="click on what is to be selected")
    return np.array(inside, np.float64)


def _around(places_px: NDArray[np.float64], margin_px: float) -> Area:
    left, top = np.floor(places_px.min(axis=0) - margin_px).astype(int).tolist()
    right, bottom = np.ceil(places_px.max(axis=0) + margin_px).astype(int).tolist()
    return Area(left, top, right, bottom)
