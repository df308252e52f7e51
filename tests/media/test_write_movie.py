"""What a movie has beside its samples comes along, whole or for a range of frames."""

from __future__ import annotations

import zlib
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from delivering import chapters_of, deliver, packets_of, samples_of, streams_of, times_of
from numbered_movies import number_in, write_movie
from sounding_movies import SAMPLE_RATE, TITLE, write_sounding_movie

from editor.media.formats import pixel_format
from editor.media.layers import matte_info, matte_picture, patch_info
from editor.media.opening import open_clip, probe
from editor.media.picture import ClipInfo, ColourTags, FieldOrder, Picture
from editor.media.planning import plan_delivery
from editor.media.recode import recoded
from editor.media.writing import open_writer

NTSC = Fraction(30000, 1001)


@pytest.fixture
def sounding(tmp_path: Path) -> Path:
    return write_sounding_movie(tmp_path / "sounding.mov", language="ger")


@pytest.mark.parametrize("suffix", [".mov", ".mkv", ".mp4"])
def test_tags_chapters_and_languages_come_through(sounding: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    deliver(sounding, out)
    info = probe(out)
    tags = {key.lower(): value for key, value in info.metadata}
    assert (tags["title"], tags["scene"], tags["comment"]) == (TITLE, "12a", "windy")
    assert info.start_timecode == "01:00:00:00"
    assert info.reel == ("A001C002" if suffix != ".mp4" else None)
    assert streams_of(out, "audio")[0][1] == "ger"
    assert chapters_of(out) == [
        (Fraction(0), Fraction(4, 5), "one"),
        (Fraction(4, 5), Fraction(2), "two"),
    ]


def test_languages_are_named_as_quicktime_knows_them(tmp_path: Path) -> None:
    """German is `deu` or `ger` (ISO 639-2, T and B); QuickTime has the latter only."""
    source = write_sounding_movie(tmp_path / "source.mp4", 5, language="deu", audio_codec="aac")
    assert streams_of(source, "audio")[0][1] == "deu"
    deliver(source, tmp_path / "out.mov")
    assert streams_of(tmp_path / "out.mov", "audio")[0][1] == "ger"


@pytest.mark.parametrize("suffix", [".mov", ".mkv", ".mp4", ".mxf"])
def test_a_range_brings_its_own_sound_to_the_sample(tmp_path: Path, suffix: str) -> None:
    source = write_sounding_movie(tmp_path / "source.mov", pixels="yuv422p", size=(256, 128))
    out = tmp_path / f"out{suffix}"
    deliver(source, out, frames=range(13, 31))
    samples, begin = samples_of(out)
    first = 13 * SAMPLE_RATE // 25
    assert begin == 0
    assert np.array_equal(samples[0] >> 16, np.arange(first, 31 * SAMPLE_RATE // 25) % 32768)


@pytest.mark.parametrize("suffix", [".mov", ".mkv"])
def test_a_range_begins_at_zero_with_its_own_timecode_and_chapters(
    sounding: Path, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"out{suffix}"
    deliver(sounding, out, frames=range(30, 45))
    info = probe(out)
    assert info.start_timecode == "01:00:01:05"
    assert times_of(info) == [Fraction(n, 25) for n in range(15)]
    assert chapters_of(out)[0][2] == "two"
    assert chapters_of(out)[0][0] == 0
    with closing(open_clip(out)) as reader:
        assert [number_in(reader.read(i)) for i in range(15)] == list(range(30, 45))


def test_compressed_sound_of_a_range_is_copied_in_place(tmp_path: Path) -> None:
    source = write_sounding_movie(tmp_path / "source.mp4", audio_codec="aac")
    out = tmp_path / "out.mov"
    deliver(source, out, frames=range(13, 31))
    start = Fraction(13, 25)
    packets = {packet.data: packet.time_s for packet in packets_of(source, "audio")}
    copies = packets_of(out, "audio")
    assert len(copies) >= 18 * SAMPLE_RATE // 25 // 1024
    assert all(abs(packets[c.data] - start - c.time_s) <= Fraction(1, SAMPLE_RATE) for c in copies)
    assert copies[0].time_s <= 0
    assert copies[-1].time_s < Fraction(18, 25) <= copies[-1].time_s + Fraction(1024, SAMPLE_RATE)
    (whole, _), (part, begins) = samples_of(source), samples_of(out)
    first = 13 * SAMPLE_RATE // 25
    settled = slice(2048, part.shape[1] - 2048)
    wanted = whole[0, first + round(begins * SAMPLE_RATE) :][settled]
    assert np.abs(part[0, settled].astype(float) - wanted).max() < 2**31 * 0.02


def test_damaged_sound_leaves_a_gap_and_not_a_traceback(tmp_path: Path) -> None:
    source = write_sounding_movie(tmp_path / "source.mp4", 25, audio_codec="aac", size=(256, 128))
    damaged = bytearray(source.read_bytes())
    for packet in packets_of(source, "audio")[10:14]:
        place = damaged.index(packet.data)
        damaged[place : place + len(packet.data)] = b"\xff" * len(packet.data)
    source.write_bytes(damaged)
    deliver(source, tmp_path / "out.mxf")
    (before, _), (after, begin) = (
        samples_of(write_sounding_movie(source, 25, audio_codec="aac")),
        samples_of(tmp_path / "out.mxf"),
    )
    assert begin == 0
    late = slice(20 * 1024, 30 * 1024)
    assert np.abs(before[0, late].astype(float) - after[0, late]).max() < 2**31 * 0.02


def test_drop_frame_timecode_comes_through(tmp_path: Path) -> None:
    source = write_sounding_movie(tmp_path / "source.mov", rate=NTSC, timecode="00:00:59;20")
    for suffix in (".mov", ".mkv", ".mp4"):
        out = tmp_path / f"out{suffix}"
        deliver(source, out, frames=range(10, 15))
        assert probe(out).start_timecode == "00:01:00;02"
        assert probe(out).rate == NTSC


@pytest.mark.parametrize("suffix", [".mov", ".mkv", ".mp4"])
def test_a_part_of_a_movie_without_timecode_says_where_it_begins(tmp_path: Path, suffix: str) -> None:
    """Editing programs count such a movie from zero, and look for the part where it was."""
    source = write_sounding_movie(tmp_path / "source.mov", 30, timecode=None)
    whole, part = tmp_path / f"whole{suffix}", tmp_path / f"part{suffix}"
    deliver(source, whole)
    deliver(source, part, frames=range(27, 30))
    assert probe(whole).start_timecode is None
    seconds, frames = divmod(27, round(probe(source).rate))
    assert probe(part).start_timecode == f"00:00:{seconds:02}:{frames:02}"


def test_matroska_and_back_gives_exact_times_again(tmp_path: Path) -> None:
    source = write_sounding_movie(tmp_path / "source.mov", rate=NTSC, timecode=None)
    deliver(source, tmp_path / "there.mkv")
    deliver(tmp_path / "there.mkv", tmp_path / "back.mov")
    assert times_of(probe(tmp_path / "there.mkv")) != times_of(probe(source))
    assert times_of(probe(tmp_path / "back.mov")) == times_of(probe(source))
    assert probe(tmp_path / "back.mov").rate == NTSC


@pytest.mark.parametrize("suffix", [".mov", ".mkv", ".mp4"])
def test_uneven_times_come_through(tmp_path: Path, suffix: str) -> None:
    times = [0, 40, 90, 95, 300, 340, 1000, 1001]
    source = write_movie(tmp_path / "source.mkv", "ffv1", len(times), times=times)
    out = tmp_path / f"out{suffix}"
    deliver(source, out)
    assert times_of(probe(out)) == [Fraction(t, 1000) for t in times]
    deliver(source, out, frames=range(2, 6), overwrite=True)
    assert times_of(probe(out)) == [Fraction(t - 90, 1000) for t in times[2:6]]


@pytest.mark.parametrize("suffix", [".mov", ".mkv", ".mp4"])
def test_a_late_start_stays_late(tmp_path: Path, suffix: str) -> None:
    source = write_sounding_movie(tmp_path / "source.mkv", 20, first_frame=3, codec="ffv1")
    out = tmp_path / f"out{suffix}"
    deliver(source, out)
    assert times_of(probe(out)) == [Fraction(n, 25) for n in range(3, 23)]
    assert packets_of(out, "audio")[0].time_s == 0


@pytest.mark.parametrize("suffix", [".mov", ".mkv"])
@pytest.mark.parametrize(("rotation", "aspect"), [(90, "4/3"), (180, "1"), (270, "64/45"), (0, "8/9")])
def test_rotation_and_aspect_come_through_together(
    sounding: Path, tmp_path: Path, suffix: str, rotation: int, aspect: str
) -> None:
    out = tmp_path / f"out{suffix}"
    turned = {"rotation_deg": rotation, "sample_aspect": Fraction(aspect)}
    deliver(sounding, out, info=lambda info: replace(info, **turned))  # type: ignore[arg-type]
    after = probe(out)
    assert (after.rotation_deg, after.sample_aspect) == (rotation, Fraction(aspect))
    assert after.frame_count == 50
    assert after.start_timecode == "01:00:00:00"
    assert len(samples_of(out)[0][0]) == 2 * SAMPLE_RATE


def test_a_changed_matroska_header_has_the_right_checksum(sounding: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mkv"
    deliver(sounding, out, info=lambda info: replace(info, rotation_deg=90, sample_aspect=Fraction(4, 3)))
    data = out.read_bytes()
    tracks = data[:8192].rindex(bytes.fromhex("1654ae6b")) + 4  # the first one is in the table of contents
    size_bytes = 9 - data[tracks].bit_length()
    size = int.from_bytes(data[tracks : tracks + size_bytes]) & ((1 << 7 * size_bytes) - 1)
    payload = data[tracks + size_bytes : tracks + size_bytes + size]
    assert payload[:2] == b"\xbf\x84"
    assert zlib.crc32(payload[6:]) == int.from_bytes(payload[2:6], "little")
    assert b" " * 20 not in payload


@pytest.mark.parametrize("suffix", [".mov", ".mkv", ".mp4"])
@pytest.mark.parametrize(
    "tags",
    [
        ColourTags(full_range=False, primaries=9, transfer=16, matrix=9),
        ColourTags(full_range=False, primaries=6, transfer=6, matrix=6),
        ColourTags(full_range=False, primaries=1, transfer=1, matrix=1),
    ],
)
def test_colour_tags_come_through(sounding: Path, tmp_path: Path, suffix: str, tags: ColourTags) -> None:
    out = tmp_path / f"out{suffix}"
    deliver(
        sounding,
        out,
        frames=range(2),
        info=lambda info: replace(info, colour=tags),
        change=lambda picture: replace(picture, colour=tags),
    )
    same_curve = {6: 1} if suffix == ".mov" else {}
    assert probe(out).colour == replace(tags, transfer=same_curve.get(tags.transfer, tags.transfer))


def test_tags_that_a_codec_cannot_name_are_announced(sounding: Path, tmp_path: Path) -> None:
    odd = ColourTags(full_range=False, primaries=4, transfer=13, matrix=7)
    info = replace(probe(sounding), colour=odd)
    assert list(plan_delivery(tmp_path / "out.mov", info).notices) == [
        "ProRes 422 HQ does not know the source's YUV matrix, so that it is converted to BT.709.",
        "ProRes 422 HQ cannot name the source's colour primaries (4 in H.273); it is left unspecified.",
        "ProRes 422 HQ cannot name the source's transfer (13 in H.273); it is left unspecified.",
    ]
    assert not plan_delivery(tmp_path / "out.mkv", info).notices


def test_lost_mastering_data_are_announced(tmp_path: Path) -> None:
    """Only where there are any: the second movie has the same tags and nothing else."""
    light = "log-level=none:colorprim=9:transfer=16:colormatrix=9"
    display = f"{light}:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
    for parameters, expected in ((display, 1), (light, 0)):
        source = write_movie(
            tmp_path / "hdr.mkv", "libx265", 2, pixels="yuv420p10le", options={"x265-params": parameters}
        )
        notices = plan_delivery(tmp_path / "out.mov", probe(source)).notices
        assert sum("mastering data are left out" in notice for notice in notices) == expected


@pytest.mark.parametrize(("suffix", "codec"), [(".mkv", "ffv1"), (".mp4", "h264"), (".mov", "hevc")])
def test_full_range_stays_full(tmp_path: Path, suffix: str, codec: str) -> None:
    source = write_movie(tmp_path / "source.avi", "mjpeg", 3, pixels="yuvj420p")
    deliver(source, tmp_path / f"out{suffix}", codec=codec)
    after = probe(tmp_path / f"out{suffix}")
    assert after.colour.full_range is True
    if codec == "ffv1":
        with closing(open_clip(source)) as one, closing(open_clip(after.path)) as other:
            assert np.array_equal(one.read(1).planes[0], other.read(1).planes[0])


@pytest.mark.parametrize(("codec", "suffix"), [("prores_hq", ".mov"), ("h264", ".mp4"), ("ffv1", ".mkv")])
@pytest.mark.parametrize("order", [FieldOrder.TOP_FIRST, FieldOrder.BOTTOM_FIRST])
def test_interlaced_pictures_stay_interlaced(
    tmp_path: Path, codec: str, suffix: str, order: FieldOrder
) -> None:
    source = write_movie(
        tmp_path / "source.mp4",
        "libx264",
        5,
        options={"qp": "0", "flags": "+ildct+ilme"},
        interlaced="tff" if order is FieldOrder.TOP_FIRST else "bff",
    )
    assert probe(source).field_order is order
    deliver(source, tmp_path / f"out{suffix}", codec=codec)
    assert probe(tmp_path / f"out{suffix}").field_order is order


@pytest.mark.parametrize(
    ("suffix", "codec", "bits"),
    [
        (".mov", "prores_hq", 10),
        (".mov", "prores_4444", 12),
        (".mov", "h264", 8),
        (".mov", "hevc", 10),
        (".mp4", "hevc", 10),
        (".mkv", "prores_hq", 10),
        (".mkv", "h264", 8),
    ],
)
def test_every_codec_shows_the_frames_it_was_given(
    tmp_path: Path, suffix: str, codec: str, bits: int
) -> None:
    source = write_movie(tmp_path / "source.mkv", "ffv1", 30)
    out = tmp_path / f"out{suffix}"
    deliver(source, out, codec=codec)
    with closing(open_clip(source)) as before, closing(open_clip(out)) as after:
        assert [number_in(after.read(i)) for i in range(30)] == list(range(30))
        assert after.info.format.bit_depth == bits
        one, other = before.read(7).planes[0], after.read(7).planes[0].astype(float)
        assert np.abs(one - other / (1 << (bits - 8))).max() <= 10


@pytest.mark.parametrize(("codec", "pixels"), [("dnxhr_hq", "yuv422p"), ("dnxhr_hqx", "yuv422p10le")])
@pytest.mark.parametrize("suffix", [".mxf", ".mov"])
def test_dnxhr(tmp_path: Path, codec: str, pixels: str, suffix: str) -> None:
    info = still_info(tmp_path, pixels, 256, 144)
    out = tmp_path / f"out{suffix}"
    write_stills(info, out, codec)
    after = probe(out)
    assert (after.codec, after.format.name, after.frame_count) == ("dnxhd", pixels, 4)
    assert after.start_timecode == "10:00:00:00"


@pytest.mark.parametrize("name", ["yuva444p12le", "gbrap", "gbrap16le", "yuva420p"])
@pytest.mark.parametrize("suffix", [".mov", ".mkv"])
def test_alpha_comes_through(tmp_path: Path, name: str, suffix: str) -> None:
    info = still_info(tmp_path, name, 64, 48)
    out = tmp_path / f"out{suffix}"
    pictures = write_stills(info, out)
    with closing(open_clip(out)) as reader:
        after = reader.read(2)
    alpha = pictures[2].planes[-1] / ((1 << info.format.bit_depth) - 1)
    assert after.format.has_alpha
    assert np.abs(alpha - after.planes[-1] / ((1 << after.format.bit_depth) - 1)).max() < 1 / 500
    if suffix == ".mkv":
        for wanted, got in zip(pictures[2].planes, after.planes, strict=True):
            assert np.array_equal(wanted, got)


@pytest.mark.parametrize("suffix", [".mkv", ".mov"])
def test_a_matte_movie_holds_the_matte(tmp_path: Path, suffix: str) -> None:
    info = matte_info(still_info(tmp_path, "yuv420p", 64, 48))
    ramp = np.tile(np.arange(64, dtype=np.uint8) * 4, (48, 1))
    delivery = plan_delivery(tmp_path / f"matte{suffix}", info)
    writer = open_writer(delivery)
    for picture in stills(replace(info, format=pixel_format("gray"))):
        writer.write(matte_picture(picture, ramp))
    writer.close()
    with closing(open_clip(delivery.path)) as reader:
        picture = reader.read(1)
    if suffix == ".mkv":
        assert np.array_equal(picture.planes[0], ramp)
    else:
        assert np.abs((picture.planes[0].astype(float) / 4 - 16) / 219 * 255 - ramp).max() < 1.5


@pytest.mark.parametrize("name", ["gbrp", "gbrp16le", "gray10le", "yuv420p", "yuv422p16le", "yuv410p"])
def test_ffv1_holds_other_formats_bit_for_bit(tmp_path: Path, name: str) -> None:
    info = still_info(tmp_path, name, 63, 47)
    pictures = write_stills(info, tmp_path / "out.mkv")
    with closing(open_clip(tmp_path / "out.mkv")) as reader:
        for wanted, got in zip(pictures[3].planes, reader.read(3).planes, strict=True):
            assert np.array_equal(wanted, got)


@pytest.mark.parametrize(("width", "height"), [(63, 47), (17, 10), (482, 321), (481, 322)])
@pytest.mark.parametrize("name", ["yuv422p10le", "yuv444p"])
def test_odd_sizes_reach_quicktime_with_their_edges(
    tmp_path: Path, name: str, width: int, height: int
) -> None:
    pictures = write_stills(still_info(tmp_path, name, width, height), tmp_path / "out.mov")
    with closing(open_clip(tmp_path / "out.mov")) as reader:
        after = reader.read(1)
        assert reader.info.codec == "prores"
    wanted = recoded(pictures[1], after.format, pictures[1].colour)
    for one, other in zip(wanted.planes, after.planes, strict=True):
        worst = np.abs(one.astype(float) - other).max() / (1 << (after.format.bit_depth - 8))
        assert worst <= 8


def test_a_patch_movie_is_planned_with_alpha(tmp_path: Path) -> None:
    info = patch_info(still_info(tmp_path, "yuv422p10le", 64, 48))
    delivery = plan_delivery(tmp_path / "patch.mov", info)
    assert delivery.codec == "prores_4444"  # type: ignore[union-attr]
    assert delivery.pixel_format == "yuva444p10le"  # type: ignore[union-attr]


def still_info(folder: Path, name: str, width: int, height: int) -> ClipInfo:
    """Describe four frames without a file behind them."""
    return ClipInfo(
        path=folder / "00000.png",
        is_sequence=True,
        width=width,
        height=height,
        frame_count=4,
        rate=Fraction(25),
        is_variable_rate=False,
        time_base=Fraction(1, 25),
        pts=(0, 1, 2, 3),
        duration_ticks=4,
        format=pixel_format(name),
        colour=ColourTags(full_range="gbr" in name, matrix=0 if "gbr" in name else 1),
        start_timecode="10:00:00:00",
        file_numbers=(0, 1, 2, 3),
    )


def stills(info: ClipInfo) -> list[Picture]:
    """Make smooth pictures that differ from plane to plane and frame to frame."""
    top = (1 << info.format.bit_depth) - 1
    dtype = np.uint8 if top < 256 else np.uint16

    def plane(letter: str, index: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8 | np.uint16]]:
        height = -(-info.height >> (info.format.chroma_shift_y if letter in "UV" else 0))
        width = -(-info.width >> (info.format.chroma_shift_x if letter in "UV" else 0))
        ramp = np.linspace(0.2, 0.8, width) * np.linspace(1, 0.3 + 0.1 * index, height)[:, None]
        return (ramp * top).astype(dtype)

    return [
        Picture(
            tuple(plane(letter, index) for letter in info.format.plane_names),  # type: ignore[arg-type]
            info.format,
            info.colour,
            index=index,
            pts=index,
        )
        for index in range(4)
    ]


def write_stills(info: ClipInfo, out: Path, codec: str | None = None) -> list[Picture]:
    writer = open_writer(plan_delivery(out, info, codec=codec))
    pictures = stills(info)
    for picture in pictures:
        writer.write(picture)
    writer.close()
    return pictures
