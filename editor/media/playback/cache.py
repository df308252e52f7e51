"""Screen frames kept within a number of bytes, the longest unused dropped first."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

import psutil

from editor.media.playback.screen import Level, ScreenFrame

_SHARE_OF_MEMORY = 4

Key = tuple[str, Level, int]


def default_limit_bytes() -> int:
    """Return a quarter of this machine's memory."""
    return int(psutil.virtual_memory().total) // _SHARE_OF_MEMORY


class ScreenCache:
    """What decoders put in and the screen takes out; any thread may do either.

    Frames that are pinned stay as long as unpinned ones can go in their place.

    Parameters
    ----------
    limit_bytes : int
        So much all frames together may take.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._size_bytes = 0
        self._frames: OrderedDict[Key, ScreenFrame] = OrderedDict()
        self._pinned: dict[str, frozenset[int]] = {}
        self._lock = Lock()

    @property
    def limit_bytes(self) -> int:
        """So much all frames together may take."""
        return self._limit_bytes

    @property
    def size_bytes(self) -> int:
        """So much they take now."""
        return self._size_bytes

    def get(self, clip: str, level: Level, index: int) -> ScreenFrame | None:
        """Return a frame of a level if it is here."""
        with self._lock:
            frame = self._frames.get((clip, level, index))
            if frame is not None:
                self._frames.move_to_end((clip, level, index))
            return frame

    def best(self, clip: str, index: int) -> ScreenFrame | None:
        """Return a frame in full size, or else its proxy, or None."""
        return self.get(clip, Level.FULL, index) or self.get(clip, Level.PROXY, index)

    def holds(self, clip: str, level: Level, index: int) -> bool:
        """Whether a frame is here; asking does not count as use."""
        with self._lock:
            return (clip, level, index) in self._frames

    def indices(self, clip: str, level: Level) -> frozenset[int]:
        """Which frames of a clip are here."""
        with self._lock:
            return frozenset(key[2] for key in self._frames if key[:2] == (clip, level))

    def put(self, frame: ScreenFrame) -> None:
        """Keep a frame; one that is larger than the whole cache is not kept."""
        key = frame.clip, frame.level, frame.index
        with self._lock:
            if key in self._frames or frame.pixels.nbytes > self._limit_bytes:
                return
            self._frames[key] = frame
            self._size_bytes += frame.pixels.nbytes
            self._shrink(key)

    def pin(self, clip: str, indices: frozenset[int]) -> None:
        """Name the frames of a clip that are to stay, in place of those named before."""
        with self._lock:
            self._pinned[clip] = indices

    def resize(self, limit_bytes: int) -> None:
        """Change the limit, at once."""
        with self._lock:
            self._limit_bytes = limit_bytes
            self._shrink(None)

    def drop(self, clip: str | None = None) -> None:
        """Forget a clip's frames and pins, or everything."""
        with self._lock:
            for key in [key for key in self._frames if clip is None or key[0] == clip]:
                self._forget(key)
            if clip is None:
                self._pinned.clear()
            else:
                self._pinned.pop(clip, None)

    def _shrink(self, newest: Key | None) -> None:
        for keep_pinned in (True, False):
            for key in list(self._frames):
                if self._size_bytes <= self._limit_bytes:
                    return
                if key != newest and not (keep_pinned and key[2] in self._pinned.get(key[0], ())):
                    self._forget(key)

    def _forget(self, key: Key) -> None:
        self._size_bytes -= self._frames.pop(key).pixels.nbytes
