"""Clocks of FCPXML clips: where they begin, how fast they run, and the elements that say so."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from editor.timeline.conversion.xml_writing import Tag
from editor.timeline.fcpxml.times import written
from editor.timeline.model import Clip, Nest, Retime, RetimeKind, Sequence, Span

_FASTEST_PICTURES = 240
_NEAR_RATE = Fraction(1, 20)
_CONFORM_RATES = {
    **{Fraction(fps): str(fps) for fps in (24, 25, 30, 48, 50, 60)},
    **{Fraction(fps * 1000, 1001): name for fps, name in ((24, "23.98"), (30, "29.97"), (60, "59.94"))},
}


@dataclass(frozen=True, slots=True)
class Timing:
    """The clock of an element.

    Attributes
    ----------
    clock_s : Fraction
        What it says at the start.
    pace : Fraction
        Seconds of the sequence for one of its own.
    tags : tuple of Tag
        `conform-rate` and `timeMap`.
    """

    clock_s: Fraction
    pace: Fraction
    tags: tuple[Tag, ...]


def media_timing(clip: Clip, rate: Fraction) -> tuple[Timing, Span]:
    """Work out the clock of a clip, and all of its media.

    Parameters
    ----------
    clip : Clip
        With media.
    rate : Fraction
        Of the sequence.
    """
    media = clip.shown
    source = clip.source or Span(Fraction(0), clip.record.duration, rate)
    source = source if source.rate <= _FASTEST_PICTURES else source.at(rate)
    whole = None if media is None or media.available is None else media.available.at(source.rate)
    if is_still(clip):
        return Timing(source.start / source.rate, Fraction(1), ()), Span(
            source.start, Fraction(0), source.rate
        )
    if whole is None or not whole.contains(source):
        start = source.start if whole is None else min(whole.start, source.start)
        end = source.end if whole is None else max(whole.end, source.end)
        whole = Span(start, end - start, source.rate)
    if clip.retime is not None:
        return _retimed(clip.retime, _seconds(source), _seconds(whole), clip.record.duration / rate), whole
    clock_s = source.start / source.rate
    if source.rate == rate:
        return Timing(clock_s, Fraction(1), ()), whole
    pace = source.rate / rate
    is_scaled = source.duration == clip.record.duration and abs(pace - 1) <= _NEAR_RATE
    attributes = {} if is_scaled else {"scaleEnabled": "0"}
    if source.rate in _CONFORM_RATES:
        attributes["srcFrameRate"] = _CONFORM_RATES[source.rate]
    conform = Tag("conform-rate", (), attributes)
    return Timing(clock_s, pace if is_scaled else Fraction(1), (conform,)), whole


def is_still(clip: Clip) -> bool:
    """Say whether a clip shows one picture for longer than that."""
    source = clip.source
    return source is not None and source.duration == 1 < clip.record.duration and clip.retime is None


def nest_timing(nest: Nest, inside: Sequence, end: Fraction) -> Timing:
    """Work out the clock of a nested sequence of so many frames."""
    origin_s = inside.start / inside.rate
    shown = nest.trim or Span(Fraction(0), end, inside.rate)
    if nest.retime is None:
        return Timing(origin_s + shown.start / shown.rate, Fraction(1), ())
    first, last = _seconds(shown)
    length_s = nest.record.duration / nest.record.rate
    whole = origin_s, origin_s + max(end / inside.rate, last)
    return _retimed(nest.retime, (origin_s + first, origin_s + last), whole, length_s)


def _seconds(span: Span) -> tuple[Fraction, Fraction]:
    return span.start / span.rate, span.end / span.rate


def _retimed(
    retime: Retime, shown: tuple[Fraction, Fraction], whole: tuple[Fraction, Fraction], length_s: Fraction
) -> Timing:
    """Draw a retime from the media's own start on, as Final Cut does."""
    (first, last), (begin, end) = shown, whole
    if retime.kind is RetimeKind.FREEZE:
        return Timing(begin, Fraction(1), (_map(((begin, first), (begin + length_s, first))),))
    if retime.kind is RetimeKind.RAMP and len(retime.curve) > 1:
        points = tuple((begin + when, value) for when, value in retime.curve)
        return Timing(begin, Fraction(1), (_map(points),))
    speed = (last - first) / length_s
    duration = (end - begin) / speed
    if retime.speed < 0:
        points = ((begin, end), (begin + duration, begin))
        return Timing(begin + (end - last) / speed, Fraction(1), (_map(points),))
    points = ((begin, begin), (begin + duration, end))
    return Timing(begin + (first - begin) / speed, Fraction(1), (_map(points),))


def _map(points: tuple[tuple[Fraction, Fraction], ...]) -> Tag:
    return Tag(
        "timeMap",
        tuple(
            Tag("timept", (), {"time": written(when), "value": written(value), "interp": "smooth2"})
            for when, value in points
        ),
    )
