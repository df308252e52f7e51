"""OTIO's JSON read into the model: newer schemas, unknown effects and damaged corners are passed by."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from editor.timeline.model import (
    Clip,
    Gap,
    Item,
    Locator,
    Marker,
    Nest,
    Sequence,
    Span,
    Timeline,
    Track,
    TrackKind,
    Transition,
)
from editor.timeline.otio.applications import application_of, convention_of
from editor.timeline.otio.json_text import Value
from editor.timeline.otio.references import references_of, schema_of
from editor.timeline.otio.retimes import anchored, consumed, record_duration, retime_of
from editor.timeline.otio.times import as_list, as_object, as_text, near_whole, rational_time, time_range

_KINDS = {"Video": TrackKind.VIDEO, "Audio": TrackKind.AUDIO}
_CONTAINERS = ("Stack", "Track", "Sequence", "SerializableCollection")
_TRACKS = ("Track", "Sequence")
_USUAL_RATE = Fraction(24)
_MAX_NESTS = 64


class NestingError(ValueError):
    """Sequences that lie in themselves, or in too many others."""


class OtioReader:
    """Reads one document.

    Parameters
    ----------
    root : value
        The document.
    text : str
        The same as text, in which an application is recognised by the namespace of its metadata.
    """

    def __init__(self, root: Value, text: str) -> None:
        self._root = root
        self._application, self._convention = application_of(text), convention_of(root, text)
        self._sequences: dict[str, Sequence] = {}
        self._shared = _shared_nodes(root) if '"SerializableObjectRef.1"' in text else {}
        self._depth = 0

    def timeline(self) -> Timeline:
        """Read all of it.

        Raises
        ------
        NestingError
            If it is nested in itself or deeper than 64 sequences.
        """
        root = as_object(self._root)
        main = [self._main(node, locator) for node, locator in self._edits(root)]
        return Timeline(
            dialect="otio",
            name=as_text(root.get("name")),
            sequences=self._sequences,
            main=tuple(main),
            version=as_text(root.get("OTIO_SCHEMA")),
            application=self._application,
        )

    def _edits(self, root: dict[str, Value]) -> list[tuple[dict[str, Value], Locator]]:
        if schema_of(root) != "SerializableCollection":
            return [(root, ())]
        children = as_list(root.get("children"))
        return [(as_object(node), ("children", index)) for index, node in enumerate(children)]

    def _main(self, node: dict[str, Value], locator: Locator) -> str:
        if schema_of(node) != "Timeline":
            return self._sequence(node, locator, as_text(node.get("name")), None, _USUAL_RATE)
        start = rational_time(node.get("global_start_time"))
        stack = as_object(node.get("tracks"))
        return self._sequence(stack, (*locator, "tracks"), as_text(node.get("name")), start, _USUAL_RATE)

    def _sequence(
        self,
        node: dict[str, Value],
        locator: Locator,
        name: str,
        start: tuple[Fraction, Fraction] | None,
        usual_rate: Fraction,
    ) -> str:
        key = "/".join(map(str, locator)) or "/"
        if key in self._sequences:
            return key
        self._depth += 1
        if self._depth > _MAX_NESTS:
            raise NestingError(f"sequences are nested deeper than {_MAX_NESTS} levels, or in themselves")
        rate = start[1] if start is not None and start[1] > 1 else _first_rate(node) or usual_rate
        self._sequences[key] = Sequence(locator, name, rate, Fraction(0), ())
        self._sequences[key] = Sequence(
            locator=locator,
            name=name,
            rate=rate,
            start=near_whole(start[0] * rate / start[1]) if start is not None else Fraction(0),
            tracks=self._tracks(node, locator, rate),
            markers=_markers(node, locator, rate),
        )
        self._depth -= 1
        return key

    def _tracks(self, node: dict[str, Value], locator: Locator, rate: Fraction) -> tuple[Track, ...]:
        if schema_of(node) != "Stack":
            return (self._track(node, locator, rate),)
        children = enumerate(as_list(node.get("children")))
        places = [(self._node(child), (*locator, "children", index)) for index, child in children]
        return tuple(self._track(child, self._true(child, at), rate) for child, at in places)

    def _track(self, node: dict[str, Value], locator: Locator, rate: Fraction) -> Track:
        is_enabled = node.get("enabled") is not False
        if schema_of(node) not in _TRACKS:
            item, _ = self._item(node, locator, Fraction(0), rate, is_enabled=is_enabled)
            return Track(locator, as_text(node.get("name")), TrackKind.VIDEO, (item,), is_enabled)
        trim = time_range(node.get("source_range"))
        at = -trim.at(rate).start if trim is not None else Fraction(0)
        items = []
        for index, child in enumerate(as_list(node.get("children"))):
            found, place = self._node(child), (*locator, "children", index)
            if schema_of(found):
                item, length = self._item(found, self._true(found, place), at, rate, is_enabled=is_enabled)
                items.append(item)
                at += length
        kind = _KINDS.get(as_text(node.get("kind")), TrackKind.OTHER)
        markers = _markers(node, locator, rate)
        return Track(locator, as_text(node.get("name")), kind, tuple(items), is_enabled, markers)

    def _item(
        self, node: dict[str, Value], locator: Locator, at: Fraction, rate: Fraction, *, is_enabled: bool
    ) -> tuple[Item, Fraction]:
        """Read an item and how far it moves what follows, in frames of the sequence."""
        schema = schema_of(node)
        if schema == "Transition":
            return _transition(node, locator, at, rate), Fraction(0)
        is_enabled = is_enabled and node.get("enabled") is not False
        if schema in _CONTAINERS:
            nest = self._nest(node, locator, at, rate, is_enabled=is_enabled)
            return nest, nest.record.duration
        if schema == "Clip":
            clip = self._clip(node, locator, at, rate, is_enabled=is_enabled)
            return clip, clip.record.duration
        trim = time_range(node.get("source_range"))
        length = near_whole(trim.at(rate).duration) if trim is not None else Fraction(0)
        record = Span(at, length, rate)
        return Gap(locator, record, _markers(node, locator, rate)), length

    def _clip(
        self, node: dict[str, Value], locator: Locator, at: Fraction, rate: Fraction, *, is_enabled: bool
    ) -> Clip:
        media, active = references_of(self._with_shared_media(node), locator)
        available = media[active].available if media else None
        trim = time_range(node.get("source_range")) or available
        retime = retime_of(node, self._convention)
        source = None
        if trim is not None and media:
            used = consumed(trim, retime)
            used = used.at(available.rate) if available is not None else used
            source = Span(near_whole(used.start), near_whole(used.duration), used.rate)
        length = record_duration(trim, retime) if trim is not None else Fraction(0)
        if trim is not None and trim.rate is not rate:
            length = length * rate / trim.rate
        return Clip(
            locator=locator,
            name=as_text(node.get("name")),
            record=Span(near_whole(at), near_whole(length), rate),
            trim=trim,
            source=source,
            media=media,
            active=active,
            is_enabled=is_enabled,
            retime=anchored(retime, trim),
            reel=_reel(node) or (media[active].reel if media else None),
            markers=_markers(node, locator, trim.rate if trim is not None else rate),
        )

    def _nest(
        self, node: dict[str, Value], locator: Locator, at: Fraction, rate: Fraction, *, is_enabled: bool
    ) -> Nest:
        key = self._sequence(node, locator, as_text(node.get("name")), None, rate)
        inside = self._sequences[key]
        trim = time_range(node.get("source_range"))
        shown = trim or Span(Fraction(0), _length(inside), inside.rate)
        return Nest(
            locator=locator,
            name=as_text(node.get("name")),
            record=Span(near_whole(at), near_whole(shown.at(rate).duration), rate),
            sequence=key,
            trim=trim.at(inside.rate) if trim is not None else None,
            is_enabled=is_enabled,
            retime=retime_of(node, self._convention),
        )

    def _node(self, child: Value) -> dict[str, Value]:
        node = as_object(child)
        if schema_of(node) != "SerializableObjectRef":
            return node
        return self._shared.get(as_text(node.get("id")), (node, ()))[0]

    def _true(self, node: dict[str, Value], place: Locator) -> Locator:
        name = as_text(node.get("OTIO_REF_ID"))
        return self._shared[name][1] if name in self._shared else place

    def _with_shared_media(self, node: dict[str, Value]) -> dict[str, Value]:
        if not self._shared:
            return node
        many = as_object(node.get("media_references"))
        resolved: dict[str, Value] = {key: self._node(value) for key, value in many.items()}
        return {**node, "media_references": resolved} if many else node


def _transition(node: dict[str, Value], locator: Locator, at: Fraction, rate: Fraction) -> Transition:
    before, after = (rational_time(node.get(side)) for side in ("in_offset", "out_offset"))
    left = before[0] * rate / before[1] if before is not None else Fraction(0)
    right = after[0] * rate / after[1] if after is not None else Fraction(0)
    name = as_text(node.get("transition_type")) or as_text(node.get("name"))
    return Transition(locator, name, Span(at - left, left + right, rate), left, right)


def _markers(node: dict[str, Value], locator: Locator, rate: Fraction) -> tuple[Marker, ...]:
    found = []
    for index, child in enumerate(as_list(node.get("markers"))):
        marker = as_object(child)
        span = time_range(marker.get("marked_range"))
        if span is None:
            continue
        note = as_object(as_object(marker.get("metadata")).get("Resolve_OTIO")).get("Note")
        colour = marker.get("color")
        found.append(
            Marker(
                (*locator, "markers", index),
                as_text(marker.get("name")),
                span.at(rate),
                as_text(marker.get("comment")) or as_text(note),
                as_text(as_object(colour).get("name")) or as_text(colour),
            )
        )
    return tuple(found)


def _reel(node: dict[str, Value]) -> str | None:
    metadata = as_object(node.get("metadata"))
    return as_text(as_object(metadata.get("cmx_3600")).get("reel")) or None


def _length(sequence: Sequence) -> Fraction:
    ends = [item.record.end for track in sequence.tracks for item in track.items]
    return max(ends, default=Fraction(0))


def _first_rate(node: dict[str, Value]) -> Fraction | None:
    """Take the rate of the first item in a sequence that has one."""
    for item in _items(node):
        span = time_range(item.get("source_range"))
        if span is None:
            media, active = references_of(item, ())
            span = media[active].available if media else None
        if span is not None:
            return span.rate
    return None


def _items(node: dict[str, Value]) -> Iterator[dict[str, Value]]:
    waiting = [node]
    while waiting:
        found = waiting.pop()
        if schema_of(found) in _CONTAINERS:
            waiting += [as_object(child) for child in reversed(as_list(found.get("children")))]
        else:
            yield found


def _shared_nodes(root: Value) -> dict[str, tuple[dict[str, Value], Locator]]:
    """Find the objects that the library wrote once and refers to by an id."""
    found: dict[str, tuple[dict[str, Value], Locator]] = {}
    waiting: list[tuple[Value, Locator]] = [(root, ())]
    while waiting:
        node, locator = waiting.pop()
        if isinstance(node, dict):
            if name := as_text(node.get("OTIO_REF_ID")):
                found[name] = (node, locator)
            waiting += [(child, (*locator, key)) for key, child in node.items()]
        elif isinstance(node, list):
            waiting += [(child, (*locator, index)) for index, child in enumerate(node)]
    return found
