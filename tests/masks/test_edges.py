from __future__ import annotations

import numpy as np
import pytest

from editor.masks.edges import feather, grow
from editor.masks.levels import Matte


def square(size: int = 41, half: int = 5) -> Matte:
    matte = np.zeros((size, size), np.uint8)
    centre = size // 2
    matte[centre - half : centre + half + 1, centre - half : centre + half + 1] = 255
    return matte


@pytest.mark.parametrize("radius_px", [1, 2.5, 6])
def test_grow_reaches_exactly_that_far(radius_px: float) -> None:
    dot = square(half=0)
    lines, columns = np.nonzero(grow(dot, radius_px))
    distance = np.hypot(lines - 20, columns - 20)
    assert distance.max() <= radius_px
    everywhere = np.hypot(*np.mgrid[-20:21, -20:21])
    assert len(lines) == np.count_nonzero(everywhere <= radius_px)


def test_grow_keeps_soft_edges_soft() -> None:
    matte = square()
    matte[20, 30] = 90
    grown = grow(matte, 2)
    assert grown[20, 32] == 90
    assert (grown >= matte).all()


def test_grow_stops_at_the_picture_edge() -> None:
    corner = np.zeros((9, 9), np.uint8)
    corner[0, 8] = 255
    assert np.count_nonzero(grow(corner, 1)) == 3


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
