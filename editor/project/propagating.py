"""Carrying the matte of an object from its key frames through its shot, in a process of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

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


@dataclass(frozen=True, slots=True, eq=False)
class KeyMatte:
    """What a frame's propagation starts from.

    Attributes
    ----------
    frame : int
        Frame index.
    evaluate : callable
        Gives its matte, H x W, 0 to 255, neither grown nor feathered.
    """

    frame: int
    evaluate: Callable[[], NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class CarriedMatte:
    """A matte that was made.

    Attributes
    ----------
    frame : int
        Frame index.
    encoded : bytes
        As `editor.masks.codec` encodes it.
    confidence : float or None
        0 to 1.
    """

    frame: int
    encoded: bytes
    confidence: float | None

    @classmethod
    def of(cls, made: FrameMade) -> CarriedMatte:
        """Take over what a propagation tells."""
        matte = cv2.imdecode(np.frombuffer(made.data, np.uint8), cv2.IMREAD_GRAYSCALE)
        return cls(made.index, encode_matte(np.asarray(matte, np.uint8)), made.confidence)


@contextmanager
def frozen_propagation(
    clip: str, keys: Iterable[KeyMatte], frames: range, **wishes: Any
) -> Iterator[PropagationRequest]:
    """Write key mattes where a worker process finds them, as long as it needs them.

    Parameters
    ----------
    clip : str
        As `open_clip` takes it.
    keys : iterable of KeyMatte
        What is carried.
    frames : range
        Frame indices, not empty.
    **wishes
        Whatever else `PropagationRequest` has.

    Yields
    ------
    PropagationRequest
        Its output goes where the keys lie; mattes are told of as they are made.
    """
    with tempfile.TemporaryDirectory(prefix="cleanplate-") as name:
        folder = Path(name)
        sources = tuple(_written(key, folder) for key in keys)
        out = str(folder / "mattes")
        request = PropagationRequest(clip, sources, out, f"{frames[0]}-{frames[-1]}")
        yield replace(request, **wishes)


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
    sources = _sources(states)
    if not sources:
        raise UsageError(
            f"the object {thing.settings.name} is drawn on no frame in particular",
            remedy="draw a shape, or a stroke of one frame, to start from",
        )
    made: dict[int, CarriedMatte] = {}

    def listen(message: Message) -> None:
        if isinstance(message, FrameMade) and not states[message.index].is_key:
            made[message.index] = CarriedMatte.of(message)
        tell(message)

    clip, keys = document.media.present(shot.media_id), _keys(document, thing, sources)
    with frozen_propagation(clip, keys, wanted, **wishes) as request:
        render(request, listen)
    with document.edit(f"Propagate {thing.settings.name}", Place(shot.id, sources[0])):
        return [frame for frame in sorted(made) if put_carried(document, thing, made[frame])]


def put_carried(document: Document, thing: ProjectObject, one: CarriedMatte) -> bool:
    """Put a matte into the document, within an edit; says whether the user's own left room for it."""
    matte = FrameMatte(
        one.frame,
        FrameState.AI,
        digest_of(one.encoded),
        made_from=document.layers.propagation_source(thing.id, MatteClass.MAIN, one.frame),
        confidence=one.confidence,
    )
    return document.layers.put_matte(thing.id, matte, one.encoded) is not None


def _sources(states: Mapping[int, FrameState]) -> list[int]:
    """Choose the key frames that others are made from: pinned ones, and those beside a frame to be made."""
    return [
        frame
        for frame, state in states.items()
        if state is FrameState.PINNED
        or (state.is_key and any(not states.get(beside, state).is_key for beside in (frame - 1, frame + 1)))
    ]


def _keys(document: Document, thing: ProjectObject, frames: Sequence[int]) -> Iterator[KeyMatte]:
    """Evaluate what is painted on key frames, neither grown nor feathered."""
    shot = document.shots.get(thing.shot_id)
    settings = replace(thing.settings, main=_UNTOUCHED, shadow=_UNTOUCHED, reflection=_UNTOUCHED)
    evaluator, tracks = Evaluator(document.grid(shot), document.picture), document.tracks.by_id(shot.id)
    for frame in frames:
        layers = tuple(placed.layer for placed in document.layers.on_frame(thing.id, frame))
        matte = evaluator.evaluate(frame, [MaskedObject(settings, layers)], tracks)
        yield KeyMatte(frame, lambda matte=matte: matte)  # type: ignore[misc]


def _written(key: KeyMatte, folder: Path) -> KeySource:
    path = folder / f"key-{key.frame}.png"
    is_coded, data = cv2.imencode(".png", key.evaluate())
    if not is_coded:
        raise UsageError("the mask of a key frame is empty", remedy="paint it again", frame=key.frame)
    path.write_bytes(data.tobytes())
    return KeySource(str(key.frame), path)
