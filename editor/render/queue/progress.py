"""How far jobs are, written down now and then for everybody to see."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from editor.render.jobs.tasks import Stage
from editor.render.messages import Progress
from editor.render.queue.claims import Claim
from editor.render.queue.database import Database
from editor.render.queue.forecast import TaskFacts, frames_per_second, seconds_left, share_done

_LONGEST_GAP_S = 3.0
"""When this process has not looked for longer, it was paused itself."""

_FORMER_JOBS = 5


@dataclass(slots=True)
class _Running:
    """A task in hand."""

    claim: Claim
    seen_s: float | None
    seconds: float = 0.0
    done: int = 0
    share: float = 0.0


class ProgressBook:
    """Gathers what workers say, and writes it down now and then.

    Parameters
    ----------
    database : Database
        The queue.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._running: dict[int, _Running] = {}
        self._habits: dict[int, Mapping[Stage, float]] = {}

    def begin(self, claim: Claim, *, is_started: bool = True) -> None:
        """Begin a task; one that waits for a worker elsewhere takes no time yet."""
        self._running[claim.id] = _Running(claim, time.monotonic() if is_started else None)

    def start(self, claim: Claim) -> None:
        """Say that somebody has begun to do a task."""
        running = self._running[claim.id]
        running.seen_s = running.seen_s or time.monotonic()

    def done(self, claim: Claim) -> int:
        """Frames of a task that are done."""
        return self._running[claim.id].done

    def tell(self, claim: Claim, progress: Progress) -> None:
        """Remember how far a task is."""
        running = self._running[claim.id]
        running.done = max(running.done, progress.done)
        running.share = progress.done / max(1, progress.total)

    def end(self, claim: Claim, *, is_done: bool) -> None:
        """End a task."""
        running = self._running.pop(claim.id)
        running.share = 1.0 if is_done else 0.0
        self._write(running)
        self._summarise(claim.job_id)

    def write(self) -> None:
        """Write down how far everything is."""
        for running in self._running.values():
            self._write(running)
        for job_id in {running.claim.job_id for running in self._running.values()}:
            self._summarise(job_id)

    def _write(self, running: _Running) -> None:
        if running.seen_s is not None:
            now_s = time.monotonic()
            running.seconds += min(now_s - running.seen_s, _LONGEST_GAP_S)
            running.seen_s = now_s
        with self._database.change() as connection:
            connection.execute(
                "UPDATE tasks SET share_done = ?, seconds = ? WHERE id = ?",
                (running.share, running.seconds, running.claim.id),
            )

    def _summarise(self, job_id: int) -> None:
        rows = self._database.select(
            "SELECT stage, state, frames, expected_s, share_done, seconds FROM tasks"
            " WHERE job_id = ? AND stage > 0 ORDER BY stage, number",
            job_id,
        )
        tasks = [TaskFacts(Stage(stage), *facts) for stage, *facts in rows]
        left_s = seconds_left(tasks, self._habits_of(job_id)) if tasks else None
        with self._database.change() as connection:
            connection.execute(
                "UPDATE jobs SET share_done = ?, seconds_left = ?, frames_per_second = ?"
                " WHERE id = ? AND state = 'running'",
                (share_done(tasks), left_s, frames_per_second(tasks), job_id),
            )

    def _habits_of(self, job_id: int) -> Mapping[Stage, float]:
        """Look what stages took in the last jobs like this one, over what had been estimated."""
        if job_id not in self._habits:
            ((kind, engine, out),) = self._database.select(
                "SELECT kind, engine, out FROM jobs WHERE id = ?", job_id
            )
            rows = self._database.select(
                "SELECT stage, sum(seconds) / sum(expected_s) FROM tasks WHERE stage > 0 AND seconds > 0"
                " AND expected_s > 0 AND job_id IN (SELECT id FROM jobs WHERE state = 'done' AND kind = ?"
                " AND engine = ? AND out LIKE ? ORDER BY ended_at DESC LIMIT ?) GROUP BY stage",
                kind, engine, f"%{Path(out).suffix}", _FORMER_JOBS,
            )  # fmt: skip
            self._habits[job_id] = {Stage(stage): slowness for stage, slowness in rows}
        return self._habits[job_id]
