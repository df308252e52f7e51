"""Retouched frames from outside the clip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

import numpy as np

from editor.masks.levels import Matte
from editor.masks.mattes import MatteRequest, open_mattes
from editor.media.convert import Rgb, to_rgb
from editor.media.opening import open_clip
from editor.media.picture import ClipInfo
from editor.plates.layer import PlateLayer
from editor.plates.retouched import layer_of, read_retouched
from editor.render.frames import EngineFrame
from editor.render.lanes import lane_count, split_lanes
from editor.render.proxy import proxy_matte, proxy_picture

_COVERED = 250
"""From this alpha on nothing of the frame itself is seen any more."""


def load_references(
    references: Sequence[tuple[int, Path]],
    place: str,
    clip: ClipInfo,
    size: ClipInfo,
    mattes: MatteRequest,
) -> Iterator[EngineFrame]:
    """Load retouched pictures as frames that may be taken from wherever they are known.

    A picture without transparency stands for all of its frame. Where one is transparent, the clip's own frame
    shows, and what lies under its matte there is as unknown as ever.

    Parameters
    ----------
    references : sequence of (int, Path)
        Which frame each is a retouched version of, and one picture of the clip's size.
    place : str
        Where the clip lies, as `open_clip` takes it.
    clip, size : ClipInfo
        The clip, and what `proxy_info` made of it.
    mattes : MatteRequest
        What is to be removed of the clip.

    Raises
    ------
    MediaError
        If one cannot be read.
    UsageError
        If one has another size, or is display-referred where the clip is scene-linear.
    """
    for index, path in references:
        layer = layer_of(proxy_picture(read_retouched(path, clip), size), clip)
        if layer.alpha.min() >= _COVERED:
            yield _frame(index, layer.rgb, np.zeros_like(layer.alpha), size)
        else:
            yield _over_the_frame(index, layer, (place, clip), size, mattes)


def _over_the_frame(
    index: int, layer: PlateLayer, source: tuple[str, ClipInfo], size: ClipInfo, request: MatteRequest
) -> EngineFrame:
    place, clip = source
    with ExitStack() as stack:
        reader = stack.enter_context(closing(open_clip(place, cache_bytes=0)))
        mattes = stack.enter_context(closing(open_mattes(request, clip)))
        rgb = to_rgb(proxy_picture(reader.read(index), size))
        hole = proxy_matte(mattes.read(index), size).copy()
    hole[layer.alpha >= _COVERED] = 0
    return _frame(index, layer.over(rgb), hole, size)


def _frame(index: int, rgb: Rgb, hole: Matte, size: ClipInfo) -> EngineFrame:
    lanes = lane_count(size.field_order)
    return EngineFrame(index, split_lanes(rgb, lanes), split_lanes(hole, lanes))
