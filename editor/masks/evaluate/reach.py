"""A matte grown, drawn out to one side and softened, as its object says."""

from __future__ import annotations

import math

import cv2
import numpy as np

from editor.masks.edges import feather, grow, growth_margin_px
from editor.masks.evaluate.areas import BLACK, Area, Patch
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.levels import Matte
from editor.masks.model.objects import MatteEdge


def margin_px(edge: MatteEdge, grid: PixelGrid) -> int:
    """How far a matte reaches at most beyond where it was painted, in the picture's pixels."""
    if not (edge.grow or edge.feather or edge.reach):
        return 0
    reach_px = math.ceil((edge.feather + edge.reach) * grid.height) + growth_margin_px(
        edge.grow * grid.height
    )
    return math.ceil(reach_px / min(1.0, grid.pixel_aspect))


def reached(painted: Patch, edge: MatteEdge, grid: PixelGrid, area: Area) -> Patch:
    """Evaluate the edge of a matte within an area.

    Parameters
    ----------
    painted : Patch
        The matte without its edge.
    edge : MatteEdge
        How far it reaches.
    grid : PixelGrid
        The pixels.
    area : Area
        Where it is wanted, within the picture.
    """
    if area.is_empty:
        return BLACK
    wide = area.widened(margin_px(edge, grid)).meet(grid.area)
    pixels = painted.over(wide)
    if grid.pixel_aspect == 1:
        spread = _spread(pixels, edge, grid.height)
    else:
        width = max(1, round(pixels.shape[1] * grid.pixel_aspect))
        spread = _as_wide(_spread(_as_wide(pixels, width), edge, grid.height), pixels.shape[1])
        if edge.grow >= 0:
            spread = np.maximum(pixels, spread)
    return Patch(area, np.ascontiguousarray(spread[area.within(wide)]))


def _as_wide(matte: Matte, width: int) -> Matte:
    return cv2.resize(matte, (width, matte.shape[0])).astype(np.uint8, copy=False)


def _spread(matte: Matte, edge: MatteEdge, height: int) -> Matte:
    drawn_out = _drawn_out(matte, edge.reach * height, math.radians(edge.direction_deg))
    return feather(grow(drawn_out, edge.grow * height), edge.feather * height)


def _drawn_out(matte: Matte, length_px: float, angle: float) -> Matte:
    """Sweep a matte along a line, by doubling what is swept already."""
    swept, done = matte, 0
    while done < round(length_px):
        step = min(max(1, done), round(length_px) - done)
        swept = np.maximum(swept, _shifted(swept, step, angle))
        done += step
    return swept


def _shifted(matte: Matte, length_px: int, angle: float) -> Matte:
    right, down = round(length_px * math.cos(angle)), round(length_px * math.sin(angle))
    height, width = matte.shape
    shifted = np.zeros_like(matte)
    if abs(right) < width and abs(down) < height:
        lines, columns = _overlap(down, height), _overlap(right, width)
        shifted[lines[0], columns[0]] = matte[lines[1], columns[1]]
    return shifted


def _overlap(shift: int, size: int) -> tuple[slice, slice]:
    """Where a shifted line of pixels comes to lie, and where it comes from."""
    return slice(max(0, shift), size + min(0, shift)), slice(max(0, -shift), size - max(0, shift))
