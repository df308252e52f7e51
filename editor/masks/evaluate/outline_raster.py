"""Closed outlines as antialiased pixels, by FreeType's rasteriser.

It adds up exactly which share of each pixel an outline encloses; places count to a 64th of a pixel.
"""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from freetype.raw import FT_Done_FreeType, FT_Init_FreeType, FT_Library, FT_Outline_Get_Bitmap

from editor.masks.errors import RasteriserError
from editor.masks.evaluate.areas import BLACK, Area, Patch
from editor.masks.evaluate.grid import Coordinates, PixelGrid
from editor.masks.evaluate.thinning import thinned

_UNITS = 64
_FARTHEST_PX = 200_000.0
_MOST_CORNERS = 32_767
_FINEST_PX = 0.02
_LONG = np.dtype(ctypes.c_long)
_GREY, _LEVELS = 2, 256


class _Outline(ctypes.Structure):
    """`FT_Outline` as it lies in memory, with addresses for pointers."""

    _fields_: ClassVar[Sequence[tuple[str, type]]] = (
        ("n_contours", ctypes.c_short),
        ("n_points", ctypes.c_short),
        ("points", ctypes.c_void_p),
        ("tags", ctypes.c_void_p),
        ("contours", ctypes.c_void_p),
        ("flags", ctypes.c_int),
    )


class _Bitmap(ctypes.Structure):
    """`FT_Bitmap` as it lies in memory, with addresses for pointers."""

    _fields_: ClassVar[Sequence[tuple[str, type]]] = (
        ("rows", ctypes.c_uint),
        ("width", ctypes.c_uint),
        ("pitch", ctypes.c_int),
        ("buffer", ctypes.c_void_p),
        ("num_grays", ctypes.c_ushort),
        ("pixel_mode", ctypes.c_ubyte),
        ("palette_mode", ctypes.c_ubyte),
        ("palette", ctypes.c_void_p),
    )


class OutlineRaster:
    """The rasteriser, for one thread."""

    def __init__(self) -> None:
        self._library = FT_Library()
        _require(FT_Init_FreeType(ctypes.byref(self._library)))
        weakref.finalize(self, FT_Done_FreeType, self._library)

    def filled(self, outlines: Sequence[Coordinates], grid: PixelGrid) -> list[Patch]:
        """Fill closed outlines (non-zero winding), each by itself.

        Parameters
        ----------
        outlines : sequence of ndarray of float64
            N x 2 corners each, in square pixels.
        grid : PixelGrid
            The pixels.
        """
        if not outlines:
            return []
        drawable = [_few_enough(outline) for outline in outlines]
        ends = np.cumsum([len(corners) for corners in drawable])
        starts = np.append(0, ends[:-1])
        corners = np.concatenate(drawable).clip(-_FARTHEST_PX, _FARTHEST_PX)
        lows, highs = (bound.reduceat(corners, starts).tolist() for bound in (np.minimum, np.maximum))
        areas = [
            grid.area_around((left, right), (top, bottom), 1)
            for (left, top), (right, bottom) in zip(lows, highs, strict=True)
        ]
        points = np.rint(corners / (grid.pixel_aspect, 1) * _UNITS).astype(_LONG)
        origins = np.array([(area.left, area.top) for area in areas], _LONG) * _UNITS
        points -= np.repeat(origins, ends - starts, axis=0)
        are_corners = np.ones(max(map(len, drawable)), np.uint8)
        first, tags = points.ctypes.data, are_corners.ctypes.data
        return [
            BLACK if area.is_empty else self._filled(len(one), first + start * points.strides[0], tags, area)
            for one, start, area in zip(drawable, starts.tolist(), areas, strict=True)
        ]

    def _filled(self, count: int, points: int, tags: int, area: Area) -> Patch:
        """Fill an outline of so many points that lie in memory there, as do their tags."""
        height, width = area.shape
        pixels = np.zeros((height, width), np.uint8)
        last = ctypes.c_short(count - 1)
        outline = _Outline(1, count, points, tags, ctypes.addressof(last), 0)
        # By a negative pitch the first line in memory is the one at y = 0: FreeType counts upwards.
        bitmap = _Bitmap(height, width, -width, pixels.ctypes.data, _LEVELS, _GREY)
        _require(FT_Outline_Get_Bitmap(self._library, ctypes.byref(outline), ctypes.byref(bitmap)))
        return Patch(area, pixels)


def _require(status: int) -> None:
    if status:
        raise RasteriserError(status)


def _few_enough(corners: Coordinates) -> Coordinates:
    """Leave out corners as far as needed to have no more than FreeType can count."""
    tolerance_px = _FINEST_PX
    few = corners
    while len(few) > _MOST_CORNERS:
        few = corners[thinned(corners, tolerance_px=tolerance_px)]
        tolerance_px *= 2
    return few
