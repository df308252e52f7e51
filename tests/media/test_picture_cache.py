"""Decoded pictures kept within a number of bytes."""

from __future__ import annotations

import numpy as np

from editor.media.formats import pixel_format
from editor.media.picture import Picture
from editor.media.picture_cache import PictureCache


def picture(index: int, size_bytes: int = 100) -> Picture:
    return Picture((np.zeros((1, size_bytes), np.uint8),), pixel_format("gray"), index=index)


def test_the_one_not_used_for_longest_goes_first() -> None:
    cache = PictureCache(300)
    for index in range(3):
        cache.put(picture(index))
    assert cache.get(0) is not None
    cache.put(picture(3))
    assert [index for index in range(4) if cache.get(index)] == [0, 2, 3]


def test_a_picture_larger_than_the_cache_is_not_kept() -> None:
    cache = PictureCache(300)
    cache.put(picture(0))
    cache.put(picture(1, 301))
    assert cache.get(0) is not None
    assert cache.get(1) is None


def test_no_memory_no_pictures() -> None:
    cache = PictureCache(0)
    cache.put(picture(0))
    assert cache.get(0) is None
    assert cache.capacity(100) == 1


def test_the_same_picture_counts_once() -> None:
    cache = PictureCache(200)
    for _ in range(5):
        cache.put(picture(0))
    cache.put(picture(1))
    assert cache.get(0) is not None
    assert cache.get(1) is not None
