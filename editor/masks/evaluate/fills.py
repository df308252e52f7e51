"""Hard-edged areas by Skia's path rasteriser.

Curves go there as polylines, round ends too: its own circles are off by up to a third of a pixel.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import skia

from editor.masks.evaluate.areas import BLACK, Area, Patch
from editor.masks.evaluate.grid import Coordinates, PixelGrid

_TOLERANCE_PX = 0.05


def drawn_polygon(places: Coordinates, grid: PixelGrid) -> Patch:
    """Fill a closed polyline (non-zero winding).

    Parameters
    ----------
    places : ndarray of float64
        N x 2, in square pixels.
    grid : PixelGrid
        The pixels.
    """
    across, down = grid.brought_near(places).T.tolist()
    path = _polyline(across, down, is_closed=True)
    return _filled(path, grid.area_around(across, down, 1), grid)


def drawn_stroke(places: Coordinates, radius_px: float, grid: PixelGrid) -> Patch:
    """Draw a line with round ends.

    Parameters
    ----------
    places : ndarray of float64
        N x 2, in square pixels.
    radius_px : float
        Half its width.
    grid : PixelGrid
        The pixels.
    """
    if radius_px <= 0:
        return BLACK
    across, down = grid.brought_near(places).T.tolist()
    path = skia.Path()
    if len(places) > 1:
        paint = skia.Paint(
            Style=skia.Paint.kStroke_Style, StrokeWidth=2 * radius_px, StrokeJoin=skia.Paint.kRound_Join
        )
        paint.getFillPath(_polyline(across, down, is_closed=False), path)
    circle = _unit_circle(_corner_count(radius_px))
    for end in (0, -1):
        path.addPath(circle, skia.Matrix.MakeAll(radius_px, 0, across[end], 0, radius_px, down[end], 0, 0, 1))
    return _filled(path, grid.area_around(across, down, radius_px + 1), grid)


def _corner_count(radius_px: float) -> int:
    """Count the corners of a polygon that is a circle, by powers of two."""
    fewest = math.pi / math.acos(max(0.0, 1 - _TOLERANCE_PX / radius_px))
    return max(8, int(2 ** math.ceil(math.log2(fewest))))


@cache
def _unit_circle(count: int) -> skia.Path:
    """Polygon of a circle's area, the same way round as Skia's outlines of lines, so that both add up."""
    step = 2 * math.pi / count
    angles = np.arange(count) * step
    corners = math.sqrt(step / math.sin(step)) * np.column_stack([np.cos(angles), np.sin(angles)])
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in corners.tolist()], True)
    return path


def _polyline(across: list[float], down: list[float], *, is_closed: bool) -> skia.Path:
    path = skia.Path()
    path.addPoly(list(map(skia.Point, across, down)), is_closed)
    return path


def _filled(path: skia.Path, area: Area, grid: PixelGrid) -> Patch:
    if area.is_empty:
        return BLACK
    pixels = np.zeros(area.shape, np.uint8)
    info = skia.ImageInfo.MakeA8(pixels.shape[1], pixels.shape[0])
    canvas = skia.Surface.MakeRasterDirect(info, pixels).getCanvas()
    canvas.translate(-area.left, -area.top)
    canvas.scale(1 / grid.pixel_aspect, 1)
    canvas.drawPath(path, skia.Paint(AntiAlias=True))
    return Patch(area, pixels)
