"""How frames are called and where caches lie, set in the dialog and seen in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from hands import press
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.media.playback.proxies import cache_folder
from ui.application import make_window
from ui.dialogs.preferences_dialog import PreferencesDialog
from ui.preferences import Preferences
from ui.window.main_window import MainWindow


def test_frames_are_called_from_1001_and_typed_so(
    window: MainWindow, preferences: Preferences, qtbot: QtBot
) -> None:
    dialog = PreferencesDialog(preferences, window)
    qtbot.addWidget(dialog)
    dialog.counting.setCurrentIndex(dialog.counting.findData("1001"))
    transport = window.viewer_panel.transport
    window.desk.playhead.go(4)
    assert transport.place.text() == "1005"
    assert transport._frame.text() == "Frame 1005 of 1030"
    assert window.timeline.strip._label(0) == "1001"
    press(window.viewer, "Ctrl+G")
    QTest.keyClicks(transport.place, "1011")
    QTest.keyClick(transport.place, Qt.Key.Key_Return)
    assert window.desk.playhead.frame == 10
    press(window.viewer, "Ctrl+G")
    QTest.keyClicks(transport.place, "+3")
    QTest.keyClick(transport.place, Qt.Key.Key_Return)
    assert window.desk.playhead.frame == 13
    dialog.counting.setCurrentIndex(dialog.counting.findData("0"))
    assert transport.place.text() == "13"
    dialog.counting.setCurrentIndex(dialog.counting.findData("timecode"))
    assert transport.place.text() == "00:00:00:13"


def test_caches_lie_where_they_are_wanted_unless_the_environment_says(
    preferences: Preferences, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = cache_folder()
    for is_said in (True, False):
        if not is_said:
            monkeypatch.delenv("CLEANPLATE_CACHE")
        usual = cache_folder()
        window = make_window(preferences)
        qtbot.addWidget(window)
        dialog = PreferencesDialog(preferences, window)
        dialog.keep_in(tmp_path / "fast disk")
        assert cache_folder() == (said if is_said else tmp_path / "fast disk")
        dialog._usual.click()
        assert cache_folder() == usual
        window.close()
