"""Thumbnails for the tracks of an edit: those that are seen, as many as memory is given for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from PyQt6.QtCore import QObject, QTimer, pyqtSignal
from PyQt6.QtGui import QPixmap

from ui.desk.background import Background
from ui.edits.thumbnails import Thumbnails
from ui.edits.track_painting import PictureKey

_REST_MS = 120
"""So long nothing else may be asked for before the first is decoded: scrolling leaves most of them out."""

_MOST = 600


class ClipPictures(QObject):
    """Pictures of clips, decoded beside the window.

    Parameters
    ----------
    background : Background
        Where that is done.
    """

    changed = pyqtSignal()
    """There is another one."""

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._pictures: OrderedDict[PictureKey, QPixmap] = OrderedDict()
        self._faulty: set[PictureKey] = set()
        self._wanted: list[PictureKey] = []
        self._thumbnails = Thumbnails(background, self._take, self._leave_empty)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._fetch)

    @property
    def shown(self) -> Mapping[PictureKey, QPixmap]:
        """Those there are; always the same mapping."""
        return self._pictures

    def want(self, keys: list[PictureKey]) -> None:
        """Decode these as soon as nothing else is asked for; what was wanted before is forgotten."""
        self._wanted = keys
        self._rest.start()

    def rest(self) -> None:
        """Decode no more until something is wanted again."""
        self._rest.stop()
        self._thumbnails.stop()

    def _fetch(self) -> None:
        missing = [key for key in dict.fromkeys(self._wanted) if key not in self._pictures]
        self._thumbnails.want([(_written(key), *key) for key in missing if key not in self._faulty])

    def _take(self, written: str, picture: QPixmap) -> None:
        self._pictures[_read(written)] = picture
        while len(self._pictures) > _MOST:
            self._pictures.popitem(last=False)
        self.changed.emit()

    def _leave_empty(self, written: str) -> None:
        self._faulty.add(_read(written))


def _written(key: PictureKey) -> str:
    return f"{key[0]}#{key[1]}"


def _read(written: str) -> PictureKey:
    clip, _, frame = written.rpartition("#")
    return clip, int(frame)
