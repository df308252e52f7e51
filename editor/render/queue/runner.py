"""The process that does the jobs of the queue, through workers that it watches."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import TypeVar

from editor.errors import CleanplateError
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.outcome import Ending, Outcome
from editor.render.messages import Notice, Progress
from editor.render.queue.claims import Claim, Claims
from editor.render.queue.database import Database
from editor.render.queue.errors import QueueFullDiskError
from editor.render.queue.jobs import State, job
from editor.render.queue.processes import memory_kills
from editor.render.queue.progress import ProgressBook
from editor.render.queue.upkeep import is_work_left, take_back, tidy, wake
from editor.render.queue.worker_process import WorkerProcess

_T = TypeVar("_T")

SILENCE_S, STALL_S = 60.0, 3600.0

_LOOK_EVERY_S = 0.2
_SEE_TO_EVERY_S = 1.0
_GRACE_S = 6.0
_DISK_PAUSE_S = 5.0


@dataclass(frozen=True, slots=True)
class RunnerSettings:
    """How a runner works.

    Attributes
    ----------
    workers : int
        Tasks at once.
    stays : bool
        Whether it waits for more when nothing is left.
    silence_s : float
        A worker that has not been heard of for so long hangs.
    stall_s : float
        So does one that says it lives, but finishes no frame for so long.
    """

    workers: int = 1
    stays: bool = False
    silence_s: float = SILENCE_S
    stall_s: float = STALL_S


@dataclass(slots=True)
class _Slot:
    """A worker and what it does."""

    worker: WorkerProcess | None = None
    claim: Claim | None = None
    silent_s: float = 0.0
    stalled_s: float = 0.0
    stopping_s: float | None = None
    has_begun: bool = False
    memory_kills: int | None = None
    finished: int = 0
    hang: str = ""


class Runner:
    """Does what is queued.

    Parameters
    ----------
    database : Database
        The queue.
    settings : RunnerSettings or None
        How.
    tell : callable or None
        Is told the title and the text of a job that has ended, or waits for a drive, for a notification.
    """

    def __init__(
        self,
        database: Database,
        settings: RunnerSettings | None = None,
        tell: Callable[[str, str], None] | None = None,
    ) -> None:
        self._database = database
        self._settings = settings or RunnerSettings()
        self._tell = tell or (lambda _title, _text: None)
        self._claims = Claims(database)
        self._book = ProgressBook(database)
        self._messages: SimpleQueue[tuple[WorkerProcess, object]] = SimpleQueue()
        self._slots = [_Slot() for _ in range(self._settings.workers)]

    def run(self) -> None:
        """Work until nothing is left, or for good.

        Raises
        ------
        KeyboardInterrupt
            If the user or the system asks to end; workers have ended then, and what is finished is kept.
        CleanplateError
            If the queue cannot be used.
        """
        self._claims.enter()
        try:
            self._see_to(_SEE_TO_EVERY_S)
            seen_s = time.monotonic()
            while self._fill_slots() or self._settings.stays or is_work_left(self._database):
                self._listen(_LOOK_EVERY_S)
                now_s = time.monotonic()
                if now_s - seen_s >= _SEE_TO_EVERY_S:
                    # What a pause of this very process lasted is not held against its workers.
                    passed_s, seen_s = min(now_s - seen_s, 2 * _SEE_TO_EVERY_S), now_s
                    self._patiently(partial(self._see_to, passed_s))
        finally:
            self._end_all()
            self._patiently(self._claims.leave)
            self._patiently(partial(tidy, self._database))

    def _fill_slots(self) -> bool:
        """Give idle workers something to do; say whether anybody is busy."""
        for slot in self._slots:
            if slot.claim is None:
                claim = self._patiently(self._claims.claim)
                if claim is None:
                    self._release(slot)
                else:
                    self._begin(slot, claim)
        return any(slot.claim is not None for slot in self._slots)

    def _begin(self, slot: _Slot, claim: Claim) -> None:
        if slot.worker is not None and slot.worker.bundle != claim.task.bundle:
            self._release(slot)
        if slot.worker is None:
            slot.worker = WorkerProcess(claim.task.bundle, self._messages)
        slot.claim, slot.silent_s, slot.stalled_s = claim, 0.0, 0.0
        slot.stopping_s, slot.hang = None, ""
        slot.has_begun = False
        slot.memory_kills = memory_kills()
        slot.finished = Bundle(claim.task.bundle).finished_count(claim.task.number)
        name = slot.worker.name
        if name is not None:
            self._patiently(lambda: self._claims.name_worker(claim, name))
        self._book.begin(claim)
        slot.worker.give(claim.task)

    def _release(self, slot: _Slot) -> None:
        if slot.worker is not None:
            slot.worker.close()
            slot.worker = None

    def _listen(self, timeout_s: float) -> None:
        try:
            worker, message = self._messages.get(timeout=timeout_s)
        except Empty:
            return
        while True:
            slot = next((one for one in self._slots if one.worker is worker), None)
            if slot is not None:
                self._hear(slot, message)
            try:
                worker, message = self._messages.get_nowait()
            except Empty:
                return

    def _hear(self, slot: _Slot, message: object) -> None:
        slot.silent_s = 0.0
        claim = slot.claim
        if message is None:
            self._lost(slot)
        elif claim is None:
            return
        elif isinstance(message, Progress):
            slot.has_begun = True
            if message.done > self._book.done(claim):
                slot.stalled_s = 0.0
            self._book.tell(claim, message)
        elif isinstance(message, Notice) and not message.is_detail:
            self._patiently(lambda: self._claims.log(claim, message.text))
        elif isinstance(message, Outcome):
            self._over(slot, claim, message)

    def _over(self, slot: _Slot, claim: Claim, outcome: Outcome) -> None:
        slot.claim = None
        self._book.end(claim, is_done=outcome.ending is Ending.DONE)
        try:
            self._patiently(lambda: self._claims.end(claim, outcome))
        except CleanplateError as error:
            self._claims.end(claim, Outcome(Ending.FAILED, str(error)))
        if slot.stopping_s is not None or outcome.ending is not Ending.DONE:
            self._release(slot)
        self._say_what_became_of(claim)

    def _lost(self, slot: _Slot) -> None:
        worker, claim = slot.worker, slot.claim
        slot.worker = slot.claim = None
        if worker is None:
            return
        status = worker.close()
        if claim is None:
            return
        self._book.end(claim, is_done=False)
        if slot.stopping_s is not None:
            self._patiently(lambda: self._claims.end(claim, Outcome(Ending.STOPPED)))
            return
        cause = slot.hang or _told(status)
        own = _is_its_own(slot, status)
        progressed = Bundle(claim.task.bundle).finished_count(claim.task.number) > slot.finished
        self._patiently(lambda: self._claims.lose(claim, cause, is_its_own=own, has_progressed=progressed))
        self._say_what_became_of(claim)

    def _say_what_became_of(self, claim: Claim) -> None:
        one = job(self._database, claim.job_id)
        if one.state in {State.DONE, State.FAILED}:
            tidy(self._database)
        elif one.state is not State.PAUSED or not one.reason:
            return
        self._tell(f"{one.name}: {one.state.value}", one.reason or one.out)

    def _see_to(self, passed_s: float) -> None:
        """Look after everything that does not come as a message."""
        self._claims.beat()
        take_back(self._database)
        wake(self._database)
        tidy(self._database)
        for slot in self._slots:
            if slot.claim is not None and slot.worker is not None:
                self._watch(slot, slot.worker, slot.claim, passed_s)
        self._book.write()

    def _watch(self, slot: _Slot, worker: WorkerProcess, claim: Claim, passed_s: float) -> None:
        slot.silent_s += passed_s
        slot.stalled_s += passed_s
        if slot.stopping_s is not None:
            slot.stopping_s += passed_s
            if slot.stopping_s > _GRACE_S:
                worker.kill()
        elif not self._claims.is_wanted(claim):
            slot.stopping_s = 0.0
            worker.ask_to_stop()
        elif slot.silent_s > self._settings.silence_s:
            slot.hang = f"the worker process was silent for {slot.silent_s:.0f} s and was ended"
            worker.kill()
        elif slot.stalled_s > self._settings.stall_s:
            slot.hang = f"the worker process finished nothing for {slot.stalled_s:.0f} s and was ended"
            worker.kill()

    def _end_all(self) -> None:
        busy = [slot for slot in self._slots if slot.claim is not None and slot.worker is not None]
        for slot in busy:
            slot.stopping_s = 0.0
            if slot.worker is not None:
                slot.worker.ask_to_stop()
        deadline_s = time.monotonic() + _GRACE_S
        while any(slot.claim is not None for slot in busy) and time.monotonic() < deadline_s:
            self._listen(_LOOK_EVERY_S)
        for slot in self._slots:
            if slot.worker is not None and slot.claim is not None:
                slot.worker.kill()
            self._release(slot)

    def _patiently(self, change: Callable[[], _T]) -> _T:
        """Do something in the database; where its disk is full, as soon as there is room."""
        while True:
            try:
                return change()
            except QueueFullDiskError:
                time.sleep(_DISK_PAUSE_S)


def _is_its_own(slot: _Slot, status: int) -> bool:
    """Whether a task may be to blame for the death of its worker.

    A worker that hung is; one that was killed is only where the system did it for lack of memory, as far as
    it tells.
    """
    if slot.hang:
        return True
    is_killed = status == -getattr(signal, "SIGKILL", 0) and slot.memory_kills is not None
    return slot.has_begun and not (is_killed and memory_kills() == slot.memory_kills)


def _told(status: int) -> str:
    if status < 0:
        return f"the worker process was killed by {signal.Signals(-status).name}"
    return f"the worker process ended with status {status}"
