"""Masks as runs of background and object, as annotation programs store them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from editor.masks.errors import MaskValueError
from editor.masks.levels import Matte

_MOST_PIXELS = 1 << 27
_FIRST_LETTER, _LAST_LETTER = 48, 48 + 63
_BITS, _MORE, _NEGATIVE = 5, 0x20, 0x10


def filled(counts: Sequence[int], width: int, height: int, *, by_columns: bool) -> Matte:
    """Draw runs.

    Parameters
    ----------
    counts : sequence of int
        Lengths of runs, the first one of background.
    width, height : int
        Of the mask.
    by_columns : bool
        Whether runs go down the columns (COCO) or along the lines (CVAT).

    Returns
    -------
    ndarray of uint8
        H x W, 255 = object.

    Raises
    ------
    MaskValueError
        If they do not fill the mask, or it is larger than 2^27 pixels.
    """
    if not 0 < width * height <= _MOST_PIXELS or width < 0:
        raise MaskValueError(f"a mask cannot be {width}x{height}", remedy="export it again")
    if len(counts) > width * height + 1:
        raise MaskValueError("a mask has more runs than pixels", remedy="export it again")
    lengths = np.array(counts, np.int64)
    if (lengths < 0).any() or (lengths > width * height).any() or lengths.sum() != width * height:
        raise MaskValueError("the runs of a mask do not fill it", remedy="export it again")
    levels = np.where(np.arange(len(lengths)) % 2, 255, 0).astype(np.uint8)
    pixels = np.repeat(levels, lengths)
    return pixels.reshape(width, height).T.copy() if by_columns else pixels.reshape(height, width)


def unpacked(text: str) -> list[int]:
    """Read COCO's compressed counts.

    Each is a number in groups of five bits, the lowest first, a sixth telling whether more follow, as letters
    from `0` on; from the third on it is the difference to the count two before.

    Raises
    ------
    MaskValueError
        If the text is none.
    """
    counts: list[int] = []
    value = shift = 0
    for letter in text:
        code = ord(letter) - _FIRST_LETTER
        if not 0 <= code <= _LAST_LETTER - _FIRST_LETTER or shift > 8 * _BITS:
            raise MaskValueError("compressed runs of a mask cannot be read", remedy="export it again")
        value |= (code & (_MORE - 1)) << shift
        shift += _BITS
        if code & _MORE:
            continue
        if code & _NEGATIVE:
            value -= 1 << shift
        counts.append(value + (counts[-2] if len(counts) > 2 else 0))
        value = shift = 0
    if shift:
        raise MaskValueError("compressed runs of a mask are cut off", remedy="export it again")
    return counts
