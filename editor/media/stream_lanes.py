"""How the packets of one stream of a source become packets of a movie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Protocol, TypeAlias

from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream

AnyPacket: TypeAlias = "Packet[Stream]"
_NOTICEABLE_S = Fraction(1, 100)

Place: TypeAlias = "Callable[[AnyPacket], AnyPacket | None]"


class Lane(Protocol):
    """What turns packets of one stream of the source into packets of the output."""

    def take(self, packet: AnyPacket) -> list[AnyPacket]:
        """Turn one packet into those that the output gets."""

    def rest(self) -> list[AnyPacket]:
        """Give what was held back."""


@dataclass(frozen=True, slots=True)
class Span:
    """Which part of the source's time is delivered.

    Attributes
    ----------
    start_s : Fraction
        Source time that becomes 0.
    length_s : Fraction or None
        How much of it there is; None where nothing is cut away.
    has_edit_list : bool
        Whether the output can hide the beginning of a packet. One packet more then comes first, so that the
        decoder is warm at 0.
    """

    start_s: Fraction
    length_s: Fraction | None
    has_edit_list: bool

    def place(self, packet: AnyPacket) -> AnyPacket | None:
        """Move a packet to its new time; None where it lies outside."""
        self._move(packet)
        if self.length_s is None:
            return packet
        begin = (packet.pts or 0) * packet.time_base
        length = (packet.duration or 0) * packet.time_base
        lead = length if self.has_edit_list else 0
        return packet if begin + length > -lead and begin < self.length_s else None

    def place_event(self, packet: AnyPacket) -> AnyPacket | None:
        """Move a subtitle to its new time and cut off what is outside; None where nothing of it is left."""
        self._move(packet)
        if self.length_s is None:
            return packet
        begin, length = packet.pts or 0, packet.duration or 0
        first, last = max(0, begin), min(begin + length, round(self.length_s / packet.time_base))
        if first >= last:
            return None
        packet.pts = packet.dts = first
        packet.duration = last - first
        return packet

    def place_samples(self, packet: AnyPacket, block_bytes: int, sample_rate: int) -> AnyPacket | None:
        """Move a PCM packet to its new time and cut it to the sample; None where nothing of it is left.

        Parameters
        ----------
        packet : Packet
            Interleaved samples.
        block_bytes : int
            Size of one sample of all channels.
        sample_rate : int
            In Hz.
        """
        self._move(packet)
        if self.length_s is None:
            return packet
        begin = round((packet.pts or 0) * packet.time_base * sample_rate)
        count = packet.size // block_bytes
        first, last = max(0, -begin), min(count, round(self.length_s * sample_rate) - begin)
        if first >= last:
            return None
        kept: AnyPacket = Packet(bytes(packet)[first * block_bytes : last * block_bytes])
        kept.time_base = Fraction(1, sample_rate)
        kept.pts = kept.dts = begin + first
        kept.duration = last - first
        return kept

    def _move(self, packet: AnyPacket) -> None:
        ticks = round(self.start_s / packet.time_base)
        packet.pts = None if packet.pts is None else packet.pts - ticks
        packet.dts = None if packet.dts is None else packet.dts - ticks


class CopyLane:
    """Packets as they are, at their new time."""

    def __init__(self, target: Stream, place: Place) -> None:
        self._target = target
        self._place = place

    def take(self, packet: AnyPacket) -> list[AnyPacket]:
        """Move one packet."""
        return _placed([packet], self._place, self._target)

    def rest(self) -> list[AnyPacket]:
        """Nothing is held back."""
        return []


class PcmLane:
    """Audio in any codec, decoded and written as PCM.

    What is too damaged to be decoded becomes silence, and so does a gap between packets: PCM has no times of
    its own in most containers, and what follows would come too early.
    """

    def __init__(self, source: AudioStream, target: AudioStream, place: Place) -> None:
        self._source = source
        self._target = target
        self._place = place
        self._next_sample: int | None = None
        context = target.codec_context
        self._resampler = AudioResampler(context.format, context.layout, context.sample_rate)

    def take(self, packet: AnyPacket) -> list[AnyPacket]:
        """Decode one packet."""
        try:
            frames = self._source.codec_context.decode(packet)
        except FFmpegError:
            return []
        return self._encoded(frames)

    def rest(self) -> list[AnyPacket]:
        """Empty decoder, resampler and encoder."""
        packets = self._encoded((*self._source.codec_context.decode(None), None))
        return [*packets, *_placed(self._target.codec_context.encode(None), self._place, self._target)]

    def _encoded(self, frames: Iterable[AudioFrame | None]) -> list[AnyPacket]:
        resampled = chain.from_iterable(self._resampler.resample(frame) for frame in frames)
        whole = chain.from_iterable(self._after_silence(frame) for frame in resampled)
        packets = chain.from_iterable(self._target.codec_context.encode(frame) for frame in whole)
        return _placed(packets, self._place, self._target)

    def _after_silence(self, frame: AudioFrame) -> Iterator[AudioFrame]:
        """Put silence in front of a frame that does not follow the one before."""
        rate = frame.sample_rate
        begin = round((frame.pts or 0) * (frame.time_base or Fraction(1, rate)) * rate)
        expected = begin if self._next_sample is None else self._next_sample
        while begin - expected > rate * _NOTICEABLE_S:
            gap = min(begin - expected, rate)
            yield _silence(frame, expected, gap)
            expected += gap
        self._next_sample = expected + frame.samples
        yield frame


def _silence(like: AudioFrame, begin: int, samples: int) -> AudioFrame:
    silent = AudioFrame(like.format.name, like.layout.name, samples)
    silent.sample_rate, silent.pts, silent.time_base = like.sample_rate, begin, Fraction(1, like.sample_rate)
    for plane in silent.planes:
        plane.update(bytes(plane.buffer_size))
    return silent


def _placed(packets: Iterable[AnyPacket], place: Place, target: Stream) -> list[AnyPacket]:
    placed = [moved for packet in packets if (moved := place(packet)) is not None]
    for packet in placed:
        packet.stream = target
    return placed
