"""Any shape as Bezier curves, which every program has, and feather as places beside the outline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from editor.masks.errors import MaskValueError
from editor.masks.evaluate.grid import Coordinates, PixelGrid
from editor.masks.evaluate.outlines import outline_of
from editor.masks.evaluate.poses import pose_at
from editor.masks.model.shapes import BOXED, Interpolation, Point, Shape, ShapeKey, ShapeKind
from editor.masks.model.tracks import PlanarTrack

_MOST_KEYS = 100_000


def as_bezier(shape: Shape, grid: PixelGrid, tracks: Mapping[int, PlanarTrack]) -> Shape:
    """Turn a shape into a Bezier curve that moves evenly between keyframes and follows nothing.

    Parameters
    ----------
    shape : Shape
        Of any kind.
    grid : PixelGrid
        Size of the picture.
    tracks : mapping of int to PlanarTrack
        The planes that shapes follow.

    Returns
    -------
    Shape
        With a keyframe at each frame where that is the only way to move as the shape does.

    Raises
    ------
    MaskValueError
        If that would be more than 100 000 keyframes.
    """
    frames = [key.frame for key in shape.keys]
    track = None if shape.track is None else tracks.get(shape.track)
    if track is not None and track.steps:
        frames += [step.frame for step in track.steps]
    if track is not None or not _moves_evenly(shape):
        if max(frames) - min(frames) >= _MOST_KEYS:
            raise MaskValueError("the shape moves for too many frames", remedy="shorten its animation")
        frames = list(range(min(frames), max(frames) + 1))
    keys = tuple(ShapeKey(frame, _points_at(shape, frame, grid, tracks)) for frame in frames)
    return replace(shape, kind=ShapeKind.BEZIER, keys=keys, track=None)


def feather_places(points: tuple[Point, ...], grid: PixelGrid) -> Coordinates:
    """Where the soft edge of a closed outline ends, at each of its points: N x 2, in pixels."""
    return (_places(points) + _outwards(points, grid) * _feathers(points)) * (grid.width, grid.height)


def with_feather(points: tuple[Point, ...], places_px: Coordinates, grid: PixelGrid) -> tuple[Point, ...]:
    """Give points the feather that ends at other places; the inverse of `feather_places`.

    Parameters
    ----------
    points : tuple of Point
        Of a closed outline.
    places_px : ndarray of float64
        N x 2, in pixels.
    grid : PixelGrid
        Size of the picture.
    """
    square = (places_px / (grid.width, grid.height) - _places(points)) * (grid.units / grid.height)
    outwards = _outwards(points, grid) * (grid.units / grid.height)
    widths = np.hypot(square[:, 0], square[:, 1])
    widths = np.where((square * outwards).sum(axis=1) < 0, -widths, widths)
    return tuple(point._replace(feather=width) for point, width in zip(points, widths.tolist(), strict=True))


def _moves_evenly(shape: Shape) -> bool:
    if any(key.interpolation is not Interpolation.LINEAR for key in shape.keys[:-1]):
        return False
    if shape.kind not in BOXED:
        return True
    return len({key.box.rotation_deg for key in shape.keys if key.box is not None}) == 1


def _points_at(
    shape: Shape, frame: int, grid: PixelGrid, tracks: Mapping[int, PlanarTrack]
) -> tuple[Point, ...]:
    outline = outline_of(shape.kind, shape.is_closed, pose_at(shape, frame, tracks), grid)
    curves, feathers = outline.curves / grid.units, outline.feathers / grid.height
    places, leaving = curves[:, 0], curves[:, 1] - curves[:, 0]
    arriving = np.roll(curves[:, 2] - curves[:, 3], 1, axis=0)
    widths = feathers[:, 0]
    if not shape.is_closed:
        places = np.concatenate([places, curves[-1:, 3]])
        arriving = np.concatenate([np.zeros((1, 2)), curves[:, 2] - curves[:, 3]])
        leaving = np.concatenate([leaving, np.zeros((1, 2))])
        widths = np.concatenate([widths, feathers[-1:, 1]])
    rows = np.column_stack([places, arriving, leaving, widths])
    return tuple(Point(*row) for row in rows.tolist())


def _places(points: tuple[Point, ...]) -> Coordinates:
    return np.array([(point.x, point.y) for point in points])


def _feathers(points: tuple[Point, ...]) -> Coordinates:
    return np.array([[point.feather] for point in points])


def _outwards(points: tuple[Point, ...], grid: PixelGrid) -> Coordinates:
    """Point away from a closed outline, one height far as the picture is seen: N x 2, in fractions."""
    aspect = grid.units / grid.height
    places = _places(points) * aspect
    ends = [np.array([(point.out_x, point.out_y) for point in points]) * aspect + places]
    ends.append(np.array([(point.in_x, point.in_y) for point in points]) * aspect + places)
    ahead = np.where((ends[0] == places).all(axis=1, keepdims=True), np.roll(places, -1, axis=0), ends[0])
    behind = np.where((ends[1] == places).all(axis=1, keepdims=True), np.roll(places, 1, axis=0), ends[1])
    along = _unit(ahead - places) + _unit(places - behind)
    across, down = places.T
    area = float((across * np.roll(down, -1) - np.roll(across, -1) * down).sum())
    turned = np.column_stack([along[:, 1], -along[:, 0]]) * (1 if area > 0 else -1)
    return _unit(turned) / aspect


def _unit(vectors: Coordinates) -> Coordinates:
    lengths = np.hypot(vectors[:, 0], vectors[:, 1])[:, None]
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
