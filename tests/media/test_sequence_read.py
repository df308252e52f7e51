"""Picture sequences: every sample as it lies in the file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import OpenImageIO as oiio  # noqa: N813
import pytest
from numpy.typing import NDArray

from editor.errors import UsageError
from editor.media.errors import MediaError
from editor.media.opening import open_clip, probe
from editor.media.picture import Picture

HEIGHT, WIDTH = 23, 37


def write_picture(
    path: Path, samples: NDArray[Any], kind: str, attributes: dict[str, Any] | None = None
) -> None:
    spec = oiio.ImageSpec(samples.shape[1], samples.shape[0], samples.shape[2], kind)
    spec.attribute("oiio:UnassociatedAlpha", 1)
    for name, value in (attributes or {}).items():
        spec.attribute(name, *value) if isinstance(value, tuple) else spec.attribute(name, value)
    image = oiio.ImageOutput.create(str(path))
    assert image.open(str(path), spec), image.geterror()
    assert image.write_image(samples), image.geterror()
    image.close()


def noise(channels: int, largest: int, seed: int = 0) -> NDArray[Any]:
    kind = np.uint8 if largest < 256 else np.uint16
    return np.random.default_rng(seed).integers(0, largest + 1, (HEIGHT, WIDTH, channels)).astype(kind)


def first_picture(path: Path) -> Picture:
    with closing(open_clip(str(path))) as reader:
        assert len(reader) == 1
        return reader.read(0)


@pytest.mark.parametrize(
    ("name", "channels", "largest", "format_name"),
    [
        ("a.png", 3, 255, "gbrp"),
        ("a.png", 4, 255, "gbrap"),
        ("a.png", 1, 255, "gray"),
        ("a.png", 3, 65535, "gbrp16le"),
        ("a.png", 4, 65535, "gbrap16le"),
        ("a.png", 1, 65535, "gray16le"),
        ("a.tif", 3, 65535, "gbrp16le"),
        ("a.tiff", 4, 65535, "gbrap16le"),
        ("a.tif", 3, 255, "gbrp"),
        ("a.dpx", 3, 65535, "gbrp16le"),
    ],
)
def test_whole_numbers_stay(tmp_path: Path, name: str, channels: int, largest: int, format_name: str) -> None:
    samples = noise(channels, largest)
    write_picture(tmp_path / name, samples, "uint8" if largest < 256 else "uint16")
    picture = first_picture(tmp_path / name)
    assert picture.format.name == format_name
    assert picture.colour.full_range is True
    np.testing.assert_array_equal(np.dstack(picture.planes), samples)


@pytest.mark.parametrize("bits", [10, 12])
def test_dpx_says_its_true_depth(tmp_path: Path, bits: int) -> None:
    samples = noise(3, (1 << bits) - 1)
    stretched = samples << (16 - bits) | samples >> (2 * bits - 16)
    write_picture(tmp_path / "a.dpx", stretched, "uint16", {"oiio:BitsPerSample": bits})
    picture = first_picture(tmp_path / "a.dpx")
    assert (picture.format.name, picture.format.bit_depth) == (f"gbrp{bits}le", bits)
    np.testing.assert_array_equal(np.dstack(picture.planes), samples)


@pytest.mark.parametrize("kind", ["half", "float"])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_scene_linear_light_stays(tmp_path: Path, kind: str, channels: int) -> None:
    light = np.random.default_rng(1).normal(0, 40, (HEIGHT, WIDTH, channels)).astype(np.float16)
    write_picture(tmp_path / "a.exr", light.astype(np.float32), kind)
    picture = first_picture(tmp_path / "a.exr")
    assert picture.format.is_float
    assert picture.format.name == {1: "grayf32le", 3: "gbrpf32le", 4: "gbrapf32le"}[channels]
    assert picture.colour.transfer == 8
    np.testing.assert_array_equal(np.dstack(picture.planes), light.astype(np.float32))


def test_exr_overscan_is_cut_and_underscan_is_black(tmp_path: Path) -> None:
    light = np.random.default_rng(2).random((20, 30, 3), np.float32)
    spec = oiio.ImageSpec(30, 20, 3, "float")
    spec.x, spec.y = -5, 3
    spec.full_x, spec.full_y, spec.full_width, spec.full_height = 0, 0, 32, 18
    image = oiio.ImageOutput.create(str(tmp_path / "a.exr"))
    image.open(str(tmp_path / "a.exr"), spec)
    image.write_image(light)
    image.close()
    shown = np.dstack(first_picture(tmp_path / "a.exr").planes)
    expected = np.zeros((18, 32, 3), np.float32)
    expected[3:18, 0:25] = light[:15, 5:30]
    np.testing.assert_array_equal(shown, expected)


def test_jpeg_keeps_its_own_planes(tmp_path: Path) -> None:
    write_jpegs(tmp_path, 3)
    with closing(open_clip(str(tmp_path))) as reader:
        assert reader.info.format.name == "yuv420p"
        assert reader.info.colour.full_range is True
        assert reader.info.codec == "mjpeg"
        with av.open(str(tmp_path / "f.0002.jpg")) as movie:
            coded = next(movie.decode(video=0)).to_ndarray()
        picture = reader.read(1)
        np.testing.assert_array_equal(
            np.concatenate([plane.ravel() for plane in picture.planes]), coded.ravel()
        )


def test_frames_are_counted_without_the_gap_and_timed_with_it(tmp_path: Path) -> None:
    for number in (7, 8, 11):
        write_picture(tmp_path / f"s.{number:04d}.png", np.full((4, 4, 3), number, np.uint8), "uint8")
    with closing(open_clip(str(tmp_path / "s.####.png"))) as reader:
        info = reader.info
        assert [int(reader.read(index).planes[0][0, 0]) for index in (2, 0, 1)] == [11, 7, 8]
        assert [reader.read(index).pts for index in range(3)] == [0, 1, 4]
    assert (info.file_numbers, info.missing_numbers) == ((7, 8, 11), (9, 10))
    assert (info.frame_count, info.duration_ticks, info.is_variable_rate) == (3, 5, True)
    assert (info.rate, info.time_base) == (24, Fraction(1, 24))
    assert info.size_bytes == sum(path.stat().st_size for path in tmp_path.iterdir())


def test_rate_timecode_and_aspect_of_exr(tmp_path: Path) -> None:
    told = {
        "FramesPerSecond": (oiio.TypeDesc("rational"), (24000, 1001)),
        "smpte:TimeCode": (oiio.TypeDesc("timecode"), (0x01020304, 0)),
        "PixelAspectRatio": 2.0,
    }
    write_picture(tmp_path / "a.exr", np.zeros((4, 4, 3), np.float32), "half", told)
    info = probe(str(tmp_path / "a.exr"))
    assert (info.rate, info.start_timecode) == (Fraction(24000, 1001), "01:02:03:04")
    assert (info.sample_aspect, info.codec, info.is_sequence) == (2, "openexr", True)


def test_rate_and_drop_frame_timecode_of_dpx(tmp_path: Path) -> None:
    told = {"dpx:FrameRate": 29.97, "smpte:TimeCode": (oiio.TypeDesc("timecode"), (0x41020304, 0))}
    write_picture(tmp_path / "a.dpx", np.zeros((4, 4, 3), np.uint16), "uint16", told)
    info = probe(str(tmp_path / "a.dpx"))
    assert (info.rate, info.start_timecode) == (Fraction(30000, 1001), "01:02:03;04")


def cut_short(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def make_foreign(path: Path) -> None:
    write_picture(path, np.zeros((8, 9, 3), np.uint8), "uint8")


@pytest.mark.parametrize(
    ("harm", "cause"), [(cut_short, "damaged"), (make_foreign, "it is 9x8"), (Path.unlink, "missing")]
)
@pytest.mark.parametrize("suffix", ["png", "tif", "exr", "dpx", "jpg"])
def test_one_bad_picture_is_named_and_the_others_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], harm: Callable[[Path], None], cause: str, suffix: str
) -> None:
    for number in range(4):
        write_picture(tmp_path / f"{number}.{suffix}", noise(3, 255, number), "uint8")
    with closing(open_clip(str(tmp_path))) as reader:
        harm(tmp_path / f"2.{suffix}")
        with pytest.raises(MediaError, match=cause) as refused:
            reader.read(2)
        assert (refused.value.frame, refused.value.path) == (2, tmp_path / f"2.{suffix}")
        assert [reader.read(index).index for index in (0, 1, 3)] == [0, 1, 3]
    assert capfd.readouterr() == ("", "")


def test_first_picture_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"hello")
    with pytest.raises(MediaError, match=r"a\.png, frame 0"):
        open_clip(str(tmp_path / "a.png"))


def test_frames_outside_the_clip_are_refused(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", noise(3, 255), "uint8")
    with closing(open_clip(str(tmp_path / "a.png"))) as reader, pytest.raises(IndexError):
        reader.read(1)


def test_pictures_have_no_streams(tmp_path: Path) -> None:
    write_picture(tmp_path / "a.png", noise(3, 255), "uint8")
    with pytest.raises(UsageError, match="no streams"):
        open_clip(str(tmp_path / "a.png"), stream=0)


def write_jpegs(folder: Path, count: int) -> None:
    for number in range(1, count + 1):
        with av.open(str(folder / f"f.{number:04d}.jpg"), "w", format="image2") as movie:
            stream = movie.add_stream("mjpeg", rate=25)
            stream.width, stream.height, stream.pix_fmt = 48, 32, "yuvj420p"
            frame = av.VideoFrame.from_ndarray(np.full((32, 48, 3), 40 * number, np.uint8), "rgb24")
            movie.mux(stream.encode(frame.reformat(format="yuvj420p")))
            movie.mux(stream.encode(None))
