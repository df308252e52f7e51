"""Pixel formats, and packed ones laid out in planes without loss."""

from __future__ import annotations

import av
import numpy as np
import pytest
from av.video.reformatter import Interpolation, VideoReformatter

from editor.media.formats import UnsupportedFormatError, pixel_format, planar_name, plane_order
from editor.media.frames import frame_of, planes_of
from editor.media.picture import ColourTags, Picture

EXACT = int(
    Interpolation.POINT | Interpolation.ACCURATE_RND | Interpolation.BITEXACT | Interpolation.FULL_CHR_H_INT
)

LOSSLESS = (
    *("rgb24", "bgr24", "bgr0", "rgba", "bgra", "argb", "rgb48le", "rgb48be", "rgba64le", "x2rgb10le"),
    *("nv12", "nv21", "nv16", "nv24", "yuyv422", "uyvy422", "vuya", "vuyx", "ayuv64le"),
    *("p010le", "p016le", "p210le", "p416le", "y210le", "y212le", "v30xle", "xv30le", "xv36le", "xv48le"),
    *("yuv420p10be", "gbrp12be", "gray16be"),
)


@pytest.mark.parametrize(
    ("name", "planes", "bits", "shift_x", "shift_y"),
    [
        ("yuv420p", "YUV", 8, 1, 1),
        ("yuv422p10le", "YUV", 10, 1, 0),
        ("yuv411p", "YUV", 8, 2, 0),
        ("yuv440p", "YUV", 8, 0, 1),
        ("yuva444p12le", "YUVA", 12, 0, 0),
        ("gbrp", "RGB", 8, 0, 0),
        ("gbrap16le", "RGBA", 16, 0, 0),
        ("gray10le", "Y", 10, 0, 0),
    ],
)
def test_layout(name: str, planes: str, bits: int, shift_x: int, shift_y: int) -> None:
    pixels = pixel_format(name)
    assert "".join(pixels.plane_names) == planes
    assert (pixels.bit_depth, pixels.chroma_shift_x, pixels.chroma_shift_y) == (bits, shift_x, shift_y)
    assert (pixels.has_alpha, pixels.is_yuv, pixels.is_float) == ("A" in planes, "Y" in planes, False)


def test_float_layout() -> None:
    pixels = pixel_format("gbrapf32le")
    assert (pixels.bit_depth, pixels.is_float, pixels.plane_names) == (32, True, ("R", "G", "B", "A"))


def test_planes_of_rgb_come_as_red_green_blue() -> None:
    assert plane_order("gbrap") == (2, 0, 1, 3)
    frame = av.VideoFrame.from_ndarray(np.full((4, 6, 3), (10, 20, 30), np.uint8), "rgb24")
    pixels, planes = planes_of(frame)
    assert pixels.name == "gbrp"
    assert [int(plane[0, 0]) for plane in planes] == [10, 20, 30]


@pytest.mark.parametrize("name", ["bayer_rggb8", "xyz12le", "cuda", "rgbf16le", "gray32le"])
def test_formats_without_planes_of_the_same_samples(name: str) -> None:
    with pytest.raises(UnsupportedFormatError, match=name):
        planar_name(name)


@pytest.mark.parametrize("packed", LOSSLESS)
def test_packed_samples_survive(packed: str) -> None:
    original = noise(planar_name(packed), 64, 96)
    frame = VideoReformatter().reformat(
        frame_of(original),
        format=packed,
        interpolation=EXACT,
        src_colorspace=1,
        dst_colorspace=1,
        src_color_range=2,
        dst_color_range=2,
    )
    assert frame.format.name == packed
    pixels, planes = planes_of(frame)
    assert pixels == original.format
    for plane, expected in zip(planes, original.planes, strict=True):
        np.testing.assert_array_equal(plane, expected)


@pytest.mark.parametrize("name", ["yuv420p", "yuv422p10le", "gbrap", "gray16le", "yuva444p12le", "gbrpf32le"])
@pytest.mark.parametrize("size", [(5, 7), (64, 96), (33, 47)])
def test_frame_and_back(name: str, size: tuple[int, int]) -> None:
    picture = noise(name, *size)
    pixels, planes = planes_of(frame_of(picture))
    assert pixels == picture.format
    for plane, expected in zip(planes, picture.planes, strict=True):
        np.testing.assert_array_equal(plane, expected)
        assert plane.flags.c_contiguous


def noise(name: str, height: int, width: int) -> Picture:
    pixels = pixel_format(name)
    random = np.random.default_rng(11)
    planes = []
    for letter in pixels.plane_names:
        shift_y, shift_x = (pixels.chroma_shift_y, pixels.chroma_shift_x) if letter in "UV" else (0, 0)
        size = (-(-height >> shift_y), -(-width >> shift_x))
        if pixels.is_float:
            planes.append(random.normal(size=size).astype(np.float32))
        else:
            kind = np.uint8 if pixels.bit_depth <= 8 else np.uint16
            planes.append(random.integers(0, 1 << pixels.bit_depth, size).astype(kind))
    return Picture(tuple(planes), pixels, ColourTags(full_range=True))
