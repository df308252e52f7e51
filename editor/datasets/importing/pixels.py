"""Pictures out of bytes, and maps into them; palettes keep their numbers."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.importing.found import LabelMap
from editor.masks.errors import MaskValueError
from editor.media.convert import Rgb

Pixels = NDArray[np.uint8]

_SIGNATURE, _PALETTED = b"\x89PNG\r\n\x1a\n", 3
_TYPE_AT, _FIRST_CHUNK = 25, 33
_JPEG_QUALITY = 95


def decoded(data: bytes) -> Pixels:
    """Decode a picture: H x W x 3, RGB.

    Raises
    ------
    MaskValueError
        If it is none, or a damaged one.
    """
    return cv2.cvtColor(_decoded(data, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)


def decoded_grey(data: bytes) -> Pixels:
    """Decode a mask: H x W; errors as `decoded`."""
    return _decoded(data, cv2.IMREAD_GRAYSCALE)


def decoded_labels(data: bytes) -> LabelMap:
    """Decode a map: the numbers of a palette, or levels of grey; errors as `decoded`.

    Annotations with a palette look coloured, and each colour's number is an object.
    """
    palette = _palette(data)
    if palette is None:
        return decoded_grey(data)
    colours = decoded(data).astype(np.uint32)
    codes = colours[..., 0] << 16 | colours[..., 1] << 8 | colours[..., 2]
    shown, places = np.unique(codes, return_inverse=True)
    numbers = np.array([palette.get(int(code), 0) for code in shown], np.uint8)
    return numbers[places].reshape(codes.shape)


def encoded_labels(labels: LabelMap) -> bytes:
    """Encode a map or a mask as PNG."""
    return cv2.imencode(".png", labels)[1].tobytes()


def encoded_jpeg(rgb: Rgb) -> bytes:
    """Encode a frame as JPEG of high quality; 16 bit become 8."""
    small = (rgb >> 8 if rgb.dtype == np.uint16 else rgb).astype(np.uint8, copy=False)
    settings = [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY]
    return cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), settings)[1].tobytes()


def file_bytes(picture: Path | bytes) -> bytes:
    """Take what is in a picture's file.

    Raises
    ------
    MaskValueError
        If it cannot be read.
    """
    if isinstance(picture, bytes):
        return picture
    try:
        return picture.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MaskValueError(f"{picture.name} cannot be read ({reason})", remedy="check it") from error


def _decoded(data: bytes, how: int) -> Pixels:
    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), how) if data else None
    except cv2.error:  # a header that speaks of more pixels than OpenCV takes
        picture = None
    if picture is None:
        raise MaskValueError("it is no picture, or a damaged one", remedy="repair it")
    return picture.astype(np.uint8, copy=False)


def _palette(data: bytes) -> dict[int, int] | None:
    """Numbers by colour of a PNG with a palette; a colour that is there twice has its first number."""
    if not data.startswith(_SIGNATURE) or len(data) < _FIRST_CHUNK or data[_TYPE_AT] != _PALETTED:
        return None
    at = _FIRST_CHUNK
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"PLTE":
            colours = data[at + 8 : at + 8 + length]
            codes = [int.from_bytes(colours[place : place + 3], "big") for place in range(0, length, 3)]
            return {code: number for number, code in reversed(list(enumerate(codes)))}
        at += length + 12
    return None
