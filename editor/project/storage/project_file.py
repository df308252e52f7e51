"""An open project file, and whether it may still be written to."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from editor.project.errors import LostProjectError, ReadOnlyProjectError
from editor.project.storage.holder import Hold


@dataclass(frozen=True, slots=True)
class Access:
    """How a project is open.

    Attributes
    ----------
    hold : Hold or None
        Possession of it; None where it is open for reading only.
    reason : str
        Why it is open for reading only.
    private : TemporaryDirectory or None
        Folder of the copy that is read in its place.
    """

    hold: Hold | None = None
    reason: str = ""
    private: TemporaryDirectory[str] | None = None


class ProjectFile:
    """A connection to a project.

    Parameters
    ----------
    path : Path
        The project.
    connection : sqlite3.Connection
        To it, or to its copy.
    access : Access
        How it is open.
    notices : tuple of str
        What the user should know, sentences without the final stop.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, access: Access, notices: tuple[str, ...] = ()
    ) -> None:
        self.path = path
        self.connection = connection
        self.access = access
        self.notices = notices
        self._is_closed = False
        self._identities = self._look()
        self._seen_version = self._data_version()

    def check_place(self) -> None:
        """Make sure that what is written goes where the user expects it.

        Raises
        ------
        ReadOnlyProjectError
            If the project is open for reading only.
        LostProjectError
            If its file was removed or replaced, or somebody else holds it by now.
        """
        hold = self.access.hold
        if hold is None:
            raise ReadOnlyProjectError(self.path, self.access.reason)
        if self._look() != self._identities:
            raise LostProjectError(self.path, "the project was moved, removed or replaced while it was open")
        try:
            rival = hold.rival()
        except OSError as error:
            raise LostProjectError(self.path, "the lock file of the project was removed") from error
        if rival is not None:
            raise LostProjectError(self.path, f"the project was taken over by {rival.told()}")

    def check_unchanged(self) -> None:
        """Make sure, within a transaction, that nobody else has written since the project was opened.

        Raises
        ------
        LostProjectError
            If somebody has.
        """
        if self._data_version() != self._seen_version:
            raise LostProjectError(self.path, "another program has changed the project")

    def close(self) -> None:
        """Give the file back: one file without a log, unless somebody is reading it."""
        if self._is_closed:
            return
        self._is_closed = True
        if self.access.hold is not None:
            with suppress(sqlite3.OperationalError):
                self.connection.execute("PRAGMA journal_mode = DELETE")
        self.connection.close()
        if self.access.hold is not None:
            self.access.hold.release()
        if self.access.private is not None:
            self.access.private.cleanup()

    def _data_version(self) -> int:
        (version,) = self.connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _look(self) -> tuple[tuple[int, int] | None, ...]:
        """Tell which files lie under the project's name and that of its log; None where there is none.

        Network drives may number files anew at any time, so that there only their being there counts.
        """
        if self.access.hold is not None and self.access.hold.is_shared:
            return ((0, 0) if self.path.exists() else None,)
        return tuple(_identity(path) for path in (self.path, log_path(self.path)))


def log_path(path: Path) -> Path:
    """Name the write-ahead log of a project."""
    return path.with_name(f"{path.name}-wal")


def _identity(path: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        facts = path.stat()
        return facts.st_dev, facts.st_ino
    return None
