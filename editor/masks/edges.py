"""Mattes grown and softened before the fill."""

from __future__ import annotations

import math

import cv2
import numpy as np

from editor.masks.levels import Matte

_SOLID = 128


def grow(matte: Matte, radius_px: float) -> Matte:
    """Let a matte spread by a disc.

    Parameters
    ----------
    matte : ndarray of uint8
        H x W.
    radius_px : float
        Radius of the disc, 0 for none; 1.5 and more also reaches the diagonal neighbours.

    Returns
    -------
    ndarray of uint8
        H x W: the highest value within the disc around each pixel, so that soft edges stay as soft.
    """
    box = _box_around(matte, math.floor(radius_px))
    if radius_px < 1 or box is None:
        return matte
    grown = matte.copy()
    grown[box] = cv2.dilate(matte[box], _disc(radius_px))
    return grown


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


def _disc(radius_px: float) -> Matte:
    reach = math.floor(radius_px)
    steps = np.arange(-reach, reach + 1)
    return (steps[:, None] ** 2 + steps[None, :] ** 2 <= radius_px**2).astype(np.uint8)


def _box_around(matte: Matte, margin_px: int) -> tuple[slice, slice] | None:
    left, top, width, height = cv2.boundingRect(matte)
    if not width:
        return None
    lines = slice(max(0, top - margin_px), top + height + margin_px)
    return lines, slice(max(0, left - margin_px), left + width + margin_px)
