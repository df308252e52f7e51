"""Who does which task: claimed, ended and taken back in transactions, so that nobody does one twice."""

from __future__ import annotations

import shutil
import sqlite3
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from editor.errors import CleanplateError
from editor.media.output import discard
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import Ending, Outcome, missing
from editor.render.jobs.request_file import outputs_of
from editor.render.jobs.tasks import Stage, Task
from editor.render.queue.database import Database
from editor.render.queue.errors import JobStateError
from editor.render.queue.jobs import State, note
from editor.render.queue.processes import ProcessName, exists

if TYPE_CHECKING:
    from editor.render.jobs.plan import Layout

_SILENCE_S = 60.0
_SHARE_OF_MACHINE = 0.9
_SAME_AGAIN, _MOST_LEVEL = 2, 2
_MOST_STARTS = 100
_SHARED_DEVICES = ("auto", "cpu")
_RENDERING = ".*.{token}.rendering"


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
            _give_back(connection, self.token)

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
                _lay_out(connection, claim.job_id, layout)
            if done and claim.task.stage is Stage.CHECK:
                _finish(connection, claim.job_id, State.DONE, "")
            elif not done:
                _not_done(connection, claim, row, outcome)

    def lose(self, claim: Claim, cause: str, *, is_its_own: bool, has_progressed: bool) -> None:
        """Say that the worker of a task died or hung.

        It is begun again, then with smaller windows, then the job fails. Windows that it finished count in
        its favour.

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
            deaths = 1 if has_progressed else row["deaths"] + int(is_its_own)
            level = max(row["level"], deaths - _SAME_AGAIN)
            connection.execute(
                "UPDATE tasks SET state = 'waiting', runner = NULL, worker = '', deaths = ?, level = ?"
                " WHERE id = ?",
                (deaths, min(level, _MOST_LEVEL), claim.id),
            )
            told = f"{_told(claim.task)}: {cause}"
            told += f", {deaths} times in a row" if is_its_own else ""
            note(connection, claim.job_id, told)
            if level > _MOST_LEVEL or row["starts"] >= _MOST_STARTS:
                remedy = "give the job less memory or another engine, or close other programs, and retry it."
                _finish(connection, claim.job_id, State.FAILED, f"{told}; {remedy}")
            else:
                _settle(connection, claim.job_id)

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


def take_back(database: Database) -> None:
    """Give tasks of runners that are gone to the others, and remove jobs that were never wholly added."""
    rows = database.select("SELECT * FROM runners")
    gone = [row["token"] for row in rows if _is_gone(row)]
    for token in gone:
        for row in database.select("SELECT worker FROM tasks WHERE runner = ?", token):
            worker = ProcessName.from_text(row["worker"])
            if worker is not None:
                worker.end()
        with database.change() as connection:
            _give_back(connection, token)
    for row in database.select("SELECT id, bundle, adder FROM jobs WHERE state = 'adding'"):
        adder = ProcessName.from_text(row["adder"])
        if adder is not None and adder.is_here and not adder.is_alive:
            shutil.rmtree(row["bundle"], ignore_errors=True)
            with database.change() as connection:
                connection.execute("DELETE FROM jobs WHERE id = ? AND state = 'adding'", (row["id"],))


def wake(database: Database) -> None:
    """Let jobs go on that waited for room or for a drive, and have it now."""
    for row in database.select(
        "SELECT id, bundle, waits_path, waits_bytes FROM jobs"
        " WHERE state = 'paused' AND waits_path IS NOT NULL"
    ):
        path = Path(row["waits_path"])
        has_room = not row["waits_bytes"] or _free_bytes(path) >= row["waits_bytes"]
        if exists(path) and has_room and missing(Bundle(Path(row["bundle"]))) is None:
            with database.change() as connection:
                connection.execute(
                    "UPDATE jobs SET state = 'waiting', reason = '', waits_path = NULL"
                    " WHERE id = ? AND state = 'paused' AND waits_path IS NOT NULL",
                    (row["id"],),
                )
                note(connection, row["id"], f"goes on: {path} is there and has room")


def tidy(database: Database) -> None:
    """Remove what jobs that have ended leave behind."""
    for row in database.select(
        "SELECT id, bundle, state, keeps_parts FROM jobs WHERE is_tidy = 0"
        " AND state IN ('done', 'failed', 'cancelled')"
        " AND NOT EXISTS (SELECT 1 FROM tasks WHERE job_id = jobs.id AND state = 'running')"
    ):
        bundle = Bundle(Path(row["bundle"]))
        _discard_rendering(bundle)
        keeps_segments = row["state"] == State.FAILED or bool(row["keeps_parts"])
        if row["state"] == State.DONE or not keeps_segments:
            bundle.discard_work()
        with database.change() as connection:
            if row["state"] != State.DONE:  # a retry makes again what was removed
                connection.execute(
                    "UPDATE tasks SET state = 'waiting', share_done = 0 WHERE job_id = ? AND stage >= ?",
                    (row["id"], Stage.JOIN if keeps_segments else Stage.SEGMENT),
                )
            connection.execute(
                "UPDATE jobs SET is_tidy = 1 WHERE id = ? AND state = ?", (row["id"], row["state"])
            )


def is_work_left(database: Database) -> bool:
    """Whether some job could go on: now, when another is done, or when its drive is back."""
    found = database.select(
        "WITH RECURSIVE blocked(id) AS ("
        " SELECT id FROM jobs WHERE state IN ('failed', 'cancelled')"
        " OR (state = 'paused' AND waits_path IS NULL)"
        " UNION SELECT needs.job_id FROM needs JOIN blocked ON blocked.id = needs.needed_id)"
        " SELECT 1 FROM jobs WHERE state IN ('waiting', 'running', 'paused') AND farm IS NULL"
        " AND id NOT IN blocked LIMIT 1"
    )
    return bool(found)


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


def _lay_out(connection: sqlite3.Connection, job_id: int, layout: Layout) -> None:
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


def _not_done(connection: sqlite3.Connection, claim: Claim, row: sqlite3.Row, outcome: Outcome) -> None:
    if outcome.ending is not Ending.STOPPED:
        note(connection, claim.job_id, f"{_told(claim.task)}: {outcome.reason}")
    if outcome.detail:
        note(connection, claim.job_id, outcome.detail.rstrip())
    if outcome.ending in {Ending.NO_ROOM, Ending.VANISHED}:
        connection.execute(
            "UPDATE jobs SET state = 'paused', reason = ?, waits_path = ?, waits_bytes = ?,"
            " seconds_left = NULL WHERE id = ? AND state IN ('running', 'waiting')",
            (outcome.reason, str(outcome.path), outcome.needed_bytes, claim.job_id),
        )
    elif outcome.ending is Ending.NO_MEMORY and row["level"] < _MOST_LEVEL and row["stage"] == Stage.SEGMENT:
        connection.execute("UPDATE tasks SET level = level + 1 WHERE id = ?", (claim.id,))
    elif outcome.ending is Ending.DAMAGED and row["deaths"] < _SAME_AGAIN:
        connection.execute("UPDATE tasks SET deaths = deaths + 1 WHERE id = ?", (claim.id,))
        connection.execute(
            "UPDATE tasks SET state = 'waiting', share_done = 0 WHERE job_id = ? AND stage >= ?",
            (claim.job_id, Stage.SEGMENT),
        )
    elif outcome.ending is not Ending.STOPPED:
        _finish(connection, claim.job_id, State.FAILED, outcome.reason)
    _settle(connection, claim.job_id)


def _finish(connection: sqlite3.Connection, job_id: int, state: State, reason: str) -> None:
    connection.execute(
        "UPDATE jobs SET state = ?, reason = ?, ended_at = ?, seconds_left = NULL, is_tidy = 0,"
        " share_done = CASE WHEN ? = 'done' THEN 1 ELSE share_done END"
        " WHERE id = ? AND state IN ('running', 'waiting')",
        (state, reason, time.time(), state, job_id),
    )
    note(connection, job_id, state.value)


def _settle(connection: sqlite3.Connection, job_id: int) -> None:
    """Let a job that nobody works on any more wait."""
    connection.execute(
        "UPDATE jobs SET state = 'waiting', seconds_left = NULL WHERE id = ? AND state = 'running'"
        " AND NOT EXISTS (SELECT 1 FROM tasks WHERE job_id = jobs.id AND state = 'running')",
        (job_id,),
    )


def _give_back(connection: sqlite3.Connection, token: str) -> None:
    connection.execute(
        "UPDATE tasks SET state = 'waiting', runner = NULL, worker = '' WHERE runner = ?", (token,)
    )
    for (job_id,) in connection.execute("SELECT id FROM jobs WHERE state = 'running'").fetchall():
        _settle(connection, job_id)
    # Where nobody looks after a farm any more, the local runner takes the job over.
    connection.execute("UPDATE jobs SET farm = NULL, farm_runner = NULL WHERE farm_runner = ?", (token,))
    connection.execute("DELETE FROM runners WHERE token = ?", (token,))


def _is_gone(row: sqlite3.Row) -> bool:
    process = ProcessName.from_text(row["process"])
    if process is not None and process.is_here:
        return not process.is_alive
    return bool(time.time() - row["beat_at"] > _SILENCE_S)


def _free_bytes(path: Path) -> int:
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return 0


def _discard_rendering(bundle: Bundle) -> None:
    """Remove what has not got its final name."""
    try:
        spec = bundle.read()
    except CleanplateError:
        return
    for path in map(Path, outputs_of(spec.request).values()):
        for folder in (path, path.parent, path.parent.parent):
            if folder.is_dir():
                for rendering in folder.glob(_RENDERING.format(token=spec.token)):
                    discard(rendering)


def _told(task: Task) -> str:
    return f"segment {task.number}" if task.stage is Stage.SEGMENT else task.stage.name.lower()
