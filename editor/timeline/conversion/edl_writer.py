"""EDLs written from the model: one video track of cuts, dissolves and constant speeds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from editor.errors import UsageError
from editor.media.timecode import timecode_after
from editor.timeline.conversion.media_names import bare_path, file_name, reel_name
from editor.timeline.conversion.rows import Row, rows_of
from editor.timeline.model import (
    Clip,
    Item,
    MediaKind,
    RetimeKind,
    Sequence,
    Span,
    Timeline,
    TrackKind,
    Transition,
)

_REEL_LENGTH = 32
_SAME_RATE = Fraction(1, 500)
_FASTEST = 240
_DROP_RATES = (Fraction(30000, 1001), Fraction(60000, 1001))
_COLOURS = ("RED", "GREEN", "BLUE", "CYAN", "MAGENTA", "YELLOW", "BLACK", "WHITE")


def write_edl(timeline: Timeline) -> bytes:
    """Write the lowest video track of a timeline that holds clips as a CMX 3600 list.

    Raises
    ------
    UsageError
        If there is none, or the edit is not counted in frames.
    """
    sequence = timeline.sequences[timeline.main[0]]
    videos = [track for track in sequence.tracks if track.kind is TrackKind.VIDEO]
    track = next((it for it in videos if any(_has_event(item) for item in it.items)), None)
    if track is None or sequence.rate > _FASTEST:
        raise UsageError(
            "a list needs clips with pictures and a rate of frames", remedy="convert it to another format"
        )
    writer = _EdlWriter(sequence)
    lines = [f"TITLE:   {sequence.name or timeline.name or 'untitled'}", writer.fcm]
    lines += writer.events(list(rows_of(track, sequence.rate)))
    return "".join(f"{line}\r\n" for line in lines).encode()


def _has_event(item: Item) -> bool:
    return isinstance(item, Clip) and item.shown is not None and item.shown.kind is not MediaKind.GENERATOR


class _EdlWriter:
    def __init__(self, sequence: Sequence) -> None:
        self._rate = sequence.rate
        self._start = Fraction(sequence.start)
        self._is_drop = bool(sequence.is_drop_frame) and sequence.rate in _DROP_RATES
        self._zero = "00:00:00;00" if self._is_drop else "00:00:00:00"
        self._markers = [(marker.span.start, marker) for marker in sequence.markers]

    @property
    def fcm(self) -> str:
        return f"FCM: {'DROP' if self._is_drop else 'NON-DROP'} FRAME"

    def events(self, rows: list[Row]) -> Iterator[str]:
        number = 0
        for index, row in enumerate(rows):
            if not isinstance(row, Clip) or not _has_event(row):
                continue
            number += 1
            before = rows[index - 1] if index else None
            after = rows[index + 1] if index + 1 < len(rows) else None
            dissolve = before if isinstance(before, Transition) else None
            earlier = rows[index - 2] if dissolve is not None and index > 1 else None
            yield from self._event(number, row, dissolve, earlier, after)

    def _event(
        self, number: int, clip: Clip, dissolve: Transition | None, earlier: Row | None, after: Row | None
    ) -> Iterator[str]:
        """Write an event; a list begins a dissolve with the incoming clip, so the cut moves to its start."""
        lead = dissolve.in_offset if dissolve is not None else Fraction(0)
        tail = after.in_offset if isinstance(after, Transition) else Fraction(0)
        record = Span(clip.record.start - lead, clip.record.duration + lead - tail, self._rate)
        source = self._source(clip, lead, tail)
        reel = reel_name(clip, _REEL_LENGTH)
        if dissolve is None:
            yield self._line(number, reel, "C", source, record)
        else:
            yield from self._outgoing(number, earlier, record)
            length = round(dissolve.record.duration)
            yield self._line(number, reel, f"D    {length:03}", source, record)
        if clip.retime is not None:
            speed = Fraction(0) if clip.retime.kind is RetimeKind.FREEZE else clip.retime.speed
            sign = "-" if speed < 0 else ""
            shown = f"{sign}{abs(float(speed * round(self._rate))):05.1f}"
            yield f"M2   {reel}       {shown}                {self._timecode(source.start)}"
        name = clip.name or file_name(clip.shown)
        if isinstance(earlier, Clip):
            yield f"* FROM CLIP NAME:  {earlier.name or file_name(earlier.shown)}"
            yield f"* TO CLIP NAME:  {name}"
        else:
            yield f"* FROM CLIP NAME:  {name}"
        if clip.shown is not None and clip.shown.target:
            yield f"* SOURCE FILE: {bare_path(clip.shown.target)}"
        yield from self._locators(record)

    def _outgoing(self, number: int, earlier: Row | None, record: Span) -> Iterator[str]:
        at = Span(record.start, Fraction(0), self._rate)
        if isinstance(earlier, Clip) and earlier.source is not None:
            end = Span(earlier.source.at(self._rate).end, Fraction(0), self._rate)
            yield self._line(number, reel_name(earlier, _REEL_LENGTH), "C", end, at)
        else:
            yield self._line(number, "BL", "C", Span(Fraction(0), Fraction(0), self._rate), at)

    def _source(self, clip: Clip, lead: Fraction, tail: Fraction) -> Span:
        source = clip.source or Span(Fraction(0), clip.record.duration, self._rate)
        is_same = abs(source.rate / self._rate - 1) < _SAME_RATE
        frames = source if is_same else source.at(self._rate)
        speed = abs(clip.retime.speed) if clip.retime is not None else Fraction(1)
        start = math.floor(frames.start - lead * speed)
        return Span(Fraction(start), Fraction(math.ceil(frames.end - tail * speed) - start), frames.rate)

    def _locators(self, record: Span) -> Iterator[str]:
        for at, marker in self._markers:
            if record.start <= at < record.end:
                colour = marker.colour.upper() if marker.colour.upper() in _COLOURS else "RED"
                text = " ".join(f"{marker.name} {marker.comment}".split())
                yield f"* LOC: {self._timecode(self._start + at)} {colour:<7} {text}"

    def _line(self, number: int, reel: str, kind: str, source: Span, record: Span) -> str:
        times = [
            *(self._timecode(frame) for frame in (source.start, source.end)),
            *(self._timecode(self._start + frame) for frame in (record.start, record.end)),
        ]
        return f"{number:03}  {reel:<8} V     {kind:<8} {' '.join(times)}"

    def _timecode(self, frame: Fraction) -> str:
        return timecode_after(self._zero, max(round(frame), 0), self._rate)
