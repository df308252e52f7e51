"""The pinned frames of the selected object: a click goes there, Delete unpins."""

from __future__ import annotations

import cv2
import numpy as np
from PyQt6.QtCore import QSize, Qt, pyqtSignal
from PyQt6.QtGui import QIcon, QKeyEvent, QKeySequence, QPixmap
from PyQt6.QtWidgets import QListWidget, QListWidgetItem, QStackedLayout, QVBoxLayout, QWidget

from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.media.playback.screen import ScreenFrame
from editor.project.content.layers import Placed
from editor.project.history.events import Committed, LayerChanged, ObjectChanged, Place
from ui.desk.desk import Desk
from ui.desk.document import touches
from ui.language import on_language_change, said, say
from ui.theme.controls import dim_label
from ui.viewer.images import image_of

_THUMB_PX = QSize(96, 54)


class ReferencesPanel(QWidget):
    """Thumbnails of the frames that propagation always looks at.

    Parameters
    ----------
    desk : Desk
        The document and the selection.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
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
        """List the pinned frames anew."""
        self.list.clear()
        for placed in self._pinned():
            layer = placed.layer
            assert isinstance(layer, FrameMatte)
            item = QListWidgetItem(self.tr("Frame {0}").format(layer.frame), self.list)
            item.setData(Qt.ItemDataRole.UserRole, layer.frame)
            item.setToolTip(self.tr("Click goes there, Delete unpins"))
            shown = self._desk.frames.best(layer.frame)
            item.setIcon(_blank() if shown is None else _thumbnail(shown))
        self._stack.setCurrentIndex(int(self.list.count() > 0))

    def _pinned(self) -> list[Placed]:
        project, thing = self._desk.document.project, self._desk.selection.object
        if project is None or thing is None:
            return []
        found = [
            placed
            for placed in project.layers.of(thing.id)
            if isinstance(placed.layer, FrameMatte) and placed.layer.state is FrameState.PINNED
        ]
        return sorted(found, key=lambda placed: getattr(placed.layer, "frame", 0))

    def _items(self) -> list[QListWidgetItem]:
        items = (self.list.item(number) for number in range(self.list.count()))
        return [item for item in items if item is not None]

    def _follow(self, committed: Committed) -> None:
        if touches(committed, LayerChanged, ObjectChanged):
            self.rebuild()

    def _show_thumbnail(self, frame: ScreenFrame) -> None:
        for item in self._items():
            if _frame_of(item) == frame.index:
                item.setIcon(_thumbnail(frame))

    def _go(self, item: QListWidgetItem) -> None:
        self._desk.playhead.go(_frame_of(item))

    def _unpin(self, frame: int) -> None:
        project, thing = self._desk.document.project, self._desk.selection.object
        if project is None or thing is None:
            return
        with self._desk.document.attempt(), project.edit("Unpin frame", Place(thing.shot_id, frame)):
            for placed in self._pinned():
                if isinstance(placed.layer, FrameMatte) and placed.layer.frame == frame:
                    project.layers.remove(placed)


class _Thumbnails(QListWidget):
    """Pictures in rows, as many as fit."""

    unpinned = pyqtSignal(int)
    """A frame is to be unpinned."""

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
            self.unpinned.emit(_frame_of(item))
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
