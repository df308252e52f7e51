"""Soft-edged bands as pixels, by Skia's rasteriser.

A band is the upper envelope of cones that stand along its line, each as high as the matte is white and as
wide as the band is there. Where pieces of it overlap the highest counts, so that it does not get denser where
a line meets itself, and no seam shows where the width changes. It is drawn as a mesh between cuts across the
line; at its ends and where it turns sharply stands the cone of that place itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import skia

from editor.masks.evaluate.areas import BLACK, Area, Patch
from editor.masks.evaluate.bands import Band, BandLines, Cuts, cuts_across, evenly_tapered, lines_of
from editor.masks.evaluate.grid import Coordinates, Indices, PixelGrid

_BLACK, _ONE_LEVEL = 0xFF000000, 0x010101


class _Cone(NamedTuple):
    """A round dab: as white as `level` within `solid_px`, black from `reach_px` on."""

    x: float
    y: float
    solid_px: float
    reach_px: float
    level: int


class _Drawing(NamedTuple):
    """What a band is drawn of."""

    mesh: skia.Vertices
    cones: Sequence[_Cone]


def drawn_bands(bands: Sequence[Band], grid: PixelGrid) -> list[Patch]:
    """Draw bands, all at once, which is quicker than one by one."""
    areas = [_area(band, grid) for band in bands]
    seen = [evenly_tapered(band) for band, area in zip(bands, areas, strict=True) if not area.is_empty]
    drawings = iter(_drawings(seen, grid) if seen else ())
    return [BLACK if area.is_empty else _painted(next(drawings), area, grid) for area in areas]


def _area(band: Band, grid: PixelGrid) -> Area:
    across, down = grid.brought_near(band.places).T.tolist()
    return grid.area_around(across, down, float(band.reach_px.max()) + 1)


def _drawings(bands: Sequence[Band], grid: PixelGrid) -> list[_Drawing]:
    lines = lines_of(bands, grid)
    cuts = cuts_across(lines)
    places = np.flatnonzero(cuts.has_cone)
    cones = _cones(lines, places)
    cone_spans = pairwise([0, *np.searchsorted(places, lines.ends).tolist()])
    return [
        _Drawing(mesh, cones[start:end])
        for mesh, (start, end) in zip(_meshes(lines, cuts, grid), cone_spans, strict=True)
    ]


def _cones(lines: BandLines, places: Indices) -> list[_Cone]:
    across, down = lines.places[places].T.tolist()
    widths = (lines.solid_px[places].tolist(), lines.reach_px[places].tolist())
    return list(map(_Cone, across, down, *widths, lines.levels[places].tolist()))


def _meshes(lines: BandLines, cuts: Cuts, grid: PixelGrid) -> list[skia.Vertices]:
    """Triangles between cuts: black, white, white, black, or without the second white where none is solid."""
    middle = lines.places[cuts.of_place]
    outer, inner = (width[cuts.of_place, None] * cuts.normals for width in (lines.reach_px, lines.solid_px))
    corners = grid.brought_near(np.stack([middle - outer, middle - inner, middle + inner, middle + outer], 1))
    colours = np.full(corners.shape[:2], _BLACK)
    colours[:, 1:3] += lines.levels[cuts.of_place, None] * _ONE_LEVEL
    goes_on = np.append(cuts.of_place[1:] != cuts.of_place[:-1], False)
    is_solid = np.logical_or.reduceat(lines.solid_px > 0, lines.starts).tolist()
    meshes = []
    for (start, end), has_solid in zip(pairwise([0, *cuts.ends.tolist()]), is_solid, strict=True):
        kept = slice(None) if has_solid else [0, 1, 3]
        mesh = _mesh(corners[start:end, kept], colours[start:end, kept], goes_on[start : end - 1])
        meshes.append(mesh)
    return meshes


def _mesh(corners: Coordinates, colours: Indices, goes_on: Indices) -> skia.Vertices:
    """Put two triangles into each field between two cuts and two of their corners."""
    count = corners.shape[1]
    field = np.array([0, 1, count, count, 1, count + 1])
    fields = (np.arange(count - 1)[:, None] + field).ravel()
    triangles = count * np.flatnonzero(goes_on)[:, None] + fields
    points = list(map(skia.Point, *corners.reshape(-1, 2).T.tolist()))
    mode = skia.Vertices.kTriangles_VertexMode
    return skia.Vertices(mode, points, None, colours.ravel().tolist(), triangles.ravel().tolist())


def _painted(drawing: _Drawing, area: Area, grid: PixelGrid) -> Patch:
    pixels = np.zeros(area.shape, np.uint8)
    height, width = area.shape
    info = skia.ImageInfo.Make(width, height, skia.kGray_8_ColorType, skia.kOpaque_AlphaType)
    canvas = skia.Surface.MakeRasterDirect(info, pixels).getCanvas()
    canvas.translate(-area.left, -area.top)
    canvas.scale(1 / grid.pixel_aspect, 1)
    brightest = skia.BlendMode.kLighten
    canvas.drawVertices(drawing.mesh, skia.Paint(BlendMode=brightest), skia.BlendMode.kDst)
    for cone in drawing.cones:
        x, y, _, reach_px, _ = cone
        box = skia.Rect.MakeLTRB(x - reach_px, y - reach_px, x + reach_px, y + reach_px)
        canvas.drawRect(box, skia.Paint(BlendMode=brightest, Shader=_shader(cone)))
    return Patch(area, pixels)


def _shader(cone: _Cone) -> skia.Shader:
    white = _BLACK + cone.level * _ONE_LEVEL
    stops = [0.0, cone.solid_px / cone.reach_px, 1.0]
    return skia.GradientShader.MakeRadial(
        skia.Point(cone.x, cone.y), cone.reach_px, [white, white, _BLACK], stops
    )
