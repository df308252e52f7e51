"""Every key of the map does what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import click, drag, press, settle
from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from ui.actions.declaration import ACTIONS
from ui.actions.keymap import PRESETS, conflicts, preset_keys
from ui.desk.view_options import ViewMode
from ui.window.main_window import MainWindow


def test_every_action_is_bound_and_no_key_is_given_twice(empty_window: MainWindow) -> None:
    assert not empty_window.actions_.unbound
    for preset in PRESETS:
        assert not conflicts(preset_keys(preset)), preset


def test_keys_that_layouts_lack_have_a_second_binding() -> None:
    for action in ACTIONS:
        for key in action.keys:
            if key[-1:] in "[]\\`{}" and "Ctrl" not in key:
                assert any(other[-1:] not in "[]\\`{}" or "Ctrl" in other for other in action.keys), action.id


STEPS = (
    (10, "Left", 9), (10, "Right", 11), (10, ",", 9), (10, ".", 11),
    (10, "Shift+Left", 5), (10, "Shift+Right", 15),
    (15, "Ctrl+Shift+Left", 5), (15, "Ctrl+Shift+Right", 25),
    (10, "Home", 0), (10, "End", 29), (10, "Up", 0), (10, "Down", 29), (0, "Left", 0), (29, "Right", 29),
)  # fmt: skip


def test_keys_go_through_frames(window: MainWindow) -> None:
    for here, key, there in STEPS:
        window.desk.playhead.go(here)
        press(window.viewer, key)
        assert window.desk.playhead.frame == there, key


def test_marks_and_loop(window: MainWindow) -> None:
    playhead = window.desk.playhead
    playhead.go(5)
    press(window.viewer, "I")
    playhead.go(12)
    press(window.viewer, "O")
    assert playhead.marked == range(5, 13)
    press(window.viewer, "Shift+I")
    assert playhead.frame == 5
    press(window.viewer, "Shift+O")
    assert playhead.frame == 12
    press(window.viewer, "Ctrl+L")
    assert playhead.is_looping
    press(window.viewer, "Alt+X")
    assert playhead.marked == range(30)


def test_markers_are_edits(window: MainWindow, qtbot: QtBot) -> None:
    for frame in (4, 20):
        window.desk.playhead.go(frame)
        press(window.viewer, "M")
    window.desk.playhead.go(10)
    press(window.viewer, "Shift+Up")
    assert window.desk.playhead.frame == 4
    press(window.viewer, "Shift+Down")
    assert window.desk.playhead.frame == 20
    assert window.timeline.strip.content.markers == (4, 20)
    press(window.viewer, "Ctrl+Z")
    qtbot.waitUntil(lambda: window.timeline.strip.content.markers == (4,))


def test_space_plays_and_the_clock_decides(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "Space")
    qtbot.waitUntil(lambda: window.desk.playhead.frame >= 4, timeout=60_000)
    press(window.viewer, "Space")
    frame = window.desk.playhead.frame
    qtbot.wait(120)
    assert window.desk.playhead.frame == frame


def test_shuttle_goes_faster_and_turns(window: MainWindow) -> None:
    transport = window.commands.transport
    speeds = []
    for key in ("L", "L", "L", "L", "L", "J", "J", "K", "J"):
        press(window.viewer, key)
        speeds.append(transport.speed)
    assert speeds == [1, 2, 4, 8, 8, -1, -2, 0, -1]
    press(window.viewer, "K")


def test_k_held_makes_single_frames(window: MainWindow) -> None:
    window.desk.playhead.go(10)
    QTest.keyPress(window.viewer, Qt.Key.Key_K)
    for key, frame in ((Qt.Key.Key_L, 11), (Qt.Key.Key_L, 12), (Qt.Key.Key_J, 11)):
        QTest.keyClick(window.viewer, key)
        assert window.desk.playhead.frame == frame
        assert window.commands.transport.speed == 0
    QTest.keyClick(window.viewer, Qt.Key.Key_Space)
    assert window.commands.transport.speed == 1
    QTest.keyRelease(window.viewer, Qt.Key.Key_K)
    QTest.keyClick(window.viewer, Qt.Key.Key_L)
    assert window.commands.transport.speed == 2
    window.commands.transport.stop()


MODES = {
    "Alt+1": ViewMode.SOURCE, "Alt+2": ViewMode.OVERLAY, "Alt+3": ViewMode.MATTE, "Alt+4": ViewMode.RESULT,
    "Alt+5": ViewMode.WIPE, "Alt+6": ViewMode.DIFFERENCE, "Alt+7": ViewMode.HOLE, "Alt+8": ViewMode.SIDE,
    "A": ViewMode.MATTE, "D": ViewMode.RESULT, "W": ViewMode.WIPE, "Shift+W": ViewMode.WIPE,
    "Shift+D": ViewMode.DIFFERENCE,
}  # fmt: skip


def test_view_modes(window: MainWindow) -> None:
    for key, wanted in MODES.items():
        press(window.viewer, "Alt+2")
        press(window.viewer, key)
        assert window.desk.view.options.mode is wanted, key
        assert window.actions_[f"mode-{wanted.value}"].isChecked()


def test_toggles_of_the_view(window: MainWindow) -> None:
    view = window.desk.view
    press(window.viewer, "Q")
    assert not view.options.has_overlays
    press(window.viewer, "A")
    press(window.viewer, "A")
    assert view.options.mode is ViewMode.OVERLAY
    gains = []
    for _ in range(3):
        press(window.viewer, "Shift+D")
        gains.append(view.options.difference_gain)
    press(window.viewer, "Shift+D")
    assert gains == [1, 4, 16]
    assert view.options.mode is ViewMode.OVERLAY


def test_zoom_keys(window: MainWindow) -> None:
    press(window.viewer, "Ctrl+1")
    assert window.viewer.placement is not None
    assert window.viewer.placement.scale == 1
    press(window.viewer, "F")
    assert window.viewer.placement.is_fitted


def test_the_timeline_zooms(window: MainWindow) -> None:
    strip = window.timeline.strip
    fitting = strip.scale.frame_px
    press(window.viewer, "=")
    assert strip.scale.frame_px > fitting
    press(window.viewer, "-")
    assert strip.scale.frame_px == pytest.approx(fitting)
    press(window.viewer, "=")
    press(window.viewer, "\\")
    assert strip.scale.frame_px == pytest.approx(fitting)


TOOLS = {
    "V": "tool-select", "S": "tool-smart", "B": "tool-brush", "E": "tool-eraser", "P": "tool-bezier",
    "G": "tool-polygon", "R": "tool-box",
}  # fmt: skip


def test_tools(window: MainWindow) -> None:
    for key, tool in TOOLS.items():
        press(window.viewer, key)
        assert window.toolbox.active == tool
        assert window.viewer.tool is window.toolbox.tools[tool]
        press(window.viewer, "Esc")
        assert window.toolbox.active == "tool-select"


def test_keys_of_the_brush(window: MainWindow) -> None:
    size = window.brush.size
    press(window.viewer, "]")
    assert window.brush.size > size
    press(window.viewer, "[")
    assert window.brush.size == pytest.approx(size)
    press(window.viewer, "Shift+[")
    assert window.brush.hardness == pytest.approx(0.9)
    press(window.viewer, "Shift+]")
    assert window.brush.hardness == 1
    press(window.viewer, "X")
    assert window.brush.is_subtracting


def test_objects_by_number(window: MainWindow) -> None:
    for _ in range(3):
        press(window.viewer, "Ctrl+Shift+N")
    objects = window.desk.selection.objects
    assert [one.settings.name for one in objects] == ["Object 1", "Object 2", "Object 3"]
    press(window.viewer, "2")
    assert window.desk.selection.object == objects[1]
    press(window.viewer, "9")
    assert window.desk.selection.object == objects[1]


def test_keyframes_of_shapes(window: MainWindow) -> None:
    press(window.viewer, "R")
    drag(window, [(0.2, 0.2), (0.5, 0.6)])
    window.desk.playhead.go(10)
    press(window.viewer, "Ctrl+K")
    placed = window.desk.selection.shape
    assert placed is not None
    assert [key.frame for key in placed.layer.keys] == [0, 10]
    press(window.viewer, "Ctrl+Left")
    assert window.desk.playhead.frame == 0
    press(window.viewer, "Ctrl+Right")
    assert window.desk.playhead.frame == 10
    press(window.viewer, "Shift+Del")
    placed = window.desk.selection.shape
    assert [key.frame for key in placed.layer.keys] == [0]
    press(window.viewer, "V")
    press(window.viewer, "Del")
    assert window.desk.selection.shape is None
    press(window.viewer, "Ctrl+Z")
    press(window.viewer, "Ctrl+Z")
    assert len(window.desk.document.project.layers.of(window.desk.selection.object.id)) == 1


def test_enter_pins_the_frame(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "B")
    drag(window, [(0.3, 0.3), (0.6, 0.5)])
    press(window.viewer, "Return")
    project, thing = window.desk.document.project, window.desk.selection.object

    def states() -> list[str]:
        layers = [placed.layer for placed in project.layers.of(thing.id)]
        return [layer.state.value for layer in layers if hasattr(layer, "state")]

    qtbot.waitUntil(lambda: states() == ["pinned"], timeout=60_000)
    press(window.viewer, "Ctrl+Z")
    assert states() == []


def test_undo_and_both_keys_of_redo(window: MainWindow) -> None:
    press(window.viewer, "B")
    click(window, 0.5, 0.5)
    project = window.desk.document.project
    before = project.document_hash()
    for redo in ("Ctrl+Shift+Z", "Ctrl+Y"):
        press(window.viewer, "Ctrl+Z")
        assert project.document_hash() != before
        press(window.viewer, redo)
        assert project.document_hash() == before


DIALOGS = {
    "Ctrl+Shift+P": "CommandSearch", "Ctrl+/": "KeySheet", "Ctrl+Alt+K": "ShortcutEditor", "F1": "HelpPage",
    "Ctrl+,": "PreferencesDialog",
}  # fmt: skip


def test_dialogs_open_by_key_and_close_by_esc(empty_window: MainWindow, qtbot: QtBot) -> None:
    for key, kind in DIALOGS.items():
        press(empty_window.viewer_panel.start, key)
        dialogs = empty_window.findChildren(QDialog)
        assert [type(dialog).__name__ for dialog in dialogs] == [kind]
        QTest.keyClick(dialogs[0], Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not empty_window.findChildren(QDialog), timeout=60_000)
        empty_window.activateWindow()
        qtbot.waitUntil(empty_window.isActiveWindow, timeout=60_000)


FILE_DIALOGS = {
    "Ctrl+O": "Open a project, a clip or an edit", "Ctrl+I": "Import a clip or an edit",
    "Ctrl+S": "Save project as", "Ctrl+Shift+S": "Save project as", "Ctrl+Shift+E": "Save current frame",
}  # fmt: skip


def test_file_keys_ask_for_files(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("ui.window.files.FileCommands.may_leave", lambda _self: True)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(
            f"ui.window.files.QFileDialog.{name}", lambda _parent, told, *_: asked.append(told) or ("", "")
        )
    for key in FILE_DIALOGS:
        press(window.viewer, key)
    assert asked == list(FILE_DIALOGS.values())


def test_full_screen_and_maximise(window: MainWindow) -> None:
    press(window.viewer, "F11")
    assert window.isFullScreen()
    press(window.viewer, "F11")
    assert not window.isFullScreen()
    window.viewer.setFocus()
    press(window.viewer, "`")
    assert not window.objects.isVisible() or not window.timeline.isVisible()
    press(window.viewer, "`")
    assert window.objects.isVisible()
    assert window.timeline.isVisible()


def test_go_to_what_is_typed(window: MainWindow) -> None:
    field = window.viewer_panel.transport.place
    for typed, frame in (("12", 12), ("+5", 17), ("-2", 15), ("00:00:01:02", 27), ("-0:20", 7)):
        press(window.viewer, "Ctrl+G")
        assert field.hasFocus()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert window.desk.playhead.frame == frame
        assert window.viewer.hasFocus()
    press(window.viewer, "Ctrl+G")
    QTest.keyClicks(field, "soon")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.desk.playhead.frame == 7
    assert "soon is no frame" in window.messages.texts()[0]


def test_text_fields_keep_their_letters_and_give_them_back(window: MainWindow) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    field = window.viewer_panel.transport.place
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, "jkl")
    assert field.text() == "jkl"
    assert window.commands.transport.speed == 0
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.viewer.hasFocus()
    press(window.viewer, "L")
    assert window.commands.transport.speed == 1
    window.commands.transport.stop()


def test_a_focused_list_has_the_arrow_keys_first(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(2):
        press(window.viewer, "Ctrl+Shift+N")
    settle(window, qtbot)
    window.desk.playhead.go(10)
    rows = window.objects._list
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Up)
    assert window.desk.playhead.frame == 10
    assert window.desk.selection.object.settings.name == "Object 1"
    QTest.keyClick(rows, Qt.Key.Key_Left)
    assert window.desk.playhead.frame == 9


def test_h_pans_while_it_is_held(window: MainWindow) -> None:
    press(window.viewer, "B")
    before = window.viewer.placement.to_widget(0.5, 0.5)
    QTest.keyPress(window.viewer, Qt.Key.Key_H)
    drag(window, [(0.5, 0.5), (0.55, 0.5), (0.6, 0.5)])
    QTest.keyRelease(window.viewer, Qt.Key.Key_H)
    assert window.viewer.placement.to_widget(0.5, 0.5).x() > before.x()
    assert not window.desk.selection.objects
    assert not window.viewer.is_pan_held


def test_a_held_key_is_told_by_its_place_where_the_letter_is_another(window: MainWindow) -> None:
    """On a Russian layout K sends another letter, and Qt's shortcuts do the translation."""
    window.desk.playhead.go(10)
    code = 45
    override = QKeyEvent(QEvent.Type.ShortcutOverride, 0x41B, Qt.KeyboardModifier.NoModifier, code, 0, 0, "л")
    QApplication.sendEvent(window.viewer, override)
    window.actions_["shuttle-stop"].trigger()
    window.actions_["shuttle-forward"].trigger()
    assert window.desk.playhead.frame == 11
    release = QKeyEvent(QEvent.Type.KeyRelease, 0x41B, Qt.KeyboardModifier.NoModifier, code, 0, 0, "л")
    QApplication.sendEvent(window.viewer, release)
    window.actions_["shuttle-forward"].trigger()
    assert window.commands.transport.speed == 1
    window.commands.transport.stop()


def test_new_throws_an_empty_project_away(empty_window: MainWindow) -> None:
    press(empty_window.viewer_panel.start, "Ctrl+N")
    first = empty_window.desk.document.project.path
    press(empty_window.viewer, "Ctrl+N")
    assert not Path(first).exists()
    assert empty_window.desk.document.project.path.exists()


def test_quit_closes_the_window(empty_window: MainWindow) -> None:
    press(empty_window.viewer_panel.start, "Ctrl+Q")
    assert not empty_window.isVisible()


def test_attention_visits_the_worst_first(window: MainWindow, qtbot: QtBot) -> None:
    from dataclasses import replace

    import numpy as np

    from editor.masks.codec import encode_matte
    from editor.masks.model.frame_mattes import FrameMatte, FrameState, digest_of

    press(window.viewer, "Ctrl+Shift+N")
    project, thing = window.desk.document.project, window.desk.selection.object
    picture = encode_matte(np.full((96, 160), 255, np.uint8))
    base = FrameMatte(0, FrameState.AI, digest_of(picture))
    for frame, share in ((3, 0.5), (8, 0.2), (12, 0.9), (20, 0.4)):
        project.layers.put_matte(thing.id, replace(base, frame=frame, confidence=share), picture)
    visited = []
    for key in ("N", "N", "N", "Shift+N"):
        press(window.viewer, key)
        visited.append(window.desk.playhead.frame)
    assert visited == [8, 20, 3, 20]
    settle(window, qtbot)
    # Lanes are read beside the window.
    qtbot.waitUntil(lambda: window.objects.rows()[0]._confidence.text() == "20%", timeout=60_000)
