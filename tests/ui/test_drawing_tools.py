"""What tools do with real mouse buttons, seen in the document and in the mattes."""

from __future__ import annotations

import numpy as np
import pytest
from hands import LEFT, at, click, drag, press, seen, settle
from numpy.typing import NDArray
from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.objects import Layer
from editor.masks.model.shapes import Operation, Shape, ShapeKind
from editor.masks.model.strokes import Stroke, unpack_points
from ui.window.main_window import MainWindow

RIGHT = Qt.MouseButton.RightButton
ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def layers(window: MainWindow) -> list[Layer]:
    project, thing = window.desk.document.project, window.desk.selection.object
    assert project is not None
    return [] if thing is None else [placed.layer for placed in project.layers.of(thing.id)]


def matte(window: MainWindow, qtbot: QtBot) -> NDArray[np.uint8]:
    qtbot.waitUntil(lambda: window.desk.mattes.is_current, timeout=60_000)
    view = window.desk.mattes.view
    assert view is not None
    return view.matte


def test_a_stroke_is_seen_at_once_and_belongs_to_the_document_at_its_end(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = seen(window, 0.3, 0.8)
    press(window.viewer, "B")
    QTest.mousePress(window.viewer, LEFT, pos=at(window, 0.2, 0.8))
    QTest.mouseMove(window.viewer, at(window, 0.4, 0.8))
    red, green, blue = seen(window, 0.3, 0.8)
    assert red > before[0] + 40
    assert not layers(window)
    QTest.mouseRelease(window.viewer, LEFT, pos=at(window, 0.4, 0.8))
    (stroke,) = layers(window)
    assert isinstance(stroke, Stroke)
    assert unpack_points(stroke.points)[-1, :2] == pytest.approx([0.4, 0.8], abs=0.01)
    assert matte(window, qtbot)[round(0.8 * 96), round(0.3 * 160)] == 255
    assert seen(window, 0.3, 0.8) == pytest.approx([red, green, blue], abs=3)
    window.desk.playhead.go(1)
    assert not matte(window, qtbot).any()


def test_only_what_changed_is_drawn_anew(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    press(window.viewer, "B")
    QTest.mousePress(window.viewer, LEFT, pos=at(window, 0.5, 0.5))
    drawn: list[QRect] = []
    monkeypatch.setattr(window.viewer, "update", lambda *rect: drawn.extend(rect or [window.viewer.rect()]))
    QTest.mouseMove(window.viewer, at(window, 0.5, 0.5) + QPoint(6, 0))
    assert drawn
    assert max(rect.width() for rect in drawn) < 80
    QTest.mouseRelease(window.viewer, LEFT, pos=at(window, 0.5, 0.5))


def test_three_ways_to_take_away(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "B")
    for take_away in ({"button": RIGHT}, {"keys": ALT}):
        drag(window, [(0.2, 0.5), (0.8, 0.5)])
        assert matte(window, qtbot)[48, 80] == 255
        drag(window, [(0.4, 0.5), (0.6, 0.5)], **take_away)
        assert matte(window, qtbot)[48, 80] == 0
        assert matte(window, qtbot)[48, 40] == 255
    press(window.viewer, "E")
    drag(window, [(0.2, 0.5), (0.3, 0.5)])
    assert matte(window, qtbot)[48, 40] == 0
    press(window.viewer, "X")
    drag(window, [(0.2, 0.5), (0.3, 0.5)])
    assert matte(window, qtbot)[48, 40] == 255


def test_shift_draws_a_line_from_the_last_point(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "B")
    click(window, 0.2, 0.2)
    click(window, 0.8, 0.2, keys=SHIFT)
    assert matte(window, qtbot)[19, 80] == 255


def test_ctrl_drag_changes_the_brush_and_paints_nothing(window: MainWindow) -> None:
    press(window.viewer, "B")
    size = window.brush.size
    place = at(window, 0.3, 0.3)
    QTest.mousePress(window.viewer, LEFT, CTRL, place)
    QTest.mouseMove(window.viewer, place + QPoint(60, 100))
    QTest.mouseRelease(window.viewer, LEFT, CTRL, place + QPoint(60, 100))
    assert window.brush.size > 1.5 * size
    assert window.brush.hardness == pytest.approx(0.6, abs=0.02)
    assert not layers(window)


def test_a_locked_object_is_not_painted_on(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    settle(window, qtbot)
    window.objects.rows()[0]._lock.click()
    press(window.viewer, "B")
    click(window, 0.5, 0.5)
    assert not layers(window)
    assert "lock" in window.viewer_panel.notice.text


def test_a_polygon_is_closed_on_its_first_point(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "G")
    corners = [(0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)]
    for corner in [*corners, corners[0]]:
        click(window, *corner)
    (shape,) = layers(window)
    assert isinstance(shape, Shape)
    assert shape.kind is ShapeKind.POLYGON
    assert [point[:2] for point in shape.keys[0].points] == [pytest.approx(c, abs=0.005) for c in corners]
    assert matte(window, qtbot)[48, 80] == 255


def test_undo_takes_points_of_an_unfinished_outline_first(window: MainWindow) -> None:
    press(window.viewer, "Ctrl+Shift+N")
    press(window.viewer, "P")
    for place in ((0.2, 0.2), (0.8, 0.2), (0.5, 0.8), (0.4, 0.9)):
        click(window, *place)
    press(window.viewer, "Ctrl+Z")
    press(window.viewer, "Return")
    (shape,) = layers(window)
    assert isinstance(shape, Shape)
    assert len(shape.keys[0].points) == 3
    press(window.viewer, "Ctrl+Z")
    assert not layers(window)
    assert len(window.desk.selection.objects) == 1


def test_esc_drops_an_unfinished_outline(window: MainWindow) -> None:
    press(window.viewer, "P")
    click(window, 0.2, 0.2)
    press(window.viewer, "Esc")
    assert not window.toolbox.tool.is_unfinished
    assert window.toolbox.active == "tool-bezier"
    assert not window.desk.selection.objects


def test_dragging_a_point_gives_it_handles(window: MainWindow) -> None:
    press(window.viewer, "P")
    drag(window, [(0.3, 0.3), (0.4, 0.3)])
    click(window, 0.7, 0.7)
    press(window.viewer, "Return")
    (shape,) = layers(window)
    assert isinstance(shape, Shape)
    point = shape.keys[0].points[0]
    assert point.out_x == pytest.approx(0.1, abs=0.005)
    assert point.in_x == pytest.approx(-0.1, abs=0.005)


def test_boxes(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "R")
    drag(window, [(0.2, 0.2), (0.5, 0.5), (0.8, 0.8)])
    press(window.viewer, "R")
    drag(window, [(0.4, 0.4), (0.6, 0.6)], keys=ALT)
    rectangle, ellipse = layers(window)
    assert isinstance(rectangle, Shape)
    assert isinstance(ellipse, Shape)
    assert (rectangle.kind, ellipse.kind) == (ShapeKind.RECTANGLE, ShapeKind.ELLIPSE)
    assert ellipse.operation is Operation.SUBTRACT
    assert matte(window, qtbot)[48, 80] == 0
    assert matte(window, qtbot)[24, 40] == 255


def drawn_box(window: MainWindow) -> None:
    press(window.viewer, "G")
    for corner in ((0.3, 0.3), (0.6, 0.3), (0.6, 0.6), (0.3, 0.6), (0.3, 0.3)):
        click(window, *corner)
    press(window.viewer, "V")


def test_moving_a_point_on_another_frame_makes_a_keyframe(window: MainWindow) -> None:
    drawn_box(window)
    window.desk.playhead.go(10)
    drag(window, [(0.6, 0.3), (0.7, 0.25), (0.8, 0.2)])
    (shape,) = layers(window)
    assert isinstance(shape, Shape)
    assert [key.frame for key in shape.keys] == [0, 10]
    assert shape.keys[1].points[1][:2] == pytest.approx((0.8, 0.2), abs=0.006)
    assert shape.keys[1].points[0][:2] == pytest.approx((0.3, 0.3), abs=0.006)
    press(window.viewer, "Ctrl+Z")
    (shape,) = layers(window)
    assert isinstance(shape, Shape)
    assert [key.frame for key in shape.keys] == [0]


def test_a_drag_inside_moves_the_whole_shape(window: MainWindow) -> None:
    drawn_box(window)
    drag(window, [(0.45, 0.45), (0.5, 0.5), (0.55, 0.55)])
    (shape,) = layers(window)
    assert isinstance(shape, Shape)
    assert shape.keys[0].points[0][:2] == pytest.approx((0.4, 0.4), abs=0.006)


def test_ctrl_click_adds_a_point_and_del_takes_it_away(window: MainWindow) -> None:
    drawn_box(window)
    click(window, 0.45, 0.3, keys=CTRL)
    (shape,) = layers(window)
    assert isinstance(shape, Shape)
    assert len(shape.keys[0].points) == 5
    assert window.desk.selection.points == {1}
    press(window.viewer, "Del")
    (shape,) = layers(window)
    assert isinstance(shape, Shape)
    assert len(shape.keys[0].points) == 4


def test_a_corner_of_a_box_leaves_the_opposite_one(window: MainWindow) -> None:
    press(window.viewer, "R")
    drag(window, [(0.2, 0.2), (0.4, 0.4)])
    press(window.viewer, "V")
    drag(window, [(0.4, 0.4), (0.5, 0.5), (0.6, 0.6)])
    (shape,) = layers(window)
    assert isinstance(shape, Shape)
    box = shape.keys[0].box
    assert box is not None
    assert (box.x - box.width / 2, box.y - box.height / 2) == pytest.approx((0.2, 0.2), abs=0.008)
    assert (box.x + box.width / 2, box.y + box.height / 2) == pytest.approx((0.6, 0.6), abs=0.008)


def test_a_smart_click_finds_the_square_and_more_clicks_refine_it(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.playhead.go(10)
    qtbot.waitUntil(lambda: window.desk.frames.best(10) is not None, timeout=60_000)
    press(window.viewer, "S")
    click(window, 0.5, 0.47)
    qtbot.waitUntil(lambda: len(layers(window)) == 1, timeout=60_000)
    (found,) = layers(window)
    assert isinstance(found, FrameMatte)
    assert found.is_key
    picture = matte(window, qtbot)
    assert (picture[33:57, 63:97] == 255).all()
    assert not picture[:26].any()
    click(window, 0.1, 0.1, button=RIGHT)
    qtbot.waitUntil(lambda: len(layers(window)[0].seeds) == 2, timeout=60_000)
    assert len(layers(window)) == 1
    press(window.viewer, "Ctrl+Z")
    assert len(layers(window)[0].seeds) == 1


def test_a_background_click_alone_says_what_is_missing(window: MainWindow) -> None:
    press(window.viewer, "S")
    click(window, 0.5, 0.5, button=RIGHT)
    assert not layers(window)
    assert "first" in window.viewer_panel.notice.text
