"""The things to remove from each shot."""

from __future__ import annotations

from dataclasses import dataclass, replace

from editor.masks.model.objects import MaskObject
from editor.project.content.parameters import model_from, model_text
from editor.project.errors import UnknownItemError
from editor.project.history.events import LayerKind, Place
from editor.project.history.rows import Row
from editor.project.history.store import Store

OVERLAY_COLOURS = (
    (255, 64, 64),
    (0, 114, 178),
    (230, 159, 0),
    (0, 158, 115),
    (240, 228, 66),
    (204, 121, 167),
    (86, 180, 233),
    (213, 94, 0),
)
"""Of the objects of a shot in turn: red, and then colours that are told apart by the colour-blind."""


@dataclass(frozen=True, slots=True)
class ProjectObject:
    """An object of a shot, its layers aside.

    Attributes
    ----------
    id, shot_id : int
        In the project.
    settings : MaskObject
        All that is known of it.
    """

    id: int
    shot_id: int
    settings: MaskObject

    @property
    def place(self) -> Place:
        """Where edits of it are made."""
        return Place(self.shot_id)


class ObjectTable:
    """The objects of a project.

    Parameters
    ----------
    store : Store
        The document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, shot_id: int) -> list[ProjectObject]:
        """List those of a shot in order."""
        found = self._store.select("SELECT * FROM objects WHERE shot_id = ? ORDER BY position, id", shot_id)
        return [_object(row) for row in found]

    def get(self, object_id: int) -> ProjectObject:
        """Read one.

        Raises
        ------
        UnknownItemError
            If there is none of that id.
        """
        row = self._store.fetch("objects", object_id)
        if row is None:
            raise UnknownItemError("object", str(object_id))
        return _object(row)

    def named(self, shot_id: int, name: str) -> ProjectObject:
        """Find the one of a name in a shot, or of an id written as `#3`.

        Raises
        ------
        UnknownItemError
            If there is none, or several.
        """
        objects = self.of(shot_id)
        found = [one for one in objects if name in {one.settings.name, f"#{one.id}"}]
        if len(found) != 1:
            raise UnknownItemError(
                "object", name, tuple(f"#{one.id} ({one.settings.name})" for one in objects)
            )
        return found[0]

    def add(self, shot_id: int, settings: MaskObject) -> ProjectObject:
        """Add an object behind the others of a shot."""
        with self._store.edit(f"Add {settings.name}", Place(shot_id)):
            (last,) = self._store.select(
                "SELECT MAX(position) AS position FROM objects WHERE shot_id = ?", shot_id
            )
            object_id = self._store.insert(
                "objects",
                {
                    "shot_id": shot_id,
                    "position": (last["position"] or 0) + 1,
                    "parameters": model_text(settings),
                },
            )
        return ProjectObject(object_id, shot_id, settings)

    def add_named(self, shot_id: int, name: str) -> ProjectObject:
        """Add an object with the settings of a new one, in a colour that the others do not have."""
        taken = {one.settings.colour for one in self.of(shot_id)}
        free = [colour for colour in OVERLAY_COLOURS if colour not in taken]
        return self.add(shot_id, MaskObject(name, colour=(free or OVERLAY_COLOURS)[0]))

    def change(self, object_id: int, settings: MaskObject) -> ProjectObject:
        """Give an object other settings."""
        one = self.get(object_id)
        with self._store.edit(f"Change {one.settings.name}", one.place):
            self._store.update("objects", object_id, {"parameters": model_text(settings)})
        return replace(one, settings=settings)

    def remove(self, object_id: int) -> None:
        """Remove an object with all its layers."""
        one = self.get(object_id)
        with self._store.edit(f"Remove {one.settings.name}", one.place):
            for table in ("overlays", *(kind.value for kind in LayerKind)):
                statement = f"SELECT id FROM {table} WHERE object_id = ?"  # noqa: S608 - our names
                for row in self._store.select(statement, object_id):
                    self._store.delete(table, row["id"])
            self._store.delete("objects", object_id)

    def move(self, object_id: int, position: int) -> None:
        """Put an object at a place among those of its shot, counted from 0."""
        one = self.get(object_id)
        order = [other.id for other in self.of(one.shot_id) if other.id != object_id]
        order.insert(max(0, position), object_id)
        with self._store.edit(f"Move {one.settings.name}", one.place):
            for number, other_id in enumerate(order, 1):
                self._store.update("objects", other_id, {"position": number})


def _object(row: Row) -> ProjectObject:
    return ProjectObject(row["id"], row["shot_id"], model_from(MaskObject, row["parameters"]))
