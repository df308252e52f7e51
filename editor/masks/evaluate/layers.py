"""One layer at one frame: how it is drawn, and what it does to the matte below it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from editor.masks.codec import decode_matte
from editor.masks.evaluate.areas import BLACK, Area, Patch
from editor.masks.evaluate.drawing import drawn_brush, drawn_line, drawn_pressed_brush, drawn_surface
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.evaluate.outlines import outline_of
from editor.masks.evaluate.patch_cache import PatchCache
from editor.masks.evaluate.polylines import flattened
from editor.masks.evaluate.poses import Pose, pose_at
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import Layer
from editor.masks.model.shapes import Operation, Shape
from editor.masks.model.strokes import PressureUse, Stroke, unpack_points
from editor.masks.model.tracks import PlanarTrack

Pictures = Callable[[str], bytes]
"""Fetches an encoded matte by its digest."""


@dataclass(frozen=True, slots=True)
class DrawnLayer:
    """A layer as it is at a frame.

    Attributes
    ----------
    key : hashable
        Equal for layers that draw the same.
    operation : Operation
        What it does to the matte below it.
    patch : Patch
        Its pixels.
    """

    key: Hashable
    operation: Operation
    patch: Patch


class LayerPainter:
    """Draws layers, each once.

    Parameters
    ----------
    grid : PixelGrid
        The pixels.
    pictures : callable
        Fetches encoded mattes.
    cache_bytes : int
        So much the drawn layers may take that are kept.
    """

    def __init__(self, grid: PixelGrid, pictures: Pictures, cache_bytes: int) -> None:
        self._grid = grid
        self._pictures = pictures
        self._cache = PatchCache(cache_bytes)

    @property
    def cached_bytes(self) -> int:
        """How much the layers take that are kept."""
        return self._cache.size_bytes

    def draw(self, layer: Layer, frame: int, tracks: Mapping[int, PlanarTrack]) -> DrawnLayer:
        """Draw a layer that is there on a frame."""
        if isinstance(layer, Shape):
            return self._draw_shape(layer, pose_at(layer, frame, tracks))
        if isinstance(layer, Stroke):
            key: Hashable = (layer.points, layer.size, layer.hardness, layer.pressure)
            operation = Operation.SUBTRACT if layer.is_erasing else Operation.ADD
            return DrawnLayer(
                (operation, key), operation, self._cache.get(key, lambda: _stroke(layer, self._grid))
            )
        patch = self._cache.get(layer.digest, lambda: self._picture(layer.digest))
        return DrawnLayer(layer.digest, Operation.ADD, patch)

    def _draw_shape(self, shape: Shape, pose: Pose) -> DrawnLayer:
        key = (shape.kind, shape.is_closed, shape.line_width, pose)
        patch = self._cache.get(key, lambda: _shape(shape, pose, self._grid))
        return DrawnLayer((shape.operation, key), shape.operation, patch)

    def _picture(self, digest: str) -> Patch:
        matte = _fitted(decode_matte(self._pictures(digest)), self._grid)
        left, top, width, height = cv2.boundingRect(matte)
        area = Area(left, top, left + width, top + height)
        return Patch(area, matte[area.within(self._grid.area)].copy()) if width else BLACK


def layers_on(layers: Sequence[Layer], frame: int, matte_class: MatteClass) -> list[Layer]:
    """Choose the layers that make a matte of an object at a frame, the lowest first."""
    there: list[Layer] = []
    for layer in reversed(layers):
        if layer.matte_class is not matte_class:
            continue
        if isinstance(layer, FrameMatte):
            if layer.frame == frame:
                there.append(layer)
                break
        elif frame in layer.span:
            there.append(layer)
    return there[::-1]


def _shape(shape: Shape, pose: Pose, grid: PixelGrid) -> Patch:
    line = flattened(outline_of(shape.kind, shape.is_closed, pose, grid))
    if shape.is_closed:
        return drawn_surface(line, grid)
    return drawn_line(line, shape.line_width * grid.height, grid)


def _stroke(stroke: Stroke, grid: PixelGrid) -> Patch:
    points = unpack_points(stroke.points).astype(np.float64)
    places, pressure = points[:, :2] * grid.units, points[:, 2]
    radius_px = stroke.size * grid.height / 2
    if stroke.pressure is PressureUse.NOTHING or (pressure == 1).all():
        return drawn_brush(places, radius_px, stroke.hardness, grid)
    if stroke.pressure is PressureUse.SIZE:
        radii, hardness = radius_px * pressure, np.full(len(points), stroke.hardness)
    else:
        radii, hardness = np.full(len(points), radius_px), stroke.hardness * pressure
    return drawn_pressed_brush(places, radii, hardness, grid)


def _fitted(matte: Matte, grid: PixelGrid) -> Matte:
    """Bring a matte of another size to the grid's."""
    height, width = matte.shape
    if (height, width) == (grid.height, grid.width):
        return matte
    is_smaller = grid.width <= width and grid.height <= height
    how = cv2.INTER_AREA if is_smaller else cv2.INTER_LINEAR
    return cv2.resize(matte, (grid.width, grid.height), interpolation=how).astype(np.uint8, copy=False)
