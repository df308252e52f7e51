"""What people ask of jobs: pause, resume, cancel, retry, move, clear."""

from __future__ import annotations

import shutil
import sqlite3
import time
from pathlib import Path

from editor.render.queue.database import Database
from editor.render.queue.errors import JobStateError, UnknownJobError
from editor.render.queue.jobs import State, note

_OPEN = (State.WAITING, State.RUNNING, State.PAUSED)
_CLEARABLE = (State.DONE, State.CANCELLED)


def pause(database: Database, job_id: int) -> None:
    """Pause a job; its workers end, so that memory and GPU are free, and what is finished is kept."""
    with database.change() as connection:
        _demand(connection, job_id, "paused", (State.WAITING, State.RUNNING))
        connection.execute(
            "UPDATE jobs SET state = 'paused', reason = '', waits_path = NULL, seconds_left = NULL"
            " WHERE id = ?",
            (job_id,),
        )
        note(connection, job_id, "paused by the user")


def resume(database: Database, job_id: int) -> None:
    """Let a paused job go on."""
    with database.change() as connection:
        _demand(connection, job_id, "resumed", (State.PAUSED,))
        _wake(connection, job_id)
        note(connection, job_id, "resumed by the user")


def retry(database: Database, job_id: int) -> None:
    """Begin a failed or cancelled job again; what is finished is taken over."""
    with database.change() as connection:
        _demand(connection, job_id, "retried", (State.FAILED, State.CANCELLED))
        connection.execute(
            "UPDATE tasks SET deaths = 0, level = 0, starts = 0 WHERE job_id = ? AND state = 'waiting'",
            (job_id,),
        )
        _wake(connection, job_id)
        note(connection, job_id, "retried by the user")


def cancel(database: Database, job_id: int, *, keep_parts: bool) -> None:
    """Cancel a job.

    Parameters
    ----------
    database : Database
        The queue.
    job_id : int
        Its number.
    keep_parts : bool
        Whether finished segments are kept for a retry.
    """
    with database.change() as connection:
        _demand(connection, job_id, "cancelled", (*_OPEN, State.FAILED))
        connection.execute(
            "UPDATE jobs SET state = 'cancelled', reason = '', waits_path = NULL, keeps_parts = ?,"
            " is_tidy = 0, ended_at = ?, seconds_left = NULL WHERE id = ?",
            (keep_parts, time.time(), job_id),
        )
        note(connection, job_id, "cancelled by the user")


def move(database: Database, job_id: int, *, before: int | None, priority: int | None) -> None:
    """Put a job elsewhere in the order.

    Parameters
    ----------
    database : Database
        The queue.
    job_id : int
        Its number.
    before : int or None
        The job that it is put in front of, whose priority it takes.
    priority : int or None
        A new priority; the job goes behind all others that have it.
    """
    with database.change() as connection:
        _demand(connection, job_id, "moved", tuple(State))
        if before is not None:
            other = _demand(connection, before, "moved", tuple(State))
            (former,) = connection.execute(
                "SELECT max(position) FROM jobs WHERE position < ? AND id != ?", (other["position"], job_id)
            ).fetchone()
            place = other["position"] - 1 if former is None else (former + other["position"]) / 2
            priority = other["priority"]
        else:
            (place,) = connection.execute("SELECT max(position) + 1 FROM jobs").fetchone()
        if priority is not None:
            connection.execute("UPDATE jobs SET priority = ? WHERE id = ?", (priority, job_id))
        connection.execute("UPDATE jobs SET position = ? WHERE id = ?", (place, job_id))


def clear(database: Database, *, failed: bool = False) -> int:
    """Forget jobs that are done or cancelled, and how many there were; what others need stays."""
    states = (*_CLEARABLE, State.FAILED) if failed else _CLEARABLE
    found = database.select(
        f"SELECT id, bundle FROM jobs WHERE state IN ({','.join('?' * len(states))})"  # noqa: S608
        " AND (state = 'done' OR id NOT IN (SELECT needed_id FROM needs JOIN jobs AS other"
        " ON other.id = needs.job_id WHERE other.state IN ('waiting', 'running', 'paused')))"
        " AND id NOT IN (SELECT job_id FROM tasks WHERE state = 'running')",
        *states,
    )
    for job_id, bundle in found:
        shutil.rmtree(Path(bundle), ignore_errors=True)
        with database.change() as connection:
            connection.execute("DELETE FROM jobs WHERE id = ?", (job_id,))
    return len(found)


def _demand(connection: sqlite3.Connection, job_id: int, wish: str, states: tuple[State, ...]) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute("SELECT * FROM jobs WHERE id = ?", (job_id,)).fetchone()
    if row is None:
        raise UnknownJobError(job_id)
    if row["state"] not in states:
        raise JobStateError(job_id, row["state"], wish, states)
    return row


def _wake(connection: sqlite3.Connection, job_id: int) -> None:
    connection.execute(
        "UPDATE jobs SET state = 'waiting', reason = '', waits_path = NULL, ended_at = NULL WHERE id = ?",
        (job_id,),
    )
