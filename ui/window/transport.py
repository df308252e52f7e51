"""Playing: at the clip's rate or a multiple, forward and backward, dropping frames rather than time."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PyQt6.QtCore import QElapsedTimer, QObject, Qt, QTimer, pyqtSignal

from ui.desk.playhead import Playhead
from ui.window.sound import SoundPlayer

SPEEDS = (1, 2, 4, 8)
_NANOSECONDS = 1_000_000_000
_TICK_MS = 4
_PATIENCE_NS = 700_000_000
"""A device that has not begun by then keeps nobody waiting any more."""


class Transport(QObject):
    """Moves the play head in time.

    Parameters
    ----------
    playhead : Playhead
        What is moved.
    sound : SoundPlayer
        Plays along at the clip's own rate, and is the clock then.
    clip : callable
        Tells where the clip lies; empty where there is none.
    is_there : callable
        Whether the picture of a frame can be shown.
    """

    changed = pyqtSignal(int)
    """Another speed: 0 is rest, negative backward."""
    dropped = pyqtSignal(int)
    """Frames that were not seen since it began to play: left out, or not decoded in time."""

    def __init__(
        self,
        playhead: Playhead,
        sound: SoundPlayer,
        clip: Callable[[], str],
        is_there: Callable[[int], bool],
    ) -> None:
        super().__init__()
        self._playhead = playhead
        self._sound, self._clip, self._is_there = sound, clip, is_there
        self._speed = 0
        self._began_at = 0
        self._shown_steps = self._ahead_ns = 0
        self._is_heard = False
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

    @property
    def dropped_frames(self) -> int:
        """Frames that were not seen since it began to play last."""
        return self._dropped

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
        self._sound.stop()
        if self._speed:
            self._speed = 0
            self.changed.emit(0)

    def _begin(self) -> None:
        self._began_at = self._playhead.frame
        self._shown_steps = self._ahead_ns = 0
        self._is_heard = False
        self._clock.start()
        if self._speed == 1 and self._clip():
            self._sound.start(self._clip(), self._began_at)
        else:
            self._sound.stop()

    def _elapsed_ns(self) -> int:
        """Tell how much time has gone by: what was heard, or where nothing is heard, by the clock."""
        heard_ns, clock_ns = self._sound.elapsed_ns(), self._clock.nsecsElapsed()
        if heard_ns is None:
            # Where sound ends before the picture, the clock goes on from there.
            return clock_ns + self._ahead_ns
        self._is_heard = self._is_heard or heard_ns > 0
        if not self._is_heard and clock_ns > _PATIENCE_NS:
            return clock_ns
        self._ahead_ns = heard_ns - clock_ns
        return heard_ns

    def _tick(self) -> None:
        rate = Fraction(self._playhead.rate) * abs(self._speed)
        steps = self._elapsed_ns() * rate.numerator // (_NANOSECONDS * rate.denominator)
        if steps <= self._shown_steps:
            return
        skipped = steps - self._shown_steps - abs(self._speed) + (not self._is_there(self._playhead.frame))
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
