"""Which frame is looked at, and the range from in to out."""

from __future__ import annotations

from fractions import Fraction

from PyQt6.QtCore import QObject, pyqtSignal

_NOTHING = range(0)


class Playhead(QObject):
    """The play head on the frames of a shot; it never leaves them."""

    moved = pyqtSignal(int)
    """Another frame is looked at: its index."""
    range_changed = pyqtSignal()
    """In, out or loop are others now."""
    shot_changed = pyqtSignal()
    """It runs on other frames now."""

    def __init__(self) -> None:
        super().__init__()
        self._frames = _NOTHING
        self._frame = 0
        self._in: int | None = None
        self._out: int | None = None
        self.rate = Fraction(25)
        self.is_looping = False

    @property
    def frames(self) -> range:
        """Frames of the shot; empty where there is none."""
        return self._frames

    @property
    def frame(self) -> int:
        """The frame that is looked at."""
        return self._frame

    @property
    def marked(self) -> range:
        """Frames from in to out, both included."""
        if not self._frames:
            return _NOTHING
        first = self._frames[0] if self._in is None else self._in
        last = self._frames[-1] if self._out is None else self._out
        return range(first, last + 1)

    @property
    def mark_in(self) -> int | None:
        """Where the range begins; None where it was not marked."""
        return self._in

    @property
    def mark_out(self) -> int | None:
        """Where the range ends; None where it was not marked."""
        return self._out

    def enter(self, frames: range, rate: Fraction, frame: int | None = None) -> None:
        """Go to another shot."""
        self._frames, self.rate = frames, rate
        self._in = self._out = None
        self._frame = frames[0] if frames else 0
        if frame is not None and frame in frames:
            self._frame = frame
        self.shot_changed.emit()
        self.range_changed.emit()
        self.moved.emit(self._frame)

    def go(self, frame: int) -> None:
        """Go to a frame; past the ends it stops there."""
        if not self._frames:
            return
        frame = max(self._frames[0], min(frame, self._frames[-1]))
        if frame != self._frame:
            self._frame = frame
            self.moved.emit(frame)

    def step(self, frames: int) -> None:
        """Go so many frames on."""
        self.go(self._frame + frames)

    def mark(self, first: int | None, last: int | None) -> None:
        """Set the range; what does not lie in the shot is brought there, and None is its end."""
        if not self._frames:
            return
        self._in = None if first is None else max(self._frames[0], min(first, self._frames[-1]))
        self._out = None if last is None else max(self._frames[0], min(last, self._frames[-1]))
        self.range_changed.emit()

    def mark_in_here(self) -> None:
        """Begin the range here; an end before it is forgotten."""
        is_before = self._out is not None and self._out < self._frame
        self.mark(self._frame, None if is_before else self._out)

    def mark_out_here(self) -> None:
        """End the range here; a beginning behind it is forgotten."""
        is_behind = self._in is not None and self._in > self._frame
        self.mark(None if is_behind else self._in, self._frame)

    def set_looping(self, looping: bool) -> None:
        """Play the range again and again, or once."""
        self.is_looping = looping
        self.range_changed.emit()
