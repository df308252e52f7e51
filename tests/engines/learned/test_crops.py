"""Crops around the holes of a window."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engines.complete.learned.crops import Crop, Sight, choose_crops

SIGHT = Sight(height=240, width=432, square=320, context=6)
Masks = list[NDArray[np.bool_]]


def holes(shape: tuple[int, int], boxes: Sequence[Sequence[tuple[int, int, int, int]]]) -> Masks:
    """One mask for each frame, each with rectangles (top, left, bottom, right)."""
    masks = []
    for frame in boxes:
        mask = np.zeros(shape, np.bool_)
        for top, left, bottom, right in frame:
            mask[top:bottom, left:right] = True
        masks.append(mask)
    return masks


def crops_of(masks: Masks, longest: int = 100) -> list[Crop]:
    return choose_crops(masks, range(len(masks)), SIGHT, longest)


def scale_of(crop: Crop) -> float:
    return crop.height / (crop.box.bottom - crop.box.top)


def test_a_small_hole_is_seen_at_full_size_in_a_crop_of_the_network_s_shape() -> None:
    (crop,) = crops_of(holes((1080, 1920), [[(500, 900, 540, 990)]] * 8))
    assert (crop.height, crop.width) == (240, 432)
    assert scale_of(crop) == 1
    assert crop.frames == range(8)


def test_a_larger_hole_is_seen_smaller_with_context_on_all_sides() -> None:
    (crop,) = crops_of(holes((1080, 1920), [[(400, 800, 720, 1120)]] * 8))
    assert (crop.height, crop.width) == (240, 432)
    assert 0.3 < scale_of(crop) < 0.5
    assert crop.box.top < 300
    assert crop.box.bottom > 820
    assert crop.box.left < 700
    assert crop.box.right > 1220


def test_a_crop_stays_inside_the_picture() -> None:
    (crop,) = crops_of(holes((1080, 1920), [[(0, 1800, 100, 1920)]] * 3))
    assert crop.box.top == 0
    assert crop.box.right == 1920


def test_a_portrait_is_seen_by_a_portrait_crop() -> None:
    (crop,) = crops_of(holes((1920, 1080), [[(100, 200, 1800, 900)]] * 3))
    assert crop.height > crop.width


@pytest.mark.parametrize("shape", [(96, 96), (61, 83), (240, 432), (17, 1000)])
def test_a_small_picture_is_seen_as_it_is(shape: tuple[int, int]) -> None:
    masks = holes(shape, [[(4, 30, 12, 60)]] * 3)
    (crop,) = crops_of(masks)
    assert (crop.height, crop.width) == (crop.box.bottom - crop.box.top, crop.box.right - crop.box.left)


def test_holes_far_apart_have_crops_of_their_own_and_near_ones_share_one() -> None:
    far = crops_of(holes((2160, 3840), [[(10, 10, 60, 60), (2000, 3700, 2050, 3750)]] * 3))
    near = crops_of(holes((2160, 3840), [[(900, 900, 950, 950), (960, 990, 990, 1050)]] * 3))
    assert [scale_of(crop) for crop in far] == [1, 1]
    assert len(near) == 1


def test_many_small_holes_do_not_make_many_crops() -> None:
    scattered = [(y, x, y + 20, x + 20) for y in range(50, 2100, 400) for x in range(50, 3800, 500)]
    assert len(crops_of(holes((2160, 3840), [scattered]))) <= 4


def test_crops_follow_a_small_hole_that_crosses_a_large_picture_and_overlap_in_time() -> None:
    masks = holes((1080, 1920), [[(500, 15 * i, 560, 15 * i + 60)] for i in range(100)])
    crops = crops_of(masks)
    assert len(crops) > 1
    assert min(map(scale_of, crops)) > 0.5
    for one, other in pairwise(crops):
        assert one.core.stop == other.core.start
        assert one.frames.stop > other.frames.start
        assert one.weight(one.core.stop) < 1


def test_a_tall_hole_needs_the_whole_picture_and_is_not_followed() -> None:
    masks = holes((1080, 1920), [[(100, 20 * i, 1000, 20 * i + 250)] for i in range(60)])
    assert len(crops_of(masks)) == 1


def test_a_crop_sees_no_more_frames_than_the_network_takes() -> None:
    crops = crops_of(holes((240, 432), [[(100, 100, 140, 140)]] * 60), longest=30)
    assert all(len(crop.context) <= 30 for crop in crops)
    assert {i for crop in crops for i in crop.core} == set(range(60))


def test_frames_without_a_hole_are_context_only() -> None:
    boxes = [[(100, 100, 140, 140)] if 10 <= i < 20 else [] for i in range(40)]
    (crop,) = crops_of(holes((240, 432), boxes))
    assert crop.core == range(10, 20)
    assert crop.context == range(4, 26)


def test_without_holes_there_are_no_crops() -> None:
    assert crops_of(holes((240, 432), [[]] * 5)) == []


@settings(max_examples=40)
@given(
    shape=st.tuples(st.integers(16, 700), st.integers(16, 900)),
    seed=st.integers(0, 2**32 - 1),
    count=st.integers(1, 30),
    longest=st.integers(1, 40),
)
def test_every_pixel_of_every_hole_is_filled_by_some_crop_in_its_core(
    shape: tuple[int, int], seed: int, count: int, longest: int
) -> None:
    random = np.random.default_rng(seed)
    masks = []
    for _ in range(count):
        mask = np.zeros(shape, np.bool_)
        for _ in range(int(random.integers(0, 4))):
            top, left = random.integers(0, shape[0]), random.integers(0, shape[1])
            mask[top : top + random.integers(1, 200), left : left + random.integers(1, 200)] = True
        masks.append(mask)
    filled = [np.zeros(shape, np.bool_) for _ in masks]
    for crop in crops_of(masks, longest):
        assert 0 <= crop.context.start <= crop.frames.start <= crop.core.start < crop.core.stop
        assert crop.core.stop <= crop.frames.stop <= crop.context.stop <= count
        assert crop.height <= crop.box.bottom - crop.box.top <= shape[0]
        assert crop.width <= crop.box.right - crop.box.left <= shape[1]
        for i in crop.core:
            filled[i][crop.inner.area] = True
    assert all((~mask | done).all() for mask, done in zip(masks, filled, strict=True))
