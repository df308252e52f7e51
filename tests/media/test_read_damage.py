"""Movies that are cut short, damaged or no movies at all: one sentence with file, frame and remedy."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import av
import pytest
from numbered_movies import number_in, write_movie

from editor.errors import UsageError
from editor.media.errors import MediaError
from editor.media.opening import open_clip

CUT_SHORT = {
    "index first.mp4": ("libx264", "yuv420p", {"movflags": "faststart"}),
    "index first.mov": ("prores_ks", "yuv422p10le", {"movflags": "faststart"}),
    "no index.mkv": ("ffv1", "yuv420p", {}),
    "index last.avi": ("mjpeg", "yuvj420p", {}),
    "b.avi": ("mpeg4", "yuv420p", {}),
    "footer.mxf": ("mpeg2video", "yuv420p", {}),
}


@pytest.mark.parametrize("name", CUT_SHORT)
def test_movie_cut_short_says_where(tmp_path: Path, name: str) -> None:
    codec, pixels, container_options = CUT_SHORT[name]
    path = write_movie(tmp_path / name, codec, pixels=pixels, container_options=container_options)
    shorten(path, 0.7)
    with pytest.raises(MediaError, match="breaks off") as refused:
        open_clip(str(path))
    assert refused.value.path == path
    assert refused.value.frame is not None
    assert 15 < refused.value.frame < 35
    assert refused.value.exit_status == 2


def test_movie_without_its_index(tmp_path: Path) -> None:
    path = write_movie(tmp_path / "index last.mp4", "libx264")
    shorten(path, 0.7)
    with pytest.raises(MediaError, match="index"):
        open_clip(str(path))


@pytest.mark.parametrize(
    ("name", "codec", "pixels", "lost"),
    [
        ("intra.mov", "prores_ks", "yuv422p10le", {20}),
        ("intra.avi", "mjpeg", "yuvj420p", {20}),
        ("long.mp4", "libx264", "yuv420p", set(range(20, 24))),
    ],
)
def test_damaged_frame_is_named_and_the_others_read(
    tmp_path: Path, name: str, codec: str, pixels: str, lost: set[int]
) -> None:
    path = write_movie(tmp_path / name, codec, pixels=pixels, options={"g": "12", "bf": "0"})
    overwrite_packet(path, 20)
    with closing(open_clip(str(path))) as reader:
        for index in range(40):
            if index in lost:
                with pytest.raises(MediaError, match=f"frame {index}: the frame is damaged"):
                    reader.read(index)
            else:
                assert number_in(reader.read(index)) == index


def test_damage_near_the_beginning_leaves_the_first_frame(tmp_path: Path) -> None:
    path = write_movie(tmp_path / "intra.mov", "prores_ks", pixels="yuv422p10le")
    overwrite_packet(path, 2)
    with closing(open_clip(str(path))) as reader:
        assert [number_in(reader.read(index)) for index in (0, 1, 3, 39)] == [0, 1, 3, 39]
        with pytest.raises(MediaError, match="frame 2"):
            reader.read(2)


def test_damaged_last_frame_leaves_the_one_before(tmp_path: Path) -> None:
    path = write_movie(tmp_path / "intra.mov", "prores_ks", pixels="yuv422p10le")
    overwrite_packet(path, 39)
    with closing(open_clip(str(path), cache_bytes=0)) as reader:
        assert [number_in(reader.read(index)) for index in (37, 38)] == [37, 38]
        with pytest.raises(MediaError, match="frame 39"):
            reader.read(39)


def test_no_frame_at_all(tmp_path: Path) -> None:
    path = tmp_path / "none.mkv"
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        movie.start_encoding()
    with pytest.raises(MediaError, match=r"none\.mkv"):
        open_clip(str(path))


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("empty.mp4", b"", "the file is empty"),
        ("notes.mp4", b"not a movie at all " * 99, "not a movie"),
        ("notes.txt", b"not a movie at all " * 99, "not a movie"),
    ],
)
def test_not_a_movie(tmp_path: Path, name: str, content: bytes, cause: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(MediaError, match=cause) as refused:
        open_clip(str(tmp_path / name))
    assert str(refused.value).startswith(f"{tmp_path / name}: ")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="there is no such file"):
        open_clip(str(tmp_path / "gone.mov"))


def test_sound_alone(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("pcm_s16le", rate=8000, layout="mono")
        silence = av.AudioFrame(format="s16", layout="mono", samples=800)
        silence.rate = 8000
        movie.mux(stream.encode(silence))
        movie.mux(stream.encode(None))
    with pytest.raises(MediaError, match="no video stream"):
        open_clip(str(path))


def test_size_that_changes_is_refused_at_its_frame(tmp_path: Path) -> None:
    path = tmp_path / "two sizes.ts"
    parts = [write_movie(tmp_path / "a.ts", "libx264", 12), tmp_path / "b.ts"]
    with av.open(str(parts[1]), "w") as movie:
        stream = movie.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for number in range(12):
            frame = av.VideoFrame(64, 64, "yuv420p")
            frame.pts = 12 + number
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    with closing(open_clip(str(path))) as reader:
        assert number_in(reader.read(5)) == 5
        with pytest.raises(MediaError, match="size or format of the pictures changes"):
            [reader.read(index) for index in range(len(reader))]


def test_wrong_stream_lists_the_right_ones(tmp_path: Path) -> None:
    path = write_movie(tmp_path / "one.mp4", "libx264", 3)
    with pytest.raises(UsageError, match="choose one of 0"):
        open_clip(str(path), stream=5)


def shorten(path: Path, share: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])


def overwrite_packet(path: Path, place: int) -> None:
    with av.open(str(path)) as movie:
        packets = [packet for packet in movie.demux(movie.streams.video[0]) if packet.size]
        start, size = packets[place].pos, packets[place].size
    data = bytearray(path.read_bytes())
    data[start + 8 : start + size] = random.Random(3).randbytes(size - 8)
    path.write_bytes(bytes(data))
