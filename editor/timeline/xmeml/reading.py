"""From an xmeml document to the model."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from editor.timeline.errors import TimelineError
from editor.timeline.model import Item, Nest, Sequence, Span, Timeline, Track, TrackKind
from editor.timeline.xmeml.clips import (
    ClipRange,
    read_clip,
    read_markers,
    read_range,
    read_retime,
    record_of,
)
from editor.timeline.xmeml.files import MediaFiles, size_of
from editor.timeline.xmeml.positions import lay_out
from editor.timeline.xmeml.values import is_true, rate_of, timecode_of
from editor.timeline.xml_text.document import Element, XmlDocument

_MOST_NOTICES = 20
_KINDS = (("video", TrackKind.VIDEO), ("audio", TrackKind.AUDIO))
_PREMIERE_ATTRIBUTES = ("TL.", "MZ.", "Monitor.")


class XmemlReader:
    """Reads one document.

    Parameters
    ----------
    document : XmlDocument
        Its root is `xmeml`.
    """

    def __init__(self, document: XmlDocument) -> None:
        self._document = document
        self._files = MediaFiles(document)
        self._by_id: dict[str, Element] = {}
        self._notices: list[str] = []
        for number, element in enumerate(document.root.descendants("sequence"), 1):
            if element.child("media") is not None:
                self._by_id.setdefault(element.attributes.get("id") or f"sequence {number}", element)

    def timeline(self) -> Timeline:
        """Read all of it.

        Raises
        ------
        TimelineError
            If it holds no sequence.
        """
        sequences = {key: self._sequence(element) for key, element in self._by_id.items()}
        if not sequences:
            raise TimelineError(
                "it holds no sequence", remedy="export the sequence itself", path=self._document.path
            )
        nested = {key for sequence in sequences.values() for key in sequence.nested}
        main = tuple(key for key in sequences if key not in nested) or tuple(sequences)[:1]
        return Timeline(
            dialect="xmeml",
            name=sequences[main[0]].name,
            sequences=sequences,
            main=main,
            version=self._document.root.attributes.get("version", ""),
            application=_application(self._by_id[main[0]]),
            notices=self._shown_notices(),
        )

    def _rate(self, sequence: Element) -> Fraction:
        rate = rate_of(sequence)
        if rate is None:
            name = sequence.text_of("name") or ""
            raise TimelineError(
                f"line {sequence.line}: the sequence {name!r} has no frame rate",
                remedy="export it again from the editing program",
                path=self._document.path,
            )
        return rate

    def _sequence(self, element: Element) -> Sequence:
        rate = self._rate(element)
        timecode = timecode_of(element, rate)
        return Sequence(
            locator=(element.row,),
            name=element.text_of("name") or "",
            rate=rate,
            start=Fraction(0) if timecode is None else timecode.start,
            tracks=tuple(self._tracks(element, rate)),
            is_drop_frame=None if timecode is None else timecode.is_drop_frame,
            size=size_of(element.child("media", "video", "format", "samplecharacteristics")),
            markers=read_markers(element, rate),
        )

    def _tracks(self, sequence: Element, rate: Fraction) -> Iterator[Track]:
        for tag, kind in _KINDS:
            medium = sequence.child("media", tag)
            for track in () if medium is None else medium.children("track"):
                is_enabled = is_true(track.text_of("enabled"), default=True)
                items = self._items(track, rate, is_enabled=is_enabled)
                yield Track((track.row,), track_name(track), kind, items, is_enabled)

    def _items(self, track: Element, rate: Fraction, *, is_enabled: bool) -> tuple[Item, ...]:
        layout = lay_out(track, rate)
        for lost in layout.lost:
            self._notice(lost, "does not say where it lies")
        items: list[Item] = list(layout.transitions)
        for placement in layout.placements:
            clip_range = read_range(placement, rate, self._files)
            items.append(self._item(clip_range, is_enabled=is_enabled))
        return tuple(sorted(items, key=lambda item: item.record.start))

    def _item(self, clip_range: ClipRange, *, is_enabled: bool) -> Item:
        element = clip_range.placement.element
        nested = element.child("sequence")
        key = "" if nested is None else nested.attributes.get("id", "")
        sequence = self._by_id.get(key)
        if sequence is None:
            if element.child("multiclip") is not None:
                self._notice(element, "is a multiclip, which is passed through as it is")
            return read_clip(clip_range, is_enabled=is_enabled)
        return Nest(
            locator=(element.row,),
            name=element.text_of("name") or "",
            record=record_of(clip_range),
            sequence=key,
            trim=_shown_part(clip_range, self._rate(sequence)),
            is_enabled=is_enabled and is_true(element.text_of("enabled"), default=True),
            retime=read_retime(clip_range),
            markers=read_markers(element, clip_range.rate),
        )

    def _notice(self, element: Element, what: str) -> None:
        self._notices.append(f"line {element.line}: {element.text_of('name') or element.tag!r} {what}")

    def _shown_notices(self) -> tuple[str, ...]:
        more = len(self._notices) - _MOST_NOTICES
        rest = [f"and {more} more like these"] if more > 0 else []
        return (*self._notices[:_MOST_NOTICES], *rest)


def track_name(track: Element) -> str:
    """Read the name of a track."""
    return track.attributes.get("MZ.TrackName") or track.text_of("name") or ""


def _shown_part(clip_range: ClipRange, nested_rate: Fraction) -> Span | None:
    if clip_range.time_map is None:
        return None
    placement = clip_range.placement
    first, last = clip_range.frame_at(placement.cut_in), clip_range.frame_at(placement.cut_out)
    low, high = clip_range.time_map.between(first, last)
    return Span(Fraction(low), Fraction(high - low), clip_range.rate).at(nested_rate)


def _application(sequence: Element) -> str:
    if any(name.startswith(_PREMIERE_ATTRIBUTES) for name in sequence.attributes):
        return "Adobe Premiere Pro"
    name = sequence.text_of("name") or ""
    return "DaVinci Resolve" if name.endswith("(Resolve)") else ""
