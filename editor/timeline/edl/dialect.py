"""CMX 3600 as a dialect.

The reading and the editing half are imported when they are used: the process that reads edits nothing, and
starts in half the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from editor.timeline.editing import Edit, Replace
from editor.timeline.edl.lines import event_match, split_lines
from editor.timeline.errors import EditError, TimelineError
from editor.timeline.model import Timeline

_HEAD_BYTES = 1 << 16
_MOST_LINES = 500_000


class EdlDialect:
    """Reads and edits EDLs.

    Parameters
    ----------
    rate : Fraction or None
        Frames per second, which a list does not name; None to take the most probable one.
    """

    name = "edl"
    suffixes: tuple[str, ...] = (".edl",)
    edits: tuple[type[Edit], ...] = (Replace,)
    takes_pictures = True

    def __init__(self, rate: Fraction | None = None) -> None:
        self._rate = rate

    def recognises(self, data: bytes) -> bool:
        """Say whether a document has an event near its beginning."""
        return any(event_match(line) is not None for line in split_lines(data[:_HEAD_BYTES]))

    def read(self, data: bytes, path: Path) -> Timeline:
        """Read a list; see `Dialect.read`."""
        from editor.timeline.edl.reader import EdlReader

        if data.count(b"\n") > _MOST_LINES:
            raise TimelineError(
                f"has more than {_MOST_LINES:,} lines", remedy="export the edit in parts", path=path
            )
        return EdlReader(data, path, self._rate).timeline()

    def patch(self, data: bytes, path: Path, edits: Sequence[Edit]) -> bytes:
        """Make edits; see `Dialect.patch`."""
        from editor.timeline.edl.patch import EdlPatch

        if not edits:
            return data
        replacements = []
        for edit in edits:
            if not isinstance(edit, Replace):
                raise EditError(
                    "/".join(map(str, edit.clip)),
                    "cannot get a second picture in an EDL, which has one video track",
                    remedy="replace its media, or export the edit as OTIO or XML",
                    path=path,
                )
            replacements.append(edit)
        return EdlPatch(data, path).replaced(replacements)
