"""The viewer: a plain widget that draws the picture, what is over it, and hands the pointer to the tool."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QEnterEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QPolygonF,
    QResizeEvent,
    QTabletEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from editor.media.playback.screen import Level, ScreenPixels
from ui.desk.desk import Desk
from ui.desk.view_options import ViewMode, ViewOptions
from ui.language import on_language_change, say
from ui.theme.colours import grey
from ui.tools.tool import Pointer, Tool
from ui.viewer.images import checked_hole, corrected, difference, image_of
from ui.viewer.placement import SQUARE_FROM, PictureShape, Placement, from_fractions
from ui.viewer.plates import PlateStore
from ui.viewer.steady import Steady

_WHEEL_ZOOM = 1.0015
_WIPE_HIT_PX = 6.0
_GAP_PX = 4
_LOUPE_PX, _LOUPE_ZOOM = 180, 4.0
_EMPTY_HEIGHT_PX = 16
_COOL, _WARM = QColor(110, 180, 255), QColor(255, 170, 90)

ResultOf = Callable[[int], ScreenPixels | None]
"""Gives the filled picture of a frame, where there is one."""


@dataclass(frozen=True, slots=True)
class Readout:
    """What lies under the pointer.

    Attributes
    ----------
    x, y : int
        Pixel of the clip.
    source, result : tuple of three ints or None
        Red, green and blue, where known.
    matte : int or None
        0 to 255, where known.
    """

    x: int
    y: int
    source: tuple[int, int, int] | None
    result: tuple[int, int, int] | None
    matte: int | None


class Viewer(QWidget):
    """The picture.

    Parameters
    ----------
    desk : Desk
        What is shown, and how.
    """

    pointed = pyqtSignal(object)
    """What lies under the pointer: `Readout`, or None outside the picture."""
    zoomed = pyqtSignal(float)
    """Another zoom: pixels of the screen for a line of the picture."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.plates = PlateStore(desk)
        self.steady = Steady(desk)
        self._tool: Tool | None = None
        self._shape: PictureShape | None = None
        self._zoom, self._centre = 0.0, (0.5, 0.5)
        self._panned_from: QPointF | None = None
        self._is_wiping = False
        self._pointer: QPointF | None = None
        self._pressed = Qt.MouseButton.NoButton
        self._kept: dict[str, tuple[tuple[object, ...], ScreenPixels]] = {}
        self.is_pan_held = False
        self.result_of: ResultOf = lambda _frame: None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)
        say(self.setAccessibleName, lambda: self.tr("Viewer"))
        on_language_change(self, self.update)
        desk.view.changed.connect(lambda *_: self.update())
        desk.mattes.changed.connect(self.update)
        self.plates.changed.connect(self.update)
        self.steady.changed.connect(self.update)
        desk.frames.arrived.connect(lambda _frame: self.update())
        desk.frames.clip_changed.connect(self._enter_clip)
        desk.playhead.moved.connect(lambda _frame: self.update())
        desk.selection.shape_changed.connect(self.update)
        desk.preferences.changed.connect(lambda _name: self.update())
        self._enter_clip()

    @property
    def tool(self) -> Tool | None:
        """What the pointer does."""
        return self._tool

    def take(self, tool: Tool | None) -> None:
        """Give the pointer to another tool."""
        if self._tool is not None:
            self._tool.drop()
            self._tool.leave()
            self._tool.touched.disconnect(self._touch)
        self._tool = tool
        if tool is not None:
            tool.touched.connect(self._touch)
        self._choose_cursor()
        self.update()

    @property
    def placement(self) -> Placement | None:
        """Where the picture lies; None where there is none. Side by side, that of the left one."""
        if self._shape is None:
            return None
        return self._placed(self._views()[0])

    def fit(self) -> None:
        """Show the whole picture."""
        if (placement := self.placement) is not None:
            self._place(placement.fitted())

    def show_pixels(self) -> None:
        """Show one line of the picture on one of the screen, around the middle of the view."""
        if (placement := self.placement) is not None:
            self._place(placement.zoomed(1.0, placement.view.center()))

    def grab_picture(self) -> QImage | None:
        """Draw what is seen at the picture's own size, without what tools draw; None where there is none."""
        if self._shape is None:
            return None
        image = QImage(self._shape.width, self._shape.height, QImage.Format.Format_RGB32)
        image.fill(0)
        painter = QPainter(image)
        placement = Placement(self._shape.rect, replace(self._shape, pixel_aspect=1.0, rotation_deg=0), 1.0)
        self._paint_mode(painter, [placement, placement])
        painter.end()
        return image

    # What Qt calls

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the picture and what lies over it; only where something changed."""
        painter = QPainter(self)
        if event is not None:
            painter.fillRect(event.rect(), grey(self._desk.preferences.surround))
        if self._shape is None:
            self._paint_empty(painter)
            return
        placements = [self._placed(view) for view in self._views()]
        self._paint_mode(painter, placements)
        options = self._desk.view.options
        if options.mode is ViewMode.WIPE:
            self._paint_wipe_line(painter, placements[0])
        if self._tool is not None and (options.has_overlays or self._tool.is_unfinished):
            painter.save()
            self._tool.paint(painter, placements[0])
            painter.restore()
        if options.has_loupe and self._pointer is not None:
            self._paint_loupe(painter, placements[0])

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep a fitted picture fitted."""
        if (placement := self.placement) is not None:
            self.zoomed.emit(placement.scale)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom at the pointer."""
        placement = self.placement
        if event is None or placement is None or (self._tool is not None and self._tool.is_unfinished):
            return
        factor = _WHEEL_ZOOM ** event.angleDelta().y()
        self._place(placement.zoomed(placement.scale * factor, event.position()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Pan, move the wipe, or begin with the tool."""
        placement = self.placement
        if event is None or placement is None:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pressed = event.button()
        if event.button() == Qt.MouseButton.MiddleButton or self.is_pan_held:
            self._panned_from = event.position()
            self._choose_cursor()
        elif self._is_on_wipe(event.position(), placement):
            self._is_wiping = True
        elif self._tool is not None:
            self._tool.press(self._pointing(event, placement), placement)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Go on with whatever was begun."""
        placement = self.placement
        if event is None or placement is None:
            return
        place, self._pointer = event.position(), event.position()
        if self._panned_from is not None:
            self._place(placement.panned(place - self._panned_from))
            self._panned_from = place
        elif self._is_wiping:
            self._move_wipe(place, placement)
        elif self._tool is not None and self._pressed != Qt.MouseButton.NoButton:
            self._tool.move(self._pointing(event, placement), placement)
        elif self._tool is not None:
            self._tool.hover(self._pointing(event, placement), placement)
        self._choose_cursor()
        self.pointed.emit(self._read_out(place, placement))
        if self._desk.view.options.has_loupe:
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End what was begun."""
        placement = self.placement
        if event is None or placement is None or event.button() != self._pressed:
            return
        if self._panned_from is not None or self._is_wiping:
            self._panned_from, self._is_wiping = None, False
        elif self._tool is not None:
            self._tool.release(self._pointing(event, placement), placement)
        self._pressed = Qt.MouseButton.NoButton
        self._choose_cursor()

    def tabletEvent(self, event: QTabletEvent | None) -> None:
        """Paint with the pressure of a pen, erase with its other end; all else goes on as with a mouse."""
        placement = self.placement
        if event is None or placement is None or self._tool is None or self.is_pan_held:
            return
        x, y = _fractions(placement.to_picture(event.position()))
        pressed = event.button() if event.button() != Qt.MouseButton.NoButton else self._pressed
        if event.pointerType() == QPointingDevice.PointerType.Eraser and pressed != Qt.MouseButton.NoButton:
            pressed = Qt.MouseButton.RightButton  # the other end of the pen takes away
        pointer = Pointer(event.position(), x, y, pressed, event.modifiers(), event.pressure())
        if event.type() == QEvent.Type.TabletPress:
            self._pressed = event.button()
            self._tool.press(pointer, placement)
        elif event.type() == QEvent.Type.TabletMove and self._pressed != Qt.MouseButton.NoButton:
            self._tool.move(pointer, placement)
        elif event.type() == QEvent.Type.TabletRelease:
            self._tool.release(pointer, placement)
            self._pressed = Qt.MouseButton.NoButton
        else:
            self._tool.hover(pointer, placement)
        event.accept()

    def enterEvent(self, event: QEnterEvent | None) -> None:
        """Show the tool's pointer."""
        self._choose_cursor()

    def leaveEvent(self, event: QEvent | None) -> None:
        """Forget where the pointer was."""
        self._pointer = None
        if self._tool is not None:
            self._tool.leave()
        self.pointed.emit(None)

    # Painting

    def _paint_mode(self, painter: QPainter, placements: list[Placement]) -> None:
        options = self._desk.view.options
        place = placements[0]
        frame = self._desk.playhead.frame
        source, result = self._source(options), self._result(options)
        if options.mode is ViewMode.MATTE:
            self._paint_matte(painter, place)
        elif options.mode is ViewMode.DIFFERENCE and source is not None and result is not None:
            made_of = (frame, id(source), id(result), options.difference_gain)
            gain = options.difference_gain
            self._draw(painter, self._once("apart", made_of, lambda: difference(source, result, gain)), place)
        elif options.mode is ViewMode.RESULT:
            self._draw(painter, source if result is None else result, place)
        elif options.mode is ViewMode.SIDE:
            self._draw(painter, source, place)
            self._draw(painter, source if result is None else result, placements[1])
        else:
            self._draw(painter, source, place)
            self._paint_plate(painter, place, options)
        if options.mode is ViewMode.WIPE and result is not None:
            painter.save()
            side = QPainterPath()
            side.addPolygon(self._far_side(place))
            painter.setClipPath(side)
            self._draw(painter, result, place)
            painter.restore()
        if options.mode is ViewMode.HOLE:
            self._paint_hole(painter, place)
        if options.mode is ViewMode.OVERLAY and options.has_overlays:
            self._paint_overlay(painter, place, options)

    def _source(self, options: ViewOptions) -> ScreenPixels | None:
        frame = self._desk.frames.best(self._desk.playhead.frame)
        if frame is None:
            return self._kept.get("last", ((), None))[1]
        self._kept["last"] = (), frame.pixels
        made_of = (frame.index, frame.level, id(frame.pixels), options.gain, options.gamma)
        return self._once("source", made_of, lambda: corrected(frame.pixels, options.gain, options.gamma))

    def _result(self, options: ViewOptions) -> ScreenPixels | None:
        if not options.mode.needs_result:
            return None
        pixels = self.result_of(self._desk.playhead.frame)
        if pixels is None:
            return None
        made_of = (id(pixels), options.gain, options.gamma)
        return self._once("result", made_of, lambda: corrected(pixels, options.gain, options.gamma))

    def _once(self, name: str, made_of: tuple[object, ...], make: Callable[[], ScreenPixels]) -> ScreenPixels:
        """Make something for the view only when what it is made of has changed."""
        kept = self._kept.get(name)
        if kept is None or kept[0] != made_of:
            kept = self._kept[name] = made_of, make()
        return kept[1]

    def _draw(
        self,
        painter: QPainter,
        pixels: ScreenPixels | None,
        placement: Placement,
        kind: QImage.Format = QImage.Format.Format_RGB32,
    ) -> None:
        if pixels is None:
            return
        painter.save()
        if len(self._views()) > 1:
            painter.setClipRect(placement.view)
        is_smooth = placement.scale < SQUARE_FROM
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
        painter.setTransform(placement.transform)
        painter.drawImage(placement.shape.rect, image_of(pixels, kind))
        painter.restore()

    def _paint_matte(self, painter: QPainter, placement: Placement) -> None:
        view = self._desk.mattes.view
        painter.fillRect(
            placement.transform.mapRect(placement.shape.rect).intersected(placement.view), QColor(0, 0, 0)
        )
        if view is not None:
            self._draw(painter, view.matte, placement, QImage.Format.Format_Grayscale8)

    def _paint_plate(self, painter: QPainter, placement: Placement, options: ViewOptions) -> None:
        """Draw what is painted of the clean plate, where it is asked for or worked on."""
        is_worked_on = self._tool is not None and self._tool.shows_plate
        is_open = options.mode in {ViewMode.SOURCE, ViewMode.OVERLAY}
        paint = self.plates.paint(self._desk.playhead.frame)
        if paint is None or not (options.mode is ViewMode.PLATE or (is_worked_on and is_open)):
            return
        made_of = (paint.digest, options.gain, options.gamma)
        pixels = self._once("plate", made_of, lambda: corrected(paint.pixels, options.gain, options.gamma))
        self._draw(painter, pixels, placement, QImage.Format.Format_ARGB32_Premultiplied)

    def _paint_hole(self, painter: QPainter, placement: Placement) -> None:
        view = self._desk.mattes.view
        if view is not None:
            hole = self._once("hole", (view.serial,), lambda: checked_hole(view.matte))
            self._draw(painter, hole, placement, QImage.Format.Format_ARGB32_Premultiplied)

    def _paint_overlay(self, painter: QPainter, placement: Placement, options: ViewOptions) -> None:
        view = self._desk.mattes.view
        if view is None or view.frame != self._desk.playhead.frame:
            return
        if view.outlines:
            painter.setOpacity(options.opacity)
            self._draw(painter, view.overlay, placement, QImage.Format.Format_ARGB32_Premultiplied)
            painter.setOpacity(1)
        painter.save()
        painter.setTransform(placement.transform)
        for colour, outlines in view.outlines:
            for ink, width in ((QColor(0, 0, 0, 170), 3.0), (QColor(*colour), 1.0)):
                pen = QPen(ink, width)
                pen.setCosmetic(True)
                painter.setPen(pen)
                for outline in outlines:
                    painter.drawPolygon(outline)
        for is_before, outlines in view.onion:
            pen = QPen(
                _COOL if is_before else _WARM, 1.5, Qt.PenStyle.DashLine if is_before else Qt.PenStyle.DotLine
            )
            pen.setCosmetic(True)
            painter.setPen(pen)
            for outline in outlines:
                painter.drawPolygon(outline)
        painter.restore()

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(grey(140))
        font = self.font()
        font.setPixelSize(_EMPTY_HEIGHT_PX)
        painter.setFont(font)
        is_missing = self._desk.frames.missing
        text = self.tr("The clip of this shot is missing.") if is_missing else ""
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)

    def _paint_loupe(self, painter: QPainter, placement: Placement) -> None:
        """Enlarge what lies under the pointer, beside it."""
        if self._pointer is None:
            return
        corner = QPointF(24, 24)
        if self._pointer.x() + 24 + _LOUPE_PX > self.width():
            corner.setX(-24 - _LOUPE_PX)
        if self._pointer.y() + 24 + _LOUPE_PX > self.height():
            corner.setY(-24 - _LOUPE_PX)
        box = QRectF(self._pointer + corner, self._pointer + corner + QPointF(_LOUPE_PX, _LOUPE_PX))
        under = placement.to_picture(self._pointer)
        zoom = max(placement.scale * _LOUPE_ZOOM, _LOUPE_ZOOM)
        inside = Placement(box, placement.shape, zoom, under.x(), under.y())
        painter.save()
        painter.setClipRect(box)
        painter.fillRect(box, grey(self._desk.preferences.surround))
        self._draw(painter, self._source(self._desk.view.options), inside)
        painter.setPen(QPen(QColor(255, 255, 255, 150), 1))
        painter.drawLine(box.center() - QPointF(6, 0), box.center() + QPointF(6, 0))
        painter.drawLine(box.center() - QPointF(0, 6), box.center() + QPointF(0, 6))
        painter.setClipping(False)
        painter.setPen(QPen(grey(180), 1))
        painter.drawRect(box)
        painter.restore()

    # The wipe

    def _wipe_line(self, placement: Placement) -> tuple[QPointF, QPointF, QPointF]:
        """Tell a point of the line, its direction and its normal, in pixels of the widget."""
        options = self._desk.view.options
        angle = math.radians(options.wipe_angle_deg)
        normal = QPointF(math.cos(angle), math.sin(angle))
        seen = placement.transform.mapRect(placement.shape.rect)
        length = abs(normal.x()) * seen.width() + abs(normal.y()) * seen.height()
        middle = seen.center() + normal * ((options.wipe_position - 0.5) * length)
        return middle, QPointF(-normal.y(), normal.x()), normal

    def _far_side(self, placement: Placement) -> QPolygonF:
        middle, along, normal = self._wipe_line(placement)
        far = float(self.width() + self.height() + placement.shape.width + placement.shape.height) * 4
        edge = [middle - along * far, middle + along * far]
        return QPolygonF([*edge, edge[1] + normal * far, edge[0] + normal * far])

    def _is_on_wipe(self, place: QPointF, placement: Placement) -> bool:
        if self._desk.view.options.mode is not ViewMode.WIPE:
            return False
        middle, _, normal = self._wipe_line(placement)
        return abs(QPointF.dotProduct(place - middle, normal)) <= _WIPE_HIT_PX

    def _move_wipe(self, place: QPointF, placement: Placement) -> None:
        _, _, normal = self._wipe_line(placement)
        seen = placement.transform.mapRect(placement.shape.rect)
        length = abs(normal.x()) * seen.width() + abs(normal.y()) * seen.height()
        position = 0.5 + QPointF.dotProduct(place - seen.center(), normal) / max(length, 1.0)
        self._desk.view.change(wipe_position=max(0.0, min(position, 1.0)))

    def _paint_wipe_line(self, painter: QPainter, placement: Placement) -> None:
        middle, along, _ = self._wipe_line(placement)
        seen = placement.transform.mapRect(placement.shape.rect)
        reach = along * (seen.width() + seen.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(seen)
        for ink, width in ((QColor(0, 0, 0, 150), 3.0), (QColor(235, 235, 235), 1.2)):
            painter.setPen(QPen(ink, width))
            painter.drawLine(middle - reach, middle + reach)
        painter.setBrush(QColor(235, 235, 235))
        painter.drawEllipse(middle, 4, 4)
        painter.restore()

    # The rest

    def _views(self) -> list[QRectF]:
        whole = QRectF(self.rect())
        if self._desk.view.options.mode is not ViewMode.SIDE:
            return [whole]
        half = (whole.width() - _GAP_PX) / 2
        left = QRectF(0, 0, half, whole.height())
        return [left, left.translated(half + _GAP_PX, 0)]

    def _placed(self, view: QRectF) -> Placement:
        """Say where the picture lies in a view."""
        shape = self._shape
        assert shape is not None
        there = self.steady.matrix(self._desk.playhead.frame) if self.steady.is_on else None
        back = None if there is None else np.asarray(np.linalg.inv(there), np.float64)
        held = None if back is None else from_fractions(back, shape.width, shape.height)
        return Placement(view, shape, self._zoom, *self._centre, held)

    def _place(self, placement: Placement) -> None:
        self._zoom, self._centre = placement.zoom, (placement.centre_x, placement.centre_y)
        self.zoomed.emit(placement.scale)
        self.update()

    def _enter_clip(self) -> None:
        project, shot = self._desk.document.project, self._desk.selection.shot
        before, self._shape = self._shape, None
        self._kept.clear()
        if project is not None and shot is not None and not self._desk.frames.missing:
            facts = project.media.get(shot.media_id).facts
            self._shape = PictureShape(facts.width, facts.height, float(facts.pixel_aspect))
        if before != self._shape:
            self._zoom, self._centre = 0.0, (0.5, 0.5)
        self._desk.frames.show_frame(self._desk.playhead.frame)
        if (placement := self.placement) is not None:
            self.zoomed.emit(placement.scale)
        self.update()

    def _pointing(self, event: QMouseEvent, placement: Placement) -> Pointer:
        x, y = _fractions(placement.to_picture(event.position()))
        return Pointer(event.position(), x, y, self._pressed, event.modifiers())

    def _read_out(self, place: QPointF, placement: Placement) -> Readout | None:
        under = placement.to_picture(place)
        if self._shape is None or not (0 <= under.x() < 1 and 0 <= under.y() < 1):
            return None
        x, y = int(under.x() * self._shape.width), int(under.y() * self._shape.height)
        view = self._desk.mattes.view
        frame = self._desk.frames.best(self._desk.playhead.frame)
        return Readout(
            x,
            y,
            None if frame is None else _colour_at(frame.pixels, under),
            _colour_at(self.result_of(self._desk.playhead.frame), under),
            None if view is None else int(view.matte[y, x]),
        )

    def shown_level(self) -> Level | None:
        """Tell which pixels stand for the frame under the play head now; None where there are none."""
        frame = self._desk.frames.best(self._desk.playhead.frame)
        return None if frame is None else frame.level

    def _touch(self, rect: QRect) -> None:
        if rect.isEmpty():
            self.update()
        else:
            self.update(rect)

    def _choose_cursor(self) -> None:
        shapes = Qt.CursorShape
        if self._panned_from is not None:
            self.setCursor(shapes.ClosedHandCursor)
        elif self.is_pan_held:
            self.setCursor(shapes.OpenHandCursor)
        elif self._tool is not None and self._shape is not None:
            self.setCursor(self._tool.cursor)
        else:
            self.setCursor(shapes.ArrowCursor)


def _fractions(place: QPointF) -> tuple[float, float]:
    return place.x(), place.y()


def _colour_at(pixels: ScreenPixels | None, under: QPointF) -> tuple[int, int, int] | None:
    if pixels is None:
        return None
    height, width = pixels.shape[:2]
    blue, green, red = pixels[int(under.y() * height), int(under.x() * width), :3].tolist()
    return red, green, blue
