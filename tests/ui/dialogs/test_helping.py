"""The first run, the sample, checks of the machine, and the archive for those who help."""

from __future__ import annotations

import zipfile
from pathlib import Path

import cv2
import numpy as np
import pytest
from PyQt6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

import ui.diagnostics
import ui.sample
import ui.window.main_window
from editor.errors import CleanplateError
from ui.dialogs.machine_dialog import MachineDialog
from ui.doctor import DoctorError, Found, examine
from ui.preferences import Preferences
from ui.window.main_window import MainWindow

WAIT_MS = 240_000
SEEN = (
    Found("codecs", "good", "FFmpeg 8 writes all"),
    Found("disk", "bad", "/home/ann/.cache/cleanplate cannot be written to", "see to its rights"),
)


def test_the_doctor_answers_from_a_process_of_its_own() -> None:
    names = {one.name for one in examine()}
    assert {"codecs", "memory", "disk", "networks"} <= names


def test_the_first_run_says_what_works_and_the_next_does_not(
    empty_window: MainWindow, preferences: Preferences, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.window.main_window, "examine", lambda: SEEN)
    start = empty_window.viewer_panel.start
    empty_window.greet()
    assert start.checks.isVisible()
    qtbot.waitUntil(lambda: "see to its rights" in start.checks.text(), timeout=WAIT_MS)
    assert "FFmpeg" not in start.checks.text()
    start.show_checks(SEEN[:1])
    assert "works on this machine" in start.checks.text()
    start.checks.hide()
    empty_window.greet()
    assert not start.checks.isVisible()
    assert preferences.was_used


def test_the_sample_is_drawn_once_and_opens(
    empty_window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.sample, "_WIDTH", 160)
    monkeypatch.setattr(ui.sample, "_HEIGHT", 90)
    monkeypatch.setattr(ui.sample, "_FRAMES", 6)
    told = []
    empty_window.desk.document.busy.connect(told.append)
    button = next(
        one for one in empty_window.viewer_panel.start.findChildren(QPushButton) if "sample" in one.text()
    )
    button.click()
    qtbot.waitUntil(lambda: empty_window.desk.selection.shot is not None, timeout=WAIT_MS)
    assert any("6 of 6" in text for text in told)
    assert told[-1] == ""
    drawn = ui.sample.sample_shot(lambda *_: pytest.fail("it is there already"))
    assert drawn.is_file()


def test_a_folder_of_pictures_opens_as_a_clip(
    empty_window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plate v2"
    folder.mkdir()
    for number in range(4):
        cv2.imwrite(str(folder / f"plate.{1001 + number}.png"), np.full((32, 48, 3), 60, np.uint8))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    empty_window.actions_["open-folder"].trigger()
    qtbot.waitUntil(lambda: empty_window.desk.frames.best(3) is not None, timeout=WAIT_MS)
    assert len(empty_window.desk.playhead.frames) == 4


def test_checks_are_listed_and_can_fail(empty_window: MainWindow, qtbot: QtBot) -> None:
    answers: list[object] = [SEEN, DoctorError("no room"), SEEN[:1]]

    def checks() -> tuple[Found, ...]:
        answer = answers.pop(0)
        if isinstance(answer, CleanplateError):
            raise answer
        return answer  # type: ignore[return-value]

    dialog = MachineDialog(empty_window.desk.background, empty_window, checks)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2, timeout=WAIT_MS)
    bad = dialog.list.topLevelItem(1)
    assert bad is not None
    assert "see to its rights" in bad.text(3)
    assert "1 thing does not work" in dialog.told.text()
    dialog.again.click()
    qtbot.waitUntil(lambda: "no room" in dialog.told.text(), timeout=WAIT_MS)
    dialog.again.click()
    qtbot.waitUntil(lambda: "Everything" in dialog.told.text(), timeout=WAIT_MS)
    dialog.close()


def test_diagnostics_help_and_tell_nothing_private(
    window: MainWindow, clip: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.diagnostics, "examine", lambda: SEEN)
    archive = tmp_path / "for help ü.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(archive), ""))
    window.desk.preferences.small_step = 7
    window.desk.document.noticed.emit(f"{clip}: is odd; see {tmp_path}/Secret Job/plan.txt.")
    window.actions_["diagnostics"].trigger()
    qtbot.waitUntil(lambda: any(str(archive) in one for one in window.messages.texts()), timeout=WAIT_MS)
    with zipfile.ZipFile(archive) as read:
        texts = {name: read.read(name).decode() for name in read.namelist()}
    assert set(texts) == {"versions.json", "checks.json", "preferences.ini", "messages.txt"}
    assert '"PyQt6"' in texts["versions.json"]
    assert "small_step=7" in texts["preferences.ini"]
    assert "is odd" in texts["messages.txt"]
    for text in texts.values():
        assert str(tmp_path) not in text
        assert "Secret Job" not in text
        assert "/ann/" not in text


def test_an_archive_that_cannot_be_written_is_told_of(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.diagnostics, "examine", lambda: SEEN)
    there = tmp_path / "no folder" / "a.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(there), ""))
    window.actions_["diagnostics"].trigger()
    qtbot.waitUntil(lambda: any("a.zip" in one for one in window.messages.texts()), timeout=WAIT_MS)
    assert not there.exists()
