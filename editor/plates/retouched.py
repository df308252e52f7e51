"""Retouched pictures of a frame, from files."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np

from editor.errors import UsageError
from editor.masks.levels import Matte
from editor.media.convert import Rgb, to_rgb
from editor.media.picture import ClipInfo, Picture
from editor.media.picture_file import load_picture
from editor.plates.layer import PlateLayer

_BYTE_TO_WORD = 257


def read_retouched(path: Path, clip: ClipInfo) -> Picture:
    """Read a retouched version of a frame.

    Parameters
    ----------
    path : Path
        One picture of the clip's size.
    clip : ClipInfo
        The clip.

    Raises
    ------
    MediaError
        If it cannot be read.
    UsageError
        If it has another size, or is display-referred where the clip is scene-linear.
    """
    if not path.is_file():
        raise UsageError("there is no such picture", remedy="check the path", path=path)
    loaded = load_picture(path, 0)
    picture = Picture(loaded.planes, loaded.format, loaded.colour)
    got, wanted = (f"{one.width}x{one.height}" for one in (picture, clip))
    if got != wanted:
        cause = f"the retouched frame is {got}, the clip is {wanted}"
        raise UsageError(cause, remedy="give it at the clip's own size", path=path)
    if picture.format.is_float != clip.format.is_float:
        kinds = "scene-linear float", "integer"
        one, other = kinds if picture.format.is_float else kinds[::-1]
        raise UsageError(
            f"it is {one}, the clip is {other}", remedy="give it in the clip's format", path=path
        )
    return picture


def layer_of(picture: Picture, clip: ClipInfo) -> PlateLayer:
    """Turn a retouched picture into paint over its frame, of the depth that the clip's frames have as RGB.

    Where it is transparent the frame's own pixels stay; without alpha it stands for all of the frame.
    """
    rgb = _of_depth(to_rgb(picture), 8 if clip.format.bit_depth <= 8 else 16)
    if not picture.format.has_alpha:
        return PlateLayer.whole(rgb)
    alpha = _alpha(picture)
    return PlateLayer(cast(Rgb, rgb * (alpha > 0)[..., None].astype(rgb.dtype)), alpha)


def _alpha(picture: Picture) -> Matte:
    plane = np.asarray(picture.planes[-1], np.float32)
    largest = 1 if picture.format.is_float else (1 << picture.format.bit_depth) - 1
    return np.asarray(np.rint((plane / largest).clip(0, 1) * 255), np.uint8)


def _of_depth(rgb: Rgb, bits: int) -> Rgb:
    if rgb.dtype == (np.uint8 if bits == 8 else np.uint16):
        return rgb
    if bits == 16:
        return cast(Rgb, rgb.astype(np.uint16) * np.uint16(_BYTE_TO_WORD))
    return cast(Rgb, ((rgb.astype(np.uint32) + 128) // _BYTE_TO_WORD).astype(np.uint8))
