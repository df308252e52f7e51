"""Batches made ahead by threads; which ones, and what they hold, depends on their numbers alone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, Self, TypeVar

Made = TypeVar("Made")


class Prefetch(Generic[Made]):
    """Makes what will be asked for next while the network learns.

    Parameters
    ----------
    make : callable
        Makes the batch of a number; has to depend on nothing else.
    ahead : int
        Batches that are made before they are asked for; 0 makes each when it is asked for.
    stride : int
        From the number that was asked for to the next one.
    threads : int
        That make them.
    """

    def __init__(self, make: Callable[[int], Made], ahead: int, stride: int = 1, threads: int = 1) -> None:
        self._make = make
        self._ahead = ahead
        self._stride = stride
        self._pool = ThreadPoolExecutor(threads, "prefetch") if ahead else None
        self._waiting: dict[int, Future[Made]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Forget what was made ahead, and end the threads."""
        for future in self._waiting.values():
            future.cancel()
        self._waiting.clear()
        if self._pool is not None:
            self._pool.shutdown()

    def __call__(self, number: int) -> Made:
        """Give the batch of a number; whatever went wrong while it was made is raised here."""
        if self._pool is None:
            return self._make(number)
        wanted = [number + self._stride * at for at in range(self._ahead + 1)]
        for stale in [one for one in self._waiting if one not in wanted]:
            self._waiting.pop(stale).cancel()
        for one in wanted:
            if one not in self._waiting:
                self._waiting[one] = self._pool.submit(self._make, one)
        return self._waiting.pop(number).result()
