"""The clips of a timeline with what transitions show beyond their cuts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from editor.timeline.model import (
    Clip,
    Marker,
    MediaKind,
    Nest,
    RetimeKind,
    Sequence,
    Span,
    Timeline,
    Track,
    TrackKind,
    Transition,
)

_CLEANABLE = (MediaKind.FILE, MediaKind.SEQUENCE, MediaKind.MISSING)
_RETIME_MARGIN = Fraction(1)


@dataclass(frozen=True, slots=True)
class Use:
    """A clip, or the part of one, that shows a shot.

    Attributes
    ----------
    sequence : str
        Key of its sequence.
    track : str
        Name of its track.
    clip : Clip
        The clip.
    record : Span
        What of it is meant, on the record clock; all of it from cut to cut if not cut shorter.
    before, after : Fraction
        Frames of the sequence that transitions show before and after the clip's cuts.
    into, out_of : Fraction
        Frames of the sequence from the clip's first cut to where a transition into it has ended, and from
        where one out of it begins to its last cut.
    markers : tuple of Marker
        Those on the clip, and those on the sequence above it.
    """

    sequence: str
    track: str
    clip: Clip
    record: Span
    before: Fraction
    after: Fraction
    into: Fraction
    out_of: Fraction
    markers: tuple[Marker, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all of the clip is meant."""
        return self.record == self.clip.record

    @property
    def needed(self) -> Span | None:
        """The media that is shown, transitions included, on the source clock; None if that is not known.

        Of a retimed clip it is a frame more at both ends: hosts round as they like, and blend neighbours.
        """
        clip, source, retime = self.clip, self.clip.source, self.clip.retime
        if source is None or (retime is not None and retime.kind is RetimeKind.FREEZE):
            return source
        speed = abs(retime.speed) if retime is not None else Fraction(1)
        if retime is not None and retime.kind is RetimeKind.RAMP:
            margin = self._frames(max(self.before, self.after)) * max(speed, Fraction(1))
            return source.grown(margin + _RETIME_MARGIN, margin + _RETIME_MARGIN)
        head = (
            self.before if self.record.start == clip.record.start else clip.record.start - self.record.start
        )
        tail = self.after if self.record.end == clip.record.end else self.record.end - clip.record.end
        margin = _RETIME_MARGIN if retime is not None else Fraction(0)
        head, tail = self._frames(head) * speed + margin, self._frames(tail) * speed + margin
        is_reverse = retime is not None and retime.speed < 0
        return source.grown(tail, head) if is_reverse else source.grown(head, tail)

    def _frames(self, record: Fraction) -> Fraction:
        source = self.clip.source
        return record * source.rate / self.record.rate if source is not None else record


def uses_of(timeline: Timeline, *, with_disabled: bool = False) -> list[Use]:
    """List every clip with pictures, of all sequences that are shown, in the order of the record.

    Parameters
    ----------
    timeline : Timeline
        The timeline.
    with_disabled : bool
        Whether muted clips are listed, too.
    """
    found = []
    shown = _shown_tracks(timeline, with_disabled=with_disabled)
    for key, sequence in timeline.sequences.items():
        uses = [
            use
            for index, track in enumerate(sequence.tracks)
            if track.kind is TrackKind.VIDEO and index in shown[key]
            for use in _uses_on(track, key)
            if with_disabled or use.clip.is_enabled
        ]
        found += sorted(_with_sequence_markers(uses, sequence), key=lambda use: use.record.start)
    return found


def _shown_tracks(timeline: Timeline, *, with_disabled: bool) -> dict[str, set[int]]:
    """Find the tracks of each sequence that an edit shows: of a multicam, those of the chosen angles."""
    every = {key: set(range(len(sequence.tracks))) for key, sequence in timeline.sequences.items()}
    shown = {key: every[key] if key in timeline.main else set() for key in every}
    for sequence in timeline.sequences.values():
        for nest in (item for track in sequence.tracks for item in track.items if isinstance(item, Nest)):
            if nest.sequence in every and (nest.is_enabled or with_disabled):
                shown[nest.sequence] |= every[nest.sequence] if nest.angle is None else {nest.angle}
    return shown


def _uses_on(track: Track, key: str) -> Iterator[Use]:
    transitions = [item for item in track.items if isinstance(item, Transition)]
    by_cut = {transition.record.start + transition.in_offset: transition for transition in transitions}
    for item in track.items:
        if not isinstance(item, Clip) or item.record.duration <= 0 or not _is_cleanable(item):
            continue
        incoming, outgoing = by_cut.get(item.record.start), by_cut.get(item.record.end)
        yield Use(
            sequence=key,
            track=track.name,
            clip=item,
            record=item.record,
            before=incoming.in_offset if incoming is not None else Fraction(0),
            after=outgoing.out_offset if outgoing is not None else Fraction(0),
            into=incoming.out_offset if incoming is not None else Fraction(0),
            out_of=outgoing.in_offset if outgoing is not None else Fraction(0),
            markers=item.markers,
        )


def _is_cleanable(clip: Clip) -> bool:
    return clip.shown is not None and clip.shown.kind in _CLEANABLE


def _with_sequence_markers(uses: list[Use], sequence: Sequence) -> list[Use]:
    """Give each marker of a sequence to the topmost clip under it."""
    if not sequence.markers:
        return uses
    given: dict[int, list[Marker]] = {}
    for marker in sequence.markers:
        under = [index for index, use in enumerate(uses) if _covers(use.record, marker.span.start)]
        if under:
            given.setdefault(under[-1], []).append(marker)
    return [
        replace(use, markers=(*use.markers, *given[index])) if index in given else use
        for index, use in enumerate(uses)
    ]


def _covers(record: Span, frame: Fraction) -> bool:
    return record.start <= frame < record.end
