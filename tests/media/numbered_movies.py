"""Movies whose frames carry their own number, as a row of big black and white blocks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from editor.media.picture import FrameReader, Picture

WIDTH, HEIGHT = 192, 96
BITS = 8


def drawn(number: int) -> NDArray[np.uint8]:
    """Draw a number, a column for each bit, and a bar that moves, so that frames predict each other."""
    rgb = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    for bit in range(BITS):
        left = bit * WIDTH // BITS
        rgb[: HEIGHT // 2, left : left + WIDTH // BITS] = 220 if number >> bit & 1 else 30
    bar = number * 5 % (WIDTH - 20)
    rgb[HEIGHT // 2 + 8 : -8, bar : bar + 20] = (200, 60, 40)
    return rgb


def number_in(picture: Picture) -> int:
    """Read the number back from the luma (or green) plane."""
    plane = picture.planes[0 if picture.format.is_yuv else 1].astype(np.float64)
    height, width = plane.shape
    columns = (
        plane[height // 8 : height * 3 // 8].reshape(-1, BITS, width // BITS)[..., 4:-4].mean(axis=(0, 2))
    )
    middle = 125 / 255 * ((1 << picture.format.bit_depth) - 1)
    return sum(1 << bit for bit in range(BITS) if columns[bit] > middle)


def write_movie(
    path: Path,
    codec: str,
    count: int = 40,
    *,
    pixels: str = "yuv420p",
    options: dict[str, str] | None = None,
    times: Sequence[int] | None = None,
    rate: Fraction = Fraction(25),
    interlaced: str | None = None,
    container_options: dict[str, str] | None = None,
) -> Path:
    """Encode frames 0 .. count - 1; `times` are presentation times in thousandths instead of an even rate."""
    with av.open(str(path), "w", container_options=container_options or {}) as movie:
        stream = movie.add_stream(codec, rate=rate, options=options or {})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, pixels
        if times is not None:
            stream.codec_context.time_base = Fraction(1, 1000)
        for number in range(count):
            frame = av.VideoFrame.from_ndarray(drawn(number), "rgb24").reformat(format=pixels)
            frame.pts = number if times is None else times[number]
            frame.time_base = 1 / rate if times is None else Fraction(1, 1000)
            if interlaced is not None:
                frame = as_interlaced(frame, interlaced)
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))
    return path


def as_interlaced(frame: av.VideoFrame, order: str) -> av.VideoFrame:
    """Flag a frame as interlaced, `tff` or `bff`, which PyAV cannot do by itself."""
    graph = av.filter.Graph()
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base
    )
    flag, sink = graph.add("setparams", f"field_mode={order}"), graph.add("buffersink")
    source.link_to(flag)
    flag.link_to(sink)
    graph.configure()
    graph.vpush(frame)
    flagged = graph.vpull()
    flagged.pts, flagged.time_base = frame.pts, frame.time_base
    return flagged


def remux(source: Path, target: Path, *, first_packet: int = 0, shift: int = 0) -> Path:
    """Copy packets into another container, from one packet on, `shift` ticks earlier."""
    with av.open(str(source)) as old, av.open(str(target), "w") as new:
        stream = old.streams.video[0]
        copy = new.add_stream_from_template(stream)
        for place, packet in enumerate(p for p in old.demux(stream) if p.size):
            if place >= first_packet:
                packet.pts, packet.dts = packet.pts - shift, packet.dts - shift
                packet.stream = copy
                new.mux(packet)
    return target


def numbers_when_played(path: Path) -> list[int]:
    """Decode a movie plainly from its beginning to its end."""
    with av.open(str(path)) as movie:
        return [_number_in_frame(frame) for frame in movie.decode(movie.streams.video[0])]


def numbers_at(reader: FrameReader, indices: Sequence[int]) -> list[int]:
    """Read frames in the order asked for."""
    return [number_in(reader.read(index)) for index in indices]


def _number_in_frame(frame: av.VideoFrame) -> int:
    grey = (
        frame.reformat(format="gray").to_ndarray()[HEIGHT // 8 : HEIGHT * 3 // 8, :WIDTH].astype(np.float64)
    )
    columns = grey.reshape(-1, BITS, WIDTH // BITS)[..., 4:-4].mean(axis=(0, 2))
    return sum(1 << bit for bit in range(BITS) if columns[bit] > 125)
