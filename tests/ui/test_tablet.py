"""A pen: its pressure, its other end, and its tilt, which changes nothing."""

from __future__ import annotations

import pytest
from hands import NO_KEYS, at, press
from PyQt6.QtCore import QEvent, QPointF, Qt
from PyQt6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.masks.model.strokes import PressureUse, Stroke, unpack_points
from ui.window.main_window import MainWindow

PEN, ERASER = QPointingDevice.PointerType.Pen, QPointingDevice.PointerType.Eraser
NONE, LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
TYPES = QEvent.Type
WAIT_MS = 10_000


def pen(end: QPointingDevice.PointerType) -> QPointingDevice:
    return QPointingDevice(
        "pen",
        7,
        QInputDevice.DeviceType.Stylus,
        end,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure | QInputDevice.Capability.XTilt,
        1,
        3,
        "",
        QPointingDeviceUniqueId.fromNumericId(1),
    )


def draw(
    window: MainWindow,
    places: list[tuple[float, float, float]],
    *,
    end: QPointingDevice.PointerType = PEN,
    tilt_deg: float = 0.0,
    keys: Qt.KeyboardModifier = NO_KEYS,
) -> None:
    """Draw through places of the picture: x, y and pressure."""
    device, last = pen(end), len(places)
    steps = [TYPES.TabletPress, *[TYPES.TabletMove] * (last - 1), TYPES.TabletRelease]
    for step, (x, y, pressure) in zip(steps, [*places, places[-1]], strict=True):
        place = QPointF(at(window, x, y))
        is_move, is_up = step is TYPES.TabletMove, step is TYPES.TabletRelease
        event = QTabletEvent(
            step,
            device,
            place,
            QPointF(window.viewer.mapToGlobal(place.toPoint())),
            0.0 if is_up else pressure,
            tilt_deg,
            -tilt_deg,
            0.0,
            0.0,
            0.0,
            keys,
            NONE if is_move else LEFT,
            NONE if is_up else LEFT,
        )
        QApplication.sendEvent(window.viewer, event)
        assert event.isAccepted()


def strokes(window: MainWindow) -> list[Stroke]:
    thing = window.desk.selection.object
    found = [] if thing is None else window.desk.document.project.layers.of(thing.id)
    return [placed.layer for placed in found if isinstance(placed.layer, Stroke)]


def test_pressure_makes_a_stroke_thin_or_wide(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "B")
    window.brush.size = 0.3
    draw(window, [(0.2, 0.5, 0.1), (0.4, 0.5, 0.1), (0.6, 0.5, 1.0), (0.8, 0.5, 1.0)])
    (stroke,) = strokes(window)
    assert stroke.pressure is PressureUse.SIZE
    assert unpack_points(stroke.points)[:4, 2] == pytest.approx([0.1, 0.1, 1.0, 1.0], abs=0.01)
    qtbot.waitUntil(lambda: window.desk.mattes.is_current, timeout=WAIT_MS)
    matte = window.desk.mattes.view.matte
    thin, wide = ((matte[:, round(160 * x)] == 255).sum() for x in (0.3, 0.75))
    assert wide > 3 * thin > 0


def test_pressure_can_be_hardness_instead(window: MainWindow) -> None:
    press(window.viewer, "B")
    window.brush.is_pressure_size = False
    draw(window, [(0.2, 0.5, 0.3), (0.8, 0.5, 0.9)])
    (stroke,) = strokes(window)
    assert stroke.pressure is PressureUse.HARDNESS


def test_the_other_end_of_the_pen_erases(window: MainWindow, qtbot: QtBot) -> None:
    press(window.viewer, "B")
    draw(window, [(0.2, 0.5, 1.0), (0.8, 0.5, 1.0)])
    draw(window, [(0.45, 0.5, 1.0), (0.55, 0.5, 1.0)], end=ERASER)
    assert [stroke.is_erasing for stroke in strokes(window)] == [False, True]
    qtbot.waitUntil(lambda: window.desk.mattes.is_current, timeout=WAIT_MS)
    matte = window.desk.mattes.view.matte
    assert matte[48, 80] == 0
    assert matte[48, 40] == 255


def test_tilt_changes_nothing_and_keys_count_as_with_a_mouse(window: MainWindow) -> None:
    press(window.viewer, "B")
    draw(window, [(0.2, 0.5, 0.5), (0.8, 0.5, 0.5)])
    draw(window, [(0.2, 0.5, 0.5), (0.8, 0.5, 0.5)], tilt_deg=45.0)
    draw(window, [(0.2, 0.5, 0.5), (0.8, 0.5, 0.5)], keys=Qt.KeyboardModifier.AltModifier)
    upright, tilted, erased = strokes(window)
    assert tilted.points == upright.points
    assert erased.is_erasing


def test_a_pen_that_hovers_paints_nothing(window: MainWindow) -> None:
    press(window.viewer, "B")
    place = QPointF(at(window, 0.5, 0.5))
    device = pen(PEN)  # the event does not keep it
    event = QTabletEvent(
        TYPES.TabletMove, device, place, place, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, NO_KEYS, NONE, NONE
    )
    QApplication.sendEvent(window.viewer, event)
    assert not strokes(window)
    assert not window.toolbox.tool.is_unfinished
