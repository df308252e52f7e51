"""The sound of a clip as it is drawn: lowest and highest sample of each short stretch, kept by content."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from av import AudioResampler
from av.container import InputContainer
from av.error import FFmpegError
from numpy.typing import NDArray

from editor.media.container import open_movie
from editor.media.decoder import Decoder
from editor.media.errors import MediaError
from editor.media.frame_table import read_frame_table
from editor.media.output import WriteError, discard, partial_name, publish, write_error
from editor.media.playback.proxies import cache_folder
from editor.media.sequence_name import is_picture

PARTS = 8
"""Stretches a frame at the finest level."""

_COARSER = 4
_SCALE = 127
_LEVEL_NAMES = "low{0}", "high{0}"
_SUFFIX = ".peaks.npz"


class StoppedReadingError(MediaError):
    """Nobody wants the peaks any more."""

    def __init__(self, path: Path) -> None:
        super().__init__("reading its sound was stopped", remedy="open the clip again", path=path)


@dataclass(frozen=True, slots=True, eq=False)
class Peaks:
    """The sound under the frames of a clip, at several levels of detail.

    Attributes
    ----------
    lows, highs : tuple of ndarray of int8
        For each level, the finest first, the lowest and highest sample of each stretch; 127 is full scale.
        At the finest level a frame has `PARTS` stretches, and each level has a quarter of the one before.
    """

    lows: tuple[NDArray[np.int8], ...]
    highs: tuple[NDArray[np.int8], ...]

    def columns(self, first: float, frame_px: float, count: int) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
        """Return the lowest and highest sample of each column of pixels.

        Parameters
        ----------
        first : float
            Frame at the left edge of the first column; outside of the clip it is silent.
        frame_px : float
            Width of a frame in pixels.
        count : int
            Columns.
        """
        parts_a_column = PARTS / frame_px
        level = 0
        while level + 1 < len(self.lows) and parts_a_column >= _COARSER:
            parts_a_column, level = parts_a_column / _COARSER, level + 1
        lows, highs = self.lows[level], self.highs[level]
        start = first * PARTS / _COARSER**level
        edges = start + np.arange(count + 1) * parts_a_column
        begin = np.floor(edges[:-1]).astype(np.int64)
        end = np.maximum(np.ceil(edges[1:]).astype(np.int64), begin + 1)
        return _over(lows, begin, end, np.minimum), _over(highs, begin, end, np.maximum)


def peaks_path(content: str) -> Path:
    """Return where the peaks of a clip lie, or would lie.

    Parameters
    ----------
    content : str
        What the clip is recognised by: its fingerprint's digest.
    """
    return cache_folder() / "waveforms" / f"{content}{_SUFFIX}"


def peaks_of(clip: str, content: str, is_stopped: Callable[[], bool] = lambda: False) -> Peaks | None:
    """Return the peaks of a clip, from the cache where they are known; None where it has no sound.

    Parameters
    ----------
    clip : str
        A movie, a folder of pictures, or a pattern.
    content : str
        What the clip is recognised by.
    is_stopped : callable
        Asked now and then; where it says so nothing comes of it.

    Raises
    ------
    MediaError
        If the movie cannot be read.
    StoppedReadingError
        If it was stopped.
    """
    path = peaks_path(content)
    is_known, peaks = _loaded(path)
    if is_known or not _is_movie(clip):
        return peaks
    peaks = read_peaks(clip, is_stopped)
    with suppress(WriteError):  # it is read again the next time
        _keep(peaks, path)
    return peaks


def read_peaks(clip: str, is_stopped: Callable[[], bool] = lambda: False) -> Peaks | None:
    """Decode the first audio stream of a clip; None where there is none. Damaged stretches are silent.

    Raises
    ------
    MediaError
        If the movie cannot be read.
    StoppedReadingError
        If it was stopped.
    """
    if not _is_movie(clip):
        return None
    path = Path(clip)
    with open_movie(path) as container:
        if not container.streams.video or not _can_be_heard(container):
            return None
    with closing(Decoder(path, None)) as decoder:
        table, _ = read_frame_table(decoder, path, None)
        times_s = np.array(table.pts, np.float64) * float(decoder.stream.time_base or 1)
        edges_s = _edges(times_s, float(decoder.stream.average_rate or 25))
    low, high = np.zeros(len(edges_s) - 1, np.float32), np.zeros(len(edges_s) - 1, np.float32)
    for start_s, rate, samples in _sound(path, is_stopped):
        _take(low, high, edges_s, start_s, rate, samples)
    return _with_levels(_int8(low), _int8(high))


def _is_movie(clip: str) -> bool:
    return Path(clip).is_file() and not is_picture(Path(clip))


def _can_be_heard(container: InputContainer) -> bool:
    return bool(container.streams.audio) and container.streams.audio[0].codec_context is not None


def _edges(times_s: NDArray[np.float64], rate: float) -> NDArray[np.float64]:
    """Divide the time of each frame into equal parts; the last frame lasts as long as the one before."""
    last_s = times_s[-1] - times_s[-2] if len(times_s) > 1 else 1 / rate
    bounds = np.append(times_s, times_s[-1] + last_s)
    places = np.arange(len(times_s) * PARTS + 1) / PARTS
    return np.asarray(np.interp(places, np.arange(len(bounds)), bounds), np.float64)


def _sound(path: Path, is_stopped: Callable[[], bool]) -> Iterator[tuple[float, int, NDArray[np.float32]]]:
    """Yield the time of the first sample, samples a second, and channels x samples of -1 to 1."""
    with open_movie(path) as container:
        stream = container.streams.audio[0]
        resampler = AudioResampler(format="fltp")
        next_s = 0.0
        for packet in container.demux(stream):
            if is_stopped():
                raise StoppedReadingError(path)
            try:
                decoded = [one for frame in packet.decode() for one in resampler.resample(frame)]
            except (FFmpegError, ValueError):
                continue  # what is damaged is silent
            for frame in decoded:
                start_s = next_s if frame.time is None else frame.time
                next_s = start_s + frame.samples / frame.sample_rate
                yield start_s, frame.sample_rate, np.asarray(frame.to_ndarray(), np.float32)


def _take(
    low: NDArray[np.float32],
    high: NDArray[np.float32],
    edges_s: NDArray[np.float64],
    start_s: float,
    rate: int,
    samples: NDArray[np.float32],
) -> None:
    """Take some samples into the stretches that they lie in."""
    times_s = start_s + (np.arange(samples.shape[1]) + 0.5) / rate  # the middles: none lies on an edge
    inside = (times_s >= edges_s[0]) & (times_s < edges_s[-1])
    if not inside.any():
        return
    part = np.searchsorted(edges_s, times_s[inside], "right") - 1
    begins = np.flatnonzero(np.diff(part, prepend=-1))
    heard = samples[:, inside]
    places = part[begins]
    low[places] = np.minimum(low[places], np.minimum.reduceat(heard.min(axis=0), begins))
    high[places] = np.maximum(high[places], np.maximum.reduceat(heard.max(axis=0), begins))


def _int8(values: NDArray[np.float32]) -> NDArray[np.int8]:
    return np.asarray(np.rint(np.nan_to_num(values).clip(-1, 1) * _SCALE), np.int8)


def _with_levels(low: NDArray[np.int8], high: NDArray[np.int8]) -> Peaks:
    lows, highs = [low], [high]
    while len(lows[-1]) > _COARSER:
        starts = np.arange(0, len(lows[-1]), _COARSER)
        lows.append(np.minimum.reduceat(lows[-1], starts))
        highs.append(np.maximum.reduceat(highs[-1], starts))
    return Peaks(tuple(lows), tuple(highs))


def _over(
    values: NDArray[np.int8], begin: NDArray[np.int64], end: NDArray[np.int64], join: np.ufunc
) -> NDArray[np.int8]:
    """Join the values from each begin to its end; where there are none it is silent."""
    padded = np.concatenate((values, np.zeros(1, np.int8)))
    first, last = begin.clip(0, len(values)), end.clip(0, len(values))
    bounds = np.stack((first, last), axis=1).ravel()
    joined = np.asarray(join.reduceat(padded, bounds)[::2], np.int8)
    joined[first >= last] = 0
    return joined


def _loaded(path: Path) -> tuple[bool, Peaks | None]:
    """Read what is kept: whether anything is, and the peaks; None where there is no sound."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            levels = range(int(kept["count"]))
            lows, highs = (
                tuple(np.asarray(kept[n.format(i)], np.int8) for i in levels) for n in _LEVEL_NAMES
            )
        return True, Peaks(lows, highs) if lows else None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return False, None


def _keep(peaks: Peaks | None, path: Path) -> None:
    kinds = () if peaks is None else zip(_LEVEL_NAMES, (peaks.lows, peaks.highs), strict=True)
    arrays = {name.format(level): one for name, levels in kinds for level, one in enumerate(levels)}
    partial = partial_name(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(path, error) from error
    try:
        with partial.open("wb") as file:
            np.savez(file, allow_pickle=False, count=np.array(len(arrays) // 2), **arrays)
        publish(partial, path, overwrite=True)
    except OSError as error:
        raise write_error(path, error) from error
    finally:
        discard(partial)
