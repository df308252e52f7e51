"""What can be wrong with annotations: a sentence that names the file and the entry in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editor.errors import UsageError
from editor.masks.errors import MaskValueError


class AnnotationError(UsageError):
    """An entry of an annotation that cannot be used.

    Attributes
    ----------
    entry : str
        Which one: "annotation 17", "line 3, object 2".
    """

    def __init__(
        self, path: Path, entry: str, cause: str, *, remedy: str = "correct it and try again"
    ) -> None:
        self.entry = entry
        super().__init__(f"{entry}: {cause}", remedy=remedy, path=path)


@contextmanager
def reading(path: Path, entry: str) -> Iterator[None]:
    """Say which entry trouble is about.

    Raises
    ------
    AnnotationError
        If its parts are missing, or not what they should be.
    """
    try:
        yield
    except MaskValueError as error:
        raise AnnotationError(path, entry, error.cause) from error
    except KeyError as error:
        raise AnnotationError(path, entry, f"{error.args[0]!r} is missing") from error
    except (IndexError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise AnnotationError(path, entry, "its parts are not what they should be") from error
