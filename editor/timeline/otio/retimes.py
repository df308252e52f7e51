"""Time effects of OTIO clips, in the convention of whoever wrote them.

Resolve and Hiero write the length in the record and what is consumed is length x speed; so does the library,
whose `duration()` knows no time effects. Exporters for Premiere write start and length in source frames.
"""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

from editor.timeline.model import Convention, Retime, RetimeKind, Span
from editor.timeline.otio.json_text import Value
from editor.timeline.otio.references import schema_of
from editor.timeline.otio.times import as_list, as_object

_FASTEST = 10_000
_SLOWEST = Fraction(1, _FASTEST)


def retime_of(clip: dict[str, Value], convention: Convention) -> Retime | None:
    """Read what the time effects of a clip do together; None where they do nothing.

    The key frames of a ramp lead to seconds from the start of the clip's range.
    """
    speed, kind = Fraction(1), RetimeKind.LINEAR
    for effect in as_list(clip.get("effects")):
        node, schema = as_object(effect), schema_of(effect)
        if node.get("enabled") is False:
            continue
        if schema == "FreezeFrame":
            kind = RetimeKind.FREEZE
        elif schema == "LinearTimeWarp":
            speed *= _speed(node.get("time_scalar"))
        elif schema == "TimeEffect" and (curve := _curve(node)):
            return Retime(RetimeKind.RAMP, _mean_speed(curve), convention, curve)
    if kind is RetimeKind.FREEZE or speed == 0:
        return Retime(RetimeKind.FREEZE, Fraction(0), convention)
    return Retime(kind, speed, convention) if speed != 1 else None


def consumed(trim: Span, retime: Retime | None) -> Span:
    """Work out which media a clip consumes, from its range as written; a freeze takes one frame."""
    if retime is None:
        return trim
    if retime.kind is RetimeKind.FREEZE:
        return Span(trim.start, Fraction(1), trim.rate)
    if retime.kind is RetimeKind.RAMP:
        places = [source * trim.rate for _, source in shown_part(retime.curve, trim.duration / trim.rate)]
        return Span(trim.start + min(places), max(places) - min(places) + 1, trim.rate)
    length = trim.duration * abs(retime.speed)
    return trim if retime.convention is Convention.SOURCE else Span(trim.start, length, trim.rate)


def anchored(retime: Retime | None, trim: Span | None) -> Retime | None:
    """Move the key frames of a ramp, which count from the clip's start, to the source clock."""
    if retime is None or trim is None or not retime.curve:
        return retime
    start_s = trim.start / trim.rate
    return replace(retime, curve=tuple((shown, start_s + source) for shown, source in retime.curve))


def shown_part(
    curve: tuple[tuple[Fraction, Fraction], ...], length_s: Fraction
) -> list[tuple[Fraction, Fraction]]:
    """Cut a curve of (seconds shown, seconds of source) to the length of its clip."""
    inside = [key for key in curve if 0 <= key[0] <= length_s]
    return [_on(curve, Fraction(0)), *inside, _on(curve, length_s)]


def record_duration(trim: Span, retime: Retime | None) -> Fraction:
    """Work out how long a clip lasts in the edit, in frames of its range's rate."""
    if retime is None or retime.convention is not Convention.SOURCE or retime.kind is not RetimeKind.LINEAR:
        return trim.duration
    return trim.duration / abs(retime.speed)


def _on(curve: tuple[tuple[Fraction, Fraction], ...], at: Fraction) -> tuple[Fraction, Fraction]:
    later = next((index for index, key in enumerate(curve) if key[0] >= at), len(curve) - 1)
    before, after = curve[max(later - 1, 0)], curve[later]
    if after[0] == before[0]:
        return at, after[1]
    share = min(max((at - before[0]) / (after[0] - before[0]), Fraction(0)), Fraction(1))
    return at, before[1] + share * (after[1] - before[1])


def _speed(value: Value) -> Fraction:
    if not isinstance(value, (int, float)) or not math.isfinite(value) or abs(value) > _FASTEST:
        return Fraction(1)
    speed = Fraction(str(value)).limit_denominator(1_000_000)
    return speed if abs(speed) >= _SLOWEST else Fraction(0)


def _curve(effect: dict[str, Value]) -> tuple[tuple[Fraction, Fraction], ...]:
    """Read Resolve's key frames: rows of seconds shown, seconds of source, and tangents."""
    resolve = as_object(as_object(effect.get("metadata")).get("Resolve_OTIO"))
    keys = []
    for row in as_list(resolve.get("Key Frames")):
        times = [value for value in as_list(row)[:2] if _is_time(value)]
        if len(times) == 2:
            keys.append((Fraction(str(times[0])), Fraction(str(times[1]))))
    return tuple(sorted(keys)) if len(keys) > 1 else ()


def _is_time(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1_000_000


def _mean_speed(curve: tuple[tuple[Fraction, Fraction], ...]) -> Fraction:
    (begin, first), (end, last) = curve[0], curve[-1]
    return (last - first) / (end - begin) if end > begin else Fraction(1)
