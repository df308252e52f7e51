"""The pictures of a window: which of them are filled, and which are taken from."""

from __future__ import annotations

import numpy as np

from engines.complete.contract import Source, Window
from engines.complete.explicit.picture_run import Picture
from engines.errors import ShapeError

REFERENCE_PREFERENCE = 20.0
FAR_PREFERENCE = 5.0
"""They are looked at only for what nothing nearer shows, mostly from one side of time."""


def check_window(window: Window) -> None:
    """Make sure that the arrays of a window fit together.

    Raises
    ------
    ShapeError
        If they do not.
    """
    count = len(window.frames)
    if len(window.mattes) != count:
        raise ShapeError("mattes", got=f"{len(window.mattes)}", wanted=f"one for each of {count} frames")
    if window.done + window.emit_count > count:
        wanted = f"at most {count}, the frames there are"
        raise ShapeError("done + emit_count", got=f"{window.done + window.emit_count}", wanted=wanted)
    sources = [*window.far, *window.references]
    rgbs = [*window.frames, *(source.rgb for source in sources)]
    mattes = [*window.mattes, *(source.matte for source in sources)]
    for rgb, matte in zip(rgbs, mattes, strict=True):
        first = window.frames[0]
        if rgb.shape != first.shape or rgb.dtype != first.dtype or rgb.ndim != 3:
            wanted = f"{first.shape} {first.dtype}, as the first frame"
            raise ShapeError("frame", got=f"{rgb.shape} {rgb.dtype}", wanted=wanted)
        if matte.shape != first.shape[:2]:
            raise ShapeError("matte", got=f"{matte.shape}", wanted=f"{first.shape[:2]}, as its frame")


def near_pictures(window: Window) -> list[Picture]:
    """Take the window's frames: done ones without hole, retouched ones in place of their own."""
    retouched = {source.index: source for source in window.references}
    pictures = []
    for i, (frame, matte) in enumerate(zip(window.frames, window.mattes, strict=True)):
        source = retouched.get(window.start + i)
        if source is not None:
            pictures.append(_retouched(source))
        else:
            hole = np.zeros(matte.shape, np.bool_) if i < window.done else matte > 0
            pictures.append(Picture(window.start + i, frame, hole))
    return pictures


def far_pictures(window: Window) -> list[Picture]:
    """Take what lies outside the window: retouched frames, and far ones that nobody retouched."""
    inside = range(window.start, window.start + len(window.frames))
    far = [Picture(one.index, one.rgb, one.matte > 0, FAR_PREFERENCE) for one in window.far]
    retouched = [_retouched(one) for one in window.references]
    taken = {one.index for one in retouched}
    kept = [*retouched, *(one for one in far if one.index not in taken)]
    return [one for one in kept if one.index not in inside]


def _retouched(source: Source) -> Picture:
    return Picture(source.index, source.rgb, source.matte > 0, REFERENCE_PREFERENCE)
