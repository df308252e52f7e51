"""The items of a track one behind the other, gaps filled in: what writers of sequential formats need."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from editor.timeline.model import Clip, Gap, Nest, Span, Track, Transition

Row = Clip | Nest | Gap | Transition


def rows_of(track: Track, rate: Fraction) -> Iterator[Row]:
    """List clips, nests and transitions with a gap wherever nothing lies.

    Parameters
    ----------
    track : Track
        The track; an item that begins before the one before it ends is left out.
    rate : Fraction
        Of the sequence.
    """
    done = Fraction(0)
    for item in sorted(track.items, key=_place):
        if isinstance(item, Transition):
            if item.record.start + item.in_offset == done:
                yield item
            continue
        if isinstance(item, Gap) or item.record.start < done or item.record.duration <= 0:
            continue
        if item.record.start > done:
            yield Gap(("gap",), Span(done, item.record.start - done, rate))
        yield item
        done = item.record.end


def _place(item: Row) -> tuple[Fraction, bool]:
    if isinstance(item, Transition):
        return Fraction(item.record.start + item.in_offset), False
    return Fraction(item.record.start), True
