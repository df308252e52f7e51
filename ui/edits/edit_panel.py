"""The edit's panel: its tracks with their names, what is chosen, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from PyQt6.QtCore import QSize, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QAction, QHideEvent, QShowEvent
from PyQt6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor.media.timecode import timecode_after
from ui.desk.desk import Desk
from ui.edits.clip_pictures import ClipPictures
from ui.edits.glance import Glimpse
from ui.edits.store import EditStore
from ui.edits.track_names import TrackNames
from ui.edits.track_painting import TracksContent, remarks
from ui.edits.track_rows import RowPlaces, placed
from ui.edits.track_strip import Chosen, TrackStrip
from ui.edits.tracks import Kind, TracedSequence, TrackItem
from ui.language import on_language_change, said, say
from ui.languages.errors import told as told_error
from ui.theme.colours import THEMES
from ui.theme.flow import FlowLayout
from ui.timeline.scale import TimeScale
from ui.timeline.time_bar import TimeBar

_MOST_FRAMES_A_SECOND = 240


class EditPanel(QWidget):
    """The edit that the project's shots come from.

    Parameters
    ----------
    desk : Desk
        The project, the play head and the selection.
    store : EditStore
        The edit.
    """

    list_wanted = pyqtSignal(object)
    """The list of shots of this edit (`Path`) is to be shown."""
    import_wanted = pyqtSignal()
    """An edit is to be chosen."""
    delivery_wanted = pyqtSignal()
    """Clean plates are to go back into the edit."""
    scrubbing = pyqtSignal(bool)
    """Whether the pointer is dragging the play head."""
    glimpsed = pyqtSignal(object)
    """A frame that is not one of the open shot is to be seen: `Glimpse`; None ends that."""

    def __init__(self, desk: Desk, store: EditStore) -> None:
        super().__init__()
        self._desk, self._store = desk, store
        theme = THEMES[desk.preferences.theme]
        self.strip = TrackStrip(theme)
        self.names = TrackNames(theme, self.strip)
        self._sequence: TracedSequence | None = None
        self._by_clip: dict[str, list[Chosen]] = {}
        self._current: TrackItem | None = None
        self._is_leading = False
        self._pictures = ClipPictures(desk.background)
        self._make_controls()
        self._lay_out()
        self._connect()
        self.refresh()

    def sizeHint(self) -> QSize:
        """Room for a few tracks."""
        return QSize(800, 190)

    @property
    def sequence(self) -> TracedSequence | None:
        """The sequence that is shown."""
        return self._sequence

    def showEvent(self, event: QShowEvent | None) -> None:
        """Read the edit where it was not seen before, or something new was rendered meanwhile."""
        super().showEvent(event)
        self._store.wake(True)
        self.strip.redraw()

    def hideEvent(self, event: QHideEvent | None) -> None:
        """Read nothing that nobody sees."""
        self._store.wake(False)
        self._pictures.rest()
        self.glimpsed.emit(None)
        super().hideEvent(event)

    def open_here(self) -> None:
        """Open the chosen clip, or else the one under the play head."""
        item = self.strip.chosen_item
        if item is None and self.strip.frame is not None:
            self.strip.choose(self.strip.topmost_at(self.strip.frame))
            item = self.strip.chosen_item
        if item is not None:
            self._open(item)

    def refresh(self) -> None:
        """Show what the store has read."""
        edit = self._store.edit
        if edit is None or not edit.sequences:
            self._sequence = None
            self._say_why_empty()
            return
        key = self._sequence.key if self._sequence is not None else edit.main
        self._list_sequences(key if key in edit.sequences else edit.main)
        self._show_sequence(edit.sequences[self.sequences.currentData()])
        self.pages.setCurrentIndex(1)

    # What it is made of

    def _make_controls(self) -> None:
        self.sequences = QComboBox()
        say(self.sequences.setAccessibleName, lambda: self.tr("Sequence"))
        self.sequences.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sequences.setMinimumContentsLength(14)
        self.told = QLabel()
        self.told.setProperty("dim", True)
        self.told.setMinimumWidth(1)
        self.take = QPushButton()
        self.more = said(QPushButton(), lambda: self.tr("More"))
        menu = QMenu(self.more)
        menu.setToolTipsVisible(True)
        self.list, self.deliver, self.again = (QAction(menu) for _ in range(3))
        say(self.list.setText, lambda: self.tr("Shot list ..."))
        say(self.list.setToolTip, lambda: self.tr("Choose which clips of the edit become shots."))
        say(self.deliver.setText, lambda: self.tr("Deliver ..."))
        say(
            self.deliver.setToolTip,
            lambda: self.tr("Render clean plates by version and put them into the edit."),
        )
        say(self.again.setText, lambda: self.tr("Read again"))
        say(self.again.setToolTip, lambda: self.tr("Read the edit anew, and look for new clean plates."))
        menu.addActions([self.list, self.deliver, self.again])
        self.more.setMenu(menu)
        self._across = TimeBar(self.strip)
        say(self._across.setAccessibleName, lambda: self.tr("Scroll time"))
        self._down = QScrollBar(Qt.Orientation.Vertical)
        say(self._down.setAccessibleName, lambda: self.tr("Scroll tracks"))
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = QProgressBar()
        say(self.progress.setAccessibleName, lambda: self.tr("Progress"))
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.bring = QPushButton()

    def _lay_out(self) -> None:
        head = QWidget()
        flow = FlowLayout(head)
        left, right = QWidget(), QWidget()
        for group, widgets in (
            (left, (self.sequences,)),
            (right, (self.take, self.more)),
        ):
            row = QHBoxLayout(group)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            for widget in widgets:
                row.addWidget(widget)
            flow.addWidget(group)
        tracks = QWidget()
        grid = QGridLayout(tracks)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.names, 0, 0)
        grid.addWidget(self.strip, 0, 1)
        grid.addWidget(self._down, 0, 2)
        grid.addWidget(self._across, 1, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(0, 1)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(tracks, 1)
        column.addWidget(self.told)
        self.told.setContentsMargins(8, 1, 8, 2)
        empty = QWidget()
        middle = QVBoxLayout(empty)
        middle.addStretch(1)
        middle.addWidget(self.message)
        middle.addWidget(self.progress)
        middle.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self.pages = QStackedWidget()
        self.pages.addWidget(empty)
        self.pages.addWidget(shown)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def _connect(self) -> None:
        desk, store, strip = self._desk, self._store, self.strip
        store.changed.connect(self.refresh)
        store.shots_changed.connect(self._follow_shots)
        store.entered.connect(self._enter)
        desk.playhead.moved.connect(self._follow_playhead)
        desk.selection.shot_changed.connect(self._follow_shot)
        desk.preferences.changed.connect(self._follow_preference)
        strip.went.connect(self._scrub)
        strip.chosen.connect(self._tell_chosen)
        strip.opened.connect(self._open)
        strip.view_changed.connect(self._show_place)
        strip.pictures_wanted.connect(self._pictures.want)
        self._pictures.changed.connect(strip.redraw)
        self._down.valueChanged.connect(strip.scroll_down_to)
        self.sequences.activated.connect(lambda _index: self._choose_sequence(self.sequences.currentData()))
        self.take.clicked.connect(lambda _checked: self.open_here())
        self.list.triggered.connect(lambda _checked: self._want_list())
        self.deliver.triggered.connect(lambda _checked: self.delivery_wanted.emit())
        self.again.triggered.connect(lambda _checked: store.read())
        self.bring.clicked.connect(lambda _checked: self._bring())
        on_language_change(self, self._speak)

    # What is shown

    def _say_why_empty(self) -> None:
        store = self._store
        is_reading = store.is_busy and store.path is not None
        self.progress.setVisible(is_reading)
        self.bring.setVisible(not is_reading)
        if is_reading and store.path is not None:
            self.message.setText(self.tr("Reading {0} ...").format(store.path.name))
        elif store.error is not None:
            self.message.setText(told_error(store.error))
            self.bring.setText(self.tr("Read again"))
        else:
            self.message.setText(
                self.tr("Import an edit (OTIO, XML, FCPXML, EDL or AAF) to see its tracks here.")
            )
            self.bring.setText(self.tr("Import ..."))
        self.pages.setCurrentIndex(0)

    def _bring(self) -> None:
        if self._store.path is not None:
            self._store.read()
        else:
            self.import_wanted.emit()

    def _want_list(self) -> None:
        if self._store.path is not None:
            self.list_wanted.emit(self._store.path)

    def _list_sequences(self, key: str) -> None:
        edit = self._store.edit
        if edit is None:
            return
        self.sequences.blockSignals(True)
        self.sequences.clear()
        for one in edit.sequences.values():
            self.sequences.addItem(one.name or edit.path.stem, one.key)
        self.sequences.setCurrentIndex(max(0, self.sequences.findData(key)))
        self.sequences.setToolTip(str(edit.path))
        self.sequences.setVisible(len(edit.sequences) > 1)
        self.sequences.blockSignals(False)

    def _choose_sequence(self, key: str) -> None:
        edit = self._store.edit
        if edit is not None and key in edit.sequences:
            self._list_sequences(key)
            self._show_sequence(edit.sequences[key])

    def _show_sequence(self, sequence: TracedSequence) -> None:
        is_same = self._sequence is not None and self._sequence.key == sequence.key
        kept = (self.strip.scale, self.strip.top_px, self.strip.content.chosen) if is_same else None
        self._sequence = sequence
        rows = placed(sequence)
        self._by_clip = {}
        for track, row in enumerate(rows):
            for number, item in enumerate(row.items):
                if item.clip:
                    self._by_clip.setdefault(item.clip, []).append((track, number))
        content = TracksContent(
            RowPlaces(self.fontMetrics().height(), rows),
            rate=sequence.rate,
            markers=tuple(frame for frame, _ in sequence.markers),
            shot_name=self._shot_name,
            pictures=self._pictures.shown,
        )
        frames = range(sequence.length)
        self.strip.show_sequence(content, frames, tuple(sorted(sequence.cuts)), self._timecode, self._tell)
        if kept is not None and kept[0].frames == frames:
            self._look_as_before(*kept)
        self.names.update()
        self._follow_shot()

    def _look_as_before(self, scale: TimeScale, top_px: int, chosen: Chosen | None) -> None:
        """Keep zoom and place where the same sequence was read anew."""
        if not scale.is_fitting:
            self.strip.zoom(scale.frame_px / self.strip.scale.frame_px, 0)
            self.strip.scroll_to(scale.first)
        self.strip.scroll_down_to(top_px)
        rows = self.strip.content.places.rows
        if chosen is not None and chosen[0] < len(rows) and chosen[1] < len(rows[chosen[0]].items):
            self.strip.choose(chosen)

    def _shot_name(self, item: TrackItem) -> str:
        shot = self._store.shot_of(item)
        return "" if shot is None else shot.name

    def _timecode(self, frame: float) -> str:
        sequence = self._sequence
        if sequence is None:
            return str(frame)
        whole = int(sequence.start + frame)
        if sequence.rate > _MOST_FRAMES_A_SECOND or whole < 0:
            return f"{float(Fraction(whole) / sequence.rate):.3f} s"
        zero = "00:00:00;00" if sequence.is_drop_frame else "00:00:00:00"
        return timecode_after(zero, whole, sequence.rate)

    def _tell(self, item: TrackItem) -> str:
        """Say all there is to say of a clip, a line each."""
        lines = [item.name] if item.name else []
        lines.append(self.tr("{0} to {1}").format(self._timecode(item.start), self._timecode(item.stop)))
        if item.clip:
            frames = item.shot_frames
            lines.append(
                self.tr("{0}, frames {1} to {2}").format(Path(item.clip).name, frames.start, frames.stop - 1)
            )
        name = self._shot_name(item)
        if name:
            lines.append(self.tr("Shot {0}").format(name))
        elif item.shot:
            lines.append(
                self.tr("No shot yet: a double click or Enter makes it, named {0}.").format(item.shot)
            )
        lines += [", ".join(remarks(item))] if remarks(item) else []
        lines += [item.why_not] if item.why_not else []
        lines += list(item.markers)
        return "\n".join(lines)

    def _tell_chosen(self) -> None:
        item = self.strip.chosen_item
        self.told.setVisible(item is not None)
        self.told.setText("" if item is None else " · ".join(self._tell(item).split("\n")))
        self._name_button()

    def _name_button(self) -> None:
        item = self.strip.chosen_item
        is_shot = item is not None and bool(self._shot_name(item))
        can_make = item is not None and bool(item.shot) and self._desk.document.is_writable
        is_nest = item is not None and item.kind is Kind.NEST
        self.take.setText(
            self.tr("Open sequence") if is_nest else self.tr("Open shot") if is_shot else self.tr("Make shot")
        )
        self.take.setEnabled(is_shot or can_make or is_nest)
        self.take.setToolTip("" if self.take.isEnabled() else self.tr("Choose a clip of the edit first."))

    def _show_place(self) -> None:
        """Show which of the tracks are seen."""
        strip = self.strip
        self._down.blockSignals(True)
        self._down.setRange(0, strip.most_top_px)
        self._down.setPageStep(max(1, strip.height()))
        self._down.setSingleStep(20)
        self._down.setValue(strip.top_px)
        self._down.setVisible(strip.most_top_px > 0)
        self._down.blockSignals(False)

    def _speak(self) -> None:
        if self._sequence is None:
            self._say_why_empty()
        self._tell_chosen()

    # What the user does

    def _open(self, item: TrackItem) -> None:
        if item.kind is Kind.NEST:
            self._choose_sequence(item.sequence)
            return
        frame = self.strip.frame
        is_under = frame is not None and item.start <= frame < item.stop
        self._store.open(item, frame if is_under and frame is not None else round(item.start))

    def _scrub(self, frame: int, is_down: bool) -> None:
        if is_down != self._is_leading:
            self._is_leading = is_down
            self.scrubbing.emit(is_down)
        under = self.strip.topmost_at(frame)
        if under is None:
            self.glimpsed.emit(None)
            return
        item = self.strip.content.places.rows[under[0]].items[under[1]]
        shot, clip_frame = self._store.shot_of(item), item.clip_frame(frame)
        if shot is not None and shot == self._desk.selection.shot and clip_frame is not None:
            self.glimpsed.emit(None)
            self._current = item
            self._desk.playhead.go(clip_frame)
        elif shot is not None and clip_frame is not None and not is_down:
            self._store.open(item, frame)
        else:
            self._current = None if shot is None else self._current
            is_seen = bool(item.clip) and clip_frame is not None
            self.glimpsed.emit(
                Glimpse(item.clip, clip_frame or 0, item.name, shot is not None) if is_seen else None
            )

    def _enter(self, item: TrackItem, place: int) -> None:
        self._current = item
        self.strip.move_playhead(place)
        self._name_button()

    # What it follows

    def _follow_playhead(self, frame: int) -> None:
        if self._is_leading or self._sequence is None:
            return
        place = None if self._current is None else self._current.place_of(frame)
        if place is None:
            place = self._find(frame)
        self.strip.move_playhead(place)

    def _find(self, frame: int) -> int | None:
        """Find where the sequence shows a frame of the shot."""
        shot = self._desk.selection.shot
        if shot is None:
            return None
        rows = self.strip.content.places.rows
        for track, number in self._candidates():
            item = rows[track].items[number]
            place = item.place_of(frame)
            if place is not None and self._store.shot_of(item) == shot:
                self._current = item
                return place
        return None

    def _candidates(self) -> Sequence[Chosen]:
        """List the clips that may show the viewer's, those first that the edit shows."""
        clip = self._desk.frames.clip
        found = self._by_clip.get(clip) or [one for places in self._by_clip.values() for one in places]
        rows = self.strip.content.places.rows
        return sorted(found, key=lambda one: not rows[one[0]].items[one[1]].is_enabled)

    def _follow_shot(self) -> None:
        if not self._is_leading:
            self._current = None
            self._follow_playhead(self._desk.playhead.frame)

    def _follow_shots(self) -> None:
        self.strip.redraw()
        self._follow_shot()
        self._tell_chosen()

    def _follow_preference(self, name: str) -> None:
        if name == "theme":
            theme = THEMES[self._desk.preferences.theme]
            self.strip.show_theme(theme)
            self.names.show_theme(theme)
        elif name == "interface_percent":
            QTimer.singleShot(0, self._fit_text)

    def _fit_text(self) -> None:
        content = self.strip.content
        places = RowPlaces(self.fontMetrics().height(), content.places.rows)
        self.strip.show_content(replace(content, places=places))
        self._show_place()
        self.names.updateGeometry()
        self.names.update()
