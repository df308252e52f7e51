from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from clip_descriptions import clip_info

from editor.errors import UsageError
from editor.media.picture import FieldOrder, Picture
from editor.render.proxy import proxy_info, proxy_matte, proxy_picture

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("pixels", "order", "wanted"),
    [
        ("yuv420p", FieldOrder.PROGRESSIVE, (426, 240)),
        ("yuv420p", FieldOrder.TOP_FIRST, (426, 240)),
        ("yuv444p10le", FieldOrder.PROGRESSIVE, (426, 240)),
    ],
)
def test_sizes_are_whole_chroma_samples(pixels: str, order: FieldOrder, wanted: tuple[int, int]) -> None:
    small = proxy_info(clip_info(size=(853, 481), pixels=pixels, field_order=order), HALF)
    assert (small.width, small.height) == wanted


def test_full_size_is_the_clip_itself() -> None:
    clip = clip_info()
    assert proxy_info(clip, Fraction(1)) is clip
    picture = flat(clip_info().width, clip_info().height, [10, 20, 30])
    assert proxy_picture(picture, clip) is picture


@pytest.mark.parametrize("scale", [Fraction(0), Fraction(-1, 2), Fraction(2), Fraction(1, 100)])
def test_useless_scales_are_refused(scale: Fraction) -> None:
    with pytest.raises(UsageError):
        proxy_info(clip_info(), scale)


def flat(width: int, height: int, shades: list[int]) -> Picture:
    sizes = [(height, width), (height // 2, width // 2), (height // 2, width // 2)]
    planes = tuple(np.full(size, shade, np.uint8) for size, shade in zip(sizes, shades, strict=True))
    return Picture(planes, clip_info().format)


def test_planes_keep_their_sampling_and_shade() -> None:
    clip = clip_info()
    small = proxy_picture(flat(clip.width, clip.height, [10, 120, 200]), proxy_info(clip, HALF))
    assert [plane.shape for plane in small.planes] == [(24, 32), (12, 16), (12, 16)]
    assert [set(plane.ravel().tolist()) for plane in small.planes] == [{10}, {120}, {200}]


def test_fields_are_never_mixed() -> None:
    clip = clip_info(field_order=FieldOrder.TOP_FIRST)
    picture = flat(clip.width, clip.height, [0, 0, 0])
    for plane in picture.planes:
        plane[1::2] = 200
    small = proxy_picture(picture, proxy_info(clip, HALF))
    for plane in small.planes:
        assert set(plane[0::2].ravel().tolist()) == {0}
        assert set(plane[1::2].ravel().tolist()) == {200}


def test_whatever_a_matte_touches_stays_touched() -> None:
    clip = clip_info()
    matte = np.zeros((clip.height, clip.width), np.uint8)
    matte[10, 33] = 255
    small = proxy_matte(matte, proxy_info(clip, HALF))
    assert small.shape == (24, 32)
    assert small[5, 16] > 0
    assert np.count_nonzero(small) == 1
