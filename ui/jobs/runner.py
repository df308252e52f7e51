"""One job at a time in a worker process, listened to by a thread, told of in the window's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal

from editor.errors import CleanplateError
from editor.render.errors import InterruptedRenderError
from editor.render.messages import Message

Tell = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Work:
    """A job.

    Attributes
    ----------
    name : str
        For the status bar.
    do : callable
        Runs in a thread, shares nothing with the window, is given `tell`; `tell` raises to stop it.
    done : callable
        Gets its result, in the window's thread.
    """

    name: str
    do: Callable[[Tell], Any]
    done: Callable[[Any], None]


class JobRunner(QObject):
    """Runs the interactive job: a propagation, a preview."""

    began = pyqtSignal(str)
    """A job runs now: its name."""
    told = pyqtSignal(object)
    """What the worker says: `Message`."""
    ended = pyqtSignal()
    """No job runs any more."""
    failed = pyqtSignal(object)
    """It could not be done: `CleanplateError`."""

    _finished = pyqtSignal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._work: Work | None = None
        self._stop = Event()
        self._thread: Thread | None = None
        self._finished.connect(self._end)

    @property
    def is_running(self) -> bool:
        """Whether a job runs."""
        return self._work is not None

    @property
    def name(self) -> str:
        """Name of the running job; empty where there is none."""
        return "" if self._work is None else self._work.name

    def start(self, work: Work) -> bool:
        """Start a job; False where another one runs."""
        if self._work is not None:
            return False
        self._work = work
        self._stop = Event()
        self._thread = Thread(target=self._run, args=(work, self._stop), name="job", daemon=True)
        self._thread.start()
        self.began.emit(work.name)
        return True

    def cancel(self) -> None:
        """Ask the job to stop; what it finished stays with the worker for the next time."""
        self._stop.set()

    def close(self) -> None:
        """Stop the job and wait for that."""
        self.cancel()
        if self._thread is not None:
            self._thread.join()

    def _run(self, work: Work, stop: Event) -> None:
        def tell(message: Message) -> None:
            if stop.is_set():
                raise InterruptedRenderError
            with suppress(RuntimeError):  # the window is gone already
                self.told.emit(message)

        try:
            outcome, error = work.do(tell), None
        except CleanplateError as failure:
            outcome, error = None, failure
        with suppress(RuntimeError):
            self._finished.emit(outcome, error)

    def _end(self, outcome: object, error: CleanplateError | None) -> None:
        work, self._work = self._work, None
        self._thread = None
        if work is not None and error is None:
            work.done(outcome)
        elif error is not None and not isinstance(error, InterruptedRenderError):
            self.failed.emit(error)
        self.ended.emit()
