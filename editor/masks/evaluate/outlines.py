"""The outline of a shape as cubic Bezier curves."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from editor.masks.evaluate.grid import Coordinates, Indices, PixelGrid
from editor.masks.evaluate.poses import Homography, Pose
from editor.masks.model.shapes import Box, Point, ShapeKey, ShapeKind

_SPLINE_TO_BEZIER = np.array([[1, 4, 1, 0], [0, 4, 2, 0], [0, 2, 4, 0], [0, 1, 4, 1]], np.float64) / 6
_ARCS = 8
_ARC_HANDLE = 4 / 3 * math.tan(math.pi / 2 / _ARCS)


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


@dataclass(frozen=True, slots=True)
class _Controls:
    """Points with absolute handles, all in square pixels."""

    places: Coordinates
    arriving: Coordinates
    leaving: Coordinates
    feathers: Coordinates

    def mixed(self, other: _Controls, share: float) -> _Controls:
        pairs = (
            (self.places, other.places),
            (self.arriving, other.arriving),
            (self.leaving, other.leaving),
            (self.feathers, other.feathers),
        )
        return _Controls(*((1 - share) * mine + share * theirs for mine, theirs in pairs))


def outline_of(kind: ShapeKind, is_closed: bool, pose: Pose, grid: PixelGrid) -> Outline:
    """Work out the outline of a shape.

    Rectangles and ellipses are turned and stretched from keyframe to keyframe; what follows a track, and all
    other kinds, moves point by point.
    """
    controls = _controls(kind, pose, grid)
    if kind is ShapeKind.B_SPLINE:
        return _spline(controls, is_closed)
    return _beziers(controls, is_closed)


def _controls(kind: ShapeKind, pose: Pose, grid: PixelGrid) -> _Controls:
    if pose.moves is None:
        if pose.before.box is not None and pose.after.box is not None:
            return _of_box(_mixed_box(pose.before.box, pose.after.box, pose.share), kind, grid)
        before, after = (_of_key(key, kind, grid) for key in (pose.before, pose.after))
    else:
        before, after = (
            _moved(_of_key(key, kind, grid), move, grid)
            for key, move in zip((pose.before, pose.after), pose.moves, strict=True)
        )
    return before.mixed(after, pose.share) if pose.share else before


def _of_key(key: ShapeKey, kind: ShapeKind, grid: PixelGrid) -> _Controls:
    if key.box is not None:
        return _of_box(key.box, kind, grid)
    return _of_points(key.points, grid)


def _of_points(points: tuple[Point, ...], grid: PixelGrid) -> _Controls:
    numbers = np.array(points, np.float64)
    places = numbers[:, :2] * grid.units
    arriving, leaving = numbers[:, 2:4] * grid.units, numbers[:, 4:6] * grid.units
    return _Controls(places, places + arriving, places + leaving, numbers[:, 6] * grid.height)


def _mixed_box(before: Box, after: Box, share: float) -> Box:
    def mixed(start: float, end: float) -> float:
        return (1 - share) * start + share * end

    return Box(
        mixed(before.x, after.x),
        mixed(before.y, after.y),
        mixed(before.width, after.width),
        mixed(before.height, after.height),
        mixed(before.rotation_deg, after.rotation_deg),
        tuple(map(mixed, before.feathers, after.feathers)),  # type: ignore[arg-type]
    )


def _of_box(box: Box, kind: ShapeKind, grid: PixelGrid) -> _Controls:
    if kind is ShapeKind.ELLIPSE:
        angles = np.arange(_ARCS) * (2 * math.pi / _ARCS) - math.pi / 2
        unit = np.column_stack([np.cos(angles), np.sin(angles)]) / 2
        along = np.column_stack([-unit[:, 1], unit[:, 0]]) * _ARC_HANDLE
        feathers = np.interp(np.arange(_ARCS) / (_ARCS / 4), range(5), (*box.feathers, box.feathers[0]))
    else:
        unit = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]])
        along = np.zeros_like(unit)
        feathers = np.array(box.feathers)
    size = np.array([box.width, box.height]) * grid.units
    centre = np.array([box.x, box.y]) * grid.units
    turn = _turn(box.rotation_deg)
    places, arriving, leaving = (
        (unit + shift) * size @ turn + centre for shift in (np.zeros_like(unit), -along, along)
    )
    return _Controls(places, arriving, leaving, feathers * grid.height)


def _turn(degrees: float) -> Coordinates:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[cosine, sine], [-sine, cosine]])


def _moved(controls: _Controls, move: Homography, grid: PixelGrid) -> _Controls:
    """Move control points with a plane; soft edges grow as the plane does there."""
    scale = np.diag([*grid.units, 1])
    homography = scale @ np.array(move).reshape(3, 3) @ np.linalg.inv(scale)
    homogeneous = np.column_stack([controls.places, np.ones(len(controls.places))])
    depth = homogeneous @ homography[2]
    zoom = np.sqrt(np.abs(np.linalg.det(homography) / depth**3))
    places, arriving, leaving = (
        _projected(points, homography) for points in (controls.places, controls.arriving, controls.leaving)
    )
    return _Controls(places, arriving, leaving, controls.feathers * zoom)


def _projected(points: Coordinates, homography: Coordinates) -> Coordinates:
    moved = np.column_stack([points, np.ones(len(points))]) @ homography.T
    flat: Coordinates = moved[:, :2] / moved[:, 2:]
    return flat


def _beziers(controls: _Controls, is_closed: bool) -> Outline:
    starts, ends = _neighbours(len(controls.places), is_closed)
    curves = np.stack(
        [controls.places[starts], controls.leaving[starts], controls.arriving[ends], controls.places[ends]], 1
    )
    return Outline(curves, np.column_stack([controls.feathers[starts], controls.feathers[ends]]))


def _spline(controls: _Controls, is_closed: bool) -> Outline:
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
