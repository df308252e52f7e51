"""Dragging a rectangle or an ellipse."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath

from editor.masks.model.shapes import Box, Operation, Shape, ShapeKey, ShapeKind
from ui.desk.desk import Desk
from ui.tools.marks import draw_outline
from ui.tools.tool import BrushSettings, Pointer, Tool
from ui.viewer.placement import Placement

_SMALLEST_PX = 3.0


class BoxTool(Tool):
    """Drag from corner to corner; Shift keeps it square, Alt subtracts.

    Parameters
    ----------
    desk : Desk
        What it acts on.
    settings : BrushSettings
        Whether it subtracts.
    """

    def __init__(self, desk: Desk, settings: BrushSettings) -> None:
        super().__init__(desk)
        self._settings = settings
        self.kind = ShapeKind.RECTANGLE
        self._from: QPointF | None = None
        self._rect = QRectF()
        self._subtracts = False

    @property
    def is_unfinished(self) -> bool:
        """Whether a box is being dragged."""
        return self._from is not None

    def swap_kind(self) -> None:
        """Go from rectangles to ellipses, and back."""
        self.kind = ShapeKind.ELLIPSE if self.kind is ShapeKind.RECTANGLE else ShapeKind.RECTANGLE

    def press(self, pointer: Pointer, placement: Placement) -> None:
        """Begin at a corner."""
        self._from = pointer.place
        self._rect = QRectF()
        is_opposite = pointer.is_right or pointer.holds(Qt.KeyboardModifier.AltModifier)
        self._subtracts = self._settings.is_subtracting or is_opposite

    def move(self, pointer: Pointer, placement: Placement) -> None:
        """Go on to the other corner."""
        if self._from is None:
            return
        end = pointer.place
        if pointer.holds(Qt.KeyboardModifier.ShiftModifier):
            way = end - self._from
            side = max(abs(way.x()), abs(way.y()))
            end = self._from + QPointF(side if way.x() >= 0 else -side, side if way.y() >= 0 else -side)
        self._rect = QRectF(self._from, end).normalized()
        self.refresh()

    def release(self, pointer: Pointer, placement: Placement) -> None:
        """Give the box to the document, unless it is hardly a box."""
        rect = self._rect
        self.drop()
        found = None
        if min(rect.width(), rect.height()) >= _SMALLEST_PX:
            found = self.workpiece()
        if found is None:
            return
        project, thing = found
        corner, other = placement.to_picture(rect.topLeft()), placement.to_picture(rect.bottomRight())
        middle, size = (corner + other) / 2, other - corner
        box = Box(middle.x(), middle.y(), abs(size.x()), abs(size.y()))
        operation = Operation.SUBTRACT if self._subtracts else Operation.ADD
        shape = Shape(self.kind, (ShapeKey(self.desk.playhead.frame, box=box),), operation=operation)
        with self.desk.document.attempt():
            self.desk.selection.choose_shape(project.draw(thing, shape).id)

    def drop(self) -> None:
        """Drop the box in hand."""
        self._from, self._rect = None, QRectF()
        self.refresh()

    def paint(self, painter: QPainter, placement: Placement) -> None:
        """Draw the box in hand."""
        if self._rect.isEmpty():
            return
        path = QPainterPath()
        if self.kind is ShapeKind.ELLIPSE:
            path.addEllipse(self._rect)
        else:
            path.addRect(self._rect)
        inverse, _ = placement.transform.inverted()
        draw_outline(painter, inverse.map(path), placement.transform, QColor(255, 255, 255))
