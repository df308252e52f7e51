"""Which shot, object and shape are worked on, and which objects are hidden."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal

from editor.project.content.layers import Placed
from editor.project.content.objects import ProjectObject
from editor.project.content.shots import Shot
from editor.project.history.events import Committed, LayerKind, ObjectChanged
from ui.desk.document import DocumentBridge, touches


class Selection(QObject):
    """What is selected; it is kept with the project's view, and is no part of the document.

    Parameters
    ----------
    document : DocumentBridge
        Where it is selected from.
    """

    shot_changed = pyqtSignal()
    object_changed = pyqtSignal()
    shape_changed = pyqtSignal()
    visibility_changed = pyqtSignal()

    def __init__(self, document: DocumentBridge) -> None:
        super().__init__()
        self._document = document
        self._shot: Shot | None = None
        self._object_id: int | None = None
        self._shape_id: int | None = None
        self._points: frozenset[int] = frozenset()
        self._hidden: set[int] = set()
        self._solo: int | None = None
        self._objects: list[ProjectObject] | None = None
        # Everybody asks for the objects at every step; these are the first to hear that there are others.
        document.opened.connect(self._forget_objects)
        document.edited.connect(self._follow)

    @property
    def shot(self) -> Shot | None:
        """The shot that is worked on."""
        return self._shot

    @property
    def objects(self) -> list[ProjectObject]:
        """The objects of the shot, the lowest first."""
        project, shot = self._document.project, self._shot
        if project is None or shot is None:
            return []
        if self._objects is None:
            self._objects = project.objects.of(shot.id)
        return list(self._objects)

    @property
    def object(self) -> ProjectObject | None:
        """The object that is worked on."""
        return next((one for one in self.objects if one.id == self._object_id), None)

    @property
    def shape(self) -> Placed | None:
        """The shape that is worked on."""
        project = self._document.project
        if project is None or self._shape_id is None:
            return None
        if not any(placed.id == self._shape_id for placed in self._shapes()):
            return None
        return project.layers.get(LayerKind.SHAPE, self._shape_id)

    @property
    def has_shape(self) -> bool:
        """Whether a shape is selected; quicker than asking for it."""
        return self._shape_id is not None

    @property
    def points(self) -> frozenset[int]:
        """Numbers of the selected points of the shape."""
        return self._points

    def choose_shot(self, shot: Shot | None) -> None:
        """Work on another shot."""
        self._shot = shot
        self._objects = None
        self._solo = None
        self._hidden.clear()
        objects = self.objects
        self._object_id = objects[0].id if objects else None
        self._shape_id = None
        self.shot_changed.emit()
        self.object_changed.emit()

    def refresh_shot(self) -> None:
        """Read the shot anew after an edit; where it is gone, work on the first one."""
        project = self._document.project
        shots = [] if project is None else project.shots.all()
        same = next((one for one in shots if self._shot is not None and one.id == self._shot.id), None)
        if same is None:
            self.choose_shot(shots[0] if shots else None)
        elif same != self._shot:
            self._shot = same
            self._objects = None
            self.shot_changed.emit()

    def refresh_object(self) -> None:
        """Choose an object again after an edit that may have taken it away."""
        objects = self.objects
        if self._object_id not in {one.id for one in objects}:
            self.choose_object(objects[-1].id if objects else None)

    def choose_object(self, object_id: int | None) -> None:
        """Work on another object."""
        if object_id != self._object_id:
            self._object_id = object_id
            self.choose_shape(None)
            self.object_changed.emit()

    def choose_shape(self, shape_id: int | None, points: frozenset[int] = frozenset()) -> None:
        """Work on another shape, or on other points of it."""
        if (shape_id, points) != (self._shape_id, self._points):
            self._shape_id, self._points = shape_id, points
            self.shape_changed.emit()

    def is_visible(self, object_id: int) -> bool:
        """Whether the overlay of an object is shown."""
        return object_id == self._solo if self._solo is not None else object_id not in self._hidden

    def is_hidden(self, object_id: int) -> bool:
        """Whether the eye of an object is closed."""
        return object_id in self._hidden

    def is_solo(self, object_id: int) -> bool:
        """Whether only this object's overlay is shown."""
        return object_id == self._solo

    def hide(self, object_id: int, hidden: bool) -> None:
        """Close or open the eye of an object."""
        (self._hidden.add if hidden else self._hidden.discard)(object_id)
        self.visibility_changed.emit()

    def show_alone(self, object_id: int | None) -> None:
        """Show only the overlay of one object; None for all again."""
        self._solo = object_id
        self.visibility_changed.emit()

    def _forget_objects(self) -> None:
        self._objects = None

    def _follow(self, committed: Committed) -> None:
        if touches(committed, ObjectChanged):
            self._objects = None

    def _shapes(self) -> list[Placed]:
        project, one = self._document.project, self.object
        if project is None or one is None:
            return []
        return [placed for placed in project.layers.of(one.id) if placed.kind is LayerKind.SHAPE]
