"""Small pictures for a report, as addresses that hold them; what a mask covers is tinted."""

from __future__ import annotations

import base64
from contextlib import closing

import cv2
import numpy as np
from numpy.typing import NDArray

from editor.datasets.checking.looking import Looked
from editor.datasets.importing.pixels import decoded, decoded_labels, encoded_jpeg, file_bytes
from editor.errors import CleanplateError
from editor.media.convert import to_rgb
from editor.media.opening import open_clip

_LONGEST_PX = 224
_TINT = np.array([255, 40, 120], np.float32)
_TINTED = 0.55


def thumbnail(looked: Looked, index: int) -> str | None:
    """Make a picture of a collection small.

    Parameters
    ----------
    looked : Looked
        The collection.
    index : int
        Of the picture or frame.

    Returns
    -------
    str or None
        A `data:` address; None where the picture cannot be read.
    """
    try:
        rgb = _pixels(looked, index)
    except CleanplateError:
        return None
    factor = min(1.0, _LONGEST_PX / max(rgb.shape[:2]))
    size = max(1, round(rgb.shape[1] * factor)), max(1, round(rgb.shape[0] * factor))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    data = base64.b64encode(encoded_jpeg(_tinted(small, looked, index))).decode("ascii")
    return f"data:image/jpeg;base64,{data}"


def _pixels(looked: Looked, index: int) -> NDArray[np.uint8]:
    if not looked.collection.is_movie:
        return decoded(file_bytes(looked.collection.pictures[index]))
    with closing(open_clip(looked.collection.path)) as reader:
        rgb = to_rgb(reader.read(index))
    return (rgb >> 8 if rgb.dtype == np.uint16 else rgb).astype(np.uint8, copy=False)


def _tinted(small: NDArray[np.uint8], looked: Looked, index: int) -> NDArray[np.uint8]:
    one = looked.collection
    key = str(index) if one.is_movie else one.pictures[index].stem
    path = (one.masks or {}).get(key)
    if path is None:
        return small
    try:
        labels = decoded_labels(file_bytes(path))
    except CleanplateError:
        return small
    shown = (labels > 0).astype(np.float32)
    share = cv2.resize(shown, small.shape[1::-1], interpolation=cv2.INTER_AREA)[..., None] * _TINTED
    return (small * (1 - share) + _TINT * share).astype(np.uint8)
