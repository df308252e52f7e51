"""The folder beside the output where a render keeps its finished parts."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from editor.render.errors import RenderError
from editor.render.segments import SegmentStore

_LOCK = "running"
_PATIENCE_S, _LOOK_EVERY_S = 2.0, 0.1


class Workplace:
    """`.<name of the output>.cleanplate`, with one folder of parts for each key.

    Parameters
    ----------
    out : Path
        The output.
    key : str
        What `job_key` gave; parts of another key belong to another source or other settings.
    """

    def __init__(self, out: Path, key: str) -> None:
        self._folder = out.parent / f".{out.name}.cleanplate"
        self._key = key

    @property
    def store(self) -> SegmentStore:
        """Finished parts of this very render."""
        return SegmentStore(self.parts)

    @property
    def parts(self) -> Path:
        """Folder for finished parts of this very render; not made yet."""
        return self._folder / self._key

    def __enter__(self) -> Self:
        """Take possession, so that no second render of the same output interferes.

        Raises
        ------
        RenderError
            If another process has it.
        OSError
            If the folder cannot be made.
        """
        lock = self._folder / _LOCK
        deadline_s = time.monotonic() + _PATIENCE_S
        while _is_held(lock) and time.monotonic() < deadline_s:
            time.sleep(_LOOK_EVERY_S)  # one that was killed a moment ago may still be on its way out
        if _is_held(lock):
            raise RenderError(
                "another process is rendering it already",
                remedy="wait for that, or stop it",
                path=self._folder,
            )
        self._folder.mkdir(exist_ok=True)
        lock.write_text(f"{os.getpid()} {_started(os.getpid())}", encoding="ascii")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep finished parts for the next time; a folder without any goes."""
        (self._folder / _LOCK).unlink(missing_ok=True)
        for folder in (self._folder / self._key, self._folder):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def discard_parts(self) -> None:
        """Throw finished parts of this render away."""
        shutil.rmtree(self._folder / self._key, ignore_errors=True)

    def clear(self) -> None:
        """Remove it all, parts of former renders included: the output is there."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _is_held(lock: Path) -> bool:
    """Whether the process that wrote the lock is still there; its number alone may be another's by now."""
    try:
        number, started = lock.read_text(encoding="ascii").split()
        is_dead = psutil.Process(int(number)).status() == psutil.STATUS_ZOMBIE
        return not is_dead and _started(int(number)) == started
    except (OSError, ValueError, psutil.NoSuchProcess):
        return False


def _started(number: int) -> str:
    return repr(psutil.Process(number).create_time())
