"""Pictures and masks move together, and masks are spoiled as training wants it."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engines.train.looks import Look, developed, draw_look, streak
from engines.train.material import SoftMask
from engines.train.samples import random_of
from engines.train.scenes import View, bent_view
from engines.train.spoiling import Shares, Treatment, spoiled
from engines.train.warps import about, bent, moved, shifted, spline_field, turned


def _disk(size_px: int = 64) -> SoftMask:
    rows, columns = np.mgrid[:size_px, :size_px]
    return ((rows - 30) ** 2 + (columns - 34) ** 2 < 15**2).astype(np.float32)


def _overlap(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    first, second = one > 0.5, other > 0.5
    return float((first & second).sum() / max(1, (first | second).sum()))


def test_a_picture_and_its_mask_bend_together() -> None:
    mask = _disk()
    rgb = np.repeat((mask * 255).astype(np.uint8)[..., None], 3, axis=2)
    view = bent_view(View(rgb, mask), random_of(4), 0.1)
    assert _overlap(view.mask, mask) < 0.97
    assert np.abs(view.rgb[..., 0] / 255 - view.mask).max() < 0.02


def test_an_affine_map_takes_points_where_it_says() -> None:
    mask = _disk()
    map_ = shifted(5, -3) @ about((34, 30), turned(90, 1.0))
    there = moved(mask, map_, 64)
    assert _overlap(there, np.roll(mask, (-3, 5), (0, 1))) > 0.95
    assert moved(mask, shifted(100, 0), 64).max() == 0
    assert moved(np.ones((8, 8), np.float32), shifted(100, 0), 64, mirror_border=True).min() == 1


def test_a_spline_is_smooth_and_no_larger_than_asked() -> None:
    field = spline_field(random_of(1), 64, 0.1)
    rows, columns = np.mgrid[:64, :64]
    push = field - np.dstack([columns, rows])
    assert 1 < np.abs(push).max() < 2 * 0.1 * 64
    assert np.abs(np.diff(push, axis=0)).max() < 1.5
    still = spline_field(random_of(1), 64, 0.0)
    assert np.abs(bent(_disk(), still) - _disk()).max() < 1e-3


def test_the_treatments_do_what_they_are_called() -> None:
    mask = _disk()
    overlaps = {
        kind: np.mean([_overlap(spoiled(mask, kind, random_of(at)), mask) for at in range(40)])
        for kind in Treatment
    }
    assert overlaps[Treatment.EMPTY] == 0
    assert 0.6 < overlaps[Treatment.MINOR] < 0.95
    assert overlaps[Treatment.MAJOR] < 0.5
    # The mask stays; it is the picture that will be bent.
    assert overlaps[Treatment.WARPED] > 0.9
    for kind in Treatment:
        made = spoiled(mask, kind, random_of(3))
        assert made.dtype == np.float32
        assert 0 <= made.min() <= made.max() <= 1
        assert np.array_equal(made, spoiled(mask, kind, random_of(3)))
    assert np.array_equal(mask, _disk())


def test_the_shares_are_those_that_were_asked_for() -> None:
    random = random_of(8)
    drawn = [Shares().draw(random) for _ in range(2000)]
    for kind, share in zip(Treatment, (0.25, 0.4, 0.2, 0.15), strict=True):
        assert drawn.count(kind) / 2000 == pytest.approx(share, abs=0.04)


def test_an_empty_mask_can_be_spoiled() -> None:
    for kind in Treatment:
        assert spoiled(np.zeros((32, 32), np.float32), kind, random_of(2)).max() == 0


def test_a_look_changes_light_and_is_drawn_from_the_seed() -> None:
    grey = np.full((16, 16, 3), 100, np.uint8)
    brighter = developed(grey, Look((1.5, 1.0, 1.0), 1.0, 0.0, 0.0), random_of(1))
    assert brighter[0, 0].tolist() == [150, 100, 100]
    look = draw_look(random_of(2))
    assert np.array_equal(developed(grey, look, random_of(3)), developed(grey, look, random_of(3)))
    assert draw_look(random_of(2)) == look
    assert look.near(random_of(5)).gains != look.gains


def test_a_streak_spreads_light_along_its_direction() -> None:
    kernel = streak(7, 0)
    assert kernel.sum() == pytest.approx(1)
    assert np.count_nonzero(kernel.sum(axis=1)) == 1
    assert np.count_nonzero(kernel.sum(axis=0)) >= 6
