"""The one tree of errors that the editor raises on purpose."""

from __future__ import annotations

from pathlib import Path


class CleanplateError(Exception):
    """Something the user can act on.

    Attributes
    ----------
    cause : str
        What went wrong, in words, without the file's name.
    remedy : str
        What to do about it, as an imperative without the final stop.
    path : Path or None
        The file that it is about.
    frame : int or None
        Frame index, counted from 0.
    """

    exit_status = 1

    def __init__(
        self, cause: str, *, remedy: str, path: Path | str | None = None, frame: int | None = None
    ) -> None:
        self.cause = cause
        self.remedy = remedy
        self.path = Path(path) if path is not None else None
        self.frame = frame
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """One sentence that names file and frame, cause and remedy."""
        where = "" if self.path is None else f"{self.path}: "
        if self.frame is not None:
            where = f"{where.rstrip(': ')}, frame {self.frame}: ".lstrip(", ")
        return f"{where}{self.cause}; {self.remedy}."


class UsageError(CleanplateError):
    """The command or its input cannot be used as given (exit status 2)."""

    exit_status = 2
