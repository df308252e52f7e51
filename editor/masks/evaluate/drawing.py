"""Shapes and brush strokes as pixels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

import cv2
import numpy as np

from editor.masks.evaluate.areas import BLACK, Area, Patch, around
from editor.masks.evaluate.band_raster import drawn_bands
from editor.masks.evaluate.brush_outlines import Line, brush_outlines
from editor.masks.evaluate.grid import Coordinates, PixelGrid
from editor.masks.evaluate.outline_raster import OutlineRaster
from editor.masks.evaluate.sketches import Sketch

_WHITE = 255
_FINENESS = 4
_MOST_FINE_PX = 32_000


def drawn(sketches: Sequence[Sketch], grid: PixelGrid, raster: OutlineRaster) -> list[Patch]:
    """Draw sketches, all at once, which is quicker than one by one."""
    lines = iter(_drawn_lines([line for sketch in sketches for line in sketch.lines], grid, raster))
    surfaces = iter(raster.filled([outline for sketch in sketches for outline in sketch.surfaces], grid))
    bands = iter(drawn_bands([band for sketch in sketches for band in (*sketch.bands, *sketch.cuts)], grid))
    patches = []
    for sketch in sketches:
        solid = [*islice(surfaces, len(sketch.surfaces)), *islice(lines, len(sketch.lines))]
        parts = [*solid, *islice(bands, len(sketch.bands))]
        patches.append(_cut(_brightest(parts), islice(bands, len(sketch.cuts))))
    return patches


def _drawn_lines(lines: Sequence[Line], grid: PixelGrid, raster: OutlineRaster) -> list[Patch]:
    """Draw lines, finer where edges cross: shares of a pixel do not tell what two edges cover together."""
    outlines = brush_outlines(lines)
    plain = iter(raster.filled([one.outlines[0] for one in outlines if not one.have_crossings], grid))
    return [_united(one.outlines, grid, raster) if one.have_crossings else next(plain) for one in outlines]


def _united(outlines: Sequence[Coordinates], grid: PixelGrid, raster: OutlineRaster) -> Patch:
    size = _FINENESS if max(grid.width, grid.height) * _FINENESS <= _MOST_FINE_PX else 1
    fine_grid = PixelGrid(grid.width * size, grid.height * size, grid.pixel_aspect)
    fine = _brightest(raster.filled([outline * size for outline in outlines], fine_grid))
    left, top, right, bottom = fine.area
    area = Area(left // size, top // size, -(-right // size), -(-bottom // size))
    if area.is_empty:
        return BLACK
    pixels = fine.over(Area(*(side * size for side in area)))
    shares = cv2.resize(pixels, area.shape[::-1], interpolation=cv2.INTER_AREA)
    return Patch(area, shares.astype(np.uint8, copy=False))


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
