"""What a shape is like at a frame: between which keyframes, and where its plane has gone."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from editor.masks.evaluate.grid import Coordinates
from editor.masks.model.shapes import Interpolation, Shape, ShapeKey
from editor.masks.model.tracks import PlanarTrack

Homography = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pose:
    """All that the outline of a shape at a frame depends on.

    Attributes
    ----------
    before, after : ShapeKey
        The keyframes around the frame.
    share : float
        Of the later one, 0 to 1.
    moves : tuple of two homographies, or None
        From the plane as it is at each keyframe to where it is at the frame, in fractions of the picture.
    """

    before: ShapeKey
    after: ShapeKey
    share: float
    moves: tuple[Homography, Homography] | None = None


def pose_at(shape: Shape, frame: int, tracks: Mapping[int, PlanarTrack]) -> Pose:
    """Find out what a shape is like at a frame; a track that is not there leaves it where it was drawn."""
    before, after, share = _between(shape.keys, frame)
    track = None if shape.track is None else tracks.get(shape.track)
    if track is None or not track.steps:
        return Pose(before, after, share)
    here = _homography(track, frame)
    moves = tuple(_flat(here @ np.linalg.inv(_homography(track, key.frame))) for key in (before, after))
    return Pose(before, after, share, (moves[0], moves[1]))


def _between(keys: tuple[ShapeKey, ...], frame: int) -> tuple[ShapeKey, ShapeKey, float]:
    position = bisect_right(keys, frame, key=lambda key: key.frame)
    if position in {0, len(keys)}:
        key = keys[max(0, position - 1)]
        return key, key, 0.0
    before, after = keys[position - 1], keys[position]
    share = (frame - before.frame) / (after.frame - before.frame)
    if before.interpolation is Interpolation.HELD or not share:
        return before, before, 0.0
    if before.interpolation is Interpolation.EASED:
        share = share * share * (3 - 2 * share)
    return before, after, share


def _homography(track: PlanarTrack, frame: int) -> Coordinates:
    """Where the plane is; beyond the track's ends it stays."""
    position = min(max(0, frame - track.steps[0].frame), len(track.steps) - 1)
    return np.array(track.steps[position].homography, np.float64).reshape(3, 3)


def _flat(homography: Coordinates) -> Homography:
    scale = math.copysign(np.abs(homography).max(), homography[2, 2])
    return tuple((homography / scale).ravel().tolist())
