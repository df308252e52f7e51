"""Which frames a movie shows, when, and where decoding can begin.

Counting packets is exact for most movies and takes no decoding. It is not where a codec hides packets from
view (VP8's alternate references, MPEG-4's packed B-frames), where two packets make one picture (fields), or
where the first pictures lean on ones that were cut away (open GOP). There the decoder is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
from av.error import FFmpegError
from av.video.frame import VideoFrame

from editor.media.container import choose_stream, open_movie
from editor.media.decoder import Decoder
from editor.media.errors import MediaError
from editor.media.packet_index import read_index
from editor.media.packets import PacketTable, read_packets

_INDEXED_CONTAINERS = ("mp4", "matroska", "mxf")
_COUNTABLE_CODECS = frozenset(
    {"h264", "hevc", "av1", "libdav1d", "vp9", "ffv1", "mpeg2video", "mpeg4", "ffvhuff", "huffyuv"}
)
_SMALLEST_MPEG4_PICTURE_BYTES = 20
_HEAD = 3


@dataclass(frozen=True, slots=True, eq=False)
class FrameTable:
    """The frames of a movie.

    Attributes
    ----------
    pts : tuple of int
        Presentation time of each, ascending; made from the rate where the movie has none.
    key_pts : tuple of int
        Where decoding can begin, ascending; empty where it must begin at the beginning.
    is_timed : bool
        Decoded frames carry the times of `pts`; otherwise only their order tells which is which.
    last_duration : int
        Ticks that the last frame is shown, 0 where the movie does not say.
    """

    pts: tuple[int, ...]
    key_pts: tuple[int, ...]
    is_timed: bool
    last_duration: int

    def __len__(self) -> int:
        return len(self.pts)


def read_frame_table(decoder: Decoder, path: Path, stream: int | None) -> tuple[FrameTable, list[VideoFrame]]:
    """Find the frames of a movie.

    Parameters
    ----------
    decoder : Decoder
        The movie at its beginning; it is left somewhere else.
    path : Path
        The movie.
    stream : int or None
        Number of the stream in the container; None for the first.

    Returns
    -------
    table : FrameTable
        All its frames.
    head : list of VideoFrame
        The first few of them.

    Raises
    ------
    MediaError
        If it holds no pictures, breaks off early or cannot be decoded at all.
    """
    with open_movie(path) as container:
        chosen = choose_stream(container, path, stream)
        packets = read_index(container, chosen, path) or read_packets(container, chosen, path)
    if _is_countable(decoder, packets):
        counted = _counted_by_packets(decoder, packets, path)
        if counted is not None:
            return counted
        decoder.rewind()
    return _counted_by_decoding(decoder, packets, path)


def _is_countable(decoder: Decoder, packets: PacketTable) -> bool:
    codec = decoder.stream.codec_context
    times = packets.pts[packets.is_shown]
    if not packets.has_pts or not len(times) or len(np.unique(times)) < len(times):
        return False
    if codec.name == "mpeg4" and packets.smallest_bytes < _SMALLEST_MPEG4_PICTURE_BYTES:
        return False
    indexed = any(name in decoder.container.format.name for name in _INDEXED_CONTAINERS)
    return codec.codec.intra_only or (indexed and codec.name in _COUNTABLE_CODECS)


def _counted_by_packets(
    decoder: Decoder, packets: PacketTable, path: Path
) -> tuple[FrameTable, list[VideoFrame]] | None:
    """Take every packet for a frame; None where the first decoded frames tell otherwise.

    Pictures before the first key packet are shown only if the decoder gives them out.
    """
    shown = np.sort(packets.pts[packets.is_shown])
    first_key = int(packets.pts[packets.is_key][0]) if packets.is_key.any() else int(shown[0])
    head = _head(decoder, path, first_key)
    early = [frame.pts for frame in head if frame.pts is not None and frame.pts < first_key]
    pts = (*early, *(int(time) for time in shown[shown >= first_key]))
    if [frame.pts for frame in head] != list(pts[: len(head)]):
        return None
    return FrameTable(pts, _key_times(packets), True, packets.last_duration), head


def _head(decoder: Decoder, path: Path, first_key: int) -> list[VideoFrame]:
    frames: list[VideoFrame] = []
    late = 0
    while late < _HEAD:
        try:
            frame = decoder.next_frame()
        except FFmpegError:
            break  # whoever asks for that frame hears of it
        if frame is None:
            break
        frames.append(frame)
        late += frame.pts is None or frame.pts >= first_key
    if not frames:
        raise _undecodable(path, 0)
    return frames


def _counted_by_decoding(
    decoder: Decoder, packets: PacketTable, path: Path
) -> tuple[FrameTable, list[VideoFrame]]:
    head: list[VideoFrame] = []
    times: list[int | None] = []
    try:
        while (frame := decoder.next_frame()) is not None:
            times.append(frame.pts)
            if len(head) < _HEAD:
                head.append(frame)
    except FFmpegError as error:
        raise _undecodable(path, len(times)) from error
    if not head:
        raise _undecodable(path, 0)
    known = [time for time in times if time is not None]
    if len(known) == len(times) and all(a < b for a, b in pairwise(known)):
        return FrameTable(tuple(known), _key_times(packets), True, packets.last_duration), head
    return FrameTable(_made_times(decoder, len(times)), (), False, 0), head


def _undecodable(path: Path, frame: int) -> MediaError:
    return MediaError(
        "it cannot be decoded", remedy="cut the movie before it, or export it again", path=path, frame=frame
    )


def _key_times(packets: PacketTable) -> tuple[int, ...]:
    return tuple(int(t) for t in np.sort(packets.pts[packets.is_key])) if packets.has_pts else ()


def _made_times(decoder: Decoder, count: int) -> tuple[int, ...]:
    stream = decoder.stream
    rate = stream.average_rate or stream.guessed_rate or Fraction(25)
    ticks = 1 / (rate * (stream.time_base or 1 / rate))
    return tuple(round(i * ticks) for i in range(count))
