"""A word on the desktop when a long job has ended while somebody works elsewhere."""

from __future__ import annotations

from time import monotonic

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtGui import QGuiApplication

from editor.errors import CleanplateError
from editor.render.queue.notifying import notify
from ui.jobs.runner import JobRunner
from ui.preferences import Preferences

LONG_S = 15.0
"""Jobs that took longer are worth a word."""


class Notifier(QObject):
    """Tells of long interactive jobs; the queue's are told of by the runner, even without a window.

    Parameters
    ----------
    runner : JobRunner
        The jobs.
    preferences : Preferences
        Whether it is wanted.
    """

    def __init__(self, runner: JobRunner, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._name, self._began_s = "", 0.0
        self._failure: CleanplateError | None = None
        self._count = 0
        runner.began.connect(self._begin)
        runner.failed.connect(self._fail)
        runner.ended.connect(self._end)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        self._application = application
        application.applicationStateChanged.connect(self._enter)

    def _begin(self, name: str) -> None:
        self._name, self._began_s, self._failure = name, monotonic(), None

    def _fail(self, error: CleanplateError) -> None:
        self._failure = error

    def _end(self) -> None:
        """Say so unless somebody sees it anyway."""
        is_long = monotonic() - self._began_s >= LONG_S
        is_seen = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        if not is_long or is_seen or not self._preferences.notifies:
            return
        text = self.tr("Done") if self._failure is None else str(self._failure)
        notify(self._name, text)
        self._badge(self._count + 1)

    def _enter(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and self._count:
            self._badge(0)

    def _badge(self, count: int) -> None:
        self._count = count
        self._application.setBadgeNumber(count)
