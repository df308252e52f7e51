"""Which application wrote an OTIO document, and what it means by the range of a retimed clip.

The namespace of the metadata names the application. Where it says that ranges count source frames, the tracks
have the last word: those of one edit mostly end together, and a convention that makes them do so is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from editor.timeline.model import Convention
from editor.timeline.otio.json_text import Value
from editor.timeline.otio.references import schema_of
from editor.timeline.otio.retimes import record_duration, retime_of
from editor.timeline.otio.times import as_list, as_object, time_range

_APPLICATIONS = (
    ('"Resolve_OTIO"', "DaVinci Resolve", Convention.RECORD),
    ('"PremierePro_OTIO"', "Premiere Pro", Convention.SOURCE),
    ('"foundry.', "Hiero", Convention.RECORD),
)
_CLOSE_S = Fraction(1, 10)
_TRACKS = ("Track", "Sequence")


def application_of(text: str) -> str:
    """Name the application, or return an empty text."""
    return next((name for namespace, name, _ in _APPLICATIONS if namespace in text), "")


def convention_of(root: Value, text: str) -> Convention:
    """Say what the ranges of retimed clips mean; the library itself counts their length in the record.

    Parameters
    ----------
    root : value
        The document.
    text : str
        The same as text.
    """
    named = next((row[2] for row in _APPLICATIONS if row[0] in text), Convention.RECORD)
    if named is Convention.RECORD:
        return named
    tracks = [track for track in _tracks(root) if track]
    by_source, by_record = (_ends_together(tracks, convention) for convention in (named, Convention.RECORD))
    return Convention.RECORD if by_record and not by_source else named


def _tracks(root: Value) -> Iterator[list[Value]]:
    for child in as_list(as_object(as_object(root).get("tracks")).get("children")):
        if schema_of(child) in _TRACKS:
            yield as_list(as_object(child).get("children"))


def _ends_together(tracks: list[list[Value]], convention: Convention) -> bool:
    """Say whether a track with retimes ends where one without ends."""
    plain = [_seconds(track, convention) for track in tracks if not _is_retimed(track, convention)]
    retimed = [_seconds(track, convention) for track in tracks if _is_retimed(track, convention)]
    return any(abs(one - other) < _CLOSE_S for one in retimed for other in plain)


def _is_retimed(track: list[Value], convention: Convention) -> bool:
    return any(retime_of(as_object(item), convention) is not None for item in track)


def _seconds(track: list[Value], convention: Convention) -> Fraction:
    total = Fraction(0)
    for item in track:
        node = as_object(item)
        trim = time_range(node.get("source_range"))
        if trim is not None:
            total += record_duration(trim, retime_of(node, convention)) / trim.rate
    return total
