"""What a render will take, found out beside the window while somebody still chooses."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from editor.render.messages import Estimate, Message, Outlook, Progress, Result
from editor.render.preview_request import ForecastRequest
from editor.render.supervisor import render
from ui.jobs.runner import JobRunner, Tell, Work
from ui.queue.order import RenderOrder, frozen_request

_REST_MS = 500


class Forecast(QObject):
    """Looks over what is to be rendered; the newest order counts."""

    estimated = pyqtSignal(object)
    """What it will take: `Estimate`."""
    foreseen = pyqtSignal(object)
    """Share of the hole that is never seen, by frame."""
    progressed = pyqtSignal(object)
    """How far it is looked over: `Progress`."""
    failed = pyqtSignal(object)
    """It cannot be rendered like that: `CleanplateError`."""

    def __init__(self) -> None:
        super().__init__()
        self._runner = JobRunner()
        self._order: RenderOrder | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._begin)
        self._runner.told.connect(self._take)
        self._runner.failed.connect(self.failed.emit)
        self._runner.ended.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be found out."""
        return self._runner.is_running or self._rest.isActive()

    def look(self, order: RenderOrder | None) -> None:
        """Look something over after a rest; None for nothing any more."""
        self._order = order
        self._runner.cancel()
        if order is None:
            self._rest.stop()
        else:
            self._rest.start()

    def close(self) -> None:
        """Leave off."""
        self._order = None
        self._rest.stop()
        self._runner.cancel()

    def _begin(self) -> None:
        order = self._order
        if order is not None and not self._runner.is_running:
            self._order = None
            self._runner.start(Work("", lambda tell: _looked_over(order, tell), lambda _result: None))

    def _go_on(self) -> None:
        """Begin what was asked for while something else was looked over."""
        if self._order is not None and not self._rest.isActive():
            self._begin()

    def _take(self, message: Message) -> None:
        if self._order is not None:
            return  # that was of what is not wanted any more
        if isinstance(message, Estimate):
            self.estimated.emit(message)
        elif isinstance(message, Outlook):
            self.foreseen.emit(message.unseen)
        elif isinstance(message, Progress):
            self.progressed.emit(message)


def _looked_over(order: RenderOrder, tell: Tell) -> Result:
    """Freeze the shot and look it over in a worker process; the delivery's name does not matter for that."""
    with tempfile.TemporaryDirectory(prefix="cleanplate-forecast-") as name:
        folder = Path(name)
        wanted = replace(order, matte_out=None, patch_out=None, maps=None)
        if not Path(order.out).parent.exists():  # it is made when the shot is queued
            wanted = replace(wanted, out=str(folder / Path(order.out).name))
        with frozen_request(wanted, folder) as request:
            return render(ForecastRequest(request), tell)
