"""Playing: at the clip's rate or a multiple, forward and backward, dropping frames rather than time."""

from __future__ import annotations

from fractions import Fraction

from PyQt6.QtCore import QElapsedTimer, QObject, Qt, QTimer, pyqtSignal

from ui.desk.playhead import Playhead

SPEEDS = (1, 2, 4, 8)
_NANOSECONDS = 1_000_000_000
_TICK_MS = 4


class Transport(QObject):
    """Moves the play head in time.

    Parameters
    ----------
    playhead : Playhead
        What is moved.
    """

    changed = pyqtSignal(int)
    """Another speed: 0 is rest, negative backward."""
    dropped = pyqtSignal(int)
    """Frames that were left out since it began to play."""

    def __init__(self, playhead: Playhead) -> None:
        super().__init__()
        self._playhead = playhead
        self._speed = 0
        self._began_at = 0
        self._shown_steps = 0
        self._dropped = 0
        self._clock = QElapsedTimer()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        playhead.shot_changed.connect(self.stop)

    @property
    def speed(self) -> int:
        """Times the clip's rate; 0 is rest, negative backward."""
        return self._speed

    def toggle(self) -> None:
        """Play forward, or stop."""
        if self._speed:
            self.stop()
        else:
            self.play(1)

    def shuttle(self, direction: int) -> None:
        """Play that way; again for 2x, 4x and 8x."""
        same = self._speed * direction
        faster = [speed for speed in SPEEDS if speed > same]
        self.play(direction * (faster[0] if same > 0 and faster else max(same, 1)))

    def play(self, speed: int) -> None:
        """Play at a speed, from the other end where there is nothing left to play."""
        playhead, frames = self._playhead, self._playhead.marked
        if not frames:
            return
        if speed > 0 and playhead.frame >= playhead.frames[-1]:
            playhead.go(frames[0])
        elif speed < 0 and playhead.frame <= playhead.frames[0]:
            playhead.go(frames[-1])
        self._speed = speed
        self._dropped = 0
        self._begin()
        self._timer.start(_TICK_MS)
        self.changed.emit(speed)
        self.dropped.emit(0)

    def stop(self) -> None:
        """Rest on the frame that is shown."""
        self._timer.stop()
        if self._speed:
            self._speed = 0
            self.changed.emit(0)

    def _begin(self) -> None:
        self._began_at = self._playhead.frame
        self._shown_steps = 0
        self._clock.start()

    def _tick(self) -> None:
        rate = Fraction(self._playhead.rate) * abs(self._speed)
        steps = self._clock.nsecsElapsed() * rate.numerator // (_NANOSECONDS * rate.denominator)
        if steps == self._shown_steps:
            return
        skipped = steps - self._shown_steps - abs(self._speed)
        if skipped > 0:
            self._dropped += skipped
            self.dropped.emit(self._dropped)
        self._shown_steps = steps
        self._show(self._began_at + steps * (1 if self._speed > 0 else -1))

    def _show(self, frame: int) -> None:
        frames = self._playhead.marked
        is_past = frame > frames[-1] if self._speed > 0 else frame < frames[0]
        was_inside = self._began_at in frames
        if not is_past:
            self._playhead.go(frame)
        elif self._playhead.is_looping:
            self._playhead.go(frames[0] if self._speed > 0 else frames[-1])
            self._begin()
        elif was_inside:
            self._playhead.go(frames[-1] if self._speed > 0 else frames[0])
            self.stop()
        else:
            self._playhead.go(frame)
            if self._playhead.frame in (self._playhead.frames[0], self._playhead.frames[-1]):
                self.stop()
