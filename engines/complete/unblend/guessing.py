"""Guesses of what is behind an overlay: from other frames, and from around it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Matte, Rgb, Window
from engines.complete.explicit.engine import ExplicitEngine
from engines.complete.unblend.solving import Guess

_RADIUS_PX = 5


def guesses_behind(start: int, frames: Sequence[Rgb], matte: Matte) -> list[Guess]:
    """Guess what an overlay hides in consecutive frames.

    Fetched pixels are right where the motion is followed through the overlay, spatial ones where it is thin
    or what is behind it smooth; neither is always right, and whoever solves for the overlay outvotes the
    wrong ones.

    Parameters
    ----------
    start : int
        Clip index of the first frame.
    frames : sequence of Rgb
        Crops with some surroundings, 8 bit, without a cut between them.
    matte : Matte
        Of the crops' size; above 0 where the overlay may be.

    Raises
    ------
    EngineError
        If nothing around the overlay is known.
    """
    window = Window(start, frames, [matte] * len(frames), 0, len(frames), wants_provenance=True)
    fills = ExplicitEngine().complete(window)
    hole = matte > 0
    guesses = []
    for frame, fill in zip(frames, fills, strict=True):
        height, width = fill.rgb.shape[:2]
        inside = slice(fill.top, fill.top + height), slice(fill.left, fill.left + width)
        fetched, is_fetched = frame.copy(), np.zeros(hole.shape, np.bool_)
        fetched[inside] = fill.rgb
        if fill.provenance is not None:
            is_fetched[inside] = fill.provenance >= 0
        guesses.append(Guess(frame, fetched, is_fetched))
        guesses.append(Guess(frame, _from_around(frame, hole), hole))
    return guesses


def _from_around(frame: Rgb, hole: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Inpaint after A. Telea, 2004."""
    return np.asarray(cv2.inpaint(frame, hole.astype(np.uint8), _RADIUS_PX, cv2.INPAINT_TELEA), np.uint8)
