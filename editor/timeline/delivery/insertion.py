"""How plates come into the edit: in the place of the media, above it, or as a second reference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from editor.errors import UsageError
from editor.timeline.delivery.versions import DIGITS, Version, is_plate_name
from editor.timeline.editing import AddReference, Dialect, Edit, PlaceAbove, Plate, Replace, ShowReference
from editor.timeline.media_paths import media_key
from editor.timeline.model import Span, Timeline, TrackKind
from editor.timeline.shots.shot import Shot
from editor.timeline.shots.uses import Use

_NUMBERED = re.compile(r"(\D*?)\s*(\d+)")


class Way(Enum):
    """How a plate comes into the edit."""

    REPLACE = "replace"
    ABOVE = "above"
    REFERENCE = "reference"


_EDIT = {Way.REPLACE: Replace, Way.ABOVE: PlaceAbove, Way.REFERENCE: AddReference}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A shot with the plate that is delivered for it.

    Attributes
    ----------
    shot : Shot
        The shot.
    plate : Plate
        Its plate.
    version : Version
        Its number and files.
    """

    shot: Shot
    plate: Plate
    version: Version


@dataclass(frozen=True, slots=True)
class Insertion:
    """What is done to a document.

    Attributes
    ----------
    edits : tuple of Edit
        For the dialect.
    notices : tuple of str
        Sentences about what the edit will not show as the editor may expect.
    """

    edits: tuple[Edit, ...]
    notices: tuple[str, ...]


def check_way(dialect: Dialect, way: Way) -> None:
    """Refuse a way that a format does not have.

    Raises
    ------
    UsageError
        If it has not.
    """
    if _EDIT[way] not in dialect.edits:
        known = [name.value for name, edit in _EDIT.items() if edit in dialect.edits]
        raise UsageError(
            f"{dialect.name} cannot take plates by {way.value!r}", remedy=f"choose {' or '.join(known)}"
        )


def insertion(
    deliveries: Sequence[Delivery], timeline: Timeline, way: Way, track: str | None = None
) -> Insertion:
    """Work out the edits that put plates into all clips of their shots.

    Parameters
    ----------
    deliveries : sequence of Delivery
        What is delivered.
    timeline : Timeline
        The edit.
    way : Way
        How they come in.
    track : str or None
        Name of the new track; None for one that goes with the others.
    """
    edits: list[Edit] = []
    notices: list[str] = []
    for delivery in deliveries:
        name = track or f"CLEAN v{delivery.version.number:0{DIGITS}}"
        for use in _uncovered(delivery.shot):
            if _shows_plate(use, delivery.shot.name) and way is not Way.REFERENCE:
                edits.append(Replace(use.clip.locator, delivery.plate))
            elif way is Way.ABOVE:
                above = _above(use, delivery.plate, track or _track_name(timeline, use, name))
                if above is None:
                    notices.append(_all_transition(use))
                else:
                    edits.append(above)
                    notices += _transition_notices(use, above.record)
            elif not use.is_whole:
                notices.append(_cut_short(use))
            elif way is Way.REPLACE:
                edits.append(Replace(use.clip.locator, delivery.plate))
            else:
                edits.append(_reference(use, delivery))
    return Insertion(tuple(edits), tuple(notices))


def _uncovered(shot: Shot) -> list[Use]:
    """Leave out the clips over which a plate of an earlier delivery lies already."""
    placed = [use for use in shot.uses if _shows_plate(use, shot.name)]
    return [
        use
        for use in shot.uses
        if use in placed
        or not any(it.sequence == use.sequence and it.record.meet(use.record) is not None for it in placed)
    ]


def _shows_plate(use: Use, shot: str) -> bool:
    return use.clip.shown is not None and is_plate_name(media_key(use.clip.shown), shot)


def _reference(use: Use, delivery: Delivery) -> Edit:
    """Add a version to a clip, or show it where the clip has it already."""
    key = f"CLEAN_v{delivery.version.number:0{DIGITS}}"
    if any(media.key == key for media in use.clip.media):
        return ShowReference(use.clip.locator, key)
    return AddReference(use.clip.locator, delivery.plate, key)


def _above(use: Use, plate: Plate, track: str) -> PlaceAbove | None:
    """Place a plate from where a transition into the clip has ended to where one out of it begins.

    In a transition two pictures are mixed; a third one above them would hide the mixture.
    """
    clip = use.clip.record
    start = max(use.record.start, clip.start + use.into)
    end = min(use.record.end, clip.end - use.out_of)
    if end <= start:
        return None
    return PlaceAbove(use.clip.locator, plate, Span(start, end - start, clip.rate), start - clip.start, track)


def _track_name(timeline: Timeline, use: Use, name: str) -> str:
    """Go on counting where all tracks are numbered (`Video 1`, `Video 2`): Resolve takes no others."""
    sequence = timeline.sequences[use.sequence]
    tracks = [track.name for track in sequence.tracks if track.kind is TrackKind.VIDEO]
    matches = [_NUMBERED.fullmatch(track) for track in tracks]
    if timeline.application != "DaVinci Resolve" or not matches:
        return name
    numbers = [int(match[2]) for match in matches if match is not None]
    if len(numbers) < len(matches) or matches[0] is None:
        return name
    return f"{matches[0][1]} {max(numbers) + 1}".strip()


def _transition_notices(use: Use, placed: Span) -> list[str]:
    if placed.duration >= use.record.duration:
        return []
    return [
        f"{use.clip.name}: its transitions still show the original, because a track above cannot be part of "
        "them; replace the media to clean them as well."
    ]


def _all_transition(use: Use) -> str:
    return f"{use.clip.name}: is nothing but transition, and stays as it is; replace its media instead."


def _cut_short(use: Use) -> str:
    return (
        f"{use.clip.name}: only a part of it was cleaned, so that its media cannot be exchanged; "
        "put the plate on a track above."
    )
