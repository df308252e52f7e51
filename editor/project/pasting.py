"""Keys copied and put down elsewhere: on other frames, in other objects, in other shots."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.objects import Layer
from editor.masks.model.shapes import Shape
from editor.masks.model.strokes import Stroke
from editor.project.content.layers import Placed
from editor.project.content.objects import ProjectObject
from editor.project.document import Document
from editor.project.history.events import Place


@dataclass(frozen=True, slots=True)
class CopiedKeys:
    """What the user made of an object on some frames; it holds whatever becomes of the object.

    Attributes
    ----------
    name : str
        Of the object.
    shot_id : int
        Its shot.
    first_frame : int
        The earliest of the frames.
    placed : tuple of Placed
        Strokes and mattes of these frames, and shapes with the keyframes there.
    pictures : mapping of str to bytes
        Encoded mattes by their digest.
    size : tuple of int
        Width and height of the mattes.
    """

    name: str
    shot_id: int
    first_frame: int
    placed: tuple[Placed, ...]
    pictures: Mapping[str, bytes] = field(repr=False)
    size: tuple[int, int]


def copy_keys(document: Document, thing: ProjectObject, frames: Collection[int]) -> CopiedKeys | None:
    """Copy what the user made of an object on some frames; None where that is nothing."""
    chosen = frozenset(frames)
    found = [
        replace(placed, layer=layer)
        for placed in document.layers.of(thing.id)
        if (layer := _part(placed.layer, chosen)) is not None
    ]
    if not found:
        return None
    grid = document.grid(document.shots.get(thing.shot_id))
    digests = {one.layer.digest for one in found if isinstance(one.layer, FrameMatte)}
    return CopiedKeys(
        thing.settings.name,
        thing.shot_id,
        min(_first_frame(one.layer) for one in found),
        tuple(found),
        {digest: document.picture(digest) for digest in digests},
        (grid.width, grid.height),
    )


def paste_keys(document: Document, copied: CopiedKeys, thing: ProjectObject, frame: int) -> frozenset[int]:
    """Put copied keys down so that the earliest lies on a frame; one edit.

    Keyframes of a shape that is still there become keyframes of it, others a shape of their own. What would
    lie outside the shot is left out, and so are mattes of clips of another size.

    Parameters
    ----------
    document : Document
        The document.
    copied : CopiedKeys
        From `copy_keys`.
    thing : ProjectObject
        Where they go.
    frame : int
        Frame index.

    Returns
    -------
    frozenset of int
        Frames that have keys of it now.

    Raises
    ------
    LockedObjectError
        If the object is locked.
    """
    shot = document.shots.get(thing.shot_id)
    grid, pasted = document.grid(shot), set[int]()
    has_size = (grid.width, grid.height) == copied.size
    with document.edit(f"Paste keys of {copied.name}", Place(shot.id, frame)):
        for placed in copied.placed:
            layer = _moved(placed.layer, frame - copied.first_frame, shot.frames)
            if layer is None or (isinstance(layer, FrameMatte) and not has_size):
                continue
            if isinstance(layer, Shape):
                _paste_shape(document, placed, layer, thing, is_same_shot=shot.id == copied.shot_id)
            elif isinstance(layer, FrameMatte):
                document.layers.put_matte(thing.id, layer, copied.pictures[layer.digest])
            else:
                document.layers.add(thing.id, layer)
            pasted.update(_frames(layer))
    return frozenset(pasted)


def _paste_shape(
    document: Document, origin: Placed, shape: Shape, thing: ProjectObject, *, is_same_shot: bool
) -> None:
    present = next((one for one in document.layers.of(thing.id) if _is(one, origin)), None)
    if present is not None and isinstance(present.layer, Shape) and _is_alike(present.layer, shape):
        keys = {key.frame: key for key in (*present.layer.keys, *shape.keys)}
        document.layers.change(
            present, replace(present.layer, keys=tuple(keys[frame] for frame in sorted(keys)))
        )
    else:
        # A track belongs to its shot.
        document.layers.add(thing.id, shape if is_same_shot else replace(shape, track=None))


def _is(one: Placed, other: Placed) -> bool:
    return (one.kind, one.id, one.object_id) == (other.kind, other.id, other.object_id)


def _is_alike(present: Shape, shape: Shape) -> bool:
    """Whether keyframes of one can be those of the other: as many points of the same kind."""
    same = present.kind is shape.kind and present.is_closed == shape.is_closed
    return same and len(present.keys[0].points) == len(shape.keys[0].points)


def _part(layer: Layer, frames: frozenset[int]) -> Layer | None:
    """Take of a layer what is a key on some frames."""
    if isinstance(layer, Shape):
        keys = tuple(key for key in layer.keys if key.frame in frames)
        return replace(layer, keys=keys) if keys else None
    if isinstance(layer, FrameMatte):
        return layer if layer.is_key and layer.frame in frames else None
    return layer if layer.span.is_one_frame and layer.span.first in frames else None


def _moved(layer: Layer, delay_frames: int, inside: range) -> Layer | None:
    """Take a layer to later frames; None where nothing of it lies inside."""
    if isinstance(layer, Shape):
        keys = (replace(key, frame=key.frame + delay_frames) for key in layer.keys)
        kept = tuple(key for key in keys if key.frame in inside)
        return replace(layer, keys=kept) if kept else None
    if isinstance(layer, FrameMatte):
        frame = layer.frame + delay_frames
        return replace(layer, frame=frame) if frame in inside else None
    moved = layer.span.moved(delay_frames)
    return replace(layer, span=moved) if moved.first in inside else None


def _frames(layer: Layer) -> Iterator[int]:
    if isinstance(layer, Shape):
        yield from (key.frame for key in layer.keys)
    elif isinstance(layer, FrameMatte):
        yield layer.frame
    elif isinstance(layer, Stroke) and layer.span.first is not None:
        yield layer.span.first


def _first_frame(layer: Layer) -> int:
    return min(_frames(layer))
