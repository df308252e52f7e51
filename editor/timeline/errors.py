"""What can go wrong with a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editor.errors import CleanplateError, UsageError


class TimelineError(CleanplateError):
    """A timeline that is missing, damaged, hostile or of a kind we cannot read (exit status 2)."""

    exit_status = 2


class EditError(UsageError):
    """An edit that a document cannot take.

    Attributes
    ----------
    clip : str
        Name of the clip that it was meant for.
    """

    def __init__(self, clip: str, cause: str, *, remedy: str, path: Path | str | None = None) -> None:
        self.clip = clip
        super().__init__(f"clip {clip!r}: {cause}", remedy=remedy, path=path)


class UnknownFormatError(TimelineError):
    """A file that none of the dialects recognises.

    Attributes
    ----------
    known : tuple of str
        The suffixes that are read.
    """

    def __init__(self, path: Path | str, known: Sequence[str]) -> None:
        self.known = tuple(known)
        super().__init__(
            "is no timeline that we know",
            remedy=f"export it from the NLE as one of {', '.join(known)}",
            path=path,
        )
