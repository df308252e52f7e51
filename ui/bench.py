"""How quick the window is on this machine: `python -m ui.bench CLIP LARGE USUAL` writes JSON.

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
from PyQt6.QtCore import QPoint, Qt, QTimer
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
_BEAT_MS, _REST_MS = 5, 200
_HELD_UP_MS = 50.0
"""The window's thread may never be held up longer."""


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


def measure(clip: Path, large: Path, usual: Path | None, folder: Path, began_at_s: float) -> list[UiFigure]:
    """Measure the rows of the speed budget.

    Parameters
    ----------
    clip : Path
        1080p, long groups of pictures.
    large : Path
        A clip of 4K.
    usual : Path or None
        A clip of 720p to work on from import to preview; None leaves that out.
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
    if usual is not None:
        figures += held_up(window, usual)
        window.desk.document.discard()
    window.close()
    return figures


class Watch:
    """Notes how long the window's thread was ever held up, less its wait for a processor."""

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._last_s = perf_counter() - _waited_s()
        self._timer.start(_BEAT_MS)

    def figure(self, name: str) -> UiFigure:
        """Sum up, and begin anew."""
        self._beat()
        longest_ms, self.longest_ms = self.longest_ms, 0.0
        return UiFigure(name, longest_ms, longest_ms, _HELD_UP_MS)

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def _beat(self) -> None:
        now_s = perf_counter() - _waited_s()
        self.longest_ms = max(self.longest_ms, 1000 * (now_s - self._last_s) - _BEAT_MS)
        self._last_s = now_s


def _waited_s() -> float:
    """How long this thread was ready to run while others did, where the system tells; 0 elsewhere."""
    told = Path("/proc/thread-self/schedstat")
    return int(told.read_text().split()[1]) / 1e9 if told.exists() else 0.0


def held_up(window: MainWindow, clip: Path) -> list[UiFigure]:
    """Do with a clip what users do, and measure how long the window's thread is held up by each.

    Parameters
    ----------
    window : MainWindow
        Without a clip.
    clip : Path
        720p.
    """
    desk, viewer, watch = window.desk, window.viewer, Watch()
    window.open(clip)
    _wait(lambda: desk.frames.best(0) is not None)
    figures = [watch.figure("held up: import")]
    for frame in (12, 3, 20, 21, 22, 10):
        desk.playhead.go(frame)
        _wait(partial(_is_there, window, frame))
    figures.append(watch.figure("held up: scrubbing"))
    _HANDS.keyClick(viewer, Qt.Key.Key_B)
    place = viewer.rect().center()
    _HANDS.mousePress(viewer, _LEFT, pos=place)
    for number in range(_MOVES):
        _HANDS.mouseMove(viewer, place + QPoint(2 * number, number % 9))
        _HANDS.qWait(1)
    _HANDS.mouseRelease(viewer, _LEFT, pos=place)
    _HANDS.qWait(_REST_MS)
    figures.append(watch.figure("held up: painting"))
    window.actions_["propagate-one-forward"].trigger()
    _wait(lambda: not window.runner.is_running and not window.propagation.is_arriving)
    figures.append(watch.figure("held up: propagation"))
    desk.playhead.mark(10, 11)
    project, thing = desk.document.project, desk.selection.object
    if project is not None and thing is not None:
        project.objects.change(thing.id, replace(thing.settings, engine="spatial"))
    window.actions_["preview"].trigger()
    _wait(lambda: not window.runner.is_running)
    figures.append(watch.figure("held up: preview"))
    watch.stop()
    return figures


def _open(window: MainWindow, clip: Path) -> None:
    window.open(clip)
    _wait(lambda: window.desk.frames.best(0) is not None)
    _wait(lambda: not window.desk.frames.is_making_proxy)
    window.desk.playhead.go(0)
    _HANDS.qWait(200)


def _cached_steps(window: MainWindow) -> UiFigure:
    watch = Stopwatch()
    steps = min(_STEPS, len(window.desk.playhead.frames) - 1)
    for frame in range(steps + 1):
        window.desk.playhead.go(frame)
        _wait(partial(_is_there, window, frame))
    window.desk.playhead.go(0)
    _HANDS.qWait(200)

    def step() -> None:
        _HANDS.keyClick(window.viewer, Qt.Key.Key_Right)
        window.viewer.repaint()

    for _ in range(steps):
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
        clip, large, usual = map(Path, words)
        figures = measure(clip, large, usual, Path(name), began_at_s)
        sys.stdout.write(json.dumps([asdict(figure) for figure in figures]))
        application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
