"""SMPTE timecodes (ST 12-1) as counts of frames, and back."""

from __future__ import annotations

import re
from fractions import Fraction

_TIMECODE = re.compile(r"(\d{2,}):(\d\d):(\d\d)([:;])(\d\d+)")
_DROPPED_A_MINUTE = {30: 2, 60: 4}
_HOURS = 24


def is_timecode(text: str) -> bool:
    """Say whether a text looks like `HH:MM:SS:FF` or `HH:MM:SS;FF`."""
    return _TIMECODE.fullmatch(text) is not None


def timecode_frames(text: str, rate: Fraction) -> int:
    """Count the frames from 00:00:00:00 to a timecode.

    Parameters
    ----------
    text : str
        `HH:MM:SS:FF`; `;` before the frames for drop frame.
    rate : Fraction
        Frames per second, exact (30000/1001).

    Raises
    ------
    ValueError
        If it is no timecode, or has a frame, second or minute that does not exist at this rate.
    """
    match = _TIMECODE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text} is no timecode")
    hours, minutes, seconds, frames = (int(match[group]) for group in (1, 2, 3, 5))
    nominal = round(rate)
    dropped = _DROPPED_A_MINUTE.get(nominal, 0) if match[4] == ";" else 0
    is_dropped = frames < dropped and seconds == 0 and minutes % 10 != 0
    if frames >= nominal or seconds > 59 or minutes > 59 or is_dropped:
        raise ValueError(f"there is no {text} at {float(rate):.5g} frames a second")
    whole_minutes = 60 * hours + minutes
    skipped = dropped * (whole_minutes - whole_minutes // 10)
    return (60 * whole_minutes + seconds) * nominal + frames - skipped


def timecode_after(start: str, frames: int, rate: Fraction) -> str:
    """Count on from a timecode (SMPTE ST 12-1), over midnight where need be.

    Parameters
    ----------
    start : str
        `HH:MM:SS:FF`; `;` before the frames for drop frame.
    frames : int
        How many frames later.
    rate : Fraction
        Frames per second, exact (30000/1001).

    Raises
    ------
    ValueError
        If `start` is no timecode that exists at this rate.
    """
    nominal = round(rate)
    dropped = _DROPPED_A_MINUTE.get(nominal, 0) if ";" in start else 0
    count = (timecode_frames(start, rate) + frames) % _frames_a_day(nominal, dropped)
    count += _labels_skipped(count, nominal, dropped)
    seconds, frame = divmod(count, nominal)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    mark = ";" if ";" in start else ":"
    return f"{hours:02}:{minute:02}:{second:02}{mark}{frame:02}"


def _frames_a_day(nominal: int, dropped: int) -> int:
    return _HOURS * 6 * (600 * nominal - 9 * dropped)


def _labels_skipped(count: int, nominal: int, dropped: int) -> int:
    """Drop frame leaves out labels at the start of every minute but each tenth."""
    ten_minutes, rest = divmod(count, 600 * nominal - 9 * dropped)
    first_minute = 60 * nominal
    later_minutes = 0 if rest < first_minute else 1 + (rest - first_minute) // (first_minute - dropped)
    return dropped * (9 * ten_minutes + later_minutes)
