"""Where the items of a track lie.

A clip beside a transition has -1 for its start or end: it reaches to the far end of the transition, and its
`in` or `out` with it. The cut lies within the transition, as its alignment says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from editor.timeline.curves import Exact
from editor.timeline.model import Span, Transition
from editor.timeline.xmeml.values import frames, number
from editor.timeline.xml_text.document import Element

TICKS_PER_SECOND = 254_016_000_000
CLIPS = ("clipitem", "generatoritem")
_AT_START, _AT_END = ("start", "start-black"), ("end", "end-black")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a clip lies, in frames of its sequence.

    Attributes
    ----------
    element : Element
        The `clipitem` or `generatoritem`.
    start, end : int or Fraction
        All that is laid down, under transitions too; `start` shows the clip's `in`.
    cut_in, cut_out : int or Fraction
        From cut to cut.
    """

    element: Element
    start: Exact
    end: Exact
    cut_in: Exact
    cut_out: Exact


@dataclass(frozen=True, slots=True)
class TrackLayout:
    """The items of a track.

    Attributes
    ----------
    placements : list of Placement
        Clips, in the order of the document.
    transitions : list of Transition
        Between them.
    lost : list of Element
        Clips that say nowhere where they lie.
    """

    placements: list[Placement] = field(default_factory=list)
    transitions: list[Transition] = field(default_factory=list)
    lost: list[Element] = field(default_factory=list)


def lay_out(track: Element, rate: Fraction) -> TrackLayout:
    """Find the places of all clips and transitions of a track.

    Parameters
    ----------
    track : Element
        A `track`.
    rate : Fraction
        Of its sequence.
    """
    layout = TrackLayout()
    items = [item.indexed() for item in track.children(*CLIPS, "transitionitem")]
    transitions = [_transition(item, rate) if item.tag == "transitionitem" else None for item in items]
    layout.transitions.extend(transition for transition in transitions if transition)
    for index, item in enumerate(items):
        if item.tag == "transitionitem":
            continue
        before = transitions[index - 1] if index else None
        after = transitions[index + 1] if index + 1 < len(items) else None
        placement = _placement(item, before, after)
        if placement is None:
            layout.lost.append(item)
        else:
            layout.placements.append(placement)
    return layout


def _placement(item: Element, before: Transition | None, after: Transition | None) -> Placement | None:
    start, end = frames(item, "start"), frames(item, "end")
    cut_in, cut_out = start, end
    if start is None and before is not None:
        start, cut_in = before.record.start, before.record.start + before.in_offset
    if end is None and after is not None:
        end, cut_out = after.record.end, after.record.start + after.in_offset
    length = _written_length(item) if start is None or end is None else None
    if start is None and end is not None and length is not None:
        start = cut_in = end - length
    if end is None and start is not None and length is not None:
        end = cut_out = start + length
    if (
        start is None
        or end is None
        or cut_in is None
        or cut_out is None
        or not start <= cut_in < cut_out <= end
    ):
        return None
    return Placement(item, start, end, cut_in, cut_out)


def _written_length(item: Element) -> Exact | None:
    first, last = frames(item, "in"), frames(item, "out")
    return None if first is None or last is None or last <= first else last - first


def _transition(item: Element, rate: Fraction) -> Transition | None:
    start, end = frames(item, "start"), frames(item, "end")
    if start is None or end is None or end <= start:
        return None
    span = Span(Fraction(start), Fraction(end - start), rate)
    in_offset = _in_offset(item, span)
    name = item.text_of("effect", "name") or ""
    return Transition((item.row,), name, span, in_offset, span.duration - in_offset)


def _in_offset(item: Element, span: Span) -> Fraction:
    """Find how much of a transition lies before the cut; Premiere says it in ticks."""
    ticks = number(item.text_of("cutPointTicks"))
    if ticks is not None:
        offset = Fraction(round(ticks * span.rate / TICKS_PER_SECOND))
        if 0 <= offset <= span.duration:
            return offset
    alignment = (item.text_of("alignment") or "center").lower()
    if alignment in _AT_START:
        return Fraction(0)
    return span.duration if alignment in _AT_END else Fraction(span.duration // 2)
