"""Tasks of a job over dask.distributed, whose scheduler knows about workers, losses and retries."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

from editor.errors import UsageError
from editor.render.farm.path_map import PathRule, mapped, own_rules
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import Ending, Outcome, do
from editor.render.jobs.tasks import Task
from editor.render.queue.claims import Claim, Claims
from editor.render.queue.database import Database
from editor.render.queue.jobs import Job, State, job
from editor.render.queue.progress import ProgressBook
from editor.render.queue.upkeep import take_back, tidy, wake

_SEE_TO_EVERY_S = 1.0
_CONNECT_S = 10


class MissingDaskError(UsageError):
    """The optional library is not installed."""

    def __init__(self) -> None:
        super().__init__("dask.distributed is not installed", remedy="install cleanplate[farm]")


@dataclass(frozen=True, slots=True)
class FarmSettings:
    """How a job is handed to a farm.

    Attributes
    ----------
    scheduler : str
        Its address, `tcp://host:8786`.
    rules : tuple of PathRule
        Where files lie for all workers; workers may have rules of their own besides.
    resources : mapping of str to float
        What a segment takes of a worker's resources: `GPU` 1.
    retries : int
        How often a segment that failed is tried elsewhere.
    """

    scheduler: str
    rules: tuple[PathRule, ...] = ()
    resources: Mapping[str, float] = field(default_factory=dict)
    retries: int = 2


def run_on_farm(database: Database, job_id: int, settings: FarmSettings) -> Job:
    """Have a job done by a farm; progress is told in the queue.

    Parameters
    ----------
    database : Database
        The queue.
    job_id : int
        The job.
    settings : FarmSettings
        How.

    Returns
    -------
    Job
        As it is when there is nothing more to be done.

    Raises
    ------
    MissingDaskError
        If the library is not installed.
    UsageError
        If there is no such scheduler, or the job is not waiting.
    """
    try:
        import distributed
    except ImportError as error:
        raise MissingDaskError from error
    job(database, job_id)
    try:
        client: Any = _untyped(distributed).Client(
            settings.scheduler, timeout=_CONNECT_S, set_as_default=False
        )
    except OSError as error:
        raise UsageError(
            f"no scheduler answers at {settings.scheduler}", remedy="start one, or correct the address"
        ) from error
    with client:
        return _Farm(database, job_id, settings, client).run()


def perform_task(task: Task, rules: Sequence[PathRule]) -> Outcome:
    """Do a task on a worker.

    Parameters
    ----------
    task : Task
        What to do, as whoever handed it over names it.
    rules : sequence of PathRule
        Where files lie here; rules of this machine go first.
    """
    known = (*own_rules(), *rules)
    bundle = Bundle(Path(mapped(str(task.bundle), known)), place=lambda _, path: mapped(path, known))
    return do(task, bundle, lambda _: None, lambda: None)


class _Farm:
    """One job on its way through the farm."""

    def __init__(self, database: Database, job_id: int, settings: FarmSettings, client: Any) -> None:
        self._database = database
        self._job_id = job_id
        self._settings = settings
        self._client = client
        self._claims = Claims(database, job_id)
        self._book = ProgressBook(database)
        self._running: dict[Any, Claim] = {}
        self._ended = Event()

    def run(self) -> Job:
        self._claims.enter()
        seen_s = time.monotonic()
        try:
            take_back(self._database)
            self._claims.hand_over(self._settings.scheduler)
            while self._hand_out() or self._is_open():
                self._ended.wait(_SEE_TO_EVERY_S)
                self._ended.clear()
                self._gather()
                if time.monotonic() - seen_s >= _SEE_TO_EVERY_S:
                    self._see_to()
                    seen_s = time.monotonic()
        finally:
            self._withdraw()
            self._claims.leave()
            tidy(self._database)
        return job(self._database, self._job_id)

    def _is_open(self) -> bool:
        one = job(self._database, self._job_id)
        waits = one.state is State.PAUSED and one.reason != ""
        return waits or one.state in {State.WAITING, State.RUNNING}

    def _hand_out(self) -> bool:
        """Give the scheduler whatever can be done now."""
        while (claim := self._claims.claim()) is not None:
            future = self._client.submit(
                perform_task,
                claim.task,
                self._settings.rules,
                key=f"cleanplate-{self._claims.token}-{claim.id}-{time.monotonic_ns()}",
                retries=self._settings.retries,
                resources=dict(self._settings.resources) or None,
                pure=False,
            )
            self._book.begin(claim, is_started=False)
            self._running[future] = claim
            future.add_done_callback(lambda _: self._ended.set())
        return bool(self._running)

    def _gather(self) -> None:
        for future in [one for one in self._running if one.done()]:
            claim = self._running.pop(future)
            outcome = _outcome_of(future)
            self._book.end(claim, is_done=outcome is not None and outcome.ending is Ending.DONE)
            if outcome is None:
                self._claims.lose(
                    claim, "workers of the farm were lost with it", is_its_own=True, has_progressed=False
                )
            else:
                self._claims.end(claim, outcome)

    def _see_to(self) -> None:
        self._claims.beat()
        wake(self._database)
        busy = self._client.processing()
        started = {key for keys in busy.values() for key in keys}
        for future, claim in self._running.items():
            if future.key in started:
                self._book.start(claim)
        self._book.write()
        if not all(self._claims.is_wanted(claim) for claim in self._running.values()):
            self._withdraw()

    def _withdraw(self) -> None:
        if self._running:
            self._client.cancel(list(self._running))
        for claim in self._running.values():
            self._book.end(claim, is_done=False)
            self._claims.end(claim, Outcome(Ending.STOPPED))
        self._running.clear()


def _untyped(library: object) -> Any:
    """Its functions have no annotations, which a strict check of calls would not let pass."""
    return library


def _outcome_of(future: Any) -> Outcome | None:
    """Ask how a task ended; None where its workers were lost."""
    from distributed import KilledWorker

    error = future.exception()
    if error is None:
        found: Outcome = future.result()
        return found
    if isinstance(error, KilledWorker):
        return None
    return Outcome(Ending.FAILED, f"the farm reports {type(error).__name__}: {error}.")
