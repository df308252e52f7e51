"""Planes of a shot's scene, followed so that shapes can go with them."""

from __future__ import annotations

from collections.abc import Sequence

from editor.errors import UsageError
from editor.masks.tracking.planar import MatteAt
from editor.masks.tracking.tracks import tracked
from editor.project.content.shots import Shot
from editor.project.content.tracks import ProjectTrack
from editor.project.document import Document
from editor.project.pictures import pictures_of


def follow(
    document: Document,
    shot: Shot,
    frame: int,
    region: Sequence[tuple[float, float]],
    *,
    in_front: MatteAt = lambda _: None,
) -> ProjectTrack:
    """Follow a plane through a shot from a frame on, both ways; one edit.

    Parameters
    ----------
    document : Document
        The document.
    shot : Shot
        The shot.
    frame : int
        Frame index on which the region is drawn.
    region : sequence of (float, float)
        Corners of the surface, fractions of the picture.
    in_front : callable
        Gives mattes of what passes before the plane; None where nothing does.

    Returns
    -------
    ProjectTrack
        Its steps end where the plane is lost; each tells how far it has drifted.

    Raises
    ------
    UsageError
        If the frame is not one of the shot, or the clip is missing.
    MaskValueError
        If the region has too little texture to be followed.
    MediaError
        If the clip cannot be read.
    """
    if frame not in shot.frames:
        raise UsageError(
            f"the shot {shot.name} has no frame {frame}",
            remedy=f"choose from {shot.first_frame} to {shot.last_frame}",
        )
    with pictures_of(document, shot) as picture_at:
        track = tracked(picture_at, frame, region, shot.frames, in_front=in_front)
    return document.tracks.add(shot.id, track)
