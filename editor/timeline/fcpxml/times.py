"""Times as FCPXML writes them: rational numbers of seconds."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from editor.timeline.curves import Exact
from editor.timeline.xml_text.document import Element

_TIME = re.compile(r"(-?\d{1,19})(?:/(\d{1,10}))?s")
_LARGEST_SCALE = (1 << 31) - 1
_NEAR_FRAMES = Fraction(1, 100)


@lru_cache(maxsize=4096)
def seconds(text: str | None) -> Fraction | None:
    """Read a time (`5s`, `1001/24000s`); None for none."""
    match = _TIME.fullmatch(text.strip()) if text else None
    if match is None:
        return None
    denominator = int(match[2]) if match[2] else 1
    return Fraction(int(match[1]), denominator) if denominator else None


def time_of(element: Element, attribute: str) -> Fraction | None:
    """Read an attribute as a time."""
    return seconds(element.attributes.get(attribute))


def written(time_s: Fraction, like: str | None = None) -> str:
    """Write a time, in the time scale of another where that can hold it; scales are numbers of 31 bits."""
    time_s = time_s.limit_denominator(_LARGEST_SCALE)
    if time_s.denominator == 1:
        return f"{time_s.numerator}s"
    match = _TIME.fullmatch(like) if like else None
    scale = int(match[2]) if match and match[2] else time_s.denominator
    if scale % time_s.denominator:
        scale = time_s.denominator
    return f"{time_s.numerator * (scale // time_s.denominator)}/{scale}s"


def frames_in(time_s: Exact, rate: Fraction, *, up: bool = False) -> Fraction:
    """Count the frames in a time; within a hundredth of a whole number they are that.

    Parameters
    ----------
    time_s : int or Fraction
        As it is written, which some writers round.
    rate : Fraction
        Frames per second.
    up : bool
        Whether others are rounded up (the length of media whose sound is longer than its pictures).
    """
    # Nearly all times are whole frames; this finds them at a third of what multiplying fractions takes.
    whole_count, rest = divmod(time_s.numerator * rate.numerator, time_s.denominator * rate.denominator)
    if not rest:
        return Fraction(whole_count)
    frames = time_s * rate
    whole = Fraction(round(frames))
    if abs(frames - whole) <= _NEAR_FRAMES:
        return whole
    return Fraction(-(-frames // 1)) if up else frames
