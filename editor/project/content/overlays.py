"""What is known of the overlays that objects remove: a half-transparent logo is taken off, not filled."""

from __future__ import annotations

from editor.project.history.events import Place
from editor.project.history.store import Store


class OverlayTable:
    """The overlays of a project; an object has one at most.

    Parameters
    ----------
    store : Store
        The document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, object_id: int) -> bytes | None:
        """Read that of an object, as `encode_overlay` encodes it; None where it has none."""
        found = self._store.select("SELECT content_blob FROM overlays WHERE object_id = ?", object_id)
        return self._store.kept(found[0]["content_blob"]) if found else None

    def put(self, object_id: int, content: bytes) -> None:
        """Give an object an overlay, in place of the one that it has.

        Parameters
        ----------
        object_id : int
            The object.
        content : bytes
            As `encode_overlay` encodes it.
        """
        found = self._store.select(
            "SELECT overlays.id, shot_id FROM objects LEFT JOIN overlays ON object_id = objects.id "
            "WHERE objects.id = ?",
            object_id,
        )
        (row,) = found
        with self._store.edit("Solve for an overlay", Place(row["shot_id"])):
            name = self._store.keep(content)
            if row["id"] is None:
                self._store.insert("overlays", {"object_id": object_id, "content_blob": name})
            else:
                self._store.update("overlays", row["id"], {"content_blob": name})
