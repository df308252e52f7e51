"""From each pixel of a hole, along the motion, to where it is visible at another time.

Displacements are added up and the picture is fetched once at the end: a chain of resampled pictures would
turn soft.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.motion import Flow

Coordinates = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Sources of the hole pixels of one picture, n of them, in the order of `numpy.nonzero`.

    Attributes
    ----------
    picture : ndarray
        n, int16; position of the source picture in the sequence.
    x, y : ndarray
        n, float32; where in it, in pixels.
    steps : ndarray
        n, float32; how many pictures away; infinite where there is no source.
    """

    picture: NDArray[np.int16]
    x: Coordinates
    y: Coordinates
    steps: NDArray[np.float32]

    @property
    def found(self) -> NDArray[np.bool_]:
        """Which pixels have a source."""
        return np.isfinite(self.steps)


def trace(
    holes: Sequence[NDArray[np.bool_]],
    flows: Sequence[Flow],
    *,
    towards_future: bool,
) -> list[Trace]:
    """Trace all hole pixels of a sequence in one direction of time.

    Parameters
    ----------
    holes : sequence of ndarray
        n masks, H x W, bool; sources are taken outside of them.
    flows : sequence of Flow
        n - 1; `Motion.forward` when tracing into the future, `Motion.backward` into the past. They may be
        smaller than the holes and are scaled up where they are read.
    towards_future : bool
        The direction.

    Returns
    -------
    list of Trace
        One for each picture.
    """
    order = range(len(holes) - 1, -1, -1) if towards_future else range(len(holes))
    walker = _Walker(holes[0].shape[0], holes[0].shape[1])
    traces: dict[int, Trace] = {}
    for position in order:
        onward = position + 1 if towards_future else position - 1
        if 0 <= onward < len(holes):
            flow = flows[min(position, onward)]
            traces[position] = walker.step(holes[position], holes[onward], flow, onward)
        else:
            traces[position] = walker.dead_end(holes[position], position)
    return [traces[position] for position in range(len(holes))]


class _Walker:
    """Keeps the sources of the picture before in the layout of the picture, to be looked up by place."""

    def __init__(self, height: int, width: int) -> None:
        self._picture = np.zeros((height, width), np.int16)
        self._x = np.zeros((height, width), np.float32)
        self._y = np.zeros((height, width), np.float32)
        self._steps = np.zeros((height, width), np.float32)

    def dead_end(self, hole: NDArray[np.bool_], position: int) -> Trace:
        ys, xs = np.nonzero(hole)
        nowhere = np.full(len(xs), np.inf, np.float32)
        return self._remember(
            ys,
            xs,
            Trace(
                np.full(len(xs), position, np.int16), xs.astype(np.float32), ys.astype(np.float32), nowhere
            ),
        )

    def step(self, hole: NDArray[np.bool_], hole_onward: NDArray[np.bool_], flow: Flow, onward: int) -> Trace:
        height, width = hole.shape
        ys, xs = np.nonzero(hole)
        dx, dy = _flow_at(flow, xs, ys, hole.shape)
        to_x, to_y = xs + dx, ys + dy
        near_x, near_y = np.rint(to_x).astype(np.intp), np.rint(to_y).astype(np.intp)
        inside = (near_x >= 0) & (near_x < width) & (near_y >= 0) & (near_y < height)
        np.clip(near_x, 0, width - 1, out=near_x)
        np.clip(near_y, 0, height - 1, out=near_y)
        hidden = hole_onward[near_y, near_x]
        steps = np.where(hidden, self._steps[near_y, near_x], np.float32(0)) + 1
        found = Trace(
            np.where(hidden, self._picture[near_y, near_x], np.int16(onward)).astype(np.int16),
            np.where(hidden, self._x[near_y, near_x] + (to_x - near_x), to_x).astype(np.float32),
            np.where(hidden, self._y[near_y, near_x] + (to_y - near_y), to_y).astype(np.float32),
            np.where(inside, steps, np.inf).astype(np.float32),
        )
        return self._remember(ys, xs, found)

    def _remember(self, ys: NDArray[np.intp], xs: NDArray[np.intp], found: Trace) -> Trace:
        self._picture[ys, xs] = found.picture
        self._x[ys, xs] = found.x
        self._y[ys, xs] = found.y
        self._steps[ys, xs] = found.steps
        return found


def _flow_at(
    flow: Flow, xs: NDArray[np.intp], ys: NDArray[np.intp], shape: tuple[int, ...]
) -> tuple[Coordinates, Coordinates]:
    if flow.shape[:2] == shape:
        at = flow[ys, xs]
        return at[:, 0], at[:, 1]
    at = sample(flow, *smaller_place(xs, ys, shape, flow.shape))
    return at[:, 0] * (shape[1] / flow.shape[1]), at[:, 1] * (shape[0] / flow.shape[0])


def smaller_place(
    xs: NDArray[np.intp], ys: NDArray[np.intp], shape: tuple[int, ...], smaller: tuple[int, ...]
) -> tuple[Coordinates, Coordinates]:
    """Where the centre of a pixel lies in a picture of another size."""
    x = (xs + 0.5) * (smaller[1] / shape[1]) - 0.5
    y = (ys + 0.5) * (smaller[0] / shape[0]) - 0.5
    return x.astype(np.float32), y.astype(np.float32)


_ROW_LENGTH = 4096
"""OpenCV's remap takes no side of more than 32,767 samples, so that lists of places are folded into rows."""


def sample(
    values: NDArray[np.float32] | NDArray[np.uint8] | NDArray[np.uint16],
    x: Coordinates,
    y: Coordinates,
    interpolation: int = cv2.INTER_LINEAR,
) -> NDArray[np.float32]:
    """Read a picture at n places: n x C, float32, the edge repeated beyond it."""
    channels = values.shape[2] if values.ndim == 3 else 1
    if len(x) == 0:
        return np.zeros((0, channels), np.float32)
    rows = -(-len(x) // _ROW_LENGTH)
    columns = min(len(x), _ROW_LENGTH)
    padded = np.zeros((2, rows * columns), np.float32)
    padded[0, : len(x)], padded[1, : len(x)] = x, y
    at_x, at_y = padded.reshape(2, rows, columns)
    fetched = cv2.remap(values, at_x, at_y, interpolation, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(fetched, np.float32).reshape(-1, channels)[: len(x)]


def fetch(
    pictures: Sequence[NDArray[np.uint8]] | Sequence[NDArray[np.uint8] | NDArray[np.uint16]],
    found: Trace,
    which: NDArray[np.bool_],
    interpolation: int,
) -> NDArray[np.float32]:
    """Colours at the sources: n x 3, float32; 0 where `which` is False or nothing was found."""
    colours = np.zeros((len(found.x), 3), np.float32)
    wanted = np.flatnonzero(which & found.found)
    wanted = wanted[np.argsort(found.picture[wanted], kind="stable")]
    for chunk in _runs(wanted, found.picture):
        picture = pictures[int(found.picture[chunk[0]])]
        colours[chunk] = sample(picture, found.x[chunk], found.y[chunk], interpolation)
    return colours


def _runs(wanted: NDArray[np.intp], picture: NDArray[np.int16]) -> Iterable[NDArray[np.intp]]:
    if len(wanted) == 0:
        return []
    return np.split(wanted, np.flatnonzero(np.diff(picture[wanted])) + 1)
