"""Independent parts of a network's work, side by side.

On a processor each thread takes whole parts, alone: then threads meet once a layer and not once a sum, what a
thread has made is still in its own cache when it goes on, and one that the system holds up does not hold up
the others. A graphics processor gets its parts one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

import torch

from engines.nets.scratch import Scratch

PartT = TypeVar("PartT")

_PICTURES_FOR_GRAPHICS = 16


class Crew:
    """As many threads as torch was told to use where their work is first asked for.

    Parameters
    ----------
    device, dtype
        Of the working memory.

    Attributes
    ----------
    scratch : Scratch
        Working memory of whoever asks for work; the threads have their own.
    """

    def __init__(self, device: torch.device, dtype: torch.dtype) -> None:
        self.scratch = Scratch(device, dtype)
        self._executor: ThreadPoolExecutor | None = None
        self._scratches: SimpleQueue[Scratch] = SimpleQueue()

    @property
    def size(self) -> int:
        """How many parts are worked on at a time."""
        return torch.get_num_threads() if self.scratch.device.type == "cpu" else 1

    @property
    def pictures(self) -> int:
        """How many pictures a part had best have: on a processor one, which fits its cache."""
        return 1 if self.scratch.device.type == "cpu" else _PICTURES_FOR_GRAPHICS

    def work(self, task: Callable[[PartT, Scratch], None], parts: Iterable[PartT]) -> None:
        """Do a task for each part, in any order, with working memory that is the task's own meanwhile."""
        if self.scratch.device.type != "cpu":
            for part in parts:
                task(part, self.scratch)
            return
        executor = self._called()

        def alone(part: PartT) -> None:
            scratch = self._scratches.get()
            try:
                with torch.inference_mode():
                    task(part, scratch)
            finally:
                self._scratches.put(scratch)

        for _ in executor.map(alone, parts):
            pass

    def rest(self) -> None:
        """Let the threads go and give all memory back, until there is work again."""
        if self._executor is not None:
            self._executor.shutdown()
            # What a thread sets for itself, torch takes for threads to come, too.
            torch.set_num_threads(torch.get_num_threads())
        self._executor = None
        self._scratches = SimpleQueue()
        self.scratch.release()

    def _called(self) -> ThreadPoolExecutor:
        if self._executor is None:
            size = self.size
            self._executor = ThreadPoolExecutor(size, "crew", torch.set_num_threads, (1,))
            for _ in range(size):
                self._scratches.put(Scratch(self.scratch.device, self.scratch.dtype))
        return self._executor
