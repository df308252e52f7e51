"""Frame N is frame N exactly: forwards, backwards and at random, whatever codec and container do."""

from __future__ import annotations

import random
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from zlib import crc32

import av
import numpy as np
import pytest
from numbered_movies import (
    numbers_at,
    numbers_when_played,
    remux,
    write_movie,
)

from editor.media.opening import open_clip
from editor.media.picture import FieldOrder, FrameReader

OPEN_GOP = {"x264-params": "open-gop=1:keyint=10:min-keyint=10:bframes=3:scenecut=0"}
OPEN_GOP_HEVC = {"x265-params": "open-gop=1:keyint=10:min-keyint=10:bframes=3:log-level=none:frame-threads=1"}
INTERLACED_MPEG2 = {"bf": "2", "g": "12", "flags": "+ildct+ilme"}

MOVIES = {
    "h264 with B-frames.mp4": ("libx264", "yuv420p", {"bf": "3", "g": "12"}),
    "h264 open GOP.mp4": ("libx264", "yuv420p", OPEN_GOP),
    "h264 open GOP.mkv": ("libx264", "yuv420p", OPEN_GOP),
    "h264 open GOP.ts": ("libx264", "yuv420p", OPEN_GOP),
    "h264 10 bit 4:2:2.mov": ("libx264", "yuv422p10le", {"bf": "3", "g": "12"}),
    "h264 without times.h264": ("libx264", "yuv420p", {"bf": "3", "g": "12"}),
    "h264 intra refresh.ts": ("libx264", "yuv420p", {"x264-params": "intra-refresh=1:keyint=10:bframes=0"}),
    "hevc open GOP.mp4": ("libx265", "yuv420p", OPEN_GOP_HEVC),
    "mpeg4 with B-frames.avi": ("mpeg4", "yuv420p", {"bf": "2", "g": "12"}),
    "mpeg2.mxf": ("mpeg2video", "yuv420p", {"bf": "2", "g": "12"}),
    "vp8 with hidden frames.webm": (
        "libvpx",
        "yuv420p",
        {"auto-alt-ref": "1", "lag-in-frames": "16", "g": "20"},
    ),
    "wmv.avi": ("wmv2", "yuv420p", {"g": "12"}),
    "animation.mov": ("qtrle", "rgb24", {"g": "12"}),
    "ffv1 long GOP.mkv": ("ffv1", "yuv444p16le", {"g": "10"}),
    "ffv1 RGB.mkv": ("ffv1", "bgr0", {}),
    "prores.mov": ("prores_ks", "yuv422p10le", {}),
    "mjpeg.avi": ("mjpeg", "yuvj420p", {}),
    "uncompressed.mov": ("rawvideo", "uyvy422", {}),
    "uncompressed.avi": ("rawvideo", "bgr24", {}),
}


def check_every_order(path: Path, expected: list[int]) -> None:
    count = len(expected)
    shuffled = [random.Random(7).randrange(count) for _ in range(50)]
    with closing(open_clip(str(path), cache_bytes=0)) as reader:
        assert len(reader) == reader.info.frame_count == count
        assert numbers_at(reader, range(count)) == expected
        played = [sample_sums(reader, index) for index in range(count)]
        assert numbers_at(reader, shuffled) == [expected[index] for index in shuffled]
        assert [sample_sums(reader, index) for index in shuffled] == [played[index] for index in shuffled]
    with closing(open_clip(str(path))) as reader:
        assert [sample_sums(reader, index) for index in reversed(range(count))] == played[::-1]
        assert [sample_sums(reader, index) for index in shuffled] == [played[index] for index in shuffled]


def sample_sums(reader: FrameReader, index: int) -> list[int]:
    """Checksum the planes: a frame that is not decoded from its true beginning can still show its number."""
    return [crc32(plane) for plane in reader.read(index).planes]


@pytest.mark.parametrize("name", MOVIES)
def test_every_frame_in_every_order(tmp_path: Path, name: str) -> None:
    codec, pixels, options = MOVIES[name]
    path = write_movie(tmp_path / name, codec, pixels=pixels, options=options)
    check_every_order(path, list(range(40)))


@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_variable_rate(tmp_path: Path, suffix: str) -> None:
    times = np.cumsum([40, 40, 80, 20, 120] * 8).tolist()
    path = write_movie(tmp_path / f"vfr.{suffix}", "libx264", times=times, options={"bf": "3", "g": "12"})
    check_every_order(path, list(range(40)))
    with closing(open_clip(str(path))) as reader:
        info = reader.info
        assert info.is_variable_rate
        assert [time * info.time_base for time in info.pts] == [Fraction(time, 1000) for time in times]
        assert float(info.rate) == pytest.approx(40 / 2.4, rel=0.05)
        assert [reader.read(index).pts for index in (0, 17, 39)] == [info.pts[index] for index in (0, 17, 39)]


@pytest.mark.parametrize("hidden", [3, 5, 17])
@pytest.mark.parametrize("options", [{"bf": "3", "g": "12"}, OPEN_GOP], ids=["closed GOP", "open GOP"])
def test_edit_list_hides_the_beginning(tmp_path: Path, hidden: int, options: dict[str, str]) -> None:
    whole = write_movie(tmp_path / "whole.mp4", "libx264", options=options)
    with av.open(str(whole)) as movie:
        ticks = round(Fraction(1, 25) / movie.streams.video[0].time_base)
    cut = remux(whole, tmp_path / "cut.mp4", shift=hidden * ticks)
    check_every_order(cut, list(range(hidden, 40)))


@pytest.mark.parametrize(
    ("codec", "options", "suffix"),
    [
        ("libx264", OPEN_GOP, "ts"),
        ("libx264", OPEN_GOP, "mp4"),
        ("libx265", OPEN_GOP_HEVC, "mkv"),
        ("mpeg2video", {"bf": "2", "g": "12"}, "mpg"),
    ],
)
@pytest.mark.parametrize("into_the_group", [0, 2])
def test_beginning_that_leans_on_pictures_cut_away(
    tmp_path: Path, codec: str, options: dict[str, str], suffix: str, into_the_group: int
) -> None:
    whole = write_movie(tmp_path / f"whole.{suffix}", codec, options=options)
    with av.open(str(whole)) as movie:
        packets = [packet for packet in movie.demux(movie.streams.video[0]) if packet.size]
    second_key = [place for place, packet in enumerate(packets) if packet.is_keyframe][1]
    cut = remux(whole, tmp_path / f"cut.{suffix}", first_packet=second_key + into_the_group)
    expected = numbers_when_played(cut)
    assert 0 < len(expected) < 40
    check_every_order(cut, expected)


@pytest.mark.parametrize(
    ("name", "mode", "order"),
    [("i.mpg", "tff", FieldOrder.TOP_FIRST), ("i.mov", "bff", FieldOrder.BOTTOM_FIRST)],
)
def test_interlaced_stays_interlaced(tmp_path: Path, name: str, mode: str, order: FieldOrder) -> None:
    path = write_movie(tmp_path / name, "mpeg2video", options=INTERLACED_MPEG2, interlaced=mode)
    check_every_order(path, list(range(40)))
    with closing(open_clip(str(path))) as reader:
        assert reader.info.field_order is order
        assert {reader.read(index).field_order for index in range(40)} == {order}


def test_frames_outside_the_clip_are_refused(tmp_path: Path) -> None:
    path = write_movie(tmp_path / "short.mp4", "libx264", 3)
    with closing(open_clip(str(path))) as reader:
        for index in (-1, 3):
            with pytest.raises(IndexError):
                reader.read(index)


def test_one_frame_is_a_clip(tmp_path: Path) -> None:
    path = write_movie(tmp_path / "one.mp4", "libx264", 1)
    check_every_order(path, [0])


def test_planes_are_copies_of_their_own(tmp_path: Path) -> None:
    path = write_movie(tmp_path / "copies.mkv", "ffv1", 3, pixels="yuv420p")
    with closing(open_clip(str(path))) as reader:
        pictures = [reader.read(index) for index in range(3)]
        assert all(plane.flags.c_contiguous and plane.flags.owndata for p in pictures for plane in p.planes)
        assert [plane.shape for plane in pictures[0].planes] == [(96, 192), (48, 96), (48, 96)]
