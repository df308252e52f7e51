"""Speed: the `timeMap` of a clip leads from its own clock to that of its media."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from editor.timeline.curves import Curve, Exact
from editor.timeline.fcpxml.times import time_of
from editor.timeline.model import RetimeKind
from editor.timeline.xml_text.document import Element


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


def read_time_map(clip: Element, first_s: Fraction, last_s: Fraction) -> TimeMap | None:
    """Read how a clip runs between two times of its own clock; None if it cannot be understood."""
    element = clip.child("timeMap")
    if element is None:
        return REAL_TIME
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
