"""Making a project's file smaller."""

from __future__ import annotations

import sqlite3

from editor.project.history import rows
from editor.project.history.store import Store
from editor.project.storage.causes import explained
from editor.project.storage.schema import BLOB_COLUMNS


def compact(store: Store) -> None:
    """Remove what neither the document nor its history names any more, and give the room back to the disk.

    Raises
    ------
    ProjectError
        If the project cannot be written to.
    """
    with store.raw_transaction() as connection:
        _remove_unnamed(connection)
    with explained(store.file.path):
        store.file.connection.execute("VACUUM")
        store.file.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _remove_unnamed(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TEMP TABLE named (name TEXT PRIMARY KEY)")
    try:
        for table, column in BLOB_COLUMNS.items():
            connection.execute(f"INSERT OR IGNORE INTO named SELECT {column} FROM {table}")  # noqa: S608 - our names
            images = connection.execute("SELECT image FROM history_rows WHERE table_name = ?", (table,))
            names = [(row[column],) for (text,) in images if (row := rows.decoded(text)) is not None]
            connection.executemany("INSERT OR IGNORE INTO named VALUES (?)", names)
        connection.execute("DELETE FROM blobs WHERE name NOT IN (SELECT name FROM named)")
    finally:
        connection.execute("DROP TABLE named")
