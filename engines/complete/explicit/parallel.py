"""Independent work of one window on several threads; OpenCV and NumPy leave the interpreter alone meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

import cv2

ArgumentT = TypeVar("ArgumentT")
ResultT = TypeVar("ResultT")


class Pool:
    """As many threads as OpenCV was told to use."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max(1, cv2.getNumThreads()))

    def map(self, task: Callable[[ArgumentT], ResultT], arguments: Iterable[ArgumentT]) -> list[ResultT]:
        """Results in the order of the arguments."""
        return list(self._executor.map(task, arguments))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._executor.shutdown(cancel_futures=True)
