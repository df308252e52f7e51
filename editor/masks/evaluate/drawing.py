"""Shapes and brush strokes as pixels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import numpy as np

from editor.masks.evaluate.areas import Patch, around
from editor.masks.evaluate.band_raster import drawn_bands
from editor.masks.evaluate.brush_outlines import brush_outlines
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.evaluate.outline_raster import OutlineRaster
from editor.masks.evaluate.sketches import Sketch

_WHITE = 255


def drawn(sketches: Sequence[Sketch], grid: PixelGrid, raster: OutlineRaster) -> list[Patch]:
    """Draw sketches, all at once, which is quicker than one by one."""
    lines = iter(brush_outlines([line for sketch in sketches for line in sketch.lines]))
    outlines = [
        [*sketch.surfaces, *(outline for _ in sketch.lines for outline in next(lines))] for sketch in sketches
    ]
    surfaces = iter(raster.filled([outline for of_sketch in outlines for outline in of_sketch], grid))
    bands = iter(drawn_bands([band for sketch in sketches for band in (*sketch.bands, *sketch.cuts)], grid))
    patches = []
    for sketch, of_sketch in zip(sketches, outlines, strict=True):
        parts = [*islice(surfaces, len(of_sketch)), *islice(bands, len(sketch.bands))]
        patches.append(_cut(_brightest(parts), islice(bands, len(sketch.cuts))))
    return patches


def _brightest(parts: Sequence[Patch]) -> Patch:
    if len(parts) == 1:
        return parts[0]
    area = around(part.area for part in parts)
    pixels = np.zeros(area.shape, np.uint8)
    for part in parts:
        if not part.area.is_empty:
            into = pixels[part.area.within(area)]
            np.maximum(into, part.pixels, out=into)
    return Patch(area, pixels)


def _cut(patch: Patch, cuts: Iterable[Patch]) -> Patch:
    """Take away soft edges that go inwards."""
    for cut in cuts:
        np.minimum(patch.pixels, _WHITE - cut.over(patch.area), out=patch.pixels)
    return patch
