"""From SQLite's errors to sentences."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editor.project.errors import DamagedProjectError, NotAProjectError, ProjectError, ProjectWriteError
from editor.project.folders import backup_folder

_ROOM = "make room and do it again"


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says about a project into one sentence.

    Raises
    ------
    ProjectError
        Instead of every `sqlite3.Error` that is not a fault of the program.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        told = _sentence(path, error)
        if told is None:
            raise
        raise told from error


def _sentence(path: Path, error: sqlite3.DatabaseError) -> ProjectError | None:
    name: str = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_NOTADB":
        return NotAProjectError(path)
    if name.startswith("SQLITE_CORRUPT"):
        return DamagedProjectError(path, str(error), backup_folder(path))
    if name == "SQLITE_FULL":
        return ProjectWriteError(path, "the disk is full", _ROOM)
    if name.startswith("SQLITE_IOERR"):
        return ProjectWriteError(path, "the disk is full or has a fault", _ROOM)
    if name.startswith("SQLITE_READONLY"):
        return ProjectWriteError(path, "the file may not be written to", "allow writing to file and folder")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ProjectWriteError(path, "another program has locked the file", "close it there and try again")
    if name.startswith("SQLITE_CANTOPEN"):
        return ProjectError("the file cannot be opened", remedy="check the name and the folder", path=path)
    return None
