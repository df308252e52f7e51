"""One layer at one frame: how it is drawn, and what it does to the matte below it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from editor.masks.codec import decode_matte
from editor.masks.evaluate.areas import BLACK, Area, Patch
from editor.masks.evaluate.drawing import drawn
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.evaluate.outline_raster import OutlineRaster
from editor.masks.evaluate.outlines import outline_of
from editor.masks.evaluate.patch_cache import PatchCache
from editor.masks.evaluate.polylines import flattened
from editor.masks.evaluate.poses import Pose, pose_at
from editor.masks.evaluate.sketches import Sketch, sketch_of_line, sketch_of_stroke, sketch_of_surface
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import Layer
from editor.masks.model.shapes import Operation, Shape
from editor.masks.model.strokes import Stroke
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


@dataclass(frozen=True, slots=True)
class _Plan:
    """A layer at a frame before it is drawn; `pose` is that of a shape."""

    key: Hashable
    operation: Operation
    layer: Layer
    pose: Pose | None = None


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
        self._raster = OutlineRaster()

    @property
    def cached_bytes(self) -> int:
        """How much the layers take that are kept."""
        return self._cache.size_bytes

    def draw(
        self, layers: Sequence[Layer], frame: int, tracks: Mapping[int, PlanarTrack]
    ) -> list[DrawnLayer]:
        """Draw layers that are there on a frame; those that are new together, which is quicker."""
        plans = [_plan(layer, frame, tracks) for layer in layers]
        patches = {plan.key: self._cache.get(plan.key) for plan in plans}
        missing = {plan.key: plan for plan in plans if patches[plan.key] is None}
        fresh = self._fresh(list(missing.values()))
        for key, patch in fresh.items():
            self._cache.keep(key, patch)
        return [
            DrawnLayer((plan.operation, plan.key), plan.operation, patches[plan.key] or fresh[plan.key])
            for plan in plans
        ]

    def _fresh(self, plans: Sequence[_Plan]) -> dict[Hashable, Patch]:
        pictures = {
            plan.key: self._picture(plan.layer.digest) for plan in plans if isinstance(plan.layer, FrameMatte)
        }
        sketches = _sketches(plans, self._grid)
        patches = drawn(list(sketches.values()), self._grid, self._raster)
        return {**dict(zip(sketches, patches, strict=True)), **pictures}

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


def _plan(layer: Layer, frame: int, tracks: Mapping[int, PlanarTrack]) -> _Plan:
    if isinstance(layer, Shape):
        pose = pose_at(layer, frame, tracks)
        return _Plan((layer.kind, layer.is_closed, layer.line_width, pose), layer.operation, layer, pose)
    if isinstance(layer, Stroke):
        operation = Operation.SUBTRACT if layer.is_erasing else Operation.ADD
        return _Plan((layer.points, layer.size, layer.hardness, layer.pressure), operation, layer)
    return _Plan(layer.digest, Operation.ADD, layer)


def _sketches(plans: Sequence[_Plan], grid: PixelGrid) -> dict[Hashable, Sketch]:
    sketches = {
        plan.key: sketch_of_stroke(plan.layer, grid) for plan in plans if isinstance(plan.layer, Stroke)
    }
    shapes = {
        plan.key: (plan.layer, outline_of(plan.layer.kind, plan.layer.is_closed, plan.pose, grid))
        for plan in plans
        if isinstance(plan.layer, Shape) and plan.pose is not None
    }
    lines = flattened([outline for _, outline in shapes.values()])
    for (key, (shape, _)), line in zip(shapes.items(), lines, strict=True):
        width_px = shape.line_width * grid.height
        sketches[key] = sketch_of_surface(line) if shape.is_closed else sketch_of_line(line, width_px)
    return sketches


def _fitted(matte: Matte, grid: PixelGrid) -> Matte:
    """Bring a matte of another size to the grid's."""
    height, width = matte.shape
    if (height, width) == (grid.height, grid.width):
        return matte
    is_smaller = grid.width <= width and grid.height <= height
    how = cv2.INTER_AREA if is_smaller else cv2.INTER_LINEAR
    return cv2.resize(matte, (grid.width, grid.height), interpolation=how).astype(np.uint8, copy=False)
