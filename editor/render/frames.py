"""Frames on their way through a render."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.masks.mattes import Mattes
from editor.media.composite import Crop
from editor.media.convert import to_rgb
from editor.media.picture import ClipInfo, FrameReader, Picture
from editor.render.lanes import lane_count, split_lanes
from editor.render.origins import OriginMap
from editor.render.proxy import proxy_matte, proxy_picture

Rgb = NDArray[np.uint8] | NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class EngineFrame:
    """One frame as an engine sees it, a picture and a matte for each lane.

    Attributes
    ----------
    index : int
        Frame index.
    rgbs : tuple of ndarray
        H x W x 3 each; finished fill is written into them.
    mattes : tuple of ndarray
        H x W each.
    """

    index: int
    rgbs: tuple[Rgb, ...]
    mattes: tuple[NDArray[np.uint8], ...]


@dataclass(frozen=True, slots=True, eq=False)
class LoadedFrame:
    """One frame of the clip with its matte.

    Attributes
    ----------
    picture : Picture
        As decoded, at the size of the delivery.
    matte : ndarray of uint8
        H x W, of the same size.
    for_engine : EngineFrame or None
        None where no engine looks at it.
    """

    picture: Picture
    matte: NDArray[np.uint8]
    for_engine: EngineFrame | None


@dataclass(frozen=True, slots=True, eq=False)
class FinishedFrame:
    """One frame that can be delivered.

    Attributes
    ----------
    picture : Picture
        As decoded.
    matte : ndarray of uint8
        H x W.
    fill : Crop or None
        What lies under the matte now; None where the frame has no hole.
    origins : OriginMap or None
        Where the fill comes from, if that was asked for and is known.
    """

    picture: Picture
    matte: NDArray[np.uint8]
    fill: Crop | None
    origins: OriginMap | None = None


class FrameLoader:
    """Loads frames with their mattes at the size of the delivery.

    Parameters
    ----------
    reader : FrameReader
        The clip.
    mattes : Mattes
        Its mattes.
    size : ClipInfo
        What `proxy_info` gave.
    """

    def __init__(self, reader: FrameReader, mattes: Mattes, size: ClipInfo) -> None:
        self._reader = reader
        self._mattes = mattes
        self._size = size
        self._lanes = lane_count(size.field_order)

    def load(self, index: int, *, for_engine: bool) -> LoadedFrame:
        """Load one frame.

        Raises
        ------
        MediaError
            If it or its matte is damaged.
        """
        picture = proxy_picture(self._reader.read(index), self._size)
        matte = proxy_matte(self._mattes.read(index), self._size)
        if not for_engine:
            return LoadedFrame(picture, matte, None)
        rgbs = split_lanes(to_rgb(picture), self._lanes)
        return LoadedFrame(picture, matte, EngineFrame(index, rgbs, split_lanes(matte, self._lanes)))

    def load_all(self, frames: range, for_engine: Container[int]) -> Iterator[LoadedFrame]:
        """Load frames one after the other."""
        for index in frames:
            yield self.load(index, for_engine=index in for_engine)
