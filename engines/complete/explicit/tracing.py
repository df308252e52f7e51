"""From each pixel of a hole, along the motion, to where it is visible at another time.

Displacements are added up and the picture is fetched once at the end: a chain of resampled pictures would
turn soft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.motion import Flow
from engines.complete.explicit.picture_run import smaller_place
from engines.complete.explicit.stack import Coordinates, Stack, sample


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Sources of the hole pixels of one picture, n of them, in the order of `numpy.nonzero`.

    Attributes
    ----------
    places : ndarray
        n x 4, float32: the position of the source picture in the sequence; where in it, x and y, in pixels;
        how many pictures away, infinite where there is no source. One array, because they travel together.
    """

    places: NDArray[np.float32]

    @property
    def picture(self) -> NDArray[np.intp]:
        """Position of each source picture."""
        return self.places[:, 0].astype(np.intp)

    @property
    def steps(self) -> NDArray[np.float32]:
        """How many pictures away each source is."""
        return self.places[:, 3]

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
        self._width = width
        # Complex, because NumPy moves one number of 16 bytes faster than a row of four.
        self._places = np.zeros(height * width, np.complex128)

    def dead_end(self, hole: NDArray[np.bool_], position: int) -> Trace:
        where = np.flatnonzero(hole)
        ys, xs = np.divmod(where, self._width)
        nowhere = np.empty((len(where), 4), np.float32)
        nowhere[:, 0], nowhere[:, 1], nowhere[:, 2], nowhere[:, 3] = position, xs, ys, np.inf
        return self._remember(where, nowhere)

    def step(self, hole: NDArray[np.bool_], hole_onward: NDArray[np.bool_], flow: Flow, onward: int) -> Trace:
        height, width = hole.shape
        where = np.flatnonzero(hole)
        ys, xs = (axis.astype(np.float32) for axis in np.divmod(where, width))
        dx, dy = _flow_at(flow, where, xs, ys, hole.shape)
        to_x, to_y = xs + dx, ys + dy
        near_x, near_y = np.rint(to_x), np.rint(to_y)
        inside = (near_x >= 0) & (near_x < width) & (near_y >= 0) & (near_y < height)
        np.clip(near_x, 0, width - 1, out=near_x)
        np.clip(near_y, 0, height - 1, out=near_y)
        near = near_y.astype(np.intp) * width + near_x.astype(np.intp)
        seen = np.flatnonzero(~np.take(hole_onward, near))
        # What is hidden there as well goes on to where that place's own trace led.
        found = np.take(self._places, near).view(np.float32).reshape(-1, 4)
        found[:, 1] += to_x - near_x
        found[:, 2] += to_y - near_y
        found[:, 3] += 1
        found[seen, 0], found[seen, 1], found[seen, 2], found[seen, 3] = onward, to_x[seen], to_y[seen], 1
        found[~inside, 3] = np.inf
        return self._remember(where, found)

    def _remember(self, where: NDArray[np.intp], found: NDArray[np.float32]) -> Trace:
        self._places[where] = found.view(np.complex128)[:, 0]
        return Trace(found)


def _flow_at(
    flow: Flow, where: NDArray[np.intp], xs: Coordinates, ys: Coordinates, shape: tuple[int, ...]
) -> tuple[Coordinates, Coordinates]:
    if flow.shape[:2] == shape:
        at = np.take(flow.reshape(-1, 2), where, axis=0)
        return at[:, 0], at[:, 1]
    at = sample(flow, *smaller_place(xs, ys, shape, flow.shape))
    return at[:, 0] * np.float32(shape[1] / flow.shape[1]), at[:, 1] * np.float32(shape[0] / flow.shape[0])


def fetch(
    pictures: Stack[np.uint8] | Stack[np.uint16],
    found: Trace,
    which: NDArray[np.intp],
    interpolation: int,
) -> NDArray[np.float32]:
    """Colours at the sources of the pixels named: n x 3, float32; 0 where nothing was found."""
    return fetch_places(pictures, np.take(found.places, which, axis=0), interpolation)


def fetch_places(
    pictures: Stack[np.uint8] | Stack[np.uint16], places: NDArray[np.float32], interpolation: int
) -> NDArray[np.float32]:
    """Colours at places as `Trace.places` has them: n x 3, float32; 0 where nothing was found."""
    lost = np.flatnonzero(~np.isfinite(places[:, 3]))
    if len(lost):
        places = places.copy()
        places[lost] = 0
    colours = pictures.read(places[:, 0].astype(np.intp), places[:, 1], places[:, 2], interpolation)
    colours[lost] = 0
    return colours
