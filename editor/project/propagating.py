"""Carrying the matte of an object from its key frames through its shot, in a process of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from editor.errors import UsageError
from editor.masks.codec import encode_matte
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import MaskedObject, MatteEdge, frame_state
from editor.project.content.objects import ProjectObject
from editor.project.document import Document
from editor.project.errors import LockedObjectError
from editor.project.history.events import Place
from editor.render.messages import FrameMade, Message
from editor.render.propagation.request import KeySource, PropagationRequest
from editor.render.supervisor import render

_UNTOUCHED = MatteEdge()


def propagate(
    document: Document,
    thing: ProjectObject,
    tell: Callable[[Message], None] = lambda _: None,
    *,
    frames: range | None = None,
    **wishes: Any,
) -> list[int]:
    """Make a matte for each frame that has none of the user's own; one edit.

    Parameters
    ----------
    document : Document
        Of the project.
    thing : ProjectObject
        The object; what it is painted with on key frames is carried, before its edge grows or softens.
    tell : callable
        Is told notices and progress.
    frames : range or None
        Frame indices; None for the whole shot.
    **wishes
        Whatever else `PropagationRequest` has: `engine="flow"`, `direction="forward"`.

    Returns
    -------
    list of int
        The frames that got a matte, ascending.

    Raises
    ------
    UsageError
        If no frame has anything to start from, or the clip is missing.
    LockedObjectError
        If the object is locked.
    CleanplateError
        If it cannot be done; the document is as it was then.
    """
    shot = document.shots.get(thing.shot_id)
    wanted = shot.frames if frames is None else frames
    layers = tuple(placed.layer for placed in document.layers.of(thing.id))
    states = {frame: frame_state(layers, frame, MatteClass.MAIN) for frame in wanted}
    if all(state.is_key for state in states.values()):
        return []
    if thing.settings.is_locked:
        raise LockedObjectError(thing.settings.name)
    keys = _sources(states)
    if not keys:
        raise UsageError(
            f"the object {thing.settings.name} is drawn on no frame in particular",
            remedy="draw a shape, or a stroke of one frame, to start from",
        )
    made: dict[int, FrameMade] = {}

    def listen(message: Message) -> None:
        if isinstance(message, FrameMade) and not states[message.index].is_key:
            made[message.index] = message
        tell(message)

    with tempfile.TemporaryDirectory(prefix="cleanplate-") as name:
        request = PropagationRequest(
            clip=document.media.present(shot.media_id),
            keys=tuple(_written(document, thing, keys, Path(name))),
            out=str(Path(name) / "mattes"),
            frames=f"{wanted[0]}-{wanted[-1]}",
        )
        render(replace(request, **wishes), listen)
    with document.edit(f"Propagate {thing.settings.name}", Place(shot.id, keys[0])):
        return [frame for frame in sorted(made) if _put(document, thing, made[frame])]


def _sources(states: Mapping[int, FrameState]) -> list[int]:
    """Choose the key frames that others are made from: pinned ones, and those beside a frame to be made."""
    return [
        frame
        for frame, state in states.items()
        if state is FrameState.PINNED
        or (state.is_key and any(not states.get(beside, state).is_key for beside in (frame - 1, frame + 1)))
    ]


def _written(
    document: Document, thing: ProjectObject, frames: Sequence[int], folder: Path
) -> Iterator[KeySource]:
    """Write what is painted on key frames, neither grown nor feathered, as pictures."""
    shot = document.shots.get(thing.shot_id)
    settings = replace(thing.settings, main=_UNTOUCHED, shadow=_UNTOUCHED, reflection=_UNTOUCHED)
    evaluator, tracks = Evaluator(document.grid(shot), document.picture), document.tracks.by_id(shot.id)
    for frame in frames:
        layers = tuple(placed.layer for placed in document.layers.on_frame(thing.id, frame))
        matte = evaluator.evaluate(frame, [MaskedObject(settings, layers)], tracks)
        path = folder / f"key-{frame}.png"
        path.write_bytes(cv2.imencode(".png", matte)[1].tobytes())
        yield KeySource(str(frame), path)


def _put(document: Document, thing: ProjectObject, made: FrameMade) -> bool:
    picture = cv2.imdecode(np.frombuffer(made.data, np.uint8), cv2.IMREAD_GRAYSCALE)
    encoded = encode_matte(np.asarray(picture, np.uint8))
    matte = FrameMatte(
        made.index,
        FrameState.AI,
        digest_of(encoded),
        made_from=document.layers.propagation_source(thing.id, MatteClass.MAIN, made.index),
        confidence=made.confidence,
    )
    return document.layers.put_matte(thing.id, matte, encoded) is not None
