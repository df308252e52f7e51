"""The control points of a shape at a frame."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from editor.masks.evaluate.grid import Coordinates, PixelGrid
from editor.masks.evaluate.poses import Homography, Pose
from editor.masks.model.shapes import Box, Point, ShapeKey, ShapeKind

_ARCS = 8
_ARC_HANDLE = 4 / 3 * math.tan(math.pi / 2 / _ARCS)
_NEAREST_DEPTH = 1e-6


@dataclass(frozen=True, slots=True)
class Controls:
    """Points with their handles.

    Attributes
    ----------
    places, arriving, leaving : ndarray of float64
        N x 2, in square pixels: the points, and the ends of their handles towards the point before and after.
    feathers : ndarray of float64
        N: width of the soft edge, in pixels.
    """

    places: Coordinates
    arriving: Coordinates
    leaving: Coordinates
    feathers: Coordinates

    def mixed(self, other: Controls, share: float) -> Controls:
        """Go a share of the way to other control points."""
        pairs = (
            (self.places, other.places),
            (self.arriving, other.arriving),
            (self.leaving, other.leaving),
            (self.feathers, other.feathers),
        )
        return Controls(*((1 - share) * mine + share * theirs for mine, theirs in pairs))


def controls_of(kind: ShapeKind, pose: Pose, grid: PixelGrid) -> Controls:
    """Work out the control points of a shape; rectangles and ellipses get those of a Bezier curve.

    Rectangles and ellipses are turned and stretched from keyframe to keyframe; what follows a track, and all
    other kinds, moves point by point.
    """
    if pose.moves is None and pose.before.box is not None and pose.after.box is not None:
        return _of_box(_mixed_box(pose.before.box, pose.after.box, pose.share), kind, grid)
    keys = (pose.before, pose.after) if pose.share else (pose.before,)
    moves = (None, None) if pose.moves is None else pose.moves
    first, *others = (_placed(key, move, kind, grid) for key, move in zip(keys, moves, strict=False))
    return first.mixed(others[0], pose.share) if others else first


def _placed(key: ShapeKey, move: Homography | None, kind: ShapeKind, grid: PixelGrid) -> Controls:
    controls = _of_key(key, kind, grid)
    return controls if move is None else _moved(controls, move, grid)


def _of_key(key: ShapeKey, kind: ShapeKind, grid: PixelGrid) -> Controls:
    if key.box is not None:
        return _of_box(key.box, kind, grid)
    return _of_points(key.points, grid)


def _of_points(points: tuple[Point, ...], grid: PixelGrid) -> Controls:
    numbers = np.array(points, np.float64)
    places = numbers[:, :2] * grid.units
    arriving, leaving = numbers[:, 2:4] * grid.units, numbers[:, 4:6] * grid.units
    return Controls(places, places + arriving, places + leaving, numbers[:, 6] * grid.height)


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


def _of_box(box: Box, kind: ShapeKind, grid: PixelGrid) -> Controls:
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
    return Controls(places, arriving, leaving, feathers * grid.height)


def _turn(degrees: float) -> Coordinates:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.array([[cosine, sine], [-sine, cosine]])


def _moved(controls: Controls, move: Homography, grid: PixelGrid) -> Controls:
    """Move control points with a plane; soft edges grow as the plane does there."""
    scale = np.diag([*grid.units, 1])
    homography = scale @ np.array(move).reshape(3, 3) @ np.linalg.inv(scale)
    homogeneous = np.column_stack([controls.places, np.ones(len(controls.places))])
    depth = np.maximum(homogeneous @ homography[2], _NEAREST_DEPTH)
    zoom = np.sqrt(np.abs(np.linalg.det(homography)) / depth**3)
    places, arriving, leaving = (
        _projected(points, homography) for points in (controls.places, controls.arriving, controls.leaving)
    )
    return Controls(places, arriving, leaving, controls.feathers * zoom)


def _projected(points: Coordinates, homography: Coordinates) -> Coordinates:
    """Project points; what would come to lie behind the camera ends up far outside."""
    moved = np.column_stack([points, np.ones(len(points))]) @ homography.T
    flat: Coordinates = moved[:, :2] / np.maximum(moved[:, 2:], _NEAREST_DEPTH)
    return flat
