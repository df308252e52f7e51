"""The database of the queue: any number of processes of one machine read and write it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import platformdirs

from editor.media.output import write_error
from editor.render.queue import schema
from editor.render.queue.errors import QueueError, QueueFullDiskError

QUEUE_VARIABLE = "CLEANPLATE_QUEUE"
"""Environment variable that names another folder for the queue."""

_PATIENCE_S = 30.0


def queue_folder() -> Path:
    """Name the folder of the queue and of its jobs; it may not exist yet."""
    chosen = os.environ.get(QUEUE_VARIABLE)
    if chosen:
        return Path(chosen).absolute()
    return platformdirs.user_data_path("cleanplate", appauthor=False) / "queue"


class Database:
    """The queue's database, made where there is none.

    Parameters
    ----------
    folder : Path or None
        Where it lies; None for `queue_folder()`.

    Raises
    ------
    QueueError
        If it is damaged or of a newer version.
    WriteError
        If the folder cannot be made.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = (folder or queue_folder()).absolute()
        self.path = self.folder / "queue.sqlite"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(self.folder, error) from error
        with self._explained():
            self._connection = sqlite3.connect(
                self.path, isolation_level=None, timeout=_PATIENCE_S, check_same_thread=False
            )
            self._connection.row_factory = sqlite3.Row
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._settle()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def select(self, query: str, *values: object) -> list[sqlite3.Row]:
        """Read rows."""
        with self._explained():
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Change something in one transaction, which nobody else's comes between.

        Raises
        ------
        QueueError
            If the disk does not take it; nothing is changed then.
        """
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _settle(self) -> None:
        with self.change() as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version > schema.VERSION:
                raise QueueError(
                    "the queue was made by a newer version", remedy="use that version", path=self.path
                )
            if version == 0:
                for statement in filter(str.strip, schema.TABLES.split(";")):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID:d}")
            for upgrade in schema.UPGRADES[version - 1 :] if version else ():
                connection.execute(upgrade)
            connection.execute(f"PRAGMA user_version = {schema.VERSION:d}")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            name: str = getattr(error, "sqlite_errorname", "")
            if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
                raise QueueFullDiskError(self.path) from error
            if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
                raise QueueError(
                    f"the queue is damaged ({error})", remedy="move the file away", path=self.path
                ) from error
            if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_BUSY")):
                raise QueueError(
                    f"the queue cannot be written to ({error})",
                    remedy="allow writing to file and folder, or close what holds it",
                    path=self.path,
                ) from error
            raise


def marks(values: Sequence[Any]) -> str:
    """Write as many question marks as there are values."""
    return ",".join("?" * len(values))
