"""Long jobs are told of on the desktop, where somebody wants that and does not see it anyway."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QGuiApplication

from editor.errors import CleanplateError
from ui.jobs.notifier import LONG_S, Notifier
from ui.jobs.runner import JobRunner
from ui.preferences import Preferences

STATES = Qt.ApplicationState


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What the desktop was told; the clock goes on by more than a long job with every look."""
    found: list[tuple[str, str]] = []
    clock = iter(moment * (LONG_S + 1) for moment in range(100))
    monkeypatch.setattr("ui.jobs.notifier.notify", lambda title, text: found.append((title, text)))
    monkeypatch.setattr("ui.jobs.notifier.monotonic", lambda: next(clock))
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: STATES.ApplicationInactive)
    return found


def test_long_jobs_are_told_of(told: list[tuple[str, str]], preferences: Preferences) -> None:
    runner = JobRunner()
    notifier = Notifier(runner, preferences)
    runner.began.emit("Propagating Object 1")
    runner.ended.emit()
    runner.began.emit("Filling frames 1 to 9")
    runner.failed.emit(CleanplateError("the disk is full", remedy="make room"))
    runner.ended.emit()
    assert [title for title, _ in told] == ["Propagating Object 1", "Filling frames 1 to 9"]
    assert "the disk is full" in told[1][1]
    assert notifier._count == 2
    notifier._enter(STATES.ApplicationActive)
    assert notifier._count == 0


def test_nothing_is_told_where_it_is_seen_short_or_not_wanted(
    told: list[tuple[str, str]], preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = JobRunner()
    notifier = Notifier(runner, preferences)
    preferences.notifies = False
    runner.began.emit("a")
    runner.ended.emit()
    preferences.notifies = True
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: STATES.ApplicationActive)
    runner.began.emit("b")
    runner.ended.emit()
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: STATES.ApplicationInactive)
    monkeypatch.setattr("ui.jobs.notifier.monotonic", lambda: 5.0)
    runner.began.emit("c")
    runner.ended.emit()
    assert not told
    assert notifier._count == 0
