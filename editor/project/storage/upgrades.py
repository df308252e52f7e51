"""From the schema of an older version to this one's, a step at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from editor.project.storage.schema import OVERLAYS, PLATES

Upgrade = Callable[[sqlite3.Connection], None]

UPGRADES: Mapping[int, Upgrade] = {
    1: lambda connection: _run(connection, PLATES),
    2: lambda connection: _run(connection, OVERLAYS),
}
"""Version that a step starts from, and the step; it may change images of rows in the history as well."""


def version_of(connection: sqlite3.Connection) -> int:
    """Read the schema version of a project."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def upgrade(connection: sqlite3.Connection, steps: Mapping[int, Upgrade], newest_version: int) -> None:
    """Bring a project to the newest version, wholly or not at all.

    Parameters
    ----------
    connection : sqlite3.Connection
        In autocommit mode and without a transaction.
    steps : mapping of int to callable
        One for each version from the file's to `newest_version - 1`.
    newest_version : int
        Where to arrive.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        for version in range(version_of(connection), newest_version):
            steps[version](connection)
        connection.execute(f"PRAGMA user_version = {newest_version:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _run(connection: sqlite3.Connection, statements: str) -> None:
    """Run statements one by one: `executescript` would end the transaction."""
    for statement in statements.split(";"):
        if statement.strip():
            connection.execute(statement)
