"""How far jobs are, how fast they go, and what is left of them."""

from __future__ import annotations

import time
from dataclasses import dataclass

from editor.render.jobs.tasks import Stage
from editor.render.messages import Progress
from editor.render.queue.claims import Claim
from editor.render.queue.database import Database

_TELLING_SHARE = 0.02


@dataclass(slots=True)
class _Running:
    """A task in hand."""

    claim: Claim
    done: int = 0
    share: float = 0.0
    seconds: float = 0.0


@dataclass(slots=True)
class _Speed:
    """Since when a job has been filling, and from which frame on."""

    since_s: float
    frames: float


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
        self._speeds: dict[int, _Speed] = {}

    def begin(self, claim: Claim) -> None:
        """Begin a task."""
        self._running[claim.id] = _Running(claim)

    def done(self, claim: Claim) -> int:
        """Frames of a task that are done."""
        return self._running[claim.id].done

    def tell(self, claim: Claim, progress: Progress) -> None:
        """Remember how far a task is."""
        running = self._running[claim.id]
        running.done = max(running.done, progress.done)
        running.share = progress.done / max(1, progress.total)

    def add_time(self, claim: Claim, seconds: float) -> None:
        """Count time that a task took."""
        self._running[claim.id].seconds += seconds

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
        with self._database.change() as connection:
            connection.execute(
                "UPDATE tasks SET share_done = ?, seconds = seconds + ? WHERE id = ?",
                (running.share, running.seconds, running.claim.id),
            )
        running.seconds = 0.0

    def _summarise(self, job_id: int) -> None:
        rows = self._database.select(
            "SELECT stage, sum(frames * share_done) AS frames, sum(expected_s) AS expected_s,"
            " sum(expected_s * share_done) AS done_s, sum(seconds) AS seconds,"
            " sum(state = 'running') AS running FROM tasks WHERE job_id = ? AND stage > 0 GROUP BY stage",
            job_id,
        )
        left_s, done_s, expected_s = 0.0, 0.0, 0.0
        for row in rows:
            known = row["done_s"] > _TELLING_SHARE * row["expected_s"]
            slowness = row["seconds"] / row["done_s"] if known else 1.0
            left_s += (row["expected_s"] - row["done_s"]) * slowness / max(1, row["running"])
            done_s += row["done_s"]
            expected_s += row["expected_s"]
        frames = next((row["frames"] for row in rows if row["stage"] == Stage.SEGMENT), 0.0)
        share = done_s / expected_s if expected_s else 0.0
        with self._database.change() as connection:
            connection.execute(
                "UPDATE jobs SET share_done = ?, seconds_left = ?, frames_per_second = ?"
                " WHERE id = ? AND state = 'running'",
                (share, left_s if rows else None, self._rate(job_id, frames), job_id),
            )

    def _rate(self, job_id: int, frames: float) -> float:
        speed = self._speeds.setdefault(job_id, _Speed(time.monotonic(), frames))
        elapsed_s = time.monotonic() - speed.since_s
        return max(0.0, frames - speed.frames) / elapsed_s if elapsed_s > 1 else 0.0
