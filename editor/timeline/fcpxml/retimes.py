"""Speed: the `timeMap` of a clip leads from its own clock to that of its media."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from editor.timeline.curves import Curve, Exact
from editor.timeline.fcpxml.story import StoryItem
from editor.timeline.fcpxml.times import time_of
from editor.timeline.model import RetimeKind


@dataclass(frozen=True, slots=True)
class TimeMap(Curve):
    """From the clock of a clip to that of its media, in seconds.

    Attributes
    ----------
    kind : RetimeKind or None
        None where nothing is retimed.
    speed : Fraction
        Seconds of media for a second of the clip, over what it shows; negative backwards.
    """

    kind: RetimeKind | None
    speed: Fraction


REAL_TIME = TimeMap(((0, 0), (1, 1)), None, Fraction(1))


def read_time_map(item: StoryItem) -> TimeMap | None:
    """Read how an item of a story runs; None if that cannot be understood."""
    element = item.element.child("timeMap")
    if element is None:
        return REAL_TIME
    first_s, last_s = item.local_s, item.local_end_s
    points: dict[Exact, Exact] = {}
    for point in element.children("timept"):
        when, value = time_of(point, "time"), time_of(point, "value")
        if when is None or value is None:
            return None
        points[when] = value
    if len(points) < 2:
        return None
    curve = Curve(tuple(sorted(points.items())))
    speed = Fraction(curve.at(last_s) - curve.at(first_s)) / (last_s - first_s)
    return TimeMap(curve.points, _kind(curve, first_s, last_s), speed)


def _kind(curve: Curve, first_s: Fraction, last_s: Fraction) -> RetimeKind:
    slopes = {
        Fraction(high - low) / (right - left)
        for (left, low), (right, high) in pairwise(curve.points)
        if left < last_s and right > first_s
    }
    if len(slopes) > 1:
        return RetimeKind.RAMP
    return RetimeKind.FREEZE if slopes == {0} else RetimeKind.LINEAR
