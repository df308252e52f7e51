"""An `asset` for a clean plate, written like the one of the media that it stands for."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

from editor.timeline.editing import Plate
from editor.timeline.fcpxml.resources import Asset, representation, source_of
from editor.timeline.fcpxml.times import written
from editor.timeline.media_paths import write_like
from editor.timeline.plate_fit import file_of
from editor.timeline.xml_text.document import XmlDocument
from editor.timeline.xml_text.edits import XmlEdits

_NUMBERED = re.compile(r"r(\d{1,9})")
_SOUND = ("hasAudio", "audioSources", "audioChannels", "audioRate")
_KEPT_METADATA = tuple(f"com.apple.proapps.studio.{key}" for key in ("reel", "scene", "shot", "angle"))


class PlateAssets:
    """The assets of plates that are added to a document, each once, behind that of its media.

    Parameters
    ----------
    document : XmlDocument
        The original.
    edits : XmlEdits
        Takes the new assets.
    path : Path
        Where the edited document will lie.
    """

    def __init__(self, document: XmlDocument, edits: XmlEdits, path: Path) -> None:
        self._document = document
        self._edits = edits
        self._path = path
        self._ids: dict[Plate, str] = {}
        taken = [attributes.get("id", "") for attributes in document.table.attributes]
        numbers = (int(match[1]) for name in taken if (match := _NUMBERED.fullmatch(name)))
        self._last_id = max(numbers, default=0)

    def ref(self, plate: Plate, original: Asset) -> str:
        """Return the id of a plate's asset, which is added when it is asked for first."""
        if plate not in self._ids:
            self._last_id += 1
            self._ids[plate] = f"r{self._last_id}"
            self._edits.insert_after(original.element, self._asset(plate, original))
        return self._ids[plate]

    def _asset(self, plate: Plate, original: Asset) -> str:
        edits, element = XmlEdits(self._document, self._edits.style), original.element
        source = write_like(source_of(element), file_of(plate), self._path)
        start_s, duration_s = clock_of(plate)
        duration_s = Fraction(0) if original.is_still else duration_s
        changes: dict[str, str | None] = {
            "id": self._ids[plate],
            "name": plate.name,
            "uid": None,
            "start": written(start_s, element.attributes.get("start")),
            "duration": "0s"
            if original.is_still
            else written(duration_s, element.attributes.get("duration")),
            **dict.fromkeys(_SOUND),
        }
        rep = representation(element)
        if rep is None:
            changes["src"] = source
        for other in element.children("media-rep"):
            if other == rep:
                edits.set_attributes(other, {"sig": None, "src": source, "suggestedFilename": None})
                for bookmark in other.children("bookmark"):
                    edits.remove(bookmark)
            else:
                edits.remove(other)
        for bookmark in element.children("bookmark"):
            edits.remove(bookmark)
        edits.set_attributes(element, changes)
        for metadata in element.children("metadata"):
            entries = list(metadata)
            kept = [entry for entry in entries if entry.attributes.get("key", "").startswith(_KEPT_METADATA)]
            for entry in entries if kept else (metadata,):
                if entry not in kept:
                    edits.remove(entry)
        return edits.excerpt(element)


def clock_of(plate: Plate) -> tuple[Fraction, Fraction]:
    """Return start and duration of a plate in seconds."""
    available = plate.available
    return available.start / available.rate, available.duration / available.rate
