"""A clip's frames as propagation sees them: RGB of 8 bits."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from editor.media.convert import to_rgb
from editor.media.cuts import CutDetector
from editor.media.picture import FrameReader, Picture


def rgb8(picture: Picture) -> NDArray[np.uint8]:
    """Convert a picture of any depth; scene-linear ones through the shaper."""
    rgb = to_rgb(picture)
    if rgb.dtype == np.uint8:
        return np.ascontiguousarray(rgb, np.uint8)
    return ((rgb.astype(np.uint32) + 128) // 257).astype(np.uint8)


def find_cuts(reader: FrameReader, frames: range, look: Callable[[], None]) -> tuple[int, ...]:
    """Find the cuts among some frames of a clip, decoding them once.

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
    cuts: list[int] = []
    for index in frames:
        found = detector.push_picture(reader.read(index))
        cuts += [] if found is None else [found + frames.start]
        look()
    return (*cuts, *(index + frames.start for index in detector.finish()))
