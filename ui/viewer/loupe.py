"""The loupe: what lies under the pointer, larger, beside it."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QPointF, QRectF, QSizeF
from PyQt6.QtGui import QColor, QPainter, QPen

from ui.theme.colours import grey
from ui.viewer.placement import Placement

_SIZE_PX, _AWAY_PX, _ZOOM = 180, 24, 4.0
_CROSS_PX = 6


def paint_loupe(
    painter: QPainter,
    placement: Placement,
    pointer: QPointF,
    surround: int,
    paint: Callable[[QPainter, Placement], None],
) -> None:
    """Draw the loupe where there is room for it.

    Parameters
    ----------
    painter : QPainter
        On the viewer.
    placement : Placement
        Where the picture lies.
    pointer : QPointF
        Where the pointer is, in pixels of the viewer.
    surround : int
        Grey around the picture.
    paint : callable
        Draws the picture at a placement.
    """
    window = painter.window()
    x, y = (
        here + _AWAY_PX if here + _AWAY_PX + _SIZE_PX <= there else here - _AWAY_PX - _SIZE_PX
        for here, there in ((pointer.x(), window.width()), (pointer.y(), window.height()))
    )
    box = QRectF(QPointF(x, y), QSizeF(_SIZE_PX, _SIZE_PX))
    under = placement.to_picture(pointer)
    inside = Placement(box, placement.shape, max(placement.scale * _ZOOM, _ZOOM), under.x(), under.y())
    painter.save()
    painter.setClipRect(box)
    painter.fillRect(box, grey(surround))
    paint(painter, inside)
    painter.setPen(QPen(QColor(255, 255, 255, 150), 1))
    for way in (QPointF(_CROSS_PX, 0), QPointF(0, _CROSS_PX)):
        painter.drawLine(box.center() - way, box.center() + way)
    painter.setClipping(False)
    painter.setPen(QPen(grey(180), 1))
    painter.drawRect(box)
    painter.restore()
