"""Work beside the window: a function in another thread, its result back in the window's."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PyQt6.QtCore import QObject, pyqtSignal

from editor.errors import CleanplateError

_THREADS = 2

T = TypeVar("T")


class Background(QObject):
    """Runs functions in threads of its own, and hands their results over in the thread of the window."""

    _arrived = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(_THREADS, "cleanplate-background")
        self._running = 0
        self._is_closed = False
        self._arrived.connect(self._hand_over)

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be handed over."""
        return self._running > 0

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[CleanplateError], None],
    ) -> None:
        """Run a function beside the window; once that is closed, nothing is begun any more.

        Parameters
        ----------
        work : callable
            Shares nothing with the window.
        done : callable
            Gets its result.
        failed : callable
            Gets the error that it raised on purpose; any other is raised in the window's thread.
        """
        if self._is_closed:
            return
        self._running += 1
        future = self._pool.submit(work)
        future.add_done_callback(lambda it: self._arrived.emit(lambda: _deliver(it, done, failed)))

    def close(self) -> None:
        """Forget what has not begun, and wait for the rest; nothing is handed over any more."""
        self._is_closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _hand_over(self, deliver: Callable[[], None]) -> None:
        self._running -= 1
        if not self._is_closed:
            deliver()


def _deliver(future: Future[T], done: Callable[[T], None], failed: Callable[[CleanplateError], None]) -> None:
    if future.cancelled():
        return
    error = future.exception()
    if isinstance(error, CleanplateError):
        failed(error)
    elif error is not None:
        raise error
    else:
        done(future.result())
