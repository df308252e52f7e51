"""The sound of a clip from one of its frames on, as loudspeakers take it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from av import AudioResampler
from av.container import InputContainer
from av.error import FFmpegError
from numpy.typing import NDArray

from editor.media.container import open_movie
from editor.media.opening import probe
from editor.media.sequence_name import is_picture

RATE_HZ, CHANNELS = 48_000, 2
FRAME_BYTES = 2 * CHANNELS
"""Of one moment of sound: 16 bits a channel, interleaved."""

_MICROSECONDS = 1_000_000
_LONGEST_GAP_S = 10


def has_sound(clip: str) -> bool:
    """Whether there is sound that can be decoded.

    Raises
    ------
    MediaError
        If the movie cannot be read.
    """
    path = Path(clip)
    if not path.is_file() or is_picture(path):
        return False
    with open_movie(path) as container:
        return _can_be_heard(container)


def time_of(clip: str, frame: int) -> float:
    """Tell when a frame is shown, in seconds on the movie's own clock.

    Raises
    ------
    MediaError
        If the movie cannot be read.
    """
    info = probe(clip)
    return float(info.pts[frame] * info.time_base)


def sound_from(clip: str, start_s: float) -> Iterator[bytes]:
    """Decode the first audio stream from a moment on.

    Parameters
    ----------
    clip : str
        A movie with sound.
    start_s : float
        On the movie's own clock; before the sound begins, and where it is damaged, it is silent.

    Yields
    ------
    bytes
        16-bit samples at `RATE_HZ`, `CHANNELS` interleaved, the first at `start_s`.

    Raises
    ------
    MediaError
        If the movie cannot be read.
    """
    due = round(start_s * RATE_HZ)
    for begin, samples in _resampled(Path(clip), start_s):
        if begin + len(samples) <= due:
            continue
        gap = min(max(0, begin - due), _LONGEST_GAP_S * RATE_HZ)
        if gap:
            yield bytes(gap * FRAME_BYTES)
        yield samples[max(0, due - begin) :].tobytes()
        due = begin + len(samples)


def _resampled(path: Path, start_s: float) -> Iterator[tuple[int, NDArray[np.int16]]]:
    """Yield the place of the first sample on the clock of `RATE_HZ`, and samples x channels."""
    with open_movie(path) as container:
        if not _can_be_heard(container):
            return
        stream = container.streams.audio[0]
        container.seek(max(0, round(start_s * _MICROSECONDS)))
        resampler = AudioResampler(format="s16", layout="stereo", rate=RATE_HZ)
        place: int | None = None
        for packet in container.demux(stream):
            try:
                decoded = packet.decode()
            except (FFmpegError, ValueError):
                continue  # what is damaged is silent
            for frame in decoded:
                if frame.time is not None:
                    told = round(frame.time * RATE_HZ)
                    # A resampler keeps some samples back: only a jump counts as another time.
                    place = told if place is None or abs(told - place) > RATE_HZ // 10 else place
                for part in resampler.resample(frame):
                    samples = np.asarray(part.to_ndarray(), np.int16).reshape(-1, CHANNELS)
                    place = 0 if place is None else place
                    yield place, samples
                    place += len(samples)


def _can_be_heard(container: InputContainer) -> bool:
    return bool(container.streams.audio) and container.streams.audio[0].codec_context is not None
