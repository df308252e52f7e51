"""Picture sequences: names, sample types, alpha, and what each kind of file can say of itself."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import OpenImageIO as oiio  # noqa: N813
import pytest
from delivering import deliver
from numbered_movies import number_in, write_movie
from sounding_movies import write_sounding_movie

from editor.media.composite import Crop
from editor.media.delivery import SequenceDelivery
from editor.media.formats import pixel_format
from editor.media.layers import matte_info, matte_picture, patch_info, patch_picture
from editor.media.opening import open_clip, probe
from editor.media.picture import ClipInfo, ColourTags, Picture
from editor.media.picture_saving import PictureTags, save_picture
from editor.media.planning import plan_delivery
from editor.media.writing import open_writer

NTSC = Fraction(30000, 1001)
DROP_FRAME_BIT = 1 << 6
KINDS = (".png", ".tif", ".exr")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_sounding_movie(tmp_path / "source.mov", 40)


@pytest.mark.parametrize("ending", KINDS)
def test_a_range_keeps_its_indices(source: Path, tmp_path: Path, ending: str) -> None:
    deliver(source, tmp_path / "out" / f"shot.%04d{ending}", frames=range(7, 12))
    with closing(open_clip(tmp_path / "out")) as reader:
        assert reader.info.file_numbers == (7, 8, 9, 10, 11)
        assert [number_in(coded(reader.read(i))) for i in range(5)] == [7, 8, 9, 10, 11]


def coded(picture: Picture) -> Picture:
    """Take 0 to 1 of an EXR back to eight bits."""
    if not picture.format.is_float:
        return picture
    planes = tuple((plane * 255).astype(np.uint8) for plane in picture.planes)
    return replace(picture, planes=planes, format=pixel_format("gbrp"))


def test_gaps_in_the_numbers_stay(tmp_path: Path) -> None:
    movie = write_movie(tmp_path / "source.mkv", "ffv1", 5)
    deliver(movie, tmp_path / "first" / "plate_#.png")
    (tmp_path / "first" / "plate_2.png").unlink()
    deliver(tmp_path / "first", tmp_path / "second", codec="tiff")
    assert sorted(path.name for path in (tmp_path / "second").iterdir()) == [
        f"plate_{n}.tif" for n in (0, 1, 3, 4)
    ]


def test_a_single_picture_needs_no_number(source: Path, tmp_path: Path) -> None:
    deliver(source, tmp_path / "still.tif", frames=range(9, 10))
    with closing(open_clip(tmp_path / "still.tif")) as reader:
        assert number_in(reader.read(0)) == 9


def test_exr_tells_timecode_rate_reel_and_aspect_of_each_picture(tmp_path: Path) -> None:
    source = write_sounding_movie(tmp_path / "source.mov", 20, rate=NTSC, timecode="00:00:59;20")
    wide = {"sample_aspect": Fraction(4, 3)}
    deliver(source, tmp_path / "out" / "%d.exr", frames=range(8, 12), info=lambda info: replace(info, **wide))  # type: ignore[arg-type]
    specs = [oiio.ImageInput.open(str(tmp_path / "out" / f"{n}.exr")).spec() for n in range(8, 12)]
    assert [spec.get_string_attribute("smpte:TimeCode") for spec in specs] == [
        "00:00:59:28",
        "00:00:59:29",
        "00:01:00:02",
        "00:01:00:03",
    ]
    assert all(spec.getattribute("smpte:TimeCode")[0] & DROP_FRAME_BIT for spec in specs)
    assert specs[0].getattribute("FramesPerSecond") == (30000, 1001)
    assert specs[0].get_string_attribute("reelName") == "A001C002"
    assert specs[0].get_float_attribute("PixelAspectRatio") == pytest.approx(4 / 3)


def test_a_sequence_goes_back_into_a_movie_with_its_timecode(source: Path, tmp_path: Path) -> None:
    deliver(source, tmp_path / "exr" / "%d.exr", frames=range(5, 9))
    with closing(open_clip(tmp_path / "exr")) as reader:
        assert reader.info.start_timecode == "01:00:00:05"
        linear = reader.info
    deliver(source, tmp_path / "png", frames=range(5, 9))
    timed = {"start_timecode": linear.start_timecode, "rate": linear.rate, "time_base": 1 / linear.rate}
    deliver(tmp_path / "png", tmp_path / "back.mov", info=lambda info: replace(info, **timed))  # type: ignore[arg-type]
    back = probe(tmp_path / "back.mov")
    assert (back.start_timecode, back.rate, back.frame_count) == ("01:00:00:05", Fraction(25), 4)
    with closing(open_clip(tmp_path / "back.mov")) as reader:
        assert [number_in(reader.read(i)) for i in range(4)] == [5, 6, 7, 8]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_tiff_keeps_rotation_and_aspect(source: Path, tmp_path: Path, rotation: int) -> None:
    turned = {"rotation_deg": rotation, "sample_aspect": Fraction(4, 3)}
    deliver(source, tmp_path / "out" / "%d.tif", frames=range(2), info=lambda info: replace(info, **turned))  # type: ignore[arg-type]
    after = probe(tmp_path / "out")
    assert (after.rotation_deg, after.sample_aspect) == (rotation, Fraction(4, 3))


@pytest.mark.parametrize("name", ["gbrpf32le", "gbrapf32le"])
@pytest.mark.parametrize("ending", [".exr", ".tif"])
def test_scene_linear_pictures_are_kept_bit_for_bit(tmp_path: Path, name: str, ending: str) -> None:
    before = linear_picture(name)
    info = info_of(before, "openexr", tmp_path)
    writer = open_writer(plan_delivery(tmp_path / "out" / f"%d{ending}", info))
    writer.write(before)
    writer.close()
    with closing(open_clip(tmp_path / "out")) as reader:
        after = reader.read(0)
    for wanted, got in zip(before.planes, after.planes, strict=True):
        assert np.array_equal(wanted, got)


def test_straight_alpha_is_multiplied_into_exr_and_nowhere_else(tmp_path: Path) -> None:
    alpha = np.tile(np.linspace(0, 65535, 32).astype(np.uint16), (16, 1))
    colour = np.full((16, 32), 40000, np.uint16)
    straight = Picture(
        (colour, colour, colour, alpha), pixel_format("gbrap16le"), ColourTags(full_range=True)
    )
    for kind, sample_type in (("png", "uint16"), ("tiff", "uint16"), ("exr", "float")):
        save_picture(tmp_path / f"0.{kind}", straight, PictureTags(kind, sample_type))
    for kind in ("png", "tiff"):
        with closing(open_clip(tmp_path / f"0.{kind}")) as reader:
            assert np.array_equal(reader.read(0).planes[0], colour)
            assert np.array_equal(reader.read(0).planes[3], alpha)
    with closing(open_clip(tmp_path / "0.exr")) as reader:
        planes = reader.read(0).planes
    assert np.allclose(planes[0], colour / 65535 * (alpha / 65535), atol=1e-6)
    assert np.allclose(planes[3], alpha / 65535, atol=1e-6)


def test_a_patch_is_rgba_and_a_matte_grey(source: Path, tmp_path: Path) -> None:
    with closing(open_clip(source)) as reader:
        picture, info = reader.read(0), reader.info
    matte = np.zeros((picture.height, picture.width), np.uint8)
    matte[20:40, 30:60] = 255
    fill = Crop(20, 30, np.full((20, 30, 3), (10, 200, 90), np.uint8))
    writer = open_writer(plan_delivery(tmp_path / "patch", patch_info(info), frames=range(1)))
    writer.write(patch_picture(picture, fill, matte))
    writer.close()
    with closing(open_clip(tmp_path / "patch")) as reader:
        patch = np.stack(reader.read(0).planes, axis=-1)
    assert (patch[20:40, 30:60] == (10, 200, 90, 255)).all()
    assert not patch[matte == 0].any()
    save_picture(tmp_path / "matte.png", matte_picture(picture, matte), PictureTags("png", "uint8"))
    with closing(open_clip(tmp_path / "matte.png")) as reader:
        assert reader.info.format.name == "gray"
        assert np.array_equal(reader.read(0).planes[0], matte)


def test_mattes_of_a_sequence_are_numbered_by_index(source: Path, tmp_path: Path) -> None:
    deliver(source, tmp_path / "plate" / "plate.%04d.png", frames=range(20, 23))
    clip = probe(tmp_path / "plate")
    delivery = plan_delivery(tmp_path / "matte", matte_info(clip), frames=range(1, 3))
    assert isinstance(delivery, SequenceDelivery)
    assert [delivery.name_of(i) for i in delivery.frames] == ["00001.png", "00002.png"]
    assert (delivery.sample_type, delivery.source.colour.full_range) == ("uint8", True)


@pytest.mark.parametrize(
    "target", ["out.mov", "out.mkv", "out.mp4", "out.mxf", *(f"out/%d{ending}" for ending in KINDS)]
)
def test_the_same_pictures_give_the_same_files(tmp_path: Path, target: str) -> None:
    source = write_sounding_movie(tmp_path / "source.mov", 5, size=(256, 128))
    once, again = tmp_path / "once", tmp_path / "again"
    for folder in (once, again):
        folder.mkdir()
        deliver(source, folder / target)
    files = [path.relative_to(once) for path in once.rglob("*") if path.is_file()]
    assert files
    assert all((once / file).read_bytes() == (again / file).read_bytes() for file in files)


def linear_picture(name: str) -> Picture:
    """Values far below 0 and above 1, as light has them."""
    rng = np.random.default_rng(3)
    pixels = pixel_format(name)
    planes = tuple(
        (rng.normal(size=(16, 24)) * 10.0 ** rng.integers(-3, 5)).astype(np.float32)
        for _ in pixels.plane_names
    )
    return Picture(planes, pixels, ColourTags(full_range=True, transfer=8, matrix=0))


def info_of(picture: Picture, codec: str, folder: Path) -> ClipInfo:
    return ClipInfo(
        path=folder / "00000.exr",
        is_sequence=True,
        width=picture.width,
        height=picture.height,
        frame_count=1,
        rate=Fraction(24),
        is_variable_rate=False,
        time_base=Fraction(1, 24),
        pts=(0,),
        duration_ticks=1,
        format=picture.format,
        colour=picture.colour,
        codec=codec,
    )
