"""Cutting shots into segments that are filled independently of each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

BLENDED = 4
"""Frames over which two segments are mixed, for a seam in time that is not seen."""

OVERLAP = 12
"""Frames that a segment fills beyond its end.

The first of them are taken from it alone: frames in the middle of a shot want to see what is before them,
too, and the next segment has seen nothing yet.
"""

_REACH = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive frames of one shot that are filled in one go.

    Attributes
    ----------
    number : int
        From 0, in order.
    shot : range
        The shot; its frames serve as context.
    own : range
        Frames that are its own; the first and the last have a hole.
    filled : range
        Frames that it fills: its own, and those of the next segment that are blended.
    """

    number: int
    shot: range
    own: range
    filled: range


def cut_into_segments(
    shots: Sequence[range], has_hole: Callable[[int], bool], length: int, overlap: int = OVERLAP
) -> tuple[Segment, ...]:
    """Cut shots into segments of about the same length; frames without a hole belong to none.

    Where a frame without a hole is near, the cut is made there, and nothing has to be blended.

    Parameters
    ----------
    shots : sequence of range
        Frames between cuts.
    has_hole : callable
        Whether a frame (by index) is to be filled.
    length : int
        Frames of a segment, about.
    overlap : int
        Frames that are filled by both of two neighbours at most.
    """
    segments: list[Segment] = []
    for shot in shots:
        parts = _parts(shot, has_hole, length)
        for at, own in enumerate(parts):
            follower = parts[at + 1] if at + 1 < len(parts) else range(own.stop, own.stop)
            stop = own.stop
            while (
                follower.start == own.stop
                and stop < min(own.stop + overlap, follower.stop)
                and has_hole(stop)
            ):
                stop += 1
            segments.append(Segment(len(segments), shot, own, range(own.start, stop)))
    return tuple(segments)


def _parts(shot: range, has_hole: Callable[[int], bool], length: int) -> list[range]:
    holes = _trimmed(shot, has_hole)
    count = max(1, round(len(holes) / length))
    inner = [
        _near(holes.start + len(holes) * at // count, length // _REACH, has_hole) for at in range(1, count)
    ]
    bounds = [holes.start, *inner, holes.stop]
    parts = (_trimmed(range(*pair), has_hole) for pair in pairwise(bounds))
    return [part for part in parts if part]


def _near(at: int, reach: int, has_hole: Callable[[int], bool]) -> int:
    free = [index for index in range(at - reach, at + reach) if not has_hole(index)]
    return min(free, key=lambda index: abs(index - at), default=at)


def _trimmed(frames: range, has_hole: Callable[[int], bool]) -> range:
    holes = [index for index in frames if has_hole(index)]
    return range(holes[0], holes[-1] + 1) if holes else range(frames.start, frames.start)
