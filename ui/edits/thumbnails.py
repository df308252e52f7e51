"""Small pictures of shots, decoded beside the window one after the other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import cv2
import numpy as np
from PyQt6.QtGui import QImage, QPixmap

from editor.media.opening import open_clip
from editor.media.playback.screen import ScreenPixels, screen_pixels
from ui.desk.background import Background

WIDTH_PX, HEIGHT_PX = 96, 54


class Thumbnails:
    """Decodes the thumbnails of a list, the first ones first.

    Parameters
    ----------
    background : Background
        Where that is done.
    show : callable
        Gets the key of a picture, and the picture.
    skip : callable
        Gets the key of one that cannot be decoded.
    """

    def __init__(
        self,
        background: Background,
        show: Callable[[str, QPixmap], None],
        skip: Callable[[str], None] = lambda _key: None,
    ) -> None:
        self._background = background
        self._show, self._leave_empty = show, skip
        self._wanted: list[tuple[str, str, int]] = []
        self._is_busy = False

    def want(self, pictures: list[tuple[str, str, int]]) -> None:
        """Decode these: each with its key, its clip and the frame; what was wanted before is forgotten."""
        self._wanted = list(pictures)
        if not self._is_busy:
            self._next()

    def stop(self) -> None:
        """Decode no more."""
        self._wanted = []

    def _next(self) -> None:
        self._is_busy = bool(self._wanted)
        if self._wanted:
            key, clip, frame = self._wanted.pop(0)
            self._background.run(
                lambda: small_picture(clip, frame),
                lambda pixels: self._take(key, pixels),
                lambda _: self._skip(key),
            )

    def _take(self, key: str, pixels: ScreenPixels) -> None:
        is_wanted = self._is_busy
        self._next()
        if is_wanted:
            self._show(key, pixmap_of(pixels))

    def _skip(self, key: str) -> None:
        """Leave the place empty: that the clip is damaged is said when it is opened."""
        self._leave_empty(key)
        self._next()


def small_picture(clip: str, frame: int) -> ScreenPixels:
    """Decode a frame small enough for a list, in its own shape.

    Raises
    ------
    MediaError
        If it cannot be decoded.
    """
    with closing(open_clip(clip, cache_bytes=0)) as reader:
        pixels = screen_pixels(reader.read(min(frame, len(reader) - 1)))
        aspect = float(reader.info.sample_aspect)
    height, width = pixels.shape[0], pixels.shape[1] * aspect
    scale = min(2 * WIDTH_PX / width, 2 * HEIGHT_PX / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.ascontiguousarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def pixmap_of(pixels: ScreenPixels) -> QPixmap:
    """Make a picture for the screen; it keeps its own copy."""
    height, width = pixels.shape[:2]
    image = QImage(pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_RGB32)
    return QPixmap.fromImage(image.copy())
