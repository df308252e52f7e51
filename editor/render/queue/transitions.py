"""What becomes of jobs and of their tasks; everything here is part of somebody's transaction."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING

from editor.render.jobs.outcome import Ending, Outcome
from editor.render.jobs.tasks import Stage
from editor.render.queue.jobs import State, note

if TYPE_CHECKING:
    from editor.render.jobs.plan import Layout

MOST_LEVEL = 2
"""So often the memory of a task is halved at most."""

SAME_AGAIN = 2
"""So often a task is begun again as it was."""


def lay_out(connection: sqlite3.Connection, job_id: int, layout: Layout) -> None:
    """Make the tasks that a job has."""
    tasks = [(Stage.SEGMENT, number, load) for number, load in enumerate(layout.segments)]
    tasks += [(Stage.JOIN, 0, layout.join), (Stage.CHECK, 0, layout.check)]
    connection.executemany(
        "INSERT OR IGNORE INTO tasks (job_id, stage, number, frames, expected_s) VALUES (?, ?, ?, ?, ?)",
        [(job_id, stage, number, load.frames, load.expected_s) for stage, number, load in tasks],
    )
    frames = sum(load.frames for load in layout.segments) or layout.join.frames
    connection.execute(
        "UPDATE jobs SET frames = ?, memory_bytes = ? WHERE id = ?", (frames, layout.peak_bytes, job_id)
    )


def break_off(connection: sqlite3.Connection, row: sqlite3.Row, outcome: Outcome) -> None:
    """Say that a task, whose row is given, was not done: its job waits, is paused, goes on, or fails."""
    job_id = row["job_id"]
    if outcome.ending is not Ending.STOPPED:
        note(connection, job_id, f"{told(row)}: {outcome.reason}")
    if outcome.detail:
        note(connection, job_id, outcome.detail.rstrip())
    if outcome.ending in {Ending.NO_ROOM, Ending.VANISHED}:
        connection.execute(
            "UPDATE jobs SET state = 'paused', reason = ?, waits_path = ?, waits_bytes = ?,"
            " seconds_left = NULL WHERE id = ? AND state IN ('running', 'waiting')",
            (outcome.reason, str(outcome.path), outcome.needed_bytes, job_id),
        )
    elif outcome.ending is Ending.NO_MEMORY and row["level"] < MOST_LEVEL and row["stage"] == Stage.SEGMENT:
        connection.execute("UPDATE tasks SET level = level + 1 WHERE id = ?", (row["id"],))
    elif outcome.ending is Ending.DAMAGED and row["deaths"] < SAME_AGAIN:
        connection.execute("UPDATE tasks SET deaths = deaths + 1 WHERE id = ?", (row["id"],))
        connection.execute(
            "UPDATE tasks SET state = 'waiting', share_done = 0 WHERE job_id = ? AND stage >= ?",
            (job_id, Stage.SEGMENT),
        )
    elif outcome.ending is not Ending.STOPPED:
        finish(connection, job_id, State.FAILED, outcome.reason)
    settle(connection, job_id)


def finish(connection: sqlite3.Connection, job_id: int, state: State, reason: str = "") -> None:
    """End a job."""
    connection.execute(
        "UPDATE jobs SET state = ?, reason = ?, ended_at = ?, seconds_left = NULL, is_tidy = 0,"
        " share_done = CASE WHEN ? = 'done' THEN 1 ELSE share_done END"
        " WHERE id = ? AND state IN ('running', 'waiting')",
        (state, reason, time.time(), state, job_id),
    )
    note(connection, job_id, state.value)


def settle(connection: sqlite3.Connection, job_id: int) -> None:
    """Let a job that nobody works on any more wait."""
    connection.execute(
        "UPDATE jobs SET state = 'waiting', seconds_left = NULL WHERE id = ? AND state = 'running'"
        " AND NOT EXISTS (SELECT 1 FROM tasks WHERE job_id = jobs.id AND state = 'running')",
        (job_id,),
    )


def give_back(connection: sqlite3.Connection, token: str) -> None:
    """Let others have what a runner had; there is no such runner any more."""
    connection.execute(
        "UPDATE tasks SET state = 'waiting', runner = NULL, worker = '' WHERE runner = ?", (token,)
    )
    for (job_id,) in connection.execute("SELECT id FROM jobs WHERE state = 'running'").fetchall():
        settle(connection, job_id)
    # Where nobody looks after a farm any more, the local runner takes the job over.
    connection.execute("UPDATE jobs SET farm = NULL, farm_runner = NULL WHERE farm_runner = ?", (token,))
    connection.execute("DELETE FROM runners WHERE token = ?", (token,))


def told(row: sqlite3.Row) -> str:
    """Name a task for people, by its row."""
    stage = Stage(row["stage"])
    return f"segment {row['number']}" if stage is Stage.SEGMENT else stage.name.lower()
