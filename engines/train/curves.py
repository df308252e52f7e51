"""The log of a training for other programs: a table as CSV, and event files that TensorBoard reads.

Event files are records of length, checksum, protocol buffer and checksum; the few fields that scalars and
pictures need are written here, so that TensorBoard is needed for looking alone.
"""

from __future__ import annotations

import csv
import io
import struct
import time
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

CSV_NAME = "log.csv"
_CASTAGNOLI = 0x82F63B78
_MASK_DELTA = 0xA282EAD8
_32_BITS = 0xFFFFFFFF


def write_csv(lines: Iterable[Mapping[str, object]], path: Path) -> None:
    """Write the lines of a journal as a table, one row a step; whole or not at all.

    Raises
    ------
    OSError
        If the disk does not allow it.
    """
    rows: dict[object, dict[str, object]] = {}
    for line in lines:
        rows.setdefault(line.get("step"), {}).update(line)
    columns = list(dict.fromkeys(["step", *(name for row in rows.values() for name in row)]))
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, columns, lineterminator="\n")
    table.writeheader()
    table.writerows(rows.values())
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text.getvalue(), encoding="utf-8", newline="")
    partial.replace(path)


class EventFile:
    """An event file that grows.

    Parameters
    ----------
    folder : Path
        Where it goes; each run of a training has a file of its own there.

    Raises
    ------
    OSError
        If the disk does not allow it.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"events.out.tfevents.{time.time_ns()}.cleanplate"
        self._add(_text(3, b"brain.Event:2"))

    def add_scalars(self, step: int, values: Mapping[str, float]) -> None:
        """Add numbers by name."""
        parts = [_text(1, _text(1, name.encode()) + _float32(2, value)) for name, value in values.items()]
        self._add(_whole(2, step) + _text(5, b"".join(parts)))

    def add_picture(self, step: int, name: str, png: bytes, size: tuple[int, int]) -> None:
        """Add a PNG of some width and height."""
        picture = _whole(1, size[1]) + _whole(2, size[0]) + _whole(3, 3) + _text(4, png)
        self._add(_whole(2, step) + _text(5, _text(1, _text(1, name.encode()) + _text(4, picture))))

    def _add(self, event: bytes) -> None:
        event = _float64(1, time.time()) + event
        length = struct.pack("<Q", len(event))
        record = length + _masked_checksum(length) + event + _masked_checksum(event)
        with self.path.open("ab") as file:
            file.write(record)


def _varint(value: int) -> bytes:
    digits = bytearray()
    while value > 0x7F:
        digits.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*digits, value])


def _whole(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _float64(field: int, value: float) -> bytes:
    return _varint(field << 3 | 1) + struct.pack("<d", value)


def _text(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _float32(field: int, value: float) -> bytes:
    return _varint(field << 3 | 5) + struct.pack("<f", value)


def _masked_checksum(data: bytes) -> bytes:
    """CRC-32C, turned and moved as the format wants it."""
    table, crc = _table(), _32_BITS
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    crc ^= _32_BITS
    turned = (crc >> 15 | crc << 17) & _32_BITS
    return struct.pack("<I", (turned + _MASK_DELTA) & _32_BITS)


@cache
def _table() -> tuple[int, ...]:
    entries = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (_CASTAGNOLI if byte & 1 else 0)
        entries.append(byte)
    return tuple(entries)
