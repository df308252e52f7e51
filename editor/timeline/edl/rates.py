"""The rate of an EDL, which the format does not name."""

from __future__ import annotations

import re
from fractions import Fraction

from editor.timeline.edl.lines import Event

_SEPARATOR = re.compile("[:;.,]")
_USUAL = (24, 25, 30, 50, 60, 100, 120)
_NTSC = {30: Fraction(30000, 1001), 60: Fraction(60000, 1001), 120: Fraction(120000, 1001)}


def probable_rate(events: list[Event]) -> Fraction:
    """Take the lowest usual rate at which all frame numbers exist; drop frame means an NTSC rate."""
    frames = [int(_SEPARATOR.split(timecode)[3]) for event in events for timecode in event.timecodes]
    highest = max(frames, default=0)
    if any(is_drop_frame(timecode, event) for event in events for timecode in event.timecodes):
        return next((rate for nominal, rate in _NTSC.items() if highest < nominal), _NTSC[120])
    return Fraction(next((rate for rate in _USUAL if highest < rate), _USUAL[-1]))


def is_drop_frame(timecode: str, event: Event) -> bool:
    """Say whether a timecode of an event leaves out labels."""
    return ";" in timecode or "," in timecode or event.is_drop_frame
