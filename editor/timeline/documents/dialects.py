"""All formats of timelines, told apart by what is in a file and not by its name."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from editor.timeline.editing import Dialect
from editor.timeline.edl.dialect import EdlDialect
from editor.timeline.errors import UnknownFormatError
from editor.timeline.fcpxml.dialect import FcpxmlDialect
from editor.timeline.otio.dialect import OtioDialect
from editor.timeline.xmeml.dialect import XmemlDialect


def all_dialects(rate: Fraction | None = None) -> tuple[Dialect, ...]:
    """Return every dialect; a rate is for lists that do not name theirs."""
    return OtioDialect(), XmemlDialect(), FcpxmlDialect(), EdlDialect(rate)


def dialect_of(data: bytes, path: Path, rate: Fraction | None = None) -> Dialect:
    """Find the dialect of a document: one of its suffix that recognises it, or any that does.

    Raises
    ------
    UnknownFormatError
        If none does.
    """
    known = all_dialects(rate)
    for dialect in sorted(known, key=lambda dialect: path.suffix.lower() not in dialect.suffixes):
        if dialect.recognises(data):
            return dialect
    raise UnknownFormatError(path, [suffix for dialect in known for suffix in dialect.suffixes])
