"""What can be wrong with an XML file."""

from __future__ import annotations

from pathlib import Path

from editor.timeline.errors import TimelineError


class XmlError(TimelineError):
    """An XML file that is damaged, or that no editing program would write (exit status 2).

    Attributes
    ----------
    line : int or None
        Where, counted from 1.
    """

    def __init__(self, cause: str, *, remedy: str, path: Path | None, line: int | None = None) -> None:
        self.line = line
        super().__init__(cause, remedy=remedy, path=path)
