"""Curves of the shot, kept up to date beside the window while somebody looks at them."""

from __future__ import annotations

from pathlib import Path

from PyQt6 import sip
from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from editor.errors import CleanplateError
from editor.project.history.events import Committed, LayerChanged, ObjectChanged, TrackChanged
from ui.desk.desk import Desk
from ui.desk.document import touches
from ui.scopes.curves import Curve, broken_curve, joined_curve
from ui.scopes.shot_measures import Areas, areas_of, coarse_first, confidence_of, unseen_in

_REST_MS = 300
"""After an edit, before the shot is measured anew."""

_UNSEEN_COLOUR = (226, 104, 88)


class ConfidenceCurves(QObject):
    """How sure propagation is of each object.

    Parameters
    ----------
    desk : Desk
        The shot.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)
    """They could not be read: `CleanplateError`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._serial = 0
        self.curves: tuple[Curve, ...] = ()
        self.is_busy = False

    def read(self) -> None:
        """Read them anew; what was asked for before is forgotten."""
        self._serial += 1
        serial = self._serial
        project, shot = self._desk.document.project, self._desk.selection.shot
        if project is None or shot is None:
            self._take(serial, ())
            return
        path, shot_id = project.path, shot.id
        self.is_busy = True
        self._desk.background.run(
            lambda: confidence_of(path, shot_id),
            lambda curves: self._take(serial, curves),
            lambda error: self._fail(serial, error),
        )

    def _take(self, serial: int, curves: tuple[Curve, ...]) -> None:
        if serial == self._serial and not sip.isdeleted(self):
            self.curves, self.is_busy = curves, False
            self.changed.emit()

    def _fail(self, serial: int, error: CleanplateError) -> None:
        if serial == self._serial and not sip.isdeleted(self):
            self.is_busy = False
            self.failed.emit(error)


class AreaCurves(QObject):
    """How much of the picture each object takes: roughly at first, then frame by frame.

    Parameters
    ----------
    desk : Desk
        The shot.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)
    """They could not be measured: `CleanplateError`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._serial = 0
        self._shares: dict[int, dict[int, float]] = {}
        self._left_count = 0
        self.is_busy = False

    @property
    def curves(self) -> tuple[Curve, ...]:
        """What is measured so far."""
        return tuple(
            joined_curve(one.settings.name, one.settings.colour, self._shares[one.id])
            for one in self._desk.selection.objects
            if self._shares.get(one.id)
        )

    @property
    def left_count(self) -> int:
        """Frames that are still to be measured."""
        return self._left_count

    def read(self, *, is_other_shot: bool) -> None:
        """Measure anew; what is known of the same shot is shown until then."""
        self._serial += 1
        project, shot = self._desk.document.project, self._desk.selection.shot
        if is_other_shot:
            self._shares = {}
        if project is None or shot is None or not self._desk.selection.objects:
            self._shares, self._left_count, self.is_busy = {}, 0, False
            self.changed.emit()
            return
        self.is_busy = True
        self._go_on(self._serial, project.path, shot.id, coarse_first(shot.frames))

    def stop(self) -> None:
        """Leave off; nobody looks."""
        self._serial += 1
        self.is_busy = False

    def _go_on(self, serial: int, path: Path, shot_id: int, frames: tuple[int, ...]) -> None:
        self._desk.background.run(
            lambda: areas_of(path, shot_id, frames),
            lambda areas: self._take(serial, path, shot_id, areas),
            lambda error: self._fail(serial, error),
        )

    def _take(self, serial: int, path: Path, shot_id: int, areas: Areas) -> None:
        if serial != self._serial or sip.isdeleted(self):
            return
        for object_id, shares in areas.shares:
            self._shares.setdefault(object_id, {}).update(shares)
        self._left_count = len(areas.left)
        self.is_busy = bool(areas.left)
        self.changed.emit()
        if areas.left:
            self._go_on(serial, path, shot_id, areas.left)

    def _fail(self, serial: int, error: CleanplateError) -> None:
        if serial == self._serial and not sip.isdeleted(self):
            self.is_busy = False
            self.failed.emit(error)


class UnseenCurve(QObject):
    """Which share of each frame's hole no other frame shows, as a render found out.

    Parameters
    ----------
    desk : Desk
        The shot; the folder of maps is kept with the view of its project.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)
    """The maps could not be read: `CleanplateError`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._serial = 0
        self.curves: tuple[Curve, ...] = ()
        self.is_busy = False

    def read(self) -> None:
        """Read the maps that are known for this shot."""
        project, shot = self._desk.document.project, self._desk.selection.shot
        kept = None if project is None or shot is None else project.view.all().get(f"origins-{shot.id}")
        self._read(None if kept is None else Path(str(kept)))

    def take(self, folder: Path) -> None:
        """Take the maps of a render of this shot, and remember them with the project."""
        project, shot = self._desk.document.project, self._desk.selection.shot
        if project is not None and shot is not None and self._desk.document.is_writable:
            with self._desk.document.attempt():
                project.view.keep({f"origins-{shot.id}": str(folder)})
        self._read(folder)

    def _read(self, folder: Path | None) -> None:
        self._serial += 1
        serial = self._serial
        self.is_busy = folder is not None
        self.curves = ()
        self.changed.emit()
        if folder is not None:
            self._desk.background.run(
                lambda: unseen_in(folder),
                lambda shares: self._take(serial, shares),
                lambda error: self._fail(serial, error),
            )

    def _take(self, serial: int, shares: dict[int, float]) -> None:
        if serial == self._serial and not sip.isdeleted(self):
            self.curves = (broken_curve(self.tr("Never seen"), _UNSEEN_COLOUR, shares),) if shares else ()
            self.is_busy = False
            self.changed.emit()

    def _fail(self, serial: int, error: CleanplateError) -> None:
        if serial == self._serial and not sip.isdeleted(self):
            self.is_busy = False
            self.failed.emit(error)


class ShotWatch(QObject):
    """Says when to measure anew: another shot at once, an edited one after a rest.

    Parameters
    ----------
    desk : Desk
        The shot.
    """

    stale = pyqtSignal(bool)
    """Something has changed; whether it is another shot."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(lambda: self.stale.emit(False))
        desk.selection.shot_changed.connect(lambda: self.stale.emit(True))
        desk.document.edited.connect(self._follow)

    def _follow(self, committed: Committed) -> None:
        if touches(committed, LayerChanged, ObjectChanged, TrackChanged):
            self._rest.start()
