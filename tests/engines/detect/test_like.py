"""Something flat recognised by one appearance of it, and followed."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engines.detect.like import Example, ExampleError, find_like

HEIGHT, WIDTH, COUNT = 240, 400, 24
Rgb = NDArray[np.uint8]


def scene(index: int) -> Rgb:
    wide = np.random.default_rng(3).integers(0, 256, (HEIGHT, WIDTH + 2 * COUNT, 3)).astype(np.uint8)
    wide = cv2.GaussianBlur(wide, (0, 0), 3)
    wide = np.clip((wide.astype(np.float32) - 127) * 3 + 120, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(wide[:, 2 * index : 2 * index + WIDTH])


def poster() -> Rgb:
    drawn = np.full((120, 90, 3), (230, 220, 190), np.uint8)
    cv2.circle(drawn, (45, 40), 26, (180, 30, 40), -1, cv2.LINE_AA)
    cv2.circle(drawn, (38, 34), 8, (250, 240, 90), -1, cv2.LINE_AA)
    cv2.putText(drawn, "SALE", (6, 92), cv2.FONT_HERSHEY_DUPLEX, 1.0, (20, 40, 120), 2, cv2.LINE_AA)
    cv2.putText(drawn, "-50 % today", (6, 111), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (10, 10, 10), 1, cv2.LINE_AA)
    return drawn


def outline(index: int, *, is_second: bool = False) -> NDArray[np.float32]:
    """Corners of the poster: it moves and turns; a second, smaller one hangs elsewhere."""
    if is_second:
        return np.float32([(290, 150), (340, 155), (336, 222), (288, 215)]) - np.float32([2 * index, 0])
    lean = 0.5 * index
    return np.float32([(40, 40 + lean), (120, 36), (124, 140), (38, 146 - lean)]) + np.float32(
        [4 * index, index]
    )


def hung(rgb: Rgb, corners: NDArray[np.float32]) -> Rgb:
    own = poster()
    height, width = own.shape[:2]
    square = np.float32([(0, 0), (width, 0), (width, height), (0, height)])
    plane = cv2.getPerspectiveTransform(square, corners)
    there = cv2.warpPerspective(own, plane, (WIDTH, HEIGHT), flags=cv2.INTER_AREA)
    cover = cv2.warpPerspective(np.full(own.shape[:2], 255, np.uint8), plane, (WIDTH, HEIGHT))
    return np.where(cover[..., None] > 127, there, rgb).astype(np.uint8)


def overlap(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    shared, _ = cv2.intersectConvexConvex(one, other)
    return float(shared / (cv2.contourArea(one) + cv2.contourArea(other) - shared))


def test_all_appearances_are_found_and_followed() -> None:
    def read(index: int) -> Rgb:
        rgb = hung(scene(index), outline(index))
        return hung(rgb, outline(index, is_second=True)) if index >= 10 else rgb

    told: list[int] = []
    example = Example.of(poster())
    first, second = find_like(read, [range(COUNT)], example, 6, told.append)
    assert first.frames == range(COUNT)
    assert second.frames == range(10, COUNT)
    for index in range(COUNT):
        assert overlap(first.outlines[index], outline(index)) > 0.9
        if index >= 10:
            assert overlap(second.outlines[index], outline(index, is_second=True)) > 0.85
    assert min(first.confidence, second.confidence) > 0.5
    assert told == list(range(COUNT))


def test_it_ends_at_a_cut_and_is_not_seen_where_it_is_not() -> None:
    def read(index: int) -> Rgb:
        return hung(scene(index), outline(index)) if index < 9 else scene(index + 5)

    (only,) = find_like(read, [range(9), range(9, 18)], Example.of(poster()), 4)
    assert only.frames == range(9)
    mirrored = Example.of(np.ascontiguousarray(poster()[:, ::-1]))
    assert find_like(read, [range(4)], mirrored, 2) == []


def test_a_plain_example_is_refused() -> None:
    with pytest.raises(ExampleError, match="more detailed"):
        Example.of(np.full((60, 60, 3), 128, np.uint8))
