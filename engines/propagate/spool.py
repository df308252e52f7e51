"""What one direction found, put aside until the other direction comes by."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Mapping
from typing import Protocol

import cv2
import numpy as np

from engines.propagate.contract import Estimate, Reason, SoftMatte

_HEAD = struct.Struct("<6H")
_FASTEST = 1
_COARSE = 4


class Spool(Protocol):
    """A place for bytes; a file's, where a clip is long."""

    def put(self, name: str, index: int, data: bytes) -> None:
        """Put something aside for an object's frame."""

    def has(self, name: str, index: int) -> bool:
        """Whether there is something of an object's frame."""

    def take(self, name: str, index: int) -> bytes:
        """Give it back; it is not asked for again.

        Raises
        ------
        KeyError
            If there is nothing.
        """


class MemorySpool:
    """Keeps everything in memory, packed: a few kilobytes a frame and object."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], bytes] = {}

    def put(self, name: str, index: int, data: bytes) -> None:
        """Put something aside for an object's frame."""
        self._kept[name, index] = data

    def has(self, name: str, index: int) -> bool:
        """Whether there is something of an object's frame."""
        return (name, index) in self._kept

    def take(self, name: str, index: int) -> bytes:
        """Give it back, and forget it."""
        return self._kept.pop((name, index))


def packed(estimate: Estimate) -> bytes:
    """Make an estimate small: 8 bits, its box alone, the confidence at a quarter of the size."""
    matte = np.rint(estimate.matte * 255).astype(np.uint8)
    left, top, width, height = cv2.boundingRect(matte)
    size = matte.shape[1] // _COARSE or 1, matte.shape[0] // _COARSE or 1
    coarse = cv2.resize(estimate.confidence, size, interpolation=cv2.INTER_AREA)
    doubts = json.dumps({reason.name: round(value, 4) for reason, value in estimate.doubts.items()}).encode()
    box = np.ascontiguousarray(matte[top : top + height, left : left + width])
    parts = [
        _HEAD.pack(*matte.shape, left, top, width, height),
        len(doubts).to_bytes(2, "little"),
        doubts,
        np.rint(coarse * 255).astype(np.uint8).tobytes(),
        box.tobytes(),
    ]
    return zlib.compress(b"".join(parts), _FASTEST)


def unpacked(data: bytes) -> Estimate:
    """Undo `packed`, up to rounding."""
    raw = zlib.decompress(data)
    rows, columns, left, top, width, height = _HEAD.unpack_from(raw)
    at = _HEAD.size + 2
    length = int.from_bytes(raw[_HEAD.size : at], "little")
    doubts = _doubts(json.loads(raw[at : at + length]))
    at += length
    size = rows // _COARSE or 1, columns // _COARSE or 1
    coarse = np.frombuffer(raw, np.uint8, size[0] * size[1], at).reshape(size).astype(np.float32) / 255
    matte: SoftMatte = np.zeros((rows, columns), np.float32)
    box = np.frombuffer(raw, np.uint8, width * height, at + coarse.size).reshape(height, width)
    matte[top : top + height, left : left + width] = box.astype(np.float32) / 255
    confidence = cv2.resize(coarse.astype(np.float32), (columns, rows)).astype(np.float32, copy=False)
    return Estimate(matte, confidence, doubts)


def _doubts(stored: Mapping[str, float]) -> Mapping[Reason, float]:
    return {Reason[name]: float(value) for name, value in stored.items()}
