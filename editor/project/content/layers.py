"""What is painted of each object: shapes, strokes and mattes, in one order from the lowest to the highest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import Layer, frame_state
from editor.masks.model.shapes import Shape
from editor.masks.model.strokes import Stroke
from editor.project.content.layer_rows import cells_of, kind_of, layer_of
from editor.project.content.objects import ObjectTable, ProjectObject
from editor.project.content.sources import PropagationSources
from editor.project.errors import LockedObjectError, UnknownItemError
from editor.project.history.events import LayerKind, Place
from editor.project.history.rows import Row
from editor.project.history.store import Store
from editor.project.storage.schema import BLOB_COLUMNS

_READ_LAYERS = 4096
_ON_FRAME = " AND (first_frame IS NULL OR first_frame <= ?) AND (last_frame IS NULL OR last_frame >= ?)"


@dataclass(frozen=True, slots=True)
class Placed:
    """A layer in the document.

    Attributes
    ----------
    id : int
        Among the layers of its kind.
    object_id : int
        Its object.
    position : int
        Higher ones lie above lower ones of the same object.
    layer : Shape, Stroke or FrameMatte
        What it is.
    """

    id: int
    object_id: int
    position: int
    layer: Layer

    @property
    def kind(self) -> LayerKind:
        """Which of the three."""
        return kind_of(self.layer)


class LayerTable:
    """The layers of all objects.

    Parameters
    ----------
    store : Store
        The document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._objects = ObjectTable(store)
        self._layer = lru_cache(_READ_LAYERS)(self._read_layer)

    def of(self, object_id: int) -> list[Placed]:
        """List the layers of an object, the lowest first."""
        return sorted(self._read("", object_id), key=lambda placed: placed.position)

    def on_frame(self, object_id: int, frame: int) -> list[Placed]:
        """List the layers of an object that are there on a frame, the lowest first."""
        return sorted(self._read(_ON_FRAME, object_id, frame, frame), key=lambda placed: placed.position)

    def count(self, object_id: int) -> dict[LayerKind, int]:
        """Count the layers of an object by kind."""
        counts = {}
        for kind in LayerKind:
            statement = f"SELECT COUNT(*) AS count FROM {kind.value} WHERE object_id = ?"  # noqa: S608 - our names
            counts[kind] = self._store.select(statement, object_id)[0]["count"]
        return counts

    def get(self, kind: LayerKind, layer_id: int) -> Placed:
        """Read one.

        Raises
        ------
        UnknownItemError
            If there is none of that id.
        """
        row = self._store.fetch(kind.value, layer_id)
        if row is None:
            raise UnknownItemError("layer", f"{layer_id} among the {kind.value}")
        return self._placed(kind, row)

    def add(self, object_id: int, layer: Shape | Stroke) -> Placed:
        """Draw a shape or a stroke above all that is there.

        Raises
        ------
        LockedObjectError
            If the object is locked.
        """
        one = self._unlocked(object_id)
        name = "Draw stroke" if isinstance(layer, Stroke) else f"Draw {layer.kind}"
        with self._store.edit(name, _place(one, layer)):
            return self._insert(object_id, layer)

    def put_matte(self, object_id: int, matte: FrameMatte, picture: bytes) -> Placed | None:
        """Give a frame a matte, above all that is there, in place of the one that it has.

        Parameters
        ----------
        object_id : int
            Its object.
        matte : FrameMatte
            The matte; its digest is that of `picture`.
        picture : bytes
            As `editor.masks.codec` encodes it.

        Returns
        -------
        Placed or None
            None where the matte is the machine's and the frame is the user's own: that one is kept.

        Raises
        ------
        LockedObjectError
            If the object is locked.
        """
        one = self._unlocked(object_id)
        present = self.on_frame(object_id, matte.frame)
        state = frame_state(tuple(placed.layer for placed in present), matte.frame, matte.matte_class)
        if state.is_key and not matte.is_key:
            return None
        with self._store.edit("Set matte", _place(one, matte)):
            for placed in present:
                if isinstance(placed.layer, FrameMatte) and placed.layer.matte_class is matte.matte_class:
                    self._store.delete(placed.kind.value, placed.id)
            self._store.keep(picture)
            return self._insert(object_id, matte)

    def change(self, placed: Placed, layer: Layer) -> Placed:
        """Replace a layer by another of its kind, in the same place."""
        one = self._unlocked(placed.object_id)
        with self._store.edit(f"Change {placed.kind.noun}", _place(one, layer)):
            self._store.update(placed.kind.value, placed.id, cells_of(layer, self._store.keep))
        return replace(placed, layer=layer)

    def remove(self, placed: Placed) -> None:
        """Take a layer away."""
        one = self._unlocked(placed.object_id)
        with self._store.edit(f"Remove {placed.kind.noun}", _place(one, placed.layer)):
            self._store.delete(placed.kind.value, placed.id)

    def move(self, placed: Placed, place: int) -> None:
        """Put a layer at a place among those of its object, counted from 0 for the lowest."""
        one = self._unlocked(placed.object_id)
        order = [other for other in self.of(placed.object_id) if other != placed]
        order.insert(max(0, place), placed)
        with self._store.edit(f"Move {placed.kind.noun}", _place(one, placed.layer)):
            for number, other in enumerate(order, 1):
                self._store.update(other.kind.value, other.id, {"position": number})

    def propagation_source(self, object_id: int, matte_class: MatteClass, frame: int) -> str:
        """Hash what the matte of a frame would be propagated from now, for its `made_from`."""
        return PropagationSources(self._layers_of(object_id, matte_class)).of(frame)

    def stale_frames(self, object_id: int, matte_class: MatteClass) -> list[int]:
        """List the frames whose propagated matte was made from something else than is there now."""
        layers = self._layers_of(object_id, matte_class)
        sources = PropagationSources(layers)
        return sorted(
            layer.frame
            for layer in layers
            if isinstance(layer, FrameMatte)
            and layer.made_from is not None
            and layer.made_from != sources.of(layer.frame)
        )

    def _layers_of(self, object_id: int, matte_class: MatteClass) -> list[Layer]:
        return [placed.layer for placed in self.of(object_id) if placed.layer.matte_class is matte_class]

    def _insert(self, object_id: int, layer: Layer) -> Placed:
        kind, position = kind_of(layer), self._top(object_id) + 1
        owner = {"object_id": object_id, "position": position}
        layer_id = self._store.insert(kind.value, owner | cells_of(layer, self._store.keep))
        return Placed(layer_id, object_id, position, layer)

    def _top(self, object_id: int) -> int:
        tops = [
            self._store.select(
                f"SELECT MAX(position) AS top FROM {kind.value} WHERE object_id = ?",  # noqa: S608 - our names
                object_id,
            )
            for kind in LayerKind
        ]
        return max(found[0]["top"] or 0 for found in tops)

    def _unlocked(self, object_id: int) -> ProjectObject:
        one = self._objects.get(object_id)
        if one.settings.is_locked:
            raise LockedObjectError(one.settings.name)
        return one

    def _read(self, condition: str, object_id: int, *values: int) -> Iterator[Placed]:
        for kind in LayerKind:
            statement = f"SELECT * FROM {kind.value} WHERE object_id = ?{condition}"  # noqa: S608 - our names
            for row in self._store.select(statement, object_id, *values):
                yield self._placed(kind, row)

    def _placed(self, kind: LayerKind, row: Row) -> Placed:
        layer = self._layer(kind, row["parameters"], row.get(BLOB_COLUMNS.get(kind.value, "")))
        return Placed(row["id"], row["object_id"], row["position"], layer)

    def _read_layer(self, kind: LayerKind, parameters: str, blob: str | None) -> Layer:
        """Make a layer of what its row says; equal rows give the same layer, so that it is made once."""
        return layer_of(kind, parameters, blob, self._store.kept)


def _place(one: ProjectObject, layer: Layer) -> Place:
    """Where an edit of a layer is made: on its frame, if it is there on a single one."""
    if isinstance(layer, FrameMatte):
        return Place(one.shot_id, layer.frame)
    return Place(one.shot_id, layer.span.first if layer.span.is_one_frame else None)
