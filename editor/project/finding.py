"""What a search found becomes objects of a shot, with mattes that are edited like all others."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from editor.masks.codec import encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of
from editor.project.content.shots import Shot
from editor.project.document import Document
from editor.project.history.events import Place
from editor.render.messages import ItemFound
from editor.render.wiping.request import Search, What

STEP = "Add what was found"
"""What the step is called in the history."""

_A_TIME = 24


def search_of(shot: Shot, clip: str, what: What, *, wants_scene_text: bool = False) -> Search:
    """Ask for a search of the frames of a shot.

    Parameters
    ----------
    shot : Shot
        Whose frames are looked through.
    clip : str
        As `open_clip` takes it.
    what : What
        What is looked for.
    wants_scene_text : bool
        Whether text that may belong to the scene counts.
    """
    frames = f"{shot.first_frame}-{shot.last_frame}"
    return Search(clip, what, frames, wants_scene_text=wants_scene_text)


def put_found(document: Document, shot: Shot, item: ItemFound, name: str) -> Iterator[int]:
    """Make an object of something that was found, a few frames at a time.

    The mattes are the machine's: what the user paints or accepts goes before them.

    Parameters
    ----------
    document : Document
        The document.
    shot : Shot
        Where it was found.
    item : ItemFound
        What was found.
    name : str
        Of the new object.

    Yields
    ------
    int
        The object's id, after each edit; go on until the end.

    Raises
    ------
    ProjectError
        If the document cannot be changed.
    """
    whole = np.zeros(item.shape, np.uint8)
    matte = np.asarray(cv2.imdecode(np.frombuffer(item.matte, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)
    height, width = matte.shape
    whole[item.top : item.top + height, item.left : item.left + width] = matte
    encoded = encode_matte(whole)
    digest = digest_of(encoded)
    frames = range(max(item.first, shot.first_frame), min(item.last, shot.last_frame) + 1)
    confidence = float(np.clip(item.confidence, 0, 1))
    with document.edit(STEP, Place(shot.id, frames.start)):
        thing = document.add_object(shot, name)
        if item.overlay:
            document.overlays.put(thing.id, item.overlay)
    for start in range(frames.start, frames.stop, _A_TIME):
        with document.edit(STEP, Place(shot.id, start)):
            for frame in range(start, min(start + _A_TIME, frames.stop)):
                made = FrameMatte(frame, FrameState.AI, digest, confidence=confidence)
                document.layers.put_matte(thing.id, made, encoded)
        yield thing.id
