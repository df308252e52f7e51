"""OTIO documents written from the model as hosts want them: Clip.2, bare paths, ranges everywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from editor.timeline.conversion.media_names import bare_path
from editor.timeline.conversion.rows import Row, rows_of
from editor.timeline.model import (
    Clip,
    Convention,
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

Node = dict[str, Any]

_KINDS = {TrackKind.VIDEO: "Video", TrackKind.AUDIO: "Audio"}
_COLOURS = (
    *("RED", "PINK", "ORANGE", "YELLOW", "GREEN", "CYAN", "BLUE", "PURPLE", "MAGENTA", "BLACK", "WHITE"),
)
_DEFAULT = "DEFAULT_MEDIA"
_FILE_NAME = re.compile(r"[^/\\]*\.[A-Za-z0-9]{2,4}")


def write_otio(timeline: Timeline) -> bytes:
    """Write a timeline as OTIO; several edits become a collection."""
    writer = _OtioWriter(timeline)
    edits = [writer.edit(timeline.sequences[key]) for key in timeline.main]
    document = (
        edits[0]
        if len(edits) == 1
        else _schema("SerializableCollection.1", name=timeline.name, children=edits)
    )
    return (json.dumps(document, indent=4, ensure_ascii=False) + "\n").encode()


class _OtioWriter:
    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline

    def edit(self, sequence: Sequence) -> Node:
        return _schema(
            "Timeline.1",
            name=sequence.name,
            global_start_time=_time(Fraction(sequence.start), sequence.rate),
            tracks=self._stack(sequence, "tracks"),
        )

    def _stack(self, sequence: Sequence, name: str, trim: Span | None = None) -> Node:
        tracks = [self._track(track, sequence) for track in sequence.tracks if track.kind in _KINDS]
        markers = [_marker(marker, marker.span) for marker in sequence.markers]
        return _item("Stack.1", name, trim, markers=markers, children=tracks)

    def _track(self, track: Track, sequence: Sequence) -> Node:
        children = [self._node(row, sequence.rate) for row in rows_of(track, sequence.rate)]
        markers = [_marker(marker, marker.span) for marker in track.markers]
        node = _item("Track.1", track.name, None, markers=markers, children=children)
        return {**node, "enabled": track.is_enabled, "kind": _KINDS[track.kind]}

    def _node(self, row: Row, rate: Fraction) -> Node:
        if isinstance(row, Transition):
            return _schema(
                "Transition.1",
                name=row.name,
                in_offset=_time(row.in_offset, rate),
                out_offset=_time(row.out_offset, rate),
                transition_type="SMPTE_Dissolve",
            )
        if isinstance(row, Gap):
            return _item("Gap.1", "", Span(Fraction(0), row.record.duration, rate))
        if isinstance(row, Nest):
            return self._nest(row)
        return _clip(row)

    def _nest(self, nest: Nest) -> Node:
        inside = self._timeline.sequences[nest.sequence]
        start = nest.trim.start if nest.trim is not None else Fraction(0)
        trim = Span(start, nest.record.at(inside.rate).duration, inside.rate)
        node = self._stack(inside, nest.name, trim)
        effects = list(_effects(nest.retime))
        return {**node, "enabled": nest.is_enabled, "effects": effects}


def _clip(clip: Clip) -> Node:
    media = {media.key or _DEFAULT: _reference(media) for media in clip.media} or {_DEFAULT: _missing("")}
    source = clip.source or Span(Fraction(0), clip.record.duration, clip.record.rate)
    written = Span(source.start, clip.record.at(source.rate).duration, source.rate)
    markers = [_marker(marker, _moved(marker.span, clip, written)) for marker in clip.markers]
    node = _item("Clip.2", clip.name, written, markers=markers)
    shown = clip.shown
    return {
        **node,
        "metadata": {"cmx_3600": {"reel": clip.reel}} if clip.reel else {},
        "effects": list(_effects(clip.retime)),
        "enabled": clip.is_enabled,
        "media_references": media,
        "active_media_reference_key": (shown.key or _DEFAULT) if shown is not None else _DEFAULT,
    }


def _moved(span: Span, clip: Clip, written: Span) -> Span:
    """Move a marker from the clip's own clock to that of the range that is written."""
    if clip.trim is None:
        return span
    offset = (span.start - clip.trim.start) / clip.trim.rate
    if clip.retime is not None and clip.retime.convention is Convention.SOURCE and clip.retime.speed:
        offset /= abs(clip.retime.speed)
    duration = max(span.at(written.rate).duration, Fraction(0))
    return Span(written.start + offset * written.rate, duration, written.rate)


def _effects(retime: Retime | None) -> Iterator[Node]:
    if retime is None:
        return
    if retime.kind is RetimeKind.FREEZE:
        yield _schema("FreezeFrame.1", name="FreezeFrame", effect_name="FreezeFrame", time_scalar=0.0)
    else:
        speed = float(retime.speed)
        yield _schema("LinearTimeWarp.1", name="", effect_name="LinearTimeWarp", time_scalar=speed)


def _reference(media: MediaReference) -> Node:
    named = media.target or (media.name if _FILE_NAME.fullmatch(media.name) else "")
    if media.kind is MediaKind.MISSING or (not named and media.numbering is None):
        return _missing(media.name)
    common = {
        "name": media.name,
        "available_range": _range(media.available) if media.available is not None else None,
        "available_image_bounds": None,
    }
    if media.kind is MediaKind.GENERATOR:
        return _schema("GeneratorReference.1", **common, generator_kind=media.name, parameters={})
    target = bare_path(named)
    if media.numbering is None:
        return _schema("ExternalReference.1", **common, target_url=target)
    numbering = media.numbering
    return _schema(
        "ImageSequenceReference.1",
        **common,
        target_url_base=target if target.endswith(("/", "\\")) or not target else f"{target}/",
        name_prefix=numbering.prefix,
        name_suffix=numbering.suffix,
        start_frame=numbering.first,
        frame_step=numbering.step,
        rate=float(media.available.rate) if media.available is not None else 24.0,
        frame_zero_padding=numbering.padding,
        missing_frame_policy="error",
    )


def _missing(name: str) -> Node:
    return _schema("MissingReference.1", name=name, available_range=None, available_image_bounds=None)


def _marker(marker: Marker, span: Span) -> Node:
    colour = marker.colour.upper()
    return _schema(
        "Marker.2",
        name=marker.name,
        color=colour if colour in _COLOURS else "RED",
        marked_range=_range(span),
        comment=marker.comment,
    )


def _item(schema: str, name: str, span: Span | None, **more: Any) -> Node:
    source = _range(span) if span is not None else None
    return {**_schema(schema, name=name, source_range=source, effects=[], markers=[], enabled=True), **more}


def _schema(schema: str, **members: Any) -> Node:
    return {"OTIO_SCHEMA": schema, "metadata": {}, **members}


def _range(span: Span) -> Node:
    return {
        "OTIO_SCHEMA": "TimeRange.1",
        "duration": _time(span.duration, span.rate),
        "start_time": _time(span.start, span.rate),
    }


def _time(frames: Fraction, rate: Fraction) -> Node:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": float(rate), "value": float(frames)}
