"""The clean plates of each shot: frames that somebody retouched, and that fills prefer to all others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from editor.project.history.events import Place
from editor.project.history.rows import Row
from editor.project.history.store import Store


class PlateOrigin(StrEnum):
    """Where a plate comes from."""

    PAINTED = "painted"
    ACCEPTED = "accepted"
    BROUGHT = "brought"


@dataclass(frozen=True, slots=True)
class Plate:
    """A clean plate in the document.

    Attributes
    ----------
    id, shot_id : int
        In the project.
    frame : int
        Frame index of the clip that it is a retouched version of.
    origin : PlateOrigin
        Where it comes from.
    is_linear : bool
        Whether its codes are those of the shaper, for a scene-linear clip.
    digest : str
        Names its picture, as `editor.plates.layer` encodes it.
    """

    id: int
    shot_id: int
    frame: int
    origin: PlateOrigin
    is_linear: bool
    digest: str


class PlateTable:
    """The clean plates of a project; a frame of a shot has one at most.

    Parameters
    ----------
    store : Store
        The document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, shot_id: int) -> list[Plate]:
        """List those of a shot, the earliest frame first."""
        found = self._store.select("SELECT * FROM plates WHERE shot_id = ? ORDER BY frame", shot_id)
        return [_plate(row) for row in found]

    def at(self, shot_id: int, frame: int) -> Plate | None:
        """Find that of a frame; None where there is none."""
        found = self._store.select("SELECT * FROM plates WHERE shot_id = ? AND frame = ?", shot_id, frame)
        return _plate(found[0]) if found else None

    def put(
        self,
        shot_id: int,
        frame: int,
        picture: bytes,
        origin: PlateOrigin = PlateOrigin.PAINTED,
        *,
        is_linear: bool = False,
    ) -> Plate:
        """Give a frame a plate, in place of the one that it has.

        Parameters
        ----------
        shot_id, frame : int
            The shot, and the frame index of its clip.
        picture : bytes
            As `editor.plates.layer` encodes it.
        origin : PlateOrigin
            Where it comes from.
        is_linear : bool
            Whether its codes are those of the shaper.
        """
        present = self.at(shot_id, frame)
        with self._store.edit(_edit_name(origin), Place(shot_id, frame)):
            cells = {
                "origin": origin.value,
                "is_linear": int(is_linear),
                "picture_blob": self._store.keep(picture),
            }
            if present is None:
                self._store.insert("plates", {"shot_id": shot_id, "frame": frame, **cells})
            else:
                self._store.update("plates", present.id, cells)
        put = self.at(shot_id, frame)
        assert put is not None
        return put

    def remove(self, plate: Plate) -> None:
        """Take a plate away."""
        with self._store.edit("Remove clean plate", Place(plate.shot_id, plate.frame)):
            self._store.delete("plates", plate.id)


def _edit_name(origin: PlateOrigin) -> str:
    if origin is PlateOrigin.ACCEPTED:
        return "Accept as clean plate"
    return "Paint clean plate" if origin is PlateOrigin.PAINTED else "Bring in clean plate"


def _plate(row: Row) -> Plate:
    return Plate(
        row["id"],
        row["shot_id"],
        row["frame"],
        PlateOrigin(row["origin"]),
        bool(row["is_linear"]),
        row["picture_blob"],
    )
