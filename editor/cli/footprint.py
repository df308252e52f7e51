"""How much memory a piece of work takes, over all its processes."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

import psutil

SAMPLE_EVERY_S = 0.1
_WORTH_A_LOOK = 1.01
"""Growth of what is resident from which on shares are counted anew: counting holds up the counted process."""


class PeakMemory:
    """Watches this process and its children while it is entered.

    What is shared between processes counts once (proportional set size) where the system tells it, which is
    on Linux; elsewhere each process counts what it alone holds (unique set size).

    Attributes
    ----------
    peak_bytes : int
        The highest sum seen so far, to a hundredth.
    """

    def __init__(self) -> None:
        self.peak_bytes = 0
        self._enough = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="peak memory", daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._enough.set()
        self._watcher.join()

    def _watch(self) -> None:
        me = psutil.Process()
        most_resident = 0
        while True:
            everyone = [me, *me.children(recursive=True)]
            resident = sum(map(_resident_bytes, everyone))
            if resident > most_resident * _WORTH_A_LOOK:
                most_resident = resident
                self.peak_bytes = max(self.peak_bytes, sum(map(footprint_bytes, everyone)))
            if self._enough.wait(SAMPLE_EVERY_S):
                return


def footprint_bytes(process: psutil.Process) -> int:
    """Memory of one process, its share of what is shared included; 0 when it has just ended."""
    try:
        memory = process.memory_full_info()
    except psutil.NoSuchProcess:
        return 0
    except psutil.AccessDenied:
        return int(process.memory_info().rss)
    return int(getattr(memory, "pss", memory.uss))


def _resident_bytes(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
