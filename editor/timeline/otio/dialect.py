"""OpenTimelineIO as a dialect.

The reading and the editing half are imported when they are used: the process that reads edits nothing, and
starts in half the time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from editor.timeline.editing import AddReference, Edit, PlaceAbove, Replace, ShowReference
from editor.timeline.errors import TimelineError
from editor.timeline.model import Timeline
from editor.timeline.otio.json_text import JsonError, JsonText
from editor.timeline.otio.references import schema_of

_HEAD = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{")
_ROOTS = ("Timeline", "SerializableCollection", "Stack", "Track", "Sequence", "Clip")
_REMEDY = "export it again from the NLE"


class OtioDialect:
    """Reads and edits `.otio` documents of every schema version."""

    name = "otio"
    suffixes: tuple[str, ...] = (".otio",)
    edits: tuple[type[Edit], ...] = (Replace, PlaceAbove, AddReference, ShowReference)
    takes_pictures = True

    def recognises(self, data: bytes) -> bool:
        """Say whether a document is a JSON object with a schema."""
        return _HEAD.match(data) is not None and b'"OTIO_SCHEMA"' in data

    def read(self, data: bytes, path: Path) -> Timeline:
        """Read a document; see `Dialect.read`."""
        from editor.timeline.otio.reader import NestingError, OtioReader

        document = JsonText(data)
        try:
            root = document.value
            if schema_of(root) not in _ROOTS:
                raise TimelineError("holds no timeline", remedy=_REMEDY, path=path)
            return OtioReader(root, document.text).timeline()
        except JsonError as error:
            raise TimelineError(f"is damaged: {error}", remedy=_REMEDY, path=path) from error
        except NestingError as error:
            raise TimelineError(str(error), remedy="flatten the nests in the NLE", path=path) from error

    def patch(self, data: bytes, path: Path, edits: Sequence[Edit]) -> bytes:
        """Make edits; see `Dialect.patch`."""
        from editor.timeline.otio.patch import OtioPatch

        if not edits:
            return data
        document = JsonText(data)
        try:
            return document.edited(OtioPatch(document, path).changes(edits))
        except JsonError as error:
            raise TimelineError(f"is damaged: {error}", remedy=_REMEDY, path=path) from error
