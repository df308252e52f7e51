"""A view that stands still: background or object stay where they are on the screen while frames go by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import cv2
import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal

from editor.errors import CleanplateError
from editor.masks.tracking.matching import Homography
from editor.media.playback.proxies import proxy_path
from editor.plates.motion import WHOLE, motion_from
from editor.plates.pictures import ClipPictures
from ui.desk.desk import Desk
from ui.desk.mattes import MatteRequest, plain_matte

_HALF = 128


class Steady(QObject):
    """Follows what is held still from the frame it was seen on, both ways, the nearest frames first.

    Parameters
    ----------
    desk : Desk
        The shot and the play head.
    """

    changed = pyqtSignal()
    """It holds now, or does no more, or knows another frame."""
    failed = pyqtSignal(object)
    """It cannot be followed: `CleanplateError`."""

    _found = pyqtSignal(object, int, object)
    _ended = pyqtSignal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._matrices: dict[int, Homography] = {}
        self._stop = Event()
        self._thread: Thread | None = None
        self.is_on = False
        self.is_following = False
        self._found.connect(self._take)
        self._ended.connect(self._end)
        desk.selection.shot_changed.connect(self.release)

    def hold(self, thing: MatteRequest | None = None) -> None:
        """Hold what is seen now still.

        Parameters
        ----------
        thing : MatteRequest or None
            The object to be held, at the frame that is shown; None for the background.
        """
        self.release()
        frames, anchor = self._desk.playhead.frames, self._desk.playhead.frame
        clip = self._clip()
        if not frames or not clip:
            return
        self.is_on = self.is_following = True
        self._matrices = {anchor: np.eye(3)}
        self._stop = Event()
        self._thread = Thread(
            target=self._work, args=(self._stop, clip, anchor, frames, thing), name="steady", daemon=True
        )
        self._thread.start()
        self.changed.emit()

    def release(self) -> None:
        """Let the picture move again."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        was_on, self.is_on, self.is_following = self.is_on, False, False
        self._matrices.clear()
        if was_on:
            self.changed.emit()

    def matrix(self, frame: int) -> Homography | None:
        """Tell where places of the frame that it was held on lie now: 3 x 3 in fractions of the picture."""
        return self._matrices.get(frame)

    def _clip(self) -> str:
        """Choose the proxy where there is one: motion needs no more."""
        project, shot, clip = self._desk.document.project, self._desk.selection.shot, self._desk.frames.clip
        if project is None or shot is None or not clip:
            return ""
        proxy = Path(proxy_path(project.media.get(shot.media_id).facts.fingerprint.digest))
        return str(proxy) if self._desk.frames.has_proxy and proxy.is_file() else clip

    def _work(self, stop: Event, clip: str, anchor: int, frames: range, thing: MatteRequest | None) -> None:
        pictures, error = ClipPictures(clip), None
        try:
            region = WHOLE if thing is None else outline_of(thing)
            for frame, matrix in _both_ways(pictures, anchor, frames, region):
                if stop.is_set():
                    break
                with suppress(RuntimeError):  # the window is gone already
                    self._found.emit(stop, frame, matrix)
        except CleanplateError as failure:
            error = failure
        finally:
            pictures.close()
        with suppress(RuntimeError):
            self._ended.emit(stop, error)

    def _take(self, stop: Event, frame: int, matrix: Homography) -> None:
        if stop is self._stop and self.is_on:
            self._matrices[frame] = matrix
            if frame == self._desk.playhead.frame:
                self.changed.emit()

    def _end(self, stop: Event, error: CleanplateError | None) -> None:
        if stop is self._stop:
            self.is_following = False
            if error is not None:
                self.failed.emit(error)
            self.changed.emit()


def outline_of(thing: MatteRequest) -> tuple[tuple[float, float], ...]:
    """Find what encloses an object, in fractions of the picture; all of it where there is no object."""
    matte = plain_matte(thing, 0)
    if matte.max() < _HALF:
        return WHOLE
    inside = cv2.findNonZero((matte >= _HALF).astype(np.uint8))
    height, width = matte.shape
    hull = cv2.convexHull(inside).reshape(-1, 2) + 0.5
    return tuple((float(x) / width, float(y) / height) for x, y in hull)


def _both_ways(
    pictures: ClipPictures, anchor: int, frames: range, region: Sequence[tuple[float, float]]
) -> Iterator[tuple[int, Homography]]:
    """Follow forwards and backwards in turn."""
    ways = [
        motion_from(pictures, anchor, way, region=region)
        for way in (range(anchor + 1, frames.stop), range(anchor - 1, frames.start - 1, -1))
    ]
    while ways:
        for way in tuple(ways):
            found = next(way, None)
            if found is None:
                ways.remove(way)
            else:
                yield found
