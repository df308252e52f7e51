"""Delivering clips in tests, and looking at what came of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from editor.media.delivery import Delivery
from editor.media.opening import open_clip
from editor.media.picture import ClipInfo, Picture
from editor.media.planning import plan_delivery
from editor.media.writing import open_writer


@dataclass(frozen=True, slots=True)
class CopiedPacket:
    """A packet as a file holds it."""

    data: bytes
    time_s: Fraction


def deliver(
    source: str | Path,
    out: str | Path,
    *,
    codec: str | None = None,
    frames: range | None = None,
    change: Callable[[Picture], Picture] = lambda picture: picture,
    info: Callable[[ClipInfo], ClipInfo] = lambda info: info,
    overwrite: bool = False,
) -> Delivery:
    """Write a clip anew, its frames changed where asked."""
    with closing(open_clip(source)) as reader:
        delivery = plan_delivery(out, info(reader.info), codec=codec, frames=frames)
        writer = open_writer(delivery, overwrite=overwrite)
        for index in delivery.frames:
            writer.write(change(reader.read(index)))
        writer.close()
    return delivery


def times_of(clip: ClipInfo) -> list[Fraction]:
    """When each frame is shown, in seconds."""
    return [pts * clip.time_base for pts in clip.pts]


def duration_of(clip: ClipInfo) -> Fraction:
    """How long a clip is, in seconds."""
    return clip.duration_ticks * clip.time_base


def planes_differ(first: str | Path, second: str | Path, *, start: int = 0) -> list[int]:
    """Say which frames of the second clip differ in any sample from the first's, from `start` on."""
    with closing(open_clip(first)) as one, closing(open_clip(second)) as other:
        return [
            index
            for index in range(len(other))
            if not all(
                np.array_equal(a, b)
                for a, b in zip(one.read(start + index).planes, other.read(index).planes, strict=True)
            )
        ]


def streams_of(path: Path, kind: str) -> list[tuple[str, str, int, dict[str, str]]]:
    """List codec, language, disposition and tags of the streams of a kind."""
    with av.open(str(path)) as movie:
        return [
            (
                stream.codec_context.codec.canonical_name if stream.codec_context else "",
                stream.metadata.get("language", "und"),
                int(stream.disposition),
                dict(stream.metadata),
            )
            for stream in movie.streams
            if stream.type == kind
        ]


def packets_of(path: Path, kind: str, place: int = 0) -> list[CopiedPacket]:
    """Read the packets of the n-th stream of a kind."""
    with av.open(str(path)) as movie:
        stream = [stream for stream in movie.streams if stream.type == kind][place]
        return [
            CopiedPacket(bytes(packet), (packet.pts or 0) * packet.time_base)
            for packet in movie.demux(stream)
            if packet.size
        ]


def samples_of(path: Path, rate: int | None = None) -> tuple[NDArray[np.int32], Fraction]:
    """Decode the first audio stream to 32 bit, channels x samples, and say when it begins."""
    with av.open(str(path)) as movie:
        stream = movie.streams.audio[0]
        resampler = AudioResampler("s32p", stream.layout, rate or stream.rate)
        frames = list(movie.decode(stream))
        blocks = [out.to_ndarray() for frame in (*frames, None) for out in resampler.resample(frame)]
        return np.concatenate(blocks, axis=1), (frames[0].pts or 0) * (frames[0].time_base or Fraction(1))


def chapters_of(path: Path) -> list[tuple[Fraction, Fraction, str]]:
    """List start, end and title of the chapters."""
    with av.open(str(path)) as movie:
        ticks = [(chapter, chapter["time_base"] or Fraction(1)) for chapter in movie.chapters()]
        return [(c["start"] * tick, c["end"] * tick, c["metadata"].get("title", "")) for c, tick in ticks]
