"""Another frame rate: which frames of a clip are taken."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from editor.errors import UsageError


def taken_frames(times_s: Sequence[Fraction], rate: Fraction, path: Path) -> list[int]:
    """Choose the frames that are nearest in time to those of another rate; none is mixed or shown twice.

    Parameters
    ----------
    times_s : sequence of Fraction
        When each of two frames or more is shown, rising.
    rate : Fraction
        Frames per second that are wanted.
    path : Path
        The clip, for what is said about it.

    Returns
    -------
    list of int
        Indices, rising.

    Raises
    ------
    UsageError
        If the clip has fewer frames a second.
    """
    length_s = times_s[-1] - times_s[0]
    own = (len(times_s) - 1) / length_s
    count = int(length_s * rate) + 1
    taken = [_nearest(times_s, times_s[0] + number / rate) for number in range(count)]
    if rate > own or len(set(taken)) < count:
        raise UsageError(
            f"it has {float(own):.5g} frames a second, {float(rate):.5g} would repeat some",
            remedy=f"give a --rate of at most {float(own):.5g}, or none",
            path=path,
        )
    return taken


def _nearest(times_s: Sequence[Fraction], time_s: Fraction) -> int:
    after = min(bisect_left(times_s, time_s), len(times_s) - 1)
    before = max(0, after - 1)
    return before if time_s - times_s[before] <= times_s[after] - time_s else after
