"""Subtitles found from the window, in a real worker process, and made objects of."""

from __future__ import annotations

from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.masks.codec import decode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.project.finding import STEP
from ui.finding.dialog import FindDialog
from ui.window.main_window import MainWindow

WIDTH, HEIGHT, COUNT = 320, 180, 24
SHOWN = range(6, 20)
WAIT_MS = 120_000


def scene(index: int) -> NDArray[np.uint8]:
    wide = np.random.default_rng(3).integers(0, 256, (HEIGHT, WIDTH + 120, 3)).astype(np.uint8)
    return np.ascontiguousarray(cv2.GaussianBlur(wide, (0, 0), 5)[:, 3 * index : 3 * index + WIDTH])


@pytest.fixture(scope="module")
def titled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("find") / "titled ü.mkv"
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv444p"
        for index in range(COUNT):
            rgb = scene(index)
            if index in SHOWN:
                face = cv2.FONT_HERSHEY_SIMPLEX
                cv2.putText(rgb, "Where is it?", (60, 160), face, 0.7, (250,) * 3, 2, cv2.LINE_AA)
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, "rgb24")))
        movie.mux(stream.encode(None))
    return path


def dialog_of(window: MainWindow) -> FindDialog:
    window.actions_["find"].trigger()
    (dialog,) = [one for one in window.findChildren(FindDialog) if one.isVisible()]
    return dialog


def test_what_is_found_is_chosen_and_becomes_objects_in_one_step(
    empty_window: MainWindow, titled: Path, qtbot: QtBot
) -> None:
    window = empty_window
    window.open(titled)
    qtbot.waitUntil(lambda: window.desk.selection.shot is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: len(window.desk.playhead.frames) == COUNT, timeout=WAIT_MS)
    project, shot = window.desk.document.project, window.desk.selection.shot
    before = project.document_hash()
    dialog = dialog_of(window)
    assert not dialog.add.isEnabled()
    QTest.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    assert not dialog.begin.isEnabled()
    qtbot.waitUntil(lambda: not window.runner.is_running, timeout=WAIT_MS)
    qtbot.waitUntil(dialog.begin.isEnabled, timeout=WAIT_MS)
    assert dialog.list.topLevelItemCount() == 1, dialog.told.text()
    row = dialog.list.topLevelItem(0)
    assert row.text(0) == "Subtitle 1"
    assert row.text(1) == f"{SHOWN[0]} to {SHOWN[-1]}"
    assert row.text(2).endswith("%")
    dialog.list.setCurrentItem(row)
    assert window.desk.playhead.frame in SHOWN
    row.setCheckState(0, Qt.CheckState.Unchecked)
    assert not dialog.add.isEnabled()
    row.setCheckState(0, Qt.CheckState.Checked)
    QTest.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.finding.is_adding, timeout=WAIT_MS)
    (thing,) = project.objects.of(shot.id)
    assert thing.settings.name == "Subtitle 1"
    mattes = [placed.layer for placed in project.layers.of(thing.id)]
    assert sorted(one.frame for one in mattes if isinstance(one, FrameMatte)) == list(SHOWN)
    assert {one.state for one in mattes} == {FrameState.AI}
    matte = decode_matte(project.picture(mattes[0].digest))
    assert matte[145:160, 60:200].any()
    assert not matte[:120].any()
    assert window.desk.selection.object.id == thing.id
    assert project.history.next_undo.name == STEP
    window.desk.document.undo()
    assert project.document_hash() == before


def test_it_says_when_nothing_is_there_and_when_another_job_runs(
    empty_window: MainWindow, titled: Path, qtbot: QtBot
) -> None:
    window = empty_window
    window.open(titled)
    qtbot.waitUntil(lambda: window.desk.selection.shot is not None, timeout=WAIT_MS)
    dialog, other = dialog_of(window), FindDialog(window.desk, window.runner, window)
    qtbot.addWidget(other)
    dialog.what.setCurrentIndex(1)
    assert not dialog.scene_text.isEnabled()
    dialog.search()
    other.search()
    assert "Another job" in other.told.text()
    assert window.runner.is_running
    qtbot.waitUntil(lambda: not window.runner.is_running, timeout=WAIT_MS)
    qtbot.waitUntil(dialog.begin.isEnabled, timeout=WAIT_MS)
    assert "Nothing of the kind" in dialog.told.text()
    assert not dialog.add.isEnabled()
    dialog.search()
    dialog.close()
    qtbot.waitUntil(lambda: not window.runner.is_running, timeout=WAIT_MS)
    assert not window.desk.document.project.objects.of(window.desk.selection.shot.id)
