"""Speed: the Time Remap filter.

`in` and `out` of a retimed clip count frames after the retime. A graph of key frames leads from them to the
media; without one, Premiere counts the media by its speed, or says in ticks where it begins.

Resolve writes the filter on clips that are not retimed at all, with a speed of 0 and a graph that stands at
0: that is no freeze.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from editor.timeline.curves import Curve, Exact
from editor.timeline.model import RetimeKind
from editor.timeline.xmeml.positions import TICKS_PER_SECOND
from editor.timeline.xmeml.values import frames, is_true, number
from editor.timeline.xml_text.document import Element

_LARGEST_FACTOR = 10
_TICKS_TOLERANCE_FRAMES = 2
_TICKS_ROUNDING = 1000


@dataclass(frozen=True, slots=True)
class TimeMap(Curve):
    """From the frames of a clip's `in` and `out` to frames of its media, both at the clip's own rate.

    Attributes
    ----------
    kind : RetimeKind or None
        None where nothing is retimed.
    speed : Fraction
        As written, negative backwards; 1 without a retime, the mean of a ramp.
    graph : Element or None
        The parameter that holds the key frames.
    """

    kind: RetimeKind | None
    speed: Fraction
    graph: Element | None = None


REAL_TIME = TimeMap(((0, 0), (1, 1)), None, Fraction(1))


def read_time_map(clip: Element, rate: Fraction) -> TimeMap | None:
    """Read how a clip runs; None if that cannot be known.

    Parameters
    ----------
    clip : Element
        A `clipitem`.
    rate : Fraction
        At which its `in` and `out` count.
    """
    effect = _time_remap(clip)
    if effect is None:
        return _real_time(clip, rate)
    parameters = {name: parameter for parameter in effect.children("parameter") if (name := _id(parameter))}
    speed = _speed(parameters)
    is_variable = _flag(parameters, "variablespeed")
    if speed == 1 and not is_variable:
        return _real_time(clip, rate)
    graph = parameters.get("graphdict")
    points = _points(graph)
    first, last = frames(clip, "in"), frames(clip, "out")
    if len(points) < 2 or first is None or last is None or last <= first:
        return None if is_variable else _constant(clip, speed, rate)
    drawn = TimeMap(points, RetimeKind.LINEAR, speed, graph)
    return _of_graph(drawn, first, last, speed, is_variable=is_variable)


def _real_time(clip: Element, rate: Fraction) -> TimeMap:
    """Read a clip without a retime; ticks say what is left of a frame where `in` had to be rounded."""
    first, ticks = frames(clip, "in"), number(clip.text_of("pproTicksIn"))
    if first is None or ticks is None:
        return REAL_TIME
    rest = ticks * rate.numerator - first * TICKS_PER_SECOND * rate.denominator
    frame = TICKS_PER_SECOND * rate.denominator
    if rest**2 < (_TICKS_ROUNDING * rate.numerator) ** 2 or rest**2 >= frame**2:
        return REAL_TIME
    origin = Fraction(rest) / frame
    return TimeMap(((0, origin), (1, origin + 1)), None, Fraction(1))


def _of_graph(drawn: TimeMap, first: Exact, last: Exact, speed: Fraction, *, is_variable: bool) -> TimeMap:
    mean = Fraction(drawn.at(last) - drawn.at(first)) / (last - first)
    if speed == 0 and drawn.at(first) in (0, first) and mean in (0, 1):
        return REAL_TIME
    if speed == 0 and mean == 0:
        return replace(drawn, kind=RetimeKind.FREEZE, speed=speed)
    if is_variable:
        return replace(drawn, kind=RetimeKind.RAMP, speed=mean)
    return drawn if speed else replace(drawn, speed=mean)


def _constant(clip: Element, speed: Fraction, rate: Fraction) -> TimeMap | None:
    if speed == 0:
        return REAL_TIME
    origin = _ticks_origin(clip, speed, rate) if speed > 0 else _end_of_media(clip, speed)
    if origin is None:
        return None
    return TimeMap(((Fraction(0), origin), (Fraction(1), origin + speed)), RetimeKind.LINEAR, speed)


def _ticks_origin(clip: Element, speed: Fraction, rate: Fraction) -> Fraction:
    """Where the media of a clip that runs forwards has the clip's frame 0.

    Premiere's `in` may be a frame off at high speed; its ticks are exact where they count the media.
    """
    first, last = frames(clip, "in"), frames(clip, "out")
    ticks_in, ticks_out = number(clip.text_of("pproTicksIn")), number(clip.text_of("pproTicksOut"))
    if first is None or last is None or ticks_in is None or ticks_out is None:
        return Fraction(0)
    begin, end = ticks_in * rate / TICKS_PER_SECOND, ticks_out * rate / TICKS_PER_SECOND
    excess = (end - begin) - (last - first) * speed
    return begin - first * speed if excess**2 < _TICKS_TOLERANCE_FRAMES**2 else Fraction(0)


def _end_of_media(clip: Element, speed: Fraction) -> Fraction | None:
    duration = frames(clip, "duration")
    return None if duration is None else duration * -speed


def _time_remap(clip: Element) -> Element | None:
    for filter_ in clip.children("filter"):
        effect = filter_.child("effect")
        if effect is not None and (effect.text_of("effectid") or "").lower() == "timeremap":
            return effect if is_true(filter_.text_of("enabled"), default=True) else None
    return None


def _id(parameter: Element) -> str:
    return (parameter.text_of("parameterid") or "").lower()


def _flag(parameters: dict[str, Element], name: str) -> bool:
    parameter = parameters.get(name)
    return parameter is not None and is_true(parameter.text_of("value"), default=False)


def _speed(parameters: dict[str, Element]) -> Fraction:
    """Speed as a factor: in per cent everywhere but in Hiero, which writes nothing beside it."""
    parameter = parameters.get("speed")
    value = None if parameter is None else number(parameter.text_of("value"))
    if value is None:
        return Fraction(1)
    is_factor = len(parameters) == 1 and -_LARGEST_FACTOR <= value <= _LARGEST_FACTOR
    speed = Fraction(value) / (1 if is_factor else 100)
    return -abs(speed) if _flag(parameters, "reverse") else speed


def _points(graph: Element | None) -> tuple[tuple[Exact, Exact], ...]:
    if graph is None:
        return ()
    read = {
        when: value
        for key in graph.children("keyframe")
        if (when := number(key.text_of("when"))) is not None
        and (value := number(key.text_of("value"))) is not None
    }
    return tuple(sorted(read.items()))
