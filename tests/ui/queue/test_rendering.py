"""Shots go through the queue: by key, frozen, in processes that outlive the window."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hands import drag, press
from numpy.typing import NDArray
from PyQt6.QtCore import Qt
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from editor.render.queue.database import Database
from editor.render.queue.jobs import State, job, jobs
from ui.queue.render_dialog import RenderDialog
from ui.window.main_window import MainWindow

LONG_MS = 120_000
SOURCE = (250, 40, 40)


def covered(window: MainWindow, frame: int) -> None:
    """Paint over the square on a frame and on all that follow, as the clip's square stands still."""
    window.desk.playhead.go(frame)
    press(window.viewer, "R")
    drag(window, [(0.36, 0.28), (0.65, 0.66)])
    window.inspector._engine.setCurrentText("spatial")


def asked(window: MainWindow, out: Path) -> RenderDialog:
    """Press the key that adds to the queue, and say where to."""
    press(window.viewer, "Ctrl+M")
    dialog = next(one for one in window.findChildren(RenderDialog) if one.isVisible())
    dialog.out.setText(str(out))
    dialog.kind.setCurrentIndex(dialog.kind.findText("FFV1 (.mkv)"))
    dialog.out.setText(str(out))
    return dialog


def listed(window: MainWindow) -> list[State]:
    return [row.job.state for row in window.rendering.feed.view.rows]


def frames_of(path: Path) -> list[NDArray[np.uint8]]:
    with closing(open_clip(path)) as clip:
        return [np.asarray(to_rgb(clip.read(index)), np.uint8) for index in range(len(clip))]


def test_a_shot_is_rendered_as_it_was_when_it_was_queued(
    window: MainWindow, qtbot: QtBot, clip: Path, tmp_path: Path
) -> None:
    covered(window, 0)
    window.desk.playhead.mark(4, 9)
    out = tmp_path / "delivered ü" / "shot_v001.mkv"
    dialog = asked(window, out)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=LONG_MS)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listed(window) == [State.WAITING], timeout=LONG_MS)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=60_000)
    press(window.viewer, "Ctrl+Z")
    press(window.viewer, "Ctrl+Z")
    press(window.viewer, "Ctrl+Shift+M")
    qtbot.waitUntil(lambda: listed(window) == [State.DONE], timeout=LONG_MS)
    made, source = frames_of(out), frames_of(clip)[4:10]
    assert len(made) == 6
    for plate, former in zip(made, source, strict=True):
        assert (former[45, 80] == SOURCE).all()
        assert abs(plate[45, 80].astype(int) - former[5, 5]).max() < 20
        assert (plate[:20] == former[:20]).all()
        assert (plate[:, :40] == former[:, :40]).all()
    row = window.rendering.drawer._model.rows[0]
    assert window.rendering.drawer._model.text(row, 1) == "4\N{EN DASH}9"
    assert any("Rendered" in text for text in window.messages.texts())
    qtbot.waitUntil(lambda: f"origins-{shot_id(window)}" in view_of(window), timeout=LONG_MS)
    assert Path(view_of(window)[f"origins-{shot_id(window)}"], "legend.json").is_file()


def shot_id(window: MainWindow) -> int:
    shot = window.desk.selection.shot
    assert shot is not None
    return shot.id


def view_of(window: MainWindow) -> dict[str, object]:
    project = window.desk.document.project
    assert project is not None
    return project.view.all()


def test_closing_the_window_leaves_the_render_to_itself(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    covered(window, 0)
    project = tmp_path / "kept.cleanplate"
    window.desk.document.save_as(project)
    dialog = asked(window, tmp_path / "shot_v001.mkv")
    assert dialog.order().project == project
    dialog.add_and_start.click()
    qtbot.waitUntil(lambda: listed(window) == [State.RUNNING], timeout=LONG_MS)
    window.close()
    with Database() as database:
        qtbot.waitUntil(lambda: jobs(database)[0].state is State.DONE, timeout=LONG_MS)
    assert len(frames_of(tmp_path / "shot_v001.mkv")) == 30


def test_the_dialog_says_why_nothing_can_be_queued(window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(window, tmp_path / "a.mkv")
    assert not dialog.add.isEnabled()
    assert "no objects" in dialog.message.text()
    dialog.reject()
    covered(window, 0)
    (tmp_path / "there.mkv").write_bytes(b"somebody's")
    dialog = next(one for one in (asked(window, tmp_path / "there.mkv"), *window.findChildren(RenderDialog)))
    dialog = [one for one in window.findChildren(RenderDialog) if one.isVisible()][-1]
    dialog.out.setText(str(tmp_path / "there.mkv"))
    assert not dialog.add.isEnabled()
    assert "already" in dialog.message.text()
    dialog.out.setText(str(tmp_path / "new.mkv"))
    assert dialog.add.isEnabled()
    dialog.reject()


def test_names_count_on_and_formats_name_what_can_hold_them(window: MainWindow, tmp_path: Path) -> None:
    covered(window, 0)
    (tmp_path / "greys 灰_v001.mov").write_bytes(b"")
    dialog = asked(window, tmp_path / "x.mov")
    dialog._folder = tmp_path
    dialog._name_output()
    assert dialog.out.text() == str(tmp_path / "greys 灰_v001.mkv")
    dialog.kind.setCurrentIndex(0)
    assert dialog.out.text() == str(tmp_path / "greys 灰_v002.mov")
    dialog.kind.setCurrentIndex(dialog.kind.findText("OpenEXR"))
    dialog.matte.setChecked(True)
    order = dialog.order()
    assert order.out == str(tmp_path / "greys 灰_v001" / "greys 灰_v001.%05d.exr")
    assert order.matte_out.endswith("greys 灰_v001_matte.%05d.exr")
    assert order.codec == "exr"
    dialog.reject()


@pytest.mark.parametrize("percent", [100, 200])
def test_dialog_and_drawer_fit_a_small_screen(window: MainWindow, tmp_path: Path, percent: int) -> None:
    window.desk.preferences.interface_percent = percent
    QApplication.processEvents()
    dialog = asked(window, tmp_path / "x.mkv")
    assert dialog.minimumSizeHint().width() <= 1366
    assert dialog.minimumSizeHint().height() <= 728
    dialog.reject()
    window.actions_["queue-show"].trigger()
    assert window.rendering.drawer.isVisible()
    assert window.minimumSizeHint().height() <= 768
    window.desk.preferences.interface_percent = 100


def test_a_damaged_queue_is_told_of_and_the_window_goes_on(
    empty_window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "queue ü"
    folder.mkdir()
    (folder / "queue.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    qtbot.waitUntil(lambda: any("damaged" in text for text in empty_window.messages.texts()), timeout=LONG_MS)
    (folder / "queue.sqlite").unlink()
    empty_window.rendering.feed.do(lambda database: job(database, 7))
    qtbot.waitUntil(
        lambda: any("there is no job 7" in text for text in empty_window.messages.texts()), timeout=LONG_MS
    )


def test_the_dialog_says_beforehand_what_it_takes_and_what_is_never_seen(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    covered(window, 0)
    window.desk.playhead.mark(4, 9)
    dialog = asked(window, tmp_path / "new folder" / "x.mkv")
    qtbot.waitUntil(lambda: dialog.takes.text().startswith("About"), timeout=LONG_MS)
    assert "for 6 of 6 frames" in dialog.takes.text()
    assert "(100% of the hole)" in dialog.unseen.text()
    assert "longer range" in dialog.unseen.text()
    assert not (tmp_path / "new folder").exists()
    dialog.kind.setCurrentIndex(dialog.kind.findText("H.264 (.mp4)"))
    dialog.out.setText(str(tmp_path / "x.mxf"))
    qtbot.waitUntil(lambda: "does not hold" in dialog.message.text(), timeout=LONG_MS)
    assert dialog.add.isEnabled()
    forecast = dialog.forecast
    dialog.reject()
    qtbot.waitUntil(lambda: not forecast.is_busy, timeout=LONG_MS)
