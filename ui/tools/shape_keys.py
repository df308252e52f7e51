"""Shapes at a frame: what they are like there, and the keyframes that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QPainterPath

from editor.masks.evaluate.controls import controls_of
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.evaluate.outlines import outline_of
from editor.masks.evaluate.poses import Pose, pose_at
from editor.masks.model.shapes import BOXED, Box, Point, Shape, ShapeKey
from editor.masks.model.tracks import PlanarTrack

Tracks = Mapping[int, PlanarTrack]


def key_at(shape: Shape, frame: int, tracks: Tracks, grid: PixelGrid) -> ShapeKey:
    """Write down what a shape is like at a frame, as a keyframe of that frame."""
    pose = pose_at(shape, frame, tracks)
    if shape.kind in BOXED:
        return ShapeKey(frame, box=_box_of(pose), interpolation=pose.before.interpolation)
    controls = controls_of(shape.kind, pose, grid)
    units = grid.units
    places, arriving, leaving = (
        part / units for part in (controls.places, controls.arriving, controls.leaving)
    )
    feathers = controls.feathers / grid.height
    rows = np.column_stack([places, arriving - places, leaving - places, feathers])
    points = tuple(Point(*row) for row in rows.tolist())
    return ShapeKey(frame, points, interpolation=pose.before.interpolation)


def with_key(shape: Shape, key: ShapeKey) -> Shape:
    """Give a shape a keyframe, in place of the one it has at that frame."""
    others = [one for one in shape.keys if one.frame != key.frame]
    return replace(shape, keys=tuple(sorted([*others, key], key=lambda one: one.frame)))


def without_key(shape: Shape, frame: int) -> Shape | None:
    """Take a keyframe away; None where it is the only one, or there is none."""
    others = tuple(one for one in shape.keys if one.frame != frame)
    return replace(shape, keys=others) if others and len(others) < len(shape.keys) else None


def outline_path(shape: Shape, frame: int, tracks: Tracks, grid: PixelGrid) -> QPainterPath:
    """Draw the outline of a shape at a frame, in stored pixels."""
    curves = outline_of(shape.kind, shape.is_closed, pose_at(shape, frame, tracks), grid).curves
    curves = curves / (grid.pixel_aspect, 1)
    path = QPainterPath(QPointF(*curves[0, 0]))
    for curve in curves:
        path.cubicTo(*(QPointF(*place) for place in curve[1:]))
    return path


def _box_of(pose: Pose) -> Box:
    before, after = pose.before.box, pose.after.box
    assert before is not None
    if after is None or not pose.share:
        return before

    def mixed(start: float, end: float) -> float:
        return start + pose.share * (end - start)

    feathers = [mixed(*pair) for pair in zip(before.feathers, after.feathers, strict=True)]
    return Box(
        mixed(before.x, after.x),
        mixed(before.y, after.y),
        mixed(before.width, after.width),
        mixed(before.height, after.height),
        mixed(before.rotation_deg, after.rotation_deg),
        (feathers[0], feathers[1], feathers[2], feathers[3]),
    )
