"""Mattes as a few bytes, without loss.

A matte is mostly black and white areas with a narrow edge between them. Stored are a map of three kinds of
pixels (black 0, edge 1, white 2) and the levels of the edge's pixels:

- the map as the exclusive or of each line with the one above, as runs of equal values: the lengths of the
  runs (four planes of bytes, the lowest first), then what each repeats;
- the edge's levels as differences, modulo 256, to the pixel before in reading order.

Each is a zlib stream (RFC 1950); a header goes before: `CPMT`, version, width, height, number of runs, and
length of the first stream.
"""

from __future__ import annotations

import struct
import zlib

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.masks.errors import MaskValueError, MatteDataError
from editor.masks.levels import Matte

_HEADER = struct.Struct("<4sBIIII")
_MAGIC, _VERSION = b"CPMT", 1
_MOST_PIXELS = 1 << 27
_LENGTH_BYTES = 4
_EDGE, _WHITE = 1, 2
_KINDS = np.full(256, _EDGE, np.uint8)
_KINDS[0], _KINDS[255] = 0, _WHITE
_LEVELS = np.zeros(256, np.uint8)
_LEVELS[_WHITE] = 255
_EFFORT = 6


def encode_matte(matte: Matte) -> bytes:
    """Encode a matte; equal mattes give equal bytes.

    Parameters
    ----------
    matte : ndarray of uint8
        H x W, not empty.

    Raises
    ------
    MaskValueError
        If it is no matte, or has more than 2^27 pixels.
    """
    if matte.ndim != 2 or matte.dtype != np.uint8 or not 0 < matte.size <= _MOST_PIXELS:
        raise MaskValueError(
            f"an array of {matte.shape} {matte.dtype} is no matte", remedy="give H x W of uint8, 2^27 at most"
        )
    levels = np.ascontiguousarray(matte).ravel()
    kinds: Matte = cv2.LUT(levels, _KINDS).astype(np.uint8, copy=False).reshape(matte.shape)
    lengths, repeated = _runs(np.concatenate([kinds[:1], kinds[1:] ^ kinds[:-1]]).ravel())
    planes = lengths.astype("<u4").view(np.uint8).reshape(-1, _LENGTH_BYTES).T
    outline = zlib.compress(planes.tobytes() + repeated.tobytes(), _EFFORT)
    height, width = matte.shape
    header = _HEADER.pack(_MAGIC, _VERSION, width, height, len(lengths), len(outline))
    return header + outline + zlib.compress(_steps(levels, kinds).tobytes(), _EFFORT)


def decode_matte(data: bytes) -> Matte:
    """Decode a matte.

    Parameters
    ----------
    data : bytes
        From `encode_matte`; anything else is refused without taking more memory than a matte does.

    Returns
    -------
    ndarray of uint8
        H x W.

    Raises
    ------
    MatteDataError
        If the data is damaged, cut off, or from a later version.
    """
    width, height, run_count, outline_bytes = _header(data)
    streams = memoryview(data)[_HEADER.size :]
    runs = _inflated(streams[:outline_bytes], run_count * (_LENGTH_BYTES + 1))
    kinds = _filled(runs, run_count, width * height).reshape(height, width)
    for line in range(1, height):
        kinds[line] ^= kinds[line - 1]
    levels = cv2.LUT(kinds, _LEVELS).astype(np.uint8, copy=False).ravel()
    edge = np.flatnonzero(kinds == _EDGE)
    _add_up(levels, edge, _inflated(streams[outline_bytes:], len(edge)))
    return levels.reshape(height, width)


def _runs(values: Matte) -> tuple[NDArray[np.intp], Matte]:
    starts = np.concatenate([[0], np.flatnonzero(values[1:] != values[:-1]) + 1])
    return np.diff(starts, append=len(values)), values[starts]


def _filled(runs: Matte, run_count: int, size: int) -> Matte:
    lengths, repeated = np.split(runs, [_LENGTH_BYTES * run_count])
    counts = lengths.reshape(_LENGTH_BYTES, -1).T.copy().view("<u4").ravel()
    if int(counts.sum(dtype=np.int64)) != size or int(repeated.max()) > (_EDGE | _WHITE):
        raise _damaged("its runs do not fill the picture")
    return np.repeat(repeated, counts)


def _steps(levels: Matte, kinds: Matte) -> Matte:
    edge = np.flatnonzero(kinds.ravel() == _EDGE)
    return levels[edge] - _before(levels, edge)


def _before(levels: Matte, places: NDArray[np.intp]) -> Matte:
    """Levels of the pixels before, in reading order; black before the first."""
    return np.where(places > 0, levels[places - 1], 0).astype(np.uint8)


def _add_up(levels: Matte, edge: NDArray[np.intp], steps: Matte) -> None:
    """Fill in the edge: add up its steps along each run, from the black or white pixel before it."""
    starts = np.flatnonzero(np.diff(edge, prepend=-2) > 1)
    summed = np.cumsum(steps, dtype=np.uint8)
    offsets = _before(levels, edge[starts]) - (summed[starts] - steps[starts])
    levels[edge] = summed + np.repeat(offsets, np.diff(starts, append=len(edge)))


def _header(data: bytes) -> tuple[int, int, int, int]:
    if len(data) < _HEADER.size:
        raise _damaged("it is cut off")
    magic, version, width, height, run_count, outline_bytes = _HEADER.unpack_from(data)
    if magic != _MAGIC:
        raise _damaged("it does not begin as one")
    if version != _VERSION:
        raise MatteDataError(
            f"the stored matte has version {version}", remedy="open it with the version that wrote it"
        )
    if not 0 < width * height <= _MOST_PIXELS or not 0 < run_count <= width * height:
        raise _damaged(f"it cannot be {width}x{height} in {run_count} runs")
    return width, height, run_count, outline_bytes


def _inflated(stream: memoryview, size: int) -> Matte:
    """Inflate a stream that must hold so many bytes."""
    inflater = zlib.decompressobj()
    try:
        # One byte more, so that the end of the stream is read and what is too long shows.
        inflated = inflater.decompress(stream, size + 1)
    except zlib.error as error:
        raise _damaged("its compressed part is broken") from error
    if len(inflated) != size or not inflater.eof or inflater.unused_data:
        raise _damaged("its compressed part has another length")
    return np.frombuffer(inflated, np.uint8)


def _damaged(cause: str) -> MatteDataError:
    return MatteDataError(
        f"the stored matte is damaged: {cause}", remedy="make the matte of this frame again, or undo"
    )
