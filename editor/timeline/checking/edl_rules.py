"""EDL: what the hosts and the format itself do not take."""

from __future__ import annotations

from collections.abc import Iterator

from editor.timeline.checking.findings import Basis, Hit, Host, Rule, Weight
from editor.timeline.edl.lines import events_of, split_lines
from editor.timeline.model import Clip, Timeline, TrackKind

_ALL = (Host.PREMIERE, Host.RESOLVE)
_LONGEST_REEL = 8
_MOST_EVENTS = 999

TRACKS = Rule(
    "edl-tracks",
    (Host.RESOLVE,),
    Weight.LOST,
    Basis.MEASURED,
    "It has more than one video track, of which Resolve reads the first",
    "export one list a track, or use OTIO",
)
LONG_REEL = Rule(
    "edl-long-reel",
    _ALL,
    Weight.WRONG,
    Basis.REPORTED,
    "A reel name is longer than the eight characters of CMX 3600, and may be cut short",
    "let the editing program write FROM CLIP NAME, or shorten the reels",
)
MANY_EVENTS = Rule(
    "edl-many-events",
    _ALL,
    Weight.WRONG,
    Basis.REPORTED,
    "It has more than the 999 events of CMX 3600",
    "export the edit in parts",
)
DURATIONS = Rule(
    "edl-durations",
    (Host.OTIO,),
    Weight.REFUSED,
    Basis.MEASURED,
    "Source and record of an event are not of the same length, and no M2 explains it",
    "let the editing program write its speed effects",
)


def edl_hits(data: bytes, timeline: Timeline) -> Iterator[Hit]:
    """Find what of a list is not taken.

    Parameters
    ----------
    data : bytes
        The list.
    timeline : Timeline
        As it was read.
    """
    pictures = [
        track
        for sequence in timeline.sequences.values()
        for track in sequence.tracks
        if track.kind is TrackKind.VIDEO
    ]
    for track in pictures[1:]:
        yield Hit(TRACKS, track.name)
    events = list(events_of(split_lines(data)))
    if len(events) > _MOST_EVENTS:
        yield Hit(MANY_EVENTS, f"{len(events)} events")
    for event in events:
        place = f"event {event.number}"
        if len(event.reel) > _LONGEST_REEL:
            yield Hit(LONG_REEL, f"{place}, {event.reel}")
    for track in pictures:
        for clip in track.items:
            if not isinstance(clip, Clip) or clip.retime is not None or clip.trim is None:
                continue
            if clip.trim.duration != clip.record.duration:
                yield Hit(DURATIONS, f"event {clip.event}")
