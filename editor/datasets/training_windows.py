"""Short windows of consecutive frames, at the size at which engines work out motion."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import cv2
import numpy as np

from editor.datasets.training_pictures import Picture
from editor.media.convert import to_rgb
from editor.media.opening import open_clip

AREA_PX = 432 * 240
"""Larger frames are made as small as this."""


class ClipWindows:
    """Windows of one clip, read when they are asked for.

    Parameters
    ----------
    path : Path
        The clip.
    length : int
        Frames of a window; of a shorter clip there is one window, of all its frames.

    Raises
    ------
    CleanplateError
        If it cannot be read.
    """

    def __init__(self, path: Path, length: int) -> None:
        self._path = path
        self._length = length
        with closing(open_clip(path)) as reader:
            self._frame_count = len(reader)

    def __len__(self) -> int:
        return max(1, self._frame_count - self._length + 1)

    def frames(self, start: int) -> list[Picture]:
        """Read a window: H x W x 3 each, uint8, RGB.

        Raises
        ------
        CleanplateError
            If the clip cannot be read any more.
        """
        with closing(open_clip(self._path)) as reader:
            last = min(self._frame_count, start + self._length)
            return [_working_size(to_rgb(reader.read(index))) for index in range(start, last)]


def _working_size(rgb: np.ndarray[tuple[int, ...], np.dtype[np.uint8 | np.uint16]]) -> Picture:
    eight = (rgb >> 8 if rgb.dtype == np.uint16 else rgb).astype(np.uint8, copy=False)
    height, width = eight.shape[:2]
    factor = float((AREA_PX / (height * width)) ** 0.5)
    if factor >= 1:
        return eight
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return cv2.resize(eight, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
