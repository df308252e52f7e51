"""What tools draw over the picture: outlines, points, handles; as large on screen at any zoom."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

_POINT_PX = 4.0
_DARK = QColor(0, 0, 0, 170)
_LIGHT = QColor(255, 255, 255)


def draw_outline(painter: QPainter, path: QPainterPath, matrix: QTransform, colour: QColor) -> None:
    """Draw a line one pixel wide with a dark halo."""
    shown = matrix.map(path)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, width in ((_DARK, 3.0), (colour, 1.4)):
        painter.setPen(QPen(ink, width))
        painter.drawPath(shown)


def draw_point(painter: QPainter, place: QPointF, *, is_selected: bool, is_round: bool = False) -> None:
    """Draw a point: filled where it is selected, hollow otherwise."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_DARK if is_selected else _LIGHT, 1.2))
    painter.setBrush(_LIGHT if is_selected else QColor(0, 0, 0, 120))
    box = QRectF(place.x() - _POINT_PX, place.y() - _POINT_PX, 2 * _POINT_PX, 2 * _POINT_PX)
    if is_round:
        painter.drawEllipse(box)
    else:
        painter.drawRect(box)


def draw_handle(painter: QPainter, root: QPointF, end: QPointF) -> None:
    """Draw the handle of a point."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for ink, width in ((_DARK, 2.6), (_LIGHT, 1.0)):
        painter.setPen(QPen(ink, width))
        painter.drawLine(root, end)
    draw_point(painter, end, is_selected=False, is_round=True)


def draw_seed(painter: QPainter, place: QPointF, *, is_background: bool) -> None:
    """Draw a click: a plus on the object, a minus on what stays."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_DARK, 1.2))
    painter.setBrush(QColor(230, 230, 230))
    painter.drawEllipse(place, 7, 7)
    painter.setPen(QPen(QColor(20, 20, 20), 1.8))
    painter.drawLine(place - QPointF(4, 0), place + QPointF(4, 0))
    if not is_background:
        painter.drawLine(place - QPointF(0, 4), place + QPointF(0, 4))
