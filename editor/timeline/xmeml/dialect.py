"""Final Cut Pro 7 XML as a dialect of timelines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editor.timeline.editing import Edit, PlaceAbove, Replace
from editor.timeline.model import Timeline
from editor.timeline.xmeml.patching import XmemlPatcher
from editor.timeline.xmeml.reading import XmemlReader
from editor.timeline.xml_text.parsing import parse_xml, root_tag


class XmemlDialect:
    """Reads and edits xmeml documents, versions 1 to 5."""

    name = "xmeml"
    suffixes: tuple[str, ...] = (".xml",)
    edits: tuple[type[Edit], ...] = (Replace, PlaceAbove)

    def recognises(self, data: bytes) -> bool:
        """Say whether a document's root is `xmeml`."""
        return root_tag(data) == "xmeml"

    def read(self, data: bytes, path: Path) -> Timeline:
        """Read a document (see `Dialect.read`)."""
        return XmemlReader(parse_xml(data, path)).timeline()

    def patch(self, data: bytes, path: Path, edits: Sequence[Edit]) -> bytes:
        """Make edits (see `Dialect.patch`)."""
        return XmemlPatcher(parse_xml(data, path), path).patch(edits) if edits else data
