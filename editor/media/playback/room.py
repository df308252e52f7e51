"""Room on the disk for what can be made again: what was not used longest goes first."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

FOLDERS = ("proxies", "waveforms", "origins", "previews")
"""Of the cache; what else lies there (learned weights) is small and costs much to make."""


def make_room(cache: Path, limit_bytes: int) -> int:
    """Remove the files that were not used longest, until all others have room.

    Parameters
    ----------
    cache : Path
        The folder of caches; it may not exist.
    limit_bytes : int
        What they may take together.

    Returns
    -------
    int
        Bytes that were freed. A file that is in use and cannot be removed stays.
    """
    found = []
    for folder in FOLDERS:
        for path in (cache / folder).rglob("*"):
            with suppress(OSError):
                if path.is_file():
                    facts = path.stat()
                    found.append((max(facts.st_atime, facts.st_mtime), facts.st_size, path))
    too_much = sum(size for _, size, _ in found) - limit_bytes
    freed = 0
    for _, size, path in sorted(found):
        if freed >= too_much:
            break
        with suppress(OSError):
            path.unlink()
            freed += size
    return freed
