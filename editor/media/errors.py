"""What can go wrong with a movie or a picture sequence."""

from __future__ import annotations

from editor.errors import CleanplateError, UsageError


class MediaError(CleanplateError):
    """A movie or picture that is missing, damaged or of a kind we cannot read (exit status 2)."""

    exit_status = 2


class SequenceError(UsageError):
    """A folder or pattern that does not name one picture sequence.

    Attributes
    ----------
    patterns : tuple of str
        The sequences that were found instead.
    """

    def __init__(self, cause: str, *, remedy: str, path: str, patterns: tuple[str, ...] = ()) -> None:
        self.patterns = patterns
        super().__init__(cause, remedy=remedy, path=path)
