"""Streams beside the picture on their way from the source into a movie, in step with the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from av.audio.layout import AudioLayout
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError
from av.stream import Discard, Disposition, Stream

from editor.media.channel_layouts import NAMING_MUXER, is_named, usual_layout
from editor.media.codecs import ContainerSpec, Trait
from editor.media.container import open_movie
from editor.media.errors import MediaError
from editor.media.metadata import carried, quicktime_language
from editor.media.stream_lanes import AnyPacket, CopyLane, Lane, PcmLane, Place, Span
from editor.media.stream_plan import StreamPlan, codec_name

if TYPE_CHECKING:
    from av.container.core import Chapter

_MICROSECONDS = 1_000_000
_EARLY_S, _LATE_S = Fraction(2), Fraction(1)
_PCM = re.compile(r"pcm_[suf](\d+)[lb]e")


class Passthrough:
    """Carries streams along; no more than a moment of them is held.

    Parameters
    ----------
    path : Path
        The source.
    plans : tuple of StreamPlan
        What comes along.
    output : OutputContainer
        Where it goes; the streams are added at once.
    spec : ContainerSpec
        What the output can hold.
    start_s : Fraction
        Source time that becomes 0.
    length_s : Fraction or None
        What is shown later than so many seconds after the start is left out; None where nothing is cut away.

    Raises
    ------
    MediaError
        If the source cannot be opened.
    """

    def __init__(
        self,
        path: Path,
        plans: tuple[StreamPlan, ...],
        output: OutputContainer,
        spec: ContainerSpec,
        *,
        start_s: Fraction,
        length_s: Fraction | None,
    ) -> None:
        self._output = output
        self._span = Span(start_s, length_s, Trait.EDIT_LIST in spec.holds)
        self._source = open_movie(path)
        self._lanes = {plan.index: _lane(self._source, plan, output, self._span) for plan in plans}
        self._packets = _packets(self._source, path, tuple(self._lanes), start_s)
        self._next = next(self._packets, None)

    def copy_chapters(self) -> None:
        """Give the output the source's chapters, as far as they lie in what is delivered."""
        moved = (self._moved(chapter) for chapter in self._source.chapters())
        self._output.set_chapters([chapter for chapter in moved if chapter is not None])

    def picture_tags(self, index: int) -> tuple[dict[str, str], Disposition]:
        """Return the tags and the disposition of the stream whose pictures are delivered anew."""
        stream = self._source.streams[index]
        return carried(stream.metadata.items()), stream.disposition

    def write_until(self, time_s: Fraction) -> None:
        """Write all that belongs before a time of the output."""
        while self._next is not None and self._time_of(self._next) <= time_s:
            self._output.mux(self._lanes[self._next.stream_index].take(self._next))
            self._next = next(self._packets, None)

    def finish(self) -> None:
        """Write all that is left."""
        while self._next is not None and not self._is_over(self._next):
            self.write_until(self._time_of(self._next))
        for lane in self._lanes.values():
            self._output.mux(lane.rest())

    def close(self) -> None:
        """Give the source back."""
        self._packets = iter(())
        self._source.close()

    def _moved(self, chapter: Chapter) -> Chapter | None:
        tick = chapter["time_base"] or Fraction(1)
        ticks, length_s = round(self._span.start_s / tick), self._span.length_s
        start, end = max(0, chapter["start"] - ticks), chapter["end"] - ticks
        if end <= 0 or (length_s is not None and start * tick >= length_s):
            return None
        return {**chapter, "start": start, "end": end}

    def _is_over(self, packet: AnyPacket) -> bool:
        length_s = self._span.length_s
        return length_s is not None and self._time_of(packet) > length_s + _LATE_S

    def _time_of(self, packet: AnyPacket) -> Fraction:
        ticks = packet.dts if packet.dts is not None else packet.pts or 0
        return ticks * packet.time_base - self._span.start_s


def _lane(source: InputContainer, plan: StreamPlan, output: OutputContainer, span: Span) -> Lane:
    stream = source.streams[plan.index]
    if plan.pcm is not None and isinstance(stream, AudioStream):
        target = cast(AudioStream, output.add_stream(plan.pcm, rate=plan.sample_rate))
        target.codec_context.layout = _layout_for(stream, output)
        _describe(target, stream)
        return PcmLane(stream, target, _place_samples(span, target, plan.pcm))
    copy = output.add_stream_from_template(stream, opaque=True)
    _describe(copy, stream)
    if isinstance(stream, AudioStream) and _PCM.fullmatch(codec_name(stream)):
        cast(AudioStream, copy).codec_context.layout = _layout_for(stream, output)
        return CopyLane(copy, _place_samples(span, stream, codec_name(stream)))
    return CopyLane(copy, span.place_event if stream.type == "subtitle" else span.place)


def _layout_for(stream: AudioStream, output: OutputContainer) -> AudioLayout:
    layout = stream.codec_context.layout
    usual = usual_layout(stream.codec_context.channels)
    if output.format.name == NAMING_MUXER and usual is not None and not is_named(layout):
        return AudioLayout(usual)
    return layout


def _place_samples(span: Span, stream: AudioStream, pcm: str) -> Place:
    match = _PCM.fullmatch(pcm)
    sample_bytes = int(match[1]) // 8 if match else 1
    context = stream.codec_context
    return partial(
        span.place_samples, block_bytes=sample_bytes * context.channels, sample_rate=context.sample_rate
    )


def _describe(target: Stream, source: Stream) -> None:
    target.metadata.update(carried(source.metadata.items()))
    if target.container.format.name == "mov" and "language" in target.metadata:
        target.metadata["language"] = quicktime_language(target.metadata["language"])
    target.disposition = source.disposition


def _packets(
    source: InputContainer, path: Path, indices: tuple[int, ...], start_s: Fraction
) -> Iterator[AnyPacket]:
    if not indices:
        return
    for stream in source.streams:
        stream.discard = Discard.default if stream.index in indices else Discard.all
    try:
        if start_s > _EARLY_S:
            source.seek(int((start_s - _EARLY_S) * _MICROSECONDS))
        wanted = [source.streams[index] for index in indices]
        yield from (packet for packet in source.demux(wanted) if packet.size)
    except FFmpegError as error:
        raise MediaError(
            "what comes along with the picture cannot be read", remedy="copy or export it again", path=path
        ) from error
