"""What tests ask of an edit that was read, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator

from editor.timeline.model import Clip, MediaKind, Sequence, Timeline, TrackKind


def edit_of(timeline: Timeline) -> Sequence:
    return timeline.sequences[timeline.main[0]]


def usable(timeline: Timeline) -> Iterator[tuple[str, Clip]]:
    """Clips with pictures from a file and a known range, with the key of their sequence."""
    for key, sequence in timeline.sequences.items():
        for track in sequence.tracks:
            for item in track.items if track.kind is TrackKind.VIDEO else ():
                if isinstance(item, Clip) and item.source and item.media[0].kind is MediaKind.FILE:
                    yield key, item


def of_plate(timeline: Timeline) -> list[tuple[str, Clip]]:
    """Clips that show a plate."""
    return [(key, clip) for key, clip in usable(timeline) if "cleanplate" in (clip.media[0].target or "")]
