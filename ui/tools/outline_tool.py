"""Drawing outlines: Bezier curves and polygons, point by point."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QPainter, QPainterPath

from editor.masks.model.shapes import Operation, Point, Shape, ShapeKey, ShapeKind
from ui.desk.desk import Desk
from ui.tools.marks import draw_handle, draw_outline, draw_point
from ui.tools.tool import HIT_PX, BrushSettings, Pointer, Tool, distance_px
from ui.viewer.placement import Placement


class OutlineTool(Tool):
    """A click is a point, a drag gives it handles; the first point, or Enter, closes the outline.

    Parameters
    ----------
    desk : Desk
        What it acts on.
    settings : BrushSettings
        Whether it subtracts.
    kind : ShapeKind
        Bezier or polygon.
    """

    def __init__(self, desk: Desk, settings: BrushSettings, kind: ShapeKind) -> None:
        super().__init__(desk)
        self._settings = settings
        self._kind = kind
        self._points: list[Point] = []
        self._is_dragging = False
        self._subtracts = False
        self._hovered: tuple[float, float] | None = None

    @property
    def is_unfinished(self) -> bool:
        """Whether an outline is begun."""
        return bool(self._points)

    def press(self, pointer: Pointer, placement: Placement) -> None:
        """Add a point, or close the outline on the first one."""
        if self._points and self._is_on_first(pointer, placement):
            self.finish()
            return
        if not self._points:
            is_opposite = pointer.is_right or pointer.holds(Qt.KeyboardModifier.AltModifier)
            self._subtracts = self._settings.is_subtracting or is_opposite
        self._points.append(Point(pointer.x, pointer.y))
        self._is_dragging = True
        self.refresh()

    def move(self, pointer: Pointer, placement: Placement) -> None:
        """Pull the handles out of the new point, both ways alike."""
        if self._is_dragging and self._points and self._kind is ShapeKind.BEZIER:
            x, y, *_ = self._points[-1]
            across, down = pointer.x - x, pointer.y - y
            self._points[-1] = Point(x, y, -across, -down, across, down)
            self.refresh()

    def release(self, pointer: Pointer, placement: Placement) -> None:
        """Leave the point where it is."""
        self._is_dragging = False

    def hover(self, pointer: Pointer, placement: Placement) -> None:
        """Show where the next line would go."""
        if self._points:
            self._hovered = pointer.x, pointer.y
            self.refresh()

    def drop(self) -> None:
        """Drop the outline in hand."""
        self._points, self._hovered, self._is_dragging = [], None, False
        self.refresh()

    def undo(self) -> bool:
        """Take the last point back; False where there is none."""
        if not self._points:
            return False
        self._points.pop()
        self.refresh()
        return True

    def finish(self) -> bool:
        """Give the outline to the document, closed; False where it has no area yet."""
        fewest = 2 if self._kind is ShapeKind.BEZIER else 3
        if len(self._points) < fewest:
            return False
        found = self.workpiece()
        if found is None:
            return False
        project, thing = found
        operation = Operation.SUBTRACT if self._subtracts else Operation.ADD
        key = ShapeKey(self.desk.playhead.frame, tuple(self._points))
        self._points, self._hovered = [], None
        with self.desk.document.attempt():
            placed = project.draw(thing, Shape(self._kind, (key,), operation=operation))
            self.desk.selection.choose_shape(placed.id)
        self.refresh()
        return True

    def paint(self, painter: QPainter, placement: Placement) -> None:
        """Draw what there is of the outline."""
        if not self._points:
            return
        shape = placement.shape

        def stored(x: float, y: float) -> QPointF:
            return QPointF(x * shape.width, y * shape.height)

        path = QPainterPath(stored(*self._points[0][:2]))
        for before, after in zip(self._points, self._points[1:], strict=False):
            path.cubicTo(
                stored(before.x + before.out_x, before.y + before.out_y),
                stored(after.x + after.in_x, after.y + after.in_y),
                stored(after.x, after.y),
            )
        if self._hovered is not None and not self._is_dragging:
            path.lineTo(stored(*self._hovered))
        draw_outline(painter, path, placement.transform, QColor(255, 255, 255))
        last = self._points[-1]
        if last.out_x or last.out_y:
            root = placement.to_widget(last.x, last.y)
            for x, y in ((last.in_x, last.in_y), (last.out_x, last.out_y)):
                draw_handle(painter, root, placement.to_widget(last.x + x, last.y + y))
        for number, point in enumerate(self._points):
            is_last = number == len(self._points) - 1
            draw_point(painter, placement.to_widget(point.x, point.y), is_selected=is_last)

    def _is_on_first(self, pointer: Pointer, placement: Placement) -> bool:
        first = placement.to_widget(*self._points[0][:2])
        return distance_px(first, pointer.place) <= HIT_PX and len(self._points) > 1
