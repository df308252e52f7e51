"""Soft-edged bands along a line: the feather of an outline, and the way of a soft brush."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.masks.evaluate.grid import Coordinates, Indices, PixelGrid

_FINEST_PX = 0.05
_SOFT_SHARE = 0.01
_HALF_PIXEL = 0.5
_WHITE = 255
_MOST_TAPER = math.log(1.2)


@dataclass(frozen=True, slots=True)
class Band:
    """A soft-edged band.

    Attributes
    ----------
    places : ndarray of float64
        N x 2: the line in its middle, in square pixels.
    solid_px, reach_px : ndarray of float64
        N: how far to both sides it is white, and where it has become black.
    is_closed : bool
        Whether the line comes back to its start; an open one has round ends.
    """

    places: Coordinates
    solid_px: Coordinates
    reach_px: Coordinates
    is_closed: bool


@dataclass(frozen=True, slots=True)
class BandLines:
    """The lines of several bands, one behind the other.

    Attributes
    ----------
    starts, ends : ndarray of intp
        Of each band: its first place, and the one behind its last.
    is_closed : ndarray of bool
        Of each band.
    places : ndarray of float64
        N x 2, in square pixels.
    solid_px, reach_px : ndarray of float64
        N: how far a band is as white as in its middle, and where it has become black, with antialiasing: an
        edge narrower than a pixel is one pixel wide.
    levels : ndarray of int64
        N: how white it is in its middle, 0 to 255.
    """

    starts: Indices
    ends: Indices
    is_closed: NDArray[np.bool_]
    places: Coordinates
    solid_px: Coordinates
    reach_px: Coordinates
    levels: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where bands are cut across: once at each place, and twice where the line turns sharply.

    Attributes
    ----------
    of_place : ndarray of intp
        The place of each cut.
    ends : ndarray of intp
        Of each band the cut behind its last.
    normals : ndarray of float64
        N x 2: directions along the cuts.
    has_cone : ndarray of bool
        Of each place whether a cone closes what is open there: at the ends of a line, and between two cuts.
    """

    of_place: Indices
    ends: Indices
    normals: Coordinates
    has_cone: NDArray[np.bool_]


def evenly_tapered(band: Band) -> Band:
    """Divide lines along which the width changes: between two cuts it may change by a fifth."""
    before, after = band.reach_px[:-1] + 1, band.reach_px[1:] + 1
    parts = np.ceil(np.abs(np.log(after / before)) / _MOST_TAPER).clip(1).astype(np.intp)
    if (parts == 1).all():
        return band
    line = np.repeat(np.arange(len(parts)), parts)
    step = np.arange(len(line)) - np.repeat(np.cumsum(parts) - parts, parts)
    ratio = (after / before)[line]
    share = (ratio ** (step / parts[line]) - 1) / np.where(ratio == 1, 1, ratio - 1)

    def divided(values: Coordinates) -> Coordinates:
        along = share.reshape(-1, *[1] * (values.ndim - 1))
        return np.concatenate([values[line] + along * (values[line + 1] - values[line]), values[-1:]])

    return Band(divided(band.places), divided(band.solid_px), divided(band.reach_px), band.is_closed)


def lines_of(bands: Sequence[Band], grid: PixelGrid) -> BandLines:
    """Put bands, at least one, behind each other."""
    ends = np.cumsum([len(band.places) for band in bands])
    solid_px = np.concatenate([band.solid_px for band in bands])
    reach_px = np.concatenate([band.reach_px for band in bands])
    reach, solid = reach_px + _HALF_PIXEL, np.maximum(solid_px - _HALF_PIXEL, 0)
    fall = np.maximum(reach_px - solid_px, 0) + 2 * _HALF_PIXEL
    return BandLines(
        starts=np.append(0, ends[:-1]),
        ends=ends,
        is_closed=np.array([band.is_closed for band in bands]),
        places=grid.brought_near(np.concatenate([band.places for band in bands])),
        solid_px=solid,
        reach_px=reach,
        levels=np.rint((reach - solid) / fall * _WHITE).clip(0, _WHITE).astype(np.int64),
    )


def cuts_across(lines: BandLines) -> Cuts:
    """Choose where to cut bands across, so that what lies between two cuts is even."""
    before, after = _directions(lines)
    turns = (after - before + math.pi) % (2 * math.pi) - math.pi
    tolerance = np.maximum(_FINEST_PX, _SOFT_SHARE * (lines.reach_px - lines.solid_px))
    finest = 2 * np.arccos((1 - tolerance / lines.reach_px).clip(-1, 1))
    is_sharp = np.abs(turns) > finest
    has_cone = is_sharp.copy()
    is_open = ~lines.is_closed
    has_cone[lines.starts[is_open]] = has_cone[lines.ends[is_open] - 1] = True
    counts = 1 + is_sharp
    of_place = np.repeat(np.arange(len(counts)), counts)
    is_second = np.append(False, of_place[1:] == of_place[:-1])
    share = np.where(is_sharp[of_place], is_second, 0.5)
    across = before[of_place] + share * turns[of_place] + math.pi / 2
    normals = np.column_stack([np.cos(across), np.sin(across)])
    return Cuts(of_place, np.cumsum(np.add.reduceat(counts, lines.starts)), normals, has_cone)


def _directions(lines: BandLines) -> tuple[Coordinates, Coordinates]:
    """Direction in which each line comes to its places, and in which it goes on."""
    steps = np.diff(lines.places, axis=0, append=lines.places[-1:])
    after = np.arctan2(steps[:, 1], steps[:, 0])
    firsts, lasts = lines.starts, lines.ends - 1
    after[lasts] = after[np.maximum(lasts - 1, firsts)]
    before = np.roll(after, 1)
    before[firsts] = after[firsts]
    firsts, lasts = firsts[lines.is_closed], lasts[lines.is_closed]
    before[firsts], after[lasts] = after[lasts], after[firsts]
    return before, after
