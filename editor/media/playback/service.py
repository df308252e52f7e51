"""The frames of one clip for the screen: at once from the cache or the proxy, exactly as soon as possible."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from editor.media.playback.cache import ScreenCache
from editor.media.playback.lane import DecodeLane, LaneFailure, Wish
from editor.media.playback.screen import Level, ScreenFrame, Show

_REST_S = 0.12
"""While somebody scrubs, the proxy shows where; the full frame is decoded where the pointer rests."""

_PICTURE_BYTES = 192 << 20
_PROXY_PICTURE_BYTES = 16 << 20
_AHEAD = 24
_AROUND = 8

Deliver = Callable[[ScreenFrame | LaneFailure], None]


class MediaService:
    """Decodes a clip, and its proxy where there is one, each in a thread.

    Parameters
    ----------
    clip : str
        A movie, a folder of pictures, or a pattern.
    cache : ScreenCache
        May be shared between clips.
    deliver : callable
        Is told frames that were asked for, and failures, from other threads. A proxy comes first where it
        is quicker; the full frame follows.
    proxy : str or None
        A movie with the same frames, small and quick to decode.
    show : callable or None
        How pictures are shown; None as they are.
    """

    def __init__(
        self,
        clip: str,
        cache: ScreenCache,
        deliver: Deliver,
        proxy: str | None = None,
        show: Show | None = None,
    ) -> None:
        self._show = show
        self._clip = clip
        self._cache = cache
        self._deliver = deliver
        self._full = DecodeLane(clip, clip, Level.FULL, cache, deliver, _PICTURE_BYTES, show)
        self._small: DecodeLane | None = None
        if proxy is not None:
            self.use_proxy(proxy)

    @property
    def has_proxy(self) -> bool:
        """Whether a proxy is in use."""
        return self._small is not None

    def use_proxy(self, proxy: str) -> None:
        """Take a proxy into use, from the next request on."""
        if self._small is not None:
            self._small.close()
        self._small = DecodeLane(
            self._clip,
            proxy,
            Level.PROXY,
            self._cache,
            self._deliver,
            _PROXY_PICTURE_BYTES,
            self._show,
        )

    def show_by(self, show: Show | None) -> None:
        """Show pictures in another way; what is in the cache is forgotten."""
        self._show = show
        for lane in (self._full, self._small):
            if lane is not None:
                lane.show_by(show)
        self._cache.drop(self._clip)

    def at_once(self, index: int) -> ScreenFrame | None:
        """Return the best that is in memory now."""
        return self._cache.best(self._clip, index)

    def show(self, index: int, *, direction: int = 0, is_dragging: bool = False) -> None:
        """Ask for a frame; only the newest request counts.

        Parameters
        ----------
        index : int
            Frame, from 0.
        direction : int
            1 or -1 while playing or stepping that way.
        is_dragging : bool
            Whether the pointer is still moving: with a proxy, the full frame waits until it rests.
        """
        self._cache.pin(self._clip, frozenset(range(index - _AROUND, index + _AROUND + 1)))
        ahead = _AHEAD if direction else _AROUND
        not_before_s = monotonic() + _REST_S if is_dragging and self._small is not None else 0.0
        if self._small is not None:
            self._small.wish(Wish(index, direction, ahead))
        self._full.wish(Wish(index, direction, ahead, not_before_s))

    def close(self) -> None:
        """Stop both threads and forget the clip's frames."""
        for lane in (self._full, self._small):
            if lane is not None:
                lane.close()
        self._cache.drop(self._clip)
