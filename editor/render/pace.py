"""How fast a render goes, and when it will be done."""

from __future__ import annotations

import time
from collections.abc import Callable

from editor.render.messages import Phase, Progress

_TELL_EVERY_S = 0.1


class Pace:
    """Counts the frames of a phase and tells how far it is, a few times a second.

    Parameters
    ----------
    phase : Phase
        What is being done.
    total : int
        Frames.
    expected_s : float
        Estimate of the time for all of them.
    tell : callable
        Is told.
    """

    def __init__(self, phase: Phase, total: int, expected_s: float, tell: Callable[[Progress], None]) -> None:
        self._phase = phase
        self._total = total
        self._expected_s = expected_s
        self._tell = tell
        self._started_s = time.perf_counter()
        self._told_s = 0.0
        self._done = 0
        self._share_s = 0.0
        self._say()

    def add(self, expected_s: float) -> None:
        """Count one more frame, for which so much of the estimate had been expected."""
        self._done += 1
        self._share_s += expected_s
        if self._done == self._total or time.perf_counter() - self._told_s >= _TELL_EVERY_S:
            self._say()

    def _say(self) -> None:
        self._told_s = time.perf_counter()
        elapsed_s = self._told_s - self._started_s
        slowness = elapsed_s / self._share_s if self._share_s > 0 else 1.0
        left_s = max(0.0, self._expected_s - self._share_s) * slowness
        rate = self._done / elapsed_s if self._done and elapsed_s > 0 else 0.0
        self._tell(Progress(self._phase, self._done, self._total, rate, left_s))
