"""A rotating set of backups of each project, away from it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from editor.media.output import discard, partial_name, write_error
from editor.project.folders import backup_folder
from editor.project.storage.causes import explained
from editor.project.storage.replacing import appear

KEPT_COUNT = 10

_STAMP = "%Y%m%d-%H%M%S-%f"


@dataclass(frozen=True, slots=True)
class Backup:
    """A former state of a project.

    Attributes
    ----------
    path : Path
        A project that opens like any other.
    made_at : datetime
        When, in UTC.
    """

    path: Path
    made_at: datetime


def back_up(connection: sqlite3.Connection, path: Path) -> Backup:
    """Write a backup of an open project, and remove the oldest beyond `KEPT_COUNT`.

    Parameters
    ----------
    connection : sqlite3.Connection
        To the project.
    path : Path
        The project's name, which its backups go by.

    Raises
    ------
    ProjectError, WriteError
        If disk or folder do not take it.
    """
    made_at = datetime.now(UTC)
    folder = backup_folder(path)
    target = folder / f"{made_at.strftime(_STAMP)}.cleanplate"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(folder, error) from error
    copy_to(connection, target, overwrite=False)
    for old in backups_of(path)[KEPT_COUNT:]:
        old.path.unlink(missing_ok=True)
    return Backup(target, made_at)


def backups_of(path: Path) -> list[Backup]:
    """List the backups of a project, the latest first."""
    found = []
    for file in backup_folder(path).glob("*.cleanplate"):
        try:
            made_at = datetime.strptime(file.stem, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue  # not one of ours
        found.append(Backup(file, made_at))
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def copy_to(connection: sqlite3.Connection, target: Path, *, overwrite: bool) -> None:
    """Copy an open project, the whole of it with its history, to a file that appears when it is complete.

    Raises
    ------
    UsageError
        If the file exists and may not be overwritten.
    ProjectError, WriteError
        If disk or folder do not take it.
    """
    partial = partial_name(target)
    discard(partial)
    try:
        with explained(target), closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        appear(partial, target, overwrite=overwrite)
    finally:
        discard(partial)
