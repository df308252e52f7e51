"""What a clip's files are recognised by wherever they lie, and whatever they are called."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from editor.render.fingerprint import files_of

_END_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Size and content of a clip, without names and times.

    Attributes
    ----------
    size_bytes : int
        Of all its files.
    digest : str
        SHA-256 over the sizes of all files, and the first and last 64 KiB of the first and of the last.
    """

    size_bytes: int
    digest: str


def fingerprint_of(clip: str) -> Fingerprint:
    """Look at a clip's files.

    Parameters
    ----------
    clip : str
        A movie, a folder of pictures, or a pattern.

    Raises
    ------
    OSError, MediaError
        If they cannot be read.
    UsageError
        If a folder or pattern does not name one sequence.
    """
    paths = files_of(clip)
    sizes = [path.stat().st_size for path in paths]
    digest = hashlib.sha256(repr(sizes).encode())
    for path in dict.fromkeys((paths[0], paths[-1])):
        digest.update(_ends(path))
    return Fingerprint(sum(sizes), digest.hexdigest())


def size_of(clip: str) -> int:
    """Add up the sizes of a clip's files in bytes; raises as `fingerprint_of` does."""
    return sum(path.stat().st_size for path in files_of(clip))


def _ends(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(_END_BYTES)
        file.seek(max(0, path.stat().st_size - _END_BYTES))
        return head + file.read(_END_BYTES)
