"""Layers put together to one matte of an object, and kept so that an edit touches only its surroundings."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from editor.masks.evaluate.areas import BLACK, Area, Patch, around
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.evaluate.layers import DrawnLayer
from editor.masks.evaluate.reach import margin_px, reached
from editor.masks.levels import Matte
from editor.masks.model.objects import MatteEdge
from editor.masks.model.shapes import Operation


class Composite:
    """One matte of one object: its layers, and what they make.

    Adding takes the brighter value, subtracting and intersecting the darker, so that a layer twice is the
    same as once.

    Parameters
    ----------
    grid : PixelGrid
        The pixels.
    """

    def __init__(self, grid: PixelGrid) -> None:
        self._grid = grid
        self._layers: Sequence[DrawnLayer] = ()
        self._painted = BLACK
        self._edge = MatteEdge()
        self.matte = BLACK

    def update(self, layers: Sequence[DrawnLayer], edge: MatteEdge) -> Area:
        """Take over new layers and return where the matte may have changed."""
        changed = _changed(self._layers, layers)
        self._layers = layers
        if not changed.is_empty:
            self._painted = _repainted(self._painted, layers, changed)
        if edge != self._edge:
            self._edge = edge
            changed = self.matte.area.join(self._painted.area)
        margin = margin_px(edge, self._grid)
        changed = changed.widened(margin).meet(self._grid.area)
        if not changed.is_empty:
            self.matte = self._reached(changed, margin) if margin else self._painted
        return changed

    def _reached(self, changed: Area, margin: int) -> Patch:
        area = self._painted.area.widened(margin).meet(self._grid.area)
        fresh = reached(self._painted, self._edge, self._grid, changed.meet(area))
        return _replaced(self.matte, area, fresh)


def _changed(before: Sequence[DrawnLayer], after: Sequence[DrawnLayer]) -> Area:
    """Box around all layers that are not the same in both."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    different = [*before[start : len(before) - end], *after[start : len(after) - end]]
    if any(layer.operation is Operation.INTERSECT for layer in different):
        different = [*before, *after]
    return around(layer.patch.area for layer in different)


def _common(before: Sequence[DrawnLayer], after: Sequence[DrawnLayer]) -> int:
    """How many layers are the same from the start on."""
    count = 0
    for old, new in zip(before, after, strict=False):
        if old.key != new.key:
            break
        count += 1
    return count


def _repainted(painted: Patch, layers: Sequence[DrawnLayer], changed: Area) -> Patch:
    whole = around(layer.patch.area for layer in layers if layer.operation is Operation.ADD)
    area = changed.meet(whole)
    return _replaced(painted, whole, Patch(area, _painted(layers, area)))


def _painted(layers: Sequence[DrawnLayer], area: Area) -> Matte:
    matte = np.zeros(area.shape, np.uint8)
    for layer in layers:
        if layer.operation is Operation.INTERSECT:
            np.minimum(matte, layer.patch.over(area), out=matte)
            continue
        shared = layer.patch.area.meet(area)
        if shared.is_empty:
            continue
        part, pixels = matte[shared.within(area)], layer.patch.pixels[shared.within(layer.patch.area)]
        if layer.operation is Operation.ADD:
            cv2.max(part, pixels, part)
        else:
            cv2.min(part, cv2.bitwise_not(pixels), part)
    return matte


def _replaced(patch: Patch, area: Area, fresh: Patch) -> Patch:
    """Give a patch another area, and fresh pixels in a part of it."""
    if fresh.area == area:
        return fresh
    pixels = patch.over(area).copy()
    if not fresh.area.is_empty:
        pixels[fresh.area.within(area)] = fresh.pixels
    return Patch(area, pixels)
