from __future__ import annotations

import numpy as np
import pytest

from editor.media.picture import FieldOrder
from editor.render.lanes import join_fills, lane_count, split_lanes
from engines.complete.contract import Fill


def picture() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(5).integers(0, 256, (21, 16, 3)).astype(np.uint8)


def test_fields_of_interlaced_clips_are_lanes() -> None:
    assert lane_count(FieldOrder.PROGRESSIVE) == 1
    assert lane_count(FieldOrder.TOP_FIRST) == lane_count(FieldOrder.BOTTOM_FIRST) == 2


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("box", [(4, 11, 2, 9), (5, 6, 0, 16), (0, 21, 0, 16), (20, 21, 15, 16)])
def test_fills_of_lanes_join_to_the_frame(count: int, box: tuple[int, int, int, int]) -> None:
    whole = picture()
    top, bottom, left, right = box
    matte = np.zeros(whole.shape[:2], np.uint8)
    matte[top:bottom, left:right] = 255
    fills = []
    for rgb, hole in zip(split_lanes(whole, count), split_lanes(matte, count), strict=True):
        lines, columns = np.nonzero(hole)
        if not len(lines):
            fills.append(Fill(3, 0, 0, rgb[:0, :0]))
            continue
        first, start = int(lines.min()), int(columns.min())
        fills.append(Fill(3, first, start, rgb[first : lines.max() + 1, start : columns.max() + 1]))
    crop = join_fills(fills)
    assert crop is not None
    canvas = np.zeros_like(whole)
    height, width = crop.rgb.shape[:2]
    canvas[crop.top : crop.top + height, crop.left : crop.left + width] = crop.rgb
    assert np.array_equal(canvas[matte > 0], whole[matte > 0])


def test_no_hole_in_any_lane_is_no_crop() -> None:
    empty = np.zeros((0, 0, 3), np.uint8)
    assert join_fills([Fill(0, 0, 0, empty)]) is None
    assert join_fills([Fill(0, 0, 0, empty), Fill(0, 0, 0, empty)]) is None
