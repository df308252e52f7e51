"""The only place that changes rows of the document."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Cell: TypeAlias = int | float | str | None
Row: TypeAlias = dict[str, Any]
"""Cells by the names of their columns; the schema says of which type each is."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of a row.

    Attributes
    ----------
    table : str
        Its table.
    row_id : int
        Its id.
    before, after : Row or None
        None where there was none, or is none any more.
    """

    table: str
    row_id: int
    before: Row | None
    after: Row | None


def fetch(connection: sqlite3.Connection, table: str, row_id: int) -> Row | None:
    """Read a row; None where there is none."""
    found = connection.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,)).fetchone()  # noqa: S608 - our names
    return None if found is None else dict(found)


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Cell]) -> int:
    """Add a row.

    Returns
    -------
    int
        Its id: that in the row, or a new one.
    """
    names, places = ", ".join(row), ", ".join("?" * len(row))
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - names of our own columns
    return int(connection.execute(statement, tuple(row.values())).lastrowid or 0)


def update(connection: sqlite3.Connection, table: str, row_id: int, cells: Mapping[str, Cell]) -> None:
    """Change columns of a row."""
    changes = ", ".join(f"{name} = ?" for name in cells)
    connection.execute(f"UPDATE {table} SET {changes} WHERE id = ?", (*cells.values(), row_id))  # noqa: S608 - our names


def delete(connection: sqlite3.Connection, table: str, row_id: int) -> None:
    """Remove a row."""
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))  # noqa: S608 - our names


def encoded(row: Row | None) -> str | None:
    """Put a row into text, exactly."""
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def decoded(text: str | None) -> Row | None:
    """Take a row out of the text that `encoded` made."""
    if text is None:
        return None
    row: Row = json.loads(text)
    return row
