"""Holes are filled with pieces of their surroundings."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.patchwork import patchwork

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def stripes(height: int = 96, width: int = 120) -> Picture:
    """Draw slanting stripes with noise: nothing of them is left where a hole is filled smoothly."""
    lines, columns = np.mgrid[:height, :width]
    wave = np.where((columns + lines // 2) % 12 < 6, 70, 190)
    noise = np.random.default_rng(1).normal(0, 3, (height, width, 3))
    return (wave[..., None] * [1, 0.8, 0.6] + noise).clip(0, 255).astype(np.uint8)


def box(picture: Picture, top: int, left: int, height: int, width: int) -> Mask:
    hole = np.zeros(picture.shape[:2], np.bool_)
    hole[top : top + height, left : left + width] = True
    return hole


def pieced(picture: Picture, hole: Mask) -> Picture:
    with Pool() as pool:
        return patchwork(picture, hole, pool)


def emptied(picture: Picture, hole: Mask) -> Picture:
    return np.where(hole[..., None], 0, picture).astype(np.uint8)


def smooth(picture: Picture, hole: Mask) -> Picture:
    filled = cv2.inpaint(emptied(picture, hole), hole.astype(np.uint8), 6, cv2.INPAINT_NS)
    return np.asarray(filled, np.uint8)


def rms(picture: Picture, truth: Picture, hole: Mask) -> float:
    return float(np.sqrt(np.square(picture[hole].astype(float) - truth[hole]).mean()))


@pytest.mark.parametrize(
    "place", [(30, 40, 26, 30), (0, 0, 26, 30), (70, 90, 26, 30)], ids=["middle", "corner", "other corner"]
)
def test_a_pattern_goes_on(place: tuple[int, int, int, int]) -> None:
    truth = stripes()
    hole = box(truth, *place)
    filled = pieced(emptied(truth, hole), hole)
    assert rms(filled, truth, hole) < 0.5 * rms(smooth(truth, hole), truth, hole)


def test_nothing_else_changes_and_twice_is_the_same() -> None:
    truth = stripes()
    hole = box(truth, 20, 30, 31, 17) | box(truth, 60, 80, 5, 5)
    given = emptied(truth, hole)
    before = given.copy()
    filled = pieced(given, hole)
    assert np.array_equal(filled[~hole], truth[~hole])
    assert np.array_equal(given, before)
    assert np.array_equal(filled, pieced(given, hole))


def test_what_stood_in_the_hole_has_no_say() -> None:
    truth = stripes()
    hole = box(truth, 20, 30, 30, 30)
    assert np.array_equal(pieced(emptied(truth, hole), hole), pieced(truth, hole))


@pytest.mark.parametrize(
    ("size", "hole_size"),
    [((5, 5), (2, 2)), ((16, 16), (14, 14)), ((40, 200), (40, 200)), ((30, 30), (0, 0))],
)
def test_without_surroundings_it_stays(size: tuple[int, int], hole_size: tuple[int, int]) -> None:
    picture = stripes(*size)
    hole = box(picture, 0, 0, *hole_size)
    assert np.array_equal(pieced(picture, hole), picture)


def test_odd_and_narrow_pictures() -> None:
    for size in ((37, 251), (23, 61), (201, 33)):
        truth = stripes(*size)
        hole = box(truth, size[0] // 3, size[1] // 3, size[0] // 4, size[1] // 4)
        filled = pieced(emptied(truth, hole), hole)
        assert filled[hole].min() > 20


@pytest.mark.footage
def test_a_horizon_is_closed(shared: Path) -> None:
    """Field below, sky above, and a smooth fill between them is neither."""
    clip = shared / "footage/clips/blackswan/frames"
    picture = cv2.imread(str(sorted(clip.iterdir())[0]))
    assert picture is not None
    truth = cv2.resize(picture, (216, 120), interpolation=cv2.INTER_AREA).astype(np.uint8)
    hole = box(truth, 8, 20, 40, 30)
    filled = pieced(emptied(truth, hole), hole)
    pictures = filled, smooth(truth, hole), truth
    detail = [float(cv2.Laplacian(one, cv2.CV_32F)[hole].std()) for one in pictures]
    assert detail[1] < 0.4 * detail[2] < detail[0] < 1.3 * detail[2]
