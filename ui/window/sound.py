"""Sound while a clip plays at its own rate; what the loudspeaker has played is the clock then."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, Event, Thread
from typing import Protocol

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from editor.errors import CleanplateError
from editor.media.playback.sound import FRAME_BYTES, RATE_HZ, sound_from, time_of

_AHEAD_BYTES = FRAME_BYTES * RATE_HZ // 2
_FEED_MS = 10
_NANOSECONDS = 1_000_000_000


class Loudspeaker(Protocol):
    """What sound is written to."""

    def free_bytes(self) -> int:
        """Tell how much it takes now."""

    def write(self, data: bytes) -> int:
        """Take sound; return how much of it was taken."""

    def played_ns(self) -> int:
        """Tell how much was heard since it began."""

    def close(self) -> None:
        """Be silent at once."""


def default_loudspeaker() -> Loudspeaker | None:
    """Open the system's audio device; None where there is none."""
    from PyQt6.QtMultimedia import QMediaDevices  # slow to load, and not needed before somebody plays

    device = QMediaDevices.defaultAudioOutput()
    return None if device.isNull() else _AudioSink(device)


class SoundPlayer(QObject):
    """Plays the sound of a clip from a frame on.

    Parameters
    ----------
    open_loudspeaker : callable
        Opens the device; returns None where there is none.
    """

    failed = pyqtSignal(object)
    """The sound cannot be read: `CleanplateError`."""

    def __init__(self, open_loudspeaker: Callable[[], Loudspeaker | None] = default_loudspeaker) -> None:
        super().__init__()
        self._open_loudspeaker = open_loudspeaker
        self._speaker: Loudspeaker | None = None
        self._waiting: _Waiting | None = None
        self._rest = b""
        self._thread: Thread | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_FEED_MS)
        self._timer.timeout.connect(self._feed)
        self.is_muted = False

    def start(self, clip: str, frame: int) -> None:
        """Play from a frame on, if there is a device; sound of before ends."""
        self.stop()
        if self.is_muted:
            return
        self._speaker = self._open_loudspeaker()
        if self._speaker is None:
            return
        self._waiting = _Waiting()
        self._thread = Thread(
            target=self._decode, args=(clip, frame, self._waiting), name="sound", daemon=True
        )
        self._thread.start()
        self._timer.start()

    def stop(self) -> None:
        """Be silent."""
        self._timer.stop()
        if self._waiting is not None:
            self._waiting.close()
        if self._thread is not None:
            self._thread.join()
        if self._speaker is not None:
            self._speaker.close()
        self._speaker = self._waiting = self._thread = None
        self._rest = b""

    def elapsed_ns(self) -> int | None:
        """Tell how much was heard since it began; None where nothing is to be heard."""
        waiting = self._waiting
        if self._speaker is None or waiting is None or waiting.is_over:
            return None
        return self._speaker.played_ns()

    def _decode(self, clip: str, frame: int, waiting: _Waiting) -> None:
        try:
            for sound in sound_from(clip, time_of(clip, frame)):
                if not waiting.put(sound):
                    return
        except CleanplateError as error:
            with suppress(RuntimeError):  # the window is gone already
                self.failed.emit(error)
        finally:
            waiting.end()

    def _feed(self) -> None:
        """Hand over as much as the device takes."""
        speaker, waiting = self._speaker, self._waiting
        if speaker is None or waiting is None:
            return
        while free := speaker.free_bytes():
            self._rest = self._rest or waiting.take()
            if not self._rest:
                return
            written = speaker.write(self._rest[:free])
            self._rest = self._rest[max(0, written) :]
            if written <= 0:
                return


class _Waiting:
    """Sound that is decoded and not handed over yet; decoding waits while there is enough."""

    def __init__(self) -> None:
        self._parts: deque[bytes] = deque()
        self._size_bytes = 0
        self._news = Condition()
        self._is_closed = False
        self._is_ended = Event()

    @property
    def is_over(self) -> bool:
        """Whether all was decoded and handed over."""
        return self._is_ended.is_set() and not self._parts

    def put(self, sound: bytes) -> bool:
        """Keep sound, waiting for room; False where nobody wants it any more."""
        with self._news:
            while self._size_bytes > _AHEAD_BYTES and not self._is_closed:
                self._news.wait()
            self._parts.append(sound)
            self._size_bytes += len(sound)
            return not self._is_closed

    def take(self) -> bytes:
        """Return the next sound; nothing where there is none yet."""
        with self._news:
            if not self._parts:
                return b""
            sound = self._parts.popleft()
            self._size_bytes -= len(sound)
            self._news.notify()
            return sound

    def end(self) -> None:
        """Note that there is no more to come."""
        self._is_ended.set()

    def close(self) -> None:
        """Take no more."""
        with self._news:
            self._is_closed = True
            self._news.notify()


class _AudioSink:
    """The system's audio device, through Qt."""

    def __init__(self, device: object) -> None:
        from PyQt6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink

        assert isinstance(device, QAudioDevice)
        kind = QAudioFormat()
        kind.setSampleRate(RATE_HZ)
        kind.setChannelCount(FRAME_BYTES // 2)
        kind.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._sink = QAudioSink(device, kind)
        self._stream = self._sink.start()

    def free_bytes(self) -> int:
        """Tell how much it takes now."""
        return self._sink.bytesFree()

    def write(self, data: bytes) -> int:
        """Take sound; return how much of it was taken."""
        return -1 if self._stream is None else int(self._stream.write(data))

    def played_ns(self) -> int:
        """Tell how much was heard: what was taken, less what still waits in the device."""
        waiting_bytes = self._sink.bufferSize() - self._sink.bytesFree()
        taken_ns = self._sink.processedUSecs() * 1000
        return max(0, taken_ns - waiting_bytes * _NANOSECONDS // (RATE_HZ * FRAME_BYTES))

    def close(self) -> None:
        """Be silent at once."""
        self._sink.reset()
        self._sink.stop()
