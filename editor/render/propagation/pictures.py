"""A clip's frames as propagation sees them: RGB of 8 bits."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from editor.media.convert import to_rgb
from editor.media.cuts import HISTORY, LOOKAHEAD, CutDetector
from editor.media.picture import FrameReader, Picture


def rgb8(picture: Picture) -> NDArray[np.uint8]:
    """Convert a picture of any depth; scene-linear ones through the shaper."""
    rgb = to_rgb(picture)
    if rgb.dtype == np.uint8:
        return np.ascontiguousarray(rgb, np.uint8)
    return ((rgb.astype(np.uint32) + 128) // 257).astype(np.uint8)


def find_cuts(reader: FrameReader, frames: range, look: Callable[[], None]) -> tuple[int, ...]:
    """Find the cuts among some frames of a clip, decoding them and a few around them once.

    Without those around, each step between two frames would stand out.

    Parameters
    ----------
    reader : FrameReader
        The clip.
    frames : range
        Which.
    look : callable
        Is called after each frame; may raise to stop.
    """
    detector = CutDetector()
    around = range(max(0, frames.start - HISTORY), min(len(reader), frames.stop + LOOKAHEAD))
    cuts: list[int] = []
    for index in around:
        found = detector.push_picture(reader.read(index))
        cuts += [] if found is None else [found + around.start]
        if index in frames:
            look()
    cuts += [index + around.start for index in detector.finish()]
    return tuple(index for index in cuts if index in frames and index > frames.start)
