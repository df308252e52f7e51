"""The line that parts source and result: where it lies, what is behind it, and how it is drawn."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.desk.view_options import ViewOptions
from ui.viewer.placement import Placement

_HIT_PX = 6.0
_HANDLE_PX = 4
_INK, _HALO = QColor(235, 235, 235), QColor(0, 0, 0, 150)


class Wipe:
    """The line over a picture, in pixels of the widget.

    Parameters
    ----------
    placement : Placement
        Where the picture lies.
    options : ViewOptions
        Angle and position of the line.
    """

    def __init__(self, placement: Placement, options: ViewOptions) -> None:
        angle = math.radians(options.wipe_angle_deg)
        self._normal = QPointF(math.cos(angle), math.sin(angle))
        self._along = QPointF(-self._normal.y(), self._normal.x())
        self._seen = placement.transform.mapRect(placement.shape.rect)
        self._length = (
            abs(self._normal.x()) * self._seen.width() + abs(self._normal.y()) * self._seen.height()
        )
        self._middle = self._seen.center() + self._normal * ((options.wipe_position - 0.5) * self._length)

    def far_side(self, reach_px: float) -> QPolygonF:
        """Return the side of the result, as far as something reaches."""
        far = self._along * reach_px
        edge = [self._middle - far, self._middle + far]
        behind = self._normal * reach_px
        return QPolygonF([*edge, edge[1] + behind, edge[0] + behind])

    def is_at(self, place: QPointF) -> bool:
        """Whether the pointer is on the line."""
        return abs(QPointF.dotProduct(place - self._middle, self._normal)) <= _HIT_PX

    def position_at(self, place: QPointF) -> float:
        """Return the position of a line through a place, from 0 to 1."""
        ahead = QPointF.dotProduct(place - self._seen.center(), self._normal)
        return max(0.0, min(0.5 + ahead / max(self._length, 1.0), 1.0))

    def paint(self, painter: QPainter) -> None:
        """Draw the line and what it is held by."""
        reach = self._along * (self._seen.width() + self._seen.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._seen)
        for ink, width in ((_HALO, 3.0), (_INK, 1.2)):
            painter.setPen(QPen(ink, width))
            painter.drawLine(self._middle - reach, self._middle + reach)
        painter.setBrush(_INK)
        painter.drawEllipse(self._middle, _HANDLE_PX, _HANDLE_PX)
        painter.restore()
