"""Planar tracks made, carried on and cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from editor.masks.model.tracks import PlanarTrack, TrackStep
from editor.masks.tracking.planar import MatteAt, PictureAt, track_plane

_UNMOVED = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


def tracked(
    picture_at: PictureAt,
    reference_frame: int,
    region: Sequence[tuple[float, float]],
    frames: range,
    *,
    in_front: MatteAt = lambda _: None,
) -> PlanarTrack:
    """Follow a plane forwards and backwards, as far as it can be followed.

    Parameters
    ----------
    picture_at, reference_frame, region, in_front
        As for `track_plane`, which also raises the same errors.
    frames : range
        Frame indices of the shot, the reference frame among them.
    """
    track = PlanarTrack(reference_frame, tuple(region), (TrackStep(reference_frame, _UNMOVED),))
    forwards = range(reference_frame + 1, frames.stop)
    backwards = range(reference_frame - 1, frames.start - 1, -1)
    for way in (forwards, backwards):
        track = with_steps(track, track_plane(picture_at, reference_frame, region, way, in_front=in_front))
    return track


def with_steps(track: PlanarTrack, steps: Iterable[TrackStep]) -> PlanarTrack:
    """Add steps to a track, or replace those that it has of the same frames.

    Raises
    ------
    MaskValueError
        If there would be gaps.
    """
    by_frame = {step.frame: step for step in (*track.steps, *steps)}
    return replace(track, steps=tuple(by_frame[frame] for frame in sorted(by_frame)))


def worst_error(track: PlanarTrack) -> tuple[int, float] | None:
    """Find the frame on which a track has drifted most, and its error; None for a track without steps."""
    worst = max(track.steps, key=lambda step: step.error, default=None)
    return None if worst is None else (worst.frame, worst.error)
