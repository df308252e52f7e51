"""How frames are called: by timecode, or by numbers that begin at 0 or at 1001."""

from __future__ import annotations

from editor.media.timecode import timecode_after
from ui.desk.desk import Desk

TIMECODE, FROM_0, FROM_1001 = "timecode", "0", "1001"
COUNTINGS = (TIMECODE, FROM_0, FROM_1001)
"""Values of the preference `counting`."""


def first_number(desk: Desk) -> int:
    """Tell what the first frame of a clip is called where frames have numbers."""
    return 1001 if desk.preferences.counting == FROM_1001 else 0


def number_of(desk: Desk, frame: int) -> int:
    """Tell the number of a frame, as sentences call it."""
    return frame + first_number(desk)


def label_of(desk: Desk, frame: int) -> str:
    """Write a frame as ruler and transport show it; timecodes count from the clip's first frame."""
    if desk.preferences.counting == TIMECODE:
        return timecode_after("00:00:00:00", frame, desk.playhead.rate)
    return str(number_of(desk, frame))


def index_of(desk: Desk, typed: str) -> str:
    """Turn a number that somebody typed into that of the frame, counted from 0; leave everything else."""
    text = typed.strip()
    return str(int(text) - first_number(desk)) if text.isdecimal() else typed
