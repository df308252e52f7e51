"""Pictures that look alike: a hash of their coarse structure, and pairs that are near in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

_SIDE, _KEPT = 32, 8
_FLATTEST = 4.0
NEAR_BITS = 6
"""Of 64: pictures whose hashes differ in no more look alike."""

_AT_ONCE = 512


def perceptual_hash(grey: NDArray[np.uint8]) -> int | None:
    """Hash the lowest frequencies of a picture to 64 bits; None for one in which hardly anything is seen."""
    small = cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    if small.std() < _FLATTEST:
        return None
    # The mean of the picture says nothing of its structure: one row and column further it is left out.
    waves = cv2.dct(small)[: _KEPT + 1, : _KEPT + 1].ravel()[1 : _KEPT * _KEPT + 1]
    bits = np.packbits(waves > np.median(waves))
    return int.from_bytes(bits.tobytes(), "big")


def near_pairs(hashes: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """List pairs that look alike.

    Parameters
    ----------
    hashes : sequence of int
        Of 64 bits each.

    Yields
    ------
    first, second, bits : int
        Places in the sequence, the first before the second, and in how many bits they differ.
    """
    codes = np.array(hashes, np.uint64)
    for start in range(0, len(codes), _AT_ONCE):
        part = codes[start : start + _AT_ONCE]
        bits = np.bitwise_count(part[:, None] ^ codes[None, :])
        for row, column in np.argwhere(bits <= NEAR_BITS):
            if start + row < column:
                yield int(start + row), int(column), int(bits[row, column])
