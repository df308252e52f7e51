"""What networks learned from key mattes, kept from one run to the next in the user's cache."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_SUFFIX = ".weights"
_MOST_FILES = 48


class KeptWeights:
    """A folder with a file for each lesson; the ones not asked for longest go first.

    A cache: what cannot be read or written counts as never learned, and is learned again.

    Parameters
    ----------
    folder : Path
        Made when something is kept.
    most_files : int
        How many it may hold, of 1.3 MB each.
    """

    def __init__(self, folder: Path, most_files: int = _MOST_FILES) -> None:
        self._folder = folder
        self._most_files = most_files

    def get(self, name: str) -> bytes | None:
        """Give back what was kept under a name, None if there is nothing."""
        path = self._path(name)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        with suppress(OSError):
            os.utime(path)
        return data

    def put(self, name: str, data: bytes) -> None:
        """Keep something; a full disk or a folder that cannot be written is no error."""
        path = self._path(name)
        partial = path.with_name(f".{path.name}.{os.getpid()}")
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(data)
            partial.replace(path)
            self._shrink()
        with suppress(OSError):
            partial.unlink(missing_ok=True)

    def _shrink(self) -> None:
        files = sorted(self._folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns)
        for path in files[: max(0, len(files) - self._most_files)]:
            path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"
