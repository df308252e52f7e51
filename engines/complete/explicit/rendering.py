"""Full-size fills from a solution found at working size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.fusion import Mixture
from engines.complete.explicit.grain import grain, grain_strength
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import PictureRun, grown
from engines.complete.explicit.plate import Plate, still_plate
from engines.complete.explicit.solving import PLATE_MARGIN_PX, RIM_PX, Solution
from engines.complete.explicit.steady import steadied
from engines.complete.explicit.tracing import Trace, fetch, sample, smaller_place, trace

_STEADYING_PASSES = 2


def render(run: PictureRun, solution: Solution, pool: Pool, seed: int) -> Sequence[Rgb]:
    """Fill the pictures of a run at full size.

    Returns
    -------
    sequence of Rgb
        The run's own cut pictures, filled in place.
    """
    strength = grain_strength(run.full[0], grown(run.full_holes[:1], RIM_PX)[0])
    painters = [_Painter(run, solution, i) for i in range(len(run))]
    _lay(run, _mixed(run, solution, painters, pool))
    # A still camera's plate does not boil, and its neighbours in time would bring fringes back.
    for _ in range(0 if solution.is_still else _STEADYING_PASSES):
        _lay(run, steadied(run.full, run.full_holes, solution.motions[0], pool))
    _lay(run, pool.map(lambda painter: painter.grained(strength, seed), painters))
    return run.full


def _lay(run: PictureRun, colours: Sequence[NDArray[np.float32]]) -> None:
    """Set the holes' pixels, all at once: what one picture lends another must not depend on order."""
    for picture, hole, filled in zip(run.full, run.full_holes, colours, strict=True):
        if len(filled):
            picture[hole] = np.clip(np.rint(filled), 0, np.iinfo(picture.dtype).max)


def _mixed(
    run: PictureRun, solution: Solution, painters: Sequence[_Painter], pool: Pool
) -> list[NDArray[np.float32]]:
    margin_px = round(PLATE_MARGIN_PX * run.enlargement) if solution.is_still else RIM_PX
    untaken = grown(run.full_holes, margin_px)
    for number, motion in enumerate(solution.motions):
        for towards_future in (False, True):
            flows = motion.forward if towards_future else motion.backward
            traces = trace(untaken, flows, towards_future=towards_future)
            add = partial(_Painter.add, candidate=2 * number + towards_future)
            pool.map(add, painters, traces, untaken)
    if solution.is_still:
        plate = still_plate(run.full, run.full_holes, margin_px)
        pool.map(lambda painter: painter.add_plate(plate), painters)
    return pool.map(lambda painter: painter.colours(), painters)


class _Painter:
    """Mixes the hole of one picture from candidates that come one after another."""

    def __init__(self, run: PictureRun, solution: Solution, i: int) -> None:
        self._pictures = run.full
        self._hole = run.full_holes[i]
        self._picture = run.full[i]
        self._index = run.indices[i]
        self._small_hole = run.small_holes[i]
        self._weights = solution.weights[i]
        self._spatial = solution.spatial[i]
        self._peak = float(np.iinfo(run.full[i].dtype).max)
        ys, xs = np.nonzero(self._hole)
        self._x, self._y = smaller_place(xs, ys, self._hole.shape, self._small_hole.shape)
        self._mixture = Mixture(len(xs))

    def add(self, found: Trace, untaken: NDArray[np.bool_], candidate: int) -> None:
        keep = self._hole[untaken]
        colours = fetch(self._pictures, found, keep, cv2.INTER_CUBIC)[keep]
        share = self._enlarged(self._weights.shares[candidate])[:, 0]
        self._mixture.add(colours, share * found.found[keep])

    def add_plate(self, plate: Plate) -> None:
        if self._weights.plate is not None:
            share = self._enlarged(self._weights.plate)[:, 0] * plate.found[self._hole]
            self._mixture.add(plate.colours[self._hole].astype(np.float32), share)

    def colours(self) -> NDArray[np.float32]:
        spatial = self._enlarged(self._spatial) * np.float32(self._peak / 255)
        return self._mixture.mixed(spatial, self._enlarged(self._weights.spatial)[:, 0])

    def grained(self, strength: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
        """Return what fills the hole now, with grain on the share of it that no picture has lent."""
        made_up = self._enlarged(self._weights.spatial)
        noise = grain(strength, len(made_up), seed, self._index)
        return np.asarray(self._picture[self._hole] + noise * made_up, np.float32)

    def _enlarged(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Values of the small hole's pixels at the full hole's: n x C."""
        channels = values.shape[1] if values.ndim == 2 else 1
        laid = np.zeros((*self._small_hole.shape, channels), np.float32)
        laid[self._small_hole] = values.reshape(-1, channels)
        if self._small_hole.shape == self._hole.shape:
            return laid[self._hole]
        # The interpolation at the rim must not mix in the nothing beside the hole.
        around = sample(self._small_hole.astype(np.float32), self._x, self._y)
        enlarged = sample(laid, self._x, self._y) / np.maximum(around, 1e-3)
        return np.asarray(enlarged, np.float32)
