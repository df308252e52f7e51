"""The two fields of an interlaced picture, apart and together again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from editor.media.picture import FieldOrder, Picture, Plane


def split_fields(picture: Picture) -> tuple[Picture, Picture]:
    """Take an interlaced picture apart.

    Parameters
    ----------
    picture : Picture
        Any picture; lines 0, 2, 4, ... of every plane are the top field's.

    Returns
    -------
    top, bottom : Picture
        Progressive pictures of half the height; where a plane has an odd number of lines, the top field has
        one line more than the bottom field in that plane. 4:2:0 chroma stays with its own field.
    """
    return _field(picture, 0), _field(picture, 1)


def weave_fields(top: Picture, bottom: Picture, order: FieldOrder = FieldOrder.TOP_FIRST) -> Picture:
    """Put two fields together; the exact inverse of `split_fields`.

    Parameters
    ----------
    top, bottom : Picture
        The two fields, as `split_fields` gives them.
    order : FieldOrder
        What the woven picture says of itself.
    """
    planes = tuple(_woven(a, b) for a, b in zip(top.planes, bottom.planes, strict=True))
    return replace(top, planes=planes, field_order=order)


def _field(picture: Picture, first_line: int) -> Picture:
    planes = tuple(_every_second(plane, first_line) for plane in picture.planes)
    return replace(picture, planes=planes, field_order=FieldOrder.PROGRESSIVE)


def _every_second(plane: Plane, first_line: int) -> Plane:
    lines: Plane = plane[first_line::2].copy()
    return lines


def _woven(top: Plane, bottom: Plane) -> Plane:
    woven = np.empty((top.shape[0] + bottom.shape[0], top.shape[1]), top.dtype)
    woven[0::2] = top
    woven[1::2] = bottom
    return woven
