"""Hard-edged areas by Skia's path rasteriser.

Curves go there as polylines, round ends too: its own circles are off by up to a third of a pixel.
"""

from __future__ import annotations

import math

import numpy as np
import skia

from editor.masks.evaluate.areas import BLACK, Patch
from editor.masks.evaluate.grid import Coordinates, PixelGrid

_TOLERANCE_PX = 0.05
_SHARP_TURN = math.cos(math.radians(30))


def drawn_polygon(places: Coordinates, grid: PixelGrid) -> Patch:
    """Fill a closed polyline (non-zero winding).

    Parameters
    ----------
    places : ndarray of float64
        N x 2, in square pixels.
    grid : PixelGrid
        The pixels.
    """
    path = skia.Path()
    _add_polyline(path, places, grid, is_closed=True)
    return _filled(path, places, 0, grid)


def drawn_stroke(places: Coordinates, radius_px: float, grid: PixelGrid) -> Patch:
    """Draw a line with round ends and corners.

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
    path = skia.Path()
    if len(places) > 1:
        line = skia.Path()
        _add_polyline(line, places, grid, is_closed=False)
        paint = skia.Paint(
            Style=skia.Paint.kStroke_Style, StrokeWidth=2 * radius_px, StrokeJoin=skia.Paint.kRound_Join
        )
        paint.getFillPath(line, path)
    circle = skia.Path()
    _add_polyline(circle, _circle(radius_px), grid, is_closed=True)
    for x, y in grid.brought_near(places[_corners(places)]).tolist():
        path.addPath(circle, x, y)
    return _filled(path, places, radius_px, grid)


def _corners(places: Coordinates) -> list[int]:
    """Both ends, and where the line turns sharply."""
    across, down = (places[1:] - places[:-1]).T
    lengths = np.hypot(across, down)
    straight = across[:-1] * across[1:] + down[:-1] * down[1:]
    turns = np.flatnonzero(straight < _SHARP_TURN * lengths[:-1] * lengths[1:]) + 1
    return sorted({0, *turns.tolist(), len(places) - 1})


def _circle(radius_px: float) -> Coordinates:
    """Polygon of a circle's area, the same way round as Skia's outlines of lines, so that both add up."""
    count = max(8, math.ceil(math.pi / math.acos(max(0.0, 1 - _TOLERANCE_PX / radius_px))))
    step = 2 * math.pi / count
    angles = np.arange(count) * step
    corner_px = radius_px * math.sqrt(step / math.sin(step))
    return corner_px * np.column_stack([np.cos(angles), np.sin(angles)])


def _add_polyline(path: skia.Path, places: Coordinates, grid: PixelGrid, *, is_closed: bool) -> None:
    near = grid.brought_near(places)
    path.addPoly(list(map(skia.Point, near[:, 0].tolist(), near[:, 1].tolist())), is_closed)


def _filled(path: skia.Path, places: Coordinates, margin_px: float, grid: PixelGrid) -> Patch:
    area = grid.area_of(places, margin_px + 1)
    if area.is_empty:
        return BLACK
    pixels = np.zeros(area.shape, np.uint8)
    info = skia.ImageInfo.MakeA8(pixels.shape[1], pixels.shape[0])
    canvas = skia.Surface.MakeRasterDirect(info, pixels).getCanvas()
    canvas.translate(-area.left, -area.top)
    canvas.scale(1 / grid.pixel_aspect, 1)
    canvas.drawPath(path, skia.Paint(AntiAlias=True))
    return Patch(area, pixels)
