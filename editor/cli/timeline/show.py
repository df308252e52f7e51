"""`cleanplate timeline show`: what an edit holds, and which of its media are there."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Annotated, Any

import typer

from editor.cli.tables import table
from editor.cli.timeline.options import EditPath, JsonOption, RateOption, SearchOption, opened
from editor.cli.timeline.telling import record_timecode, source_range, span_document, speed
from editor.timeline.media.found import Offline
from editor.timeline.model import Clip, Gap, Item, Nest, Sequence, Track, Transition
from editor.timeline.opening import OpenTimeline

_HEAD = ("item", "record", "frames", "source", "speed", "media")
_KINDS = {Clip: "clip", Gap: "gap", Nest: "nest", Transition: "transition"}


def show_command(
    edit: EditPath,
    rate: RateOption = None,
    search: SearchOption = None,
    media: Annotated[bool, typer.Option("--media", help="Look for the media, too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show sequences, tracks and clips of a timeline."""
    timeline = opened(edit, rate, search)
    if as_json:
        typer.echo(json.dumps(document(timeline, with_media=media), ensure_ascii=False))
        return
    model = timeline.timeline
    written_by = f", written by {model.application}" if model.application else ""
    typer.echo(f"{edit}: {model.dialect} {model.version}".rstrip() + written_by)
    for notice in model.notices:
        typer.echo(f"Note: {notice}", err=True)
    for key, sequence in model.sequences.items():
        nested = "" if key in model.main else " (nested)"
        start = record_timecode(Fraction(0), sequence)
        typer.echo(f"\n{sequence.name or key}{nested}: {float(sequence.rate):.5g} frames/s, starts {start}")
        for track in sequence.tracks:
            _show_track(track, sequence, timeline, with_media=media)


def document(timeline: OpenTimeline, *, with_media: bool) -> dict[str, Any]:
    """Describe a timeline for JSON."""
    model = timeline.timeline
    return {
        "dialect": model.dialect,
        "version": model.version,
        "application": model.application,
        "name": model.name,
        "main": list(model.main),
        "notices": list(model.notices),
        "sequences": {
            key: {
                "name": sequence.name,
                "rate": str(sequence.rate),
                "start_timecode": record_timecode(Fraction(0), sequence),
                "size": sequence.size,
                "tracks": [
                    _track_document(track, timeline, with_media=with_media) for track in sequence.tracks
                ],
            }
            for key, sequence in model.sequences.items()
        },
    }


def _track_document(track: Track, timeline: OpenTimeline, *, with_media: bool) -> dict[str, Any]:
    items = [_item_document(item, timeline, with_media=with_media) for item in track.items]
    return {"name": track.name, "kind": track.kind.value, "enabled": track.is_enabled, "items": items}


def _item_document(item: Item, timeline: OpenTimeline, *, with_media: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": _KINDS[type(item)], "record": span_document(item.record)}
    if isinstance(item, Clip):
        found |= {
            "name": item.name,
            "source": span_document(item.source),
            "enabled": item.is_enabled,
            "event": item.event,
            "reel": item.reel,
            "speed": None if item.retime is None else float(item.retime.speed),
            "target": item.shown.target if item.shown is not None else None,
            "markers": [marker.name for marker in item.markers],
        }
        if with_media:
            found["media"] = _media(item, timeline)
    elif isinstance(item, Nest):
        found |= {"name": item.name, "sequence": item.sequence, "enabled": item.is_enabled}
    elif isinstance(item, Transition):
        found["name"] = item.name
    return found


def _show_track(track: Track, sequence: Sequence, timeline: OpenTimeline, *, with_media: bool) -> None:
    state = "" if track.is_enabled else ", muted"
    typer.echo(f"  {track.kind.value} {track.name}{state}: {len(track.items)} items")
    rows = [_row(item, sequence, timeline, with_media=with_media) for item in track.items]
    if rows:
        typer.echo("    " + table(_HEAD, rows).replace("\n", "\n    "))


def _row(item: Item, sequence: Sequence, timeline: OpenTimeline, *, with_media: bool) -> tuple[str, ...]:
    at, frames = record_timecode(item.record.start, sequence), f"{float(item.record.duration):g}"
    if isinstance(item, Clip):
        name = item.name or "(no name)"
        state = name if item.is_enabled else f"{name} (muted)"
        media = _media(item, timeline) if with_media else (item.shown.target or "") if item.shown else ""
        return state, at, frames, source_range(item.source), speed(item), media
    name = "" if isinstance(item, Gap) else f" {item.name}"
    return f"[{_KINDS[type(item)]}{name}]", at, frames, "", "", ""


def _media(clip: Clip, timeline: OpenTimeline) -> str:
    if clip.shown is None:
        return "no media"
    found = timeline.finder.find(clip.shown, clip.source)
    return f"offline: {found.why}" if isinstance(found, Offline) else found.clip
