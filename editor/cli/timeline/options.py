"""Options that several verbs of `cleanplate timeline` share."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Annotated

import typer

from editor.cli.data import frame_rate
from editor.errors import UsageError
from editor.media.timecode import is_timecode, timecode_frames
from editor.timeline.model import Sequence as EditSequence
from editor.timeline.model import Span
from editor.timeline.opening import OpenTimeline, open_timeline

EditPath = Annotated[
    Path,
    typer.Argument(
        help="A timeline: .otio, .otioz, .otiod, .xml, .fcpxml, .edl or .aaf.", show_default=False
    ),
]
RateOption = Annotated[
    str | None,
    typer.Option("--rate", help="Frames per second of an EDL, which does not name it.", show_default=False),
]
SearchOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--search",
        help="A folder to search for media that lie elsewhere; may be repeated.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Say nothing but errors.")]
HandlesOption = Annotated[
    int, typer.Option("--handles", min=0, max=10_000, help="Extra frames on both ends, as far as there are.")
]
ShotsFileOption = Annotated[
    Path | None,
    typer.Option(
        "--shots", help="The list of shots.  [the timeline's name and .shots.json]", show_default=False
    ),
]


def opened(path: Path, rate: str | None, search: Sequence[Path] | None) -> OpenTimeline:
    """Open a timeline as the options say.

    Raises
    ------
    CleanplateError
        If it cannot be read, or a search folder is missing.
    """
    for folder in search or ():
        if not folder.is_dir():
            raise UsageError("there is no such folder", remedy="check --search", path=folder)
    return open_timeline(path, rate=None if rate is None else frame_rate(rate), search=search or ())


def record_span(text: str, sequence: EditSequence) -> Span:
    """Read a range of the record: two timecodes or two frames from 0, both included.

    Raises
    ------
    UsageError
        If it is none.
    """
    first, hyphen, last = text.strip().partition("-")
    start, end = (_record_frame(part.strip(), sequence) for part in (first, last or first))
    if not hyphen or end < start:
        raise UsageError(f"{text!r} is no range", remedy="write it like 01:00:10:00-01:00:12:00 or 240-288")
    return Span(start, end - start + 1, sequence.rate)


def _record_frame(text: str, sequence: EditSequence) -> Fraction:
    if text.isdecimal():
        return Fraction(int(text))
    if not is_timecode(text):
        raise UsageError(f"{text!r} is no frame", remedy="give a timecode of the edit, or a frame from 0")
    try:
        return timecode_frames(text, sequence.rate) - sequence.start
    except ValueError as error:
        raise UsageError(str(error), remedy="correct the timecode") from error
