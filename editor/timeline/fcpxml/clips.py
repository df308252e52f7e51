"""What the items of a story show."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from editor.timeline.fcpxml.resources import Asset, Resources, reel_of
from editor.timeline.fcpxml.retimes import REAL_TIME, TimeMap, read_time_map
from editor.timeline.fcpxml.story import ITEMS, StoryItem, lane_of
from editor.timeline.fcpxml.times import frames_in, time_of
from editor.timeline.model import (
    Clip,
    Convention,
    Marker,
    MediaKind,
    MediaReference,
    Retime,
    RetimeKind,
    Span,
)
from editor.timeline.xml_text.document import Element

_GENERATED = ("title", "video")
_MARKERS = ("marker", "chapter-marker")


@dataclass(frozen=True, slots=True)
class Shown:
    """What an item shows.

    Attributes
    ----------
    component : Element
        What refers to the media: the item itself, or the `video` in a `clip`.
    asset : Asset or None
        The media; None for generators and titles.
    shift_s : Fraction
        From the clock of the item (behind its retime) to that of the media.
    time_map : TimeMap or None
        The retime; None if it cannot be understood.
    """

    component: Element
    asset: Asset | None
    shift_s: Fraction
    time_map: TimeMap | None

    def source(self, first_s: Fraction, last_s: Fraction) -> Span | None:
        """Find the media that is shown between two times of the item's own clock, on the source clock."""
        asset, time_map = self.asset, self.time_map
        if asset is None or time_map is None:
            return None
        if asset.is_still:
            return Span(frames_in(asset.start_s, asset.rate), Fraction(1), asset.rate)
        low, high = (first_s, last_s) if time_map is REAL_TIME else time_map.between(first_s, last_s)
        if self.shift_s:
            low, high = low + self.shift_s, high + self.shift_s
        start, end = frames_in(low, asset.rate), frames_in(high, asset.rate)
        if start == end:
            start, end = Fraction(start // 1), Fraction(start // 1 + 1)
        return Span(start, end - start, asset.rate)


def is_sound(item: Element, resources: Resources, rate: Fraction) -> bool:
    """Say whether an item is heard and not seen."""
    if item.tag == "audio" or item.attributes.get("srcEnable") == "audio":
        return True
    if item.tag == "asset-clip":
        asset = resources.asset(item, rate)
        return asset is not None and not asset.has_video
    if item.tag in ("clip", "sync-clip"):
        return all(inner.tag == "gap" or is_sound(inner, resources, rate) for inner in contents(item))
    return False


def contents(item: Element) -> list[Element]:
    """Return what lies in a clip, without what is connected to it."""
    direct = [inner for inner in item.children(*ITEMS, "spine") if not lane_of(inner)]
    return [inner for outer in direct for inner in (outer if outer.tag == "spine" else (outer,))]


def read_shown(item: StoryItem, resources: Resources, rate: Fraction) -> Shown:
    """Find what an item shows, or lets hear.

    Parameters
    ----------
    item : StoryItem
        No gap, and nothing with a story of its own.
    resources : Resources
        Of the document.
    rate : Fraction
        Frames per second of the sequence.
    """
    element = item.element
    time_map = read_time_map(item)
    if element.tag != "clip":
        return Shown(element, resources.asset(element, rate), Fraction(0), time_map)
    component = next(element.descendants("video", "audio"), element)
    asset = resources.asset(component, rate)
    start_s = time_of(component, "start")
    if start_s is None:
        start_s = Fraction(0) if asset is None else asset.start_s
    shift_s = start_s - (time_of(component, "offset") or Fraction(0))
    return Shown(component, asset, shift_s, time_map if component.child("timeMap") is None else None)


def read_clip(item: StoryItem, shown: Shown, rate: Fraction) -> Clip:
    """Describe an item that shows media, a title or a generator.

    Parameters
    ----------
    item : StoryItem
        Where it lies.
    shown : Shown
        What it shows.
    rate : Fraction
        Frames per second of the sequence.
    """
    element = item.element
    reference = _reference(element) if shown.asset is None else shown.asset.reference
    return Clip(
        locator=(element.row,),
        name=element.attributes.get("name", ""),
        record=record_of(item, rate),
        trim=Span(item.local_s * rate, item.local_duration_s * rate, rate),
        source=shown.source(item.local_s, item.local_end_s),
        media=(reference,),
        is_enabled=is_enabled(element),
        retime=read_retime(item, shown.time_map),
        reel=reel_of(element) or reference.reel,
        markers=read_markers(element, rate),
    )


def record_of(item: StoryItem, rate: Fraction) -> Span:
    """Return where an item lies, in frames of the sequence."""
    start, end = frames_in(item.start_s, rate), frames_in(item.end_s, rate)
    return Span(start, end - start, rate)


def read_retime(item: StoryItem, time_map: TimeMap | None) -> Retime | None:
    """Describe an item's change of speed, if there is one."""
    if time_map is None or time_map.kind is None:
        return None
    curve: tuple[tuple[Fraction, Fraction], ...] = ()
    if time_map.kind is RetimeKind.RAMP:
        curve = tuple((Fraction(when) - item.local_s, Fraction(value)) for when, value in time_map.points)
    return Retime(time_map.kind, time_map.speed, Convention.WARPED, curve)


def read_markers(element: Element, rate: Fraction) -> tuple[Marker, ...]:
    """Read the markers on an item, on its own clock in frames of the sequence's rate."""
    return tuple(
        Marker(
            locator=(marker.row,),
            name=marker.attributes.get("value", ""),
            span=Span(start_s * rate, (time_of(marker, "duration") or Fraction(0)) * rate, rate),
            comment=marker.attributes.get("note", ""),
        )
        for marker in element.children(*_MARKERS)
        if (start_s := time_of(marker, "start")) is not None
    )


def is_enabled(element: Element) -> bool:
    """Say whether an item is shown."""
    return element.attributes.get("enabled") != "0"


def _reference(element: Element) -> MediaReference:
    kind = MediaKind.GENERATOR if element.tag in _GENERATED else MediaKind.MISSING
    return MediaReference((element.row,), kind, name=element.attributes.get("name", ""))
