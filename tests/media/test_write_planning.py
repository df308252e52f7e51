"""A delivery is decided, and what it loses is said, before anything is written."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest
from numbered_movies import write_movie

from editor.errors import UsageError
from editor.media.codecs import CODECS, CONTAINERS
from editor.media.delivery import MovieDelivery, SequenceDelivery
from editor.media.formats import pixel_format
from editor.media.opening import probe
from editor.media.picture import ClipInfo, ColourTags, FieldOrder
from editor.media.planning import plan_delivery


@pytest.fixture
def source(tmp_path: Path) -> ClipInfo:
    """An eight-bit movie of 40 frames without sound."""
    return probe(write_movie(tmp_path / "source.mp4", "libx264"))


def with_format(source: ClipInfo, name: str, **changes: object) -> ClipInfo:
    return replace(source, format=pixel_format(name), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("out", "pixels", "codec", "stored"),
    [
        ("a.mov", "yuv420p", "prores_hq", "yuv422p10le"),
        ("a.mov", "yuv422p10le", "prores_hq", "yuv422p10le"),
        ("a.mov", "yuv422p12le", "prores_hq", "yuv422p10le"),
        ("a.mov", "yuv444p", "prores_4444", "yuv444p10le"),
        ("a.mov", "gbrp", "prores_4444", "yuv444p10le"),
        ("a.mov", "yuva444p12le", "prores_4444", "yuva444p10le"),
        ("a.mov", "gbrap16le", "prores_4444", "yuva444p10le"),
        ("a.mov", "gray", "prores_hq", "yuv422p10le"),
        ("a.mkv", "yuv420p", "ffv1", "yuv420p"),
        ("a.mkv", "yuv422p10le", "ffv1", "yuv422p10le"),
        ("a.mkv", "yuva444p12le", "ffv1", "yuva444p12le"),
        ("a.mkv", "gbrp", "ffv1", "gbrp"),
        ("a.mkv", "gbrap16le", "ffv1", "gbrap16le"),
        ("a.mkv", "gray", "ffv1", "gray"),
        ("a.mp4", "yuv420p", "h264", "yuv420p"),
        ("a.mp4", "yuv420p10le", "h264", "yuv420p10le"),
        ("a.mp4", "gbrp", "h264", "yuv420p"),
        ("a.mp4", "yuv444p12le", "h264", "yuv444p10le"),
        ("A.MXF", "yuv422p", "dnxhr_hq", "yuv422p"),
        ("a.mxf", "yuv420p10le", "dnxhr_hqx", "yuv422p10le"),
    ],
)
def test_name_and_source_choose_the_codec(
    source: ClipInfo, tmp_path: Path, out: str, pixels: str, codec: str, stored: str
) -> None:
    large = with_format(source, pixels, width=256, height=128)
    delivery = plan_delivery(tmp_path / out, large)
    assert isinstance(delivery, MovieDelivery)
    assert (delivery.codec, delivery.pixel_format) == (codec, stored)
    assert not delivery.is_rgb


@pytest.mark.parametrize(
    ("out", "codec", "pixels", "kind", "samples"),
    [
        ("pictures", None, "yuv420p", "png", "uint8"),
        ("pictures/", None, "yuv420p10le", "png", "uint16"),
        ("pictures", "exr", "yuv420p10le", "exr", "half"),
        ("pictures", None, "gbrpf32le", "exr", "float"),
        ("shot.v2", "tiff", "yuv420p", "tiff", "uint8"),
        ("a.%04d.png", None, "yuv420p", "png", "uint8"),
        ("a.####.tif", None, "yuv444p12le", "tiff", "uint16"),
        ("a.%04d.TIFF", None, "gbrpf32le", "tiff", "float"),
        ("a.%04d.exr", None, "yuv420p", "exr", "half"),
        ("a.%04d.exr", None, "yuva444p12le", "exr", "float"),
    ],
)
def test_folders_and_patterns_ask_for_pictures(
    source: ClipInfo, tmp_path: Path, out: str, codec: str | None, pixels: str, kind: str, samples: str
) -> None:
    delivery = plan_delivery(f"{tmp_path}/{out}", with_format(source, pixels), codec=codec)
    assert isinstance(delivery, SequenceDelivery)
    assert (delivery.kind, delivery.sample_type) == (kind, samples)
    assert delivery.is_rgb


@pytest.mark.parametrize(
    ("out", "frames", "first", "last"),
    [
        ("pictures", None, "00000.png", "00039.png"),
        ("pictures", range(7, 9), "00007.png", "00008.png"),
        ("a_%02d_b.png", range(7, 12), "a_07_b.png", "a_11_b.png"),
        ("a#.png", range(7, 12), "a7.png", "a11.png"),
        ("v2.####.exr", range(7, 9), "v2.0007.exr", "v2.0008.exr"),
        ("still.png", range(7, 8), "still.png", "still.png"),
    ],
)
def test_pictures_of_a_movie_are_numbered_by_index(
    source: ClipInfo, tmp_path: Path, out: str, frames: range | None, first: str, last: str
) -> None:
    delivery = plan_delivery(tmp_path / out, source, frames=frames)
    assert isinstance(delivery, SequenceDelivery)
    assert delivery.name_of(delivery.frames[0]) == first
    assert delivery.name_of(delivery.frames[-1]) == last


def test_pictures_of_a_sequence_keep_their_names_and_numbers(source: ClipInfo, tmp_path: Path) -> None:
    numbered = replace(
        source,
        path=tmp_path / "s01_plate.1001.dpx",
        is_sequence=True,
        codec="dpx",
        frame_count=3,
        pts=(0, 1, 3),
        file_numbers=(1001, 1002, 1004),
    )
    delivery = plan_delivery(tmp_path / "out", numbered, frames=range(1, 3))
    assert isinstance(delivery, SequenceDelivery)
    assert [delivery.name_of(i) for i in (1, 2)] == ["s01_plate.1002.png", "s01_plate.1004.png"]


@pytest.mark.parametrize(
    ("out", "codec", "sentence"),
    [
        ("a.mkv", "dnxhr_hq", "Matroska does not hold DNxHR HQ; choose one of ffv1, prores_hq"),
        ("a.mov", "png", "QuickTime does not hold PNG; choose one of prores_hq, prores_4444, dnxhr_hq"),
        ("a.mov", "cinepak", "there is no codec cinepak; choose one of prores_hq, prores_4444"),
        (
            "a.avi",
            None,
            "nothing is written with the ending .avi; choose .mov, .mp4, .mkv, .mxf, or a folder",
        ),
        ("pictures", "ffv1", "FFV1 goes into movies, not into pictures; name a movie"),
        ("a.%04d.png", "exr", "the ending .png is not that of EXR; end the name in .exr"),
        ("a.png", None, "40 pictures need a number in their name"),
        ("a.mxf", None, "DNxHR HQ takes pictures from 256x120 on, and these are 192x96"),
    ],
)
def test_what_does_not_go_together_is_refused_with_what_does(
    source: ClipInfo, tmp_path: Path, out: str, codec: str | None, sentence: str
) -> None:
    with pytest.raises(UsageError) as refused:
        plan_delivery(tmp_path / out, source, codec=codec)
    assert sentence in str(refused.value)
    assert refused.value.exit_status == 2


def test_variable_rate_does_not_go_into_mxf(source: ClipInfo, tmp_path: Path) -> None:
    uneven = replace(source, is_variable_rate=True, width=256, height=128)
    with pytest.raises(UsageError, match="evenly spaced"):
        plan_delivery(tmp_path / "a.mxf", uneven)
    with pytest.raises(UsageError, match=r"12\.5 frames a second"):
        plan_delivery(tmp_path / "a.mxf", replace(uneven, is_variable_rate=False, rate=Fraction(25, 2)))


@pytest.mark.parametrize("out", ["a.mov", "a.mkv", "pictures/%d.png"])
def test_scene_linear_pictures_go_into_exr_or_tiff_only(source: ClipInfo, tmp_path: Path, out: str) -> None:
    with pytest.raises(UsageError, match=r"cannot hold scene-linear pictures; choose .*exr"):
        plan_delivery(tmp_path / out, with_format(source, "gbrpf32le"))


def test_odd_sizes_do_not_go_into_subsampled_h264(source: ClipInfo, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="191x96"):
        plan_delivery(tmp_path / "a.mp4", replace(source, width=191))
    plan_delivery(tmp_path / "a.mkv", replace(source, width=191))


def test_the_source_is_never_overwritten(source: ClipInfo, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the source itself"):
        plan_delivery(source.path, source)
    picture = replace(source, path=tmp_path / "00000.png", is_sequence=True)
    with pytest.raises(UsageError, match="folder of the source"):
        plan_delivery(tmp_path, picture)


@pytest.mark.parametrize("frames", [range(40, 41), range(0), range(-1, 3), range(0, 10, 2)])
def test_frames_that_are_not_there_are_refused(source: ClipInfo, tmp_path: Path, frames: range) -> None:
    with pytest.raises(UsageError, match="choose among 0 to 39"):
        plan_delivery(tmp_path / "a.mov", source, frames=frames)


@pytest.mark.parametrize(
    ("out", "changes", "notices"),
    [
        ("a.mkv", {}, []),
        ("a.mov", {}, []),
        ("a.mov", {"rotation_deg": 90, "sample_aspect": Fraction(4, 3), "reel": "A001"}, []),
        ("a.mkv", {"rotation_deg": 90, "sample_aspect": Fraction(4, 3), "reel": "A001"}, []),
        ("a.mp4", {"reel": "A001"}, ["MP4 cannot hold the reel name."]),
        (
            "a.mxf",
            {"rotation_deg": 90, "sample_aspect": Fraction(4, 3), "metadata": (("title", "Take 3"),)},
            ["MXF cannot hold the rotation by 90 degrees, the pixel aspect 4/3 and the metadata (title)."],
        ),
        (
            "a.mov",
            {"format": pixel_format("yuva444p12le")},
            ["ProRes 4444 stores 10 bits a sample; the source has 12."],
        ),
        (
            "a.mp4",
            {"format": pixel_format("yuva420p")},
            ["H.264 has no alpha, so that it is left out."],
        ),
        (
            "a.mp4",
            {"format": pixel_format("gbrp")},
            [
                "H.264 stores chroma as 4:2:0; the source has 4:4:4.",
                "RGB becomes YUV by the matrix of BT.601.",
            ],
        ),
        (
            "a.mov",
            {"colour": ColourTags(full_range=True)},
            ["ProRes 422 HQ knows studio range only, so that full range is converted to it."],
        ),
        (
            "a.mxf",
            {"field_order": FieldOrder.TOP_FIRST, "colour": ColourTags(matrix=1)},
            ["DNxHR HQ does not mark pictures as interlaced; the lines themselves stay as they are."],
        ),
        (
            "a.mxf",
            {"colour": ColourTags(matrix=6)},
            ["DNxHR HQ does not know the source's YUV matrix, so that it is converted to BT.709."],
        ),
        (
            "a.mov",
            {"start_timecode": "01:00:00:30"},
            ["The timecode 01:00:00:30 does not exist at 25 frames a second and is left out."],
        ),
        (
            "a.mkv",
            {"time_base": Fraction(1, 24000)},
            ["Matroska holds times in steps of 1 ms; they are rounded to it."],
        ),
        (
            "a.mov",
            {"pts": tuple(512 * i - 1024 for i in range(40))},
            ["The first frame is shown at 0, so that all times move by +0.080 s."],
        ),
        (
            "pictures",
            {"is_variable_rate": True, "rotation_deg": 90, "is_sequence": True},
            ["PNG cannot hold the rotation by 90 degrees and the uneven spacing of frames."],
        ),
        (
            "pictures",
            {"start_timecode": "01:00:00:00"},
            ["PNG cannot hold the timecode and the rate of 25 frames a second."],
        ),
        (
            "pictures",
            {"is_sequence": True, "colour": ColourTags(primaries=9, transfer=16)},
            ["PNG cannot hold the colour tags (primaries 9, transfer 16)."],
        ),
    ],
)
def test_notices_say_what_does_not_come_through(
    source: ClipInfo, tmp_path: Path, out: str, changes: dict[str, object], notices: list[str]
) -> None:
    large = replace(source, width=256, height=128, metadata=(), colour=ColourTags(matrix=1))
    changed = replace(large, **changes)  # type: ignore[arg-type]
    assert list(plan_delivery(tmp_path / out, changed).notices) == notices


def test_the_table_promises_nothing_that_the_muxers_refuse() -> None:
    for spec in CONTAINERS.values():
        muxer = av.open(io.BytesIO(), "w", format=spec.muxer)
        known = muxer.supported_codecs
        muxer.close()
        if spec.muxer == "mxf":
            continue  # it does not answer
        assert {CODECS[name].encoder for name in spec.codecs} <= known
        assert spec.audio - known <= {"dts"}  # listed as dca


def test_the_table_promises_nothing_that_the_encoders_refuse() -> None:
    packed = {"gbrp", "gbrap"}
    for codec in CODECS.values():
        taken = {layout.name for layout in av.Codec(codec.encoder, "w").video_formats or ()}
        assert set(codec.formats) - packed <= taken
