"""What becomes of the streams beside the picture: copied, turned into PCM, or left out and said so."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.sidedata.sidedata import SideDataContainer
from av.stream import Stream
from av.video.stream import VideoStream

from editor.media.channel_layouts import NAMING_MUXER, is_named, usual_layout
from editor.media.codecs import ContainerSpec, Trait
from editor.media.container import open_movie

_SIXTEEN_BITS, _STEREO = 16, 2
_MASTERING_DATA = ("MASTERING_DISPLAY_METADATA", "CONTENT_LIGHT_LEVEL", "DYNAMIC_HDR_PLUS", "DOVI_METADATA")


@dataclass(frozen=True, slots=True)
class StreamPlan:
    """A stream that is delivered beside the picture.

    Attributes
    ----------
    index : int
        Its number in the source.
    pcm : str or None
        FFmpeg's name of the PCM codec it becomes; None where its packets are copied.
    sample_rate : int or None
        Of the PCM, in Hz; None with `pcm` None.
    """

    index: int
    pcm: str | None = None
    sample_rate: int | None = None


@dataclass(frozen=True, slots=True)
class StreamPlans:
    """All that comes along from a movie.

    Attributes
    ----------
    plans : tuple of StreamPlan
        In the order of the source.
    has_chapters : bool
        Whether the source has any.
    notices : tuple of str
        What changes or is left out, in sentences.
    """

    plans: tuple[StreamPlan, ...] = ()
    has_chapters: bool = False
    notices: tuple[str, ...] = ()


def plan_streams(path: Path, wanted: Collection[int], spec: ContainerSpec) -> StreamPlans:
    """Decide about streams of a movie.

    Parameters
    ----------
    path : Path
        The source.
    wanted : collection of int
        Numbers of the streams that shall come along.
    spec : ContainerSpec
        What they shall go into.

    Raises
    ------
    MediaError
        If the source cannot be opened.
    """
    with closing(open_movie(path)) as container:
        others = [stream for stream in container.streams if stream.index in wanted]
        decided = [_plan(stream, spec) for stream in others if not _is_own_matter(stream)]
        return StreamPlans(
            plans=tuple(plan for plan, _ in decided if plan is not None),
            has_chapters=bool(container.chapters()),
            notices=tuple(notice for _, notice in decided if notice),
        )


def without_streams(path: Path, unwanted: Collection[int], label: str) -> Iterator[str]:
    """Say which streams a target that holds pictures only leaves out."""
    with closing(open_movie(path)) as container:
        for stream in container.streams:
            if stream.index in unwanted and not _is_own_matter(stream):
                yield _left_out(stream, label)


def has_mastering_data(path: Path, picture_stream: int) -> bool:
    """Look whether the first picture carries HDR mastering data (SMPTE ST 2086, light levels, ST 2094)."""
    with closing(open_movie(path)) as container:
        for frame in container.decode(video=_place_of(container, picture_stream)):
            side_data = cast(SideDataContainer, frame.side_data)
            return any(kind in side_data for kind in _MASTERING_DATA)
    return False


def _place_of(container: InputContainer, index: int) -> int:
    """Count a picture stream among the picture streams."""
    return [stream.index for stream in container.streams.video].index(index)


def codec_name(stream: Stream) -> str:
    """Return FFmpeg's name of the format, not of the decoder (`mp3`, not `mp3float`)."""
    return stream.codec_context.codec.canonical_name if _has_codec(stream) else stream.name or "unknown"


def _plan(stream: Stream, spec: ContainerSpec) -> tuple[StreamPlan | None, str]:
    if isinstance(stream, AudioStream):
        return _plan_audio(stream, spec)
    if stream.type == "subtitle" and codec_name(stream) in spec.subtitles:
        return StreamPlan(stream.index), ""
    if stream.type == "attachment" and Trait.ATTACHMENTS in spec.holds:
        return StreamPlan(stream.index), ""
    if stream.type == "data" and _muxer_takes(stream, spec):
        return StreamPlan(stream.index), ""
    return None, _left_out(stream, spec.label)


def _plan_audio(stream: AudioStream, spec: ContainerSpec) -> tuple[StreamPlan | None, str]:
    if not _has_codec(stream):
        return None, _left_out(stream, spec.label)
    rate = stream.codec_context.sample_rate
    if _needs_names(stream, spec) and usual_layout(stream.codec_context.channels) is None:
        return None, _left_out(stream, spec.label)
    if codec_name(stream) in spec.audio and (not spec.audio_rates or rate in spec.audio_rates):
        is_pcm = codec_name(stream).startswith("pcm_")
        return StreamPlan(stream.index), _unnamed_channels(stream, spec) if is_pcm else ""
    bits = _SIXTEEN_BITS if stream.codec_context.format.bits <= _SIXTEEN_BITS else 24
    target_rate = rate if not spec.audio_rates or rate in spec.audio_rates else spec.audio_rates[0]
    change = f"{bits}-bit PCM" + ("" if target_rate == rate else f" of {target_rate} Hz")
    plan = StreamPlan(stream.index, f"pcm_s{bits}le", target_rate)
    reason = f"since {spec.label} cannot hold it as it is"
    return plan, f"{_described(stream)} becomes {change}, {reason}. {_unnamed_channels(stream, spec)}".strip()


def _unnamed_channels(stream: AudioStream, spec: ContainerSpec) -> str:
    if _needs_names(stream, spec):
        taken = usual_layout(stream.codec_context.channels)
        return f"Stream {stream.index} does not say which channel is which; {spec.label} takes it as {taken}."
    if spec.names_pcm_channels or stream.codec_context.channels <= _STEREO:
        return ""
    layout = stream.codec_context.layout.name
    return f"{spec.label} does not say which channel of stream {stream.index} is which; it is {layout}."


def _needs_names(stream: AudioStream, spec: ContainerSpec) -> bool:
    return spec.muxer == NAMING_MUXER and not is_named(stream.codec_context.layout)


def _has_codec(stream: Stream) -> bool:
    """Tell streams that FFmpeg knows from those whose codec it does not, whatever PyAV's stub says."""
    return bool(stream.codec_context)


def _is_own_matter(stream: Stream) -> bool:
    """Tell QuickTime's tracks of timecode and chapters, which come through as such and not as streams."""
    if stream.type != "data":
        return False
    return "timecode" in stream.metadata or (stream.name == "bin_data" and bool(stream.container.chapters()))


def _left_out(stream: Stream, label: str) -> str:
    if isinstance(stream, VideoStream):
        return f"{_described(stream)} is left out: one picture is delivered."
    return f"{_described(stream)} is left out, since {label} cannot hold it."


def _described(stream: Stream) -> str:
    details = [stream.type, codec_name(stream)]
    if isinstance(stream, AudioStream) and _has_codec(stream):
        details.append(f"{stream.codec_context.layout.name}, {stream.codec_context.sample_rate} Hz")
    if isinstance(stream, VideoStream) and _has_codec(stream):
        details.append(f"{stream.codec_context.width}x{stream.codec_context.height}")
    return f"Stream {stream.index} ({', '.join(details)})"


def _muxer_takes(stream: Stream, spec: ContainerSpec) -> bool:
    """Ask the muxer itself: data streams have no codec name that a table could list."""
    trial = av.open(io.BytesIO(), "w", format=spec.muxer)
    try:
        trial.add_stream_from_template(stream)
        trial.start_encoding()
    except (FFmpegError, ValueError):
        return False
    finally:
        trial.close()
    return True
