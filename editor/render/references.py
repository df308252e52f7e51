"""Retouched frames from outside the clip."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from editor.errors import UsageError
from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from editor.media.picture import ClipInfo, Picture
from editor.render.frames import EngineFrame, Rgb
from editor.render.lanes import lane_count, split_lanes
from editor.render.proxy import proxy_picture


def load_reference(index: int, path: Path, clip: ClipInfo, size: ClipInfo) -> EngineFrame:
    """Load a retouched picture as a frame that may be taken from everywhere.

    Parameters
    ----------
    index : int
        Which frame it is a retouched version of.
    path : Path
        One picture of the clip's size.
    clip, size : ClipInfo
        The clip, and what `proxy_info` made of it.

    Raises
    ------
    MediaError
        If it cannot be read.
    UsageError
        If it has another size, or is display-referred where the clip is scene-linear.
    """
    if not path.is_file():
        raise UsageError("there is no such picture", remedy="check the path of --reference", path=path)
    with closing(open_clip(path, cache_bytes=0)) as reader:
        picture = reader.read(0)
    _check(picture, path, clip)
    small = proxy_picture(picture, size)
    rgb = _of_depth(to_rgb(small), 8 if clip.format.bit_depth <= 8 else 16)
    lanes = lane_count(size.field_order)
    return EngineFrame(
        index, split_lanes(rgb, lanes), split_lanes(np.zeros((size.height, size.width), np.uint8), lanes)
    )


def _check(picture: Picture, path: Path, clip: ClipInfo) -> None:
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


def _of_depth(rgb: Rgb, bits: int) -> Rgb:
    if rgb.dtype == (np.uint8 if bits == 8 else np.uint16):
        return rgb
    if bits == 16:
        deep: NDArray[np.uint16] = rgb.astype(np.uint16) * np.uint16(257)
        return deep
    shallow: NDArray[np.uint8] = ((rgb.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return shallow
