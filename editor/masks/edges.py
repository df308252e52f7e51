"""Mattes grown and softened before the fill."""

from __future__ import annotations

import math

import cv2
import numpy as np

from editor.masks.growth.outlines import spread_outlines
from editor.masks.growth.ramps import spread_ramps
from editor.masks.levels import Matte

_SOLID = 128
_FULL = 250
_NEAR = np.ones((3, 3), np.uint8)
_SURROUNDINGS_PX = 4


def grow(matte: Matte, radius_px: float) -> Matte:
    """Let a matte spread or shrink by any distance, exact to parts of a pixel.

    Hard edges, antialiased or not, stay hard and soft ones as soft as they are: around each pixel the highest
    value counts that the matte has within the distance. Beyond the picture's edge nothing is known, so that
    nothing shrinks from there.

    Parameters
    ----------
    matte : ndarray of uint8
        H x W.
    radius_px : float
        How far edges move outwards, 0 for not at all, below 0 for inwards.

    Returns
    -------
    ndarray of uint8
        H x W.
    """
    if radius_px < 0:
        return ~grow(~matte, -radius_px)
    box = _box_around(matte, growth_margin_px(radius_px))
    if not radius_px or box is None:
        return matte
    grown = matte.copy()
    grown[box] = _grown(matte[box], radius_px)
    return grown


def growth_margin_px(radius_px: float) -> int:
    """How far around a pixel a matte decides what it becomes."""
    return math.ceil(abs(radius_px)) + _SURROUNDINGS_PX


def feather(matte: Matte, width_px: float) -> Matte:
    """Add a soft edge outside the solid part of a matte.

    Parameters
    ----------
    matte : ndarray of uint8
        H x W; from 128 on it counts as solid.
    width_px : float
        How far the edge reaches out, falling evenly; 0 for none.

    Returns
    -------
    ndarray of uint8
        H x W, nowhere below `matte`.
    """
    box = _box_around(matte, math.ceil(width_px))
    if width_px <= 0 or box is None:
        return matte
    hard = (matte[box] < _SOLID).astype(np.uint8)
    if hard.all():
        return matte
    distance_px = cv2.distanceTransform(hard, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    edge = np.rint((1 - distance_px / (width_px + 1)).clip(0, 1) * 255).astype(np.uint8)
    softened = matte.copy()
    softened[box] = np.maximum(matte[box], np.where(hard, edge, 0))
    return softened


def _grown(matte: Matte, radius_px: float) -> Matte:
    """Treat apart what changes from black to white within a pixel and what does so slowly."""
    painted, full = cv2.inRange(matte, 1, 255), cv2.inRange(matte, _FULL, 255)
    near_full = cv2.dilate(full, _NEAR)
    near_black = cv2.dilate(cv2.inRange(matte, 0, 255 - _FULL), _NEAR)
    hard = cv2.bitwise_and(painted, cv2.bitwise_and(near_full, near_black)).astype(np.uint8, copy=False)
    soft = cv2.subtract(painted, cv2.max(hard, full)).astype(np.uint8, copy=False)
    spread = cv2.max(matte, spread_outlines(matte, hard, full.astype(np.uint8, copy=False), radius_px))
    return cv2.max(spread, spread_ramps(matte, soft, radius_px)).astype(np.uint8, copy=False)


def _box_around(matte: Matte, margin_px: int) -> tuple[slice, slice] | None:
    left, top, width, height = cv2.boundingRect(matte)
    if not width:
        return None
    lines = slice(max(0, top - margin_px), top + height + margin_px)
    return lines, slice(max(0, left - margin_px), left + width + margin_px)
