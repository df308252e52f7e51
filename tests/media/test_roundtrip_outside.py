"""Outside the matte the delivered picture is the decoded source (product promise 1)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from delivering import deliver
from numpy.typing import NDArray

from editor.media.composite import Crop, composite
from editor.media.convert import to_rgb
from editor.media.layers import composite_rgb, rgb_picture
from editor.media.opening import open_clip
from editor.media.picture import FieldOrder, Picture

pytestmark = pytest.mark.footage

FFV1_SOURCES = {
    "8 bit 4:2:0": "h264-long-gop.mp4",
    "8 bit 4:2:2": "dnxhr-lb-720.mov",
    "8 bit 4:2:2 interlaced": "h264-interlaced.mp4",
    "10 bit 4:2:0": "hevc-10bit.mp4",
    "10 bit 4:2:2": "prores422-proxy.mov",
    "12 bit 4:4:4 with alpha": "prores4444-alpha.mov",
}
FRAMES = range(1, 4)
HALF_STEP = 2**-12 * 1.001


def hole(picture: Picture) -> NDArray[np.uint8]:
    """Make a hole with odd corners and a soft edge, moving with the frames."""
    matte = np.zeros((picture.height, picture.width), np.uint8)
    top, left = picture.height // 3 + 2 * picture.index + 1, picture.width // 4 + 5
    matte[top : top + 41, left : left + 57] = 255
    matte[top - 2 : top, left : left + 57] = 100
    return matte


def fill(picture: Picture) -> Crop:
    return Crop(0, 0, ~to_rgb(picture))


@pytest.mark.parametrize("name", FFV1_SOURCES.values(), ids=FFV1_SOURCES)
def test_ffv1_has_equal_planes_outside(shared: Path, tmp_path: Path, name: str) -> None:
    source = shared / "footage" / "formats" / name
    out = tmp_path / "clean.mkv"
    deliver(source, out, frames=FRAMES, change=lambda p: composite(p, fill(p), hole(p)))
    with closing(open_clip(source)) as before, closing(open_clip(out)) as after:
        for place, index in enumerate(FRAMES):
            check_planes(before.read(index), after.read(place))


def check_planes(before: Picture, after: Picture) -> None:
    assert after.format == before.format
    matte = hole(before)
    for letter, old, new in zip(before.format.plane_names, before.planes, after.planes, strict=True):
        touched = touched_by(matte, old.shape, before, letter)
        assert np.array_equal(old[~touched], new[~touched])
        assert letter not in "YRGB" or (old[touched] != new[touched]).mean() > 0.8


def touched_by(
    matte: NDArray[np.uint8], shape: tuple[int, ...], picture: Picture, letter: str
) -> NDArray[np.bool_]:
    """Say which samples of a plane cover a luma sample under the matte."""
    touched = np.zeros(shape, np.bool_)
    rows, columns = np.nonzero(matte)
    if letter in "UV":
        if picture.field_order is FieldOrder.PROGRESSIVE:
            rows >>= picture.format.chroma_shift_y
        columns >>= picture.format.chroma_shift_x
    touched[rows, columns] = True
    return touched


@pytest.mark.parametrize("pattern", ["%05d.png", "%05d.tif", "%05d.exr"])
@pytest.mark.parametrize("name", ["h264-long-gop.mp4", "hevc-10bit.mp4", "prores4444-alpha.mov"])
def test_rgb_sequences_equal_the_conversion_of_the_untouched_source_outside(
    shared: Path, tmp_path: Path, name: str, pattern: str
) -> None:
    source = shared / "footage" / "formats" / name
    clean, untouched = tmp_path / "clean" / pattern, tmp_path / "untouched" / pattern
    deliver(source, clean, frames=FRAMES, change=lambda p: composite_rgb(p, fill(p), hole(p)))
    deliver(source, untouched, frames=FRAMES)
    with (
        closing(open_clip(source)) as clip,
        closing(open_clip(str(untouched))) as before,
        closing(open_clip(str(clean))) as after,
    ):
        for place, index in enumerate(FRAMES):
            outside = hole(clip.read(index)) == 0
            for old, new in zip(before.read(place).planes, after.read(place).planes, strict=True):
                assert np.array_equal(old[outside], new[outside])
            assert not np.array_equal(to_rgb(before.read(place)), to_rgb(after.read(place)))


@pytest.mark.parametrize(
    ("name", "pattern", "largest_error"),
    [
        ("h264-long-gop.mp4", "%05d.png", 0),
        ("hevc-10bit.mp4", "%05d.png", 0),
        ("hevc-10bit.mp4", "%05d.tif", 0),
        ("h264-long-gop.mp4", "%05d.exr", HALF_STEP),
        ("hevc-10bit.mp4", "%05d.exr", HALF_STEP),
        ("prores4444-alpha.mov", "%05d.exr", 1e-7),
    ],
)
def test_rgb_sequences_hold_the_conversion_itself(
    shared: Path, tmp_path: Path, name: str, pattern: str, largest_error: float
) -> None:
    """Half floats of an EXR keep 11 significant bits, floats 24."""
    source = shared / "footage" / "formats" / name
    deliver(source, tmp_path / "out" / pattern, frames=FRAMES)
    with closing(open_clip(source)) as clip, closing(open_clip(str(tmp_path / "out" / pattern))) as out:
        wanted, got = rgb_picture(clip.read(2)), out.read(1)
        for a, b in zip(wanted.planes[:3], got.planes[:3], strict=True):
            assert np.abs(in_one(a) - in_one(b)).max() <= largest_error


def in_one(plane: NDArray[np.generic]) -> NDArray[np.float64]:
    scale = np.iinfo(plane.dtype).max if np.issubdtype(plane.dtype, np.integer) else 1  # type: ignore[type-var]
    return plane.astype(np.float64) / scale


def test_integer_sequences_of_the_sources_own_family_have_equal_planes(shared: Path, tmp_path: Path) -> None:
    movie = shared / "footage" / "formats" / "hevc-10bit.mp4"
    for pattern in ("%05d.png", "%05d.tif"):
        first, again = tmp_path / "first" / pattern, tmp_path / "again" / pattern
        deliver(movie, first, frames=FRAMES)
        deliver(str(first), again, change=lambda p: composite(p, fill(p), hole(p)))
        with closing(open_clip(str(first))) as before, closing(open_clip(str(again))) as after:
            check_planes(before.read(0), after.read(0))
            assert after.info.file_numbers == before.info.file_numbers == (1, 2, 3)
