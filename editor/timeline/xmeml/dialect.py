"""Final Cut Pro 7 XML as a dialect of timelines.

The reading and the editing half are imported when they are used: the process that reads edits nothing, and
starts in half the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editor.timeline.editing import Edit, PlaceAbove, Replace
from editor.timeline.model import Timeline
from editor.timeline.xml_text.parsing import parse_xml, root_tag


class XmemlDialect:
    """Reads and edits xmeml documents, versions 1 to 5."""

    name = "xmeml"
    suffixes: tuple[str, ...] = (".xml",)
    edits: tuple[type[Edit], ...] = (Replace, PlaceAbove)
    takes_pictures = True

    def recognises(self, data: bytes) -> bool:
        """Say whether a document's root is `xmeml`."""
        return root_tag(data) == "xmeml"

    def read(self, data: bytes, path: Path) -> Timeline:
        """Read a document (see `Dialect.read`)."""
        from editor.timeline.xmeml.reading import XmemlReader

        return XmemlReader(parse_xml(data, path)).timeline()

    def patch(self, data: bytes, path: Path, edits: Sequence[Edit]) -> bytes:
        """Make edits (see `Dialect.patch`)."""
        from editor.timeline.xmeml.patching import XmemlPatcher

        return XmemlPatcher(parse_xml(data, path), path).patch(edits) if edits else data
