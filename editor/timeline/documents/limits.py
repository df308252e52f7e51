"""How much of a foreign file is read: bounds that hold before any memory is taken."""

from __future__ import annotations

import stat
from pathlib import Path

from editor.timeline.errors import TimelineError
from editor.timeline.model import Timeline

LARGEST_BYTES = 512 << 20
"""No edit that people made comes near; 10,000 clips of Resolve with all their effects are 300 MB."""

MOST_VALUES = 16_000_000
"""Each value of a document costs about a hundred bytes when it is read."""

MEMORY_BYTES = 4 << 30
CPU_S = 120
"""What the child process may take."""

_MOST_ITEMS = 500_000
_DEEPEST_NEST = 64


def check_size(size_bytes: int, path: Path) -> None:
    """Refuse a file that is too large to be a timeline.

    Raises
    ------
    TimelineError
        If it is.
    """
    if size_bytes > LARGEST_BYTES:
        raise TimelineError(
            f"is larger than {LARGEST_BYTES >> 20} MB",
            remedy="export the edit without media, or in parts",
            path=path,
        )


def check_file(file: Path, path: Path) -> None:
    """Refuse what is too large to be a timeline, or a device or pipe that would never end.

    Parameters
    ----------
    file : Path
        What is to be read.
    path : Path
        The timeline, for the message.

    Raises
    ------
    OSError
        If it is not there.
    TimelineError
        If it is to be refused.
    """
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise TimelineError("is no regular file", remedy="copy the timeline to the disk", path=path)
    check_size(status.st_size, path)


def check_values(data: bytes, path: Path) -> None:
    """Refuse a document that would take too much memory when it is read.

    Raises
    ------
    TimelineError
        If it would.
    """
    values = sum(data.count(sign) for sign in (b"{", b"[", b",", b"<"))
    if values > MOST_VALUES:
        raise TimelineError(
            f"holds more than {MOST_VALUES // 1_000_000} million values",
            remedy="export the edit in parts",
            path=path,
        )


def check_nesting(timeline: Timeline, path: Path) -> None:
    """Refuse sequences that lie in themselves, in nothing, or too deep, and edits that are too long.

    Raises
    ------
    TimelineError
        If there is one.
    """
    nested = {key: it.nested & timeline.sequences.keys() for key, it in timeline.sequences.items()}
    if sum(len(track.items) for it in timeline.sequences.values() for track in it.tracks) > _MOST_ITEMS:
        raise TimelineError(
            f"has more than {_MOST_ITEMS} clips", remedy="export the edit in parts", path=path
        )
    depths: dict[str, int] = {}
    for key in timeline.sequences:
        _depth(key, nested, depths, path)


def _depth(key: str, nested: dict[str, set[str]], depths: dict[str, int], path: Path) -> int:
    """Work out how many sequences lie within one another; those being worked out are marked by 0."""
    if key in depths:
        if depths[key] == 0:
            raise TimelineError(
                "a sequence is nested in itself", remedy="take it apart in the NLE", path=path
            )
        return depths[key]
    depths[key] = 0
    depth = 1 + max((_depth(inner, nested, depths, path) for inner in nested[key]), default=0)
    if depth > _DEEPEST_NEST:
        raise TimelineError(
            f"sequences are nested deeper than {_DEEPEST_NEST} levels",
            remedy="flatten them in the NLE",
            path=path,
        )
    depths[key] = depth
    return depth
