"""Outlines as annotation programs give them, and the map that objects make together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from editor.datasets.importing.found import Corners, LabelMap, Region
from editor.masks.errors import MaskValueError
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.evaluate.outline_raster import OutlineRaster
from editor.masks.levels import Matte

MOST_OBJECTS = 255
_FEWEST_CORNERS = 3
_INSIDE = 128
_ROUND_CORNERS = 72


def polygon(places: Iterable[Sequence[float]]) -> Corners:
    """Take corners as pairs of x and y.

    Raises
    ------
    MaskValueError
        If they enclose nothing, or are no numbers.
    """
    corners = np.array([(float(x), float(y)) for x, y in places], np.float64).reshape(-1, 2)
    if len(corners) < _FEWEST_CORNERS:
        raise MaskValueError("an outline has fewer than three corners", remedy="draw it again")
    if not np.isfinite(corners).all():
        raise MaskValueError("an outline has corners that are no numbers", remedy="draw it again")
    return corners


def box(left: float, top: float, width: float, height: float) -> Corners:
    """Take a box by its corner and size; a negative size goes the other way.

    Raises
    ------
    MaskValueError
        If it has no area.
    """
    if not width * height:
        raise MaskValueError("a box has no area", remedy="draw it again")
    right, bottom = left + width, top + height
    return polygon([(left, top), (right, top), (right, bottom), (left, bottom)])


def ellipse(x: float, y: float, across: float, down: float, turn: float = 0) -> Corners:
    """Take an ellipse by its middle and half its axes, turned clockwise by radians.

    Raises
    ------
    MaskValueError
        If it has no area.
    """
    if across <= 0 or down <= 0:
        raise MaskValueError("an ellipse has no area", remedy="draw it again")
    angles = np.linspace(0, math.tau, _ROUND_CORNERS, endpoint=False)
    right, below = across * np.cos(angles), down * np.sin(angles)
    cosine, sine = math.cos(turn), math.sin(turn)
    return polygon(
        np.stack([x + right * cosine - below * sine, y + right * sine + below * cosine], axis=1).tolist()
    )


class MapPainter:
    """Paints objects into maps; belongs to one thread."""

    def __init__(self) -> None:
        self._raster = OutlineRaster()

    def painted(self, regions: Sequence[Region], width: int, height: int) -> LabelMap:
        """Paint a map: each object has its number, from 1 in the order given.

        Where objects overlap the smaller one shows, as it would be hidden otherwise; past the 255th, the
        smallest are left out.

        Parameters
        ----------
        regions : sequence of Region
            The objects.
        width, height : int
            Of the picture.

        Raises
        ------
        MaskValueError
            If a mask is not of the picture's size, or its runs are damaged.
        """
        masks = [self._inside(region, width, height) for region in regions]
        return together(masks, width, height)

    def _inside(self, region: Region, width: int, height: int) -> Matte:
        grid = PixelGrid(width, height)
        inside = np.zeros((height, width), np.uint8)
        for patch in self._raster.filled(region.outlines, grid):
            np.maximum(inside, patch.over(grid.area), out=inside)
        if region.mask is not None:
            mask = region.mask(width, height)
            if mask.shape != inside.shape:
                sizes = f"{mask.shape[1]}x{mask.shape[0]}, the picture {width}x{height}"
                raise MaskValueError(f"a mask is {sizes}", remedy="export it again")
            np.maximum(inside, mask, out=inside)
        return inside


def together(masks: Sequence[Matte], width: int, height: int) -> LabelMap:
    """Lay mattes over each other as a map, the smaller above; see `MapPainter.painted`."""
    labels = np.zeros((height, width), np.uint8)
    insides = [mask >= _INSIDE for mask in masks]
    by_area = sorted(range(len(masks)), key=lambda at: -int(insides[at].sum()))[:MOST_OBJECTS]
    numbers = {at: number for number, at in enumerate(sorted(by_area), start=1)}
    for at in by_area:
        labels[insides[at]] = numbers[at]
    return labels
