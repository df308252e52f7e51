"""Values over the frames of a shot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One line of a graph.

    Attributes
    ----------
    name : str
        For the user: mostly that of an object.
    colour : tuple of three ints
        Red, green and blue.
    frames : ndarray of int64
        Ascending.
    percent : ndarray of float64
        For each frame; what is no number interrupts the line.
    """

    name: str
    colour: tuple[int, int, int]
    frames: NDArray[np.int64]
    percent: NDArray[np.float64]

    def at(self, frame: int) -> float | None:
        """Return the value at a frame, or None where there is none."""
        place = int(np.searchsorted(self.frames, frame))
        if place == len(self.frames) or self.frames[place] != frame or np.isnan(self.percent[place]):
            return None
        return float(self.percent[place])


def joined_curve(name: str, colour: tuple[int, int, int], shares: Mapping[int, float]) -> Curve:
    """Make a line through all frames that are known.

    Parameters
    ----------
    name, colour
        Of the line.
    shares : mapping of int to float
        0 to 1, by frame.
    """
    frames = np.array(sorted(shares), np.int64)
    return Curve(name, colour, frames, np.array([100 * shares[frame] for frame in frames.tolist()]))


def broken_curve(name: str, colour: tuple[int, int, int], shares: Mapping[int, float]) -> Curve:
    """Make a line that is interrupted wherever a frame is missing."""
    whole = joined_curve(name, colour, shares)
    ends = np.flatnonzero(np.diff(whole.frames) > 1) + 1
    return Curve(
        name,
        colour,
        np.insert(whole.frames, ends, whole.frames[ends - 1] + 1),
        np.insert(whole.percent, ends, np.nan),
    )
