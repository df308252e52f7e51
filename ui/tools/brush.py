"""Brush and eraser: the stroke is seen while it is drawn, and belongs to the document when it ends."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from editor.masks.model.frames import FrameSpan
from editor.masks.model.strokes import PressureUse, Stroke, pack_points
from ui.desk.desk import Desk
from ui.tools.tool import BrushSettings, Pointer, Tool
from ui.viewer.placement import Placement

_SMALLEST, _LARGEST = 0.001, 1.0
_RING_MARGIN_PX = 3
_SIZE_PER_PX, _HARDNESS_PER_PX = 1.01, 0.004
_ERASED = QColor(0, 0, 0)


class BrushTool(Tool):
    """Paints strokes on the frame under the play head.

    Alt subtracts, and so does the right button; Shift draws a straight line from the last point; Ctrl changes
    size (across) and hardness (down) by mouse.

    Parameters
    ----------
    desk : Desk
        What it acts on.
    settings : BrushSettings
        Shared by brush and eraser.
    is_eraser : bool
        Whether it takes away.
    """

    def __init__(self, desk: Desk, settings: BrushSettings, *, is_eraser: bool = False) -> None:
        super().__init__(desk)
        self.settings = settings
        self._is_eraser = is_eraser
        self._points: list[tuple[float, float, float]] = []
        self._last: tuple[float, float] | None = None
        self._erases = False
        self._live: QImage | None = None
        self._settling: int | None = None
        self._ring: QPointF | None = None
        self._shaping: tuple[QPointF, float, float] | None = None
        desk.mattes.changed.connect(self._settle)

    @property
    def cursor(self) -> Qt.CursorShape:
        """Nothing: the ring shows where it is."""
        return Qt.CursorShape.BlankCursor

    @property
    def live_opacity(self) -> float:
        """How the stroke in hand covers the picture."""
        return self.desk.view.options.opacity

    @property
    def is_unfinished(self) -> bool:
        """Whether a stroke is being drawn."""
        return bool(self._points)

    def press(self, pointer: Pointer, placement: Placement) -> None:
        """Begin a stroke, or change the brush."""
        if pointer.holds(Qt.KeyboardModifier.ControlModifier):
            self._shaping = pointer.place, self.settings.size, self.settings.hardness
            return
        is_opposite = pointer.is_right or pointer.holds(Qt.KeyboardModifier.AltModifier)
        self._erases = self._is_eraser != self.settings.is_subtracting or is_opposite
        if pointer.holds(Qt.KeyboardModifier.ShiftModifier) and self._last is not None:
            self._points = [(*self._last, pointer.pressure)]
        self._begin_live(placement)
        self._add(pointer, placement)

    def move(self, pointer: Pointer, placement: Placement) -> None:
        """Go on with the stroke."""
        if self._shaping is not None:
            self._shape(pointer)
        elif self._points:
            self._add(pointer, placement)
        self._move_ring(pointer.place, placement)

    def release(self, pointer: Pointer, placement: Placement) -> None:
        """Give the stroke to the document."""
        self._shaping = None
        if not self._points:
            return
        stroke, self._last = self._stroke(), self._points[-1][:2]
        self._points = []
        found = self.workpiece()
        if found is None:
            self.drop()
            return
        project, thing = found
        with self.desk.document.attempt():
            project.draw(thing, stroke)
            self._settling = self.desk.mattes.serial
            return
        self.drop()

    def hover(self, pointer: Pointer, placement: Placement) -> None:
        """Show the brush under the pointer."""
        self._move_ring(pointer.place, placement)

    def leave(self) -> None:
        """Hide the ring."""
        self._ring = None
        self.refresh()

    def drop(self) -> None:
        """Drop the stroke in hand."""
        self._points = []
        self._live = None
        self.refresh()

    def paint(self, painter: QPainter, placement: Placement) -> None:
        """Draw the stroke in hand, and the rings of size and hardness."""
        if self._live is not None:
            painter.setOpacity(self.live_opacity)
            painter.drawImage(0, 0, self._live)
            painter.setOpacity(1)
        if self._ring is not None:
            self._paint_rings(painter, self._ring, placement)

    def resize(self, factor: float) -> None:
        """Make the brush larger or smaller."""
        self.settings.size = max(_SMALLEST, min(self.settings.size * factor, _LARGEST))
        self.refresh()

    def harden(self, step: float) -> None:
        """Make the brush's edge harder or softer."""
        self.settings.hardness = round(max(0.0, min(self.settings.hardness + step, 1.0)), 3)
        self.refresh()

    def _stroke(self) -> Stroke:
        frame = self.desk.playhead.frame
        pressure = PressureUse.SIZE if self.settings.is_pressure_size else PressureUse.HARDNESS
        return Stroke(
            points=pack_points(self._points),
            size=self.settings.size,
            hardness=self.settings.hardness,
            pressure=pressure,
            is_erasing=self._erases,
            matte_class=self.matte_class,
            span=FrameSpan(frame, frame),
        )

    def _begin_live(self, placement: Placement) -> None:
        view = placement.view.toRect()
        self._live = QImage(view.right() + 1, view.bottom() + 1, QImage.Format.Format_ARGB32_Premultiplied)
        self._live.fill(Qt.GlobalColor.transparent)
        self._settling = None

    def _add(self, pointer: Pointer, placement: Placement) -> None:
        """Draw the way from the last point to the pointer, and have only that drawn anew."""
        before = self._points[-1] if self._points else (pointer.x, pointer.y, pointer.pressure)
        self._points.append((pointer.x, pointer.y, pointer.pressure))
        if self._live is None:
            return
        width = placement.length_px(self.settings.size)
        if self.settings.is_pressure_size:
            width *= max(pointer.pressure, 0.01)
        start, end = placement.to_widget(*before[:2]), pointer.place
        painter = QPainter(self._live)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(self._ink(), max(width, 1), Qt.PenStyle.SolidLine, cap, join))
        painter.drawLine(start, end + QPointF(0.01, 0))  # a point has no length and would draw nothing
        painter.end()
        margin = math.ceil(width / 2) + 2
        self.refresh(
            QRectF(start, end).normalized().toAlignedRect().adjusted(-margin, -margin, margin, margin)
        )

    def _ink(self) -> QBrush:
        chosen = self.desk.selection.object
        if self._erases:
            return QBrush(_ERASED, Qt.BrushStyle.BDiagPattern)
        return QBrush(QColor(*(chosen.settings.colour if chosen is not None else (255, 64, 64))))

    def _settle(self) -> None:
        """Let the evaluated matte take the place of the stroke that was drawn live."""
        if self._settling is not None and not self._points:
            view = self.desk.mattes.view
            if view is not None and view.serial >= self._settling:
                self._live, self._settling = None, None
                self.refresh()

    def _shape(self, pointer: Pointer) -> None:
        if self._shaping is None:
            return
        place, size, hardness = self._shaping
        way = pointer.place - place
        self.settings.size = max(_SMALLEST, min(size * _SIZE_PER_PX ** way.x(), _LARGEST))
        self.settings.hardness = max(0.0, min(hardness - way.y() * _HARDNESS_PER_PX, 1.0))
        self.refresh()

    def _move_ring(self, place: QPointF, placement: Placement) -> None:
        before, self._ring = self._ring, place
        for middle in (before, place):
            if middle is not None:
                self.refresh(self._ring_rect(middle, placement))

    def _ring_rect(self, middle: QPointF, placement: Placement) -> QRect:
        radius = placement.length_px(self.settings.size) / 2 + _RING_MARGIN_PX
        return QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius).toAlignedRect()

    def _paint_rings(self, painter: QPainter, middle: QPointF, placement: Placement) -> None:
        radius = max(placement.length_px(self.settings.size) / 2, 1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for share in (1.0, self.settings.hardness):
            for colour, width in ((QColor(0, 0, 0, 160), 2.5), (QColor(255, 255, 255), 1.0)):
                style = Qt.PenStyle.SolidLine if share == 1 else Qt.PenStyle.DotLine
                painter.setPen(QPen(colour, width, style))
                painter.drawEllipse(middle, radius * share, radius * share)
            if self.settings.hardness == 1:
                break
