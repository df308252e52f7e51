"""Propagation and preview, in real worker processes, from real keys."""

from __future__ import annotations

from hands import drag, press, seen
from pytestqt.qtbot import QtBot

from editor.masks.model.frame_mattes import FrameMatte, FrameState
from ui.window.main_window import MainWindow

LONG_MS = 60_000


def states(window: MainWindow) -> dict[int, FrameState]:
    project, thing = window.desk.document.project, window.desk.selection.object
    layers = [placed.layer for placed in project.layers.of(thing.id)]
    return {layer.frame: layer.state for layer in layers if isinstance(layer, FrameMatte)}


def covered_square(window: MainWindow, frame: int) -> None:
    window.desk.playhead.go(frame)
    press(window.viewer, "B")
    window.brush.size = 0.12
    for row in (0.36, 0.44, 0.52, 0.58):
        drag(window, [(0.40, row), (0.60, row)])


def test_propagation_carries_masks_and_is_one_step(window: MainWindow, qtbot: QtBot) -> None:
    covered_square(window, 10)
    window.desk.playhead.mark(8, 13)
    project = window.desk.document.project
    before = project.document_hash()
    press(window.viewer, "Ctrl+T")
    assert window.status._cancel.isVisible()
    qtbot.waitUntil(lambda: not window.runner.is_running, timeout=LONG_MS)
    qtbot.waitUntil(lambda: not window.propagation.is_arriving, timeout=LONG_MS)
    assert not window.messages.texts()
    assert states(window) == dict.fromkeys((8, 9, 11, 12, 13), FrameState.AI)
    window.desk.playhead.go(12)
    qtbot.waitUntil(lambda: window.desk.mattes.is_current, timeout=60_000)
    matte = window.desk.mattes.view.matte
    assert matte[45, 80] == 255
    assert matte[5, 10] == 0
    assert window.objects.rows()[0]._confidence.text().endswith("%")
    assert project.history.next_undo.name == "Propagate"
    press(window.viewer, "Ctrl+Z")
    assert project.document_hash() == before
    assert not states(window)


def test_a_frame_the_user_made_is_never_changed(window: MainWindow, qtbot: QtBot) -> None:
    covered_square(window, 10)
    press(window.viewer, "Return")
    qtbot.waitUntil(lambda: 10 in states(window), timeout=60_000)
    window.desk.playhead.go(11)
    drag(window, [(0.1, 0.1), (0.2, 0.1)])
    project, thing = window.desk.document.project, window.desk.selection.object
    mine = project.layers.on_frame(thing.id, 11)
    window.desk.playhead.go(10)
    press(window.viewer, "Alt+.")
    qtbot.waitUntil(lambda: not window.runner.is_running, timeout=LONG_MS)
    qtbot.waitUntil(lambda: not window.propagation.is_arriving, timeout=LONG_MS)
    assert project.layers.on_frame(thing.id, 11) == mine


def test_without_a_mask_it_says_what_is_missing(window: MainWindow) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    press(window.viewer, "Ctrl+T")
    assert "has a mask of Object 1" in window.viewer_panel.notice.text
    assert not window.runner.is_running


def test_esc_stops_the_job(window: MainWindow, qtbot: QtBot) -> None:
    covered_square(window, 10)
    press(window.viewer, "Esc")
    press(window.viewer, "Ctrl+T")
    assert window.runner.is_running
    press(window.viewer, "Esc")
    qtbot.waitUntil(lambda: not window.runner.is_running, timeout=LONG_MS)
    assert not states(window)
    assert not window.status._cancel.isVisible()


def test_the_preview_shows_the_fill_and_goes_stale(window: MainWindow, qtbot: QtBot) -> None:
    covered_square(window, 10)
    window.desk.playhead.mark(9, 11)
    window.inspector._engine.setCurrentText("spatial")
    press(window.viewer, "Ctrl+Return")
    qtbot.waitUntil(lambda: not window.runner.is_running, timeout=LONG_MS)
    assert not window.messages.texts()
    assert window.preview.valid == {9, 10, 11}
    qtbot.waitUntil(lambda: window.preview.pixels(10) is not None, timeout=60_000)
    press(window.viewer, "Alt+4")
    red, green, _ = seen(window, 0.5, 0.45)
    assert abs(red - 80) < 20
    assert abs(green - 80) < 20
    assert "Preview" in window.viewer_panel._badge.text()
    drag(window, [(0.8, 0.8), (0.85, 0.8)])
    assert window.preview.stale == {9, 10, 11}
    assert "Stale" in window.viewer_panel._badge.text()
    window.desk.playhead.go(20)
    assert "Not filled" in window.viewer_panel._badge.text()
