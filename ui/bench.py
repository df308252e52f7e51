"""How quick the window is on this machine: `python -m ui.bench CLIP LARGE_CLIP` writes JSON.

It drives a window with real keys and mouse buttons, and needs no screen.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep, time
from typing import Any

import psutil
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication

from ui.application import make_application, make_window
from ui.preferences import Preferences
from ui.timeline.lanes import Lane, Mark
from ui.window.main_window import MainWindow

_HANDS: Any = QTest  # whose stubs take its static methods for others
_LEFT = Qt.MouseButton.LeftButton
_PATIENCE_S = 120.0
_STEPS, _JUMPS, _MOVES, _PLAYHEADS = 50, 40, 60, 100
_CLIPS, _KEYS, _LANES = 1000, 10_000, 10


@dataclass(frozen=True, slots=True)
class UiFigure:
    """One row of the speed budget.

    Attributes
    ----------
    name : str
        What happened.
    median_ms, high_ms : float
        From the event to the painted picture: median and 95th percentile.
    budget_ms : float
        What it may take.
    """

    name: str
    median_ms: float
    high_ms: float
    budget_ms: float


class Stopwatch:
    """Measures something many times."""

    def __init__(self) -> None:
        self._times_s: list[float] = []

    def measure(self, do: Callable[[], object]) -> None:
        """Measure it once."""
        began = perf_counter()
        do()
        self._times_s.append(perf_counter() - began)

    def figure(self, name: str, budget_ms: float) -> UiFigure:
        """Sum up."""
        times_ms = [1000 * time_s for time_s in self._times_s]
        return UiFigure(name, median(times_ms), quantiles(times_ms, n=20)[-1], budget_ms)


def measure(clip: Path, large: Path, folder: Path, began_at_s: float) -> list[UiFigure]:
    """Measure the rows of the speed budget.

    Parameters
    ----------
    clip : Path
        1080p, long groups of pictures.
    large : Path
        A clip of 4K.
    folder : Path
        For settings.
    began_at_s : float
        On the clock of `time`: when the process began.
    """
    window = make_window(Preferences(folder / "ui.ini"))
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    start_ms = 1000 * (time() - began_at_s)
    figures = [UiFigure("start", start_ms, start_ms, 2000)]
    _open(window, clip)
    figures += [_cached_steps(window), _uncached_jumps(window), _stroke(window, "stroke, 1080p")]
    figures += [_playhead(window)]
    window.desk.document.discard()
    _open(window, large)
    figures += [_stroke(window, "stroke, 4K")]
    window.desk.document.discard()
    window.close()
    return figures


def _open(window: MainWindow, clip: Path) -> None:
    window.open(clip)
    _wait(lambda: window.desk.frames.best(0) is not None)
    _wait(lambda: not window.desk.frames.is_making_proxy)
    window.desk.playhead.go(0)
    _HANDS.qWait(200)


def _cached_steps(window: MainWindow) -> UiFigure:
    watch = Stopwatch()
    for frame in range(_STEPS + 1):
        window.desk.playhead.go(frame)
        _wait(partial(_is_there, window, frame))
    window.desk.playhead.go(0)
    _HANDS.qWait(200)

    def step() -> None:
        _HANDS.keyClick(window.viewer, Qt.Key.Key_Right)
        window.viewer.repaint()

    for _ in range(_STEPS):
        watch.measure(step)
        _HANDS.qWait(40)
    return watch.figure("step, cached", 16)


def _uncached_jumps(window: MainWindow) -> UiFigure:
    """Jump about as a dragged play head does, with nothing in memory."""
    watch = Stopwatch()
    frames = window.desk.playhead.frames
    window.desk.frames.is_dragging = True

    def jump(frame: int) -> None:
        window.desk.playhead.go(frame)
        _wait(partial(_is_there, window, frame), pause_s=0.0005)
        window.viewer.repaint()

    for number in range(_JUMPS):
        frame = frames[(number * 37 + len(frames) // 2) % len(frames)]
        window.desk.frames.cache.drop(window.desk.frames.clip)
        if frame != window.desk.playhead.frame:
            watch.measure(partial(jump, frame))
        _HANDS.qWait(250)
    window.desk.frames.is_dragging = False
    return watch.figure("jump, not cached, proxy", 33)


def _stroke(window: MainWindow, name: str) -> UiFigure:
    watch, viewer = Stopwatch(), window.viewer
    _HANDS.keyClick(viewer, Qt.Key.Key_B)
    place = viewer.rect().center() - QPoint(150, 30)
    _HANDS.mousePress(viewer, _LEFT, pos=place)
    QApplication.processEvents()

    def move(to: QPoint) -> None:
        _HANDS.mouseMove(viewer, to)
        QApplication.processEvents()

    for number in range(_MOVES):
        watch.measure(partial(move, place + QPoint(4 * number, number)))
    _HANDS.mouseRelease(viewer, _LEFT, pos=place)
    return watch.figure(name, 16)


def _playhead(window: MainWindow) -> UiFigure:
    """Move the play head over a thousand cuts and ten thousand keys."""
    watch, strip = Stopwatch(), window.timeline.strip
    frames = range(_CLIPS * 100)
    keys = len(frames) * _LANES // _KEYS
    lanes = [
        Lane(
            number,
            f"Object {number}",
            (255, 64, 64),
            is_locked=False,
            marks=dict.fromkeys(range(number, len(frames), keys), Mark.SHAPE),
            stale=frozenset(),
            confidence={},
        )
        for number in range(_LANES)
    ]
    strip.show_frames(frames)
    strip.show_content(replace(strip.content, lanes=lanes, cuts=range(0, len(frames), 100)))
    strip.repaint()

    def move(frame: int) -> None:
        strip.move_playhead(frame)
        QApplication.processEvents()

    for number in range(_PLAYHEADS):
        watch.measure(partial(move, number * 991 % len(frames)))
    return watch.figure(f"play head over {_CLIPS} cuts and {_KEYS} keys", 2)


def _is_there(window: MainWindow, frame: int) -> bool:
    return window.desk.frames.best(frame) is not None


def _wait(is_so: Callable[[], bool], pause_s: float = 0.01) -> None:
    until = perf_counter() + _PATIENCE_S
    while not is_so() and perf_counter() < until:
        QApplication.processEvents()
        sleep(pause_s)


def main(words: Sequence[str]) -> int:
    """Measure and write the figures; return the exit status."""
    began_at_s = psutil.Process().create_time()
    with tempfile.TemporaryDirectory(prefix="cleanplate-bench-ui-") as name:
        for variable in ("DATA", "CACHE"):
            os.environ[f"CLEANPLATE_{variable}"] = str(Path(name) / variable.lower())
        application = make_application(["bench"])
        figures = measure(Path(words[0]), Path(words[1]), Path(name), began_at_s)
        sys.stdout.write(json.dumps([asdict(figure) for figure in figures]))
        application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
