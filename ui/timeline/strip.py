"""The timeline under the pointer: scrubbing, choosing and moving keys, zoom and scroll."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from PyQt6.QtCore import QEvent, QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QToolTip

from ui.language import say, tr
from ui.theme.colours import PLAYHEAD, Theme, grey
from ui.timeline.painting import Cached, Content, Rows, paint
from ui.timeline.scale import TimeScale
from ui.timeline.timed_strip import TimedStrip

_GRAB_PX = 6
_SNAP_PX = 6
_FIRM_PX = 3
"""A hand that shakes less than that has not begun to drag."""

Key = tuple[int, int]
"""Object and frame."""


class _Drag(Enum):
    SCRUB = "scrub"
    BOX = "box"
    KEYS = "keys"


class TimeStrip(TimedStrip):
    """Ruler, cache bar, the clip and a lane for each object, with the play head over them.

    Moving that draws two thin columns and no more.

    Parameters
    ----------
    theme : Theme
        Its colours.
    """

    went = pyqtSignal(int)
    """The user points at a frame."""
    scrub_ended = pyqtSignal(int)
    """The pointer has let go at a frame."""
    object_chosen = pyqtSignal(int)
    """The lane of an object was clicked."""
    keys_moved = pyqtSignal(object, int)
    """These keys (frozenset of object and frame) are to lie so many frames later."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._label: Callable[[int], str] = str
        self._content = Content()
        self._frame = 0
        self._drag: _Drag | None = None
        self._pressed = QPoint()
        self._box = QRect()
        self._grabbed_frame = 0
        self._shift = 0
        say(self.setAccessibleName, lambda: self.tr("Timeline"))
        say(
            self.setAccessibleDescription,
            lambda: self.tr("Click or drag to go to a frame; lanes show the keys of objects."),
        )
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @property
    def content(self) -> Content:
        """What is drawn."""
        return self._content

    @property
    def selected(self) -> frozenset[Key]:
        """Keys that are chosen."""
        return self._content.selected

    def sizeHint(self) -> QSize:
        """Room for all lanes."""
        return QSize(600, self._rows.height + 2)

    def minimumSizeHint(self) -> QSize:
        """Room for all lanes; they scroll as a whole."""
        return QSize(120, self._rows.height + 2)

    def show_frames(self, frames: range) -> None:
        """Show the frames of another shot, all of them."""
        self._content = replace(self._content, selected=frozenset())
        self.show_scale(TimeScale.fitting(frames, self.width()))

    def show_content(self, content: Content) -> None:
        """Draw something else at the same place."""
        before = self._rows.height
        self._content = content
        if self._rows.height != before:
            self.updateGeometry()
        self.redraw()

    def show_cached(self, cached: Cached) -> None:
        """Draw another cache bar."""
        if cached != self._content.cached:
            self.show_content(replace(self._content, cached=cached))

    def label_with(self, label: Callable[[int], str]) -> None:
        """Write frames on the ruler in another way."""
        self._label = label
        self.redraw()

    def move_playhead(self, frame: int) -> None:
        """Draw the play head elsewhere; scroll where it would not be seen."""
        before, self._frame = self._frame, frame
        if not self._scale.frames:
            return
        shown = self._scale.showing(frame)
        if shown != self._scale and self._drag is None:
            self.show_scale(shown)
        else:
            self.update(self._column(before))
            self.update(self._column(frame))

    def pivot_px(self, pointer_px: float | None = None) -> float:
        """Keep the play head where it is."""
        return self._scale.middle_of(self._frame)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Copy what was drawn before, and draw the play head over it."""
        if event is None:
            return
        painter = QPainter(self)
        painter.fillRect(event.rect(), grey(self._theme.panel))
        self.copy_still(painter, event.rect())
        if self._scale.frames:
            self._draw_playhead(painter)
        if self._drag is _Drag.BOX:
            painter.setPen(QPen(grey(self._theme.text), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self._box)
        elif self._drag is _Drag.KEYS and self._shift:
            self._draw_moving(painter)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep what is shown, or show all if all was shown."""
        self.show_scale(self._scale.resized(max(1, self.width())))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Scrub in the ruler and the clip; choose keys in the lanes."""
        if event is None or event.button() is not Qt.MouseButton.LeftButton or not self._scale.frames:
            return
        at = event.position().toPoint()
        self._pressed = at
        lane = self._rows.lane_at(at.y())
        if lane is None:
            self._drag = _Drag.SCRUB
            self.went.emit(self._scale.frame_at(at.x()))
            return
        object_id = self._content.lanes[lane].object_id
        self.object_chosen.emit(object_id)
        frame = self.key_at(at)
        if frame is None:
            self._drag = _Drag.BOX
            self._box = QRect(at, at)
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.select(frozenset())
            return
        self._grab((object_id, frame), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Go on with what was begun."""
        if event is None or self._drag is None:
            return
        at = event.position().toPoint()
        if self._drag is _Drag.SCRUB:
            self.went.emit(self._scale.frame_at(at.x()))
        elif self._drag is _Drag.BOX:
            self._box = QRect(self._pressed, at).normalized()
            self.update()
        else:
            self._shift = self._shift_to(at, event.modifiers())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """Do what was begun; a click on nothing goes to that frame."""
        if event is None or self._drag is None:
            return
        drag, self._drag = self._drag, None
        at = event.position().toPoint()
        self._shift = self._shift_to(at, event.modifiers()) if drag is _Drag.KEYS else 0
        if drag is _Drag.SCRUB:
            self.scrub_ended.emit(self._scale.frame_at(at.x()))
        elif drag is _Drag.BOX:
            self._end_box(at)
        elif self._shift:
            moved, shift = self.selected, self._shift
            self._shift = 0
            self.select(frozenset((object_id, frame + shift) for object_id, frame in moved))
            self.keys_moved.emit(moved, shift)
        else:
            self.went.emit(self._grabbed_frame)
            self.scrub_ended.emit(self._grabbed_frame)
        self.update()

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom around the play head with Ctrl, scroll time with Shift or sideways, or leave it to others."""
        if event is not None and not self.take_wheel(event):
            event.ignore()

    def event(self, event: QEvent | None) -> bool:
        """Say what lies under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self._told(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def key_at(self, at: QPoint) -> int | None:
        """Return the frame of the key under the pointer, or None."""
        near = self._keys_near(at)
        return min(near, key=lambda frame: abs(self._scale.middle_of(frame) - at.x())) if near else None

    @property
    def _rows(self) -> Rows:
        content = self._content
        return Rows(self.fontMetrics().height(), len(content.lanes), content.peaks is not None)

    def _keys_near(self, at: QPoint) -> list[int]:
        lane = self._rows.lane_at(at.y())
        if lane is None:
            return []
        first, last = (self._scale.frame_at(at.x() + way * _GRAB_PX) for way in (-1, 1))
        marks = self._content.lanes[lane].marks
        return [frame for frame in range(first, last + 1) if frame in marks and marks[frame].is_key]

    def _grab(self, key: Key, modifiers: Qt.KeyboardModifier) -> None:
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.select(self.selected ^ {key})
        elif key not in self.selected:
            self.select(frozenset({key}))
        self._drag, self._grabbed_frame, self._shift = _Drag.KEYS, key[1], 0

    def _end_box(self, at: QPoint) -> None:
        if (at - self._pressed).manhattanLength() < _GRAB_PX:
            self.went.emit(self._scale.frame_at(at.x()))
            self.scrub_ended.emit(self._scale.frame_at(at.x()))
            return
        inside = set()
        for number, lane in enumerate(self._content.lanes):
            top, height = self._rows.lane(number)
            if self._box.top() <= top + height / 2 <= self._box.bottom():
                inside |= {
                    (lane.object_id, frame)
                    for frame in lane.keys
                    if self._box.left() <= self._scale.middle_of(frame) <= self._box.right()
                }
        self.select(self.selected | inside)

    def _snapped(self, x: float, modifiers: Qt.KeyboardModifier) -> int:
        """Return the frame under the pointer, or something to snap to near it; Ctrl switches that off."""
        frame = self._scale.frame_at(x)
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return frame
        others = {
            key
            for lane in self._content.lanes
            for key in lane.keys
            if (lane.object_id, key) not in self.selected
        }
        targets = others | {self._frame, *self._content.markers, *self._content.cuts}
        near = [one for one in targets if abs(self._scale.middle_of(one) - x) <= _SNAP_PX]
        return min(near, key=lambda one: abs(self._scale.middle_of(one) - x)) if near else frame

    def _shift_to(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> int:
        if (at - self._pressed).manhattanLength() < _FIRM_PX:
            return 0
        return self._allowed(self._snapped(at.x(), modifiers) - self._grabbed_frame)

    def _allowed(self, shift: int) -> int:
        """Limit a shift so that all chosen keys stay in the shot."""
        frames = [frame for _, frame in self.selected]
        shot = self._scale.frames
        return max(shot[0] - min(frames), min(shift, shot[-1] - max(frames))) if frames else 0

    def select(self, keys: frozenset[Key]) -> None:
        """Choose keys."""
        if keys != self.selected:
            self.show_content(replace(self._content, selected=keys))

    def _told(self, at: QPoint) -> str:
        near = self._keys_near(at)
        lane = self._rows.lane_at(at.y())
        if lane is None or not self._scale.frames:
            return ""
        shown = self._content.lanes[lane]
        if len(near) > 1:
            return self.tr("{0}: %n keys here", "", len(near)).format(shown.name)
        frame = near[0] if near else self._scale.frame_at(at.x())
        parts = [shown.name, self._label(frame)]
        if frame in shown.marks:
            parts.append(mark_name(shown.marks[frame].name))
        if frame in shown.confidence:
            parts.append(self.tr("confidence {0}%").format(round(shown.confidence[frame] * 100)))
        if frame in shown.stale:
            parts.append(self.tr("stale: what it was made from has changed"))
        return " · ".join(parts)

    def paint_still(self, painter: QPainter) -> None:
        """Draw all but the play head."""
        painter.fillRect(self.rect(), grey(self._theme.panel))
        paint(painter, self._content, self._scale, self._rows, self._theme, self._label)

    def _column(self, frame: int) -> QRect:
        x = self._scale.x_of(frame)
        return QRect(int(x) - 7, 0, int(max(2.0, self._scale.frame_px)) + 15, self.height())

    def _draw_playhead(self, painter: QPainter) -> None:
        x = self._scale.middle_of(self._frame)
        left = self._scale.x_of(self._frame)
        wide = PLAYHEAD.lighter(100)
        wide.setAlpha(60)
        if self._scale.frame_px > 3:
            painter.fillRect(QRect(int(left), 0, int(self._scale.frame_px), self.height()), wide)
        painter.setPen(QPen(PLAYHEAD, 1))
        painter.drawLine(int(x), 0, int(x), self.height())
        painter.fillRect(QRect(int(x) - 4, 0, 9, 6), PLAYHEAD)

    def _draw_moving(self, painter: QPainter) -> None:
        painter.setPen(QPen(PLAYHEAD, 1, Qt.PenStyle.DotLine))
        for _, frame in self.selected:
            x = int(self._scale.middle_of(frame + self._shift))
            painter.drawLine(x, self._rows.lane(0)[0], x, self.height())


def mark_name(mark: str) -> str:
    """Say in the user's language what a mark of a lane means."""
    names = {
        "AI": tr("TimeStrip", "propagated"),
        "STROKE": tr("TimeStrip", "painted"),
        "SHAPE": tr("TimeStrip", "keyframe of a shape"),
        "IMPORTED": tr("TimeStrip", "imported matte"),
        "CORRECTED": tr("TimeStrip", "key matte"),
        "PINNED": tr("TimeStrip", "pinned reference"),
    }
    return names[mark]
