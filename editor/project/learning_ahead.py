"""Learning a shot from its keys while the user goes on painting: what is asked for last is what counts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from threading import Condition, Thread

from editor.errors import CleanplateError
from editor.render.errors import InterruptedRenderError
from editor.render.messages import Message
from editor.render.propagation.request import LessonRequest, PropagationRequest
from editor.render.supervisor import render

_log = logging.getLogger(__name__)

_REST_S = 1.0

Order = Callable[[], AbstractContextManager[PropagationRequest]]
"""Freezes the propagation to come, as `frozen_propagation` does; called in the learning thread."""


class LearningAhead:
    """Lets the network learn from the keys there are, in a worker process that others go before.

    A propagation of the same keys finds what was learned, and begins at once; without, it learns by itself.
    Nothing depends on the lessons, so failures are logged alone.

    Parameters
    ----------
    tell : callable
        Is told progress, in the learning thread.
    rest_s : float
        Learning begins when so long nothing new was asked for: strokes follow each other quickly.
    """

    def __init__(self, tell: Callable[[Message], None] = lambda _: None, rest_s: float = _REST_S) -> None:
        self._tell = tell
        self._rest_s = rest_s
        self._changed = Condition()
        self._order: Order | None = None
        self._is_busy = False
        self._is_stopped = False
        self._thread: Thread | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being learned, or is about to."""
        return self._is_busy

    def learn(self, order: Order) -> None:
        """Learn from these keys; what was asked for before is given up. Returns at once.

        Parameters
        ----------
        order : callable
            Gives the propagation to come. It runs in another thread: what it needs of a document is to be
            frozen beforehand.
        """
        with self._changed:
            self._order = order
            self._is_busy, self._is_stopped = True, False
            if self._thread is None:
                self._thread = Thread(target=self._work, name="learning ahead", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def stop(self) -> None:
        """Give up what is being learned, without waiting for its end: a propagation begins now, say."""
        with self._changed:
            self._order, self._is_stopped = None, True
            self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is being learned any more; says whether that was so in time."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._is_busy, seconds)

    def close(self) -> None:
        """Give up and wait for the end."""
        self.stop()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while (order := self._next()) is not None:
            try:
                with order() as request:
                    render(LessonRequest(request), self._listen)
            except InterruptedRenderError:
                continue
            except CleanplateError as error:
                _log.info("nothing was learned ahead: %s", error)

    def _next(self) -> Order | None:
        """Wait until no newer order has come for a while; None where none is left, and the thread ends."""
        with self._changed:
            while (order := self._order) is not None:
                if not self._changed.wait_for(lambda: self._order is not order, self._rest_s):
                    self._order = None
                    return order
            self._is_busy, self._thread = False, None
            self._changed.notify_all()
            return None

    def _listen(self, message: Message) -> None:
        if self._order is not None or self._is_stopped:
            raise InterruptedRenderError
        self._tell(message)
