"""Who does which task: claimed, ended and taken back in transactions, so that nobody does one twice."""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import Ending, Outcome
from editor.render.jobs.tasks import Stage, Task
from editor.render.queue.database import Database
from editor.render.queue.errors import JobStateError
from editor.render.queue.jobs import State, note
from editor.render.queue.processes import ProcessName
from editor.render.queue.transitions import (
    MOST_LEVEL,
    SAME_AGAIN,
    break_off,
    finish,
    give_back,
    lay_out,
    settle,
    told,
)

if TYPE_CHECKING:
    pass

_SHARE_OF_MACHINE = 0.9
_MOST_STARTS = 100
_SHARED_DEVICES = ("auto", "cpu")


@dataclass(frozen=True, slots=True)
class Claim:
    """A task that is ours to do.

    Attributes
    ----------
    id, job_id : int
        Of task and job.
    task : Task
        What to do.
    """

    id: int
    job_id: int
    task: Task


class Claims:
    """The tasks of one runner.

    Parameters
    ----------
    database : Database
        The queue.
    job_id : int or None
        The one job to work on; None for all that were not handed to a farm.
    """

    def __init__(self, database: Database, job_id: int | None = None) -> None:
        self.token = uuid.uuid4().hex
        self._database = database
        self._job_id = job_id

    def enter(self) -> None:
        """Become known to others."""
        with self._database.change() as connection:
            row = (self.token, ProcessName.of().to_text(), time.time())
            connection.execute("INSERT INTO runners VALUES (?, ?, ?)", row)

    def hand_over(self, farm: str) -> None:
        """Keep other runners off our job, which a farm does.

        Raises
        ------
        JobStateError
            If the job has ended, or another process looks after it.
        """
        with self._database.change() as connection:
            taken = connection.execute(
                "UPDATE jobs SET farm = ?, farm_runner = ? WHERE id = ? AND farm_runner IS NULL"
                " AND state = 'waiting'",
                (farm, self.token, self._job_id),
            )
            if taken.rowcount == 0:
                row = connection.execute("SELECT state FROM jobs WHERE id = ?", (self._job_id,)).fetchone()
                raise JobStateError(self._job_id or 0, row["state"], "handed to a farm", ("waiting",))

    def beat(self) -> None:
        """Show that we are alive."""
        with self._database.change() as connection:
            connection.execute("UPDATE runners SET beat_at = ? WHERE token = ?", (time.time(), self.token))

    def leave(self) -> None:
        """Give back whatever is ours."""
        with self._database.change() as connection:
            give_back(connection, self.token)

    def claim(self) -> Claim | None:
        """Take the next task; None where there is none for us."""
        with self._database.change() as connection:
            for job in self._candidates(connection):
                row = _next_task(connection, job)
                if row is None:
                    continue
                connection.execute(
                    "UPDATE tasks SET state = 'running', runner = ?, worker = '', starts = starts + 1"
                    " WHERE id = ?",
                    (self.token, row["id"]),
                )
                if job["state"] == State.WAITING:
                    connection.execute(
                        "UPDATE jobs SET state = 'running', reason = '', attempts = attempts + 1,"
                        " started_at = coalesce(started_at, ?) WHERE id = ?",
                        (time.time(), job["id"]),
                    )
                connection.execute("UPDATE jobs SET stage = ? WHERE id = ?", (row["stage"], job["id"]))
                task = Task(Path(job["bundle"]), Stage(row["stage"]), row["number"], row["level"])
                return Claim(row["id"], job["id"], task)
        return None

    def name_worker(self, claim: Claim, worker: ProcessName) -> None:
        """Say which process does a task, so that whoever takes it over can end that."""
        with self._database.change() as connection:
            connection.execute("UPDATE tasks SET worker = ? WHERE id = ?", (worker.to_text(), claim.id))

    def is_wanted(self, claim: Claim) -> bool:
        """Whether a task is still ours, and its job still to be done."""
        found = self._database.select(
            "SELECT 1 FROM tasks JOIN jobs ON jobs.id = tasks.job_id"
            " WHERE tasks.id = ? AND tasks.runner = ? AND jobs.state = 'running'",
            claim.id,
            self.token,
        )
        return bool(found)

    def log(self, claim: Claim, text: str) -> None:
        """Write into the log of a job."""
        with self._database.change() as connection:
            note(connection, claim.job_id, text)

    def end(self, claim: Claim, outcome: Outcome) -> None:
        """Say how a task ended; nothing happens where it is not ours any more."""
        layout = None
        if claim.task.stage is Stage.PREPARE and outcome.ending is Ending.DONE:
            layout = Bundle(claim.task.bundle).read_layout()
        with self._database.change() as connection:
            row = self._own(connection, claim)
            if row is None:
                return
            done = outcome.ending is Ending.DONE
            connection.execute(
                "UPDATE tasks SET state = ?, runner = NULL, worker = '', share_done = ? WHERE id = ?",
                ("done" if done else "waiting", float(done), claim.id),
            )
            if layout is not None:
                lay_out(connection, claim.job_id, layout)
            if done and claim.task.stage is Stage.CHECK:
                finish(connection, claim.job_id, State.DONE)
            elif not done:
                break_off(connection, row, outcome)

    def lose(self, claim: Claim, cause: str, *, is_its_own: bool, has_progressed: bool) -> None:
        """Say that the worker of a task died or hung.

        It is begun again, then with smaller windows, then the job fails. Windows that it finished since it
        was begun count in its favour; each size of windows has its own chances.

        Parameters
        ----------
        claim : Claim
            The task.
        cause : str
            How it ended.
        is_its_own : bool
            Whether the task may be at fault: not where the worker died before it had begun, or was killed by
            somebody from outside.
        has_progressed : bool
            Whether windows were finished.
        """
        with self._database.change() as connection:
            row = self._own(connection, claim)
            if row is None:
                return
            deaths = row["level"] + 1 if has_progressed else row["deaths"] + int(is_its_own)
            level = max(row["level"], deaths - SAME_AGAIN)
            connection.execute(
                "UPDATE tasks SET state = 'waiting', runner = NULL, worker = '', deaths = ?, level = ?"
                " WHERE id = ?",
                (deaths, min(level, MOST_LEVEL), claim.id),
            )
            text = f"{told(row)}: {cause}"
            text += f", {deaths} times in a row" if is_its_own and deaths > 1 else ""
            note(connection, claim.job_id, text)
            if level > MOST_LEVEL or row["starts"] >= _MOST_STARTS:
                remedy = "give the job less memory or another engine, or close other programs, and retry it."
                finish(connection, claim.job_id, State.FAILED, f"{text}; {remedy}")
            else:
                settle(connection, claim.job_id)

    def _own(self, connection: sqlite3.Connection, claim: Claim) -> sqlite3.Row | None:
        row: sqlite3.Row | None = connection.execute(
            "SELECT * FROM tasks WHERE id = ? AND runner = ?", (claim.id, self.token)
        ).fetchone()
        return row

    def _candidates(self, connection: sqlite3.Connection) -> Iterator[sqlite3.Row]:
        rows = connection.execute(
            "SELECT * FROM jobs WHERE state IN ('waiting', 'running')"
            " AND (id = :job OR (:job IS NULL AND farm IS NULL))"
            " AND NOT EXISTS (SELECT 1 FROM needs JOIN jobs AS needed ON needed.id = needs.needed_id"
            " WHERE needs.job_id = jobs.id AND needed.state != 'done')"
            " ORDER BY priority DESC, position, id",
            {"job": self._job_id},
        )
        taken_bytes, devices = _in_use(connection)
        limit_bytes = psutil.virtual_memory().total * _SHARE_OF_MACHINE
        for row in rows:
            fits = taken_bytes == 0 or taken_bytes + row["memory_bytes"] <= limit_bytes
            if self._job_id is not None or (fits and row["device"] not in devices):
                yield row


def _next_task(connection: sqlite3.Connection, job: sqlite3.Row) -> sqlite3.Row | None:
    """Take the first waiting task of the stage that the job has come to."""
    (stage,) = connection.execute(
        "SELECT min(stage) FROM tasks WHERE job_id = ? AND state != 'done'", (job["id"],)
    ).fetchone()
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM tasks WHERE job_id = ? AND stage = ? AND state = 'waiting' ORDER BY number LIMIT 1",
        (job["id"], stage),
    ).fetchone()
    return row


def _in_use(connection: sqlite3.Connection) -> tuple[int, set[str]]:
    """Memory that running tasks take together, and devices that only one can have."""
    rows = connection.execute(
        "SELECT memory_bytes, device FROM tasks JOIN jobs ON jobs.id = tasks.job_id"
        " WHERE tasks.state = 'running' AND jobs.farm IS NULL"
    ).fetchall()
    devices = {row["device"] for row in rows} - set(_SHARED_DEVICES)
    return sum(row["memory_bytes"] for row in rows), devices
