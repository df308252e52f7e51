"""What a movie says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from av.audio.stream import AudioStream
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from editor.media.decoder import Decoder
from editor.media.errors import MediaError
from editor.media.formats import UnsupportedFormatError, pixel_format, planar_name
from editor.media.frame_table import FrameTable
from editor.media.frames import FieldOrderSensor, colour_tags, rotation_of
from editor.media.picture import ClipInfo, FieldOrder, PixelFormat, StreamNote

_STILL_RATE = Fraction(25)
_NEARLY = Fraction(1, 20)
_TIMECODE = re.compile(r"(\d\d:\d\d:\d\d)([:;.,])(\d\d+)")


def describe_movie(decoder: Decoder, path: Path, table: FrameTable, head: Sequence[VideoFrame]) -> ClipInfo:
    """Put together all that a timeline or a window needs to know.

    Parameters
    ----------
    decoder : Decoder
        The open movie.
    path : Path
        Its name.
    table : FrameTable
        Its frames.
    head : sequence of VideoFrame
        The first few, decoded.

    Raises
    ------
    MediaError
        If the pixel format is not supported.
    """
    container, stream, first = decoder.container, decoder.stream, head[0]
    time_base = stream.time_base or Fraction(1, 1000)
    rate, is_variable = frame_rate(table, stream, time_base)
    last_duration = table.last_duration or round(1 / (rate * time_base))
    return ClipInfo(
        path=path,
        is_sequence=False,
        width=first.width,
        height=first.height,
        frame_count=len(table),
        rate=rate,
        is_variable_rate=is_variable,
        time_base=time_base,
        pts=table.pts,
        duration_ticks=table.pts[-1] - table.pts[0] + last_duration,
        format=_format(first, path),
        colour=colour_tags(first),
        field_order=_field_order(head),
        sample_aspect=stream.sample_aspect_ratio or Fraction(1),
        rotation_deg=rotation_of(first),
        codec=stream.codec_context.name,
        start_timecode=_start_timecode(decoder),
        reel=_tag(decoder, "reel_name"),
        stream_index=stream.index,
        other_streams=tuple(_note(other) for other in container.streams if other.index != stream.index),
        metadata=tuple(container.metadata.items()),
        size_bytes=path.stat().st_size,
    )


def frame_rate(table: FrameTable, stream: VideoStream, time_base: Fraction) -> tuple[Fraction, bool]:
    """Find the rate whose grid the frames lie on.

    Returns
    -------
    rate : Fraction
        Frames per second; the average where no grid fits.
    is_variable : bool
        Whether no grid fits; Matroska states the rate it was meant to have even then.
    """
    stated = [rate for rate in (stream.average_rate, stream.base_rate, stream.guessed_rate) if rate]
    span = (table.pts[-1] - table.pts[0]) * time_base
    if not span:
        return (stated[0] if stated else _STILL_RATE), False
    for rate in (*stated, (len(table) - 1) / span):
        if lies_on_grid(table.pts, rate, time_base):
            return rate, False
    average = len(table) / (span + table.last_duration * time_base)
    agreeing = (rate for rate in stated if abs(rate - average) < _NEARLY * average)
    return next(agreeing, average), True


def lies_on_grid(pts: Sequence[int], rate: Fraction, time_base: Fraction) -> bool:
    """Say whether frames follow each other evenly, but for the rounding of their times to whole ticks."""
    ticks = 1 / (rate * time_base)
    ideal = np.arange(len(pts)) * float(ticks)
    largest = float(np.abs(np.asarray(pts) - pts[0] - ideal).max())
    return largest <= min(1.0, float(ticks) / 4) + 1e-6


def _format(frame: VideoFrame, path: Path) -> PixelFormat:
    try:
        return pixel_format(planar_name(frame.format.name))
    except UnsupportedFormatError as error:
        raise MediaError(
            f"its pixel format {error.name} is not supported", remedy="convert it first", path=path
        ) from error


def _field_order(head: Sequence[VideoFrame]) -> FieldOrder:
    sensor = FieldOrderSensor()
    orders = [sensor.order_of(frame) for frame in head]
    return next((order for order in orders if order is not FieldOrder.PROGRESSIVE), FieldOrder.PROGRESSIVE)


def _start_timecode(decoder: Decoder) -> str | None:
    stated = _tag(decoder, "timecode")
    match = _TIMECODE.fullmatch(stated) if stated is not None else None
    return None if match is None else f"{match[1]}{':' if match[2] == ':' else ';'}{match[3]}"


def _tag(decoder: Decoder, name: str) -> str | None:
    """Look for a tag at the picture's stream, then at the container, then at the timecode track."""
    tracks = [stream.metadata for stream in decoder.container.streams if stream.type == "data"]
    for tags in (decoder.stream.metadata, decoder.container.metadata, *tracks):
        for key, value in tags.items():
            if key.lower() == name and value:
                return value
    return None


def _note(stream: Stream) -> StreamNote:
    codec = stream.codec_context.name if stream.codec_context else stream.name or ""
    return StreamNote(stream.index, stream.type, codec, _detail(stream))


def _detail(stream: Stream) -> str:
    if isinstance(stream, AudioStream) and stream.codec_context:
        return f"{stream.codec_context.layout.name}, {stream.codec_context.sample_rate} Hz"
    if isinstance(stream, VideoStream) and stream.codec_context:
        return f"{stream.codec_context.width}x{stream.codec_context.height}"
    if "timecode" in stream.metadata:
        return f"timecode {stream.metadata['timecode']}"
    return stream.language or ""
