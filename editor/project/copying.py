"""Copies of what is painted, to other frames and other shots."""

from __future__ import annotations

from collections.abc import Iterable

from editor.masks.copying import copied_to_frame, copied_to_shot
from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.objects import Layer
from editor.project.content.layers import Placed
from editor.project.content.objects import ProjectObject
from editor.project.content.shots import Shot
from editor.project.document import Document
from editor.project.history.events import Place


def copy_to_frame(document: Document, thing: ProjectObject, source: int, target: int) -> list[Placed]:
    """Copy what there is of an object on one frame to another one, above what is there; one edit.

    Parameters
    ----------
    document : Document
        The document.
    thing : ProjectObject
        The object.
    source, target : int
        Frame indices.

    Raises
    ------
    LockedObjectError
        If the object is locked.
    """
    shot = document.shots.get(thing.shot_id)
    present = [placed.layer for placed in document.layers.on_frame(thing.id, source)]
    tracks = document.tracks.by_id(shot.id)
    copies = copied_to_frame(present, source, target, document.grid(shot), tracks)
    with document.edit(f"Copy {thing.settings.name} to frame {target}", Place(shot.id, target)):
        return _add(document, thing, copies)


def copy_to_shot(document: Document, thing: ProjectObject, shot: Shot, delay_frames: int) -> ProjectObject:
    """Copy an object with all that is painted to another shot; one edit.

    Parameters
    ----------
    document : Document
        The document.
    thing : ProjectObject
        The object.
    shot : Shot
        The other shot, or the object's own.
    delay_frames : int
        How many frames later everything is there.
    """
    left = document.shots.get(thing.shot_id)
    layers = [placed.layer for placed in document.layers.of(thing.id)]
    tracks = document.tracks.by_id(left.id)
    copies = copied_to_shot(layers, delay_frames, shot.frames, document.grid(left), tracks)
    with document.edit(f"Copy {thing.settings.name} to {shot.name}", Place(shot.id)):
        copy = document.objects.add(shot.id, thing.settings)
        overlay = document.overlays.of(thing.id)
        if overlay is not None and delay_frames == 0 and shot.media_id == left.media_id:
            document.overlays.put(copy.id, overlay)  # elsewhere it lies over other pictures
        _add(document, copy, copies)
    return copy


def _add(document: Document, thing: ProjectObject, layers: Iterable[Layer]) -> list[Placed]:
    added = []
    for layer in layers:
        if isinstance(layer, FrameMatte):
            placed = document.layers.put_matte(thing.id, layer, document.picture(layer.digest))
        else:
            placed = document.layers.add(thing.id, layer)
        added += [] if placed is None else [placed]
    return added
