"""Sound whose file does not say which channel is which."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
import pytest
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from numpy.typing import NDArray

from editor.media.opening import open_clip
from editor.media.planning import plan_delivery
from editor.media.writing import open_writer

COUNT, RATE, SAMPLE_RATE = 5, Fraction(25), 48000


def write_unnamed(path: Path, channels: int) -> NDArray[np.int16]:
    """Write a movie with PCM of unnamed channels; return its samples."""
    samples = np.random.default_rng(channels).integers(-9000, 9000, (COUNT * 1920, channels), np.int16)
    with av.open(str(path), "w") as movie:
        picture = cast(VideoStream, movie.add_stream("libx264", rate=RATE))
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        sound = cast(AudioStream, movie.add_stream("pcm_s16le", rate=SAMPLE_RATE))
        sound.codec_context.layout = f"{channels} channels"
        for number in range(COUNT):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 40 * number, np.uint8), "rgb24")
            movie.mux(picture.encode(frame))
            packed = samples[number * 1920 : (number + 1) * 1920].reshape(1, -1)
            heard = av.AudioFrame.from_ndarray(packed, "s16", f"{channels} channels")
            heard.sample_rate, heard.pts, heard.time_base = (
                SAMPLE_RATE,
                number * 1920,
                Fraction(1, SAMPLE_RATE),
            )
            movie.mux(sound.encode(heard))
        movie.mux(picture.encode(None))
        movie.mux(sound.encode(None))
    return samples


def copied(source: Path, out: Path) -> tuple[str, ...]:
    """Copy a clip as a delivery would; return what was announced."""
    with closing(open_clip(source)) as reader:
        delivery = plan_delivery(out, reader.info)
        writer = open_writer(delivery)
        for index in range(len(reader)):
            writer.write(reader.read(index))
        writer.close()
    return delivery.notices


def samples_of(path: Path) -> NDArray[np.int16]:
    with av.open(str(path)) as movie:
        heard = [frame.to_ndarray() for frame in movie.decode(audio=0)]
        return np.concatenate(heard, 1).reshape(-1, movie.streams.audio[0].codec_context.channels)


@pytest.mark.parametrize(("channels", "taken"), [(2, "stereo"), (6, "5.1")])
def test_mp4_takes_them_as_what_they_usually_are_and_says_so(
    tmp_path: Path, channels: int, taken: str
) -> None:
    samples = write_unnamed(tmp_path / "in.mov", channels)
    notices = copied(tmp_path / "in.mov", tmp_path / "out.mp4")
    assert np.array_equal(samples_of(tmp_path / "out.mp4"), samples)
    assert any(f"MP4 takes it as {taken}" in notice for notice in notices)


def test_more_channels_than_have_a_custom_are_left_out_and_announced(tmp_path: Path) -> None:
    write_unnamed(tmp_path / "in.mov", 12)
    notices = copied(tmp_path / "in.mov", tmp_path / "out.mp4")
    with av.open(str(tmp_path / "out.mp4")) as movie:
        assert len(movie.streams.audio) == 0
    assert any("12 channels" in notice for notice in notices)


def test_quicktime_takes_them_as_they_are(tmp_path: Path) -> None:
    samples = write_unnamed(tmp_path / "in.mov", 2)
    assert not any("channel" in notice for notice in copied(tmp_path / "in.mov", tmp_path / "out.mov"))
    assert np.array_equal(samples_of(tmp_path / "out.mov"), samples)
