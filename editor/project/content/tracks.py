"""The planar tracks of each shot, which shapes follow."""

from __future__ import annotations

from dataclasses import dataclass

from editor.masks.model.tracks import PlanarTrack
from editor.project.content.parameters import model_from, model_text
from editor.project.errors import UnknownItemError
from editor.project.history.events import Place
from editor.project.history.rows import Row
from editor.project.history.store import Store


@dataclass(frozen=True, slots=True)
class ProjectTrack:
    """A planar track in the document.

    Attributes
    ----------
    id, shot_id : int
        In the project; shapes name the track by its id.
    track : PlanarTrack
        What it is.
    """

    id: int
    shot_id: int
    track: PlanarTrack


class TrackTable:
    """The planar tracks of a project.

    Parameters
    ----------
    store : Store
        The document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, shot_id: int) -> list[ProjectTrack]:
        """List those of a shot in the order they were added."""
        found = self._store.select("SELECT * FROM tracks WHERE shot_id = ? ORDER BY id", shot_id)
        return [_track(row) for row in found]

    def by_id(self, shot_id: int) -> dict[int, PlanarTrack]:
        """Give the tracks of a shot by the ids that shapes name them by."""
        return {track.id: track.track for track in self.of(shot_id)}

    def get(self, track_id: int) -> ProjectTrack:
        """Read one.

        Raises
        ------
        UnknownItemError
            If there is none of that id.
        """
        row = self._store.fetch("tracks", track_id)
        if row is None:
            raise UnknownItemError("track", str(track_id))
        return _track(row)

    def add(self, shot_id: int, track: PlanarTrack) -> ProjectTrack:
        """Add a track to a shot."""
        with self._store.edit("Add track", Place(shot_id, track.reference_frame)):
            track_id = self._store.insert("tracks", {"shot_id": shot_id, "parameters": model_text(track)})
        return ProjectTrack(track_id, shot_id, track)

    def change(self, track_id: int, track: PlanarTrack) -> ProjectTrack:
        """Give a track other steps or another region."""
        present = self.get(track_id)
        with self._store.edit("Change track", Place(present.shot_id, track.reference_frame)):
            self._store.update("tracks", track_id, {"parameters": model_text(track)})
        return ProjectTrack(track_id, present.shot_id, track)

    def remove(self, track_id: int) -> None:
        """Remove a track; shapes that followed it stay where they were drawn."""
        present = self.get(track_id)
        with self._store.edit("Remove track", Place(present.shot_id, present.track.reference_frame)):
            self._store.delete("tracks", track_id)


def _track(row: Row) -> ProjectTrack:
    return ProjectTrack(row["id"], row["shot_id"], model_from(PlanarTrack, row["parameters"]))
