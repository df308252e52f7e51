"""The outline of a shape as cubic Bezier curves."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from editor.masks.evaluate.controls import Controls, controls_of
from editor.masks.evaluate.grid import Coordinates, Indices, PixelGrid
from editor.masks.evaluate.poses import Pose
from editor.masks.model.shapes import ShapeKind

_SPLINE_TO_BEZIER = np.array([[1, 4, 1, 0], [0, 4, 2, 0], [0, 2, 4, 0], [0, 1, 4, 1]], np.float64) / 6


@dataclass(frozen=True, slots=True)
class Outline:
    """Curves from point to point.

    Attributes
    ----------
    curves : ndarray of float64
        N x 4 x 2: control points in square pixels; each curve starts where the one before ends.
    feathers : ndarray of float64
        N x 2: width of the soft edge at both ends of each curve, in pixels.
    """

    curves: Coordinates
    feathers: Coordinates


def outline_of(kind: ShapeKind, is_closed: bool, pose: Pose, grid: PixelGrid) -> Outline:
    """Work out the outline of a shape."""
    controls = controls_of(kind, pose, grid)
    if kind is ShapeKind.B_SPLINE:
        return _spline(controls, is_closed)
    if kind is ShapeKind.POLYGON:
        controls = replace(controls, arriving=controls.places, leaving=controls.places)
    return _beziers(controls, is_closed)


def _beziers(controls: Controls, is_closed: bool) -> Outline:
    starts, ends = _neighbours(len(controls.places), is_closed)
    curves = np.stack(
        [controls.places[starts], controls.leaving[starts], controls.arriving[ends], controls.places[ends]], 1
    )
    return Outline(curves, np.column_stack([controls.feathers[starts], controls.feathers[ends]]))


def _spline(controls: Controls, is_closed: bool) -> Outline:
    """Uniform cubic B-spline; a further point, mirrored, lets an open one start and end at its ends."""
    places, feathers = controls.places, controls.feathers
    starts, ends = _neighbours(len(places), is_closed)
    if is_closed:
        padded = np.concatenate([places[-1:], places, places[:2]])
    else:
        padded = np.concatenate([2 * places[:1] - places[1:2], places, 2 * places[-1:] - places[-2:-1]])
    windows = np.stack([padded[shift : shift + len(starts)] for shift in range(4)], 1)
    curves: Coordinates = np.einsum("ij,njk->nik", _SPLINE_TO_BEZIER, windows)
    return Outline(curves, np.column_stack([feathers[starts], feathers[ends]]))


def _neighbours(count: int, is_closed: bool) -> tuple[Indices, Indices]:
    starts = np.arange(count if is_closed else count - 1)
    return starts, (starts + 1) % count
