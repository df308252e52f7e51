"""Where everything in a sequence lies: the primary story line and all that is connected to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from editor.timeline.fcpxml.resources import Resources
from editor.timeline.fcpxml.times import time_of
from editor.timeline.xml_text.document import Element

ITEMS = frozenset(
    {
        *("asset-clip", "audio", "audition", "clip", "gap", "mc-clip", "ref-clip", "sync-clip", "title"),
        "video",
    }
)
_SAME_PACE = Fraction(1)
_NEAR_RATE = Fraction(1, 20)
_PICKS = ITEMS - {"audition", "gap"}


@dataclass(slots=True)
class StoryItem:
    """Something that lies in a sequence.

    Attributes
    ----------
    element : Element
        The item; of an audition, the one that is picked.
    lane : int
        0 for the primary story line, above it positive.
    start_s, duration_s : Fraction
        Where it lies, in seconds of the sequence from its first frame.
    local_s : Fraction
        What its own clock says at its start.
    pace : Fraction
        Seconds of the sequence for a second of its own clock (media conformed to another rate).
    host : StoryItem or None
        The item of the primary story line that it hangs on; None if it is in that itself.
    head_s, tail_s : Fraction
        What transitions show of it before its start and after its end.
    """

    element: Element
    lane: int
    start_s: Fraction
    duration_s: Fraction
    local_s: Fraction
    pace: Fraction
    host: StoryItem | None
    head_s: Fraction = Fraction(0)
    tail_s: Fraction = Fraction(0)

    @property
    def end_s(self) -> Fraction:
        """Where it ends."""
        return self.start_s + self.duration_s

    def record_s(self, local_s: Fraction) -> Fraction:
        """Find when, in the sequence, its own clock says something."""
        return self.start_s + (local_s - self.local_s) * self.pace

    def at(self, record_s: Fraction) -> Fraction:
        """Find what its own clock says at a time of the sequence."""
        since_s = record_s - self.start_s
        return self.local_s + (since_s if self.pace is _SAME_PACE else since_s / self.pace)

    @property
    def local_duration_s(self) -> Fraction:
        """How long it lasts on its own clock."""
        return self.duration_s if self.pace is _SAME_PACE else self.duration_s / self.pace

    @property
    def local_end_s(self) -> Fraction:
        """What its own clock says at its end."""
        return self.local_s + self.local_duration_s


@dataclass(frozen=True, slots=True)
class StoryTransition:
    """A transition, in seconds of the sequence from its first frame.

    Attributes
    ----------
    element : Element
        The `transition`.
    lane : int
        Of the story line that it is in.
    start_s, duration_s : Fraction
        Where it lies.
    cut_s : Fraction
        Where the cut is, from its start.
    """

    element: Element
    lane: int
    start_s: Fraction
    duration_s: Fraction
    cut_s: Fraction


class Story:
    """The items of a sequence, a multicam's angle, or what a synchronised clip holds.

    Parameters
    ----------
    resources : Resources
        Of the document.
    rate : Fraction
        Frames per second of the sequence.
    """

    def __init__(self, resources: Resources, rate: Fraction) -> None:
        self._resources = resources
        self._rate = rate
        self.items: list[StoryItem] = []
        self.transitions: list[StoryTransition] = []
        self.lost: list[Element] = []

    def add_spine(
        self, elements: Iterator[Element], origin_s: Fraction, lane: int = 0, host: StoryItem | None = None
    ) -> None:
        """Add what follows one after the other.

        Parameters
        ----------
        elements : iterator of Element
            Items and transitions in their order.
        origin_s : Fraction
            Time of the sequence at which the clock of the story line says 0.
        lane : int
            In which it lies.
        host : StoryItem, optional
            What it hangs on.
        """
        previous: StoryItem | None = None
        waiting: list[tuple[Element, Fraction, StoryItem | None]] = []
        end_s = origin_s
        for element in elements:
            offset_s = time_of(element, "offset")
            start_s = end_s if offset_s is None else origin_s + offset_s
            if element.tag == "transition":
                waiting.append((element, start_s, previous))
            elif element.tag in ITEMS:
                item = self._add(element, start_s, lane, host)
                if item is None:
                    continue
                self._meet(waiting, item, lane)
                previous, end_s = item, item.end_s
        self._meet(waiting, None, lane)

    def _meet(
        self, waiting: list[tuple[Element, Fraction, StoryItem | None]], after: StoryItem | None, lane: int
    ) -> None:
        """Add the transitions that waited for the item behind them."""
        for element, start_s, before in waiting:
            duration_s = time_of(element, "duration")
            cut_s = after.start_s if after else before.end_s if before else start_s
            if duration_s is None or not start_s <= cut_s <= start_s + duration_s:
                self.lost.append(element)
                continue
            self.transitions.append(StoryTransition(element, lane, start_s, duration_s, cut_s - start_s))
            if after:
                after.head_s = cut_s - start_s
            if before:
                before.tail_s = start_s + duration_s - cut_s
        waiting.clear()

    def _add(
        self, element: Element, start_s: Fraction, lane: int, host: StoryItem | None
    ) -> StoryItem | None:
        picked = self._picked(element)
        duration_s = None if picked is None else self._duration_s(picked)
        if picked is None or duration_s is None or duration_s <= 0:
            self.lost.append(element)
            return None
        item = StoryItem(picked, lane, start_s, duration_s, self._local_s(picked), self._pace(picked), host)
        self.items.append(item)
        for child in picked:
            child_lane = lane_of(child)
            if child_lane:
                self._connect(child, item, lane + child_lane, host or item)
        return item

    def _connect(self, child: Element, item: StoryItem, lane: int, host: StoryItem) -> None:
        start_s = item.record_s(time_of(child, "offset") or Fraction(0))
        if child.tag == "spine":
            self.add_spine(iter(child), start_s, lane, host)
        elif child.tag in ITEMS:
            self._add(child, start_s, lane, host)

    def _picked(self, element: Element) -> Element | None:
        return element if element.tag != "audition" else next(element.children(*_PICKS), None)

    def _duration_s(self, element: Element) -> Fraction | None:
        duration_s = time_of(element, "duration")
        if duration_s is None:
            asset = self._resources.asset(element, self._rate)
            return None if asset is None else asset.duration_s
        return duration_s

    def _local_s(self, element: Element) -> Fraction:
        start_s = time_of(element, "start")
        if start_s is not None:
            return start_s
        asset = self._resources.asset(element, self._rate)
        if asset is not None:
            return asset.start_s
        nested = self._resources.nested(element) or element
        return time_of(nested, "tcStart") or Fraction(0)

    def _pace(self, element: Element) -> Fraction:
        """Read how much longer a clip lasts than its media: 25 in 24 is played frame by frame."""
        conform = element.child("conform-rate")
        if conform is None or conform.attributes.get("scaleEnabled") == "0" or element.child("timeMap"):
            return _SAME_PACE
        source_rate = self._source_rate(element, conform)
        if source_rate is None:
            return _SAME_PACE
        paces = (source_rate / (multiple * self._rate) for multiple in (1, 2, Fraction(1, 2)))
        return next((pace for pace in paces if abs(pace - 1) <= _NEAR_RATE), _SAME_PACE)

    def _source_rate(self, element: Element, conform: Element) -> Fraction | None:
        asset = self._resources.asset(element, self._rate)
        if asset is not None:
            return asset.rate
        return _CONFORM_RATES.get(conform.attributes.get("srcFrameRate", ""))


_CONFORM_RATES = {
    **{str(fps): Fraction(fps) for fps in (24, 25, 30, 48, 50, 60)},
    **{
        text: Fraction(fps * 1000, 1001)
        for text, fps in (("23.98", 24), ("29.97", 30), ("47.95", 48), ("59.94", 60))
    },
}


def lane_of(element: Element) -> int:
    """Read the lane of an element; 0 without one."""
    text = element.attributes.get("lane", "0")
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 8 else 0
