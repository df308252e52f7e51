"""FCPXML as a dialect of timelines.

The reading and the editing half are imported when they are used: the process that reads edits nothing, and
starts in half the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editor.timeline.editing import Edit, PlaceAbove, Replace
from editor.timeline.model import Timeline
from editor.timeline.xml_text.parsing import parse_xml, root_tag


class FcpxmlDialect:
    """Reads and edits FCPXML documents, versions 1.8 to 1.13."""

    name = "fcpxml"
    suffixes: tuple[str, ...] = (".fcpxml", ".fcpxmld")
    edits: tuple[type[Edit], ...] = (Replace, PlaceAbove)
    takes_pictures = False

    def recognises(self, data: bytes) -> bool:
        """Say whether a document's root is `fcpxml`."""
        return root_tag(data) == "fcpxml"

    def read(self, data: bytes, path: Path) -> Timeline:
        """Read a document (see `Dialect.read`)."""
        from editor.timeline.fcpxml.reading import FcpxmlReader

        return FcpxmlReader(parse_xml(data, path)).timeline()

    def patch(self, data: bytes, path: Path, edits: Sequence[Edit]) -> bytes:
        """Make edits (see `Dialect.patch`)."""
        from editor.timeline.fcpxml.patching import FcpxmlPatcher

        return FcpxmlPatcher(parse_xml(data, path), path).patch(edits) if edits else data
