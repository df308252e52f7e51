"""What a format cannot carry of an edit, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction

from editor.timeline.model import (
    Clip,
    Gap,
    MediaKind,
    Nest,
    RetimeKind,
    Sequence,
    Timeline,
    Track,
    TrackKind,
    Transition,
)


class Trait(Enum):
    """Something that edits have and not every format can carry."""

    LAYERS = "video tracks above the first"
    AUDIO = "audio tracks"
    NESTS = "nested sequences"
    MULTICAM = "multicam angles that are not shown"
    DISABLED = "muted clips"
    RETIMES = "constant speeds"
    RAMPS = "speed ramps, which become their mean speed"
    WIPES = "transitions other than dissolves, which become dissolves"
    MARKERS = "markers"
    REFERENCES = "media references that are not shown"
    GENERATORS = "titles and generated pictures, which become gaps"
    TIMELINES = "further timelines"
    OVERLAPS = "clips that begin before another one of their track has ended"


HOLDS: dict[str, frozenset[Trait]] = {
    "otio": frozenset(Trait) - {Trait.RAMPS, Trait.MULTICAM, Trait.OVERLAPS},
    "xmeml": frozenset(Trait)
    - {Trait.OVERLAPS, Trait.WIPES, Trait.MULTICAM, Trait.REFERENCES, Trait.GENERATORS},
    "fcpxml": frozenset(Trait)
    - {Trait.OVERLAPS, Trait.WIPES, Trait.MULTICAM, Trait.REFERENCES, Trait.GENERATORS},
    "edl": frozenset({Trait.RETIMES, Trait.MARKERS}),
}
"""What the writers of each format carry."""

_DISSOLVES = ("d", "")
_EFFECTS = "Effects, transforms, levels, links and colour are not converted"


def losses(timeline: Timeline, target: str) -> list[str]:
    """Say what of an edit a format will not have, as sentences.

    Parameters
    ----------
    timeline : Timeline
        The edit.
    target : str
        Name of a dialect.
    """
    counts = Counter(_traits(timeline))
    lost = [
        (trait, count) for trait, count in sorted(counts.items(), key=_rank) if trait not in HOLDS[target]
    ]
    return [*(f"{trait.value[0].upper()}{trait.value[1:]} ({count})" for trait, count in lost), _EFFECTS]


def _rank(entry: tuple[Trait, int]) -> int:
    return list(Trait).index(entry[0])


def _traits(timeline: Timeline) -> Iterator[Trait]:
    yield from [Trait.TIMELINES] * max(0, len(timeline.main) - 1)
    for sequence in timeline.sequences.values():
        yield from _sequence_traits(sequence)


def _sequence_traits(sequence: Sequence) -> Iterator[Trait]:
    yield from [Trait.MARKERS] * len(sequence.markers)
    videos = [track for track in sequence.tracks if track.kind is TrackKind.VIDEO]
    yield from [Trait.LAYERS] * max(0, len(videos) - 1)
    for track in sequence.tracks:
        yield from _track_traits(track)


def _track_traits(track: Track) -> Iterator[Trait]:
    yield from [Trait.MARKERS] * len(track.markers)
    if track.kind is TrackKind.AUDIO:
        yield Trait.AUDIO
    done = Fraction(0)
    for item in track.items:
        if isinstance(item, Transition):
            if track.kind is TrackKind.VIDEO and not _is_dissolve(item):
                yield Trait.WIPES
            continue
        if item.record.start < done:
            yield Trait.OVERLAPS
        done = max(done, Fraction(item.record.end))
        yield from _item_traits(item)


def _is_dissolve(transition: Transition) -> bool:
    name = transition.name.casefold()
    return name in _DISSOLVES or name.endswith("dissolve")


def _item_traits(item: Clip | Nest | Gap) -> Iterator[Trait]:
    yield from [Trait.MARKERS] * len(item.markers)
    if isinstance(item, Nest):
        yield Trait.NESTS
        if item.angle is not None:
            yield Trait.MULTICAM
    if not isinstance(item, Gap):
        if not item.is_enabled:
            yield Trait.DISABLED
        if item.retime is not None:
            yield Trait.RAMPS if item.retime.kind is RetimeKind.RAMP else Trait.RETIMES
    if isinstance(item, Clip):
        yield from [Trait.REFERENCES] * max(0, len(item.media) - 1)
        if item.shown is None or item.shown.kind is MediaKind.GENERATOR:
            yield Trait.GENERATORS
