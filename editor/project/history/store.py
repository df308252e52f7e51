"""The document as rows: read at will, changed in transactions that have a name and can be undone."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from editor.project.errors import ProjectError
from editor.project.history import rows, steps
from editor.project.history.events import Cause, Committed, Place, Step
from editor.project.history.rows import Cell, Row
from editor.project.history.steps import RowKey
from editor.project.history.telling import Listeners, events_of
from editor.project.storage.causes import explained
from editor.project.storage.project_file import ProjectFile

NOWHERE = Place()


class Store:
    """Rows of an open project.

    Everything is read from the file when it is asked for, and is on the disk when an edit returns. A store
    belongs to the thread that opened it.

    Parameters
    ----------
    file : ProjectFile
        The open project; may be exchanged for a copy of it.
    """

    def __init__(self, file: ProjectFile) -> None:
        self.file = file
        self.listeners = Listeners()
        self._images: dict[RowKey, Row | None] | None = None
        self._is_spoilt = False

    def select(self, statement: str, *values: Cell) -> list[Row]:
        """Read rows.

        Raises
        ------
        ProjectError
            If the file cannot be read.
        """
        with explained(self.file.path):
            return [dict(row) for row in self.file.connection.execute(statement, values)]

    def fetch(self, table: str, row_id: int) -> Row | None:
        """Read one row; None where there is none."""
        with explained(self.file.path):
            return rows.fetch(self.file.connection, table, row_id)

    @contextmanager
    def edit(self, name: str, place: Place = NOWHERE) -> Iterator[None]:
        """Make changes that come together: all of them are on the disk afterwards, or none.

        An edit within another is part of it, and fails with it.

        Parameters
        ----------
        name : str
            For the menu: "Draw stroke".
        place : Place
            Where it is made.

        Raises
        ------
        ProjectError
            If the project cannot be written to; it is as it was before then.
        """
        if self._images is not None:
            with self._within_another():
                yield
            return
        with self._transaction():
            self._images = {}
            try:
                yield
                committed = self._recorded(name, place)
            finally:
                self._images = None
                self._is_spoilt = False
        if committed is not None:
            self.listeners.tell(committed)

    def insert(self, table: str, cells: Mapping[str, Cell]) -> int:
        """Add a row within an edit, and return its id."""
        images = self._open_images()
        row_id = rows.insert(self.file.connection, table, cells)
        images.setdefault((table, row_id), None)
        return row_id

    def update(self, table: str, row_id: int, cells: Mapping[str, Cell]) -> None:
        """Change columns of a row within an edit."""
        self._remember(table, row_id)
        rows.update(self.file.connection, table, row_id, cells)

    def delete(self, table: str, row_id: int) -> None:
        """Remove a row within an edit."""
        self._remember(table, row_id)
        rows.delete(self.file.connection, table, row_id)

    def keep(self, content: bytes) -> str:
        """Keep bytes within an edit, and return their name; equal ones are kept once."""
        self._open_images()
        name = hashlib.sha256(content).hexdigest()
        self.file.connection.execute("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (name, content))
        return name

    def kept(self, name: str) -> bytes:
        """Read bytes by their name.

        Raises
        ------
        KeyError
            If there are none of that name.
        """
        with explained(self.file.path):
            found = self.file.connection.execute(
                "SELECT content FROM blobs WHERE name = ?", (name,)
            ).fetchone()
        if found is None:
            raise KeyError(name)
        content: bytes = found["content"]
        return content

    def undo(self) -> Step | None:
        """Take the last edit back; None where there is nothing to undo."""
        return self._exchange(Cause.UNDO)

    def redo(self) -> Step | None:
        """Do again what was undone last; None where there is nothing to redo."""
        return self._exchange(Cause.REDO)

    def gather(self, after: int, name: str) -> Step | None:
        """Make one step of all edits done since that of the id `after`; None where they changed nothing."""
        with self._transaction():
            since = steps.done_steps(self.file.connection, after)
            gathered = steps.gather(self.file.connection, since, name)
        if gathered is not None:
            self.listeners.tell(Committed(Cause.GATHERING, gathered, ()))
        return gathered

    @contextmanager
    def raw_transaction(self) -> Iterator[sqlite3.Connection]:
        """Write what is no part of the document: views, the history itself."""
        with self._transaction():
            yield self.file.connection

    def check_at_rest(self) -> None:
        """Refuse within an edit what can only be done between edits."""
        if self._images is not None:
            raise RuntimeError("an edit is open")

    def _open_images(self) -> dict[RowKey, Row | None]:
        if self._images is None:
            raise RuntimeError("the document was changed outside an edit")
        return self._images

    def _remember(self, table: str, row_id: int) -> None:
        images = self._open_images()
        if (table, row_id) not in images:
            images[table, row_id] = rows.fetch(self.file.connection, table, row_id)

    @contextmanager
    def _within_another(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._is_spoilt = True
            raise

    def _recorded(self, name: str, place: Place) -> Committed | None:
        """Write the open edit into the history, unless it changed nothing."""
        if self._is_spoilt:
            raise ProjectError(
                f"a part of {name!r} failed", remedy="do it again from the start", path=self.file.path
            )
        changes = steps.changes_of(self.file.connection, self._open_images())
        if not changes:
            return None
        images = {(change.table, change.row_id): change.before for change in changes}
        step = steps.add_step(self.file.connection, name, place, images)
        return Committed(Cause.EDIT, step, events_of(changes))

    def _exchange(self, cause: Cause) -> Step | None:
        with self._transaction():
            find = steps.last_done if cause is Cause.UNDO else steps.first_undone
            step = find(self.file.connection)
            if step is None:
                return None
            changes = steps.exchange(self.file.connection, step)
        self.listeners.tell(Committed(cause, step, events_of(changes)))
        return step

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.check_at_rest()
        file, connection = self.file, self.file.connection
        file.check_place()
        with explained(file.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                file.check_unchanged()
                yield
                file.check_place()
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
