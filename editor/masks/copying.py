"""Copies of what is painted, for other frames and other shots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from editor.masks.evaluate.controls import controls_of
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.evaluate.poses import pose_at
from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.masks.model.frames import FrameSpan
from editor.masks.model.objects import Layer
from editor.masks.model.shapes import BOXED, Point, Shape, ShapeKey, ShapeKind
from editor.masks.model.strokes import Stroke
from editor.masks.model.tracks import PlanarTrack


def copied_to_frame(
    layers: Iterable[Layer], source: int, target: int, grid: PixelGrid, tracks: Mapping[int, PlanarTrack]
) -> tuple[Layer, ...]:
    """Copy what is there on one frame to another one.

    Parameters
    ----------
    layers : iterable of Layer
        Of one object, the lowest first.
    source, target : int
        Frame indices.
    grid : PixelGrid
        Size of the picture.
    tracks : mapping of int to PlanarTrack
        The planes that shapes follow.

    Returns
    -------
    tuple of Layer
        To be put above the others: they are there on the target frame alone, shapes as they are on the source
        frame, mattes as corrected ones.
    """
    span = FrameSpan(target, target)
    copies: list[Layer] = []
    for layer in layers:
        if isinstance(layer, FrameMatte):
            if layer.frame == source:
                copies.append(_handed_over(layer, target))
        elif source in layer.span:
            copy = layer if isinstance(layer, Stroke) else _still(layer, source, target, grid, tracks)
            copies.append(replace(copy, span=span))
    return tuple(copies)


def copied_to_shot(
    layers: Iterable[Layer],
    delay_frames: int,
    shot: range,
    grid: PixelGrid,
    tracks: Mapping[int, PlanarTrack],
) -> tuple[Layer, ...]:
    """Copy an object's layers to another shot.

    Parameters
    ----------
    layers : iterable of Layer
        Of one object, the lowest first.
    delay_frames : int
        How many frames later everything is there.
    shot : range
        Frame indices of the other shot; what would not be there on any of them is left out.
    grid : PixelGrid
        Size of the picture.
    tracks : mapping of int to PlanarTrack
        The planes that shapes follow; they stay behind, and shapes that follow one get a keyframe at each of
        its frames.
    """
    moved = (_moved(_untracked(layer, grid, tracks), delay_frames) for layer in layers)
    return tuple(layer for layer in moved if _is_in(layer, shot))


def _handed_over(matte: FrameMatte, frame: int) -> FrameMatte:
    """Copy a matte to a frame that nobody propagated it to."""
    return replace(matte, frame=frame, state=FrameState.CORRECTED, made_from=None, confidence=None, seeds=())


def _still(
    shape: Shape, source: int, target: int, grid: PixelGrid, tracks: Mapping[int, PlanarTrack]
) -> Shape:
    """Make a shape that always is as it was at the source frame."""
    for key in shape.keys:
        if key.frame == source:
            return replace(shape, keys=(replace(key, frame=target),))
    return _bezier(shape, [source], target - source, grid, tracks)


def _untracked(layer: Layer, grid: PixelGrid, tracks: Mapping[int, PlanarTrack]) -> Layer:
    if not isinstance(layer, Shape) or layer.track is None:
        return layer
    track = tracks.get(layer.track)
    if track is None or not track.steps:
        return replace(layer, track=None)
    frames = {step.frame for step in track.steps} | {key.frame for key in layer.keys}
    return _bezier(layer, sorted(frames), 0, grid, tracks)


def _bezier(
    shape: Shape, frames: list[int], delay_frames: int, grid: PixelGrid, tracks: Mapping[int, PlanarTrack]
) -> Shape:
    """Give a shape a keyframe for each of some frames; rectangles and ellipses become Bezier curves."""
    keys = tuple(ShapeKey(frame + delay_frames, _points(shape, frame, grid, tracks)) for frame in frames)
    kind = ShapeKind.BEZIER if shape.kind in BOXED else shape.kind
    return replace(shape, kind=kind, keys=keys, track=None)


def _points(
    shape: Shape, frame: int, grid: PixelGrid, tracks: Mapping[int, PlanarTrack]
) -> tuple[Point, ...]:
    controls = controls_of(shape.kind, pose_at(shape, frame, tracks), grid)
    numbers = np.column_stack(
        [
            controls.places / grid.units,
            (controls.arriving - controls.places) / grid.units,
            (controls.leaving - controls.places) / grid.units,
            controls.feathers / grid.height,
        ]
    )
    return tuple(Point(*row) for row in numbers.tolist())


def _moved(layer: Layer, frames: int) -> Layer:
    if isinstance(layer, FrameMatte):
        return replace(layer, frame=layer.frame + frames)
    if isinstance(layer, Shape):
        keys = tuple(replace(key, frame=key.frame + frames) for key in layer.keys)
        return replace(layer, keys=keys, span=layer.span.moved(frames))
    return replace(layer, span=layer.span.moved(frames))


def _is_in(layer: Layer, shot: range) -> bool:
    if isinstance(layer, FrameMatte):
        return layer.frame in shot
    first, last = layer.span.first, layer.span.last
    return (first is None or first < shot.stop) and (last is None or last >= shot.start)
