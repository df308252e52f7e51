"""Clean plates by hand: cloned, healed, from another frame, brought in, held still; seen in the document."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hands import LEFT, at, click, drag, pixels, press, seen
from PyQt6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PyQt6.QtGui import QDropEvent
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.plates.layer import PlateLayer, decode_layer
from ui.desk.view_options import ViewMode
from ui.tools.plate_work import PlateKind
from ui.window.main_window import MainWindow

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
WAIT_MS = 20_000
GREY, RED = [80, 80, 80], [250, 40, 40]


def layer(window: MainWindow, frame: int) -> PlateLayer | None:
    project, shot = window.desk.document.project, window.desk.selection.shot
    plate = project.plates.at(shot.id, frame)
    return None if plate is None else decode_layer(project.picture(plate.digest))


def go(window: MainWindow, qtbot: QtBot, frame: int) -> None:
    window.desk.playhead.go(frame)
    qtbot.waitUntil(lambda: window.desk.frames.best(frame) is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.desk.mattes.is_current, timeout=WAIT_MS)


def settled(window: MainWindow, qtbot: QtBot, frame: int) -> PlateLayer:
    """Wait until what was painted is in the document and on the screen."""
    qtbot.waitUntil(lambda: not window.toolbox.plate.is_busy, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: window.viewer.plates.paint(frame) is not None, timeout=WAIT_MS)
    found = layer(window, frame)
    assert found is not None
    return found


def test_cloning_covers_the_square_and_undo_brings_it_back(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 10)
    press(window.viewer, "C")
    assert window.toolbox.active == "tool-plate"
    assert seen(window, 0.5, 0.45) == RED
    click(window, 0.2, 0.45, keys=CTRL)
    assert window.toolbox.plate.source is not None
    QTest.mousePress(window.viewer, LEFT, pos=at(window, 0.45, 0.45))
    QTest.mouseMove(window.viewer, at(window, 0.55, 0.45))
    assert seen(window, 0.5, 0.45) == GREY  # at once, before anything is worked out
    QTest.mouseRelease(window.viewer, LEFT, pos=at(window, 0.55, 0.45))
    painted = settled(window, qtbot, 10)
    assert painted.rgb[43, 80].tolist() == GREY
    assert painted.alpha[43, 80] == 255
    assert painted.alpha[5, 5] == 0
    assert seen(window, 0.5, 0.45) == GREY
    assert window.timeline.strip.content.plates == (10,)
    press(window.viewer, "V")
    assert seen(window, 0.5, 0.45) == RED
    press(window.viewer, "Alt+9")
    assert window.desk.view.options.mode is ViewMode.PLATE
    assert seen(window, 0.5, 0.45) == GREY
    press(window.viewer, "Ctrl+Z")
    assert layer(window, 10) is None
    assert seen(window, 0.5, 0.45) == RED
    assert window.timeline.strip.content.plates == ()
    press(window.viewer, "Ctrl+Y")
    assert layer(window, 10) is not None


def test_alt_and_the_right_button_take_paint_away(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 10)
    press(window.viewer, "C")
    click(window, 0.2, 0.45, keys=CTRL)
    for take_away in ({"keys": ALT}, {"button": Qt.MouseButton.RightButton}):
        window.brush.size = 0.06
        click(window, 0.5, 0.45)
        settled(window, qtbot, 10)
        window.brush.size = 0.2  # the soft edges of a stroke are taken by a wider one
        drag(window, [(0.49, 0.45), (0.51, 0.45)], **take_away)
        qtbot.waitUntil(lambda: layer(window, 10) is None, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: not window.toolbox.plate.is_busy, timeout=WAIT_MS)


def test_pixels_of_another_frame_can_be_cloned(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 20)
    press(window.viewer, "C")
    click(window, 0.2, 0.2, keys=CTRL)
    go(window, qtbot, 5)
    drag(window, [(0.5, 0.45), (0.52, 0.45)])
    assert settled(window, qtbot, 5).rgb[43, 80].tolist() == [160, 160, 160]


def test_healing_takes_the_light_of_the_frame_it_is_painted_on(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 20)
    press(window.viewer, "C")
    press(window.viewer, "C")
    assert window.toolbox.plate.kind is PlateKind.HEAL
    click(window, 0.2, 0.2, keys=CTRL)
    go(window, qtbot, 5)
    drag(window, [(0.15, 0.75), (0.2, 0.75)])
    healed = settled(window, qtbot, 5)
    assert np.abs(healed.rgb[healed.alpha == 255].astype(int) - 40).max() <= 2


def test_strokes_are_painted_one_upon_the_other_however_quick(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 10)
    press(window.viewer, "C")
    click(window, 0.2, 0.45, keys=CTRL)
    for x in (0.42, 0.5, 0.58):
        click(window, x, 0.45)
    painted = settled(window, qtbot, 10)
    assert all(painted.alpha[43, round(160 * x)] == 255 for x in (0.42, 0.5, 0.58))
    for _ in range(3):
        press(window.viewer, "Ctrl+Z")
    assert layer(window, 10) is None


def test_what_is_missing_is_said(window: MainWindow) -> None:
    press(window.viewer, "C")
    click(window, 0.5, 0.5)
    assert "Ctrl+click" in window.viewer_panel.notice.text
    window.toolbox.plate.kind = PlateKind.FRAME
    click(window, 0.5, 0.5, keys=CTRL)
    click(window, 0.5, 0.5)
    assert "another frame" in window.viewer_panel.notice.text
    assert layer(window, 0) is None


def test_ctrl_drag_changes_the_brush_and_leaves_the_source(window: MainWindow) -> None:
    press(window.viewer, "C")
    place, size = at(window, 0.3, 0.3), window.brush.size
    QTest.mousePress(window.viewer, LEFT, CTRL, place)
    QTest.mouseMove(window.viewer, place + QPoint(60, 0))
    QTest.mouseRelease(window.viewer, LEFT, CTRL, place + QPoint(60, 0))
    assert window.brush.size > 1.5 * size
    assert window.toolbox.plate.source is None


def test_shift_enter_accepts_a_frame_unless_it_shows_what_is_removed(
    window: MainWindow, qtbot: QtBot
) -> None:
    press(window.viewer, "Shift+Return")
    qtbot.waitUntil(lambda: layer(window, 0) is not None, timeout=WAIT_MS)
    assert (layer(window, 0).alpha == 255).all()
    go(window, qtbot, 3)
    press(window.viewer, "B")
    click(window, 0.5, 0.5)
    qtbot.waitUntil(lambda: window.desk.mattes.is_current, timeout=WAIT_MS)
    press(window.viewer, "Shift+Return")
    qtbot.waitUntil(lambda: "still shows" in window.viewer_panel.notice.text, timeout=WAIT_MS)
    assert layer(window, 3) is None
    window.viewer.result_of = lambda _frame: np.full((48, 80, 4), 77, np.uint8)
    press(window.viewer, "Shift+Return")
    qtbot.waitUntil(lambda: layer(window, 3) is not None, timeout=WAIT_MS)
    kept = layer(window, 3)
    assert kept.rgb[48, 80].tolist() == [77, 77, 77]
    assert kept.rgb[5, 5].tolist() == [24, 24, 24]


def dropped(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    window.viewer_panel.dropEvent(event)


def test_a_retouched_picture_is_brought_in_by_dialog_and_drop(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "retouched 净.png"
    cv2.imencode(".png", np.full((96, 160, 3), 99, np.uint8))[1].tofile(path)
    monkeypatch.setattr("ui.window.plates.QFileDialog.getOpenFileName", lambda *_: (str(path), ""))
    window.actions_["plate-import"].trigger()
    qtbot.waitUntil(lambda: layer(window, 0) is not None, timeout=WAIT_MS)
    assert (layer(window, 0).rgb == 99).all()
    window.actions_["plate-remove"].trigger()
    assert layer(window, 0) is None
    project = window.desk.document.project
    press(window.viewer, "C")
    dropped(window, path)
    qtbot.waitUntil(lambda: layer(window, 0) is not None, timeout=WAIT_MS)
    assert window.desk.document.project is project
    wrong = tmp_path / "small.png"
    cv2.imencode(".png", np.zeros((9, 9, 3), np.uint8))[1].tofile(wrong)
    dropped(window, wrong)
    qtbot.waitUntil(lambda: "9x9" in window.viewer_panel.notice.text, timeout=WAIT_MS)
    assert (layer(window, 0).rgb == 99).all()


def write_pan(path: Path, count: int = 8) -> Path:
    """A camera that pans over a wall, before which something stands on the lens."""
    random = np.random.default_rng(5)
    wall = cv2.GaussianBlur(random.integers(0, 256, (260, 420, 3)).astype(np.uint8), (0, 0), 2.5)
    wall = cv2.normalize(wall, None, 0, 255, cv2.NORM_MINMAX)
    path.mkdir()
    for index in range(count):
        picture = wall[30:222, 20 + 6 * index : 340 + 6 * index].copy()
        picture[80:110, 150:180] = (0, 0, 255)
        cv2.imencode(".png", picture)[1].tofile(path / f"{index:05d}.png")
    return path


@pytest.fixture
def panning(empty_window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    empty_window.open(write_pan(tmp_path / "pan"))
    qtbot.waitUntil(lambda: empty_window.desk.frames.best(0) is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: empty_window.desk.mattes.is_current, timeout=WAIT_MS)
    return empty_window


def test_a_fill_from_another_frame_fits_the_moving_background(panning: MainWindow, qtbot: QtBot) -> None:
    go(panning, qtbot, 7)
    press(panning.viewer, "C")
    panning.toolbox.plate.kind = PlateKind.FRAME
    click(panning, 0.5, 0.5, keys=CTRL)
    go(panning, qtbot, 0)
    panning.brush.size = 0.25
    drag(panning, [(0.51, 0.49), (0.52, 0.5)])
    painted = settled(panning, qtbot, 0)
    truth = cv2.imread(str(Path(panning.desk.frames.clip) / "00000.png"))[..., ::-1]
    # What lies behind the square on frame 0 is seen free on frame 7, 42 pixels to the left.
    other = cv2.imread(str(Path(panning.desk.frames.clip) / "00007.png"))[..., ::-1]
    expected = np.roll(other, 42, axis=1)[82:108, 155:175]
    apart = np.abs(painted.over(truth)[82:108, 155:175].astype(int) - expected)
    assert apart.mean() < 6


def test_the_background_stands_still_and_strokes_go_where_they_are_drawn(
    panning: MainWindow, qtbot: QtBot
) -> None:
    press(panning.viewer, "B")
    press(panning.viewer, "Alt+S")
    steady = panning.viewer.steady
    qtbot.waitUntil(lambda: not steady.is_following, timeout=WAIT_MS)
    assert all(steady.matrix(frame) is not None for frame in range(8))
    before = pixels(panning.viewer.grab().toImage()).astype(int)
    place = at(panning, 0.3, 0.3)
    go(panning, qtbot, 6)
    after = pixels(panning.viewer.grab().toImage()).astype(int)
    spot = np.s_[place.y() - 20 : place.y() + 20, place.x() - 20 : place.x() + 20]
    assert np.abs(before[spot] - after[spot]).mean() < 12
    assert panning.viewer.placement.to_picture(QPointF(place)).x() == pytest.approx(0.3 - 36 / 320, abs=0.01)
    QTest.mouseClick(panning.viewer, LEFT, pos=place)
    qtbot.waitUntil(lambda: panning.desk.mattes.is_current, timeout=WAIT_MS)
    rows, columns = np.nonzero(panning.desk.mattes.view.matte == 255)
    assert columns.mean() == pytest.approx(0.3 * 320 - 36, abs=1.5)
    assert rows.mean() == pytest.approx(0.3 * 192, abs=1.5)
    press(panning.viewer, "Alt+S")
    moved = pixels(panning.viewer.grab().toImage()).astype(int)
    assert np.abs(before[spot] - moved[spot]).mean() > 25


def test_an_object_without_a_mask_cannot_be_held(window: MainWindow) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    press(window.viewer, "Alt+D")
    assert "no mask" in window.viewer_panel.notice.text
    assert not window.viewer.steady.is_on
    assert not window.actions_["steady-object"].isChecked()
