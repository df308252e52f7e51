from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
import pytest

from editor.masks.edges import feather, grow, growth_margin_px
from editor.masks.levels import Matte

SAMPLES = 16


def square(size: int = 41, half: int = 5) -> Matte:
    matte = np.zeros((size, size), np.uint8)
    centre = size // 2
    matte[centre - half : centre + half + 1, centre - half : centre + half + 1] = 255
    return matte


def as_matte(fine: np.ndarray) -> Matte:
    """Average what was drawn 16 times as fine."""
    height, width = (size // SAMPLES for size in fine.shape)
    share = fine.reshape(height, SAMPLES, width, SAMPLES).mean((1, 3))
    return np.rint(share).astype(np.uint8)


def spread_by_definition(fine: np.ndarray, radius_px: float, levels: Iterable[int]) -> Matte:
    """Move each level's edge by the distance, in what was drawn 16 times as fine."""
    grown = np.zeros_like(fine)
    is_inside, radius = radius_px < 0, abs(radius_px) * SAMPLES
    for level in levels:
        other_side = (fine >= level) if is_inside else (fine < level)
        distance = cv2.distanceTransform(other_side.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
        grown[(distance > radius) if is_inside else (distance <= radius)] = level
    return as_matte(grown)


def scene(rng: np.random.Generator, size: int = 56) -> np.ndarray:
    """Something with straight and round edges, and a hole, 16 times as fine."""
    fine = np.zeros((size * SAMPLES, size * SAMPLES), np.uint8)
    middle = rng.uniform(0.45, 0.55, 2) * size * SAMPLES
    box = cv2.boxPoints((middle.tolist(), (24 * SAMPLES, 20 * SAMPLES), rng.uniform(0, 90)))
    cv2.fillPoly(fine, [np.rint(box).astype(np.int32)], 255)
    cv2.circle(fine, np.rint(middle + 6 * SAMPLES).astype(int).tolist(), 9 * SAMPLES, 255, -1)
    cv2.circle(fine, np.rint(middle).astype(int).tolist(), 5 * SAMPLES, 0, -1)
    return fine


@pytest.mark.parametrize("radius_px", [0.3, 1, 2.5, 7.4, -0.6, -3.2])
def test_hard_edges_move_by_parts_of_a_pixel(radius_px: float) -> None:
    for seed in range(3):
        fine = scene(np.random.default_rng(seed))
        wanted = spread_by_definition(fine, radius_px, [255]).astype(int)
        off = (grow(as_matte(fine), radius_px) - wanted)[(wanted > 0) & (wanted < 255)]
        assert np.percentile(np.abs(off), 75) < 25.5  # a tenth of a pixel; corners may be further off
        assert abs(off.mean()) < 12


@pytest.mark.parametrize(("sigma_px", "most"), [(1.5, 20), (4, 8)])
@pytest.mark.parametrize("radius_px", [0.4, 5.7, -2.3])
def test_soft_edges_move_as_soft_as_they_are(sigma_px: float, most: int, radius_px: float) -> None:
    fine = cv2.GaussianBlur(scene(np.random.default_rng(5)), (0, 0), sigma_px * SAMPLES)
    wanted = spread_by_definition(fine, radius_px, range(20, 256, 20)) + 10
    off = (grow(as_matte(fine), radius_px).astype(int) - wanted)[(wanted > 40) & (wanted < 220)]
    assert np.abs(off).max() <= most + 10
    assert np.abs(off).mean() <= most / 2


def test_a_pixel_becomes_a_disc_and_a_faint_one_stays_faint() -> None:
    dot = square(half=0)
    distance = np.hypot(*np.mgrid[-20:21, -20:21])
    for radius_px in (1.0, 2.5, 6.0):
        grown = grow(dot, radius_px)
        assert (grown[distance <= radius_px] == 255).all()
        assert not grown[distance >= radius_px + 1.5].any()
        # What a square covers that is moved all over a disc.
        assert grown.sum() / 255 == pytest.approx(np.pi * radius_px**2 + 4 * radius_px + 1, rel=0.03)
        faint = grow(dot // 4, radius_px)
        assert faint.max() == 63
        assert (faint[distance <= radius_px] == 63).all()


def test_twice_a_little_is_as_far_as_once_and_there_and_back_is_where_it_was() -> None:
    matte = as_matte(scene(np.random.default_rng(1)))
    once, twice = grow(matte, 3.0), grow(grow(matte, 1.3), 1.7)
    assert np.abs(once.astype(int) - twice).mean() < 0.6
    there_and_back = grow(grow(square(), 2.4), -2.4)
    assert np.abs(there_and_back.astype(int) - square()).mean() < 0.3


@pytest.mark.parametrize("radius_px", [0.7, 5.3, -4.1])
def test_a_part_of_a_picture_grows_as_the_whole_does(radius_px: float) -> None:
    soft = cv2.GaussianBlur(as_matte(scene(np.random.default_rng(2))), (0, 0), 1.0)
    matte = np.maximum(soft, np.roll(as_matte(scene(np.random.default_rng(3))), 20, axis=0))
    margin = growth_margin_px(radius_px)
    part = slice(20, 45)
    wide = slice(20 - margin, 45 + margin)
    whole = grow(matte, radius_px)[part, part]
    assert np.array_equal(
        grow(np.ascontiguousarray(matte[wide, wide]), radius_px)[margin:-margin, margin:-margin], whole
    )


def test_grow_stops_at_the_picture_edge_and_nothing_shrinks_from_there() -> None:
    corner = np.zeros((9, 9), np.uint8)
    corner[0, 8] = 255
    assert np.argwhere(grow(corner, 1) == 255).tolist() == [[0, 7], [0, 8], [1, 8]]
    left = np.zeros((9, 9), np.uint8)
    left[:, :5] = 255
    assert (grow(left, -1.5)[4].tolist(), grow(left, -9).any()) == (
        [255, 255, 255, 127, 0, 0, 0, 0, 0],
        False,
    )


def test_feather_falls_evenly_and_only_outside() -> None:
    matte = square()
    soft = feather(matte, 4)
    assert (soft[matte == 255] == 255).all()
    edge = soft[20, 25:32].astype(int)
    assert edge.tolist() == [255, 204, 153, 102, 51, 0, 0]


def test_feather_leaves_a_faint_matte_as_it_is() -> None:
    faint = square() // 3
    assert np.array_equal(feather(faint, 3), faint)


@pytest.mark.parametrize("operation", [grow, feather])
def test_nothing_comes_from_nothing_and_inputs_stay(operation: object) -> None:
    assert callable(operation)
    black, matte = np.zeros((8, 8), np.uint8), square()
    before = matte.copy()
    assert not operation(black, 3).any()
    assert np.array_equal(operation(matte, 0), before)
    operation(matte, 3)
    assert np.array_equal(matte, before)
