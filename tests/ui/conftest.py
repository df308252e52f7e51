"""What tests of the window share: settings, data and caches of their own, clips, and a window."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.render.queue.database import QUEUE_VARIABLE
from ui.application import make_window
from ui.preferences import Preferences
from ui.window.main_window import MainWindow

COUNT, HEIGHT, WIDTH = 30, 96, 160
LEAST_LIMIT_MS = 300_000


class PatientBot(QtBot):
    """Gives what is waited for all the time that a busy machine takes: a limit is for what never comes."""

    def waitUntil(  # noqa: N802 - Qt's way to write
        self, callback: Callable[[], Any], *, timeout: int = LEAST_LIMIT_MS
    ) -> None:
        """Wait until something is so."""
        super().waitUntil(callback, timeout=max(timeout, LEAST_LIMIT_MS))

    def waitSignal(  # noqa: N802 - Qt's way to write
        self, signal: Any, *, timeout: int = LEAST_LIMIT_MS, **how: Any
    ) -> Any:
        """Wait until a signal has come."""
        return super().waitSignal(signal, timeout=max(timeout, LEAST_LIMIT_MS), **how)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep recovery, backups and caches of a test to itself."""
    monkeypatch.setenv("CLEANPLATE_DATA", str(tmp_path / "data ü"))
    monkeypatch.setenv("CLEANPLATE_CACHE", str(tmp_path / "cache ü"))
    monkeypatch.setenv(QUEUE_VARIABLE, str(tmp_path / "queue ü"))


@pytest.fixture
def preferences(tmp_path: Path, qapp: QApplication) -> Preferences:
    made = Preferences(tmp_path / "settings" / "ui.ini")
    made.learns_ahead = False  # which would start a process beside every test that paints
    return made


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A movie whose frame N has the grey 8 N, with a bright square on it."""
    path = tmp_path_factory.mktemp("clips") / "greys 灰.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", 25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "bgr0"
        for index in range(COUNT):
            pixels = np.full((HEIGHT, WIDTH, 3), 8 * index, np.uint8)
            pixels[30:60, 60:100] = (250, 40, 40)
            frame = VideoFrame.from_ndarray(pixels, "rgb24")
            frame.pts = index
            container.mux(stream.encode(frame.reformat(format="bgr0")))
        container.mux(stream.encode(None))
    return path


@pytest.fixture
def empty_window(qtbot: QtBot, preferences: Preferences) -> Iterator[MainWindow]:
    """A window without a clip, active, at 1366 x 768."""
    window = make_window(preferences)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    yield window
    if window.desk.document.project is not None and window.desk.document.project.is_untitled:
        window.desk.document.discard()
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, 0)
    QApplication.processEvents()


@pytest.fixture
def window(qtbot: QtBot, empty_window: MainWindow, clip: Path) -> MainWindow:
    """A window with the clip in a project without a name, its first frame decoded."""
    empty_window.open(clip)
    qtbot.waitUntil(lambda: empty_window.desk.frames.best(0) is not None, timeout=60_000)
    qtbot.waitUntil(lambda: empty_window.desk.mattes.is_current, timeout=60_000)
    return empty_window
