"""What layers are drawn from: surfaces, lines with a width, and soft-edged bands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from editor.masks.evaluate.bands import Band
from editor.masks.evaluate.brush_outlines import Line
from editor.masks.evaluate.grid import Coordinates, PixelGrid
from editor.masks.evaluate.polylines import Polyline
from editor.masks.evaluate.thinning import simplified, thinned
from editor.masks.model.strokes import PressureUse, Stroke, unpack_points

_FINEST_PX = 0.05
_SOFT_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Sketch:
    """A layer in geometry: the brightest of its parts, less what is cut away.

    Attributes
    ----------
    surfaces : tuple of ndarray of float64
        Closed outlines, N x 2 each, in square pixels; non-zero winding.
    lines : tuple of Line
        Hard-edged lines.
    bands, cuts : tuple of Band
        Soft-edged bands, and those that are taken away.
    """

    surfaces: tuple[Coordinates, ...] = ()
    lines: tuple[Line, ...] = ()
    bands: tuple[Band, ...] = ()
    cuts: tuple[Band, ...] = ()


def sketch_of_surface(line: Polyline) -> Sketch:
    """Sketch a closed outline with its soft edge.

    Outwards the matte falls from the outline to the feather's width, inwards from that width to the outline.
    """
    return Sketch(
        surfaces=(line.places,),
        bands=tuple(_edges(line, line.feathers)),
        cuts=tuple(_edges(line, -line.feathers)),
    )


def sketch_of_line(line: Polyline, width_px: float) -> Sketch:
    """Sketch an open outline as a line with round ends; a soft edge goes outwards."""
    radius_px = width_px / 2
    if line.feathers.any():
        radii = np.full(len(line.places), radius_px)
        band = Band(line.places, radii, radii + np.abs(line.feathers), is_closed=False)
        return Sketch(bands=(band,))
    return Sketch(lines=(Line(line.places, radius_px),)) if radius_px else Sketch()


def sketch_of_stroke(stroke: Stroke, grid: PixelGrid) -> Sketch:
    """Sketch the way of a brush: within its share of the radius it is white, at the radius black."""
    points = unpack_points(stroke.points).astype(np.float64)
    places, pressure = points[:, :2] * grid.units, points[:, 2]
    radius_px = stroke.size * grid.height / 2
    if not radius_px:
        return Sketch()
    if stroke.pressure is PressureUse.NOTHING or (pressure == 1).all():
        return _even(places, radius_px, stroke.hardness)
    radii, hardness = np.full(len(points), radius_px), np.full(len(points), stroke.hardness)
    if stroke.pressure is PressureUse.SIZE:
        radii *= pressure
    else:
        hardness *= pressure
    return _pressed(places, radii, hardness * radii)


def _even(places: Coordinates, radius_px: float, hardness: float) -> Sketch:
    fall_px = (1 - hardness) * radius_px
    places = simplified(places, tolerance_px=_tolerance_px(fall_px))
    if not fall_px:
        return Sketch(lines=(Line(places, radius_px),))
    radii = np.full(len(places), radius_px)
    return Sketch(bands=(Band(places, radii - fall_px, radii, is_closed=False),))


def _pressed(places: Coordinates, radii: Coordinates, solid_px: Coordinates) -> Sketch:
    tolerance_px = _tolerance_px(float((radii - solid_px).min()))
    needed = thinned(places, radii, solid_px, tolerance_px=tolerance_px)
    return Sketch(bands=(Band(places[needed], solid_px[needed], radii[needed], is_closed=False),))


def _edges(line: Polyline, widths: Coordinates) -> Iterator[Band]:
    """Bands along an outline where a width is above 0."""
    if widths.max() <= 0:
        return
    needed = thinned(line.places, widths, tolerance_px=_tolerance_px(float(np.abs(widths).min())))
    places, widths = line.places[needed], widths[needed]
    if widths.min() > 0:
        yield Band(places, np.zeros_like(widths), widths, is_closed=True)
        return
    for stretch, reach in _stretches(places, widths):
        yield Band(stretch, np.zeros_like(reach), reach, is_closed=False)


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
