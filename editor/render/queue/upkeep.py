"""What those who look at the queue see to: runners that are gone, drives that are back, what jobs leave."""

from __future__ import annotations

import shutil
import sqlite3
import time
from pathlib import Path

from editor.errors import CleanplateError
from editor.media.output import discard
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.errors import VanishedError
from editor.render.jobs.homes import is_folder
from editor.render.jobs.outcome import missing
from editor.render.jobs.request_file import outputs_of
from editor.render.jobs.tasks import Stage
from editor.render.queue.database import Database
from editor.render.queue.jobs import State, note
from editor.render.queue.processes import ProcessName, exists
from editor.render.queue.transitions import give_back

_SILENCE_S = 60.0
_RENDERING = ".*.{token}.rendering"


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
            give_back(connection, token)
    for row in database.select("SELECT id, bundle, adder FROM jobs WHERE state = 'adding'"):
        adder = ProcessName.from_text(row["adder"])
        if adder is not None and adder.is_here and not adder.is_alive:
            shutil.rmtree(row["bundle"], ignore_errors=True)
            with database.change() as connection:
                connection.execute("DELETE FROM jobs WHERE id = ? AND state = 'adding'", (row["id"],))


def wake(database: Database) -> None:
    """Let jobs go on that waited for room or for a drive, and have it now."""
    rows = database.select(
        "SELECT id, bundle, waits_path, waits_bytes FROM jobs"
        " WHERE state = 'paused' AND waits_path IS NOT NULL"
    )
    for row in filter(_can_go_on, rows):
        with database.change() as connection:
            connection.execute(
                "UPDATE jobs SET state = 'waiting', reason = '', waits_path = NULL"
                " WHERE id = ? AND state = 'paused' AND waits_path IS NOT NULL",
                (row["id"],),
            )
            note(connection, row["id"], f"goes on: {row['waits_path']} is there and has room")


def tidy(database: Database) -> None:
    """Remove what jobs that have ended leave behind; on a drive that was unplugged, when it is back."""
    for row in database.select(
        "SELECT id, bundle, state, keeps_parts FROM jobs WHERE is_tidy = 0"
        " AND state IN ('done', 'failed', 'cancelled')"
        " AND NOT EXISTS (SELECT 1 FROM tasks WHERE job_id = jobs.id AND state = 'running')"
    ):
        bundle = Bundle(Path(row["bundle"]))
        try:
            _discard_rendering(bundle)
        except VanishedError:
            continue
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


def _is_gone(row: sqlite3.Row) -> bool:
    process = ProcessName.from_text(row["process"])
    if process is not None and process.is_here:
        return not process.is_alive
    return bool(time.time() - row["beat_at"] > _SILENCE_S)


def _can_go_on(row: sqlite3.Row) -> bool:
    path = Path(row["waits_path"])
    has_room = not row["waits_bytes"] or _free_bytes(path) >= row["waits_bytes"]
    return has_room and exists(path) and missing(Bundle(Path(row["bundle"]))) is None


def _free_bytes(path: Path) -> int:
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return 0


def _discard_rendering(bundle: Bundle) -> None:
    """Remove what has not got its final name.

    Raises
    ------
    VanishedError
        If the drive is not there that it may lie on.
    """
    try:
        spec = bundle.read()
    except CleanplateError:
        return
    spec.check_homes()
    for path in map(Path, outputs_of(spec.request).values()):
        for folder in (path, path.parent, path.parent.parent):
            if is_folder(folder):
                for rendering in folder.glob(_RENDERING.format(token=spec.token)):
                    discard(rendering)
