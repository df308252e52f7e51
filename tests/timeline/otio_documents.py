"""Small OTIO documents, written like the library's and Resolve's, and plates for their clips."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from editor.timeline.editing import Plate
from editor.timeline.model import Clip, MediaKind, Span, Timeline, TrackKind
from editor.timeline.otio.dialect import OtioDialect

PATH = Path("/edit/cut.otio")
DIALECT = OtioDialect()
MEDIA = "/media/a.mov"

Node = dict[str, Any]


def time(value: float, rate: float = 24.0) -> Node:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": value}


def span(start: float, duration: float, rate: float = 24.0) -> Node:
    return {"OTIO_SCHEMA": "TimeRange.1", "duration": time(duration, rate), "start_time": time(start, rate)}


def media(target: str = MEDIA, start: float = 0.0, duration: float = 1000.0, rate: float = 24.0) -> Node:
    return {
        "OTIO_SCHEMA": "ExternalReference.1",
        "metadata": {},
        "name": "",
        "available_range": span(start, duration, rate),
        "available_image_bounds": None,
        "target_url": target,
    }


def pictures(first: int = 1001, duration: float = 100.0) -> Node:
    return {
        "OTIO_SCHEMA": "ImageSequenceReference.1",
        "metadata": {},
        "name": "",
        "available_range": span(0.0, duration),
        "available_image_bounds": None,
        "target_url_base": "/media/plates/",
        "name_prefix": "a.",
        "name_suffix": ".exr",
        "start_frame": first,
        "frame_step": 1,
        "rate": 24.0,
        "frame_zero_padding": 4,
        "missing_frame_policy": "error",
    }


def clip(name: str = "a", source: Node | None = None, reference: Node | None = None, **more: Any) -> Node:
    return {
        "OTIO_SCHEMA": "Clip.2",
        "metadata": {},
        "name": name,
        "source_range": source or span(10.0, 20.0),
        "effects": [],
        "markers": [],
        "enabled": True,
        "media_references": {"DEFAULT_MEDIA": reference or media()},
        "active_media_reference_key": "DEFAULT_MEDIA",
        **more,
    }


def gap(duration: float) -> Node:
    return {
        "OTIO_SCHEMA": "Gap.1",
        "metadata": {},
        "name": "",
        "source_range": span(0.0, duration),
        "effects": [],
        "markers": [],
        "enabled": True,
    }


def transition(before: float, after: float) -> Node:
    return {
        "OTIO_SCHEMA": "Transition.1",
        "metadata": {},
        "name": "",
        "in_offset": time(before),
        "out_offset": time(after),
        "transition_type": "SMPTE_Dissolve",
    }


def warp(speed: float) -> Node:
    return {
        "OTIO_SCHEMA": "LinearTimeWarp.1",
        "metadata": {},
        "name": "",
        "effect_name": "LinearTimeWarp",
        "time_scalar": speed,
    }


def marker(name: str, start: float, colour: str = "RED") -> Node:
    return {
        "OTIO_SCHEMA": "Marker.2",
        "metadata": {},
        "name": name,
        "color": colour,
        "marked_range": span(start, 1.0),
        "comment": "",
    }


def track(*children: Node, name: str = "V1", kind: str = "Video", **more: Any) -> Node:
    return {
        "OTIO_SCHEMA": "Track.1",
        "metadata": {},
        "name": name,
        "source_range": None,
        "effects": [],
        "markers": [],
        "enabled": True,
        "children": list(children),
        "kind": kind,
        **more,
    }


def stack(*children: Node, **more: Any) -> Node:
    return {
        "OTIO_SCHEMA": "Stack.1",
        "metadata": {},
        "name": "",
        "source_range": None,
        "effects": [],
        "markers": [],
        "enabled": True,
        "children": list(children),
        **more,
    }


def timeline(*tracks: Node, start: float = 86400.0, rate: float = 24.0, **more: Any) -> Node:
    return {
        "OTIO_SCHEMA": "Timeline.1",
        "metadata": {},
        "name": "cut",
        "global_start_time": time(start, rate),
        "tracks": stack(*tracks),
        **more,
    }


def written(document: Mapping[str, Any], indent: int | None = 4) -> bytes:
    return json.dumps(document, indent=indent).encode()


def read(*tracks: Node, **more: Any) -> Timeline:
    return DIALECT.read(written(timeline(*tracks, **more)), PATH)


def clips_of(found: Timeline) -> Iterator[Clip]:
    """Every clip with pictures in files, in all sequences."""
    for sequence in found.sequences.values():
        for track in sequence.tracks:
            if track.kind is TrackKind.VIDEO:
                yield from (item for item in track.items if isinstance(item, Clip) and is_usable(item))


def is_usable(item: Clip) -> bool:
    kinds = (MediaKind.FILE, MediaKind.SEQUENCE)
    return item.source is not None and item.shown is not None and item.shown.kind in kinds


def plate_for(shot: Clip, handles: int = 8, name: str = "sh010_cleanplate_v001") -> Plate:
    assert shot.source is not None
    return Plate(Path(f"/edit/plates/{name}.mov"), name, shot.source.grown(handles, handles))


def frames(start: int, duration: int, rate: int = 24) -> Span:
    return Span(Fraction(start), Fraction(duration), Fraction(rate))
