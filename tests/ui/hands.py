"""Real keys and real mouse buttons, as users press them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QImage, QKeySequence
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.window.main_window import MainWindow

NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def press(widget: QWidget, key: str) -> None:
    """Press and release a key as it is written in the key map."""
    combination = QKeySequence(key)[0]
    QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())


def at(window: MainWindow, x: float, y: float) -> QPoint:
    """Where a place of the picture, in fractions, lies in the viewer."""
    placement = window.viewer.placement
    assert placement is not None
    return placement.to_widget(x, y).toPoint()


def drag(
    window: MainWindow,
    places: Sequence[tuple[float, float]],
    *,
    button: Qt.MouseButton = LEFT,
    keys: Qt.KeyboardModifier = NO_KEYS,
) -> None:
    """Drag the mouse through places of the picture, in fractions."""
    viewer = window.viewer
    QTest.mousePress(viewer, button, keys, at(window, *places[0]))
    for place in places[1:]:
        QTest.mouseMove(viewer, at(window, *place))
    QTest.mouseRelease(viewer, button, keys, at(window, *places[-1]))


def click(
    window: MainWindow,
    x: float,
    y: float,
    *,
    button: Qt.MouseButton = LEFT,
    keys: Qt.KeyboardModifier = NO_KEYS,
) -> None:
    """Click on a place of the picture, in fractions."""
    QTest.mouseClick(window.viewer, button, keys, at(window, x, y))


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the panels show what was done last."""
    qtbot.waitUntil(lambda: not window.desk.turns.is_busy)


def pixels(image: QImage) -> NDArray[np.uint8]:
    """H x W x 3, RGB."""
    shown = image.convertToFormat(QImage.Format.Format_RGB888)
    bits = shown.constBits()
    assert bits is not None
    bits.setsize(shown.sizeInBytes())
    lines = np.frombuffer(bits, np.uint8).reshape(shown.height(), shown.bytesPerLine())
    return lines[:, : 3 * shown.width()].reshape(shown.height(), shown.width(), 3).copy()


def seen(window: MainWindow, x: float, y: float) -> list[int]:
    """Red, green and blue of the viewer at a place of the picture."""
    place = at(window, x, y)
    return pixels(window.viewer.grab().toImage())[place.y(), place.x()].tolist()


def middle(widget: QWidget) -> QPointF:
    return QPointF(widget.rect().center())
