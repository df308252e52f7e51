"""Soft-edged bands along a line: the feather of an outline, and the way of a soft brush.

A band is the upper envelope of cones that stand along the line, each as high as the matte is white and as
wide as the band is there. Where pieces of it overlap the highest counts, so that it does not get denser where
a line meets itself, and no seam shows where the width changes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import skia

from editor.masks.evaluate.areas import BLACK, Patch
from editor.masks.evaluate.grid import Coordinates, Indices, PixelGrid

_FINEST_FAN_PX = 0.05
_SOFT_SHARE = 0.01
_HALF_PIXEL = 0.5
_MOST_TAPER = math.log(1.2)


@dataclass(frozen=True, slots=True)
class Band:
    """A soft-edged band.

    Attributes
    ----------
    places : ndarray of float64
        N x 2: the line in its middle, in square pixels.
    solid_px, reach_px : ndarray of float64
        N: how far to both sides it is white, and where it has become black.
    is_closed : bool
        Whether the line comes back to its start; an open one has round ends.
    """

    places: Coordinates
    solid_px: Coordinates
    reach_px: Coordinates
    is_closed: bool


@dataclass(frozen=True, slots=True)
class _Stations:
    """Where the band is cut across: of each, its place on the line and the direction of the cut."""

    of_place: Indices
    normals: Coordinates


def drawn_band(band: Band, grid: PixelGrid) -> Patch:
    """Draw a band.

    An edge narrower than a pixel is drawn one pixel wide, which is the antialiasing of a hard one.
    """
    across, down = grid.brought_near(band.places).T.tolist()
    area = grid.area_around(across, down, float(band.reach_px.max()) + 1)
    if area.is_empty:
        return BLACK
    band = _evenly_tapered(band)
    pixels = np.zeros(area.shape, np.uint8)
    info = skia.ImageInfo.Make(
        pixels.shape[1], pixels.shape[0], skia.kGray_8_ColorType, skia.kOpaque_AlphaType
    )
    canvas = skia.Surface.MakeRasterDirect(info, pixels).getCanvas()
    canvas.translate(-area.left, -area.top)
    canvas.drawVertices(_mesh(band, grid), skia.Paint(BlendMode=skia.BlendMode.kLighten), skia.BlendMode.kDst)
    return Patch(area, pixels)


def _evenly_tapered(band: Band) -> Band:
    """Divide lines along which the width changes: between two cuts it may change by a fifth."""
    before, after = band.reach_px[:-1] + 1, band.reach_px[1:] + 1
    parts = np.ceil(np.abs(np.log(after / before)) / _MOST_TAPER).clip(1).astype(np.intp)
    if (parts == 1).all():
        return band
    line = np.repeat(np.arange(len(parts)), parts)
    step = np.arange(len(line)) - np.repeat(np.cumsum(parts) - parts, parts)
    ratio = (after / before)[line]
    share = (ratio ** (step / parts[line]) - 1) / np.where(ratio == 1, 1, ratio - 1)

    def divided(values: Coordinates) -> Coordinates:
        along = share.reshape(-1, *[1] * (values.ndim - 1))
        return np.concatenate([values[line] + along * (values[line + 1] - values[line]), values[-1:]])

    return Band(divided(band.places), divided(band.solid_px), divided(band.reach_px), band.is_closed)


def _mesh(band: Band, grid: PixelGrid) -> skia.Vertices:
    """Triangles between cuts: black, white, white, black, or without the second white where none is solid."""
    stations = _stations(band)
    middle, normals = band.places[stations.of_place], stations.normals
    reach = band.reach_px + _HALF_PIXEL
    solid = np.maximum(band.solid_px - _HALF_PIXEL, 0)
    fall = np.maximum(band.reach_px - band.solid_px, 0) + 2 * _HALF_PIXEL
    levels = np.rint((reach - solid) / fall * 255).clip(0, 255).astype(np.int64)[stations.of_place]
    inner, outer = (width[stations.of_place, None] * normals for width in (solid, reach))
    solid_corners = [middle - inner, middle + inner] if solid.any() else [middle]
    corners = np.stack([middle - outer, *solid_corners, middle + outer], 1)
    places = grid.to_pixels(corners.reshape(-1, 2))
    greys = np.zeros(corners.shape[:2], np.int64)
    greys[:, 1:-1] = levels[:, None]
    colours = 0xFF000000 + greys.ravel() * 0x010101
    points = list(map(skia.Point, places[:, 0].tolist(), places[:, 1].tolist()))
    mode = skia.Vertices.kTriangles_VertexMode
    return skia.Vertices(mode, points, None, colours.tolist(), _triangles(*greys.shape).tolist())


def _triangles(cut_count: int, corner_count: int) -> Indices:
    """Two for each field between two cuts and two of their corners."""
    field = np.array([0, 1, corner_count, corner_count, 1, corner_count + 1])
    fields = (np.arange(corner_count - 1)[:, None] + field).ravel()
    starts = corner_count * np.arange(cut_count - 1)
    triangles: Indices = (starts[:, None] + fields).ravel()
    return triangles


def _stations(band: Band) -> _Stations:
    """Cut across before and after each place; where the line turns, in steps from one cut to the other."""
    before, after = _directions(band)
    turns = np.arctan2(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0], (before * after).sum(axis=1))
    if not band.is_closed:
        turns[0] = turns[-1] = math.pi
    tolerance = np.maximum(_FINEST_FAN_PX, _SOFT_SHARE * (band.reach_px - band.solid_px))
    finest = 2 * np.arccos((1 - tolerance / (band.reach_px + 1)).clip(-1, 1))
    cuts = np.ceil(np.abs(turns) / finest).astype(np.intp)
    cuts += np.where(cuts > 1, 1, cuts < 1)
    of_place = np.repeat(np.arange(len(cuts)), cuts)
    step = np.arange(len(of_place)) - np.repeat(np.cumsum(cuts) - cuts, cuts)
    count = cuts[of_place]
    share = np.where(count > 1, step / np.maximum(count - 1, 1), 0.5)
    angles = np.arctan2(before[:, 1], before[:, 0])[of_place] + share * turns[of_place] + math.pi / 2
    return _Stations(of_place, np.column_stack([np.cos(angles), np.sin(angles)]))


def _directions(band: Band) -> tuple[Coordinates, Coordinates]:
    """Direction in which the line comes to each place, and in which it goes on."""
    steps = np.diff(band.places, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    steps = steps / np.where(lengths, lengths, 1)[:, None]
    if not len(steps):
        steps = np.array([[1.0, 0.0]])
        return -steps, steps
    first, last = (steps[-1:], steps[:1]) if band.is_closed else (-steps[:1], -steps[-1:])
    return np.concatenate([first, steps]), np.concatenate([steps, last])
