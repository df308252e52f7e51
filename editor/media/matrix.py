"""Which YUV matrix untagged samples have."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from editor.media.picture import ColourTags

UNSPECIFIED, BT709, BT601 = 2, 1, 6
SAME_MATRIX = MappingProxyType({5: BT601})
"""Code points of H.273 with the coefficients of another one."""

_HD_HEIGHT = 720


def settled(colour: ColourTags, height: int) -> ColourTags:
    """Name the matrix that samples have by their picture's size where the tags leave it open.

    Parameters
    ----------
    colour : ColourTags
        Of YUV samples.
    height : int
        Of the whole picture, in lines: BT.601 below 720, BT.709 from there on.
    """
    if colour.matrix != UNSPECIFIED:
        return colour
    return replace(colour, matrix=BT709 if height >= _HD_HEIGHT else BT601)


def same_matrix(one: ColourTags, other: ColourTags, height: int) -> bool:
    """Say whether samples of two descriptions mean the same colours, apart from their range."""
    first, second = settled(one, height).matrix, settled(other, height).matrix
    return SAME_MATRIX.get(first, first) == SAME_MATRIX.get(second, second)
