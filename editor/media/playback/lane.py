"""One thread that decodes one file for the screen: the newest wish first, then what is likely to follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from threading import Condition, Thread
from time import monotonic
from types import MappingProxyType

from editor.errors import CleanplateError
from editor.media.opening import open_clip
from editor.media.picture import FrameReader
from editor.media.playback.cache import ScreenCache
from editor.media.playback.priority import give_way
from editor.media.playback.screen import Level, ScreenFrame, Show, screen_pixels

_JOIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What the screen wants to see.

    Attributes
    ----------
    index : int
        Frame, from 0.
    direction : int
        1 or -1 while playing or stepping that way, 0 where the next frame could be any.
    ahead : int
        Frames to decode beforehand in that direction (both ways where there is none).
    not_before_s : float
        On the clock of `time.monotonic`: a later wish up to then makes this one void.
    """

    index: int
    direction: int = 0
    ahead: int = 0
    not_before_s: float = 0.0

    def wanted(self, frame_count: int) -> Iterator[int]:
        """Yield the frame itself, then those that are likely to come next."""
        yield self.index
        for distance in range(1, self.ahead + 1):
            for sign in (self.direction,) if self.direction else (1, -1):
                if 0 <= self.index + sign * distance < frame_count:
                    yield self.index + sign * distance


@dataclass(frozen=True, slots=True)
class LaneFailure:
    """A frame, or a whole file (`index` is None), that cannot be shown."""

    clip: str
    level: Level
    index: int | None
    error: CleanplateError


_NICE = MappingProxyType({Level.FULL: 10, Level.PROXY: 3})
"""The window comes first, then proxies, which are quick; whole pictures follow."""


class DecodeLane:
    """Decodes one file in a thread of its own.

    Parameters
    ----------
    clip : str
        Name under which frames go into the cache.
    path : str
        The file, folder or pattern to decode.
    level : Level
        What its frames stand for.
    cache : ScreenCache
        Where frames go.
    deliver : callable
        Is told each frame that was asked for and is still wanted, and failures; in the lane's thread.
    picture_bytes : int
        Memory for decoded pictures beside the cache: a long group of pictures is decoded once.
    show : callable or None
        How they are shown; None as they are.
    """

    def __init__(
        self,
        clip: str,
        path: str,
        level: Level,
        cache: ScreenCache,
        deliver: Callable[[ScreenFrame | LaneFailure], None],
        picture_bytes: int,
        show: Show | None = None,
    ) -> None:
        self._clip = clip
        self._path = path
        self._level = level
        self._cache = cache
        self._deliver = deliver
        self._picture_bytes = picture_bytes
        self._show = show
        self._news = Condition()
        self._wish: Wish | None = None
        self._is_closing = False
        self._thread = Thread(target=self._work, name=f"decode {level.value}", daemon=True)
        self._thread.start()

    def wish(self, wish: Wish) -> None:
        """Ask for a frame; what was asked for before and has not begun is dropped."""
        with self._news:
            self._wish = wish
            self._news.notify()

    def show_by(self, show: Show | None) -> None:
        """Show pictures in another way from now on; nothing shown otherwise reaches the cache afterwards."""
        with self._news:
            self._show = show

    def close(self) -> None:
        """Stop as soon as the frame in hand is decoded, and wait for that."""
        with self._news:
            self._is_closing = True
            self._news.notify()
        self._thread.join(_JOIN_S)

    def _work(self) -> None:
        give_way(_NICE[self._level])
        try:
            with closing(open_clip(self._path, cache_bytes=self._picture_bytes)) as reader:
                while (wish := self._next_wish()) is not None:
                    self._fulfil(wish, reader)
        except CleanplateError as error:
            self._deliver(LaneFailure(self._clip, self._level, None, error))

    def _next_wish(self) -> Wish | None:
        with self._news:
            while not self._is_closing:
                if self._wish is None:
                    self._news.wait()
                elif (left_s := self._wish.not_before_s - monotonic()) > 0:
                    self._news.wait(left_s)
                else:
                    wish, self._wish = self._wish, None
                    return wish
            return None

    def _fulfil(self, wish: Wish, reader: FrameReader) -> None:
        for index in wish.wanted(len(reader)):
            frame = self._cache.get(self._clip, self._level, index)
            if frame is None:
                try:
                    frame = self._decoded(reader, index)
                except (CleanplateError, IndexError) as error:
                    self._fail(index, error, wish)
                    continue
            if self._has_news():
                return
            if index == wish.index:
                self._deliver(frame)

    def _decoded(self, reader: FrameReader, index: int) -> ScreenFrame:
        picture = reader.read(index)
        while True:
            show = self._show
            frame = ScreenFrame(self._clip, index, self._level, screen_pixels(picture, show))
            with self._news:
                if show is self._show:
                    self._cache.put(frame)
                    return frame

    def _fail(self, index: int, error: CleanplateError | IndexError, wish: Wish) -> None:
        """Say what is wrong with the frame that is wanted; of others it is said when they are."""
        if index == wish.index and isinstance(error, CleanplateError):
            self._deliver(LaneFailure(self._clip, self._level, index, error))

    def _has_news(self) -> bool:
        with self._news:
            return self._wish is not None or self._is_closing
