"""The table of packets out of a QuickTime or MP4 index, without reading the pictures themselves.

Movies for editing (ProRes, DNxHR) are tens of gigabytes long; reading all of it to learn its times would take
minutes. Where every picture stands by itself the index says all: decoding times are presentation times.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream
from numpy.typing import NDArray

from editor.media.packets import PacketTable, broken_off

_SAMPLES_TO_COMPARE = 3


def read_index(container: InputContainer, stream: VideoStream, path: Path) -> PacketTable | None:
    """Read the table from the index; None where there is none that can be relied upon.

    Parameters
    ----------
    container : InputContainer
        The movie at its beginning; where None is returned it is there again.
    stream : VideoStream
        The chosen stream.
    path : Path
        The movie.

    Raises
    ------
    MediaError
        If the index points behind the end of the file.
    """
    if "mp4" not in container.format.name or not stream.codec_context.codec.intra_only:
        return None
    entries = list(stream.index_entries)
    if not entries or len(entries) > stream.frames:  # a fragmented movie states no count
        return None
    size_bytes = path.stat().st_size
    for place, entry in enumerate(entries):
        if entry.pos + entry.size > size_bytes:
            raise broken_off(path, place)
    times = np.array([entry.timestamp for entry in entries], np.int64)
    if not _agrees(container, stream, times):
        container.seek(int(times[0]), stream=stream)
        return None
    return PacketTable(
        pts=times,
        is_key=np.ones(len(entries), np.bool_),
        is_shown=np.array([not entry.is_discard for entry in entries]),
        has_pts=True,
        last_duration=max(0, int(times[0]) + (stream.duration or 0) - int(times[-1])),
        smallest_bytes=min(entry.size for entry in entries),
    )


def _agrees(container: InputContainer, stream: VideoStream, times: NDArray[np.int64]) -> bool:
    try:
        packets = list(islice((p for p in container.demux(stream) if p.size), _SAMPLES_TO_COMPARE))
    except FFmpegError:
        return False
    return all(packet.pts == time for packet, time in zip(packets, times.tolist(), strict=False))
