"""Independent work of one window on several threads; OpenCV and NumPy let go of the interpreter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

import cv2

ResultT = TypeVar("ResultT")


class Pool:
    """As many threads as OpenCV was told to use.

    While it is open, OpenCV itself works on the calling thread alone: its own threads, which wait for work
    by turning idle, would take the processors from the pool's.
    """

    def __init__(self) -> None:
        self._thread_count = max(1, cv2.getNumThreads())
        self._executor = ThreadPoolExecutor(self._thread_count)

    def map(self, task: Callable[..., ResultT], *arguments: Iterable[Any]) -> list[ResultT]:
        """Results in the order of the arguments, as `list(map(...))` gives them."""
        return list(self._executor.map(task, *arguments))

    def __enter__(self) -> Self:
        """Start."""
        cv2.setNumThreads(1)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop what has not begun and wait for the rest."""
        self._executor.shutdown(cancel_futures=True)
        cv2.setNumThreads(self._thread_count)
