"""A timeline as it is worked with: document, model, media."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from editor.media.opening import probe
from editor.timeline.documents.document import Document, open_document
from editor.timeline.media.finder import MediaFinder
from editor.timeline.model import Timeline


@dataclass(frozen=True, slots=True)
class OpenTimeline:
    """A timeline that was opened and read.

    Attributes
    ----------
    document : Document
        The file.
    timeline : Timeline
        What it says.
    finder : MediaFinder
        Finds its media.
    """

    document: Document
    timeline: Timeline
    finder: MediaFinder

    @property
    def main(self) -> str:
        """Key of the sequence that is the edit itself."""
        return self.timeline.main[0] if self.timeline.main else ""

    @property
    def sequence_names(self) -> dict[str, str]:
        """Names of sequences by key."""
        return {key: sequence.name for key, sequence in self.timeline.sequences.items()}


def open_timeline(path: Path, *, rate: Fraction | None = None, search: Sequence[Path] = ()) -> OpenTimeline:
    """Open and read a timeline.

    Parameters
    ----------
    path : Path
        A document or bundle.
    rate : Fraction or None
        Frames per second of an EDL.
    search : sequence of Path
        Folders to search for media.

    Raises
    ------
    TimelineError
        If it cannot be read.
    """
    document = open_document(path, rate)
    finder = MediaFinder(document.home, search, probe, document.bundle)
    return OpenTimeline(document, document.read(), finder)
