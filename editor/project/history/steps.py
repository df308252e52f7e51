"""The history in the file.

A step keeps for each row that it touched an image: what the row was before. Undoing a step exchanges rows and
images, and so does redoing it; either is the inverse of the other, whatever the edit was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from editor.project.history import rows
from editor.project.history.events import Place, Step
from editor.project.history.rows import Row, RowChange
from editor.project.storage.schema import CONTENT

RowKey = tuple[str, int]


def add_step(
    connection: sqlite3.Connection, name: str, place: Place, images: Mapping[RowKey, Row | None]
) -> Step:
    """Record an edit; what was undone can not be redone any more."""
    connection.execute("DELETE FROM history WHERE is_undone")
    made_at = datetime.now(UTC)
    step_id = rows.insert(
        connection,
        "history",
        {"name": name, "made_at": made_at.isoformat(), "shot_id": place.shot_id, "frame": place.frame},
    )
    _write_images(connection, step_id, images)
    return Step(step_id, name, made_at, place, is_undone=False)


def exchange(connection: sqlite3.Connection, step: Step) -> list[RowChange]:
    """Exchange the rows that a step touched with their images: undo it, or redo it."""
    images = _images_of(connection, step.id)
    current = {key: rows.fetch(connection, *key) for key in images}
    for table, row_id in images:
        rows.delete(connection, table, row_id)
    for (table, _), image in images.items():
        if image is not None:
            rows.insert(connection, table, image)
    _write_images(connection, step.id, current)
    connection.execute("UPDATE history SET is_undone = ? WHERE id = ?", (not step.is_undone, step.id))
    return changes_of(connection, current)


def changes_of(connection: sqlite3.Connection, images: Mapping[RowKey, Row | None]) -> list[RowChange]:
    """Compare rows with what they were; only those that differ."""
    changes = [
        RowChange(table, row_id, before, rows.fetch(connection, table, row_id))
        for (table, row_id), before in images.items()
    ]
    differing = [change for change in changes if change.before != change.after]
    return sorted(differing, key=lambda change: (CONTENT.index(change.table), change.row_id))


def done_steps(connection: sqlite3.Connection, after: int = 0) -> list[Step]:
    """List what can be undone, in the order it was done, from behind the step of an id."""
    return _steps(connection, f"NOT is_undone AND id > {after:d} ORDER BY id")


def undone_steps(connection: sqlite3.Connection) -> list[Step]:
    """List what can be redone, in the order it was done."""
    return _steps(connection, "is_undone ORDER BY id")


def last_steps(connection: sqlite3.Connection, most: int, *, is_undone: bool) -> list[Step]:
    """List the last of the steps that are undone, or that are not, in the order they were done."""
    condition = "is_undone" if is_undone else "NOT is_undone"
    return _steps(connection, f"{condition} ORDER BY id DESC LIMIT {most:d}")[::-1]


def last_done(connection: sqlite3.Connection) -> Step | None:
    """Find what undo would undo."""
    return next(iter(_steps(connection, "NOT is_undone ORDER BY id DESC LIMIT 1")), None)


def first_undone(connection: sqlite3.Connection) -> Step | None:
    """Find what redo would redo."""
    return next(iter(_steps(connection, "is_undone ORDER BY id LIMIT 1")), None)


def gather(connection: sqlite3.Connection, steps: Iterable[Step], name: str) -> Step | None:
    """Make one step of several that follow each other.

    Returns
    -------
    Step or None
        The step; None where together they changed nothing.
    """
    images: dict[RowKey, Row | None] = {}
    last = None
    for last in steps:
        images = _images_of(connection, last.id) | images
        connection.execute("DELETE FROM history_rows WHERE step_id = ?", (last.id,))
        connection.execute("DELETE FROM history WHERE id = ?", (last.id,))
    changed = {(change.table, change.row_id) for change in changes_of(connection, images)}
    if last is None or not changed:
        return None
    connection.execute(
        "INSERT INTO history (id, name, made_at, shot_id, frame) VALUES (?, ?, ?, ?, ?)",
        (last.id, name, last.made_at.isoformat(), last.place.shot_id, last.place.frame),
    )
    _write_images(connection, last.id, {key: images[key] for key in changed})
    return Step(last.id, name, last.made_at, last.place, is_undone=False)


def forget(connection: sqlite3.Connection, kept_count: int) -> None:
    """Remove all but the latest done steps, and what was undone."""
    connection.execute(
        "DELETE FROM history WHERE is_undone OR id NOT IN "
        "(SELECT id FROM history WHERE NOT is_undone ORDER BY id DESC LIMIT ?)",
        (kept_count,),
    )


def _images_of(connection: sqlite3.Connection, step_id: int) -> dict[RowKey, Row | None]:
    found = connection.execute(
        "SELECT table_name, row_id, image FROM history_rows WHERE step_id = ?", (step_id,)
    )
    return {(table, row_id): rows.decoded(image) for table, row_id, image in found}


def _write_images(connection: sqlite3.Connection, step_id: int, images: Mapping[RowKey, Row | None]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO history_rows (step_id, table_name, row_id, image) VALUES (?, ?, ?, ?)",
        [(step_id, table, row_id, rows.encoded(image)) for (table, row_id), image in images.items()],
    )


def _steps(connection: sqlite3.Connection, condition: str) -> list[Step]:
    found = connection.execute(f"SELECT * FROM history WHERE {condition}")  # noqa: S608 - our own conditions
    return [
        Step(
            row["id"],
            row["name"],
            datetime.fromisoformat(row["made_at"]),
            Place(row["shot_id"], row["frame"]),
            is_undone=bool(row["is_undone"]),
        )
        for row in found
    ]
