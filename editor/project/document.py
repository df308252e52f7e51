"""The document: what a project is made of, edited in transactions, and driven from a script."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.levels import Matte
from editor.masks.model.objects import MaskedObject
from editor.masks.model.shapes import Shape
from editor.masks.model.strokes import Stroke
from editor.project.content.layers import LayerTable, Placed
from editor.project.content.media import MediaTable, look_at
from editor.project.content.objects import ObjectTable, ProjectObject
from editor.project.content.overlays import OverlayTable
from editor.project.content.plates import PlateTable
from editor.project.content.settings import Settings, View
from editor.project.content.shots import Shot, ShotTable
from editor.project.content.tracks import TrackTable
from editor.project.dump import document_hash, dump
from editor.project.history.events import Committed, Place, Step
from editor.project.history.history import History
from editor.project.history.store import NOWHERE, Store


class Document:
    """Media, shots and objects with what is painted.

    Every edit is on the disk when it returns, can be undone, and is told to listeners. A document belongs to
    the thread that opened it; other threads open it again, for reading.

    Parameters
    ----------
    store : Store
        Its rows.

    Attributes
    ----------
    media, shots, objects, overlays, layers, tracks, plates, settings
        The document, by its parts.
    view : View
        How it was last looked at.
    history : History
        What was done.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.media = MediaTable(store)
        self.shots = ShotTable(store)
        self.objects = ObjectTable(store)
        self.overlays = OverlayTable(store)
        self.layers = LayerTable(store)
        self.tracks = TrackTable(store)
        self.plates = PlateTable(store)
        self.settings = Settings(store)
        self.view = View(store)
        self.history = History(store)

    def edit(self, name: str, place: Place = NOWHERE) -> AbstractContextManager[None]:
        """Make several changes one edit: all of them or none, undone together.

        Parameters
        ----------
        name : str
            For the menu: "Draw stroke".
        place : Place
            Where it is made.
        """
        return self._store.edit(name, place)

    def undo(self) -> Step | None:
        """Take the last edit back; None where there is nothing to undo."""
        return self._store.undo()

    def redo(self) -> Step | None:
        """Do again what was undone last; None where there is nothing to redo."""
        return self._store.redo()

    def listen(self, listener: Callable[[Committed], None]) -> Callable[[], None]:
        """Have a function called after each transaction, undo and redo included.

        Returns
        -------
        callable
            Ends it.
        """
        return self._store.listeners.add(listener)

    def document_hash(self) -> str:
        """Hash the document as it is now, without its history: SHA-256, hexadecimal."""
        return document_hash(self._store)

    def dump(self) -> dict[str, Any]:
        """Put everything into values that JSON can hold; see `editor.project.dump.dump`."""
        return dump(self._store)

    def add_clip(
        self, clip: Path | str, *, name: str | None = None, frames: range | None = None, handles: int = 0
    ) -> Shot:
        """Add a clip and a shot of it.

        Parameters
        ----------
        clip : Path or str
            A movie, a folder of pictures, or a pattern.
        name : str or None
            Of the shot; None for the clip's.
        frames : range or None
            Frame indices; None for all.
        handles : int
            Extra frames that a delivery has on both ends.

        Raises
        ------
        MediaError, UsageError
            If the clip cannot be read, or has no such frames.
        """
        facts = look_at(clip)
        with self.edit(f"Add {Path(clip).name}"):
            media = self.media.add(facts)
            whole = range(facts.frame_count)
            part = whole if frames is None else frames
            return self.shots.add(media.id, part, name or Path(clip).stem, handles=handles)

    def add_object(self, shot: Shot, name: str) -> ProjectObject:
        """Add something to remove from a shot."""
        return self.objects.add_named(shot.id, name)

    def draw(self, thing: ProjectObject, layer: Shape | Stroke) -> Placed:
        """Draw a shape or a stroke of an object, above all that is there."""
        return self.layers.add(thing.id, layer)

    def picture(self, digest: str) -> bytes:
        """Read an encoded matte or plate by its digest."""
        return self._store.kept(digest)

    def masked_objects(self, shot: Shot, frame: int | None = None) -> list[MaskedObject]:
        """Read the objects of a shot with what is painted, on a frame or on all."""
        found = []
        for one in self.objects.of(shot.id):
            layers = self.layers.of(one.id) if frame is None else self.layers.on_frame(one.id, frame)
            found.append(MaskedObject(one.settings, tuple(placed.layer for placed in layers)))
        return found

    def grid(self, shot: Shot) -> PixelGrid:
        """Tell the size that mattes of a shot are evaluated at: that of its clip."""
        facts = self.media.get(shot.media_id).facts
        return PixelGrid(facts.width, facts.height, float(facts.pixel_aspect))

    def matte(self, shot: Shot, frame: int) -> Matte:
        """Evaluate what is to be removed of a frame: H x W, uint8, 255 = remove."""
        objects = self.masked_objects(shot, frame)
        evaluator = Evaluator(self.grid(shot), self.picture)
        return evaluator.evaluate(frame, objects, self.tracks.by_id(shot.id))
