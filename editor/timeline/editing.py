"""What may be done to a document: clean plates go in, nothing else moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePath
from typing import Protocol, TypeAlias

from editor.errors import UsageError
from editor.timeline.errors import EditError
from editor.timeline.model import Locator, Numbering, Span, Timeline


@dataclass(frozen=True, slots=True)
class Plate:
    """A delivered clean plate.

    Attributes
    ----------
    path : PurePath
        The movie, or the folder of the pictures; absolute, as the NLE's system sees it.
    name : str
        What the edit calls it (`sh010_cleanplate_v001`).
    available : Span
        All of it on the source clock of the media that it stands for, handles included: the start is its own
        start timecode.
    numbering : Numbering or None
        Of pictures; None for a movie.
    size : (int, int) or None
        Width and height in pixels.
    reel : str or None
        Same as the source's.
    is_drop_frame : bool or None
        How the source's timecode is labelled.
    """

    path: PurePath
    name: str
    available: Span
    numbering: Numbering | None = None
    size: tuple[int, int] | None = None
    reel: str | None = None
    is_drop_frame: bool | None = None

    def __hash__(self) -> int:
        """Hash what tells plates apart; the fractions of their spans would cost more than all else."""
        return hash((self.path, self.name))


@dataclass(frozen=True, slots=True)
class Replace:
    """Show the plate in the place of a clip's media; range, retime, effects and transitions stay.

    Attributes
    ----------
    clip : tuple
        Locator of the clip. Other clips of the same media keep theirs.
    plate : Plate
        Must hold all that the clip shows, transitions included.
    """

    clip: Locator
    plate: Plate


@dataclass(frozen=True, slots=True)
class PlaceAbove:
    """Put the plate on a track of its own above all others of the clip's sequence.

    The placed clip has the transform and the retime of the original, but none of its markers or links.
    All edits of one `patch` with the same `track` name and sequence share one new track.

    Attributes
    ----------
    clip : tuple
        Locator of the clip, which stays as it is.
    plate : Plate
        Must hold all that is placed.
    record : Span
        Where it lies, on the record clock of the clip's sequence; within the clip.
    offset : Fraction
        From the clip's start (its cut) to the start of `record`, in frames of the sequence.
    track : str
        Name of the new track (`CLEAN v001`), where the format names tracks.
    """

    clip: Locator
    plate: Plate
    record: Span
    offset: Fraction
    track: str


@dataclass(frozen=True, slots=True)
class AddReference:
    """Give the clip a second media reference and make it the shown one (OTIO alone).

    Attributes
    ----------
    clip : tuple
        Locator of the clip. Its other references stay.
    plate : Plate
        Must hold all that the clip shows.
    key : str
        Name of the reference (`CLEAN_v001`).
    """

    clip: Locator
    plate: Plate
    key: str


@dataclass(frozen=True, slots=True)
class ShowReference:
    """Make another of a clip's media references the shown one: versions up and down (OTIO alone).

    Attributes
    ----------
    clip : tuple
        Locator of the clip.
    key : str
        Name of a reference that it has.
    """

    clip: Locator
    key: str


Edit: TypeAlias = Replace | PlaceAbove | AddReference | ShowReference


class RefusedEditsError(EditError):
    """Edits that a document cannot take; without them it takes the others.

    Attributes
    ----------
    refusals : tuple of (Edit, EditError)
        Each with its reason.
    """

    def __init__(self, refusals: Sequence[tuple[Edit, EditError]]) -> None:
        self.refusals = tuple(refusals)
        first = refusals[0][1]
        self.clip = first.clip
        more = f" ({len(refusals) - 1} more are refused)" if len(refusals) > 1 else ""
        UsageError.__init__(self, f"{first.cause}{more}", remedy=first.remedy, path=first.path)


class Refusals:
    """Collects what a document cannot take, so that all of it is told at once."""

    def __init__(self) -> None:
        self._found: list[tuple[Edit, EditError]] = []

    @contextmanager
    def of(self, edit: Edit) -> Iterator[None]:
        """Note the refusal of an edit, and go on with the next."""
        try:
            yield
        except EditError as error:
            self._found.append((edit, error))

    def check(self) -> None:
        """Make sure that nothing was refused.

        Raises
        ------
        RefusedEditsError
            If something was: what was written meanwhile is not whole.
        """
        if self._found:
            raise RefusedEditsError(self._found)


class Dialect(Protocol):
    """A format of timelines: reads documents and edits them in their own text."""

    name: str
    suffixes: tuple[str, ...]
    edits: tuple[type[Edit], ...]
    """The kinds of edit that the format can take."""
    takes_pictures: bool
    """Whether numbered pictures can stand for a moving clip."""

    def recognises(self, data: bytes) -> bool:
        """Say whether a document is of this format, by its content and without parsing all of it."""
        ...

    def read(self, data: bytes, path: Path) -> Timeline:
        """Read a document.

        Parameters
        ----------
        data : bytes
            The document as it is on disk.
        path : Path
            Where it lies, for messages.

        Raises
        ------
        TimelineError
            If it is damaged, too deep, hostile, or nested in itself.
        """
        ...

    def patch(self, data: bytes, path: Path, edits: Sequence[Edit]) -> bytes:
        """Make edits, leaving every other byte as it is; no edits give the identical bytes.

        Parameters
        ----------
        data : bytes
            The document that the locators are of.
        path : Path
            Where the edited document will lie: relative references are relative to it.
        edits : sequence of Edit
            All that is to change. New nodes look like their neighbours: indentation, order of keys or
            elements, style of numbers and of paths.

        Raises
        ------
        RefusedEditsError
            If the document cannot take some of them.
        TimelineError
            As `read`.
        """
        ...
