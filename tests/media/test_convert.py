"""To RGB and back, by the matrix and range that the picture says."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from editor.media.convert import from_rgb, to_rgb
from editor.media.fields import split_fields
from editor.media.formats import pixel_format
from editor.media.picture import ColourTags, FieldOrder, Picture, Plane

KR_KB = {1: (0.2126, 0.0722), 5: (0.299, 0.114), 6: (0.299, 0.114), 7: (0.212, 0.087), 9: (0.2627, 0.0593)}


def flat(name: str, values: tuple[int, ...], tags: ColourTags, height: int = 32) -> Picture:
    pixels = pixel_format(name)
    kind = np.uint8 if pixels.bit_depth <= 8 else np.uint16
    sizes = [chroma_size(name, letter, height, 48) for letter in pixels.plane_names]
    planes = tuple(np.full(size, value, kind) for size, value in zip(sizes, values, strict=True))
    return Picture(planes, pixels, tags)


def chroma_size(name: str, letter: str, height: int, width: int) -> tuple[int, int]:
    pixels = pixel_format(name)
    if letter not in "UV":
        return height, width
    return -(-height >> pixels.chroma_shift_y), -(-width >> pixels.chroma_shift_x)


def soft(name: str, tags: ColourTags, height: int = 96, width: int = 160) -> Picture:
    """Make a picture of soft shapes whose colours all exist in RGB."""
    pixels = pixel_format(name)
    random = np.random.default_rng(3)
    planes = []
    for letter in pixels.plane_names:
        centre, reach = (128, 25) if letter in "UV" else (125, 60)
        coarse = random.uniform(centre - reach, centre + reach, (5, 7)).astype(np.float32)
        size = chroma_size(name, letter, height, width)
        plane = cv2.resize(coarse, size[::-1], interpolation=cv2.INTER_LINEAR)
        deep = np.rint(plane * (1 << (pixels.bit_depth - 8)))
        planes.append(deep.astype(np.uint8 if pixels.bit_depth <= 8 else np.uint16))
    return Picture(tuple(planes), pixels, tags, index=3, pts=300)


def expected_rgb(values: tuple[int, int, int], bits: int, matrix: int, full_range: bool) -> np.ndarray:
    """Work the conversion out from the definition (ITU-T H.273)."""
    scale = 1 << (bits - 8)
    luma_span, chroma_span = ((1 << bits) - 1,) * 2 if full_range else (219 * scale, 224 * scale)
    y = (values[0] - (0 if full_range else 16 * scale)) / luma_span
    cb, cr = ((value - 128 * scale) / chroma_span for value in values[1:])
    kr, kb = KR_KB[matrix]
    red, blue = y + 2 * (1 - kr) * cr, y + 2 * (1 - kb) * cb
    green = (y - kr * red - kb * blue) / (1 - kr - kb)
    return np.clip([red, green, blue], 0, 1) * (255 if bits == 8 else 65535)


@pytest.mark.parametrize("matrix", KR_KB)
@pytest.mark.parametrize("full_range", [False, True])
@pytest.mark.parametrize(("name", "bits"), [("yuv420p", 8), ("yuv422p10le", 10), ("yuv444p12le", 12)])
def test_matrix_and_range_are_obeyed(name: str, bits: int, matrix: int, full_range: bool) -> None:
    for small in ((120, 128, 128), (90, 150, 110), (180, 100, 140), (60, 120, 150)):
        values = tuple(value << (bits - 8) for value in small)
        rgb = to_rgb(flat(name, values, ColourTags(full_range, matrix=matrix)))
        wanted = expected_rgb(values, bits, matrix, full_range)
        np.testing.assert_allclose(rgb[10, 10], wanted, atol=1.5)


@pytest.mark.parametrize(("height", "matrix"), [(576, 5), (720, 1)])
def test_matrix_that_nobody_tells_goes_by_size(height: int, matrix: int) -> None:
    rgb = to_rgb(flat("yuv420p", (100, 90, 200), ColourTags(), height))
    np.testing.assert_allclose(rgb[10, 10], expected_rgb((100, 90, 200), 8, matrix, False), atol=1.5)


@pytest.mark.parametrize("full_range", [False, True])
@pytest.mark.parametrize("matrix", [1, 5, 9])
@pytest.mark.parametrize(
    "name",
    [
        *("yuv444p", "yuva444p", "yuv444p10le", "yuv444p12le", "yuva444p12le", "yuv444p16le"),
        *(
            "yuv422p",
            "yuv420p",
            "yuva420p",
            "yuv411p",
            "yuv440p",
            "yuv422p10le",
            "yuv420p10le",
            "yuv420p12le",
        ),
        "yuv440p12le",
    ],
)
def test_there_and_back(name: str, matrix: int, full_range: bool) -> None:
    picture = soft(name, ColourTags(full_range, matrix=matrix))
    back = from_rgb(to_rgb(picture), picture)
    assert (back.format, back.colour, back.index, back.pts) == (picture.format, picture.colour, 3, 300)
    for letter, plane, original in zip(picture.format.plane_names, back.planes, picture.planes, strict=True):
        assert plane.flags.c_contiguous
        assert largest_difference(plane, original) <= allowed_difference(picture, letter)


def allowed_difference(picture: Picture, letter: str) -> int:
    """One code; where chroma is filtered, three 256ths of the scale, as its gradients bend."""
    is_subsampled = picture.format.chroma_shift_x or picture.format.chroma_shift_y
    if letter == "A":
        return 0
    return 1 if letter == "Y" or not is_subsampled else 3 << (picture.format.bit_depth - 8)


@pytest.mark.parametrize(
    "name", ["gbrp", "gbrap", "gbrp10le", "gbrp12le", "gbrap16le", "gray", "gray10le", "gray16le"]
)
@pytest.mark.parametrize("full_range", [False, True, None])
def test_rgb_and_grey_come_back_exactly(name: str, full_range: bool | None) -> None:
    picture = soft(name, ColourTags(full_range))
    rgb = to_rgb(picture)
    assert rgb.shape == (96, 160, 3)
    assert rgb.dtype == (np.uint8 if picture.format.bit_depth == 8 else np.uint16)
    for plane, original in zip(from_rgb(rgb, picture).planes, picture.planes, strict=True):
        np.testing.assert_array_equal(plane, original)


def test_white_is_white_at_every_depth() -> None:
    assert to_rgb(flat("gbrp10le", (1023, 1023, 1023), ColourTags(True)))[0, 0].tolist() == [65535] * 3
    assert to_rgb(flat("gray10le", (940,), ColourTags(False)))[0, 0].tolist() == [65535] * 3
    assert to_rgb(flat("gray", (16,), ColourTags()))[0, 0].tolist() == [0] * 3
    assert to_rgb(flat("yuv444p", (235, 128, 128), ColourTags()))[0, 0].tolist() == [255] * 3


@pytest.mark.parametrize("name", ["gbrpf32le", "gbrapf32le", "grayf32le"])
def test_scene_linear_light_goes_through_the_shaper(name: str) -> None:
    pixels = pixel_format(name)
    light = np.random.default_rng(4).normal(0.2, 3, (len(pixels.plane_names), 20, 30)).astype(np.float32)
    picture = Picture(tuple(light), pixels, ColourTags(True, transfer=8))
    rgb = to_rgb(picture)
    assert rgb.dtype == np.uint16
    for plane, original in zip(from_rgb(rgb, picture).planes, picture.planes, strict=True):
        np.testing.assert_allclose(plane, original, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize(("is_jpeg", "at_left"), [(False, True), (True, False)])
def test_chroma_lies_where_the_standards_put_it(is_jpeg: bool, at_left: bool) -> None:
    """A step in chroma between columns 11 and 12: sited left, luma column 24 has the new colour in full."""
    picture = flat("yuv420p", (125, 128, 128), ColourTags(is_jpeg, matrix=5 if is_jpeg else 1))
    picture.planes[2][:, 12:] = 180
    red = to_rgb(picture)[8, :, 0].astype(int)
    step = red[40] - red[0]
    halfway = (red[23] - red[0]) / step
    assert halfway == pytest.approx(0.5 if at_left else 0.25, abs=0.03)


@pytest.mark.parametrize("order", [FieldOrder.TOP_FIRST, FieldOrder.BOTTOM_FIRST])
@pytest.mark.parametrize("name", ["yuv420p", "yuv420p10le", "yuv422p"])
def test_fields_do_not_mix(name: str, order: FieldOrder) -> None:
    calm = Picture(soft(name, ColourTags()).planes, pixel_format(name), ColourTags(), order)
    planes = tuple(plane.copy() for plane in calm.planes)
    for plane in planes:
        plane[1::2] = np.random.default_rng(1).integers(60, 180, plane[1::2].shape)
    wild = calm.with_planes(planes)
    calm_rgb, wild_rgb = to_rgb(calm), to_rgb(wild)
    np.testing.assert_array_equal(wild_rgb[0::2], calm_rgb[0::2])
    for changed, kept in zip(
        split_fields(from_rgb(wild_rgb, calm))[0].planes, top_field(calm_rgb, calm), strict=True
    ):
        np.testing.assert_array_equal(changed, kept)
    back = from_rgb(calm_rgb, calm)
    for letter, plane, original in zip("YUV", back.planes, calm.planes, strict=True):
        assert largest_difference(plane, original) <= allowed_difference(calm, letter)


def top_field(rgb: np.ndarray, like: Picture) -> tuple[Plane, ...]:
    return split_fields(from_rgb(rgb, like))[0].planes


def test_other_lines_do_show_in_a_progressive_picture() -> None:
    calm = soft("yuv420p", ColourTags())
    planes = tuple(plane.copy() for plane in calm.planes)
    planes[2][1::2] = 200
    assert (to_rgb(calm.with_planes(planes))[0::2] != to_rgb(calm)[0::2]).any()


def test_same_picture_same_rgb() -> None:
    picture = soft("yuv420p", ColourTags())
    np.testing.assert_array_equal(to_rgb(picture), to_rgb(picture))


def largest_difference(plane: Plane, original: Plane) -> int:
    return int(np.abs(plane.astype(int) - original.astype(int)).max())
