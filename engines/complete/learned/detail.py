"""Detail for what a network filled at its own scale, from places of the shot that look the same there.

What a picture loses when it is made small is looked up where the small pictures look alike, and added to what
was filled. Z. Yi et al., "Contextual Residual Aggregation for Ultra High-Resolution Image Inpainting",
CVPR 2020, do so within one picture; here a place keeps its source as it moves, so that detail does not boil.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.motion import Flow

_TILE_PX = 6
_PATCH_PX = 7
_STRIDE_PX = 3
"""At the network's scale: a tile takes its detail from one place, found by the patch around its centre."""

_CLEAR_PX = 5
"""So far from holes, and from the picture's edge, sources lie."""

_ALIKE = 0.08
_LARGEST = 0.2
_GRAIN_SIGMAS = 1.5
_MOST_KEYS, _MOST_QUERIES = 4_000, 512
"""So many patches are compared at once, for the sake of memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """Where the detail of each pixel of a small picture comes from.

    Attributes
    ----------
    picture : ndarray
        h x w, int16; position in the sequence, -1 for none.
    x, y : ndarray
        h x w, float32; where in it, in small pixels.
    trust : ndarray
        h x w, float32, 0 to 1; how much it looks like the place.
    """

    picture: NDArray[np.int16]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    trust: NDArray[np.float32]


def find_sources(
    smalls: Sequence[NDArray[np.float32]], holes: Sequence[NDArray[np.bool_]], backward: Sequence[Flow]
) -> list[Sources]:
    """Find sources of detail for the holes of a sequence.

    Parameters
    ----------
    smalls : sequence of ndarray
        n, h x w x 3, float32, 0 to 1, filled, at the network's scale.
    holes : sequence of ndarray
        n, h x w, bool.
    backward : sequence of Flow
        n - 1; from each picture to the one before.
    """
    found: list[Sources] = []
    blurred = [cv2.blur(small, (_PATCH_PX, _PATCH_PX)) for small in smalls]
    for i, hole in enumerate(holes):
        own = (
            _nothing(hole.shape)
            if i == 0
            else _carried(found[-1], holes[i - 1], hole, backward[i - 1], i - 1)
        )
        _drop_unlike(own, hole, blurred, i)
        _match(own, hole, smalls[i], i)
        found.append(own)
    return found


def detail(
    sources: Sources,
    hole: NDArray[np.bool_],
    smalls: Sequence[NDArray[np.float32]],
    fulls: Sequence[Rgb],
    noise: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Fetch the detail of one picture at full size.

    Parameters
    ----------
    sources : Sources
        Of the picture.
    hole : ndarray
        H x W, bool; at full size.
    smalls : sequence of ndarray
        n, h x w x 3, float32, 0 to 1.
    fulls : sequence of Rgb
        n, H x W x 3; what the small pictures were made from.
    noise : ndarray
        3, float32; standard deviation of the grain, 0 to 1. Grain is not fetched: it would stand still.

    Returns
    -------
    ndarray
        m x 3, float32, to be added to the m pixels of the hole in the order of `numpy.nonzero`.
    """
    ys, xs = np.nonzero(hole)
    height, width = sources.picture.shape
    down_y, down_x = np.float32(height / hole.shape[0]), np.float32(width / hole.shape[1])
    x, y = ((xs + 0.5) * down_x - 0.5).astype(np.float32), ((ys + 0.5) * down_y - 0.5).astype(np.float32)
    near_x = np.clip(np.rint(x).astype(np.intp), 0, width - 1)
    near_y = np.clip(np.rint(y).astype(np.intp), 0, height - 1)
    picture = sources.picture[near_y, near_x]
    x += sources.x[near_y, near_x] - near_x
    y += sources.y[near_y, near_x] - near_y
    soft = _read(smalls, picture, x, y, cv2.INTER_CUBIC)
    sharp = _read(fulls, picture, (x + 0.5) / down_x - 0.5, (y + 0.5) / down_y - 0.5, cv2.INTER_CUBIC)
    sharp /= np.float32(np.iinfo(fulls[0].dtype).max)
    finer = _without_grain(np.clip(sharp - soft, -_LARGEST, _LARGEST), noise)
    return finer * sources.trust[near_y, near_x][:, None]


_ROW_LENGTH = 4096
"""OpenCV's remap takes no side of more than 32,767 samples, so that lists of places are folded into rows."""


def _read(
    pictures: Sequence[NDArray[Any]],
    which: NDArray[np.int16],
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    interpolation: int,
) -> NDArray[np.float32]:
    """Colours at n places, each in a picture of its own: n x 3, float32; 0 where that is -1."""
    colours = np.zeros((len(which), 3), np.float32)
    for picture in np.unique(which[which >= 0]):
        here = np.flatnonzero(which == picture)
        rows, columns = -(-len(here) // _ROW_LENGTH), min(len(here), _ROW_LENGTH)
        places = np.zeros((2, rows * columns), np.float32)
        places[0, : len(here)], places[1, : len(here)] = x[here], y[here]
        at_x, at_y = places.reshape(2, rows, columns)
        read = cv2.remap(pictures[picture], at_x, at_y, interpolation, borderMode=cv2.BORDER_REPLICATE)
        colours[here] = read.reshape(-1, 3)[: len(here)]
    return colours


def _without_grain(values: NDArray[np.float32], noise: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(np.sign(values) * np.maximum(np.abs(values) - _GRAIN_SIGMAS * noise, 0), np.float32)


def _nothing(shape: tuple[int, ...]) -> Sources:
    x, y, trust = np.zeros((3, *shape), np.float32)
    return Sources(np.full(shape, -1, np.int16), x, y, trust)


def _carried(
    past: Sources, past_hole: NDArray[np.bool_], hole: NDArray[np.bool_], backward: Flow, before: int
) -> Sources:
    """Take each place's source from where the place was one picture ago; what was visible there is one."""
    height, width = hole.shape
    result = _nothing(hole.shape)
    clear = _clear(past_hole)
    ys, xs = np.nonzero(hole)
    to_x, to_y = xs + backward[ys, xs, 0], ys + backward[ys, xs, 1]
    near_x, near_y = np.rint(to_x).astype(np.intp), np.rint(to_y).astype(np.intp)
    inside = (near_x >= 0) & (near_x < width) & (near_y >= 0) & (near_y < height)
    ys, xs, to_x, to_y, near_x, near_y = (one[inside] for one in (ys, xs, to_x, to_y, near_x, near_y))
    hidden, visible = past_hole[near_y, near_x], clear[near_y, near_x]
    result.picture[ys, xs] = np.where(
        hidden, past.picture[near_y, near_x], np.where(visible, np.int16(before), np.int16(-1))
    )
    result.x[ys, xs] = np.where(hidden, past.x[near_y, near_x] + (to_x - near_x), to_x)
    result.y[ys, xs] = np.where(hidden, past.y[near_y, near_x] + (to_y - near_y), to_y)
    result.trust[ys, xs] = np.where(hidden, past.trust[near_y, near_x], np.float32(1))
    return result


def _clear(hole: NDArray[np.bool_]) -> NDArray[np.bool_]:
    kernel = np.ones((2 * _CLEAR_PX + 1, 2 * _CLEAR_PX + 1), np.uint8)
    clear = cv2.dilate(hole.astype(np.uint8), kernel) == 0
    inner = np.zeros_like(clear)
    inner[_CLEAR_PX:-_CLEAR_PX, _CLEAR_PX:-_CLEAR_PX] = True
    return np.asarray(clear & inner, np.bool_)


def _drop_unlike(own: Sources, hole: NDArray[np.bool_], blurred: Sequence[NDArray[Any]], i: int) -> None:
    """Forget sources that no longer look like the place."""
    ys, xs = np.nonzero(hole & (own.picture >= 0))
    there = _read(blurred, own.picture[ys, xs], own.x[ys, xs], own.y[ys, xs], cv2.INTER_LINEAR)
    unlike = np.abs(there - blurred[i][ys, xs]).max(1, initial=0) > _ALIKE
    own.picture[ys[unlike], xs[unlike]] = -1


def _match(own: Sources, hole: NDArray[np.bool_], small: NDArray[np.float32], i: int) -> None:
    """Find a source in the picture itself for every tile that has none at its centre."""
    rows, columns = np.nonzero(_tiles(hole & (own.picture < 0)))
    keys_y, keys_x = np.nonzero(_clear(hole)[::_STRIDE_PX, ::_STRIDE_PX])
    if len(rows) == 0 or len(keys_y) == 0:
        return
    sparse = max(1, -(-len(keys_y) // _MOST_KEYS))
    keys_y, keys_x = keys_y[::sparse] * _STRIDE_PX, keys_x[::sparse] * _STRIDE_PX
    centre_y = np.minimum(rows * _TILE_PX + _TILE_PX // 2, hole.shape[0] - 1)
    centre_x = np.minimum(columns * _TILE_PX + _TILE_PX // 2, hole.shape[1] - 1)
    padded = cv2.copyMakeBorder(small, *(_PATCH_PX // 2,) * 4, cv2.BORDER_REFLECT)
    best, off = _nearest(_patches(padded, centre_y, centre_x), _patches(padded, keys_y, keys_x))
    _take_over(own, hole, (rows, columns), keys_y[best] - centre_y, keys_x[best] - centre_x, off, i)


def _take_over(
    own: Sources,
    hole: NDArray[np.bool_],
    tiles: tuple[NDArray[np.intp], NDArray[np.intp]],
    move_y: NDArray[np.intp],
    move_x: NDArray[np.intp],
    off: NDArray[np.float32],
    i: int,
) -> None:
    """Give the tiles' pixels that have no source one in picture i, so far away, and unlike by so much."""
    moves = np.zeros((3, *_tile_grid(hole.shape)), np.float32)
    moves[:, tiles[0], tiles[1]] = move_y, move_x, np.exp(-np.square(off / _ALIKE))
    ys, xs = np.nonzero(hole & (own.picture < 0))
    own.y[ys, xs] = ys + moves[0, ys // _TILE_PX, xs // _TILE_PX]
    own.x[ys, xs] = xs + moves[1, ys // _TILE_PX, xs // _TILE_PX]
    own.trust[ys, xs] = moves[2, ys // _TILE_PX, xs // _TILE_PX]
    own.picture[ys, xs] = i


def _tile_grid(shape: tuple[int, ...]) -> tuple[int, int]:
    return -(-shape[0] // _TILE_PX), -(-shape[1] // _TILE_PX)


def _tiles(wanted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which tiles hold any pixel that is wanted."""
    height, width = _tile_grid(wanted.shape)
    padded = np.zeros((height * _TILE_PX, width * _TILE_PX), np.bool_)
    padded[: wanted.shape[0], : wanted.shape[1]] = wanted
    return np.asarray(padded.reshape(height, _TILE_PX, width, _TILE_PX).any(axis=(1, 3)), np.bool_)


def _patches(padded: NDArray[Any], ys: NDArray[np.intp], xs: NDArray[np.intp]) -> NDArray[np.float32]:
    windows = np.lib.stride_tricks.sliding_window_view(padded, (_PATCH_PX, _PATCH_PX), (0, 1))
    return np.ascontiguousarray(windows[ys, xs]).reshape(len(ys), -1)


def _nearest(
    queries: NDArray[np.float32], keys: NDArray[np.float32]
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """For each query the key that is nearest, and how far that is: root of the mean square."""
    norms = np.einsum("ij,ij->i", keys, keys)
    parts = np.array_split(queries, -(-len(queries) // _MOST_QUERIES))
    best = np.concatenate([(norms - 2 * part @ keys.T).argmin(1) for part in parts])
    return best, np.sqrt(np.square(queries - keys[best]).mean(1))
