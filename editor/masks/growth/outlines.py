"""Hard edges spread by a distance, exact to parts of a pixel.

What an antialiased pixel is covered by is taken for a half plane, whose edge runs across the matte's
gradient; so each pixel gives a straight piece of the outline, and white ones that border on black their
sides. How far a pixel is from the nearest piece tells how much of it lies within the distance (after
Gustavson and Strand 2011, "Anti-aliased Euclidean distance transform").
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from editor.masks.growth.discs import spread_over_disc
from editor.masks.levels import Matte

_Numbers = NDArray[np.float64]

_NEIGHBOURS = 6
_EXACT_TREE, _ALL = 4, -1
_FINENESS = 1024
_RIM_PX = 1.5
_GAP_PX = 0.05
_TINY = 1e-6
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Straight pieces of outline.

    Attributes
    ----------
    middles : ndarray of float64
        N x 2: column and line.
    normals : ndarray of float64
        N x 2, of length 1, away from the matte.
    halves_px : ndarray of float64
        N: how far they go to both sides of their middles.
    """

    middles: _Numbers
    normals: _Numbers
    halves_px: _Numbers


def spread_outlines(matte: Matte, hard: Matte, full: Matte, radius_px: float) -> Matte:
    """Spread what is white up to a hard edge.

    Parameters
    ----------
    matte : ndarray of uint8
        H x W.
    hard, full : ndarray of uint8
        H x W, 255 or 0: which pixels a hard edge passes through or by, and which are white.
    radius_px : float
        Above 0.
    """
    spread = spread_over_disc(full, radius_px)
    pieces = _joined([_chords(matte, hard), *(_borders(matte, hard, side) for side in _SIDES)])
    places = _places(cv2.bitwise_and(spread_over_disc(hard, radius_px + _RIM_PX), ~spread))
    if len(pieces.middles) and len(places):
        columns, lines = places.T
        spread[lines, columns] = np.rint(_covered(pieces, places.astype(np.float64), radius_px) * 255)
    return spread


def _places(mask: MatLike) -> NDArray[np.int32]:
    """Column and line of what is not 0."""
    found: NDArray[np.int32] | None = cv2.findNonZero(mask)  # type: ignore[assignment]
    return np.zeros((0, 2), np.int32) if found is None else found.reshape(-1, 2)


def _joined(parts: list[_Pieces]) -> _Pieces:
    """Put pieces together, their places in 1024ths, so that sums are exact wherever the origin lies."""
    return _Pieces(
        np.rint(np.concatenate([part.middles for part in parts]) * _FINENESS) / _FINENESS,
        np.rint(np.concatenate([part.normals for part in parts]) * _FINENESS) / _FINENESS,
        np.concatenate([part.halves_px for part in parts]),
    )


def _chords(matte: Matte, hard: Matte) -> _Pieces:
    """Cut pixels that are covered in part as a half plane would that covers as much of them."""
    places = _places(cv2.bitwise_and(hard, cv2.inRange(matte, 1, 254)))
    columns, lines = places.T
    slopes = [cv2.Scharr(matte, cv2.CV_32F, *axis)[lines, columns] for axis in ((1, 0), (0, 1))]
    away = -np.column_stack(slopes).astype(np.float64)
    has_normal = away.any(axis=1)
    places, away, share = places[has_normal], away[has_normal], matte[lines, columns][has_normal] / 255
    normals = away / np.hypot(*away.T)[:, None]
    most, least = _sides(normals)
    offset = _offset_px(share, most, least)
    room = np.maximum((most + least) / 2 - np.abs(offset), 0)
    is_corner = np.abs(offset) > (most - least) / 2
    steep = np.maximum(np.abs(normals), _TINY)
    corner = 0.5 - room[:, None] / (2 * steep)
    through = (offset / most)[:, None] * (steep == steep.max(axis=1, keepdims=True)) * np.sign(normals)
    shifts = np.where(is_corner[:, None], np.sign(normals) * np.sign(offset)[:, None] * corner, through)
    halves = np.where(is_corner, room / (2 * most * np.maximum(least, _TINY)), 0.5 / most)
    return _Pieces(places + shifts, normals, halves)


def _borders(matte: Matte, hard: Matte, side: tuple[int, int]) -> _Pieces:
    """Take the sides of white pixels towards black ones."""
    right, down = side
    kernel = np.zeros((3, 3), np.uint8)
    kernel[1 + down, 1 + right] = 1
    is_bordering = cv2.bitwise_and(cv2.inRange(matte, 255, 255), cv2.inRange(cv2.erode(matte, kernel), 0, 0))
    places = _places(cv2.bitwise_and(hard, is_bordering))
    normals = np.full(places.shape, side, np.float64)
    return _Pieces(places + normals / 2, normals, np.full(len(places), 0.5))


def _covered(pieces: _Pieces, places: _Numbers, radius_px: float) -> _Numbers:
    """Which share of each pixel lies within a distance of the outline, or behind it."""
    nearest = _nearest(pieces.middles, places)
    away = places[:, None] - pieces.middles[nearest]
    normals, halves = pieces.normals[nearest], pieces.halves_px[nearest]
    tangents = np.stack([-normals[..., 1], normals[..., 0]], axis=2)
    ahead, along = (away * normals).sum(axis=2), (away * tangents).sum(axis=2)
    from_piece = away - along.clip(-halves, halves)[..., None] * tangents
    is_across = (np.abs(along) <= halves + _GAP_PX) & (ahead > -_RIM_PX)
    distance = np.where(is_across, ahead, np.hypot(from_piece[..., 0], from_piece[..., 1]))
    best = np.arange(len(places)), distance.argmin(axis=1)
    direction = np.where(is_across[best][:, None], normals[best], from_piece[best])
    return _covered_share(radius_px - distance[best], *_sides(direction))


def _nearest(middles: _Numbers, places: _Numbers) -> NDArray[np.int32]:
    """Find the pieces nearest to each place, all that are nearest and none else."""
    index = cv2.flann_Index(middles.astype(np.float32), {"algorithm": _EXACT_TREE})  # type: ignore[attr-defined]
    count = min(_NEIGHBOURS, len(middles))
    found, _ = index.knnSearch(places.astype(np.float32), count, params={"checks": _ALL})
    return np.asarray(found, np.int32)


def _covered_share(depth_px: _Numbers, most: _Numbers, least: _Numbers) -> _Numbers:
    """Which share of a pixel a half plane covers whose edge is so far beyond the pixel's centre."""
    away = np.abs(depth_px)
    corner = np.maximum((most + least) / 2 - away, 0) ** 2 / np.maximum(2 * most * least, _TINY)
    rest = np.where(away <= (most - least) / 2, 0.5 - away / most, corner)
    return np.where(depth_px > 0, 1 - rest, rest)


def _offset_px(share: _Numbers, most: _Numbers, least: _Numbers) -> _Numbers:
    """How far the edge of a half plane is beyond a pixel's centre, of which it covers such a share."""
    rest = np.minimum(share, 1 - share)
    corner = (most + least) / 2 - np.sqrt(2 * rest * most * least)
    offset = np.where(2 * most * rest >= least, (0.5 - rest) * most, corner)
    return np.copysign(offset, share - 0.5)


def _sides(normals: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Give the longer and the shorter side of normals, brought to length 1."""
    sides = np.sort(np.abs(normals), axis=1)
    length = np.maximum(np.hypot(sides[:, 0], sides[:, 1]), _TINY)
    return np.maximum(sides[:, 1] / length, _TINY), sides[:, 0] / length
