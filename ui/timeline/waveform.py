"""The sound of the shot's clip below it: read beside the window, drawn from its peaks."""

from __future__ import annotations

from contextlib import suppress
from threading import Event, Thread

import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QPainter

from editor.errors import CleanplateError
from editor.media.waveform import Peaks, StoppedReadingError, peaks_of
from ui.desk.desk import Desk
from ui.theme.colours import GAP, SOUND
from ui.timeline.scale import TimeScale
from ui.viewer.images import image_of

_FULL_SCALE = 127
_SHORTEST_PX = 1.0


class WaveformStore(QObject):
    """The sound of the clip that is shown.

    Parameters
    ----------
    desk : Desk
        The shot, and where its clip lies.
    """

    changed = pyqtSignal()
    """`peaks` are others now."""
    failed = pyqtSignal(object)
    """The sound cannot be read: `CleanplateError`."""

    _read = pyqtSignal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._content = ""
        self._stop = Event()
        self.peaks: Peaks | None = None
        self.is_busy = False
        self._read.connect(self._take)
        desk.frames.clip_changed.connect(self._enter_clip)
        self._enter_clip()

    def close(self) -> None:
        """Leave off reading."""
        self._stop.set()
        self._content, self.is_busy = "", False

    def _enter_clip(self) -> None:
        clip, content = self._desk.frames.clip, self._digest()
        if content == self._content:
            return
        self.close()
        self._content = content
        if self.peaks is not None:
            self.peaks = None
            self.changed.emit()
        if clip and content:
            self._stop, self.is_busy = Event(), True
            Thread(target=self._work, args=(clip, content, self._stop), daemon=True).start()

    def _digest(self) -> str:
        project, shot = self._desk.document.project, self._desk.selection.shot
        if project is None or shot is None or not self._desk.frames.clip:
            return ""
        return project.media.get(shot.media_id).facts.fingerprint.digest

    def _work(self, clip: str, content: str, stop: Event) -> None:
        told: Peaks | CleanplateError | None
        try:
            told = peaks_of(clip, content, stop.is_set)
        except StoppedReadingError:
            return
        except CleanplateError as error:
            told = error
        with suppress(RuntimeError):  # the window is gone already
            self._read.emit(content, told)

    def _take(self, content: str, told: Peaks | CleanplateError | None) -> None:
        if content != self._content:
            return
        self.is_busy = False
        if isinstance(told, CleanplateError):
            self.failed.emit(told)
        elif told is not self.peaks:
            self.peaks = told
            self.changed.emit()


def paint_sound(painter: QPainter, peaks: Peaks, scale: TimeScale, row: tuple[int, int]) -> None:
    """Draw the lowest and highest sample of each column of pixels.

    Parameters
    ----------
    painter : QPainter
        On what is `scale.width_px` wide.
    peaks : Peaks
        The sound.
    scale : TimeScale
        Which frames are shown, and how wide.
    row : (int, int)
        Top and height.
    """
    top, height = row
    left = max(0, int(scale.x_of(scale.frames.start)))
    right = min(scale.width_px, round(scale.x_of(scale.frames.stop)))
    painter.fillRect(left, top + 1, right - left, height - 2, GAP)
    if right <= left:
        return
    first = scale.first + left / scale.frame_px
    lows, highs = peaks.columns(first, scale.frame_px, right - left)
    middle, half = height / 2, height / 2 - 2
    tops = middle - half * highs / _FULL_SCALE
    bottoms = middle - half * lows / _FULL_SCALE + _SHORTEST_PX
    lines = np.arange(height)[:, None] + 0.5
    drawn = np.where((lines >= tops) & (lines < bottoms), np.uint32(SOUND.rgb()), np.uint32(GAP.rgb()))
    painter.drawImage(left, top + 1, image_of(drawn.view(np.uint8).reshape(height, -1, 4)[1:-1]))
