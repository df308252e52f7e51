"""Missing clips: the dialog comes by itself, and finds them."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from PyQt6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ui.dialogs.relink_dialog import RelinkDialog
from ui.window.main_window import MainWindow

WAIT_MS = 120_000


@pytest.fixture
def lost(empty_window: MainWindow, clip: Path, tmp_path: Path, qtbot: QtBot) -> Path:
    """A saved project whose clip went elsewhere, under another name."""
    here = tmp_path / "rushes" / "a.mkv"
    here.parent.mkdir()
    shutil.copy(clip, here)
    window = empty_window
    window.open(here)
    qtbot.waitUntil(
        lambda: window.desk.selection.shot is not None and window.desk.selection.shot.name == "a",
        timeout=60_000,
    )
    path = tmp_path / "job.cleanplate"
    window.desk.document.save_as(path)
    window.desk.document.close()
    there = tmp_path / "archive" / "deep" / "renamed.mkv"
    there.parent.mkdir(parents=True)
    here.rename(there)
    return path


def dialog_of(window: MainWindow, qtbot: QtBot) -> RelinkDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(RelinkDialog)), timeout=WAIT_MS)
    (dialog,) = window.findChildren(RelinkDialog)
    assert dialog.isVisible()
    return dialog


def test_a_project_with_a_missing_clip_offers_to_search(
    empty_window: MainWindow, lost: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = empty_window
    window.open(lost)
    dialog = dialog_of(window, qtbot)
    assert window.desk.frames.missing
    assert len(dialog.missing()) == 1
    empty = tmp_path / "empty"
    empty.mkdir()
    dialog.search_in(empty)
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=WAIT_MS)
    assert "not found" in dialog.told.text()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "archive"))
    dialog.search.click()
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=WAIT_MS)
    assert not dialog.missing()
    qtbot.waitUntil(lambda: window.desk.frames.best(0) is not None, timeout=WAIT_MS)
    project = window.desk.document.project
    assert project is not None
    assert project.media.all()[0].name == "renamed.mkv"
    dialog.reject()
    window.desk.document.close()
    window.open(lost)
    assert not any(one.isVisible() for one in window.findChildren(RelinkDialog))


def test_what_does_not_fit_is_refused_with_its_reason(
    empty_window: MainWindow, lost: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number in range(3):
        cv2.imwrite(str(pictures / f"f.{number:04}.png"), np.zeros((16, 16, 3), np.uint8))
    window = empty_window
    window.open(lost)
    dialog = dialog_of(window, qtbot)
    dialog.take(pictures)
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=WAIT_MS)
    assert "3 frames" in dialog.told.text()
    assert len(dialog.missing()) == 1
    dialog.take(tmp_path / "nothing.mov")
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=WAIT_MS)
    assert "nothing.mov" in dialog.told.text()


def test_a_search_can_be_stopped(empty_window: MainWindow, lost: Path, tmp_path: Path, qtbot: QtBot) -> None:
    window = empty_window
    window.open(lost)
    dialog = dialog_of(window, qtbot)
    dialog.search_in(tmp_path)
    dialog.reject()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=WAIT_MS)
    dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(RelinkDialog), timeout=WAIT_MS)
