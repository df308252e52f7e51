"""Timecodes of frames that do not begin a clip."""

from __future__ import annotations

from fractions import Fraction

from editor.render.timecode import timecode_frames

_DROPPED_A_MINUTE = {30: 2, 60: 4}
_HOURS = 24


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
