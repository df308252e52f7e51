"""Finished parts of a render, kept so that an interrupted one goes on where it stopped.

One file holds the fills of consecutive frames: the letters `CPF2`, the CRC-32 of all that follows, then, as
one zlib stream, a JSON line that describes the fills, then for each its samples and, where it has one, the
map of its origins. A file appears whole or not at all, and one that was damaged afterwards is found by its
checksum and made again.
"""

from __future__ import annotations

import json
import re
import uuid
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engines.complete.contract import Fill

_MAGIC = b"CPF2"
_CRC_BYTES = 4
_NAME = re.compile(r"(\d+)-(\d+)\.fills")
_FASTEST = 1
_ORIGIN_DTYPE = np.dtype("<i4")


class DamagedSegmentError(ValueError):
    """A file that is not, or not any more, what was stored."""


class SegmentStore:
    """A folder of finished parts.

    Parameters
    ----------
    folder : Path
        Made with the first part that is stored.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def scan(self) -> dict[int, int]:
        """Find whole parts, and remove damaged ones.

        Returns
        -------
        dict of int to int
            First frame to one after the last.
        """
        found: dict[int, int] = {}
        for path in sorted(self._folder.glob("*.fills")):
            name = _NAME.fullmatch(path.name)
            if name is not None and _is_whole(path):
                found[int(name[1])] = int(name[2])
            else:
                path.unlink()
        return found

    def save(self, frames: range, lanes: Sequence[Sequence[Fill]]) -> None:
        """Store the fills of consecutive frames.

        Parameters
        ----------
        frames : range
            Which.
        lanes : sequence of sequence of Fill
            One for a progressive clip, two for the fields of an interlaced one; each with a fill for
            each frame.

        Raises
        ------
        OSError
            If the disk is full or not writable.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        packed = _packed(lanes)
        path = self._path(frames)
        partial = path.with_suffix(f".{uuid.uuid4().hex}.partial")  # another process may be at the same part
        try:
            partial.write_bytes(_MAGIC + zlib.crc32(packed).to_bytes(_CRC_BYTES, "little") + packed)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)

    def load(self, frames: range) -> list[list[Fill]]:
        """Read what `save` stored.

        Raises
        ------
        DamagedSegmentError
            If it is damaged.
        OSError
            If it cannot be read.
        """
        data = self._path(frames).read_bytes()
        if not _checks(data):
            raise DamagedSegmentError(str(self._path(frames)))
        return _unpacked(zlib.decompress(memoryview(data)[len(_MAGIC) + _CRC_BYTES :]))

    def path_of(self, frames: range) -> Path:
        """Name the file of the fills of these frames."""
        return self._path(frames)

    def has(self, frames: range) -> bool:
        """Whether the fills of just these frames are stored, and whole."""
        path = self._path(frames)
        return path.is_file() and _is_whole(path)

    def _path(self, frames: range) -> Path:
        return self._folder / f"{frames.start:08d}-{frames.stop:08d}.fills"


def _is_whole(path: Path) -> bool:
    return _checks(path.read_bytes())


def _checks(data: bytes) -> bool:
    rest = memoryview(data)[len(_MAGIC) + _CRC_BYTES :]
    crc = data[len(_MAGIC) : len(_MAGIC) + _CRC_BYTES]
    return data.startswith(_MAGIC) and zlib.crc32(rest) == int.from_bytes(crc, "little")


def _packed(lanes: Sequence[Sequence[Fill]]) -> bytes:
    table = [[_described(fill) for fill in lane] for lane in lanes]
    squeezer = zlib.compressobj(_FASTEST)
    parts = [squeezer.compress(json.dumps(table).encode() + b"\n")]
    for fill in (fill for lane in lanes for fill in lane):
        parts.append(squeezer.compress(np.ascontiguousarray(fill.rgb).data))
        if fill.provenance is not None:
            parts.append(squeezer.compress(np.ascontiguousarray(fill.provenance, _ORIGIN_DTYPE).data))
    return b"".join([*parts, squeezer.flush()])


def _described(fill: Fill) -> tuple[int | str | bool, ...]:
    shape, dtype = fill.rgb.shape[:2], fill.rgb.dtype.str
    return fill.index, fill.top, fill.left, *shape, dtype, fill.provenance is not None


def _unpacked(data: bytes) -> list[list[Fill]]:
    from engines.complete.contract import Fill

    head, _, samples = data.partition(b"\n")
    lanes: list[list[Fill]] = []
    offset = 0
    for table in json.loads(head):
        lanes.append([])
        for index, top, left, height, width, dtype, has_origins in table:
            flat = np.frombuffer(samples, dtype, height * width * 3, offset)
            offset += flat.nbytes
            origins = None
            if has_origins:
                origins = np.frombuffer(samples, _ORIGIN_DTYPE, height * width, offset).reshape(height, width)
                offset += origins.nbytes
            lanes[-1].append(Fill(index, top, left, flat.reshape(height, width, 3), origins))
    return lanes
