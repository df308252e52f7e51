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


@dataclass(frozen=True, slots=True, eq=False)
class Hole:
    """A mask and where its n pixels lie.

    Attributes
    ----------
    mask : ndarray
        H x W, bool.
    where : ndarray
        n, int32; flat positions.
    x, y : ndarray
        n, float32.
    """

    mask: NDArray[np.bool_]
    where: NDArray[np.int32]
    x: Coordinates
    y: Coordinates

    @classmethod
    def of(cls, mask: NDArray[np.bool_]) -> Hole:
        """Find the pixels of a mask."""
        where = np.flatnonzero(mask).astype(np.int32)
        rows, columns = np.divmod(where, np.int32(mask.shape[1]))
        return cls(mask, where, columns.astype(np.float32), rows.astype(np.float32))


def trace(
    holes: Sequence[Hole],
    flows: Sequence[Flow],
    *,
    towards_future: bool,
) -> list[Trace]:
    """Trace all hole pixels of a sequence in one direction of time.

    Parameters
    ----------
    holes : sequence of Hole
        n of one size; sources are taken outside of them.
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
    walker = _Walker(*holes[0].mask.shape)
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
        # Complex, because NumPy moves one number of 16 bytes faster than a row of four.
        self._places = np.zeros(height * width, np.complex128)

    def dead_end(self, hole: Hole, position: int) -> Trace:
        nowhere = np.empty((len(hole.where), 4), np.float32)
        nowhere[:, 0], nowhere[:, 1], nowhere[:, 2], nowhere[:, 3] = position, hole.x, hole.y, np.inf
        return self._remember(hole.where, nowhere)

    def step(self, hole: Hole, hole_onward: Hole, flow: Flow, onward: int) -> Trace:
        height, width = hole.mask.shape
        dx, dy = _flow_at(flow, hole)
        to_x, to_y = hole.x + dx, hole.y + dy
        near_x, near_y = np.rint(to_x), np.rint(to_y)
        inside = (near_x >= 0) & (near_x < width) & (near_y >= 0) & (near_y < height)
        np.clip(near_x, 0, width - 1, out=near_x)
        np.clip(near_y, 0, height - 1, out=near_y)
        near = near_y.astype(np.intp) * width + near_x.astype(np.intp)
        seen = np.flatnonzero(~np.take(hole_onward.mask, near))
        # What is hidden there as well goes on to where that place's own trace led.
        found = np.take(self._places, near).view(np.float32).reshape(-1, 4)
        found[:, 1] += to_x - near_x
        found[:, 2] += to_y - near_y
        found[:, 3] += 1
        found[seen, 0], found[seen, 1], found[seen, 2], found[seen, 3] = onward, to_x[seen], to_y[seen], 1
        found[~inside, 3] = np.inf
        return self._remember(hole.where, found)

    def _remember(self, where: NDArray[np.int32], found: NDArray[np.float32]) -> Trace:
        self._places[where] = found.view(np.complex128)[:, 0]
        return Trace(found)


def _flow_at(flow: Flow, hole: Hole) -> tuple[Coordinates, Coordinates]:
    shape = hole.mask.shape
    if flow.shape[:2] == shape:
        at = np.take(flow.reshape(-1, 2), hole.where, axis=0)
        return at[:, 0], at[:, 1]
    at = sample(flow, *smaller_place(hole.x, hole.y, shape, flow.shape))
    return at[:, 0] * np.float32(shape[1] / flow.shape[1]), at[:, 1] * np.float32(shape[0] / flow.shape[0])


def fetch(
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
