"""Which frames of a clip belong to a sample: near each other or scattered, forwards or backwards."""

from __future__ import annotations

from dataclasses import dataclass

from engines.train.warps import Random


@dataclass(frozen=True, slots=True)
class Timing:
    """How frames are chosen.

    Attributes
    ----------
    count : int
        Frames of a sample.
    largest_step : int
        From one to the next lie at most so many frames.
    scattered : float
        How often they are drawn from anywhere in the clip instead, in order of time.
    reversed_share : float
        How often time runs backwards.
    """

    count: int = 5
    largest_step: int = 1
    scattered: float = 0.0
    reversed_share: float = 0.0

    def draw(self, length: int, random: Random) -> list[int]:
        """Choose frames of a clip.

        Parameters
        ----------
        length : int
            Of the clip; where it is too short, it goes back and forth.
        random : Generator
            What decides.
        """
        if length > self.count and random.random() < self.scattered:
            chosen = sorted(int(one) for one in random.choice(length, self.count, replace=False))
        else:
            chosen = self._consecutive(length, random)
        return chosen[::-1] if random.random() < self.reversed_share else chosen

    def _consecutive(self, length: int, random: Random) -> list[int]:
        most = max(1, (length - 1) // max(1, self.count - 1))
        step = int(random.integers(1, min(self.largest_step, most) + 1))
        span = (self.count - 1) * step + 1
        first = int(random.integers(max(1, length - span + 1)))
        return [_back_and_forth(first + step * at, length) for at in range(self.count)]


def _back_and_forth(at: int, length: int) -> int:
    if length == 1:
        return 0
    at %= 2 * (length - 1)
    return at if at < length else 2 * (length - 1) - at
