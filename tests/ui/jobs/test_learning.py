"""Objects are learned while they are painted; jobs go first, and find what was learned."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import cv2
import pytest
from hands import drag, press
from pytestqt.qtbot import QtBot

from editor.media.playback.proxies import cache_folder
from editor.render.errors import InterruptedRenderError
from editor.render.messages import Message, Outlook, Phase, Progress, Result
from editor.render.propagation.request import LessonRequest
from ui.dialogs.preferences_dialog import PreferencesDialog
from ui.window.main_window import MainWindow

LONG_MS = 600_000
DONE = Result((), 1, 1, 0, 0.1)


class Worker:
    """Stands for the process that learns: goes on until it is let go, or stopped."""

    def __init__(self) -> None:
        self.learned: list[dict[int, int]] = []
        self.stopped = 0
        self.may_end = Event()

    def __call__(self, request: LessonRequest, tell: Callable[[Message], None]) -> Result:
        wanted = request.propagation
        assert wanted.direction == "both"
        assert wanted.frames == "0-29"
        mattes = {int(key.frame): cv2.imread(str(key.path), cv2.IMREAD_GRAYSCALE) for key in wanted.keys}
        self.learned.append({frame: int((matte > 127).sum()) for frame, matte in mattes.items()})
        try:
            while not self.may_end.wait(0.01):
                tell(Outlook({}))
        except InterruptedRenderError:
            self.stopped += 1
            raise
        return DONE


@pytest.fixture
def worker(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Worker:
    made = Worker()
    monkeypatch.setattr("editor.project.learning_ahead.render", made)
    window.learning._rest.setInterval(0)
    window.desk.preferences.learns_ahead = True
    return made


def painted(window: MainWindow, frame: int, row: float = 0.5) -> None:
    window.desk.playhead.go(frame)
    press(window.viewer, "B")
    drag(window, [(0.4, row), (0.6, row)])


def test_what_was_painted_last_is_learned(window: MainWindow, worker: Worker, qtbot: QtBot) -> None:
    label = window.status.learning
    painted(window, 2)
    qtbot.waitUntil(lambda: len(worker.learned) == 1, timeout=LONG_MS)
    qtbot.waitUntil(lambda: label.text() == "Learning Object 1" and label.isVisible(), timeout=LONG_MS)
    painted(window, 20)
    qtbot.waitUntil(lambda: len(worker.learned) == 2, timeout=LONG_MS)
    worker.may_end.set()
    qtbot.waitUntil(lambda: not window.learning.is_busy and not label.isVisible(), timeout=LONG_MS)
    first, second = worker.learned
    assert list(first) == [2]
    assert sorted(second) == [2, 20]
    assert first[2] == second[2] > 50
    assert worker.stopped == 1
    press(window.viewer, "Ctrl+Z")
    press(window.viewer, "Ctrl+Shift+Z")
    qtbot.waitUntil(lambda: not window.learning.is_busy, timeout=LONG_MS)
    assert len(worker.learned) == 2  # these keys are known


def test_jobs_go_first(window: MainWindow, worker: Worker, qtbot: QtBot) -> None:
    painted(window, 10)
    qtbot.waitUntil(lambda: len(worker.learned) == 1, timeout=LONG_MS)
    window.desk.playhead.mark(10, 11)
    window.inspector._engine.setCurrentText("spatial")
    press(window.viewer, "Ctrl+Return")
    qtbot.waitUntil(lambda: worker.stopped == 1, timeout=LONG_MS)
    qtbot.waitUntil(lambda: not window.runner.is_running, timeout=LONG_MS)
    assert window.preview.valid == {10, 11}
    window.learning.close()
    qtbot.waitUntil(lambda: not window.learning.is_busy, timeout=LONG_MS)


@pytest.mark.parametrize("how", ["preference", "project"])
def test_it_is_given_up(window: MainWindow, worker: Worker, qtbot: QtBot, how: str) -> None:
    painted(window, 10)
    qtbot.waitUntil(lambda: len(worker.learned) == 1, timeout=LONG_MS)
    if how == "preference":
        dialog = PreferencesDialog(window.desk.preferences, window)
        qtbot.addWidget(dialog)
        dialog.learns.click()
        painted(window, 12)
    else:
        window.desk.document.discard()
    qtbot.waitUntil(lambda: worker.stopped == 1 and not window.learning.is_busy, timeout=LONG_MS)
    assert len(worker.learned) == 1


@pytest.mark.slow  # the process stands back behind all others: a busy machine makes it wait
def test_propagation_finds_what_was_learned(window: MainWindow, qtbot: QtBot) -> None:
    told: list[Message] = []
    window.desk.preferences.learns_ahead = True
    for row in (0.36, 0.44, 0.52, 0.58):
        painted(window, 0, row)
    learned = cache_folder() / "learned"
    qtbot.waitUntil(lambda: not window.learning.is_busy, timeout=LONG_MS)
    assert (found := files_in(learned))
    window.desk.playhead.mark(0, 27)
    window.runner.told.connect(told.append)
    press(window.viewer, "Alt+Right")
    qtbot.waitUntil(lambda: any(isinstance(one, Progress) for one in told), timeout=LONG_MS)
    press(window.viewer, "Esc")
    qtbot.waitUntil(lambda: not window.runner.is_running, timeout=LONG_MS)
    window.learning.close()
    qtbot.waitUntil(
        lambda: not window.learning.is_busy and not window.propagation.is_arriving, timeout=LONG_MS
    )
    assert not any(isinstance(one, Progress) and one.phase is Phase.LEARNING for one in told)
    assert files_in(learned) == found


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()
