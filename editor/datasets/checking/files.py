"""Damage that decoders pass over: pictures that break off, and pieces whose checksum is wrong."""

from __future__ import annotations

import zlib

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_JPEG_END, _PNG_END = b"\xff\xd9", b"IEND"
_TAIL_BYTES = 64


def damage_in(data: bytes) -> str | None:
    """Say what is wrong with the file of a picture.

    Parameters
    ----------
    data : bytes
        All of it.

    Returns
    -------
    str or None
        Without the final stop; None where nothing is seen.
    """
    if not data:
        return "it is empty"
    if data.startswith(_JPEG) and _JPEG_END not in data[-_TAIL_BYTES:]:
        return "it breaks off"
    if data.startswith(_PNG):
        return _damage_in_png(data)
    return None


def _damage_in_png(data: bytes) -> str | None:
    at = len(_PNG)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        piece, told = data[at + 4 : at + 8 + length], data[at + 8 + length : at + 12 + length]
        if len(told) < 4:
            break
        if zlib.crc32(piece) != int.from_bytes(told, "big"):
            return "a checksum in it is wrong"
        if piece[:4] == _PNG_END:
            return None
        at += 12 + length
    return "it breaks off"
