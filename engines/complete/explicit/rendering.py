"""Full-size fills from a solution found at working size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.fusion import Mixture
from engines.complete.explicit.grain import grain, grain_strength
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import PictureRun, bounding_box, grown, smaller_place
from engines.complete.explicit.plate import Plate, still_plate
from engines.complete.explicit.solving import PLATE_MARGIN_PX, RIM_PX, Solution
from engines.complete.explicit.stack import sample
from engines.complete.explicit.steady import steadied
from engines.complete.explicit.tracing import Trace, fetch, trace

_STEADYING_PASSES = 2


def render(run: PictureRun, solution: Solution, pool: Pool, seed: int) -> None:
    """Fill the pictures of a run at full size, in place."""
    strength = grain_strength(run.full[0], grown(run.full_holes[:1], RIM_PX)[0])
    painters = [_Painter(run, solution, i) for i in range(len(run))]
    _lay(run, _mixed(run, solution, painters, pool), pool)
    # A still camera's plate does not boil, and its neighbours in time would bring fringes back.
    for _ in range(0 if solution.is_still else _STEADYING_PASSES):
        _lay(run, steadied(run.full, run.full_holes, solution.motions[0], solution.exposure, pool), pool)
    _lay(run, pool.map(lambda painter: painter.grained(strength, seed), painters), pool)


def _lay(run: PictureRun, colours: Sequence[NDArray[np.float32]], pool: Pool) -> None:
    """Set the holes' pixels, all at once: what one picture lends another must not depend on order."""

    def lay(i: int) -> None:
        box = bounding_box(run.full_holes[i])
        if box is not None:
            cut = run.full[i][box.area]
            cut[run.full_holes[i][box.area]] = np.clip(np.rint(colours[i]), 0, np.iinfo(cut.dtype).max)

    pool.map(lay, range(len(run)))


def _mixed(
    run: PictureRun, solution: Solution, painters: Sequence[_Painter], pool: Pool
) -> list[NDArray[np.float32]]:
    margin_px = round(PLATE_MARGIN_PX * run.enlargement) if solution.is_still else RIM_PX
    untaken = grown(run.full_holes, margin_px)
    for number, motion in enumerate(solution.motions):
        both = [(motion.backward, False), (motion.forward, True)]
        traces = pool.map(lambda way: trace(untaken, way[0], towards_future=way[1]), both)
        for towards_future, found in enumerate(traces):
            add = partial(_Painter.add, candidate=2 * number + towards_future)
            pool.map(add, painters, found, untaken)
    if solution.is_still:
        plate = still_plate(run.full, run.full_holes, margin_px, solution.exposure)
        pool.map(lambda painter: painter.add_plate(plate), painters)
    return pool.map(lambda painter: painter.colours(), painters)


class _Painter:
    """Mixes the hole of one picture from candidates that come one after another."""

    def __init__(self, run: PictureRun, solution: Solution, i: int) -> None:
        self._pictures = run.full
        self._hole = run.full_holes[i]
        self._picture = run.full[i]
        self._index = run.indices[i]
        self._position = i
        self._exposure = solution.exposure
        self._small_hole = run.small_holes[i]
        self._weights = solution.weights[i]
        self._spatial = solution.spatial[i]
        self._seam = solution.seams[i]
        self._peak = float(np.iinfo(run.full[i].dtype).max)
        ys, xs = (axis.astype(np.float32) for axis in np.nonzero(self._hole))
        self._x, self._y = smaller_place(xs, ys, self._hole.shape, self._small_hole.shape)
        self._mixture = Mixture(len(self._x))

    def add(self, found: Trace, untaken: NDArray[np.bool_], candidate: int) -> None:
        share = self._enlarged(self._weights.shares[candidate])[:, 0]
        counts = np.flatnonzero(share)
        own = np.flatnonzero(self._hole[untaken])[counts]
        colours = fetch(self._pictures, found, own, cv2.INTER_CUBIC)
        colours = self._exposure.adapted(colours, found.picture[own], self._position)
        self._mixture.add(colours, share[counts] * found.found[own], counts)

    def add_plate(self, plate: Plate) -> None:
        if self._weights.plate is not None:
            share = self._enlarged(self._weights.plate)[:, 0] * plate.found[self._hole]
            colours = plate.colours[self._hole].astype(np.float32)
            self._mixture.add(self._exposure.own(self._position, colours), share)

    def colours(self) -> NDArray[np.float32]:
        spatial, made_up = self._levels(self._spatial), self._enlarged(self._weights.spatial)
        return self._mixture.mixed(spatial, made_up[:, 0]) + self._levels(self._seam) * (1 - made_up)

    def _levels(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Bring colours found at working size to the picture's size, depth and exposure."""
        return self._exposure.own(self._position, self._enlarged(values) * np.float32(self._peak / 255))

    def grained(self, strength: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
        """Return what fills the hole now, with grain on the share of it that no picture has lent."""
        made_up = self._enlarged(self._weights.spatial)
        noise = grain(strength, len(made_up), seed, self._index)
        return np.asarray(self._picture[self._hole] + noise * made_up, np.float32)

    def _enlarged(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Values of the small hole's pixels at the full hole's: n x C."""
        if self._small_hole.shape == self._hole.shape:
            return values if values.ndim == 2 else values[:, None]
        channels = values.shape[1] if values.ndim == 2 else 1
        laid = np.zeros((*self._small_hole.shape, channels + 1), np.float32)
        laid[self._small_hole, :channels] = values.reshape(-1, channels)
        laid[..., channels] = self._small_hole
        enlarged = sample(laid, self._x, self._y)
        # The interpolation at the rim must not mix in the nothing beside the hole.
        enlarged[:, :channels] /= np.maximum(enlarged[:, channels:], np.float32(1e-3))
        return enlarged[:, :channels]
