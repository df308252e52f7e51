"""FCPXML written from the model, as Final Cut writes it: a story line, and clips connected to it by lanes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from editor.timeline.conversion.fcpxml_resources import DISSOLVE, FcpxmlResources
from editor.timeline.conversion.fcpxml_timing import Timing, is_still, media_timing, nest_timing
from editor.timeline.conversion.rows import Row, rows_of
from editor.timeline.conversion.xml_writing import Tag, lines
from editor.timeline.fcpxml.times import written
from editor.timeline.model import (
    Clip,
    Gap,
    Marker,
    MediaKind,
    Nest,
    Sequence,
    Span,
    Timeline,
    Track,
    TrackKind,
    Transition,
)

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n'
_VERSION = "1.10"
_GAP_CLOCK_S = Fraction(3600)
_FILES = (MediaKind.FILE, MediaKind.SEQUENCE)


@dataclass(slots=True)
class _Item:
    """An element of a story line while things are still connected to it."""

    tag: str
    attributes: dict[str, str]
    start_s: Fraction
    end_s: Fraction
    timing: Timing
    markers: list[Tag]
    connected: list[Tag] = field(default_factory=list)

    def at(self, record_s: Fraction) -> str:
        """Write what its own clock says at a time of the sequence."""
        return written(self.timing.clock_s + (record_s - self.start_s) / self.timing.pace)

    def written(self) -> Tag:
        return Tag(self.tag, (*self.timing.tags, *self.connected, *self.markers), self.attributes)


def write_fcpxml(timeline: Timeline) -> bytes:
    """Write a timeline with all its sequences as FCPXML 1.10, the newest that Resolve writes."""
    resources = FcpxmlResources(timeline)
    writer = _FcpxmlWriter(timeline, resources)
    projects = []
    for key in timeline.main:
        sequence = timeline.sequences[key]
        projects.append(Tag("project", (writer.sequence(sequence),), {"name": sequence.name or "untitled"}))
    event = Tag("event", tuple(projects), {"name": timeline.name or "Cleanplate"})
    document = Tag(
        "fcpxml", (Tag("resources", resources.tags), Tag("library", (event,))), {"version": _VERSION}
    )
    return (_HEAD + "\n".join(lines(document)) + "\n").encode()


class _FcpxmlWriter:
    def __init__(self, timeline: Timeline, resources: FcpxmlResources) -> None:
        self._timeline = timeline
        self._resources = resources

    def sequence(self, sequence: Sequence, angle: int | None = None) -> Tag:
        """Write a sequence; of a multicam the shown angle alone."""
        tracks = sequence.tracks if angle is None else sequence.tracks[angle : angle + 1]
        videos = [track for track in tracks if track.kind is TrackKind.VIDEO]
        audios = [track for track in tracks if track.kind is TrackKind.AUDIO]
        line = _StoryLine(self, sequence, videos[0] if videos else None, _end(tracks))
        for lane, track in enumerate(videos[1:], 1):
            line.connect(track, lane)
        for lane, track in enumerate(audios, 1):
            line.connect(track, -lane)
        form = self._resources.format(sequence.rate, sequence.size)
        attributes = {
            "format": form,
            "duration": written(_end(tracks) / sequence.rate),
            "tcStart": written(sequence.start / sequence.rate),
            "tcFormat": "DF" if sequence.is_drop_frame else "NDF",
        }
        return Tag("sequence", (Tag("spine", line.tags()),), attributes)

    def item(self, row: Clip | Nest, rate: Fraction, offset_s: Fraction, kind: TrackKind) -> _Item | None:
        """Make the element of a clip; None for what has no media (titles, generators)."""
        attributes = {"offset": written(offset_s), "name": row.name}
        if isinstance(row, Nest):
            inside = self._timeline.sequences[row.sequence]
            timing = nest_timing(row, inside, _end(inside.tracks))
            name = inside.name or row.name
            attributes["ref"] = self._resources.compound(
                row.sequence, row.angle, name, lambda: self.sequence(inside, row.angle)
            )
            tag = "ref-clip"
        elif row.shown is None or row.shown.kind not in _FILES:
            return None
        else:
            timing, whole = media_timing(row, rate)
            attributes["ref"] = self._resources.asset(row.shown, whole)
            tag = "video" if is_still(row) else "asset-clip"
            if tag == "asset-clip" and self._resources.is_heard(row.shown):
                attributes["srcEnable"] = "audio" if kind is TrackKind.AUDIO else "video"
        attributes["start"] = written(timing.clock_s)
        attributes["duration"] = written(row.record.duration / rate)
        if not row.is_enabled:
            attributes["enabled"] = "0"
        markers = [_marker(marker, timing, row.trim) for marker in row.markers]
        start_s = row.record.start / rate
        return _Item(tag, attributes, start_s, row.record.end / rate, timing, markers)

    def transition(self, row: Transition, rate: Fraction, origin_s: Fraction) -> Tag:
        """Write a transition as the usual dissolve, within a story line whose clock begins somewhere."""
        attributes = {
            "name": row.name or DISSOLVE,
            "offset": written(row.record.start / rate + origin_s),
            "duration": written(row.record.duration / rate),
        }
        effect = Tag("filter-video", (), {"ref": self._resources.dissolve(), "name": DISSOLVE})
        return Tag("transition", (effect,), attributes)


class _StoryLine:
    """The primary story line of a sequence, and what is connected to it."""

    def __init__(self, writer: _FcpxmlWriter, sequence: Sequence, track: Track | None, end: Fraction) -> None:
        self._writer = writer
        self._rate = sequence.rate
        self._origin_s = sequence.start / sequence.rate
        self._parts: list[_Item | Tag] = []
        done = Fraction(0)
        for row in () if track is None else rows_of(track, self._rate):
            if isinstance(row, Transition):
                self._parts.append(writer.transition(row, self._rate, self._origin_s))
            else:
                self._parts.append(self._item(row))
                done = row.record.end
        if end > done:
            self._parts.append(self._item(Gap((), Span(done, end - done, self._rate))))
        self._hosts = [part for part in self._parts if isinstance(part, _Item)]
        for marker in sequence.markers:
            host = self._host(marker.span.start / self._rate)
            if host is not None:
                host.markers.append(_marker_at(marker, host.at(marker.span.start / self._rate)))

    def connect(self, track: Track, lane: int) -> None:
        """Hang the clips of a track on those beneath; what a transition joins, as a story line of its own."""
        for run in _runs(list(rows_of(track, self._rate))):
            start_s = run[0].record.start / self._rate
            host = self._host(start_s)
            if host is None:
                continue
            if len(run) == 1 and not isinstance(run[0], Transition):
                item = self._writer.item(run[0], self._rate, Fraction(0), track.kind)
                if item is not None:
                    item.attributes = {"lane": str(lane), **item.attributes, "offset": host.at(start_s)}
                    host.connected.append(item.written())
                continue
            inside = tuple(self._inside(run, track.kind))
            host.connected.append(Tag("spine", inside, {"lane": str(lane), "offset": host.at(start_s)}))

    def tags(self) -> tuple[Tag, ...]:
        """Write all of it."""
        return tuple(part.written() if isinstance(part, _Item) else part for part in self._parts)

    def _inside(self, run: list[Clip | Nest | Transition], kind: TrackKind) -> Iterator[Tag]:
        begin_s = next(row for row in run if not isinstance(row, Transition)).record.start / self._rate
        for row in run:
            if isinstance(row, Transition):
                yield self._writer.transition(row, self._rate, -begin_s)
                continue
            offset_s = row.record.start / self._rate - begin_s
            item = self._writer.item(row, self._rate, offset_s, kind)
            yield (item or self._gap(row.record, offset_s)).written()

    def _item(self, row: Row) -> _Item:
        offset_s = row.record.start / self._rate + self._origin_s
        if isinstance(row, (Clip, Nest)):
            item = self._writer.item(row, self._rate, offset_s, TrackKind.VIDEO)
            if item is not None:
                return item
        return self._gap(row.record, offset_s)

    def _gap(self, record: Span, offset_s: Fraction) -> _Item:
        attributes = {
            "name": "Gap",
            "offset": written(offset_s),
            "start": written(_GAP_CLOCK_S),
            "duration": written(record.duration / self._rate),
        }
        timing = Timing(_GAP_CLOCK_S, Fraction(1), ())
        return _Item("gap", attributes, record.start / self._rate, record.end / self._rate, timing, [])

    def _host(self, record_s: Fraction) -> _Item | None:
        holding = (host for host in self._hosts if host.start_s <= record_s < host.end_s)
        return next(holding, None)


def _runs(rows: list[Row]) -> Iterator[list[Clip | Nest | Transition]]:
    """Part the items of a track where nothing joins them: a transition joins its neighbours."""
    run: list[Clip | Nest | Transition] = []
    for row in rows:
        joins = bool(run) and (isinstance(row, Transition) or isinstance(run[-1], Transition))
        if run and not joins:
            yield run
            run = []
        if not isinstance(row, Gap):
            run.append(row)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _marker(marker: Marker, timing: Timing, trim: Span | None) -> Tag:
    offset_s = Fraction(0) if trim is None else (marker.span.start - trim.start) / trim.rate
    return _marker_at(marker, written(timing.clock_s + offset_s / timing.pace))


def _marker_at(marker: Marker, start: str) -> Tag:
    attributes = {"start": start, "value": marker.name}
    if marker.span.duration > 0:
        attributes["duration"] = written(marker.span.duration / marker.span.rate)
    if marker.comment:
        attributes["note"] = marker.comment
    return Tag("marker", (), attributes)


def _end(tracks: tuple[Track, ...]) -> Fraction:
    ends = [item.record.end for track in tracks for item in track.items if not isinstance(item, Gap)]
    return max(ends, default=Fraction(0))
