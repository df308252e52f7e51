"""When delivered frames are shown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from editor.media.codecs import ContainerSpec, Trait
from editor.media.picture import ClipInfo


@dataclass(frozen=True, slots=True)
class Timing:
    """Exact times of the delivered frames.

    Attributes
    ----------
    time_base : Fraction
        Seconds per tick.
    pts : tuple of int
        When each frame is shown, in ticks.
    end : int
        When the last frame ends, in ticks.
    shift : Fraction
        So many seconds earlier than in the source; what comes along moves by as much.
    """

    time_base: Fraction
    pts: tuple[int, ...]
    end: int
    shift: Fraction

    def duration_of(self, place: int) -> int:
        """How long the frame at a place (from 0) is shown, in ticks."""
        following = self.pts[place + 1] if place + 1 < len(self.pts) else self.end
        return following - self.pts[place]

    def is_multiple_of(self, tick: Fraction) -> bool:
        """Say whether every time is a whole number of such ticks."""
        ratio = self.time_base / tick
        return not np.any(np.array(self.pts, np.int64) * ratio.numerator % ratio.denominator)


def timing_of(source: ClipInfo, frames: range, spec: ContainerSpec) -> Timing:
    """Work out the times of a delivery.

    Parameters
    ----------
    source : ClipInfo
        The clip. Even frames whose container rounded their times get the exact times back.
    frames : range
        Indices of the delivered frames; a delivery that does not begin with the clip begins at 0.
    spec : ContainerSpec
        One without variable rates counts frames from 0.
    """
    first, last = frames.start, frames.stop - 1
    pts = np.array(source.pts, np.int64)
    start = source.pts[first] * source.time_base
    shift = start if first else min(start, Fraction(0))
    if Trait.VARIABLE_RATE not in spec.holds:
        return Timing(1 / source.rate, tuple(range(len(frames))), len(frames), start)
    steps = np.diff(pts)
    if not source.is_variable_rate and steps.size and (steps != steps[0]).any():
        return _on_grid(source, len(frames), start - shift, shift)
    offset = int(shift / source.time_base)
    end = source.pts[0] + source.duration_ticks if last + 1 == source.frame_count else source.pts[last + 1]
    return Timing(source.time_base, tuple((pts[first : last + 1] - offset).tolist()), end - offset, shift)


def _on_grid(source: ClipInfo, count: int, start: Fraction, shift: Fraction) -> Timing:
    step = 1 / source.rate
    time_base = step if not start else _largest_common_tick(step, start)
    begin, ticks = int(start / time_base), int(step / time_base)
    return Timing(time_base, tuple(begin + i * ticks for i in range(count)), begin + count * ticks, shift)


def _largest_common_tick(a: Fraction, b: Fraction) -> Fraction:
    denominator = math.lcm(a.denominator, b.denominator)
    return Fraction(math.gcd(int(a * denominator), int(b * denominator)), denominator)
