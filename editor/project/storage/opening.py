"""Opening a project: for writing by one process, for reading by any number."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from editor.media.output import discard, partial_name
from editor.project.errors import NewerProjectError, NotAProjectError, ProjectError
from editor.project.storage import schema
from editor.project.storage.backups import back_up
from editor.project.storage.causes import explained
from editor.project.storage.drives import is_shared
from editor.project.storage.holder import Hold
from editor.project.storage.project_file import Access, ProjectFile, log_path
from editor.project.storage.replacing import appear, check_replaceable
from editor.project.storage.upgrades import UPGRADES, upgrade, version_of

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES, _MARK = 100, slice(68, 72)
_PATIENCE_S = 5.0


def create_file(path: Path, *, overwrite: bool = False) -> None:
    """Make an empty project; it appears under its name when it is whole.

    Raises
    ------
    UsageError
        If it exists and may not be overwritten, or is held by a process, or its folder is missing.
    ProjectError, WriteError
        If the folder or the disk does not take it.
    """
    check_replaceable(path, overwrite=overwrite)
    partial = partial_name(path)
    discard(partial)
    try:
        with explained(path), closing(connect(partial, "rwc")) as connection:
            connection.executescript(schema.TABLES)
            connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID:d}")
            connection.execute(f"PRAGMA user_version = {schema.VERSION:d}")
        appear(partial, path, overwrite=overwrite)
    finally:
        discard(partial)


def open_file(path: Path, *, read_only: bool = False) -> ProjectFile:
    """Open a project, for writing where that is possible.

    Parameters
    ----------
    path : Path
        The project.
    read_only : bool
        Whether it is opened for reading in any case.

    Raises
    ------
    ProjectError
        If it is missing, no project, damaged or of a newer version.
    """
    place = path.resolve()
    check_header(place)
    with explained(place):
        if read_only:
            return _for_reading(place, "it was opened so")
        hold = Hold(place, is_shared=is_shared(place))
        try:
            holder = hold.take()
        except OSError:
            return _for_reading(place, "its folder may not be written to")
        if holder is not None:
            return _for_reading(place, f"it is open for writing, by {holder.told()}")
        try:
            return _for_writing(place, hold)
        except sqlite3.OperationalError as error:
            hold.release()
            if not _is_refused_writing(error):
                raise
            return _for_reading(place, "the file may not be written to")
        except BaseException:
            hold.release()
            raise


def check_header(path: Path) -> None:
    """Make sure that a file is a project, without touching it.

    Raises
    ------
    ProjectError
        If it is missing, cannot be read, or is something else.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError as error:
        raise ProjectError("there is no such project", remedy="check the name", path=path) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ProjectError(
            f"it cannot be read ({reason})", remedy="check the name, or allow reading it", path=path
        ) from error
    if not header.startswith(_MAGIC) or header[_MARK] != schema.APPLICATION_ID.to_bytes(4):
        raise NotAProjectError(path)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to a file; changes are made in explicit transactions only.

    Parameters
    ----------
    path : Path
        The file.
    mode : str
        As SQLite names it: `ro`, `rw`, or `rwc` to create it.
    """
    name = path.absolute().as_posix()
    rooted = name if name.startswith("/") else f"/{name}"
    connection = sqlite3.connect(
        f"file://{quote(rooted)}?mode={mode}", uri=True, isolation_level=None, timeout=_PATIENCE_S
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _for_writing(path: Path, hold: Hold) -> ProjectFile:
    connection = connect(path, "rw")
    try:
        is_older = _is_older(connection, path)
        notices = _choose_journal(connection, is_shared=hold.is_shared)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        if is_older:
            back_up(connection, path)
            upgrade(connection, UPGRADES, schema.VERSION)
    except BaseException:
        connection.close()
        raise
    return ProjectFile(path, connection, Access(hold), notices)


def _choose_journal(connection: sqlite3.Connection, *, is_shared: bool) -> tuple[str, ...]:
    """Write ahead where that is safe, and keep a rollback journal elsewhere."""
    if is_shared:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # a log left here is read without shared memory
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA locking_mode = NORMAL")
    else:
        connection.execute("PRAGMA journal_mode = WAL")
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode == "wal":
        connection.execute("PRAGMA synchronous = FULL")
        return ()
    connection.execute("PRAGMA synchronous = EXTRA")
    return (
        "the project lies on a network drive: edits go through a rollback journal, which is slower, and "
        "a lock file keeps others from writing",
    )


def _is_older(connection: sqlite3.Connection, path: Path) -> bool:
    version = version_of(connection)
    if version > schema.VERSION:
        raise NewerProjectError(path, version, schema.VERSION)
    return version < schema.VERSION


def _for_reading(path: Path, reason: str) -> ProjectFile:
    connection = connect(path, "ro")
    try:
        if not _is_older(connection, path):
            return ProjectFile(path, connection, Access(reason=reason))
    except sqlite3.OperationalError as error:
        if not _is_refused_writing(error):
            connection.close()
            raise
    except BaseException:
        connection.close()
        raise
    connection.close()
    return _of_a_copy(path, reason)


def _of_a_copy(path: Path, reason: str) -> ProjectFile:
    """Read from a copy of our own: a log or an old version asks for writing before it can be read."""
    folder = tempfile.TemporaryDirectory(prefix="cleanplate-")
    copy = Path(folder.name) / path.name
    for source in (path, log_path(path), path.with_name(f"{path.name}-journal")):
        if source.exists():
            shutil.copyfile(source, copy.with_name(source.name))
    connection = connect(copy, "rw")
    try:
        if _is_older(connection, path):
            upgrade(connection, UPGRADES, schema.VERSION)
    except BaseException:
        connection.close()
        folder.cleanup()
        raise
    return ProjectFile(path, connection, Access(reason=reason, private=folder))


def _is_refused_writing(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN"))
