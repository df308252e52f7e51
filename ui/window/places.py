"""What users type for a frame: numbers, timecodes, and ways from here."""

from __future__ import annotations

import re
from fractions import Fraction

_PARTS = re.compile(r"([+-]?)(\d+(?:[:;.]\d+){0,3})")


def typed_frame(text: str, here: int, rate: Fraction) -> int | None:
    """Read a frame.

    Parameters
    ----------
    text : str
        `120` is a frame; `1:00` a second and no frames, `1:02:00` a minute more; `+20` and `-1:00` go on from
        here.
    here : int
        Frame index of the play head.
    rate : Fraction
        Frames per second.

    Returns
    -------
    int or None
        Frame index, which the clip need not have; None where it is none of these.
    """
    match = _PARTS.fullmatch(text.strip())
    if match is None:
        return None
    parts = [int(part) for part in re.split("[:;.]", match[2])]
    frames = parts[-1]
    seconds = 0
    for part in parts[:-1]:
        seconds = 60 * seconds + part
    count = seconds * round(rate) + frames
    if match[1]:
        return here + (count if match[1] == "+" else -count)
    return count
