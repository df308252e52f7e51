"""Takes the unrest out of what networks fill, along the motion, and leaves everything else alone."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.motion import Flow, Motion, dense_flow
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import Box, bounding_box

_TOLERANCE = 0.16
_REAL_PIXELS_COUNT = 2.0
_NEIGHBOURHOOD_PX = 5
_SURROUNDINGS_PX = 24
"""Around the holes, at the network's scale: motion does not stop at their rim."""

Pictures = Sequence[NDArray[np.float32]]
Masks = Sequence[NDArray[np.bool_]]


def seen_motion(pictures: Pictures, holes: Masks, pool: Pool) -> Motion:
    """Flow between neighbours as the filled pictures show it: near their holes, and 0 elsewhere.

    Parameters
    ----------
    pictures : sequence of ndarray
        n, H x W x 3, float32, 0 to 1.
    holes : sequence of ndarray
        n, H x W, bool; not all empty.
    pool : Pool
        Does the work.
    """
    area = _surroundings(holes).area
    greys = [cv2.cvtColor(np.rint(one[area] * 255).astype(np.uint8), cv2.COLOR_RGB2GRAY) for one in pictures]

    def laid(start: NDArray[np.uint8], end: NDArray[np.uint8]) -> Flow:
        flow = np.zeros((*holes[0].shape, 2), np.float32)
        flow[area] = dense_flow(start, end)
        return flow

    return Motion(pool.map(laid, greys[:-1], greys[1:]), pool.map(laid, greys[1:], greys[:-1]))


def _surroundings(holes: Masks) -> Box:
    height, width = holes[0].shape
    tight = bounding_box(np.logical_or.reduce(holes))
    return tight.grown(_SURROUNDINGS_PX, height, width) if tight else Box(0, 0, height, width)


def calmed(
    pictures: Pictures, holes: Masks, motion: Motion, steadiness: float, pool: Pool
) -> list[NDArray[np.float32]]:
    """Mix each hole with what both sides of time carry to it.

    Parameters
    ----------
    pictures : sequence of ndarray
        n, H x W x 3, float32, 0 to 1, filled.
    holes : sequence of ndarray
        n, H x W, bool; only there anything changes.
    motion : Motion
        Between neighbours, of the pictures' size.
    steadiness : float
        What is carried counts so many times as much as what is there; 0 changes nothing.
    pool : Pool
        Does the work.
    """
    area = _surroundings(holes).area
    seen, masks = [one[area] for one in pictures], [one[area] for one in holes]

    def one_way(towards_future: bool) -> list[NDArray[np.float32]]:
        order = 1 if towards_future else -1
        flows = [one[area] for one in (motion.backward if towards_future else motion.forward)]
        return _carried(seen[::order], masks[::order], flows[::order], steadiness)[::order]

    results = [picture.copy() for picture in pictures]
    for result, later, earlier in zip(results, *pool.map(one_way, (True, False)), strict=True):
        result[area] = (later + earlier) / 2
    return results


def _carried(
    pictures: Pictures, holes: Masks, flows: Sequence[Flow], steadiness: float
) -> list[NDArray[np.float32]]:
    results: list[NDArray[np.float32]] = [pictures[0]]
    ys, xs = np.mgrid[0 : holes[0].shape[0], 0 : holes[0].shape[1]].astype(np.float32)
    for i in range(1, len(pictures)):
        own, hole = pictures[i], holes[i]
        if not hole.any():
            results.append(own)
            continue
        x, y = xs + flows[i - 1][..., 0], ys + flows[i - 1][..., 1]
        past = _fetched(results[-1], x, y)
        hidden = cv2.remap(holes[i - 1].astype(np.uint8), x, y, cv2.INTER_NEAREST, borderValue=0) > 0
        trust = _likeness(own, past) * np.where(hidden, np.float32(1), np.float32(_REAL_PIXELS_COUNT))
        trust *= (x >= 0) & (x <= hole.shape[1] - 1) & (y >= 0) & (y <= hole.shape[0] - 1) & hole
        share = (trust * steadiness / (1 + trust * steadiness)).astype(np.float32)[..., None]
        results.append(np.asarray(own + (past - own) * share, np.float32))
    return results


def _fetched(
    picture: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float32]:
    fetched = cv2.remap(picture, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.clip(fetched, 0, 1).astype(np.float32, copy=False)


def _likeness(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    square = np.square(one - other).mean(2, dtype=np.float32)
    around = cv2.blur(square, (_NEIGHBOURHOOD_PX, _NEIGHBOURHOOD_PX))
    return np.asarray(np.exp(around / np.float32(-2 * _TOLERANCE**2)), np.float32)
