"""Pinned frames of the selected object and clean plates of the shot: a click goes there, Delete unpins."""

from __future__ import annotations

import cv2
import numpy as np
from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QIcon, QKeyEvent, QKeySequence, QPixmap
from PyQt6.QtWidgets import QListWidget, QListWidgetItem, QStackedLayout, QVBoxLayout, QWidget

from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.media.playback.screen import ScreenFrame
from editor.project.history.events import Committed, Place, PlateChanged
from ui.desk.counting import number_of
from ui.desk.desk import Desk
from ui.desk.document import touches
from ui.language import on_language_change, said, say
from ui.theme.controls import dim_label
from ui.timeline.lanes import Mark
from ui.viewer.images import image_of

_THUMB_PX = QSize(96, 54)
_IS_PLATE = Qt.ItemDataRole.UserRole + 1


class ReferencesPanel(QWidget):
    """Thumbnails of the frames that propagation always looks at, and of those that fills prefer.

    Parameters
    ----------
    desk : Desk
        The document and the selection.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._listed: list[tuple[int, bool]] = []
        self.list = _Thumbnails()
        say(self.list.setAccessibleName, lambda: self.tr("Pinned frames"))
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        self.list.unpinned.connect(self._unpin)
        empty = said(
            dim_label(),
            lambda: self.tr(
                "No pinned frame. Where the matte of a frame is right, accept it: it is kept and followed."
            ),
        )
        empty.setContentsMargins(10, 8, 10, 8)
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(empty)
        self._stack.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(body)
        desk.selection.object_changed.connect(self.rebuild)
        desk.selection.shot_changed.connect(self.rebuild)
        desk.document.edited.connect(self._follow)
        desk.lanes.changed.connect(self.refresh)
        desk.frames.arrived.connect(self._show_thumbnail)
        on_language_change(self, self.rebuild)
        self.rebuild()

    def sizeHint(self) -> QSize:
        """Room for two rows."""
        return QSize(280, 140)

    def frames(self) -> list[int]:
        """Which frames are listed."""
        return [_frame_of(item) for item in self._items()]

    def rebuild(self) -> None:
        """List pinned frames and clean plates anew."""
        self._listed = self._references()
        self.list.clear()
        for frame, is_plate in self._listed:
            name = self.tr("Plate {0}") if is_plate else self.tr("Frame {0}")
            item = QListWidgetItem(name.format(number_of(self._desk, frame)), self.list)
            item.setData(Qt.ItemDataRole.UserRole, frame)
            item.setData(_IS_PLATE, is_plate)
            told = self.tr("Clean plate; click goes there, Delete removes it")
            item.setToolTip(told if is_plate else self.tr("Click goes there, Delete unpins"))
            shown = self._desk.frames.best(frame)
            item.setIcon(_blank() if shown is None else _thumbnail(shown))
        self._stack.setCurrentIndex(int(self.list.count() > 0))

    def _references(self) -> list[tuple[int, bool]]:
        """Find the pinned frames of the object and the clean plates of the shot: frame, and which it is."""
        project, shot = self._desk.document.project, self._desk.selection.shot
        thing = self._desk.selection.object
        if project is None or shot is None:
            return []
        lanes = [
            lane for lane in self._desk.lanes.lanes() if thing is not None and lane.object_id == thing.id
        ]
        pinned = [frame for lane in lanes for frame, mark in lane.marks.items() if mark is Mark.PINNED]
        plates = [plate.frame for plate in project.plates.of(shot.id)]
        return sorted([*((frame, False) for frame in pinned), *((frame, True) for frame in plates)])

    def _items(self) -> list[QListWidgetItem]:
        items = (self.list.item(number) for number in range(self.list.count()))
        return [item for item in items if item is not None]

    def _follow(self, committed: Committed) -> None:
        if touches(committed, PlateChanged):
            self.refresh()

    def refresh(self) -> None:
        """List them anew where there are others."""
        if self._references() != self._listed:
            self.rebuild()

    def _show_thumbnail(self, frame: ScreenFrame) -> None:
        for item in self._items():
            if _frame_of(item) == frame.index:
                item.setIcon(_thumbnail(frame))

    def _go(self, item: QListWidgetItem) -> None:
        self._desk.playhead.go(_frame_of(item))

    def _unpin(self, frame: int, is_plate: bool) -> None:
        project, shot = self._desk.document.project, self._desk.selection.shot
        thing = self._desk.selection.object
        if project is None or shot is None:
            return
        plate = project.plates.at(shot.id, frame) if is_plate else None
        if plate is not None:
            with self._desk.document.attempt():
                project.plates.remove(plate)
        elif thing is not None and not is_plate:
            with self._desk.document.attempt(), project.edit("Unpin frame", Place(thing.shot_id, frame)):
                for placed in project.layers.on_frame(thing.id, frame):
                    if isinstance(placed.layer, FrameMatte) and placed.layer.state is FrameState.PINNED:
                        project.layers.remove(placed)


class _Thumbnails(QListWidget):
    """Pictures in rows, as many as fit."""

    unpinned = pyqtSignal(int, bool)
    """A frame is to be unpinned, or its clean plate removed."""

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setIconSize(_THUMB_PX)
        self.setSpacing(4)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Unpin by Delete."""
        item = self.currentItem()
        if event is not None and event.matches(QKeySequence.StandardKey.Delete) and item is not None:
            self.unpinned.emit(_frame_of(item), bool(item.data(_IS_PLATE)))
        else:
            super().keyPressEvent(event)


def _frame_of(item: QListWidgetItem) -> int:
    return int(item.data(Qt.ItemDataRole.UserRole))


def _thumbnail(frame: ScreenFrame) -> QIcon:
    height, width = frame.pixels.shape[:2]
    scale = min(_THUMB_PX.width() / width, _THUMB_PX.height() / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = np.asarray(cv2.resize(frame.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    return QIcon(QPixmap.fromImage(image_of(small).copy()))


def _blank() -> QIcon:
    pixmap = QPixmap(_THUMB_PX)
    pixmap.fill(Qt.GlobalColor.black)
    return QIcon(pixmap)
