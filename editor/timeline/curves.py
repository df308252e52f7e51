"""Curves of straight lines, as retimes are drawn."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Exact: TypeAlias = int | Fraction
"""An exact number; whole ones are mostly `int`, which counts ten times as fast as `Fraction`."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points.

    Attributes
    ----------
    points : tuple of (int or Fraction, int or Fraction)
        Two or more, by ascending first number; the first and the last line go on beyond them.
    """

    points: tuple[tuple[Exact, Exact], ...]

    def at(self, position: Exact) -> Exact:
        """Find the value at a position."""
        index = bisect_right(self.points, position, 1, len(self.points) - 1, key=lambda point: point[0])
        (left, low), (right, high) = self.points[index - 1 : index + 1]
        rise = (position - left) * (high - low)
        return low + (rise if right - left == 1 else Fraction(rise) / (right - left))

    def between(self, first: Exact, last: Exact) -> tuple[Exact, Exact]:
        """Find the lowest and the highest value between two positions."""
        inside = [value for position, value in self.points if first < position < last]
        values = [self.at(first), self.at(last), *inside]
        return min(values), max(values)
