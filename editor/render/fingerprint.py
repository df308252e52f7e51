"""What a render was made from, in one short key: another source, matte or setting gives another key."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from editor.media.sequence_name import find_sequence

_END_BYTES = 1 << 16
_KEY_LETTERS = 20


def job_key(settings: Iterable[object], files: Sequence[Sequence[Path]]) -> str:
    """Make the key of a render.

    Parameters
    ----------
    settings : iterable
        Whatever changes the filled pixels; each is told by its `repr`.
    files : sequence of sequence of Path
        Groups of files: the clip's, the mattes', the references'. Every file counts with name, size and
        modification time, the first and last of a group also with the bytes of their beginning and end.

    Raises
    ------
    OSError
        If a file is missing.
    """
    digest = hashlib.sha256()
    for setting in settings:
        digest.update(repr(setting).encode() + b"\n")
    for group in files:
        digest.update(b"group\n")
        for path in group:
            facts = path.stat()
            digest.update(f"{path.name}\n{facts.st_size} {facts.st_mtime_ns}\n".encode())
        for path in dict.fromkeys((*group[:1], *group[-1:])):
            digest.update(_ends(path))
    return digest.hexdigest()[:_KEY_LETTERS]


def files_of(path_or_pattern: str) -> tuple[Path, ...]:
    """List the files that a clip consists of.

    Parameters
    ----------
    path_or_pattern : str
        As `open_clip` takes it, and known to be one.
    """
    sequence = find_sequence(path_or_pattern)
    return (Path(path_or_pattern),) if sequence is None else sequence.paths


def _ends(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(_END_BYTES)
        file.seek(max(0, path.stat().st_size - _END_BYTES))
        return head + file.read(_END_BYTES)
