"""What the files of a job were like when it was made, so that others in their place are noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from editor.media.errors import MediaError
from editor.render.fingerprint import files_of
from editor.render.jobs.errors import ReplacedError, VanishedError

_BLOCK_BYTES = 1 << 14
_BLOCKS = 5


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A clip, mattes or a picture, and what it was like.

    Attributes
    ----------
    what : str
        `clip`, `mask`, `plate`, `reference 1`.
    digest : str
        Of the sizes of all files and some blocks of each, wherever they lie.
    stamp : str
        Of names, sizes and modification times; where it is as it was, nothing need be read.
    """

    what: str
    digest: str
    stamp: str


def look_at(what: str, path: str) -> FileFacts:
    """Look at files.

    Raises
    ------
    VanishedError
        If they are not there.
    OSError
        If they cannot be read.
    """
    files = _files(what, path)
    return FileFacts(what, _digest(files), _stamp(files))


def check(facts: FileFacts, path: str) -> None:
    """Make sure that files are still what they were.

    Raises
    ------
    VanishedError
        If they are not there.
    ReplacedError
        If they have another content.
    OSError
        If they cannot be read.
    """
    files = _files(facts.what, path)
    try:
        if _stamp(files) != facts.stamp and _digest(files) != facts.digest:
            raise ReplacedError(f"the {facts.what}", Path(path))
    except FileNotFoundError as error:
        raise VanishedError(f"the {facts.what}", Path(path)) from error


def _files(what: str, path: str) -> Sequence[Path]:
    try:
        files = files_of(path)
    except MediaError as error:
        raise VanishedError(f"the {what}", Path(path)) from error
    missing = next((file for file in files if not file.exists()), None)
    if missing is not None or not files:
        raise VanishedError(f"the {what}", missing or Path(path))
    return files


def _stamp(files: Sequence[Path]) -> str:
    facts = ((path.name, path.stat()) for path in files)
    told = [(name, fact.st_size, fact.st_mtime_ns) for name, fact in facts]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        size_bytes = path.stat().st_size
        digest.update(f"{size_bytes}\n".encode())
        with path.open("rb") as file:
            for block in range(_BLOCKS):
                file.seek(max(0, size_bytes - _BLOCK_BYTES) * block // (_BLOCKS - 1))
                digest.update(file.read(_BLOCK_BYTES))
    return digest.hexdigest()
