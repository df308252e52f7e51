"""Keys moved in time: mattes, strokes of one frame and keyframes of shapes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.objects import Layer
from editor.masks.model.shapes import Shape, ShapeKey
from editor.masks.model.strokes import Stroke
from editor.project.content.layers import Placed
from editor.project.content.objects import ProjectObject
from editor.project.document import Document
from editor.project.history.events import Place


def move_keys(document: Document, thing: ProjectObject, frames: Collection[int], delay_frames: int) -> None:
    """Let what the user made of an object on some frames lie on others; one edit.

    What lies there already gives way: keyframes of the same shape, mattes of the same class. Propagated
    mattes stay where they are, and become stale by themselves.

    Parameters
    ----------
    document : Document
        The document.
    thing : ProjectObject
        The object.
    frames : collection of int
        Where the keys lie now; frames without a key are passed over.
    delay_frames : int
        How many frames later they are to lie; less far where one of them would leave the shot.

    Raises
    ------
    LockedObjectError
        If the object is locked.
    """
    shot = document.shots.get(thing.shot_id)
    chosen = frozenset(frames) & frozenset(shot.frames)
    if not chosen:
        return
    delay_frames = max(shot.frames[0] - min(chosen), min(delay_frames, shot.frames[-1] - max(chosen)))
    moves = list(_moves(document.layers.of(thing.id), chosen, delay_frames))
    if not moves or not delay_frames:
        return
    with document.edit(f"Move keys of {thing.settings.name}", Place(shot.id, min(chosen) + delay_frames)):
        for placed in _in_the_way(document.layers.of(thing.id), moves):
            document.layers.remove(placed)
        # The foremost first: no two mattes of a class may share a frame even for a moment.
        for placed, layer in sorted(moves, key=_first_frame, reverse=delay_frames > 0):
            document.layers.change(placed, layer)


def _moves(
    layers: Collection[Placed], frames: frozenset[int], delay_frames: int
) -> Iterator[tuple[Placed, Layer]]:
    for placed in layers:
        layer = placed.layer
        if isinstance(layer, FrameMatte) and layer.is_key and layer.frame in frames:
            yield placed, replace(layer, frame=layer.frame + delay_frames)
        elif isinstance(layer, Stroke) and layer.span.is_one_frame and layer.span.first in frames:
            yield placed, replace(layer, span=layer.span.moved(delay_frames))
        elif isinstance(layer, Shape) and any(key.frame in frames for key in layer.keys):
            yield placed, replace(layer, keys=_moved_keys(layer, frames, delay_frames))


def _in_the_way(layers: Collection[Placed], moves: Collection[tuple[Placed, Layer]]) -> Iterator[Placed]:
    moved = {placed.id for placed, layer in moves if isinstance(layer, FrameMatte)}
    taken = {(layer.frame, layer.matte_class) for _, layer in moves if isinstance(layer, FrameMatte)}
    for placed in layers:
        layer = placed.layer
        if (
            isinstance(layer, FrameMatte)
            and placed.id not in moved
            and (layer.frame, layer.matte_class) in taken
        ):
            yield placed


def _first_frame(move: tuple[Placed, Layer]) -> int:
    layer = move[1]
    if isinstance(layer, Shape):
        return layer.keys[0].frame
    return layer.frame if isinstance(layer, FrameMatte) else layer.span.first or 0


def _moved_keys(shape: Shape, frames: frozenset[int], delay_frames: int) -> tuple[ShapeKey, ...]:
    keys = {key.frame: key for key in shape.keys if key.frame not in frames}
    for key in shape.keys:
        if key.frame in frames:
            moved = replace(key, frame=key.frame + delay_frames)
            keys[moved.frame] = moved
    return tuple(keys[frame] for frame in sorted(keys))
