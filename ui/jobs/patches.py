"""Filled places of frames, kept packed, and laid into the picture of the moment."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.media.playback.screen import ScreenPixels
from editor.render.messages import FrameMade

_KEPT_COUNT = 6


@dataclass(frozen=True, slots=True, eq=False)
class _Composed:
    """A filled picture, and the one that it was made of."""

    source: ScreenPixels
    pixels: ScreenPixels


class Patches:
    """The filled places of a preview.

    What lies outside of them is the picture that is shown, sample for sample.
    """

    def __init__(self) -> None:
        self._made: dict[int, FrameMade] = {}
        self._composed: OrderedDict[int, _Composed] = OrderedDict()

    @property
    def frames(self) -> frozenset[int]:
        """Frames that were filled."""
        return frozenset(self._made)

    def add(self, made: FrameMade) -> None:
        """Take the fill of a frame in the place of a former one."""
        self._made[made.index] = made
        self._composed.pop(made.index, None)

    def clear(self) -> None:
        """Forget everything."""
        self._made.clear()
        self._composed.clear()

    def composed(self, frame: int, source: ScreenPixels) -> ScreenPixels | None:
        """Lay the fill of a frame into its picture, of whatever size; None where it was not filled."""
        made = self._made.get(frame)
        if made is None:
            return None
        known = self._composed.get(frame)
        if known is None or known.source is not source:
            known = _Composed(source, _laid_in(source, made))
            self._composed[frame] = known
            while len(self._composed) > _KEPT_COUNT:
                self._composed.popitem(last=False)
        self._composed.move_to_end(frame)
        return known.pixels


def _laid_in(source: ScreenPixels, made: FrameMade) -> ScreenPixels:
    pixels = source.copy()
    if not made.data:
        return pixels
    patch = cv2.imdecode(np.frombuffer(made.data, np.uint8), cv2.IMREAD_UNCHANGED)
    if patch is None:
        return pixels
    top, bottom = _scaled(made.top, patch.shape[0], made.shape[0], source.shape[0])
    left, right = _scaled(made.left, patch.shape[1], made.shape[1], source.shape[1])
    part = pixels[top:bottom, left:right, :3]
    if not part.size:
        return pixels
    if patch.shape[:2] != part.shape[:2]:
        patch = cv2.resize(patch, (right - left, bottom - top), interpolation=cv2.INTER_LINEAR)
    _blend(part, np.asarray(patch, np.uint8))
    return pixels


def _scaled(start: int, length: int, whole: int, shown: int) -> tuple[int, int]:
    """Find where a part lies in a picture of another size."""
    return round(start * shown / whole), round((start + length) * shown / whole)


def _blend(part: NDArray[np.uint8], patch: NDArray[np.uint8]) -> None:
    """Mix a patch in by its alpha; where that is 0 nothing is touched."""
    alpha = cv2.merge([patch[..., 3]] * 3).astype(np.uint16)
    mixed = (part * (255 - alpha) + patch[..., :3] * alpha + 127) // 255
    part[:] = mixed.astype(np.uint8)
