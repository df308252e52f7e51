"""The timeline panel: names of the lanes, the strip, and the bar that scrolls time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PyQt6.QtCore import QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from editor.project.history.events import Committed, PlateChanged
from editor.project.moving import move_keys
from ui.desk.desk import Desk
from ui.desk.document import touches
from ui.language import on_language_change, say
from ui.theme.colours import THEMES, Theme, grey
from ui.timeline.lanes import Lane
from ui.timeline.painting import Cached, Rows
from ui.timeline.strip import Key, TimeStrip
from ui.timeline.time_bar import TimeBar
from ui.timeline.waveform import WaveformStore

_LOOK_EVERY_MS = 400
_NAMES_PX = 120
_SWATCH_PX = 10


class LaneNames(QWidget):
    """The names beside the lanes; a click chooses the object."""

    chosen = pyqtSignal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lanes: Sequence[Lane] = ()
        self._chosen: int | None = None
        self._has_sound = False
        on_language_change(self, self.update)
        self.setFixedWidth(_NAMES_PX)
        say(self.setAccessibleName, lambda: self.tr("Names of the lanes"))

    def show_lanes(self, lanes: Sequence[Lane], chosen: int | None, *, has_sound: bool = False) -> None:
        """Write other names."""
        self._lanes, self._chosen, self._has_sound = lanes, chosen, has_sound
        self.update()

    def show_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Write the names."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), grey(self._theme.panel))
        rows = self._rows
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        top, height = rows.clip
        painter.setPen(grey(self._theme.dim))
        painter.drawText(8, top, _NAMES_PX - 12, height, left, self.tr("Clip"))
        top, height = rows.sound
        painter.drawText(8, top, _NAMES_PX - 12, height, left, self.tr("Sound") if height else "")
        for number, lane in enumerate(self._lanes):
            top, height = rows.lane(number)
            if lane.object_id == self._chosen:
                painter.fillRect(0, top, _NAMES_PX, height, grey(self._theme.raised))
            painter.fillRect(
                8, top + (height - _SWATCH_PX) // 2, _SWATCH_PX, _SWATCH_PX, QColor(*lane.colour)
            )
            painter.setPen(grey(self._theme.disabled if lane.is_locked else self._theme.text))
            room = _NAMES_PX - _SWATCH_PX - 22
            name = painter.fontMetrics().elidedText(lane.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(_SWATCH_PX + 14, top, room, height, left, name)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Choose the object of the lane."""
        if event is not None:
            number = self._rows.lane_at(event.position().y())
            if number is not None:
                self.chosen.emit(self._lanes[number].object_id)

    @property
    def _rows(self) -> Rows:
        return Rows(self.fontMetrics().height(), len(self._lanes), self._has_sound)


class TimelinePanel(QWidget):
    """The shot over time.

    Parameters
    ----------
    desk : Desk
        The document, the play head and the selection.
    cached : callable
        Says which frames can be shown at once; asked a few times a second while the panel is seen.
    """

    scrubbing = pyqtSignal(bool)
    """Whether the pointer is dragging the play head: exact frames can wait until it rests."""

    def __init__(self, desk: Desk, cached: Callable[[], Cached]) -> None:
        super().__init__()
        self._desk = desk
        self._cached = cached
        theme = THEMES[desk.preferences.theme]
        self.strip = TimeStrip(theme)
        self.names = LaneNames(theme)
        self.sound = WaveformStore(desk)
        self._bar = TimeBar(self.strip)
        say(self._bar.setAccessibleName, lambda: self.tr("Scroll time"))
        self._is_scrubbing = False
        self._plates: tuple[int, ...] = ()
        self._lay_out()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_EVERY_MS)
        self._clock.timeout.connect(self._look_at_cache)
        self._clock.start()
        self._enter_shot()

    def sizeHint(self) -> QSize:
        """Room for a few lanes."""
        return QSize(800, 190)

    def show_markers(self, markers: Sequence[int]) -> None:
        """Draw flags at frames."""
        self.strip.show_content(replace(self.strip.content, markers=tuple(markers)))

    def _lay_out(self) -> None:
        rows = QWidget()
        row = QHBoxLayout(rows)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.names)
        row.addWidget(self.strip, 1)
        area = QScrollArea()
        area.setWidget(rows)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(area, 0, 0, 1, 2)
        grid.setColumnMinimumWidth(0, _NAMES_PX)
        grid.addWidget(self._bar, 1, 1)
        grid.setColumnStretch(1, 1)

    def _connect(self) -> None:
        desk, strip = self._desk, self.strip
        desk.playhead.moved.connect(strip.move_playhead)
        desk.playhead.range_changed.connect(self._show)
        desk.playhead.shot_changed.connect(self._enter_shot)
        desk.selection.object_changed.connect(self._show)
        desk.document.edited.connect(self._follow)
        desk.preferences.changed.connect(self._follow_preference)
        self.sound.changed.connect(self._show)
        desk.lanes.changed.connect(self._show)
        strip.went.connect(self._scrub)
        strip.scrub_ended.connect(self._end_scrub)
        strip.object_chosen.connect(desk.selection.choose_object)
        strip.keys_moved.connect(self._move_keys)
        self.names.chosen.connect(desk.selection.choose_object)

    def _enter_shot(self) -> None:
        playhead = self._desk.playhead
        self.strip.show_frames(playhead.frames)
        self._read_plates()
        self._show()
        self.strip.move_playhead(playhead.frame)
        self._look_at_cache()

    def _read_plates(self) -> None:
        project, shot = self._desk.document.project, self._desk.selection.shot
        plates = [] if project is None or shot is None else project.plates.of(shot.id)
        self._plates = tuple(plate.frame for plate in plates)

    def _show(self) -> None:
        selection, playhead = self._desk.selection, self._desk.playhead
        chosen = None if selection.object is None else selection.object.id
        content = replace(
            self.strip.content,
            name="" if selection.shot is None else selection.shot.name,
            rate=playhead.rate,
            marked=playhead.marked,
            lanes=self._desk.lanes.lanes(),
            chosen=chosen,
            peaks=self.sound.peaks,
            plates=self._plates,
        )
        self.strip.show_content(content)
        self.names.show_lanes(content.lanes, chosen, has_sound=content.peaks is not None)

    def _follow(self, committed: Committed) -> None:
        """Lanes follow by themselves."""
        if touches(committed, PlateChanged):
            self._read_plates()
            self._show()

    def _follow_preference(self, name: str) -> None:
        if name == "theme":
            theme = THEMES[self._desk.preferences.theme]
            self.strip.show_theme(theme)
            self.names.show_theme(theme)
        elif name == "counting":
            self.strip.show_content(self.strip.content)

    def _scrub(self, frame: int) -> None:
        if not self._is_scrubbing:
            self._is_scrubbing = True
            self.scrubbing.emit(True)
        self._desk.playhead.go(frame)

    def _end_scrub(self, frame: int) -> None:
        self._is_scrubbing = False
        self.scrubbing.emit(False)
        self._desk.playhead.go(frame)

    def _move_keys(self, keys: frozenset[Key], delay_frames: int) -> None:
        project = self._desk.document.project
        if project is None:
            return
        with self._desk.document.attempt(), project.edit("Move keys"):
            for object_id in {object_id for object_id, _ in keys}:
                frames = [frame for one, frame in keys if one == object_id]
                move_keys(project, project.objects.get(object_id), frames, delay_frames)

    def _look_at_cache(self) -> None:
        if self.isVisible():
            self.strip.show_cached(self._cached())
