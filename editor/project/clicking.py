"""The smart tool on a frame of the document: clicks and scribbles become its corrected matte."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from editor.errors import UsageError
from editor.masks.codec import decode_matte, encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, Seed, digest_of
from editor.masks.model.matte_classes import MatteClass
from editor.masks.smart.selection import select
from editor.project.content.layers import Placed
from editor.project.content.objects import ProjectObject
from editor.project.document import Document
from editor.project.history.events import Place
from editor.project.pictures import pictures_of


def click(
    document: Document,
    thing: ProjectObject,
    frame: int,
    seeds: Sequence[Seed],
    *,
    matte_class: MatteClass = MatteClass.MAIN,
) -> Placed:
    """Select what clicks and scribbles belong to as the matte of a frame; one edit.

    Where the frame has a matte of such clicks already, these are further ones, which make it better.

    Parameters
    ----------
    document : Document
        The document.
    thing : ProjectObject
        The object.
    frame : int
        Frame index.
    seeds : sequence of Seed
        New ones, at least one.
    matte_class : MatteClass
        Which of the object's mattes.

    Raises
    ------
    UsageError
        If the frame is not one of the shot, or the object is locked.
    MaskValueError
        If no seed lies on the object.
    MediaError
        If the picture cannot be read.
    """
    shot = document.shots.get(thing.shot_id)
    if frame not in shot.frames:
        raise UsageError(
            f"the shot {shot.name} has no frame {frame}",
            remedy=f"choose from {shot.first_frame} to {shot.last_frame}",
        )
    present = _clicked(document, thing, frame, matte_class)
    with pictures_of(document, shot) as picture_at:
        rgb = picture_at(frame)
    known = () if present is None else present.seeds
    before = None
    if present is not None and len(seeds) == 1:
        before = decode_matte(document.picture(present.digest))
    if before is not None and before.shape != rgb.shape[:2]:
        before = None  # made on a proxy: all clicks are looked at anew
    picture = encode_matte(select(rgb, (*known, *seeds), before=before))
    made = FrameMatte(frame, FrameState.CORRECTED, digest_of(picture), matte_class, seeds=(*known, *seeds))
    with document.edit(f"Select {thing.settings.name}", Place(shot.id, frame)):
        placed = document.layers.put_matte(thing.id, made, picture)
    return cast(Placed, placed)  # only the machine's mattes may be declined


def _clicked(
    document: Document, thing: ProjectObject, frame: int, matte_class: MatteClass
) -> FrameMatte | None:
    """Find the frame's matte, if it was made of clicks."""
    for placed in document.layers.on_frame(thing.id, frame):
        layer = placed.layer
        if isinstance(layer, FrameMatte) and layer.matte_class is matte_class and layer.seeds:
            return layer
    return None
