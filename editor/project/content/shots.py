"""The shots of a project."""

from __future__ import annotations

from dataclasses import dataclass

from editor.errors import UsageError
from editor.project.content.objects import ObjectTable
from editor.project.errors import UnknownItemError
from editor.project.history.events import Place
from editor.project.history.rows import Cell, Row
from editor.project.history.store import Store


@dataclass(frozen=True, slots=True)
class Shot:
    """A part of a clip to work on.

    Attributes
    ----------
    id, media_id : int
        In the project.
    name : str
        For the user.
    first_frame, last_frame : int
        Frame indices of the clip, both included.
    handles : int
        Extra frames that a delivery has on both ends, as far as the clip has them.
    """

    id: int
    media_id: int
    name: str
    first_frame: int
    last_frame: int
    handles: int

    @property
    def frames(self) -> range:
        """Frame indices, handles not included."""
        return range(self.first_frame, self.last_frame + 1)


class ShotTable:
    """The shots of a project, in an order of the user's.

    Parameters
    ----------
    store : Store
        The document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Shot]:
        """List them in order."""
        return [_shot(row) for row in self._store.select("SELECT * FROM shots ORDER BY position, id")]

    def get(self, shot_id: int) -> Shot:
        """Read one.

        Raises
        ------
        UnknownItemError
            If there is none of that id.
        """
        row = self._store.fetch("shots", shot_id)
        if row is None:
            raise UnknownItemError("shot", str(shot_id))
        return _shot(row)

    def named(self, name: str) -> Shot:
        """Find the one of a name, or of an id written as `#3`.

        Raises
        ------
        UnknownItemError
            If there is none, or several.
        """
        shots = self.all()
        found = [shot for shot in shots if name in {shot.name, f"#{shot.id}"}]
        if len(found) != 1:
            raise UnknownItemError("shot", name, tuple(f"#{shot.id} ({shot.name})" for shot in shots))
        return found[0]

    def add(self, media_id: int, frames: range, name: str, *, handles: int = 0) -> Shot:
        """Add a shot behind the others.

        Parameters
        ----------
        media_id : int
            Its clip.
        frames : range
            Frame indices of the clip, without steps.
        name : str
            For the user.
        handles : int
            Extra frames on both ends.

        Raises
        ------
        UsageError
            If the clip has no such frames.
        """
        cells = self._span(media_id, frames)
        with self._store.edit(f"Add shot {name}"):
            (last,) = self._store.select("SELECT MAX(position) AS position FROM shots")
            shot_id = self._store.insert(
                "shots",
                {
                    "media_id": media_id,
                    "position": (last["position"] or 0) + 1,
                    "name": name,
                    "handles": handles,
                    **cells,
                },
            )
        return self.get(shot_id)

    def change(
        self,
        shot_id: int,
        *,
        name: str | None = None,
        frames: range | None = None,
        handles: int | None = None,
    ) -> Shot:
        """Change what is given, and leave the rest.

        Raises
        ------
        UsageError
            If there is no such shot, or its clip has no such frames.
        """
        shot = self.get(shot_id)
        cells: dict[str, Cell] = {} if frames is None else self._span(shot.media_id, frames)
        cells |= {
            "name": shot.name if name is None else name,
            "handles": shot.handles if handles is None else handles,
        }
        with self._store.edit(f"Change shot {shot.name}", Place(shot_id)):
            self._store.update("shots", shot_id, cells)
        return self.get(shot_id)

    def remove(self, shot_id: int) -> None:
        """Remove a shot with its objects, tracks and clean plates; its clip stays."""
        shot = self.get(shot_id)
        with self._store.edit(f"Remove shot {shot.name}", Place(shot_id)):
            objects = ObjectTable(self._store)
            for one in objects.of(shot_id):
                objects.remove(one.id)
            for table in ("tracks", "plates"):
                rows = self._store.select(f"SELECT id FROM {table} WHERE shot_id = ?", shot_id)  # noqa: S608 - our names
                for row in rows:
                    self._store.delete(table, row["id"])
            self._store.delete("shots", shot_id)

    def _span(self, media_id: int, frames: range) -> dict[str, Cell]:
        media = self._store.fetch("media", media_id)
        if media is None:
            raise UnknownItemError("clip", str(media_id))
        if not frames or frames.step != 1 or frames.start < 0 or frames.stop > media["frame_count"]:
            raise UsageError(
                f"the clip has no frames {frames.start} to {frames.stop - 1}",
                remedy=f"choose from 0 to {media['frame_count'] - 1}",
                path=media["absolute"],
            )
        return {"first_frame": frames.start, "last_frame": frames.stop - 1}


def _shot(row: Row) -> Shot:
    return Shot(
        row["id"], row["media_id"], row["name"], row["first_frame"], row["last_frame"], row["handles"]
    )
