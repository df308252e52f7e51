"""Changes of pixel format keep what the samples mean: fields apart, ranges, matrices, opaque alpha."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import DTypeLike, NDArray

from editor.media.convert import to_rgb
from editor.media.formats import pixel_format
from editor.media.picture import ColourTags, FieldOrder, Picture
from editor.media.recode import recoded

STUDIO, FULL = ColourTags(full_range=False), ColourTags(full_range=True)
RGB = ColourTags(full_range=True, matrix=0)


def flat(name: str, values: tuple[int, ...], colour: ColourTags) -> Picture:
    """Make a picture whose planes have one value each."""
    pixels = pixel_format(name)
    planes = tuple(
        np.full(plane_shape(name, letter), value, dtype_of(name))
        for letter, value in zip(pixels.plane_names, values, strict=True)
    )
    return Picture(planes, pixels, colour)  # type: ignore[arg-type]


def plane_shape(name: str, letter: str) -> tuple[int, int]:
    pixels = pixel_format(name)
    is_chroma = letter in "UV"
    return 32 >> pixels.chroma_shift_y * is_chroma, 32 >> pixels.chroma_shift_x * is_chroma


def dtype_of(name: str) -> DTypeLike:
    return np.uint8 if pixel_format(name).bit_depth <= 8 else np.uint16


@pytest.mark.parametrize("order", [FieldOrder.TOP_FIRST, FieldOrder.BOTTOM_FIRST])
@pytest.mark.parametrize(("name", "target"), [("yuv420p", "yuv422p10le"), ("yuv420p10le", "yuv444p10le")])
def test_chroma_of_two_fields_is_never_mixed(name: str, target: str, order: FieldOrder) -> None:
    scale = 1 << (pixel_format(name).bit_depth - 8)

    def striped(letter: str) -> NDArray[np.uint16]:
        plane = np.full(plane_shape(name, letter), 50 * scale, np.uint16)
        plane[0::2] = 200 * scale
        return plane.astype(dtype_of(name))

    source = Picture(
        (striped("Y"), striped("U"), striped("V")), pixel_format(name), STUDIO, field_order=order
    )
    result = recoded(source, pixel_format(target), STUDIO)
    for plane in result.planes:
        assert (plane[0::2] == 800).all()
        assert (plane[1::2] == 200).all()


@pytest.mark.parametrize(
    ("source", "target", "colour", "expected"),
    [
        (flat("yuv420p", (16, 128, 128), STUDIO), "yuv422p10le", STUDIO, (64, 512, 512)),
        (flat("yuv420p", (235, 128, 128), STUDIO), "yuv422p10le", STUDIO, (940, 512, 512)),
        (flat("yuv420p", (0, 128, 128), FULL), "yuv422p10le", STUDIO, (64, 512, 512)),
        (flat("yuv420p", (255, 128, 128), FULL), "yuv422p10le", STUDIO, (940, 512, 512)),
        (flat("yuv420p", (255, 128, 128), FULL), "yuv420p10le", FULL, (1023, 512, 512)),
        (flat("gray", (255,), FULL), "yuv422p10le", STUDIO, (940, 512, 512)),
        (flat("gray", (0,), FULL), "yuv422p10le", STUDIO, (64, 512, 512)),
        (flat("gbrp", (255, 255, 255), RGB), "yuv444p10le", STUDIO, (940, 512, 512)),
        (flat("gbrp16le", (0, 0, 0), RGB), "yuv420p", STUDIO, (16, 128, 128)),
        (flat("gbrp", (255, 255, 255), RGB), "yuva444p10le", STUDIO, (940, 512, 512, 1023)),
        (flat("gbrap", (0, 0, 0, 255), RGB), "yuva444p10le", STUDIO, (64, 512, 512, 1023)),
        (flat("yuva420p", (16, 128, 128, 255), STUDIO), "yuva444p10le", STUDIO, (64, 512, 512, 1023)),
        (flat("yuva444p12le", (256, 2048, 2048, 4095), STUDIO), "yuva444p10le", STUDIO, (64, 512, 512, 1023)),
        (flat("yuva444p12le", (256, 2048, 2048, 0), STUDIO), "yuv422p10le", STUDIO, (64, 512, 512)),
    ],
    ids=lambda value: value.format.name if isinstance(value, Picture) else None,
)
def test_black_white_and_opaque_stay_so(
    source: Picture, target: str, colour: ColourTags, expected: tuple[int, ...]
) -> None:
    result = recoded(source, pixel_format(target), colour)
    assert result.format.name == target
    for plane, value in zip(result.planes, expected, strict=True):
        assert np.abs(plane.astype(int) - value).max() <= 1 if value < 1023 else (plane == value).all()


def test_another_matrix_means_other_samples_and_the_same_colours() -> None:
    old, new = ColourTags(full_range=False, matrix=6), ColourTags(full_range=False, matrix=1)
    source = flat("yuv420p", (120, 90, 170), old)
    result = recoded(source, pixel_format("yuv422p"), new)
    assert result.colour == new
    assert not np.array_equal(result.planes[0], source.planes[0])
    assert np.abs(to_rgb(result).astype(int) - to_rgb(source).astype(int)).max() <= 2


def test_two_names_of_one_matrix_change_nothing() -> None:
    source = flat("yuv420p", (120, 90, 170), ColourTags(matrix=5))
    result = recoded(source, source.format, ColourTags(matrix=6))
    assert all(a is b for a, b in zip(source.planes, result.planes, strict=True))
