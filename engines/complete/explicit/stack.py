"""Pictures one below the other in one array, so that places in many of them are read in one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar, overload

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb

SampleT = TypeVar("SampleT", np.uint8, np.uint16)

Coordinates = NDArray[np.float32]

_EDGE_PX = 2
"""Rows repeated above and below each picture: cubic interpolation reaches so far."""

_MOST_ROWS = 32_767
"""OpenCV's remap reads and writes no side that is longer."""

_ROW_LENGTH = 4096


class Stack(Sequence[NDArray[SampleT]], Generic[SampleT]):
    """Pictures of one size and type, each a C-contiguous view, H x W x 3.

    Parameters
    ----------
    count, height, width : int
        How many there are and their size in pixels.
    dtype : numpy dtype
        uint8 or uint16.
    """

    def __init__(self, count: int, height: int, width: int, dtype: np.dtype[SampleT]) -> None:
        self._height = height
        self._pitch = height + 2 * _EDGE_PX
        self._rows: NDArray[SampleT] = np.zeros((count * self._pitch, width, 3), dtype)

    def __len__(self) -> int:
        """Count of pictures."""
        return len(self._rows) // self._pitch

    @overload
    def __getitem__(self, position: int) -> NDArray[SampleT]: ...
    @overload
    def __getitem__(self, position: slice) -> list[NDArray[SampleT]]: ...
    def __getitem__(self, position: int | slice) -> NDArray[SampleT] | list[NDArray[SampleT]]:
        """One picture, to be read and written."""
        if isinstance(position, slice):
            return [self[i] for i in range(len(self))[position]]
        if not -len(self) <= position < len(self):
            raise IndexError(position)
        top = position % len(self) * self._pitch + _EDGE_PX
        return self._rows[top : top + self._height]

    def put(self, position: int, picture: Rgb) -> None:
        """Set a picture, and what lies beyond its edge."""
        self[position][:] = picture
        top = position * self._pitch
        self._rows[top : top + _EDGE_PX] = picture[0]
        self._rows[top + _EDGE_PX + self._height : top + self._pitch] = picture[-1]

    def read(
        self, position: NDArray[np.intp], x: Coordinates, y: Coordinates, interpolation: int
    ) -> NDArray[np.float32]:
        """Colours at n places, each in the picture named: n x 3, float32; edges are repeated.

        What is written into a picture's first and last rows after `put` is not seen by interpolation beyond
        its edge.
        """
        beyond = np.float32(_EDGE_PX - 1)
        row = np.clip(y, -beyond, self._height - 1 + beyond) + np.float32(_EDGE_PX)
        together = _MOST_ROWS // self._pitch
        if len(self) <= together:
            return sample(self._rows, x, row + (position * self._pitch).astype(np.float32), interpolation)
        colours = np.zeros((len(x), 3), np.float32)
        group, within = np.divmod(position, together)
        row += (within * self._pitch).astype(np.float32)
        for number in range(-(-len(self) // together)):
            rows = self._rows[number * together * self._pitch :][: together * self._pitch]
            which = np.flatnonzero(group == number)
            colours[which] = sample(rows, x[which], row[which], interpolation)
        return colours


def sample(
    values: NDArray[np.float32] | NDArray[np.uint8] | NDArray[np.uint16],
    x: Coordinates,
    y: Coordinates,
    interpolation: int = cv2.INTER_LINEAR,
) -> NDArray[np.float32]:
    """Read a picture at n places: n x C, float32, the edge repeated beyond it."""
    channels = values.shape[2] if values.ndim == 3 else 1
    if len(x) == 0:
        return np.zeros((0, channels), np.float32)
    # Lists of places are folded into rows; see _MOST_ROWS.
    rows = -(-len(x) // _ROW_LENGTH)
    columns = min(len(x), _ROW_LENGTH)
    padded = np.zeros((2, rows * columns), np.float32)
    padded[0, : len(x)], padded[1, : len(x)] = x, y
    at_x, at_y = padded.reshape(2, rows, columns)
    fetched = cv2.remap(values, at_x, at_y, interpolation, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(fetched, np.float32).reshape(-1, channels)[: len(x)]


def stack_like(rgb: Rgb, count: int, height: int, width: int) -> Stack[np.uint8] | Stack[np.uint16]:
    """Stack for pictures of the same type as another."""
    if rgb.dtype == np.uint16:
        return Stack(count, height, width, np.dtype(np.uint16))
    return Stack(count, height, width, np.dtype(np.uint8))
