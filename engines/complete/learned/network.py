"""What a network that fills holes looks like to the engines: arrays in, arrays out."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from engines.complete.learned.crops import Sight

Planes = NDArray[np.float32]
"""T x H x W x 3, RGB, 0 to 1."""

Masks = NDArray[np.bool_]
"""T x H x W, True = hole."""


class FillNetwork(Protocol):
    """A network on its device."""

    @property
    def sight(self) -> Sight:
        """What it sees at once."""

    def fill(self, frames: Planes, holes: Masks, memory: Planes, memory_holes: Masks) -> Planes:
        """Fill the holes of consecutive frames.

        Parameters
        ----------
        frames, holes : ndarray
            T x H x W x 3 and T x H x W; what stands in a hole does not matter.
        memory, memory_holes : ndarray
            The same for frames of other times, of any count, that are only looked at.

        Returns
        -------
        ndarray
            T x H x W x 3; outside the holes the frames as they were.

        Raises
        ------
        DeviceMemoryError
            If the device's own memory does not suffice for a single frame.
        MemoryError
            If the machine's does not.
        """

    def host_bytes(self, frames: int, memory: int, height: int, width: int) -> int:
        """Estimate the machine's memory at the peak of `fill`, weights and libraries included."""

    def longest(self, memory: int, height: int, width: int, frames: int) -> int:
        """How many frames, at most those given, the device's own memory takes at once."""

    def seconds_per_frame(self, frames: int, memory: int, height: int, width: int, hole_px: int) -> float:
        """Estimate the time for a frame of a window, from a short run on this machine.

        Parameters
        ----------
        frames, memory : int
            Of the window, and of other times.
        height, width : int
            Of the pictures.
        hole_px : int
            Side of a square hole as large as theirs.
        """
