"""A composite changes the samples under the matte, and no other sample of any plane."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from editor.media.composite import Crop, CropError, Matte, composite
from editor.media.convert import from_rgb, to_rgb
from editor.media.formats import pixel_format
from editor.media.layers import composite_rgb, matte_picture, patch_picture, rgb_picture
from editor.media.picture import ColourTags, FieldOrder, Picture, Plane

INTEGER_FORMATS = (
    *("yuv420p", "yuv422p", "yuv444p", "yuv411p", "yuv440p", "yuv420p10le", "yuv422p10le", "yuv444p12le"),
    *("yuv420p16le", "yuva420p", "yuva444p12le", "gbrp", "gbrp10le", "gbrap16le", "gray", "gray10le"),
)
FLOAT_FORMATS = ("gbrpf32le", "gbrapf32le", "grayf32le")


def picture(
    name: str, height: int = 62, width: int = 75, order: FieldOrder = FieldOrder.PROGRESSIVE, seed: int = 1
) -> Picture:
    """Make a picture of noise in all its planes."""
    rng = np.random.default_rng(seed)
    pixels = pixel_format(name)

    def plane(letter: str) -> Plane:
        is_chroma = letter in "UV"
        lines = -(-height >> pixels.chroma_shift_y) if is_chroma else height
        columns = -(-width >> pixels.chroma_shift_x) if is_chroma else width
        if pixels.is_float:
            return rng.normal(size=(lines, columns)).astype(np.float32)
        noise = rng.integers(0, 1 << pixels.bit_depth, (lines, columns), np.uint16)
        return noise.astype(np.uint8) if pixels.bit_depth <= 8 else noise

    return Picture(tuple(plane(letter) for letter in pixels.plane_names), pixels, field_order=order)


def fill_for(source: Picture, top: int = 0, left: int = 0, height: int = -1, width: int = -1) -> Crop:
    """Make a fill that differs from the source in every pixel."""
    rgb: NDArray[Any] = np.full((source.height, source.width, 3), 7.5, np.float32)
    if not source.format.is_float:
        rgb = ~to_rgb(source)
    bottom = source.height if height < 0 else top + height
    right = source.width if width < 0 else left + width
    return Crop(top, left, np.ascontiguousarray(rgb[top:bottom, left:right]))


def hole(source: Picture, top: int, bottom: int, left: int, right: int, value: int = 255) -> Matte:
    matte = np.zeros((source.height, source.width), np.uint8)
    matte[top:bottom, left:right] = value
    return matte


def covered(matte: Matte, source: Picture, letter: str) -> NDArray[np.bool_]:
    """Say by brute force which samples of a plane touch the matte, field by field where there are fields."""
    shift_y, shift_x = (
        (source.format.chroma_shift_y, source.format.chroma_shift_x) if letter in "UV" else (0, 0)
    )
    plane = source.planes[source.format.plane_names.index(letter)]
    touched = np.zeros(plane.shape, np.bool_)
    for line, column in np.argwhere(matte):
        row = line >> shift_y
        if source.field_order is not FieldOrder.PROGRESSIVE:
            row = ((line // 2) >> shift_y) * 2 + line % 2
        if row < len(plane):
            touched[row, column >> shift_x] = True
    return touched


@pytest.mark.parametrize("order", list(FieldOrder))
@pytest.mark.parametrize("name", [*INTEGER_FORMATS, *FLOAT_FORMATS])
def test_samples_outside_stay_and_samples_inside_change(name: str, order: FieldOrder) -> None:
    source = picture(name, order=order)
    matte = hole(source, 21, 44, 13, 37)
    result = composite(source, fill_for(source), matte)
    for letter, before, after in zip(source.format.plane_names, source.planes, result.planes, strict=True):
        assert after.dtype == before.dtype
        if letter == "A":
            assert np.array_equal(before, after)
            continue
        inside = covered(matte, source, letter)
        assert np.array_equal(before[~inside], after[~inside])
        assert np.mean(before[inside] != after[inside]) > 0.9


@settings(max_examples=40)
@given(
    name=st.sampled_from(("yuv420p", "yuv420p10le", "yuv422p", "yuv422p10le", "yuv410p")),
    order=st.sampled_from(list(FieldOrder)),
    size=st.tuples(st.integers(8, 40), st.integers(8, 40)),
    data=st.data(),
)
def test_nothing_outside_changes_wherever_the_hole_lies(
    name: str, order: FieldOrder, size: tuple[int, int], data: st.DataObject
) -> None:
    source = picture(name, *size, order=order)
    top = data.draw(st.integers(0, size[0] - 1))
    left = data.draw(st.integers(0, size[1] - 1))
    height = data.draw(st.integers(1, size[0] - top))
    width = data.draw(st.integers(1, size[1] - left))
    matte = hole(source, top, top + height, left, left + width, data.draw(st.integers(1, 255)))
    result = composite(source, fill_for(source, top, left, height, width), matte)
    for letter, before, after in zip(source.format.plane_names, source.planes, result.planes, strict=True):
        inside = covered(matte, source, letter)
        assert np.array_equal(before[~inside], after[~inside])


@pytest.mark.parametrize("name", INTEGER_FORMATS)
def test_a_full_matte_gives_the_converted_fill(name: str) -> None:
    source = picture(name)
    fill = fill_for(source)
    everything = np.full((source.height, source.width), 255, np.uint8)
    expected = from_rgb(fill.rgb, source)  # type: ignore[arg-type]  # never float here
    for wanted, got in zip(expected.planes, composite(source, fill, everything).planes, strict=True):
        assert np.array_equal(wanted, got)


@pytest.mark.parametrize("name", ["yuv420p", "yuv422p10le", "gbrp16le", "gray"])
def test_a_soft_edge_is_the_rounded_mixture(name: str) -> None:
    source = picture(name)
    fill = fill_for(source)
    matte = np.tile(np.linspace(0, 255, source.width).astype(np.uint8), (source.height, 1))
    filled = composite(source, fill, np.full(matte.shape, 255, np.uint8))
    luma, target = source.planes[0].astype(float), filled.planes[0].astype(float)
    result = composite(source, fill, matte).planes[0]
    assert np.abs(result - (luma + (target - luma) * (matte / 255))).max() <= 0.5


def test_fields_never_mix() -> None:
    source = picture("yuv420p", order=FieldOrder.TOP_FIRST)
    matte = hole(source, 20, 40, 20, 40)
    matte[1::2] = 0
    result = composite(source, fill_for(source), matte)
    for before, after in zip(source.planes, result.planes, strict=True):
        assert np.array_equal(before[1::2], after[1::2])
        assert not np.array_equal(before[0::2], after[0::2])


def test_chroma_on_the_edge_of_a_hard_hole_is_that_of_the_finished_picture() -> None:
    flat = picture("yuv420p", 64, 64)
    green = from_rgb(np.full((64, 64, 3), (0, 200, 0), np.uint8), flat)
    white = Crop(0, 0, np.full((64, 64, 3), 180, np.uint8))
    odd = hole(green, 21, 43, 21, 43)
    finished = to_rgb(green).copy()
    finished[odd > 0] = 180
    expected = from_rgb(finished, green)
    result = composite(green, white, odd)
    for wanted, got in zip(expected.planes[1:], result.planes[1:], strict=True):
        changed = got[10:22, 10:22].astype(int)
        assert np.abs(wanted[10:22, 10:22] - changed).max() <= 1


@pytest.mark.parametrize(("height", "matrix"), [(480, 6), (720, 1)])
def test_an_untagged_crop_is_converted_by_the_size_of_the_whole_picture(height: int, matrix: int) -> None:
    source = picture("yuv444p", height, 64)
    red = np.full((20, 20, 3), (200, 10, 10), np.uint8)
    tagged = replace(picture("yuv444p", 20, 20), colour=ColourTags(matrix=matrix))
    result = composite(source, Crop(30, 30, red), hole(source, 30, 50, 30, 50))
    for wanted, got in zip(from_rgb(red, tagged).planes, result.planes, strict=True):
        assert np.array_equal(wanted, got[30:50, 30:50])


def test_what_is_not_a_number_stays_outside_and_goes_inside() -> None:
    source = picture("gbrpf32le")
    source.planes[0][:] = np.nan
    source.planes[1][:] = np.inf
    result = composite(source, fill_for(source), hole(source, 20, 30, 20, 30))
    assert np.isnan(result.planes[0][:20]).all()
    assert np.isinf(result.planes[1][:20]).all()
    assert (np.stack(result.planes)[:, 20:30, 20:30] == 7.5).all()


def test_a_black_matte_returns_the_source() -> None:
    source = picture("yuv420p")
    assert composite(source, fill_for(source), hole(source, 0, 0, 0, 0)) is source


def test_the_source_is_never_written_to() -> None:
    source = picture("yuv420p")
    before = [plane.copy() for plane in source.planes]
    composite(source, fill_for(source), hole(source, 10, 30, 10, 30))
    assert all(np.array_equal(a, b) for a, b in zip(before, source.planes, strict=True))


def test_a_crop_that_leaves_a_part_of_the_hole_open_is_refused() -> None:
    source = picture("yuv420p")
    with pytest.raises(CropError, match="does not cover"):
        composite(source, fill_for(source, 10, 10, 20, 20), hole(source, 9, 20, 10, 20))


@pytest.mark.parametrize("matte", [np.zeros((61, 75), np.uint8), np.zeros((62, 75), np.float32)])
def test_a_matte_of_another_size_or_type_is_refused(matte: Matte) -> None:
    source = picture("yuv420p")
    with pytest.raises(CropError, match="wanted uint8 \\(62, 75\\)"):
        composite(source, fill_for(source), matte)


@pytest.mark.parametrize(
    "name", ["yuv420p", "yuv420p10le", "yuv422p10le", "yuva444p12le", "gray", "gbrp10le"]
)
def test_rgb_outside_equals_the_conversion_of_the_untouched_source(name: str) -> None:
    source = picture(name)
    matte = hole(source, 21, 44, 13, 37)
    untouched, result = rgb_picture(source), composite_rgb(source, fill_for(source), matte)
    assert np.array_equal(to_rgb(untouched), to_rgb(source))
    for before, after in zip(untouched.planes, result.planes, strict=True):
        assert np.array_equal(before[matte == 0], after[matte == 0])
    assert np.array_equal(to_rgb(result)[matte > 0], fill_for(source).rgb[matte > 0]) or name in (
        "gray",
        "gbrp10le",
    )


def test_rgb_keeps_alpha_at_full_scale() -> None:
    source = picture("yuva444p12le")
    source.planes[3][:2] = ((0,), (4095,))
    alpha = rgb_picture(source).planes[3]
    assert (alpha[0] == 0).all()
    assert (alpha[1] == 65535).all()


@pytest.mark.parametrize(
    ("name", "layer", "top"), [("yuv420p", "gbrap", 255), ("yuv422p10le", "gbrap16le", 65535)]
)
def test_a_patch_is_the_fill_under_the_matte_as_alpha(name: str, layer: str, top: int) -> None:
    source = picture(name)
    matte = hole(source, 20, 30, 20, 30)
    matte[20] = 0
    fill = fill_for(source, 18, 18, 14, 14)
    patch = patch_picture(source, fill, matte)
    assert patch.format.name == layer
    assert np.array_equal(patch.planes[3], matte.astype(int) * top // 255)
    rgb = np.stack(patch.planes[:3], axis=-1)
    assert np.array_equal(rgb[21:30, 20:30], fill.rgb[3:12, 2:12])
    assert not rgb[matte == 0].any()


def test_a_matte_becomes_a_grey_picture_of_the_same_time() -> None:
    source = replace(picture("yuv420p10le"), index=7, pts=700)
    matte = hole(source, 20, 30, 20, 30, 99)
    grey = matte_picture(source, matte)
    assert (grey.format.name, grey.index, grey.pts) == ("gray", 7, 700)
    assert np.array_equal(to_rgb(grey)[..., 1], matte)
