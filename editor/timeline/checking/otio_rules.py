"""OTIO: what Resolve, Premiere and readers of the present library do not take."""

from __future__ import annotations

import re
from collections.abc import Iterator

from editor.timeline.checking.findings import Basis, Hit, Host, Rule, Weight
from editor.timeline.media_paths import read_path
from editor.timeline.model import Span
from editor.timeline.otio.json_text import JsonText, Value
from editor.timeline.otio.references import reference_nodes, schema_of
from editor.timeline.otio.times import as_list, as_object, as_text, time_range

_VERSION_1 = (
    *("Timeline", "Stack", "Track", "Gap", "Transition", "Effect", "TimeEffect", "LinearTimeWarp"),
    *("FreezeFrame", "ExternalReference", "ImageSequenceReference", "MissingReference", "GeneratorReference"),
)
_NEWEST = {**dict.fromkeys(_VERSION_1, 1), "Clip": 2, "Marker": 2}
_LAX_NUMBER = re.compile(r'"(?:[^"\\]|\\.)*"|(-?\b(?:NaN|Infinity|Inf|inf|nan)\b)|(-?\d{19,})(?![\d.eE])')
_LARGEST = 1 << 63
_RESOLVE_TRACK = re.compile(r"(?:Video|Audio) \d+")
_WITHOUT_FLAGS = ("Clip", "Gap")
_RESOLVE = (Host.RESOLVE,)

NEWER = Rule(
    "otio-newer",
    (Host.OTIO,),
    Weight.REFUSED,
    Basis.MEASURED,
    "It holds a newer version of a schema, for which the whole file is refused",
    "export it for an older version of OpenTimelineIO",
)
NUMBERS = Rule(
    "otio-numbers",
    (Host.OTIO,),
    Weight.WRONG,
    Basis.MEASURED,
    "It holds numbers that JSON has not (NaN, Inf), or of more than 64 bits, which are changed silently",
    "export it again without them",
)
OLD_CLIP = Rule(
    "otio-clip-1",
    _RESOLVE,
    Weight.REFUSED,
    Basis.MEASURED,
    "Clips are of schema Clip.1; Resolve wants Clip.2, and refuses without saying why",
    "write it once through OpenTimelineIO 0.15 or newer",
)
NO_RANGE = Rule(
    "otio-no-available-range",
    _RESOLVE,
    Weight.REFUSED,
    Basis.MEASURED,
    "A media reference has no available_range, without which Resolve refuses the file",
    "relink the media in the editing program and export again",
)
OUTSIDE = Rule(
    "otio-outside",
    _RESOLVE,
    Weight.REFUSED,
    Basis.MEASURED,
    "A clip counts from 0 though its media has a start timecode; Resolve makes nothing of it, silently",
    "export it with ranges that count from the media's timecode",
)
URL = Rule(
    "otio-url",
    _RESOLVE,
    Weight.WRONG,
    Basis.MEASURED,
    "Media is named by a URL, where Resolve writes and wants a plain path; it may be offline",
    "relink it after the import",
)
NO_START = Rule(
    "otio-no-start",
    _RESOLVE,
    Weight.REFUSED,
    Basis.MEASURED,
    "The timeline has no global_start_time",
    "give it one: 01:00:00:00 is what Resolve uses",
)
TRACK_NAMES = Rule(
    "otio-track-names",
    _RESOLVE,
    Weight.WRONG,
    Basis.MEASURED,
    "Tracks are not named like Resolve's own (Video 1, Audio 1), which its import may not like",
    "rename the tracks if the import fails",
)
NO_FLAGS = Rule(
    "otio-no-flags",
    _RESOLVE,
    Weight.REFUSED,
    Basis.MEASURED,
    "Items lack enabled or metadata, which Resolve wants to be there",
    "write it once through OpenTimelineIO",
)
TITLE = Rule(
    "otio-missing-reference",
    _RESOLVE,
    Weight.REFUSED,
    Basis.MEASURED,
    "A clip has a MissingReference (a title, a generator), which can make the import fail",
    "export without titles, or render them",
)
PICTURES = Rule(
    "otio-pictures",
    _RESOLVE,
    Weight.REFUSED,
    Basis.REPORTED,
    "Media is a picture sequence (ImageSequenceReference), which Resolve was reported not to take",
    "deliver movies",
)
TRACK_RANGE = Rule(
    "otio-track-range",
    (Host.PREMIERE,),
    Weight.REFUSED,
    Basis.REPORTED,
    "A track has a source_range, which must be null for Premiere",
    "export it again, untrimmed",
)
EFFECT_FLAG = Rule(
    "otio-effect-enabled",
    (Host.PREMIERE,),
    Weight.WRONG,
    Basis.REPORTED,
    "An effect does not say whether it is enabled",
    "write it once through OpenTimelineIO",
)
IDLE_WARP = Rule(
    "otio-idle-warp",
    (Host.PREMIERE,),
    Weight.LOST,
    Basis.REPORTED,
    "A clip has a time warp of 100 %, for which Premiere drops all its effects",
    "remove the retime in the editing program",
)


def otio_hits(document: JsonText) -> Iterator[Hit]:
    """Find what of a document is not taken."""
    yield from _numbers(document.text)
    root = document.value
    waiting: list[Value] = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield from _node(value)
            waiting.extend(reversed([inner for key, inner in value.items() if key != "metadata"]))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _numbers(text: str) -> Iterator[Hit]:
    for match in _LAX_NUMBER.finditer(text):
        if match[1] or (match[2] and not -_LARGEST <= int(match[2][:4000]) < _LARGEST):
            yield Hit(NUMBERS, f"line {text.count(chr(10), 0, match.start()) + 1}, {match[0][:24]}")


def _node(node: dict[str, Value]) -> Iterator[Hit]:
    kind, _, version = as_text(node.get("OTIO_SCHEMA")).partition(".")
    name = as_text(node.get("name")) or kind
    if version.isdecimal() and int(version[:6]) > _NEWEST.get(kind, int(version[:6])):
        yield Hit(NEWER, f"{kind}.{version}")
    if kind == "Timeline" and node.get("global_start_time") is None:
        yield Hit(NO_START, name)
    if kind == "Track":
        if node.get("source_range") is not None:
            yield Hit(TRACK_RANGE, f"track {name!r}")
        if not _RESOLVE_TRACK.fullmatch(as_text(node.get("name"))):
            yield Hit(TRACK_NAMES, f"track {name!r}")
    if kind in _WITHOUT_FLAGS and not {"enabled", "metadata"} <= node.keys():
        yield Hit(NO_FLAGS, f"{kind} {name!r}")
    if kind == "Clip":
        yield from _clip(node, name, version)


def _clip(clip: dict[str, Value], name: str, version: str) -> Iterator[Hit]:
    place = f"clip {name!r}"
    if version == "1":
        yield Hit(OLD_CLIP, place)
    for effect in map(as_object, as_list(clip.get("effects"))):
        if "enabled" not in effect:
            yield Hit(EFFECT_FLAG, place)
        if schema_of(effect) == "LinearTimeWarp" and effect.get("time_scalar") == 1:
            yield Hit(IDLE_WARP, place)
    shown = time_range(clip.get("source_range"))
    for _, node, _ in reference_nodes(clip, ()):
        for rule in _reference(as_object(node), shown):
            yield Hit(rule, place)


def _reference(reference: dict[str, Value], shown: Span | None) -> Iterator[Rule]:
    kind = schema_of(reference)
    if kind == "MissingReference":
        yield TITLE
    if kind == "ImageSequenceReference":
        yield PICTURES
    if kind not in ("ExternalReference", "ImageSequenceReference"):
        return
    available = time_range(reference.get("available_range"))
    if available is None:
        yield NO_RANGE
    elif shown is not None and shown.at(available.rate).start < available.start:
        yield OUTSIDE
    target = as_text(reference.get("target_url"))
    if target and read_path(target).host is not None:
        yield URL
