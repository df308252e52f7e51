"""Pixel aspect and rotation of a finished Matroska file, which its muxer cannot be told through PyAV.

They belong into the `Video` element of the picture's track (RFC 9559, 5.1.4.1.28). The track is written with
a long name, and the room that the name took is given to them, so that nothing else in the file moves.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from editor.media.quicktime_display import DisplayError

ROOM = " " * 120
"""Goes behind the name of the track when it is written."""

_SEGMENT, _TRACKS, _TRACK, _VIDEO = b"\x18\x53\x80\x67", b"\x16\x54\xae\x6b", b"\xae", b"\xe0"
_CRC, _VOID, _NAME, _TRACK_TYPE = b"\xbf", b"\xec", b"\x53\x6e", b"\x83"
_DISPLAY_WIDTH, _DISPLAY_HEIGHT, _DISPLAY_UNIT = b"\x54\xb0", b"\x54\xba", b"\x54\xb2"
_SHOWN_BY = (_DISPLAY_WIDTH, _DISPLAY_HEIGHT, _DISPLAY_UNIT)
_PROJECTION, _PROJECTION_TYPE = b"\x76\x70", b"\x76\x71"
_YAW, _PITCH, _ROLL = b"\x76\x73", b"\x76\x74", b"\x76\x75"
_VIDEO_TYPE = 1
_UNIT_IS_RATIO = 3
_HEAD_BYTES = 1 << 20
_SMALL_SIZE = 127


@dataclass(frozen=True, slots=True)
class _Element:
    """Where an EBML element lies in the bytes that were read."""

    name: bytes
    start: int
    inside: int
    end: int


def write_display(
    path: Path, *, name: str, width: int, height: int, aspect: Fraction, rotation_deg: int
) -> None:
    """Say how the picture of a Matroska file is to be shown.

    Parameters
    ----------
    path : Path
        A complete file whose video track was named `name` + `ROOM`.
    name : str
        What the track is to be called; nothing where it is empty.
    width, height : int
        Stored size in pixels.
    aspect : Fraction
        Width of a pixel over its height.
    rotation_deg : int
        0, 90, 180 or 270, clockwise.

    Raises
    ------
    DisplayError
        If the file has no such track.
    """
    with path.open("r+b") as file:
        head = file.read(_HEAD_BYTES)
        tracks = _tracks(head)
        entry = next((e for e in _elements(head, tracks.inside, tracks.end) if _is_video(head, e)), None)
        if entry is None:
            raise DisplayError("no video track")
        shown = _display(width, height, aspect) + _projection(rotation_deg)
        track = _rebuilt(head, entry, name.encode(), shown)
        payload = head[tracks.inside : entry.inside] + track + head[entry.end : tracks.end]
        file.seek(tracks.inside)
        file.write(_checked(payload))


def _display(width: int, height: int, aspect: Fraction) -> bytes:
    if aspect == 1:
        return b""
    exact = width * aspect
    shown = _number(_DISPLAY_WIDTH, exact.numerator) + _number(_DISPLAY_HEIGHT, height * exact.denominator)
    return shown if exact.denominator == 1 else shown + _number(_DISPLAY_UNIT, _UNIT_IS_RATIO)


def _projection(rotation_deg: int) -> bytes:
    if not rotation_deg:
        return b""
    roll = -rotation_deg if rotation_deg <= 180 else 360 - rotation_deg
    poses = b"".join(
        _element(key, struct.pack(">f", angle)) for key, angle in ((_YAW, 0), (_PITCH, 0), (_ROLL, roll))
    )
    return _element(_PROJECTION, _number(_PROJECTION_TYPE, 0) + poses)


def _rebuilt(head: bytes, entry: _Element, name: bytes, shown: bytes) -> bytes:
    """Put the track together anew, of the same length."""
    parts = []
    for child in _elements(head, entry.inside, entry.end):
        if child.name == _VIDEO:
            kept = (
                c for c in _elements(head, child.inside, child.end) if not (shown and c.name == _DISPLAY_UNIT)
            )
            video = b"".join(head[c.start : c.end] for c in kept)
            parts.append(_element(_VIDEO, video + shown))
        elif child.name == _NAME:
            parts.append(_element(_NAME, name) if name else b"")
        else:
            parts.append(head[child.start : child.end])
    track = b"".join(parts)
    return track + _void(entry.end - entry.inside - len(track))


def _void(size_bytes: int) -> bytes:
    if size_bytes < 2:
        raise DisplayError("no room in the track's header")
    if size_bytes - 2 < _SMALL_SIZE:
        return _VOID + bytes([0x80 | (size_bytes - 2)]) + bytes(size_bytes - 2)
    return _VOID + _long_size(size_bytes - 9) + bytes(size_bytes - 9)


def _checked(payload: bytes) -> bytes:
    """Renew the checksum that stands in front, where there is one."""
    if not payload.startswith(_CRC):
        return payload
    rest = payload[6:]
    return payload[:2] + struct.pack("<I", zlib.crc32(rest)) + rest


def _tracks(head: bytes) -> _Element:
    for top in _elements(head, 0, len(head)):
        if top.name == _SEGMENT:
            for child in _elements(head, top.inside, len(head)):
                if child.name == _TRACKS and child.end <= len(head):
                    return child
    raise DisplayError("no tracks")


def _is_video(head: bytes, entry: _Element) -> bool:
    if entry.name != _TRACK:
        return False
    kinds = [c for c in _elements(head, entry.inside, entry.end) if c.name == _TRACK_TYPE]
    return any(int.from_bytes(head[kind.inside : kind.end]) == _VIDEO_TYPE for kind in kinds)


def _elements(head: bytes, start: int, end: int) -> Iterator[_Element]:
    while start < end:
        name_end = start + _length(head[start])
        size_end = name_end + _length(head[name_end])
        coded = int.from_bytes(head[name_end:size_end])
        size = coded & ((1 << (7 * (size_end - name_end))) - 1)
        yield _Element(head[start:name_end], start, size_end, size_end + size)
        start = size_end + size


def _length(first: int) -> int:
    """How many bytes a variable-length number has, by its first one."""
    return 9 - first.bit_length()


def _element(name: bytes, payload: bytes) -> bytes:
    return name + _long_size(len(payload)) + payload


def _long_size(size: int) -> bytes:
    return (1 << 56 | size).to_bytes(8)


def _number(name: bytes, value: int) -> bytes:
    return _element(name, value.to_bytes(max(1, (value.bit_length() + 7) // 8)))
