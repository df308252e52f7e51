from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from skimage.morphology import dilation, disk

from engines.errors import ShapeError
from engines.measure.masks import MaskMeter, boundary, boundary_accuracy, course, region_similarity

Mask = NDArray[np.bool_]


def square(top: int, left: int, side: int = 40, size: tuple[int, int] = (120, 160)) -> Mask:
    mask = np.zeros(size, bool)
    mask[top : top + side, left : left + side] = True
    return mask


def test_region_similarity_is_intersection_over_union() -> None:
    assert region_similarity(square(20, 20), square(20, 40)) == pytest.approx(800 / 2400)
    assert region_similarity(square(20, 20), square(20, 20)) == 1
    assert region_similarity(square(0, 0), square(60, 100)) == 0


def test_boundary_of_a_rectangle_lies_on_both_its_sides() -> None:
    edge = boundary(square(20, 20))
    assert edge[19, 30]
    assert edge[59, 30]
    assert edge[30, 19]
    assert edge[30, 59]
    assert edge.sum() == 4 * 40
    assert not boundary(np.ones((30, 40), bool)).any()


def test_shift_within_the_tolerance_is_no_boundary_error() -> None:
    assert math.ceil(0.008 * math.hypot(120, 160)) == 2
    assert boundary_accuracy(square(22, 20), square(20, 20)) == 1
    assert 0.4 < boundary_accuracy(square(24, 20), square(20, 20)) < 0.95


@pytest.mark.parametrize(("found", "true", "score"), [(0, 0, 1.0), (0, 1, 0.0), (1, 0, 0.0)])
def test_empty_masks(found: int, true: int, score: float) -> None:
    empty, some = np.zeros((120, 160), bool), square(20, 20)
    assert region_similarity((empty, some)[found], (empty, some)[true]) == score
    assert boundary_accuracy((empty, some)[found], (empty, some)[true]) == score


@settings(max_examples=60)
@given(arrays(bool, (13, 21), elements=st.booleans()), arrays(bool, (13, 21), elements=st.booleans()))
def test_matching_is_dilation_by_a_disk(found: Mask, true: Mask) -> None:
    found_edge, true_edge = boundary(found), boundary(true)
    if not found_edge.any() or not true_edge.any():
        return
    near = disk(math.ceil(0.008 * math.hypot(13, 21)))  # type: ignore[no-untyped-call]
    precision = (found_edge & dilation(true_edge, near)).sum() / found_edge.sum()
    recall = (true_edge & dilation(found_edge, near)).sum() / true_edge.sum()
    expected = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    assert boundary_accuracy(found, true) == pytest.approx(expected)


def test_course_of_a_clip_that_gets_lost() -> None:
    lost = course([1.0] * 6 + [0.4] * 6)
    assert lost.mean == pytest.approx(0.7)
    assert lost.recall == pytest.approx(0.5)
    assert lost.decay == pytest.approx(0.6)
    assert course([0.8]).decay == 0


def test_meter_takes_half_covered_pixels_for_object() -> None:
    meter = MaskMeter()
    soft = np.where(square(20, 20), 255, 127).astype(np.uint8)
    meter.add(soft, (square(20, 20) * 128).astype(np.uint8))
    meter.add(soft, (square(20, 40) * 255).astype(np.uint8))
    scores = meter.scores()
    assert scores.frames == 2
    assert scores.region.mean == pytest.approx((1 + 1 / 3) / 2)
    assert scores.region.recall == 0.5


def test_masks_that_do_not_fit_and_no_masks_are_refused() -> None:
    with pytest.raises(ShapeError, match="mask"):
        MaskMeter().add(np.zeros((4, 5), np.uint8), np.zeros((5, 4), np.uint8))
    with pytest.raises(ShapeError, match="no masks"):
        MaskMeter().scores()
