"""OTIO's RationalTime and TimeRange as exact fractions.

Rates are written in many roundings of the same fraction, and some writers (Hiero) multiply a frame number
by such a rate and divide it by another, so that frame 86400 becomes 86400.0887. A value near a whole frame
at the exact rate is that frame.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache

from editor.timeline.model import Span
from editor.timeline.otio.json_text import Value
from editor.timeline.rates import exact_rate

_LARGEST = 1 << 53
_SLOWEST = 0.001
_NEAR = Fraction(1, 100)
_CLOSE = Fraction(1, 1000)


def as_object(value: Value) -> dict[str, Value]:
    """Return an object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_list(value: Value) -> list[Value]:
    """Return an array, or an empty one for anything else."""
    return value if isinstance(value, list) else []


def as_text(value: Value) -> str:
    """Return a string, or an empty one for anything else."""
    return value if isinstance(value, str) else ""


def rational_time(node: Value) -> tuple[Fraction, Fraction] | None:
    """Read a RationalTime as (frames, rate), or None where it is missing or no time."""
    if not isinstance(node, dict):
        return None
    value, rate = node.get("value"), node.get("rate")
    if not isinstance(value, (int, float)) or not isinstance(rate, (int, float)):
        return None
    return _frames(value, rate)


def time_range(node: Value) -> Span | None:
    """Read a TimeRange at the rate of its duration, or None where it is missing or no range."""
    if not isinstance(node, dict):
        return None
    start, duration = rational_time(node.get("start_time")), rational_time(node.get("duration"))
    if duration is None or duration[0] < 0:
        return None
    frames, rate = start or (Fraction(0), duration[1])
    if rate is not duration[1]:
        frames = near_whole(frames * duration[1] / rate)
    return Span(frames, *duration)


def near_whole(frames: Fraction) -> Fraction:
    """Round to a whole frame what is a hundredth of a frame off it."""
    if frames.denominator == 1:
        return frames
    whole = Fraction(round(frames))
    return whole if abs(frames - whole) < _NEAR else frames


@lru_cache(maxsize=1 << 16)
def _frames(value: float, rate: float) -> tuple[Fraction, Fraction] | None:
    if not (math.isfinite(value) and math.isfinite(rate)) or abs(value) > _LARGEST:
        return None
    if not _SLOWEST <= rate < _LARGEST:
        return None
    frames = Fraction(value)
    return (frames if frames.denominator == 1 else _unrounded(frames, rate)), exact_rate(rate)


def _unrounded(frames: Fraction, rate: float) -> Fraction:
    """Undo a conversion between two roundings of one rate, where that gives a whole frame."""
    near = near_whole(frames)
    for meant in (exact_rate(rate), Fraction(str(round(rate, 3))), Fraction(str(round(rate, 2)))):
        true = frames * meant / Fraction(rate)
        if near.denominator > 1 and abs(true - round(true)) < _CLOSE:
            near = Fraction(round(true))
    return near.limit_denominator(1_000_000)
