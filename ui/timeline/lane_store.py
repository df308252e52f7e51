"""The lanes of the shot, kept up to date layer by layer; whatever takes long runs beside the window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PyQt6.QtCore import QObject, pyqtSignal

from editor.errors import CleanplateError
from editor.masks.model.frame_mattes import FrameMatte
from editor.project.content.layers import Placed
from editor.project.content.objects import ProjectObject
from editor.project.history.events import Committed, How, LayerChanged, LayerKind, ObjectChanged
from editor.project.project import Project
from ui.desk.background import Background
from ui.desk.document import DocumentBridge, touches
from ui.desk.selection import Selection
from ui.timeline.lanes import Lane, Mark, frames_of, mark_of, stale_of, telling

_MOST_AT_ONCE = 24
"""So many changed layers are read at once in the window's thread; more are read beside it."""

LayerKey = tuple[LayerKind, int]


class _ObjectLayers:
    """The layers of an object, and what its lane shows of them."""

    def __init__(self) -> None:
        self.placed: dict[LayerKey, Placed] = {}
        self.marks: dict[int, Mark] = {}
        self.confidence: dict[int, float] = {}
        self.stale: frozenset[int] = frozenset()
        self._on_frame: dict[int, dict[LayerKey, Mark]] = {}

    def put(self, key: LayerKey, placed: Placed | None) -> None:
        """Take a layer in place of the one of that key, or none."""
        before = self.placed.pop(key, None)
        if before is not None:
            for frame in frames_of(before.layer):
                self._on_frame[frame].pop(key, None)
                if isinstance(before.layer, FrameMatte):
                    self.confidence.pop(frame, None)
                self._show(frame)
        if placed is None:
            return
        self.placed[key] = placed
        layer, mark = placed.layer, mark_of(placed.layer)
        for frame in frames_of(layer):
            self._on_frame.setdefault(frame, {})[key] = mark
            self._show(frame)
        if isinstance(layer, FrameMatte) and not layer.is_key and layer.confidence is not None:
            self.confidence[layer.frame] = layer.confidence

    def _show(self, frame: int) -> None:
        marks = self._on_frame.get(frame)
        if marks:
            self.marks[frame] = telling(marks.values())
        else:
            self.marks.pop(frame, None)

    def lane(self, thing: ProjectObject) -> Lane:
        """Show it; marks and confidence stay those of the moment, without being copied."""
        settings = thing.settings
        return Lane(
            thing.id,
            settings.name,
            settings.colour,
            settings.is_locked,
            MappingProxyType(self.marks),
            self.stale,
            MappingProxyType(self.confidence),
        )


class LaneStore(QObject):
    """The lanes of the objects of the shot.

    Parameters
    ----------
    document, selection
        Whose lanes.
    background : Background
        Where they are read.
    """

    changed = pyqtSignal()
    """Lanes show something else now."""

    def __init__(self, document: DocumentBridge, selection: Selection, background: Background) -> None:
        super().__init__()
        self._document, self._selection, self._background = document, selection, background
        self._objects: dict[int, _ObjectLayers] = {}
        self._reading: dict[int, set[LayerKey]] = {}
        self._wants_stale: set[int] = set()
        self._is_checking = False
        self._serial = 0
        document.opened.connect(self._forget)
        selection.shot_changed.connect(self._enter_shot)
        document.edited.connect(self._follow)
        self._enter_shot()

    @property
    def is_busy(self) -> bool:
        """Whether something is still being read or worked out."""
        return bool(self._reading) or self._is_checking or bool(self._wants_stale)

    def lanes(self) -> tuple[Lane, ...]:
        """Show the lanes as far as they are read."""
        nothing = _ObjectLayers()
        return tuple(self._objects.get(thing.id, nothing).lane(thing) for thing in self._selection.objects)

    def _forget(self) -> None:
        self._serial += 1
        self._objects.clear()
        self._reading.clear()
        self._wants_stale.clear()
        self._enter_shot()

    def _enter_shot(self) -> None:
        for thing in self._selection.objects:
            if thing.id not in self._objects:
                self._read(thing.id)
        self.changed.emit()

    def _follow(self, committed: Committed) -> None:
        changed = [event for event in committed.events if isinstance(event, LayerChanged)]
        by_object: dict[int, list[LayerChanged]] = {}
        for event in changed:
            by_object.setdefault(event.object_id, []).append(event)
        for object_id, events in by_object.items():
            if object_id in self._objects or object_id in self._reading:
                self._take_over(object_id, events)
        if touches(committed, ObjectChanged):
            self._enter_shot()
        elif by_object:
            self.changed.emit()

    def _take_over(self, object_id: int, events: Sequence[LayerChanged]) -> None:
        keys = {(event.kind, event.layer_id) for event in events}
        if object_id in self._reading:
            self._reading[object_id] |= keys
        elif len(events) > _MOST_AT_ONCE:
            self._read(object_id)
        else:
            gone = {(event.kind, event.layer_id) for event in events if event.how is How.REMOVED}
            self._put(object_id, keys, gone)
            self._check(object_id)

    def _put(self, object_id: int, keys: Iterable[LayerKey], gone: Iterable[LayerKey] = ()) -> None:
        """Read some layers anew."""
        project, layers = self._document.project, self._objects[object_id]
        if project is None:
            return
        for key in gone:
            layers.put(key, None)
        for key in set(keys) - set(gone):
            with self._document.attempt():
                layers.put(key, project.layers.get(*key))

    def _read(self, object_id: int) -> None:
        """Read all layers of an object beside the window; what changes meanwhile is read again."""
        project = self._document.project
        if project is None or object_id in self._reading:
            return
        self._reading[object_id] = set()
        self._background.run(
            partial(layers_in, project.path, object_id),
            partial(self._take, self._serial, object_id),
            partial(self._fail, object_id),
        )

    def _take(self, serial: int, object_id: int, layers: _ObjectLayers) -> None:
        if serial != self._serial:
            return
        changed = self._reading.pop(object_id)
        self._objects[object_id] = layers
        project = self._document.project
        if project is None:
            return
        known = {key for key in changed if _is_there(project, key)}
        self._put(object_id, known, changed - known)
        self._check(object_id)
        self.changed.emit()

    def _fail(self, object_id: int, error: CleanplateError) -> None:
        self._reading.pop(object_id, None)
        self._document.failed.emit(error)

    def _check(self, object_id: int) -> None:
        """Find out beside the window which propagated mattes do not hold any more."""
        self._wants_stale.add(object_id)
        if self._is_checking:
            return
        self._is_checking = True
        wanted, self._wants_stale = self._wants_stale, set()
        layers = {one: list(self._objects[one].placed.values()) for one in wanted if one in self._objects}
        self._background.run(
            partial(_stale_by_object, layers), partial(self._take_stale, self._serial), self._fail_check
        )

    def _take_stale(self, serial: int, stale: dict[int, frozenset[int]]) -> None:
        self._is_checking = False
        if serial == self._serial:
            for object_id, frames in stale.items():
                if object_id in self._objects:
                    self._objects[object_id].stale = frames
            self.changed.emit()
        if self._wants_stale:
            self._check(self._wants_stale.pop())

    def _fail_check(self, error: CleanplateError) -> None:
        self._is_checking = False
        self._document.failed.emit(error)


def layers_in(path: Path, object_id: int) -> _ObjectLayers:
    """Read the layers of an object from a project that is open elsewhere; in any thread."""
    made = _ObjectLayers()
    with Project.open(path, read_only=True) as project:
        for placed in project.layers.of(object_id):
            made.put((placed.kind, placed.id), placed)
    return made


def _is_there(project: Project, key: LayerKey) -> bool:
    try:
        project.layers.get(*key)
    except CleanplateError:
        return False
    return True


def _stale_by_object(layers: dict[int, list[Placed]]) -> dict[int, frozenset[int]]:
    return {
        object_id: frozenset(stale_of([one.layer for one in sorted(placed, key=lambda it: it.position)]))
        for object_id, placed in layers.items()
    }
