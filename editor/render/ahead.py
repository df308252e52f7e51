"""Threads beside the engine: one that reads ahead, one that writes behind, both with bounded queues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")

_LOOK_UP_EVERY_S = 0.1


class _End:
    """Marks the end of a queue, with the error that led to it."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


@contextmanager
def reading_ahead(items: Iterable[T], depth: int) -> Iterator[Iterator[T]]:
    """Iterate in a thread of its own, so many items ahead.

    Parameters
    ----------
    items : iterable
        Is only touched by that thread.
    depth : int
        Items that may wait, at least 1.

    Yields
    ------
    iterator
        The same items; it raises what `items` raised.
    """
    queue: Queue[T | _End] = Queue(depth)
    enough = Event()

    def read() -> None:
        end = _End()
        try:
            for item in items:
                if not _put(queue, item, enough):
                    return
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits for the items
            end = _End(error)
        _put(queue, end, enough)

    thread = Thread(target=read, name="reading ahead", daemon=True)
    thread.start()
    try:
        yield _taken(queue)
    finally:
        enough.set()
        thread.join()


def _put(queue: Queue[T | _End], item: T | _End, enough: Event) -> bool:
    while not enough.is_set():
        try:
            queue.put(item, timeout=_LOOK_UP_EVERY_S)
        except Full:
            continue
        return True
    return False


def _taken(queue: Queue[T | _End]) -> Iterator[T]:
    while not isinstance(item := queue.get(), _End):
        yield item
    if item.error is not None:
        raise item.error


class WritingBehind(Generic[T]):
    """Hands items to a function in a thread of its own.

    Parameters
    ----------
    write : callable
        Takes one item; is only called by that thread.
    depth : int
        Items that may wait, at least 1; `put` blocks beyond that.
    """

    def __init__(self, write: Callable[[T], None], depth: int) -> None:
        self._write = write
        self._queue: Queue[T | None] = Queue(depth)
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name="writing behind", daemon=True)
        self._thread.start()

    def put(self, item: T) -> None:
        """Have an item written; raises what writing an earlier one raised."""
        while True:
            if self._error is not None:
                raise self._error
            try:
                return self._queue.put(item, timeout=_LOOK_UP_EVERY_S)
            except Full:
                continue

    def finish(self) -> None:
        """Wait until all is written; raises what writing raised."""
        while self._thread.is_alive():
            try:
                self._queue.put(None, timeout=_LOOK_UP_EVERY_S)
                break
            except Full:
                continue
        self._thread.join()
        if self._error is not None:
            raise self._error

    def abandon(self) -> None:
        """Stop, and drop what was not yet written."""
        while self._thread.is_alive():
            try:
                while True:
                    self._queue.get_nowait()
            except Empty:
                self._queue.put(None)
            self._thread.join(_LOOK_UP_EVERY_S)

    def _run(self) -> None:
        try:
            while (item := self._queue.get()) is not None:
                self._write(item)
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that hands items over
            self._error = error
