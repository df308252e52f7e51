"""The bench of the window measures every row of the budget."""

from __future__ import annotations

from pathlib import Path
from time import thread_time, time

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.bench import Stopwatch, Watch, held_up, measure
from ui.window.main_window import MainWindow


def test_every_row_of_the_budget_is_measured(clip: Path, tmp_path: Path, qapp: QApplication) -> None:
    figures = measure(clip, clip, None, tmp_path, time() - 0.5)
    assert [figure.budget_ms for figure in figures] == [2000, 16, 33, 16, 2, 16]
    assert figures[0].median_ms > 500
    assert all(0 < figure.median_ms <= figure.high_ms for figure in figures)


@pytest.mark.slow
def test_what_holds_the_window_up_is_measured(empty_window: MainWindow, clip: Path) -> None:
    figures = held_up(empty_window, clip)
    assert [figure.name.partition(": ")[2] for figure in figures] == [
        "import",
        "scrubbing",
        "painting",
        "propagation",
        "preview",
    ]
    assert all(0 <= figure.high_ms < 1000 for figure in figures), figures
    assert empty_window.preview.valid == {10, 11}


def test_the_watch_sees_a_hold_up(qtbot: QtBot) -> None:
    watch = Watch()
    qtbot.wait(30)
    watch.figure("before")
    until = thread_time() + 0.12
    while thread_time() < until:
        pass
    figure = watch.figure("busy")
    watch.stop()
    assert figure.high_ms > 100


def test_the_stopwatch_sums_up(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(moment for number in range(100) for moment in (0.0, (number + 1) / 1000))
    monkeypatch.setattr("ui.bench.perf_counter", lambda: next(times))
    watch = Stopwatch()
    for _ in range(100):
        watch.measure(lambda: None)
    figure = watch.figure("it", 16)
    assert (figure.median_ms, figure.high_ms) == pytest.approx((50.5, 96), abs=0.1)
