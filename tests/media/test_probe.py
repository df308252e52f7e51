"""One probe says all that a timeline or a window needs."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numbered_movies import HEIGHT, WIDTH, drawn, write_movie

from editor.media.opening import open_clip, probe
from editor.media.picture import ColourTags, FieldOrder, StreamNote


@pytest.mark.footage
def test_timecode_track_and_its_neighbours(shared: Path) -> None:
    info = probe(str(shared / "footage" / "clips" / "chart-timecode-1080" / "clip.mov"))
    assert (info.start_timecode, info.rate, info.frame_count) == ("01:00:00:00", 24, 50)
    assert info.sample_aspect == Fraction(3, 4)
    assert info.colour == ColourTags(full_range=False, primaries=1, transfer=1, matrix=1)
    assert info.other_streams == (
        StreamNote(1, "audio", "pcm_s16be", "stereo, 44100 Hz"),
        StreamNote(2, "data", "", "timecode 01:00:00:00"),
    )
    assert dict(info.metadata)["creation_time"].startswith("2018-06-20")


@pytest.mark.footage
def test_every_video_stream_can_be_chosen(shared: Path) -> None:
    path = str(shared / "footage" / "clips" / "nasa-two-streams" / "clip.mp4")
    first, second = probe(path), probe(path, stream=3)
    assert (first.stream_index, first.width, first.frame_count, first.rate) == (0, 320, 325, 25)
    assert (second.stream_index, second.width, second.frame_count) == (3, 480, 390)
    assert second.rate == Fraction(30000, 1001)
    assert [note.index for note in second.other_streams] == [0, 1, 2, 4, 5]
    with closing(open_clip(path, stream=3)) as reader:
        assert reader.read(389).planes[0].shape == (270, 480)


@pytest.mark.footage
def test_picture_that_the_edit_list_hides_is_not_counted(shared: Path) -> None:
    info = probe(str(shared / "footage" / "clips" / "teddy-portrait" / "clip.mp4"))
    assert (info.frame_count, info.rate, info.is_variable_rate) == (141, 20, False)


@pytest.mark.footage
@pytest.mark.parametrize(
    ("name", "rotation", "aspect", "order"),
    [
        ("h264-rotate90.mp4", 270, 1, FieldOrder.PROGRESSIVE),
        ("h264-anamorphic.mp4", 0, Fraction(4, 3), FieldOrder.PROGRESSIVE),
        ("h264-interlaced.mp4", 0, 1, FieldOrder.TOP_FIRST),
    ],
)
def test_how_it_is_to_be_shown(
    shared: Path, name: str, rotation: int, aspect: Fraction, order: FieldOrder
) -> None:
    info = probe(str(shared / "footage" / "formats" / name))
    assert (info.rotation_deg, info.sample_aspect, info.field_order) == (rotation, aspect, order)


@pytest.mark.footage
def test_variable_rate_of_the_footage(shared: Path) -> None:
    info = probe(str(shared / "footage" / "formats" / "h264-vfr.mp4"))
    assert info.is_variable_rate
    assert np.diff(info.pts).tolist()[:8] == [512, 512, 1024, 512, 512, 512, 1024, 512]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_rotation_is_clockwise(tmp_path: Path, turn: int) -> None:
    path = tmp_path / "turned.mp4"
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.set_display_rotation(-turn)  # PyAV counts counter-clockwise
        movie.mux(stream.encode(av.VideoFrame.from_ndarray(drawn(0), "rgb24").reformat(format="yuv420p")))
        movie.mux(stream.encode(None))
    assert probe(str(path)).rotation_deg == turn


@pytest.mark.parametrize(
    ("primaries", "transfer", "matrix", "full_range"), [(1, 1, 1, False), (9, 16, 9, False), (5, 6, 5, True)]
)
def test_colour_tags(tmp_path: Path, primaries: int, transfer: int, matrix: int, full_range: bool) -> None:
    path = tmp_path / "tagged.mkv"
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = 32, 16, "yuv420p10le"
        stream.color_primaries, stream.color_trc, stream.colorspace = primaries, transfer, matrix
        stream.color_range = 2 if full_range else 1
        frame = av.VideoFrame(32, 16, "yuv420p10le")
        frame.color_primaries, frame.color_trc, frame.colorspace = primaries, transfer, matrix
        frame.color_range = 2 if full_range else 1
        movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))
    assert probe(str(path)).colour == ColourTags(full_range, primaries, transfer, matrix)


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "avi"])
@pytest.mark.parametrize("rate", [Fraction(24000, 1001), Fraction(30000, 1001), Fraction(50)])
def test_even_rate_in_whole_ticks(tmp_path: Path, suffix: str, rate: Fraction) -> None:
    path = write_movie(tmp_path / f"a.{suffix}", "mpeg4", 60, rate=rate)
    info = probe(str(path))
    assert (info.rate, info.is_variable_rate) == (rate, False)
    assert float(info.duration_ticks * info.time_base) == pytest.approx(60 / float(rate), abs=2e-3)


def test_timecode_and_reel_that_movies_carry(tmp_path: Path) -> None:
    path = tmp_path / "tc.mov"
    with av.open(str(path), "w") as movie:
        movie.metadata["timecode"] = "10:00:00;02"
        stream = movie.add_stream("prores_ks", rate=Fraction(30000, 1001))
        stream.metadata["reel_name"] = "A001C002"
        stream.width, stream.height, stream.pix_fmt = 32, 16, "yuv422p10le"
        movie.mux(stream.encode(av.VideoFrame(32, 16, "yuv422p10le")))
        movie.mux(stream.encode(None))
    info = probe(str(path))
    assert (info.start_timecode, info.reel) == ("10:00:00;02", "A001C002")
    assert info.size_bytes == path.stat().st_size


def test_cover_picture_is_not_the_clip(tmp_path: Path) -> None:
    path = tmp_path / "cover.mp4"
    film = write_movie(tmp_path / "film.mp4", "libx264", 5)
    with av.open(str(film)) as old, av.open(str(path), "w") as new:
        cover = new.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 32, 16, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        copy = new.add_stream_from_template(old.streams.video[0])
        new.mux(cover.encode(av.VideoFrame(32, 16, "yuvj420p")))
        for packet in old.demux(video=0):
            if packet.size:
                packet.stream = copy
                new.mux(packet)
    info = probe(str(path))
    assert (info.codec, info.width, info.frame_count) == ("h264", WIDTH, 5)
