"""Two fields make a picture."""

from __future__ import annotations

import numpy as np
import pytest

from editor.media.fields import split_fields, weave_fields
from editor.media.formats import pixel_format
from editor.media.picture import ColourTags, FieldOrder, Picture


def interlaced(name: str, height: int, order: FieldOrder) -> Picture:
    pixels = pixel_format(name)
    random = np.random.default_rng(5)
    planes = []
    for letter in pixels.plane_names:
        shift_x, shift_y = (pixels.chroma_shift_x, pixels.chroma_shift_y) if letter in "UV" else (0, 0)
        size = (-(-height >> shift_y), -(-30 >> shift_x))
        planes.append(
            random.integers(0, 1 << pixels.bit_depth, size).astype(np.uint16 if "10" in name else np.uint8)
        )
    return Picture(tuple(planes), pixels, ColourTags(False, 1, 1, 1), order, index=7, pts=9009)


@pytest.mark.parametrize("name", ["yuv420p", "yuv422p10le", "yuva420p", "gbrp", "gray"])
@pytest.mark.parametrize("height", [16, 18, 15, 17])
@pytest.mark.parametrize("order", [FieldOrder.TOP_FIRST, FieldOrder.BOTTOM_FIRST])
def test_weaving_undoes_splitting(name: str, height: int, order: FieldOrder) -> None:
    picture = interlaced(name, height, order)
    woven = weave_fields(*split_fields(picture), order)
    for plane, original in zip(woven.planes, picture.planes, strict=True):
        np.testing.assert_array_equal(plane, original)
    assert (woven.format, woven.colour, woven.field_order) == (picture.format, picture.colour, order)
    assert (woven.index, woven.pts) == (7, 9009)


def test_fields_are_pictures_of_every_second_line() -> None:
    picture = interlaced("yuv420p", 18, FieldOrder.TOP_FIRST)
    top, bottom = split_fields(picture)
    assert [plane.shape for plane in top.planes] == [(9, 30), (5, 15), (5, 15)]
    assert [plane.shape for plane in bottom.planes] == [(9, 30), (4, 15), (4, 15)]
    np.testing.assert_array_equal(bottom.planes[0], picture.planes[0][1::2])
    assert top.field_order is bottom.field_order is FieldOrder.PROGRESSIVE
    assert all(plane.flags.c_contiguous for field in (top, bottom) for plane in field.planes)
