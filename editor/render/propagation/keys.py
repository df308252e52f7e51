"""Key mattes from the files the user names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from editor.masks.errors import MatteSizeError
from editor.masks.levels import matte_of
from editor.media.picture import ClipInfo, Picture
from editor.media.picture_file import load_picture
from editor.render.frame_range import frame_index
from editor.render.propagation.errors import KeyMatteError
from editor.render.propagation.request import KeySource

Matte = NDArray[np.uint8]
KeyMattes = dict[str, dict[int, Matte]]
"""By object, then by frame index."""


def load_keys(sources: tuple[KeySource, ...], clip: ClipInfo, frames: Sequence[int]) -> KeyMattes:
    """Load key mattes, and see that they fit the clip.

    Parameters
    ----------
    sources : tuple of KeySource
        What the user names.
    clip : ClipInfo
        The clip they are for.
    frames : sequence of int
        Those that mattes are to be made for.

    Raises
    ------
    KeyMatteError
        If there are none, one lies outside the frames, or all of an object are black.
    MatteSizeError
        If one has another size than the clip.
    MediaError
        If one is missing or damaged.
    """
    if not sources:
        raise KeyMatteError("there is no key matte to start from", remedy="give one like --key 0=painted.png")
    keys: KeyMattes = {}
    for source in sources:
        index = frame_index(source.frame, clip)
        if index not in frames:
            raise KeyMatteError(
                "this key matte lies outside the frames that are to be made",
                remedy="give a --range that holds all keys and no --pin on them, or leave this one out",
                path=source.path,
                frame=index,
            )
        keys.setdefault(source.name, {})[index] = _load(source, index, clip)
    for name, mattes in keys.items():
        if not any(matte.any() for matte in mattes.values()):
            told = f"of object {name} " if name else ""
            raise KeyMatteError(
                f"every key matte {told}is black",
                remedy="paint the object white on one at least",
                path=next(source.path for source in sources if source.name == name),
            )
    return keys


def _load(source: KeySource, index: int, clip: ClipInfo) -> Matte:
    loaded = load_picture(source.path, index)
    matte = matte_of(Picture(loaded.planes, loaded.format, loaded.colour))
    height, width = matte.shape
    if (width, height) != (clip.width, clip.height):
        raise MatteSizeError((width, height), (clip.width, clip.height), path=source.path, frame=index)
    return np.ascontiguousarray(matte)
