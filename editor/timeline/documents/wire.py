"""Timelines on their way out of the process that read them.

A reader that a hostile file has taken over must not be able to say more than a timeline: what comes back is
built from the classes of the model alone.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields
from fractions import Fraction
from operator import attrgetter
from typing import Any

from editor.timeline import model
from editor.timeline.documents.collecting import uncollected

_CLASSES = (
    *(model.Clip, model.Gap, model.Marker, model.MediaReference, model.Nest, model.Numbering, model.Retime),
    *(model.Sequence, model.Timeline, model.Track, model.Transition),
)
_ENUMS = (model.Convention, model.MediaKind, model.RetimeKind, model.TrackKind)


class ForeignMessageError(ValueError):
    """A message that is no timeline."""


def pack(timeline: model.Timeline) -> bytes:
    """Write a timeline as a message."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(timeline)
    return stream.getvalue()


def unpack(message: bytes) -> model.Timeline:
    """Read a message.

    Raises
    ------
    ForeignMessageError
        If it is cut off, or holds anything but a timeline.
    """
    try:
        with uncollected():
            timeline = _Unpickler(io.BytesIO(message)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise ForeignMessageError(str(error)) from error
    if not isinstance(timeline, model.Timeline):
        raise ForeignMessageError(f"{type(timeline).__name__} is no timeline")
    return timeline


def make_fraction(numerator: int, denominator: int) -> Fraction:
    """Build a fraction."""
    return Fraction(numerator) if denominator == 1 else Fraction(numerator, denominator)


def make_span(start: int, of: int, duration: int, per: int, rate: Fraction) -> model.Span:
    """Build a span from the parts of its fractions."""
    return model.Span(make_fraction(start, of), make_fraction(duration, per), rate)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _KNOWN:
            raise ForeignMessageError(f"{module}.{name} does not belong to a timeline")
        return _KNOWN[module, name]


def _fraction(value: Fraction) -> tuple[object, ...]:
    return make_fraction, (value.numerator, value.denominator)


def _span(span: model.Span) -> tuple[object, ...]:
    start, duration = span.start, span.duration
    numbers = start.numerator, start.denominator, duration.numerator, duration.denominator
    return make_span, (*numbers, span.rate)


def _reducer(known: type) -> Callable[[object], tuple[object, ...]]:
    values = attrgetter(*(field.name for field in fields(known)))
    return lambda value: (known, values(value))


_REDUCERS: dict[type, Callable[[Any], Any]] = {known: _reducer(known) for known in _CLASSES}
_REDUCERS |= {Fraction: _fraction, model.Span: _span}
_KNOWN: dict[tuple[str, str], Any] = {
    (known.__module__, known.__qualname__): known for known in (*_CLASSES, *_ENUMS)
}
_KNOWN |= {(it.__module__, it.__qualname__): it for it in (make_fraction, make_span)}
