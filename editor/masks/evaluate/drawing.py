"""Outlines and the ways of brushes as pixels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from editor.masks.evaluate.areas import BLACK, Patch
from editor.masks.evaluate.fills import drawn_polygon, drawn_stroke
from editor.masks.evaluate.grid import Coordinates, PixelGrid
from editor.masks.evaluate.polylines import Polyline
from editor.masks.evaluate.ribbons import Band, drawn_band
from editor.masks.evaluate.thinning import thinned

_WHITE = 255
_FINEST_PX = 0.08
_SOFT_SHARE = 0.01


def drawn_surface(line: Polyline, grid: PixelGrid) -> Patch:
    """Fill a closed outline (non-zero winding) and give it its soft edge.

    Outwards the matte falls from the outline to the feather's width, inwards from that width to the outline.
    """
    surface = drawn_polygon(line.places, grid)
    if line.feathers.max() > 0:
        surface = _brightest(surface, _edge(line, line.feathers, grid))
    if line.feathers.min() < 0:
        edge = _edge(line, -line.feathers, grid)
        surface = Patch(surface.area, np.minimum(surface.pixels, _WHITE - edge.over(surface.area)))
    return surface


def drawn_line(line: Polyline, width_px: float, grid: PixelGrid) -> Patch:
    """Draw an open outline as a line with round ends; a soft edge goes outwards."""
    if not line.feathers.any():
        return drawn_stroke(line.places, width_px / 2, grid)
    radius = np.full(len(line.places), width_px / 2)
    return drawn_band(Band(line.places, radius, radius + np.abs(line.feathers), is_closed=False), grid)


def drawn_brush(places: Coordinates, radius_px: float, hardness: float, grid: PixelGrid) -> Patch:
    """Draw the way of a brush that stays the same.

    Parameters
    ----------
    places : ndarray of float64
        N x 2, in square pixels.
    radius_px, hardness : float
        Of the brush: within that share of the radius it is white, at the radius black.
    grid : PixelGrid
        The pixels.
    """
    fall_px = (1 - hardness) * radius_px
    places = places[thinned(places, tolerance_px=_tolerance_px(fall_px))]
    if not fall_px:
        return drawn_stroke(places, radius_px, grid)
    radii = np.full(len(places), radius_px)
    return drawn_band(Band(places, radii - fall_px, radii, is_closed=False), grid)


def drawn_pressed_brush(
    places: Coordinates, radius_px: Coordinates, hardness: Coordinates, grid: PixelGrid
) -> Patch:
    """Draw the way of a brush that changes with the pressure on it: N radii, N shares of them."""
    solid_px = hardness * radius_px
    tolerance_px = _tolerance_px(float((radius_px - solid_px).min()))
    needed = thinned(places, radius_px, solid_px, tolerance_px=tolerance_px)
    return drawn_band(Band(places[needed], solid_px[needed], radius_px[needed], is_closed=False), grid)


def _edge(line: Polyline, widths: Coordinates, grid: PixelGrid) -> Patch:
    """Draw the soft edge where its width is above 0."""
    needed = thinned(line.places, widths, tolerance_px=_tolerance_px(float(np.abs(widths).min())))
    places, widths = line.places[needed], widths[needed]
    if widths.min() > 0:
        return drawn_band(Band(places, np.zeros_like(widths), widths, is_closed=True), grid)
    edge = BLACK
    for stretch, reach in _stretches(places, widths):
        edge = _brightest(edge, drawn_band(Band(stretch, np.zeros_like(reach), reach, is_closed=False), grid))
    return edge


def _stretches(places: Coordinates, widths: Coordinates) -> Iterator[tuple[Coordinates, Coordinates]]:
    """Cut a line into the stretches where a width is above 0, each from where it is 0 to where it is 0."""
    places, widths = _with_crossings(places, widths)
    is_wide = (widths[:-1] > 0) | (widths[1:] > 0)
    changes = np.flatnonzero(np.diff(is_wide)) + 1
    for start, end in pairwise([0, *changes.tolist(), len(is_wide)]):
        if is_wide[start]:
            yield places[start : end + 1], np.maximum(widths[start : end + 1], 0)


def _with_crossings(places: Coordinates, widths: Coordinates) -> tuple[Coordinates, Coordinates]:
    """Add the places where a width passes through 0."""
    (at,) = np.nonzero(widths[:-1] * widths[1:] < 0)
    share = widths[at] / (widths[at] - widths[at + 1])
    crossings = places[at] + share[:, None] * (places[at + 1] - places[at])
    return np.insert(places, at + 1, crossings, axis=0), np.insert(widths, at + 1, 0)


def _tolerance_px(fall_px: float) -> float:
    """How far a line may be off: the softer its edge, the less does it show."""
    return max(_FINEST_PX, _SOFT_SHARE * fall_px)


def _brightest(patch: Patch, other: Patch) -> Patch:
    area = patch.area.join(other.area)
    return Patch(area, np.maximum(patch.over(area), other.over(area)))
