"""EDLs read into the model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from editor.media.timecode import timecode_frames
from editor.timeline.edl.lines import Event, events_of, split_lines, title_of
from editor.timeline.edl.rates import is_drop_frame, probable_rate
from editor.timeline.errors import TimelineError
from editor.timeline.model import (
    Clip,
    Convention,
    Gap,
    Item,
    Marker,
    MediaKind,
    MediaReference,
    Retime,
    RetimeKind,
    Sequence,
    Span,
    Timeline,
    Track,
    TrackKind,
    Transition,
)

_BLACK = ("BL", "BLACK", "(NULL)")
_NTSC_NOMINAL = (30, 60, 120)
_SLACK_FRAMES = 2
KEY = "main"
"""Key of the one sequence of a list."""


class EdlReader:
    """Reads one list.

    Parameters
    ----------
    data : bytes
        The list.
    path : Path
        Where it lies, for messages.
    rate : Fraction or None
        Its rate; None to take the most probable one.
    """

    def __init__(self, data: bytes, path: Path, rate: Fraction | None) -> None:
        self._lines = split_lines(data)
        self._path = path
        self._events = list(events_of(self._lines))
        self._rate = rate or probable_rate(self._events)
        self._is_assumed = rate is None

    def timeline(self) -> Timeline:
        """Read all of it.

        Raises
        ------
        TimelineError
            If it has no events, or a timecode that does not exist at its rate.
        """
        if not self._events:
            raise TimelineError("holds no events", remedy="export the EDL again", path=self._path)
        times = {event.line: self._times(event) for event in self._events}
        start = min(record[2] for record in times.values())
        tracks: dict[str, list[Item]] = defaultdict(list)
        for event in self._events:
            tracks[_track_name(event)] += self._items(event, times[event.line], start)
        name = title_of(self._lines)
        sequence = Sequence(
            locator=("list",),
            name=name,
            rate=self._rate,
            start=Fraction(start),
            tracks=tuple(_track(name, items) for name, items in sorted(tracks.items(), key=_order)),
            is_drop_frame=any(is_drop_frame(event.timecodes[2], event) for event in self._events),
        )
        return Timeline("edl", name, {KEY: sequence}, (KEY,), notices=tuple(self._notices()))

    def _notices(self) -> Iterator[str]:
        if self._is_assumed:
            yield f"The list does not name its rate; {float(self._rate):.5g} frames a second is assumed."

    def _times(self, event: Event) -> tuple[int, int, int, int]:
        source_in, source_out, record_in, record_out = (
            self._frames(timecode, event) for timecode in event.timecodes
        )
        return source_in, source_out, record_in, record_out

    def _frames(self, timecode: str, event: Event) -> int:
        hours, minutes, seconds, frames = timecode[:2], timecode[3:5], timecode[6:8], timecode[9:]
        drops = is_drop_frame(timecode, event) and round(self._rate) in _NTSC_NOMINAL
        try:
            return timecode_frames(f"{hours}:{minutes}:{seconds}{';' if drops else ':'}{frames}", self._rate)
        except ValueError as error:
            raise TimelineError(
                f"line {event.line + 1}: {error}", remedy="give the rate of the list", path=self._path
            ) from error

    def _items(self, event: Event, times: tuple[int, int, int, int], start: int) -> Iterator[Item]:
        record = Span(Fraction(times[2] - start), Fraction(max(times[3] - times[2], 0)), self._rate)
        if event.kind.startswith(("D", "W")) and event.length:
            length = Fraction(event.length)
            span = Span(record.start, length, self._rate)
            yield Transition(("transition", event.line), event.kind, span, Fraction(0), length)
        if record.duration == 0:
            return
        if event.reel.upper() in _BLACK:
            yield Gap(("event", event.line), record)
        else:
            yield self._clip(event, times, record)

    def _clip(self, event: Event, times: tuple[int, int, int, int], record: Span) -> Clip:
        locator = ("event", event.line)
        trim = Span(Fraction(times[0]), Fraction(max(times[1] - times[0], 0)), self._rate)
        retime = _retime(event, self._rate)
        entry = trim.start if event.speed is None else Fraction(self._frames(event.speed.entry, event))
        name, file = _names(event)
        media = MediaReference(
            (*locator, "media"),
            MediaKind.FILE,
            name=name,
            target=file,
            reel=event.reel,
            is_drop_frame=is_drop_frame(event.timecodes[0], event),
        )
        clip = Clip(
            locator=locator,
            name=name or event.reel,
            record=record,
            trim=trim,
            source=_consumed(trim, record.duration, retime, entry),
            media=(media,),
            retime=retime,
            reel=event.reel,
            event=event.number,
        )
        return replace(clip, markers=tuple(self._markers(event, clip, times[2])))

    def _markers(self, event: Event, clip: Clip, record_in: int) -> Iterator[Marker]:
        """Locators stand at record timecodes; on a clip they are moved to its own range."""
        for marker in event.locators:
            at = self._frames(marker.timecode, event) - record_in
            start = clip.trim.start + at if clip.trim is not None else Fraction(at)
            span = Span(start, Fraction(1), self._rate)
            yield Marker(("line", marker.line), marker.text, span, colour=marker.colour)


def _names(event: Event) -> tuple[str, str | None]:
    """Find name and file of a clip."""
    name = event.comments.get(event.name_comment, (0, ""))[1]
    files = [event.comments[key][1] for key in event.file_comments if key in event.comments]
    return name, next((text for text in files if text and text.upper() not in _BLACK), None)


def _retime(event: Event, rate: Fraction) -> Retime | None:
    if event.speed is None:
        return None
    speed = Fraction(event.speed.frames_per_second) / round(rate)
    if speed == 0:
        return Retime(RetimeKind.FREEZE, Fraction(0), Convention.SOURCE)
    return None if speed == 1 else Retime(RetimeKind.LINEAR, speed, Convention.SOURCE)


def _consumed(trim: Span, record: Fraction, retime: Retime | None, entry: Fraction) -> Span:
    """Work out the media of an event; Avid writes one frame, and its entry, for clips that run backwards."""
    if retime is None:
        return trim if trim.duration else Span(trim.start, record, trim.rate)
    if retime.kind is RetimeKind.FREEZE:
        return Span(entry, Fraction(1), trim.rate)
    length = record * abs(retime.speed)
    if abs(length - trim.duration) <= _SLACK_FRAMES * max(Fraction(1), abs(retime.speed)):
        return trim
    return Span(entry if retime.speed > 0 else entry + 1 - length, length, trim.rate)


def _track_name(event: Event) -> str:
    if event.channels == "B" or "V" in event.channels:
        number = event.channels.rpartition("V")[2]
        base = f"V{number}" if number.isdecimal() and number != "1" else "V"
        return f"{base} (key)" if event.kind in ("K", "KO") else base
    return event.channels


def _order(entry: tuple[str, list[Item]]) -> tuple[bool, str]:
    return not entry[0].startswith("V"), entry[0]


def _track(name: str, items: list[Item]) -> Track:
    kind = TrackKind.VIDEO if name.startswith("V") else TrackKind.AUDIO
    return Track(("track", name), name, kind, tuple(sorted(items, key=lambda item: item.record.start)))
