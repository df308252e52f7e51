"""The table of a stream's packets, read in one pass without decoding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream
from numpy.typing import NDArray

from editor.media.errors import MediaError


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
    promised = _promised(container, stream)
    if promised > len(rows):
        raise MediaError(
            f"its index promises {promised} pictures, and the file breaks off",
            remedy="copy or export it again",
            path=path,
            frame=len(rows),
        )
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


def _row(packet: Packet[VideoStream]) -> tuple[int | None, int, int, bool, bool]:
    return packet.pts, packet.duration or 0, packet.size, packet.is_keyframe, not packet.is_discard


def _promised(container: InputContainer, stream: VideoStream) -> int:
    """Count the pictures that the file's own index or header speaks of, 0 where it does not."""
    if "mp4" in container.format.name:
        return len(stream.index_entries)  # after edit lists, unlike the count of samples
    if container.format.name == "avi":
        return stream.frames
    return 0
