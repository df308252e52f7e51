"""What the viewer shows, pixel by pixel."""

from __future__ import annotations

import numpy as np
import pytest
from hands import at, click, drag, press, seen, settle
from PyQt6.QtCore import QPoint, QPointF, QRectF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.viewer.placement import PictureShape, Placement
from ui.window.main_window import MainWindow


def go(window: MainWindow, qtbot: QtBot, frame: int) -> None:
    window.desk.playhead.go(frame)
    qtbot.waitUntil(lambda: window.desk.frames.best(frame) is not None, timeout=60_000)
    qtbot.waitUntil(lambda: window.desk.mattes.is_current, timeout=60_000)


def painted(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "R")
    drag(window, [(0.1, 0.6), (0.3, 0.9)])
    press(window.viewer, "V")
    press(window.viewer, "Esc")
    qtbot.waitUntil(lambda: window.desk.mattes.is_current, timeout=60_000)


def with_result(window: MainWindow, level: int) -> None:
    result = np.full((96, 160, 4), level, np.uint8)
    result[..., 3] = 255
    window.viewer.result_of = lambda _frame: result


def test_frames_are_the_right_ones(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "Alt+1")
    for frame in (0, 29, 7, 8):
        go(window, qtbot, frame)
        assert seen(window, 0.1, 0.1) == [8 * frame] * 3
        assert seen(window, 0.5, 0.5) == [250, 40, 40]


def test_overlay_matte_and_hole(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 10)
    painted(window, qtbot)
    red, green, blue = seen(window, 0.2, 0.75)
    assert red == pytest.approx(0.55 * 80 + 0.45 * 255, abs=3)
    assert green == blue == pytest.approx(0.55 * 80 + 0.45 * 64, abs=3)
    press(window.viewer, "Q")
    assert seen(window, 0.2, 0.75) == [80, 80, 80]
    press(window.viewer, "Alt+3")
    assert (seen(window, 0.2, 0.75), seen(window, 0.5, 0.2)) == ([255] * 3, [0] * 3)
    press(window.viewer, "Alt+7")
    assert seen(window, 0.2, 0.75)[0] in {70, 110}
    assert seen(window, 0.5, 0.2) == [80, 80, 80]


def test_a_hidden_object_has_no_overlay_but_is_removed(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 10)
    painted(window, qtbot)
    settle(window, qtbot)
    window.objects.rows()[0]._eye.click()
    qtbot.waitUntil(lambda: window.desk.mattes.is_current, timeout=60_000)
    qtbot.waitUntil(lambda: seen(window, 0.2, 0.75) == [80, 80, 80], timeout=60_000)
    press(window.viewer, "Alt+3")
    assert seen(window, 0.2, 0.75) == [255, 255, 255]


def test_result_difference_and_side_by_side(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 10)
    with_result(window, 90)
    press(window.viewer, "D")
    assert seen(window, 0.1, 0.1) == [90] * 3
    press(window.viewer, "D")
    assert seen(window, 0.1, 0.1) == [80] * 3
    for level in (10, 40, 160):
        press(window.viewer, "Shift+D")
        assert seen(window, 0.1, 0.1) == [level] * 3
    press(window.viewer, "Alt+8")
    picture = window.viewer.grab().toImage()
    half = window.viewer.width() // 2
    middle = at(window, 0.2, 0.2)
    assert picture.pixelColor(middle).red() == 80
    assert picture.pixelColor(middle + QPoint(half + 2, 0)).red() == 90


def test_without_a_fill_the_badge_says_so(window: MainWindow) -> None:
    press(window.viewer, "Alt+4")
    assert window.viewer_panel._badge.isVisible()
    assert "Not filled" in window.viewer_panel._badge.text()
    press(window.viewer, "Alt+2")
    assert not window.viewer_panel._badge.isVisible()


def test_the_wipe_is_dragged_and_turned(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 10)
    with_result(window, 90)
    press(window.viewer, "W")
    assert (seen(window, 0.25, 0.8), seen(window, 0.75, 0.8)) == ([80] * 3, [90] * 3)
    drag(window, [(0.5, 0.7), (0.7, 0.7), (0.9, 0.7)])
    assert seen(window, 0.75, 0.8) == [80] * 3
    drag(window, [(0.9, 0.7), (0.7, 0.7), (0.5, 0.7)])
    press(window.viewer, "Shift+W")
    press(window.viewer, "Shift+W")
    assert (seen(window, 0.1, 0.2), seen(window, 0.1, 0.8)) == ([80] * 3, [90] * 3)
    press(window.viewer, "W")
    assert seen(window, 0.1, 0.8) == [80] * 3


def test_gain_is_a_matter_of_the_view_and_has_a_badge(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 10)
    before = window.desk.document.project.document_hash()
    window.desk.view.change(gain=2.0)
    assert seen(window, 0.1, 0.1) == [160] * 3
    assert "gain 2.00" in window.viewer_panel._badge.text()
    window.actions_["neutral"].trigger()
    assert seen(window, 0.1, 0.1) == [80] * 3
    assert not window.viewer_panel._badge.isVisible()
    assert window.desk.document.project.document_hash() == before


def test_the_wheel_keeps_what_is_under_the_pointer(window: MainWindow) -> None:
    place = QPointF(at(window, 0.3, 0.7))
    before = window.viewer.placement.to_picture(place)
    event = QWheelEvent(
        place, place, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    scale = window.viewer.placement.scale
    QApplication.sendEvent(window.viewer, event)
    after = window.viewer.placement.to_picture(place)
    assert window.viewer.placement.scale > 1.2 * scale
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()), abs=1e-9)
    zoom = window.viewer.placement.scale
    window.desk.playhead.go(3)
    press(window.viewer, "Alt+3")
    assert window.viewer.placement.scale == zoom


def test_the_middle_button_pans(window: MainWindow) -> None:
    before = window.viewer.placement.to_widget(0, 0)
    drag(window, [(0.5, 0.5), (0.6, 0.6)], button=Qt.MouseButton.MiddleButton)
    moved = window.viewer.placement.to_widget(0, 0) - before
    assert moved.x() > 20
    assert moved.y() > 20


def test_the_readout_names_pixel_colour_and_matte(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 10)
    painted(window, qtbot)
    QTest.mouseMove(window.viewer, at(window, 0.203, 0.755))
    QTest.mouseMove(window.viewer, at(window, 0.203, 0.755) + QPoint(1, 0))
    text = window.status.readout.text()
    assert "x 32  y 72" in text
    assert "RGB 80 80 80" in text
    assert "matte 255" in text


def test_the_loupe_enlarges(window: MainWindow) -> None:
    window.actions_["loupe"].trigger()
    before = window.viewer.grab().toImage()
    QTest.mouseMove(window.viewer, at(window, 0.5, 0.5))
    QTest.mouseMove(window.viewer, at(window, 0.5, 0.5) + QPoint(1, 1))
    assert window.viewer.grab().toImage() != before


def test_onion_skin_draws_the_neighbouring_keyframes(window: MainWindow, qtbot: QtBot) -> None:
    go(window, qtbot, 10)
    press(window.viewer, "B")
    click(window, 0.2, 0.8)
    go(window, qtbot, 12)
    without = window.viewer.grab().toImage()
    window.actions_["onion"].trigger()
    qtbot.waitUntil(lambda: window.viewer.grab().toImage() != without, timeout=60_000)
    window.actions_["onion"].trigger()
    qtbot.waitUntil(lambda: window.viewer.grab().toImage() == without, timeout=60_000)


@pytest.mark.parametrize("rotation_deg", [0, 90, 180, 270])
def test_places_go_there_and_back(rotation_deg: int) -> None:
    shape = PictureShape(720, 576, 16 / 15, rotation_deg)
    placement = Placement(QRectF(0, 0, 900, 500), shape)
    there = placement.to_widget(0.2, 0.9)
    back = placement.to_picture(there)
    assert (back.x(), back.y()) == pytest.approx((0.2, 0.9))
    zoomed = placement.zoomed(3, there)
    assert zoomed.to_picture(there).x() == pytest.approx(0.2)
    seen_rect = placement.transform.mapRect(shape.rect)
    assert seen_rect.width() <= 900.001
    assert seen_rect.height() <= 500.001
    assert max(seen_rect.width() / 900, seen_rect.height() / 500) == pytest.approx(1)
