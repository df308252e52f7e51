"""A movie with all that may come along: sound that tells its own time, timecode, reel, chapters, tags."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from numbered_movies import HEIGHT, WIDTH, drawn

SAMPLE_RATE = 48000
TITLE = "Take 3"


def write_sounding_movie(
    path: Path,
    count: int = 50,
    *,
    rate: Fraction = Fraction(25),
    audio_codec: str = "pcm_s16le",
    timecode: str | None = "01:00:00:00",
    codec: str = "libx264",
    pixels: str = "yuv420p",
    first_frame: int = 0,
    language: str = "eng",
    size: tuple[int, int] = (WIDTH, HEIGHT),
) -> Path:
    """Write a movie whose n-th audio sample is n modulo 32768, from the first frame's time on."""
    with av.open(str(path), "w", container_options={"movflags": "use_metadata_tags"}) as movie:
        picture = cast(VideoStream, movie.add_stream(codec, rate=rate))
        (picture.width, picture.height), picture.pix_fmt = size, pixels
        picture.codec_context.time_base = 1 / rate
        sound = cast(AudioStream, movie.add_stream(audio_codec, rate=SAMPLE_RATE))
        sound.codec_context.layout = "mono"
        sound.metadata["language"] = language
        movie.metadata.update({"title": TITLE, "scene": "12a", "comment": "windy"})
        if timecode is not None:
            picture.metadata.update({"timecode": timecode, "reel_name": "A001C002"})
        tick = Fraction(1, 1000)
        movie.set_chapters(
            [
                {"id": 1, "start": 0, "end": 800, "time_base": tick, "metadata": {"title": "one"}},
                {"id": 2, "start": 800, "end": 2000, "time_base": tick, "metadata": {"title": "two"}},
            ]
        )
        for number in range(first_frame, first_frame + count):
            _add_sound(movie, sound, number - first_frame, rate)
            frame = av.VideoFrame.from_ndarray(drawn(number), "rgb24").reformat(*size, format=pixels)
            frame.pts, frame.time_base = number, 1 / rate
            movie.mux(picture.encode(frame))
        movie.mux(picture.encode(None))
        movie.mux(sound.encode(None))
    return path


def _add_sound(movie: av.container.OutputContainer, sound: AudioStream, number: int, rate: Fraction) -> None:
    begin, end = (round(n * SAMPLE_RATE / rate) for n in (number, number + 1))
    samples = np.arange(begin, end) % 32768
    if sound.codec_context.format.name == "fltp":
        frame = av.AudioFrame.from_ndarray((samples / 32768).astype(np.float32)[None], "fltp", "mono")
    else:
        frame = av.AudioFrame.from_ndarray(samples.astype(np.int16)[None], "s16", "mono")
    frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, begin, Fraction(1, SAMPLE_RATE)
    movie.mux(sound.encode(frame))
