"""The viewer: a plain widget that draws the picture, what is over it, and hands the pointer to the tool."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QEnterEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from editor.media.playback.screen import Level, ScreenPixels
from ui.desk.desk import Desk
from ui.desk.view_options import ViewMode
from ui.language import on_language_change, say
from ui.theme.colours import grey
from ui.tools.tool import Pointer, Tool
from ui.viewer.loupe import paint_loupe
from ui.viewer.picture import ResultOf, ShownPicture
from ui.viewer.placement import PictureShape, Placement, from_fractions
from ui.viewer.plates import PlateStore
from ui.viewer.steady import Steady
from ui.viewer.wipe import Wipe

_WHEEL_ZOOM = 1.0015
_GAP_PX = 4
_EMPTY_HEIGHT_PX = 16


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
        self.is_pan_held = False
        self.result_of: ResultOf = lambda _frame: None
        self._picture = ShownPicture(desk, self.plates, self._filled)
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
        self._paint_picture(painter, [placement, placement])
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
        self._paint_picture(painter, placements)
        options = self._desk.view.options
        if options.mode is ViewMode.WIPE:
            Wipe(placements[0], options).paint(painter)
        if self._tool is not None and (options.has_overlays or self._tool.is_unfinished):
            painter.save()
            self._tool.paint(painter, placements[0])
            painter.restore()
        if options.has_loupe and self._pointer is not None:
            surround, paint = self._desk.preferences.surround, self._picture.paint_source
            paint_loupe(painter, placements[0], self._pointer, surround, paint)

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
            position = Wipe(placement, self._desk.view.options).position_at(place)
            self._desk.view.change(wipe_position=position)
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

    def _filled(self, frame: int) -> ScreenPixels | None:
        return self.result_of(frame)

    def _paint_picture(self, painter: QPainter, placements: list[Placement]) -> None:
        works_on_plate = self._tool is not None and self._tool.shows_plate
        self._picture.paint(painter, placements, works_on_plate=works_on_plate)

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(grey(140))
        font = self.font()
        font.setPixelSize(_EMPTY_HEIGHT_PX)
        painter.setFont(font)
        is_missing = self._desk.frames.missing
        text = self.tr("The clip of this shot is missing.") if is_missing else ""
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)

    # The rest

    def _is_on_wipe(self, place: QPointF, placement: Placement) -> bool:
        options = self._desk.view.options
        return options.mode is ViewMode.WIPE and Wipe(placement, options).is_at(place)

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
        self._picture.forget()
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
