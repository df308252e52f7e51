"""The jobs of the queue: what they are, how one is added."""

from __future__ import annotations

import shutil
import sqlite3
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from editor.errors import UsageError
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.request_file import JobRequest, Kind, kind_of, means_of, outputs_of
from editor.render.jobs.tasks import Stage
from editor.render.queue.database import Database
from editor.render.queue.errors import UnknownJobError
from editor.render.queue.processes import ProcessName

SEGMENT_FRAMES = 128
"""Length of segments, about; with long windows they are longer."""


class State(StrEnum):
    """What a job is doing."""

    ADDING = "adding"
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(NamedTuple):
    """A job as the queue knows it; a tuple, since queues grow long and lists are shown often.

    Attributes
    ----------
    id : int
        Its number.
    name : str
        What people call it.
    state : State
        What it is doing.
    reason : str
        Why it failed, was paused or waits; empty where there is nothing to say.
    bundle, out : str
        Folder of the job, and where it is delivered.
    engine, device : str
        What fills or propagates, and where; no engine for backgrounds.
    memory_bytes : int
        What it takes, as far as that is known; 0 before it was planned.
    priority : int
        Higher ones go first.
    needs : tuple of int
        Jobs that must be done before.
    farm : str or None
        Address of the scheduler that it was handed to.
    attempts : int
        How often it was begun.
    stage : Stage
        What is being done.
    frames : int
        Frames that are filled; 0 before it was planned.
    share_done : float
        0 to 1.
    frames_per_second : float
        As long as it runs.
    seconds_left : float or None
        None as long as it is not known.
    added_at, started_at, ended_at : float or None
        Seconds since 1970.
    kind : Kind
        What it does.
    """

    id: int
    name: str
    state: State
    reason: str
    bundle: str
    out: str
    engine: str
    device: str
    memory_bytes: int
    priority: int
    needs: tuple[int, ...]
    farm: str | None
    attempts: int
    stage: Stage
    frames: int
    share_done: float
    frames_per_second: float
    seconds_left: float | None
    added_at: float
    started_at: float | None
    ended_at: float | None
    kind: Kind


_NEEDS = Job._fields.index("needs")
_COLUMNS = ", ".join(name for name in Job._fields if name != "needs")
_STATES = {state.value: state for state in State}
_STAGES = {stage.value: stage for stage in Stage}
_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a job is to be queued.

    Attributes
    ----------
    name : str or None
        What people call it; None for the name of the output.
    priority : int
        Higher ones go first.
    needs : tuple of int
        Jobs that must be done before.
    segment_frames : int
        Length of segments, about.
    folder : Path or None
        Where the job's folder is made; None for the queue's own.
    """

    name: str | None = None
    priority: int = 0
    needs: tuple[int, ...] = ()
    segment_frames: int = SEGMENT_FRAMES
    folder: Path | None = None


def add(database: Database, request: JobRequest, wishes: Wishes | None = None) -> int:
    """Freeze a request and queue it.

    Parameters
    ----------
    database : Database
        The queue.
    request : JobRequest
        What to do.
    wishes : Wishes or None
        How.

    Returns
    -------
    int
        The job's number.

    Raises
    ------
    UsageError
        If a job that is needed does not exist, or another unfinished job delivers to the same place.
    CleanplateError
        If a file is missing, or the disk does not take the job.
    """
    wishes = wishes or Wishes()
    token = uuid.uuid4().hex[:16]
    bundle = Bundle((wishes.folder or database.folder / "jobs").absolute() / f"{token}.job")
    job_id = _reserve(database, request, wishes, bundle.folder)
    try:
        bundle.write(request, token, wishes.segment_frames)
    except BaseException:
        shutil.rmtree(bundle.folder, ignore_errors=True)
        with database.change() as connection:
            connection.execute("DELETE FROM jobs WHERE id = ?", (job_id,))
        raise
    with database.change() as connection:
        connection.execute("UPDATE jobs SET state = ?, adder = '' WHERE id = ?", (State.WAITING, job_id))
        connection.execute("INSERT INTO tasks (job_id, stage, number) VALUES (?, 0, 0)", (job_id,))
        note(connection, job_id, "added")
    return job_id


def jobs(database: Database) -> list[Job]:
    """List all jobs in the order in which they are done."""
    needs: dict[int, list[int]] = {}
    for job_id, needed_id in database.select("SELECT job_id, needed_id FROM needs"):
        needs.setdefault(job_id, []).append(needed_id)
    rows = database.select(
        f"SELECT {_COLUMNS} FROM jobs WHERE state != 'adding' ORDER BY priority DESC, position, id"  # noqa: S608
    )
    found = [_job(row, needs) for row in rows]
    states = {one.id: one.state for one in found}
    return [_explained(one, states) if one.needs else one for one in found]


def job(database: Database, job_id: int) -> Job:
    """Look one job up.

    Raises
    ------
    UnknownJobError
        If there is none of that number.
    """
    rows = database.select(f"SELECT {_COLUMNS} FROM jobs WHERE id = ? AND state != 'adding'", job_id)  # noqa: S608
    if not rows:
        raise UnknownJobError(job_id)
    needs = database.select("SELECT needed_id FROM needs WHERE job_id = ?", job_id)
    return _job(rows[0], {job_id: [needed for (needed,) in needs]})


def log_of(database: Database, job_id: int) -> list[tuple[float, str]]:
    """Tell what happened to a job: seconds since 1970, and a sentence."""
    return [(at, text) for at, text in database.select("SELECT at, text FROM log WHERE job_id = ?", job_id)]


def note(connection: sqlite3.Connection, job_id: int, text: str) -> None:
    """Write into the log of a job, within a transaction."""
    connection.execute("INSERT INTO log (job_id, at, text) VALUES (?, ?, ?)", (job_id, time.time(), text))


def _reserve(database: Database, request: JobRequest, wishes: Wishes, folder: Path) -> int:
    """Make the row first, so that whoever finds the folder of an adder that died knows whose it was."""
    out = str(Path(outputs_of(request)["out"]).absolute())
    means = means_of(request)
    with database.change() as connection:
        for needed in wishes.needs:
            if not connection.execute("SELECT 1 FROM jobs WHERE id = ?", (needed,)).fetchone():
                raise UnknownJobError(needed)
        taken = connection.execute(
            "SELECT id FROM jobs WHERE out = ? AND state NOT IN ('done', 'failed', 'cancelled', 'adding')",
            (out,),
        ).fetchone()
        if taken is not None:
            raise UsageError(
                f"job {taken[0]} delivers there already", remedy="choose another name, or cancel it", path=out
            )
        (last,) = connection.execute("SELECT coalesce(max(position), 0) FROM jobs").fetchone()
        job_id = connection.execute(
            "INSERT INTO jobs (name, kind, state, bundle, out, engine, device, memory_bytes, priority,"
            " position, adder, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                wishes.name or Path(out).name,
                kind_of(request),
                State.ADDING,
                str(folder),
                out,
                means.engine,
                means.device,
                means.memory_bytes,
                wishes.priority,
                last + 1,
                ProcessName.of().to_text(),
                time.time(),
            ),
        ).lastrowid
        connection.executemany(
            "INSERT OR IGNORE INTO needs VALUES (?, ?)", [(job_id, needed) for needed in wishes.needs]
        )
    return int(job_id or 0)


def _job(row: sqlite3.Row, needs: Mapping[int, Sequence[int]]) -> Job:
    needed = tuple(needs[row[0]]) if row[0] in needs else ()
    values = (*row[:2], _STATES[row[2]], *row[3:_NEEDS], needed, *row[_NEEDS : _NEEDS + 2])
    stage, *rest, kind = row[_NEEDS + 2 :]
    return Job._make((*values, _STAGES[stage], *rest, _KINDS[kind]))


def _explained(one: Job, states: Mapping[int, State]) -> Job:
    """Say what a job waits for."""
    open_needs = [needed for needed in one.needs if states.get(needed, State.DONE) is not State.DONE]
    if one.state is not State.WAITING or not open_needs:
        return one
    told = ", ".join(f"{needed}, which is {states[needed]}" for needed in open_needs)
    return one._replace(reason=f"it needs job {told}")
