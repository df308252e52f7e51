"""Numbers, rates and timecodes as xmeml writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from editor.media.timecode import timecode_frames
from editor.timeline.curves import Exact
from editor.timeline.rates import exact_rate, ntsc_rate
from editor.timeline.xml_text.document import Element
from editor.timeline.xml_text.parsing import parse_xml

_INTEGER = re.compile(r"-?\d{1,18}")
_DECIMAL = re.compile(r"-?\d{0,18}\.\d{0,18}")
_MOST_DIGITS = 18
_LARGEST_TIMEBASE = 100_000


@dataclass(frozen=True, slots=True)
class Timecode:
    """The `timecode` of a file or a sequence.

    Attributes
    ----------
    start : Fraction
        Frames from 00:00:00:00.
    rate : Fraction
        At which they are counted.
    is_drop_frame : bool or None
        How it is labelled; None if not said.
    """

    start: Fraction
    rate: Fraction
    is_drop_frame: bool | None


def number(text: str | None) -> Exact | None:
    """Read a number; None for no number at all. Hiero writes decimals (`1055.0`)."""
    if text is None:
        return None
    text = text.strip()
    if len(text) <= _MOST_DIGITS and text.isdecimal():
        return int(text)
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and text.strip("-."):
        return Fraction(text)
    return None


def frames(element: Element, tag: str) -> Exact | None:
    """Read a number of frames; None where there is none, or -1, which says so too."""
    value = number(element.text_of(tag))
    return None if value == -1 else value


def is_true(text: str | None, *, default: bool) -> bool:
    """Read a boolean, in any case of letters."""
    return default if not text else text.strip().upper() in ("TRUE", "1")


def rate_of(element: Element | None) -> Fraction | None:
    """Read the `rate` inside an element: exact, or None without one."""
    rate = None if element is None else element.child("rate")
    return None if rate is None else _rate(rate.document.text[rate.inner_start : rate.inner_end])


@lru_cache(maxsize=1024)
def _rate(written: bytes) -> Fraction | None:
    """Read what lies in a `rate`, once for all that are written alike."""
    rate = parse_xml(b"<rate>%b</rate>" % written).root
    value = number(rate.text_of("timebase"))
    if value is None or not 1 <= value <= _LARGEST_TIMEBASE:
        return None
    if not isinstance(value, int):
        return exact_rate(value)
    return ntsc_rate(value, is_ntsc=is_true(rate.text_of("ntsc"), default=False))


def timecode_of(element: Element | None, default_rate: Fraction) -> Timecode | None:
    """Read the `timecode` inside an element: by its frame number, or by its text.

    Parameters
    ----------
    element : Element or None
        A file or a sequence.
    default_rate : Fraction
        Where the timecode has no rate of its own.
    """
    timecode = None if element is None else element.child("timecode")
    if timecode is None:
        return None
    rate = rate_of(timecode) or default_rate
    form = (timecode.text_of("displayformat") or "").upper()
    is_drop_frame = {"DF": True, "NDF": False}.get(form)
    start = frames(timecode, "frame")
    if start is None:
        text = timecode.text_of("string") or ""
        start = _labelled(text, rate, is_drop=";" in text or bool(is_drop_frame))
    return None if start is None else Timecode(Fraction(start), rate, is_drop_frame)


def _labelled(text: str, rate: Fraction, *, is_drop: bool) -> int | None:
    label = text.replace(";", ":").replace(".", ":")
    if is_drop:
        label = ";".join(label.rsplit(":", 1))
    try:
        return timecode_frames(label, rate)
    except ValueError:
        return None
