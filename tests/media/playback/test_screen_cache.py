"""Screen frames within a number of bytes."""

from __future__ import annotations

import numpy as np

from editor.media.playback.cache import ScreenCache
from editor.media.playback.screen import Level, ScreenFrame

FRAME_BYTES = 8 * 8 * 4


def frame(index: int, level: Level = Level.FULL, clip: str = "a") -> ScreenFrame:
    return ScreenFrame(clip, index, level, np.zeros((8, 8, 4), np.uint8))


def filled(count: int, room_for: int) -> ScreenCache:
    cache = ScreenCache(room_for * FRAME_BYTES)
    for index in range(count):
        cache.put(frame(index))
    return cache


def test_the_longest_unused_goes_first() -> None:
    cache = filled(3, room_for=3)
    assert cache.get("a", Level.FULL, 0) is not None
    cache.put(frame(3))
    assert cache.indices("a", Level.FULL) == {0, 2, 3}
    assert cache.size_bytes == 3 * FRAME_BYTES


def test_pinned_frames_stay_while_others_can_go() -> None:
    cache = filled(3, room_for=3)
    cache.pin("a", frozenset({0, 1}))
    cache.put(frame(3))
    cache.put(frame(4))
    assert cache.indices("a", Level.FULL) == {0, 1, 4}


def test_pins_alone_do_not_break_the_limit() -> None:
    cache = filled(3, room_for=3)
    cache.pin("a", frozenset(range(10)))
    cache.put(frame(3))
    assert cache.indices("a", Level.FULL) == {1, 2, 3}


def test_a_frame_too_large_is_not_kept() -> None:
    cache = ScreenCache(FRAME_BYTES - 1)
    cache.put(frame(0))
    assert not cache.holds("a", Level.FULL, 0)


def test_the_full_frame_is_better_than_its_proxy() -> None:
    cache = ScreenCache(10 * FRAME_BYTES)
    cache.put(frame(5, Level.PROXY))
    best = cache.best("a", 5)
    assert best is not None
    assert best.level is Level.PROXY
    cache.put(frame(5))
    best = cache.best("a", 5)
    assert best is not None
    assert best.level is Level.FULL


def test_dropping_a_clip_leaves_the_others() -> None:
    cache = filled(2, room_for=9)
    cache.put(frame(0, clip="b"))
    cache.drop("a")
    assert cache.size_bytes == FRAME_BYTES
    assert cache.holds("b", Level.FULL, 0)


def test_a_smaller_limit_holds_at_once() -> None:
    cache = filled(4, room_for=4)
    cache.resize(2 * FRAME_BYTES)
    assert cache.indices("a", Level.FULL) == {2, 3}
