"""The tracks of an edit under pointer and keys: choosing and opening clips, scrubbing, zoom, scroll."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace

from PyQt6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PyQt6.QtWidgets import QToolTip

from ui.edits.track_painting import TracksContent, View, paint_tracks
from ui.edits.track_rows import RowPlaces
from ui.edits.tracks import TrackItem
from ui.language import on_language_change, say
from ui.theme.colours import PLAYHEAD, Theme, grey
from ui.timeline.scale import TimeScale
from ui.timeline.timed_strip import TimedStrip

_SNAP_PX = 6
_NOTCH = 120
_SCROLL_PX = 60
_HEAD_PX = 4

Chosen = tuple[int, int]
"""Numbers of a track and of an item on it."""


class TrackStrip(TimedStrip):
    """Ruler and tracks of an edit with the play head over them, in the edit's own time.

    Only what is seen of it is drawn.

    Parameters
    ----------
    theme : Theme
        Its colours.
    """

    went = pyqtSignal(int, bool)
    """The user points at a frame; whether the pointer is still down."""
    chosen = pyqtSignal()
    """Another clip is chosen, or none."""
    opened = pyqtSignal(object)
    """A clip is to be opened: `TrackItem`."""
    pictures_wanted = pyqtSignal(object)
    """Thumbnails that are seen and missing: list of clip and frame."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._label: Callable[[int], str] = str
        self._tell: Callable[[TrackItem], str] = lambda item: item.name
        self._content = TracksContent(RowPlaces(1, ()))
        self._cuts: tuple[int, ...] = ()
        self._top = 0
        self._frame: int | None = None
        self._is_scrubbing = False
        say(self.setAccessibleName, lambda: self.tr("Tracks of the edit"))
        say(
            self.setAccessibleDescription,
            lambda: self.tr("Arrow up and down go from clip to clip, Enter opens the shot of one."),
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        on_language_change(self, self.redraw)

    @property
    def content(self) -> TracksContent:
        """What is drawn."""
        return self._content

    @property
    def frame(self) -> int | None:
        """The frame of the sequence under the play head; None where it shows nothing of the viewer's."""
        return self._frame

    @property
    def top_px(self) -> int:
        """How far the tracks are scrolled down."""
        return self._top

    @property
    def most_top_px(self) -> int:
        """How far they can be scrolled down."""
        return max(0, self._content.places.height_px + self._content.places.ruler_px - self.height())

    @property
    def chosen_item(self) -> TrackItem | None:
        """The chosen clip."""
        chosen = self._content.chosen
        if chosen is None:
            return None
        track, number = chosen
        return self._content.places.rows[track].items[number]

    def sizeHint(self) -> QSize:
        """Room for a few tracks."""
        return QSize(600, 150)

    def minimumSizeHint(self) -> QSize:
        """Room for the ruler and one track; the others are scrolled to."""
        return QSize(120, 5 * self.fontMetrics().height())

    def show_sequence(
        self,
        content: TracksContent,
        frames: range,
        cuts: tuple[int, ...],
        label: Callable[[int], str],
        tell: Callable[[TrackItem], str],
    ) -> None:
        """Show another sequence, all of it.

        Parameters
        ----------
        content : TracksContent
            What is drawn.
        frames : range
            Its frames.
        cuts : tuple of int
            Frames that the play head snaps to, ascending.
        label : callable
            Writes a frame as the ruler shows it.
        tell : callable
            Says what there is to say of an item.
        """
        self._content, self._cuts, self._label, self._tell = content, cuts, label, tell
        self._frame, self._top = None, 0
        self._scale = TimeScale.fitting(frames, max(1, self.width()))
        self.redraw()
        self.view_changed.emit()
        self.chosen.emit()

    def show_content(self, content: TracksContent) -> None:
        """Draw something else at the same place."""
        self._content = content
        self.redraw()

    def move_playhead(self, frame: int | None) -> None:
        """Draw the play head elsewhere, or nowhere; scroll where it would not be seen."""
        before, self._frame = self._frame, frame
        if not self._scale.frames or before == frame:
            return
        if frame is not None and not self._is_scrubbing:
            shown = self._scale.showing(frame)
            if shown != self._scale:
                self.show_scale(shown)
                return
        for one in (before, frame):
            if one is not None:
                x = int(self._scale.middle_of(one))
                self.update(QRect(x - _HEAD_PX - 2, 0, 2 * _HEAD_PX + 5, self.height()))

    def pivot_px(self, pointer_px: float | None = None) -> float:
        """Keep the play head where it is; where there is none, what is under the pointer."""
        return super().pivot_px(pointer_px) if self._frame is None else self._scale.middle_of(self._frame)

    def scroll_down_to(self, top_px: int) -> None:
        """Show the tracks from a height on."""
        top_px = max(0, min(top_px, self.most_top_px))
        if top_px != self._top:
            self._top = top_px
            self.redraw()
            self.view_changed.emit()

    def choose(self, chosen: Chosen | None) -> None:
        """Choose a clip."""
        if chosen != self._content.chosen:
            self.show_content(replace(self._content, chosen=chosen))
            self.chosen.emit()

    def item_at(self, at: QPointF) -> Chosen | None:
        """Return what lies under the pointer, or None."""
        places = self._content.places
        if at.y() < places.ruler_px:
            return None
        track = places.at(at.y() - places.ruler_px + self._top)
        if track is None:
            return None
        number = places.rows[track].at(self._scale.first + at.x() / self._scale.frame_px)
        return None if number is None else (track, number)

    def topmost_at(self, frame: int) -> Chosen | None:
        """Return the clip that is seen at a frame: the topmost that is not muted and can be a shot."""
        for track, row in enumerate(self._content.places.rows):
            number = row.at(frame)
            if number is not None and row.items[number].is_enabled and row.items[number].shot:
                return track, number
        return None

    # Events

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Copy what was drawn before, and draw the play head over it."""
        if event is None:
            return
        painter = QPainter(self)
        self.copy_still(painter, event.rect())
        if self._frame is not None and self._scale.frames:
            x = int(self._scale.middle_of(self._frame))
            painter.setPen(QPen(PLAYHEAD, 1))
            painter.drawLine(x, 0, x, self.height())
            painter.fillRect(QRect(x - _HEAD_PX, 0, 2 * _HEAD_PX + 1, 6), PLAYHEAD)
        if self.hasFocus():
            painter.setPen(QPen(grey(self._theme.dim), 1, Qt.PenStyle.DotLine))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep what is shown, or show all if all was shown."""
        self._top = min(self._top, self.most_top_px)
        self.show_scale(self._scale.resized(max(1, self.width())), anyway=True)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Scrub in the ruler; choose a clip in the tracks."""
        if event is None or event.button() is not Qt.MouseButton.LeftButton or not self._scale.frames:
            return
        if event.position().y() < self._content.places.ruler_px:
            self._is_scrubbing = True
            self._go(event, is_down=True)
        else:
            self.choose(self.item_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Go on scrubbing."""
        if event is not None and self._is_scrubbing:
            self._go(event, is_down=True)

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End scrubbing."""
        if event is not None and self._is_scrubbing:
            self._is_scrubbing = False
            self._go(event, is_down=False)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Open the clip."""
        if event is None or event.position().y() < self._content.places.ruler_px:
            return
        self.choose(self.item_at(event.position()))
        if (item := self.chosen_item) is not None:
            self.opened.emit(item)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Zoom with Ctrl, scroll time with Shift or sideways, scroll the tracks otherwise."""
        if event is not None and not self.take_wheel(event):
            self.scroll_down_to(self._top - round(event.angleDelta().y() / _NOTCH * _SCROLL_PX))
            event.accept()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Go from clip to clip, or open one."""
        if event is None:
            return
        keys = Qt.Key
        if event.key() in {keys.Key_Up, keys.Key_Down}:
            self.choose_next(1 if event.key() == keys.Key_Down else -1)
        elif event.key() in {keys.Key_Return, keys.Key_Enter} and (item := self.chosen_item) is not None:
            self.opened.emit(item)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """Take the keys that go from clip to clip before the actions do; say what lies under the pointer."""
        if event is not None and event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if is_plain and event.key() in _OWN_KEYS:
                event.accept()
                return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_tip(event)
            return True
        return super().event(event)

    def choose_next(self, way: int) -> None:
        """Choose the clip before or after the chosen one, on its track; at first that under the play head."""
        rows = self._content.places.rows
        chosen = self._content.chosen
        if chosen is None:
            first = next((track for track, row in enumerate(rows) if row.items), None)
            start = None if self._frame is None else self.topmost_at(self._frame)
            self.choose(start or (None if first is None else (first, 0)))
        else:
            track, number = chosen
            self.choose((track, max(0, min(number + way, len(rows[track].items) - 1))))
        if (item := self.chosen_item) is not None:
            last = max(round(item.start), min(round(item.stop) - 1, self._scale.frames.stop - 1))
            self.show_scale(self._scale.showing(last).showing(round(item.start)))

    # Drawing

    def _show_tip(self, event: QHelpEvent) -> None:
        under = self.item_at(QPointF(event.pos()))
        if under is None:
            QToolTip.hideText()
        else:
            track, number = under
            item = self._content.places.rows[track].items[number]
            QToolTip.showText(event.globalPos(), self._tell(item), self)

    def _go(self, event: QMouseEvent, *, is_down: bool) -> None:
        x = event.position().x()
        frame = self._scale.frame_at(x)
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            frame = self._snapped(frame, x)
        frame = max(self._scale.frames.start, min(frame, self._scale.frames.stop - 1))
        self.move_playhead(frame)
        self.went.emit(frame, is_down)

    def _snapped(self, frame: int, x: float) -> int:
        """Return the cut or marker near a pixel, or the frame there."""
        place = bisect_left(self._cuts, frame)
        near = [
            one
            for one in (*self._cuts[max(0, place - 1) : place + 2], *self._content.markers)
            if abs(self._scale.x_of(one) - x) <= _SNAP_PX
        ]
        return min(near, key=lambda one: abs(self._scale.x_of(one) - x)) if near else frame

    def paint_still(self, painter: QPainter) -> None:
        """Draw the ruler and the tracks that are seen."""
        view = View(self._scale, self._top, self.height())
        wanted = paint_tracks(painter, self._content, view, self._theme, self._label)
        if wanted:
            self.pictures_wanted.emit(wanted)


_OWN_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter})
