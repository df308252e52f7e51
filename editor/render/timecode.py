"""SMPTE timecodes (ST 12-1) as counts of frames."""

from __future__ import annotations

import re
from fractions import Fraction

_TIMECODE = re.compile(r"(\d{2,}):(\d\d):(\d\d)([:;])(\d\d+)")
_DROPPED_A_MINUTE = {30: 2, 60: 4}


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
