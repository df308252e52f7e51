"""The bench of the window measures every row of the budget."""

from __future__ import annotations

from pathlib import Path
from time import time

import pytest
from PyQt6.QtWidgets import QApplication

from ui.bench import Stopwatch, measure


def test_every_row_of_the_budget_is_measured(clip: Path, tmp_path: Path, qapp: QApplication) -> None:
    figures = measure(clip, clip, tmp_path, time() - 0.5)
    assert [figure.budget_ms for figure in figures] == [2000, 16, 33, 16, 2, 16]
    assert figures[0].median_ms > 500
    assert all(0 < figure.median_ms <= figure.high_ms for figure in figures)


def test_the_stopwatch_sums_up(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter(moment for number in range(100) for moment in (0.0, (number + 1) / 1000))
    monkeypatch.setattr("ui.bench.perf_counter", lambda: next(times))
    watch = Stopwatch()
    for _ in range(100):
        watch.measure(lambda: None)
    figure = watch.figure("it", 16)
    assert (figure.median_ms, figure.high_ms) == pytest.approx((50.5, 96), abs=0.1)
