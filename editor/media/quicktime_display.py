"""The rotation of a finished QuickTime or MP4 file, which its muxer cannot be told through PyAV.

It lies in the picture track's header (`tkhd`, ISO 14496-12, 8.3.2) as a matrix of fixed size, so that it can
be written in place.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_HEADER = struct.Struct(">I4s")
_LONG_SIZE = struct.Struct(">Q")
_MATRIX = struct.Struct(">9i")
_MATRIX_OFFSETS = {0: 40, 1: 52}
_ONE, _W = 1 << 16, 1 << 30
_TURNS = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


class DisplayError(OSError):
    """A finished file whose headers are not as they were expected."""


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    end: int


def write_rotation(path: Path, rotation_deg: int, width: int, height: int) -> None:
    """Have the picture of a QuickTime or MP4 file turned when it is shown.

    Parameters
    ----------
    path : Path
        A complete file with one video track.
    rotation_deg : int
        90, 180 or 270, clockwise.
    width, height : int
        Stored size in pixels; the turned picture is moved back into view by it.

    Raises
    ------
    DisplayError
        If there is no video track.
    """
    with path.open("r+b") as file:
        offset = _matrix_offset(file, path.stat().st_size)
        file.seek(offset)
        file.write(_matrix(rotation_deg, width, height))


def _matrix(rotation_deg: int, width: int, height: int) -> bytes:
    a, b, c, d = _TURNS[rotation_deg]
    x = {90: height, 180: width}.get(rotation_deg, 0)
    y = {180: height, 270: width}.get(rotation_deg, 0)
    return _MATRIX.pack(a * _ONE, b * _ONE, 0, c * _ONE, d * _ONE, 0, x * _ONE, y * _ONE, _W)


def _matrix_offset(file: BinaryIO, size: int) -> int:
    for movie in _children(file, 0, size, b"moov"):
        for track in _children(file, movie.start, movie.end, b"trak"):
            if _is_video(file, track):
                header = next(_children(file, track.start, track.end, b"tkhd"))
                file.seek(header.start)
                return header.start + _MATRIX_OFFSETS[file.read(1)[0]]
    raise DisplayError("no video track")


def _is_video(file: BinaryIO, track: _Box) -> bool:
    for media in _children(file, track.start, track.end, b"mdia"):
        for handler in _children(file, media.start, media.end, b"hdlr"):
            file.seek(handler.start + 8)
            return file.read(4) == b"vide"
    return False


def _children(file: BinaryIO, start: int, end: int, kind: bytes) -> Iterator[_Box]:
    """Find boxes of one kind within a range of the file."""
    while start + _HEADER.size <= end:
        file.seek(start)
        size, found = _HEADER.unpack(file.read(_HEADER.size))
        inside = start + _HEADER.size
        if size == 1:
            (size,) = _LONG_SIZE.unpack(file.read(_LONG_SIZE.size))
            inside += _LONG_SIZE.size
        stop = end if size == 0 else start + size
        if found == kind:
            yield _Box(found, inside, stop)
        start = stop
