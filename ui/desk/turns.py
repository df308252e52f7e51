"""Work that may wait for a moment: one piece for each turn of the event loop."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6 import sip
from PyQt6.QtCore import QObject, QTimer


class Turns(QObject):
    """Lets whatever follows from an edit be done piece by piece, with the user's input in between.

    A piece that is asked for again while it waits is done once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[Callable[[], None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._take_turn)

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be done."""
        return bool(self._waiting)

    def soon(self, work: Callable[[], None]) -> None:
        """Do something in a turn of its own, after what waits already.

        Parameters
        ----------
        work : callable
            A method; the same one of the same object waits only once. It is left out where that object, a
            dialog perhaps, is gone by then.
        """
        if work not in self._waiting:
            self._waiting.append(work)
            self._timer.start()

    def close(self) -> None:
        """Forget what waits."""
        self._waiting.clear()
        self._timer.stop()

    def _take_turn(self) -> None:
        if not self._waiting:
            return
        work = self._waiting.pop(0)
        if self._waiting:
            self._timer.start()
        owner = getattr(work, "__self__", None)
        if not (isinstance(owner, QObject) and sip.isdeleted(owner)):
            work()
