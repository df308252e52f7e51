"""FCP7 XML written from the model, as Premiere writes it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from editor.media.timecode import timecode_after
from editor.timeline.conversion.media_names import file_name, file_url
from editor.timeline.conversion.rows import Row, rows_of
from editor.timeline.conversion.xml_writing import Tag, lines
from editor.timeline.model import (
    Clip,
    Gap,
    Marker,
    MediaKind,
    MediaReference,
    Nest,
    Retime,
    RetimeKind,
    Sequence,
    Span,
    Timeline,
    Track,
    TrackKind,
    Transition,
)

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n'
_TICKS_A_SECOND = 254_016_000_000
_SAME_RATE = Fraction(1, 500)
_FASTEST_PICTURES = 240
_SIZE = (1920, 1080)
_FILES = (MediaKind.FILE, MediaKind.SEQUENCE)


def write_xmeml(timeline: Timeline) -> bytes:
    """Write a timeline with all its sequences as xmeml, version 5."""
    writer = _XmemlWriter(timeline)
    edits = tuple(writer.sequence(key) for key in timeline.main)
    document = Tag("xmeml", edits, {"version": "5"})
    return (_HEAD + "\n".join(lines(document)) + "\n").encode()


class _XmemlWriter:
    """Numbers sequences, clips and files, and defines each file and sequence once."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._files: dict[tuple[object, ...], str] = {}
        self._sequences: dict[str, str] = {}
        self._clips = 0

    def sequence(self, key: str) -> Tag:
        if key in self._sequences:
            return Tag("sequence", (), {"id": self._sequences[key]})
        name = self._sequences[key] = f"sequence-{len(self._sequences) + 1}"
        sequence = self._timeline.sequences[key]
        kinds = {kind: [it for it in sequence.tracks if it.kind is kind] for kind in TrackKind}
        videos = tuple(self._track(track, sequence) for track in kinds[TrackKind.VIDEO])
        audios = tuple(self._track(track, sequence) for track in kinds[TrackKind.AUDIO])
        width, height = sequence.size or _SIZE
        raster = (Tag("width", str(width)), Tag("height", str(height)), _rate(sequence.rate))
        picture = Tag("format", (Tag("samplecharacteristics", raster),))
        return Tag(
            "sequence",
            (
                Tag("name", sequence.name or "untitled"),
                Tag("duration", str(_length(sequence))),
                _rate(sequence.rate),
                _timecode(sequence.start, sequence.rate, is_drop_frame=bool(sequence.is_drop_frame)),
                Tag("media", (Tag("video", (picture, *videos)), Tag("audio", audios))),
                *(_marker(marker, marker.span.start) for marker in sequence.markers),
            ),
            {"id": name},
        )

    def _track(self, track: Track, sequence: Sequence) -> Tag:
        rows = list(rows_of(track, sequence.rate))
        items: list[Tag] = []
        for index, row in enumerate(rows):
            before = rows[index - 1] if index else None
            after = rows[index + 1] if index + 1 < len(rows) else None
            items += self._items(row, before, after, sequence.rate)
        return Tag("track", (*items, Tag("enabled", _truth(track.is_enabled))))

    def _items(self, row: Row, before: Row | None, after: Row | None, rate: Fraction) -> Iterator[Tag]:
        if isinstance(row, Transition):
            yield _transition(row, rate)
        elif isinstance(row, Nest):
            yield self._clip_item(row, before, after, rate, self._nest_range(row))
        elif isinstance(row, Clip) and row.shown is not None and row.shown.kind in _FILES:
            yield self._clip_item(row, before, after, rate, self._media_range(row))

    def _nest_range(self, nest: Nest) -> tuple[Span, Span, Tag]:
        inside = self._timeline.sequences[nest.sequence]
        whole = Span(Fraction(0), Fraction(_length(inside)), inside.rate)
        return nest.trim or whole, whole, self.sequence(nest.sequence)

    def _media_range(self, clip: Clip) -> tuple[Span, Span, Tag]:
        media = clip.shown
        assert media is not None, "only clips with media are written"
        source = clip.source or Span(Fraction(0), clip.record.duration, clip.record.rate)
        source = source if source.rate <= _FASTEST_PICTURES else source.at(clip.record.rate)
        whole = media.available.at(source.rate) if media.available is not None else None
        if whole is None or not whole.contains(source):
            start = min(whole.start if whole is not None else source.start, source.start)
            whole = Span(start, source.end - start, source.rate)
        shown = Span(source.start - whole.start, source.duration, source.rate)
        return shown, whole, self._file(media, whole)

    def _clip_item(
        self,
        row: Clip | Nest,
        before: Row | None,
        after: Row | None,
        rate: Fraction,
        media: tuple[Span, Span, Tag],
    ) -> Tag:
        """Write a clip: beside a transition it reaches to the far end of that, and says -1 for it."""
        shown, whole, definition = media
        lead = before.in_offset if isinstance(before, Transition) else Fraction(0)
        tail = after.out_offset if isinstance(after, Transition) else Fraction(0)
        self._clips += 1
        scale = shown.rate / rate
        speed = row.retime.speed if row.retime is not None else Fraction(1)
        length = row.record.duration * scale
        first = _first(shown, whole, row.retime)
        start, end = round(first - lead * scale), round(first + length + tail * scale)
        parts = (
            Tag("name", row.name),
            Tag("enabled", _truth(row.is_enabled)),
            Tag("duration", str(round(whole.duration / abs(speed)) if speed else round(whole.duration))),
            _rate(shown.rate),
            Tag("start", "-1" if isinstance(before, Transition) else str(round(row.record.start))),
            Tag("end", "-1" if isinstance(after, Transition) else str(round(row.record.end))),
            Tag("in", str(start)),
            Tag("out", str(end)),
            definition,
            *(_remap(row.retime, _graph(row.retime, first, length, shown, whole)) if row.retime else ()),
            *self._markers(row, first),
        )
        return Tag("clipitem", parts, {"id": f"clipitem-{self._clips}"})

    def _markers(self, row: Clip | Nest, first: Fraction) -> Iterator[Tag]:
        trim = row.trim.start if row.trim is not None else Fraction(0)
        for marker in row.markers:
            yield _marker(marker, first + marker.span.start - trim)

    def _file(self, media: MediaReference, whole: Span) -> Tag:
        key = media.target, media.numbering, whole
        if key in self._files:
            return Tag("file", (), {"id": self._files[key]})
        name = self._files[key] = f"file-{len(self._files) + 1}"
        target = media.target or ""
        if media.numbering is not None:
            target = f"{target.rstrip('/')}/{file_name(media)}" if target else file_name(media)
        width, height = media.size or _SIZE
        raster = Tag("samplecharacteristics", (Tag("width", str(width)), Tag("height", str(height))))
        return Tag(
            "file",
            (
                Tag("name", file_name(media)),
                *((Tag("pathurl", file_url(target)),) if target else ()),
                _rate(whole.rate),
                Tag("duration", str(round(whole.duration))),
                _timecode(whole.start, whole.rate, is_drop_frame=bool(media.is_drop_frame), reel=media.reel),
                Tag("media", (Tag("video", (raster,)),)),
            ),
            {"id": name},
        )


def _first(shown: Span, whole: Span, retime: Retime | None) -> Fraction:
    """Find the frame after the retime that a clip begins with."""
    if retime is None or not retime.speed:
        return shown.start
    if retime.kind is RetimeKind.RAMP:
        return Fraction(0)
    return (whole.duration - shown.end) / -retime.speed if retime.speed < 0 else shown.start / retime.speed


def _graph(
    retime: Retime, first: Fraction, length: Fraction, shown: Span, whole: Span
) -> list[tuple[Fraction, Fraction]]:
    """Draw the way from a clip's frames, which begin with `first`, to those of its media."""
    if retime.kind is RetimeKind.RAMP and retime.curve:
        rate = shown.rate
        return [(first + when * rate, source * rate - whole.start) for when, source in retime.curve]
    low, high = (shown.start, shown.end) if retime.speed >= 0 else (shown.end, shown.start)
    return [(first, low), (first + length, low if retime.kind is RetimeKind.FREEZE else high)]


def _remap(retime: Retime, graph: list[tuple[Fraction, Fraction]]) -> tuple[Tag, ...]:
    """Write a Time Remap with a graph as key frames."""
    keys = (
        Tag("keyframe", (Tag("when", str(round(when))), Tag("value", _number(value))))
        for when, value in graph
    )
    parameters = (
        _parameter("variablespeed", str(int(retime.kind is RetimeKind.RAMP))),
        _parameter("speed", _number(retime.speed * 100)),
        _parameter("reverse", _truth(retime.speed < 0)),
        Tag(
            "parameter",
            (Tag("parameterid", "graphdict"), Tag("name", "graphdict"), Tag("value", "0"), *keys),
        ),
    )
    effect = (
        Tag("name", "Time Remap"),
        Tag("effectid", "timeremap"),
        Tag("effecttype", "motion"),
        *parameters,
    )
    return (Tag("filter", (Tag("effect", effect),)),)


def _parameter(name: str, value: str) -> Tag:
    return Tag("parameter", (Tag("parameterid", name), Tag("name", name), Tag("value", value)))


def _transition(item: Transition, rate: Fraction) -> Tag:
    alignment = "center" if item.in_offset and item.out_offset else "start" if not item.in_offset else "end"
    ticks = round(item.in_offset * _TICKS_A_SECOND / rate)
    effect = (
        Tag("name", "Cross Dissolve"),
        Tag("effectid", "Cross Dissolve"),
        Tag("effectcategory", "Dissolve"),
        Tag("effecttype", "transition"),
        Tag("mediatype", "video"),
    )
    return Tag(
        "transitionitem",
        (
            Tag("start", str(round(item.record.start))),
            Tag("end", str(round(item.record.end))),
            Tag("alignment", alignment),
            Tag("cutPointTicks", str(ticks)),
            _rate(rate),
            Tag("effect", effect),
        ),
    )


def _marker(marker: Marker, start: Fraction) -> Tag:
    begin = round(start)
    duration = round(marker.span.duration)
    end = str(begin + duration) if duration > 1 else "-1"
    parts = (Tag("comment", marker.comment), Tag("name", marker.name), Tag("in", str(begin)), Tag("out", end))
    return Tag("marker", parts)


def _rate(rate: Fraction) -> Tag:
    nominal = round(rate)
    is_ntsc = rate != nominal and abs(rate / nominal - 1) < _SAME_RATE
    return Tag("rate", (Tag("timebase", str(nominal)), Tag("ntsc", _truth(is_ntsc))))


def _timecode(start: Fraction, rate: Fraction, *, is_drop_frame: bool, reel: str | None = None) -> Tag:
    is_drop_frame = is_drop_frame and round(rate) in (30, 60)
    frame = max(round(start), 0)
    text = timecode_after("00:00:00;00" if is_drop_frame else "00:00:00:00", frame, rate)
    parts = (_rate(rate), Tag("string", text), Tag("frame", str(frame)))
    shown = Tag("displayformat", "DF" if is_drop_frame else "NDF")
    return Tag("timecode", (*parts, shown, *((Tag("reel", (Tag("name", reel),)),) if reel else ())))


def _length(sequence: Sequence) -> int:
    ends = [item.record.end for track in sequence.tracks for item in track.items if not isinstance(item, Gap)]
    return round(max(ends, default=Fraction(0)))


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6f}".rstrip("0").rstrip(".")


def _truth(value: bool) -> str:
    return "TRUE" if value else "FALSE"
