"""The queue as the window follows it: a thread asks the database, the window is told what has changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from editor.errors import CleanplateError
from editor.render.jobs.bundle import Bundle
from editor.render.queue.database import Database, queue_folder
from editor.render.queue.jobs import Job, State, jobs, log_of
from editor.render.queue.launch import end_runners, launch_runner, runners_at_work
from editor.render.queue.upkeep import is_work_left, take_back, tidy
from editor.render.request import RemovalRequest

OPEN = frozenset({State.WAITING, State.RUNNING, State.PAUSED})
"""States of jobs that are not over."""

_FREQUENT_S, _SELDOM_S = 0.4, 2.0
_BEGINNING_S = 8.0
"""A runner that was started is given so long to report; no other is started meanwhile."""

_OVER = frozenset({State.DONE, State.FAILED})

Change = Callable[[Database], Any]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A job as it is listed.

    Attributes
    ----------
    job : Job
        What the queue knows of it.
    frames : str
        The range that was asked for; empty for all frames.
    maps : str
        Folder of its maps of origins; empty where none were asked for.
    """

    job: Job
    frames: str = ""
    maps: str = ""


@dataclass(frozen=True, slots=True)
class QueueView:
    """The queue at one moment.

    Attributes
    ----------
    rows : tuple of QueueRow
        In the order in which they are done.
    is_on : bool
        Whether jobs are begun.
    log_id : int or None
        The job whose log was asked for.
    log : tuple of (float, str)
        What happened to it: seconds since 1970, and a sentence.
    """

    rows: tuple[QueueRow, ...] = ()
    is_on: bool = False
    log_id: int | None = None
    log: tuple[tuple[float, str], ...] = ()

    @property
    def open_count(self) -> int:
        """Jobs that are not over."""
        return sum(row.job.state in OPEN for row in self.rows)


class QueueFeed(QObject):
    """Follows the queue and changes it, beside the window's thread.

    Parameters
    ----------
    notifies : callable
        Whether runners that are started from here say on the desktop when a job ends.
    """

    changed = pyqtSignal(object)
    """It is another now: `QueueView`."""
    ended = pyqtSignal(object)
    """A job was finished or has failed since: its `QueueRow`."""
    failed = pyqtSignal(object)
    """The queue, or what was asked of it, did not work: `CleanplateError`."""

    _answered = pyqtSignal(object)
    _looked = pyqtSignal(object)

    def __init__(self, notifies: Callable[[], bool] = lambda: True) -> None:
        super().__init__()
        self.view = QueueView()
        self.is_watched = False
        self._log_id: int | None = None
        self._is_closed = False
        self._orders: SimpleQueue[Callable[[Database], None] | None] = SimpleQueue()
        self._reader = _Reader(self._orders, self._tell_of, notifies)
        self._answered.connect(lambda answer: answer())
        self._looked.connect(self._take)
        self._thread = Thread(target=self._reader.work, name="queue", daemon=True)
        self._thread.start()

    def do(self, change: Change, done: Callable[[Any], None] = lambda _result: None) -> None:
        """Change something in the queue, beside the window.

        Parameters
        ----------
        change : callable
            Gets the database; shares nothing with the window.
        done : callable
            Gets its result, in the window's thread.
        """

        def order(database: Database) -> None:
            result = change(database)
            self._answer(lambda: done(result))

        self._orders.put(order)

    def switch(self, is_on: bool) -> None:
        """Begin jobs, now and whenever there are some; or end what runs, keeping what is finished."""
        self._orders.put(lambda database: self._reader.switch(database, is_on=is_on))

    def watch(self, job_id: int | None) -> None:
        """Follow the log of a job, too."""
        if job_id != self._log_id:
            self._log_id = job_id
            self._orders.put(lambda _database: self._reader.follow(job_id))

    def watch_closely(self, is_watched: bool) -> None:
        """Look often, as somebody is looking."""
        self._reader.is_watched = is_watched

    def close(self) -> None:
        """End the thread; whatever runs goes on."""
        if not self._is_closed:
            self._is_closed = True
            self._orders.put(None)
            self._thread.join()

    def _answer(self, answer: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the window is gone already
            self._answered.emit(answer)

    def _tell_of(self, told: QueueView | CleanplateError) -> None:
        with suppress(RuntimeError):
            self._looked.emit(told)

    def _take(self, told: QueueView | CleanplateError) -> None:
        if isinstance(told, CleanplateError):
            self.failed.emit(told)
            return
        before = {row.job.id: row.job.state for row in self.view.rows}
        self.view = told
        self.changed.emit(told)
        for row in told.rows:
            if row.job.state in _OVER and before.get(row.job.id, row.job.state) not in _OVER:
                self.ended.emit(row)


class _Reader:
    """What the thread does."""

    def __init__(
        self,
        orders: SimpleQueue[Callable[[Database], None] | None],
        tell: Callable[[QueueView | CleanplateError], None],
        notifies: Callable[[], bool],
    ) -> None:
        self._orders, self._tell, self._notifies = orders, tell, notifies
        self._asked: dict[int, tuple[str, str]] = {}
        self._log_id: int | None = None
        self._is_on = False
        self._started_s = -_BEGINNING_S
        self._last: QueueView | None = None
        self._told = ""
        self.is_watched = False

    def work(self) -> None:
        """Follow the queue until there is an end of it; a queue that does not exist is not made."""
        with ExitStack() as stack:
            database: Database | None = None
            while True:
                order, is_end = self._next(_SELDOM_S if database is None else self._pace_s())
                if is_end:
                    return
                try:
                    if database is None and (order is not None or _exists()):
                        database = stack.enter_context(Database())
                        self._is_on = bool(runners_at_work(database))
                    if database is not None:
                        self._follow(database, order)
                except CleanplateError as error:
                    self._complain(error)

    def switch(self, database: Database, *, is_on: bool) -> None:
        """Begin jobs, or end what runs."""
        self._is_on = is_on
        if not is_on:
            end_runners(database)
            self._started_s = -_BEGINNING_S

    def follow(self, job_id: int | None) -> None:
        """Read the log of a job, too."""
        self._log_id = job_id

    def _next(self, patience_s: float) -> tuple[Callable[[Database], None] | None, bool]:
        try:
            order = self._orders.get(timeout=patience_s)
        except Empty:
            return None, False
        return order, order is None

    def _pace_s(self) -> float:
        runs = self._last is not None and self._last.is_on and self._last.open_count > 0
        return _FREQUENT_S if runs or self.is_watched else _SELDOM_S

    def _follow(self, database: Database, order: Callable[[Database], None] | None) -> None:
        try:
            if order is not None:
                order(database)
        finally:
            take_back(database)
            self._keep_running(database)
            view = self._look(database)
            if view != self._last:
                self._last = view
                self._tell(view)
        self._told = ""

    def _keep_running(self, database: Database) -> None:
        """Start a runner where there is work and nobody does it."""
        is_beginning = monotonic() - self._started_s < _BEGINNING_S
        if self._is_on and not is_beginning and not runners_at_work(database) and is_work_left(database):
            tidy(database)
            launch_runner(notifies=self._notifies())
            self._started_s = monotonic()

    def _look(self, database: Database) -> QueueView:
        rows = tuple(self._row(one) for one in jobs(database))
        log = () if self._log_id is None else tuple(log_of(database, self._log_id))
        return QueueView(rows, self._is_on, self._log_id, log)

    def _row(self, one: Job) -> QueueRow:
        if one.id not in self._asked:
            frames, maps = "", ""
            with suppress(CleanplateError):
                request = Bundle(Path(one.bundle)).read().request
                if isinstance(request, RemovalRequest):
                    frames, maps = request.frames or "", str(request.provenance_out or "")
            self._asked[one.id] = frames, maps
        return QueueRow(one, *self._asked[one.id])

    def _complain(self, error: CleanplateError) -> None:
        """Say what is wrong; the same again only once."""
        if str(error) != self._told:
            self._told = str(error)
            self._tell(error)


def _exists() -> bool:
    return (queue_folder() / "queue.sqlite").is_file()
