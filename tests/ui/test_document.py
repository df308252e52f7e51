"""The window is one listener of the document: opening, saving, undoing, recovering."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hands import click, drag, press, settle
from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import QDropEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from editor.project.project import Project
from ui.actions.keymap import chosen_keys
from ui.application import make_window
from ui.dialogs.command_search import CommandSearch
from ui.dialogs.key_sheet import sheet
from ui.dialogs.shortcut_editor import ShortcutEditor
from ui.preferences import Preferences
from ui.theme.colours import THEMES
from ui.theme.icons import icon_names, paths
from ui.window.main_window import MainWindow


def test_the_window_never_imports_torch_nor_engines() -> None:
    code = (
        "import sys, os; os.environ['QT_QPA_PLATFORM'] = 'offscreen';"
        "import ui.application, ui.window.main_window;"
        "print([name for name in sys.modules if name.split('.')[0] in ('torch', 'engines')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_painted_is_there_when_the_project_opens_again(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    press(window.viewer, "B")
    drag(window, [(0.2, 0.2), (0.6, 0.6)])
    window.desk.playhead.go(11)
    document = window.desk.document
    document.save_as(tmp_path / "kept ü.cleanplate")
    assert window.windowTitle() == "kept ü - Cleanplate"
    told = document.project.document_hash()
    document.new()
    assert window.desk.selection.shot is None
    window.open(tmp_path / "kept ü.cleanplate")
    assert document.project.document_hash() == told
    assert window.desk.selection.object.settings.name == "Object 1"
    assert window.desk.preferences.recent[0] == tmp_path / "kept ü.cleanplate"


def test_a_clip_that_cannot_be_read_is_told_of_once(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "no movie.mov"
    bad.write_bytes(b"nothing of the kind")
    for _ in range(2):
        empty_window.open(bad)
        qtbot.waitUntil(lambda: not empty_window.desk.background.is_busy, timeout=60_000)
    assert "no movie.mov" in empty_window.viewer_panel.notice.text
    assert len(empty_window.messages.texts()) == 1
    assert empty_window.status.job.text() == ""


def test_a_dropped_clip_opens(empty_window: MainWindow, clip: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(clip))])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    empty_window.viewer_panel.dropEvent(event)
    qtbot.waitUntil(lambda: empty_window.desk.selection.shot is not None, timeout=60_000)


def test_a_project_held_elsewhere_is_read_only(window: MainWindow, tmp_path: Path) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    path = tmp_path / "held.cleanplate"
    window.desk.document.save_as(path)
    window.desk.document.close()
    code = (
        "import sys; from editor import Project; from pathlib import Path;"
        "project = Project.open(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        window.open(path)
        assert "reading only" in window.viewer_panel.notice.text
        assert "read only" in window.windowTitle()
        assert not window.actions_["object-new"].isEnabled()
        assert "reading only" in window.actions_["object-new"].toolTip()
        assert window.desk.selection.object is not None
        assert holder.stdin is not None
        holder.stdin.close()


@pytest.mark.parametrize(
    ("answer", "is_left", "is_kept"),
    [("Cancel", False, True), ("Discard", True, False)],
)
def test_leaving_an_unnamed_project_asks(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: str, is_left: bool, is_kept: bool
) -> None:
    path = window.desk.document.project.path
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: getattr(QMessageBox.StandardButton, answer))
    press(window.viewer, "Ctrl+N")
    assert (window.desk.document.project.path != path) == is_left
    assert path.exists() == is_kept


def test_what_a_crash_left_behind_is_offered(qtbot: QtBot, preferences: Preferences, clip: Path) -> None:
    with Project.untitled() as project:
        project.add_clip(clip, name="lost")
    window = make_window(preferences)
    qtbot.addWidget(window)
    offers = window.viewer_panel.start.findChildren(QPushButton)
    (offer,) = [button for button in offers if "unsaved project" in button.text()]
    offer.click()
    assert window.desk.selection.shot.name == "lost"
    assert window.desk.document.project.is_untitled
    window.desk.document.discard()
    window.close()


def test_undo_says_what_it_takes_back_and_goes_there(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.playhead.go(12)
    press(window.viewer, "B")
    click(window, 0.5, 0.5)
    qtbot.waitUntil(lambda: window.actions_["undo"].text() == "Undo Draw stroke")
    window.desk.playhead.go(3)
    press(window.viewer, "Ctrl+Z")
    assert window.desk.playhead.frame == 12
    qtbot.waitUntil(lambda: window.actions_["redo"].text() == "Redo Draw stroke")
    qtbot.waitUntil(lambda: told_steps(window)[0] == "Draw stroke (undone)")


def told_steps(window: MainWindow) -> list[str]:
    """What the history says, from top to bottom."""
    model = window.history._list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_a_click_in_the_history_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    project = window.desk.document.project
    start = project.document_hash()
    for _ in range(3):
        press(window.viewer, "Ctrl+Shift+N")
    rows = window.history._list
    qtbot.waitUntil(lambda: len(told_steps(window)) == 4)
    place = rows.visualRect(rows.model().index(3, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert project.document_hash() == start
    assert project.history.latest_steps(3) == project.history.steps()[-3:]
    press(window.viewer, "Ctrl+Y")
    for most in (1, 2, 3, 9):
        assert project.history.latest_steps(most) == project.history.steps()[-most:]


def test_only_steps_that_are_seen_are_put_into_words(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stroke takes no longer at the end of a long day."""
    project, shot, worded = window.desk.document.project, window.desk.selection.shot, list[str]()
    monkeypatch.setattr("ui.panels.history.step_name", lambda name: worded.append(name) or name)
    for number in range(60):
        project.add_object(shot, f"{number}")
    qtbot.waitUntil(lambda: not window.desk.turns.is_busy)
    qtbot.waitUntil(lambda: "Add 59" in worded)
    assert "Add 3" not in worded


@pytest.mark.parametrize("grow_px", [4.8, -1.5])
def test_the_inspector_writes_what_is_typed(window: MainWindow, grow_px: float) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    field = window.inspector._grow
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, str(grow_px))
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.desk.selection.object.settings.main.grow == pytest.approx(grow_px / 96)
    press(window.viewer, "Ctrl+Z")
    assert field.value() == 0
    window.inspector._engine.setCurrentText("spatial")
    assert window.desk.selection.object.settings.engine == "spatial"


def test_objects_are_renamed_by_double_click(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    settle(window, qtbot)
    rows = window.objects._list
    place = rows.visualItemRect(rows.item(0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "Rig")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.desk.selection.object.settings.name == "Rig"


def test_the_layout_is_kept_for_each_workspace(qtbot: QtBot, preferences: Preferences) -> None:
    window = make_window(preferences)
    window.show()
    window.layout_["history"].hide()
    window.actions_["workspace-roto"].trigger()
    assert window.layout_["history"].isVisible()
    window.actions_["workspace-remove"].trigger()
    assert not window.layout_["history"].isVisible()
    window.close()
    again = make_window(preferences)
    again.show()
    assert not again.layout_["history"].isVisible()
    again.actions_["layout-reset"].trigger()
    assert again.layout_["history"].isVisible()
    again.close()
    for one in (window, again):
        one.deleteLater()


def test_own_keys_are_kept_and_conflicts_are_shown(window: MainWindow, preferences: Preferences) -> None:
    editor = ShortcutEditor(window.actions_, preferences, window)
    editor.choose("loop")
    editor.field.setKeySequence("B")
    editor.give.click()
    save = editor.buttons.button(editor.buttons.StandardButton.Save)
    assert not save.isEnabled()
    assert "twice" in editor.told.text()
    editor.reset.click()
    editor.field.setKeySequence("Ctrl+Alt+L")
    editor.give.click()
    save.click()
    press(window.viewer, "Ctrl+Alt+L")
    assert window.desk.playhead.is_looping
    assert chosen_keys(preferences)["loop"][0] == "Ctrl+Alt+L"
    assert "Ctrl+Alt+L" in window.actions_["loop"].toolTip()
    assert "Ctrl+Alt+L" in sheet(window.actions_)


def test_the_command_search_does_what_it_finds(window: MainWindow) -> None:
    window.desk.playhead.go(5)
    search = CommandSearch(window.actions_, window)
    QTest.keyClicks(search.field, "mark in")
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert window.desk.playhead.mark_in == 5


def test_greys_are_neutral_and_text_has_contrast() -> None:
    for theme in THEMES.values():
        for background in (theme.window, theme.panel, theme.raised):
            for text, least in ((theme.text, 4.5), (theme.dim, 4.5)):
                assert contrast(text, background) >= least


def contrast(one: int, other: int) -> float:
    def light(level: int) -> float:
        share = level / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_every_icon_can_be_drawn() -> None:
    from ui.theme.icons import _drawings

    for name in icon_names():
        lines, fills = paths(_drawings()[name])
        box = lines.boundingRect().united(fills.boundingRect())
        assert not box.isEmpty(), name
        assert box.left() >= 0, name
        assert box.right() <= 16, name
        assert box.top() >= 0, name
        assert box.bottom() <= 16, name


def test_controls_have_names_for_screen_readers(window: MainWindow) -> None:
    from PyQt6.QtWidgets import QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollBar

    for kind in (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox):
        for control in window.findChildren(kind):
            is_qts_own = control.objectName().startswith("qt_") or isinstance(control, QScrollBar)
            is_told = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
            assert is_qts_own or is_told, control


def test_pinned_frames_are_listed_and_unpinned_by_delete(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "B")
    for frame in (9, 4):
        window.desk.playhead.go(frame)
        click(window, 0.5, 0.5)
        press(window.viewer, "Return")
        qtbot.waitUntil(lambda frame=frame: frame in window.references.frames(), timeout=60_000)
    assert window.references.frames() == [4, 9]
    rows = window.references.list
    window.layout_["references"].raise_()
    QTest.mouseClick(
        rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(1)).center()
    )
    assert window.desk.playhead.frame == 9
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Delete)
    assert window.references.frames() == [4]
    press(window.viewer, "Ctrl+Z")
    assert window.references.frames() == [4, 9]
