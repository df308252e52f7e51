"""The table of a stream's packets, read in one pass without decoding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream
from numpy.typing import NDArray

from editor.media.errors import MediaError

_DURATION = re.compile(r"(\d+):(\d+):(\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True, eq=False)
class PacketTable:
    """What the container says of each packet, in decoding order.

    Attributes
    ----------
    pts : ndarray of int64
        In the stream's time base; 0 where it is missing.
    is_key : ndarray of bool
        Decoding can start here.
    is_shown : ndarray of bool
        Not cut away by an edit list.
    has_pts : bool
        Every packet has one.
    last_duration : int
        Ticks that the last picture is shown, 0 where the container does not say.
    smallest_bytes : int
        Size of the smallest packet.
    """

    pts: NDArray[np.int64]
    is_key: NDArray[np.bool_]
    is_shown: NDArray[np.bool_]
    has_pts: bool
    last_duration: int
    smallest_bytes: int

    def __len__(self) -> int:
        return len(self.pts)


def read_packets(container: InputContainer, stream: VideoStream, path: Path) -> PacketTable:
    """Read all packets of a stream, from where the container stands.

    Raises
    ------
    MediaError
        If there are none, or the file breaks off before its index ends.
    """
    rows = [_row(packet) for packet in _packets(container, stream, path)]
    if not rows:
        raise MediaError("it holds no pictures", remedy="copy or export it again", path=path)
    if _breaks_off(container, stream, rows):
        raise broken_off(path, len(rows))
    pts, duration, size, is_key, is_shown = (np.array(column) for column in zip(*rows, strict=True))
    known = pts != None  # noqa: E711  # element by element
    return PacketTable(
        pts=np.where(known, pts, 0).astype(np.int64),
        is_key=is_key,
        is_shown=is_shown,
        has_pts=bool(known.all()),
        last_duration=int(duration[np.argmax(np.where(known & is_shown, pts, 0))]),
        smallest_bytes=int(size.min()),
    )


def broken_off(path: Path, frame: int) -> MediaError:
    """Say that a file ends early, and which frame is the first that is missing."""
    return MediaError(
        "the file breaks off before the end that it promises",
        remedy="copy or export it again",
        path=path,
        frame=frame,
    )


_Row = tuple[int | None, int, int, bool, bool]


def _packets(container: InputContainer, stream: VideoStream, path: Path) -> Iterator[Packet[VideoStream]]:
    packets = container.demux(stream)
    count = 0
    while True:
        try:
            packet = next(packets, None)
        except FFmpegError as error:
            raise MediaError(
                "the file is damaged", remedy="copy or export it again", path=path, frame=count
            ) from error
        if packet is None:
            return
        if packet.size:  # the last packet of a stream is an empty one that flushes the decoder
            count += 1
            yield packet


def _row(packet: Packet[VideoStream]) -> _Row:
    return packet.pts, packet.duration or 0, packet.size, packet.is_keyframe, not packet.is_discard


def _breaks_off(container: InputContainer, stream: VideoStream, rows: Sequence[_Row]) -> bool:
    """Compare what was read with the count or the end that the file's index or header speaks of."""
    name = container.format.name
    if "mp4" in name:
        return len(stream.index_entries) > len(rows)  # after edit lists, unlike the count of samples
    if name == "avi":
        return stream.frames > len(rows)
    last_pts, last_duration = max((pts or 0, duration) for pts, duration, *_ in rows)
    tick_s = stream.time_base or Fraction(0)
    return _promised_end_s(name, stream) - (last_pts + last_duration) * tick_s > last_duration * tick_s / 2


def _promised_end_s(container_name: str, stream: VideoStream) -> Fraction:
    if container_name == "mxf" and stream.duration and stream.time_base:
        return stream.duration * stream.time_base
    if "matroska" in container_name:
        stated = _DURATION.fullmatch(stream.metadata.get("DURATION", ""))
        if stated:
            return Fraction(stated[1]) * 3600 + Fraction(stated[2]) * 60 + Fraction(stated[3])
    return Fraction(0)
