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
from engines.complete.explicit.picture_run import PictureRun, bounding_box, grown, smaller_place
from engines.complete.explicit.pixels import picked
from engines.complete.explicit.plate import Plate, still_plate
from engines.complete.explicit.solving import PLATE_MARGIN_PX, RIM_PX, Solution
from engines.complete.explicit.stack import sample
from engines.complete.explicit.steady import steadied
from engines.complete.explicit.tracing import Hole, Trace, fetch, trace

_STEADYING_PASSES = 2
_UNSEEN = 0.01
"""So small a share of grain does not change a level."""


def render(run: PictureRun, solution: Solution, pool: Pool, seed: int) -> None:
    """Fill the pictures of a run at full size, in place."""
    strength = grain_strength(run.full[0], grown(run.full_holes[:1], RIM_PX)[0])
    painters = [_Painter(run, solution, i) for i in range(len(run))]
    _lay(run, _mixed(run, solution, painters, pool), pool)
    # A still camera's plate does not boil, and its neighbours in time would bring fringes back.
    for _ in range(0 if solution.is_still else _STEADYING_PASSES):
        _lay(run, steadied(run.full, run.full_holes, solution.motions[0], solution.exposure, pool), pool)
    pool.map(lambda painter: painter.add_grain(strength, seed), painters)


def _lay(run: PictureRun, colours: Sequence[NDArray[np.float32]], pool: Pool) -> None:
    """Set the holes' pixels, all at once: what one picture lends another must not depend on order."""
    pool.map(_set, run.full, run.full_holes, colours)


def _set(picture: Rgb, hole: NDArray[np.bool_], colours: NDArray[np.float32]) -> None:
    flat = picture.reshape(-1, 3)
    flat[np.flatnonzero(hole)] = np.clip(np.rint(colours), 0, np.iinfo(flat.dtype).max).astype(flat.dtype)


def _mixed(
    run: PictureRun, solution: Solution, painters: Sequence[_Painter], pool: Pool
) -> list[NDArray[np.float32]]:
    margin_px = round(PLATE_MARGIN_PX * run.enlargement) if solution.is_still else RIM_PX
    untaken = pool.map(Hole.of, grown(run.full_holes, margin_px))
    for number, motion in enumerate(solution.motions):
        both = [(motion.backward, False), (motion.forward, True)]
        past, future = pool.map(lambda way: trace(untaken, way[0], towards_future=way[1]), both)
        pool.map(partial(_Painter.add, number=number), painters, past, future, untaken)
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
        self._where = np.flatnonzero(self._hole)
        self._small_box = bounding_box(self._small_hole)
        self._mixture = Mixture(len(self._where))

    def add(self, past: Trace, future: Trace, untaken: Hole, number: int) -> None:
        """Fetch along one motion, from both sides of time."""
        shares = self._enlarged(np.stack(self._weights.shares[2 * number : 2 * number + 2], 1))
        own = np.flatnonzero(picked(self._hole, untaken.where))
        for found, share in zip((past, future), shares.T, strict=True):
            counts = np.flatnonzero(share)
            places = np.take(found.places, np.take(own, counts), axis=0)
            colours = fetch(self._pictures, places, cv2.INTER_CUBIC)
            colours = self._exposure.adapted(colours, places[:, 0].astype(np.intp), self._position)
            self._mixture.add(colours, np.take(share, counts) * np.isfinite(places[:, 3]), counts)

    def add_plate(self, plate: Plate) -> None:
        """Take the empty scene."""
        if self._weights.plate is not None:
            share = self._enlarged(self._weights.plate[:, None])[:, 0] * np.take(plate.found, self._where)
            colours = picked(plate.colours, self._where).astype(np.float32)
            self._mixture.add(self._exposure.own(self._position, colours), share)

    def colours(self) -> NDArray[np.float32]:
        """Mix what was taken."""
        levels = np.float32(self._peak / 255)
        enlarged = self._enlarged(
            np.concatenate([self._weights.spatial[:, None], self._spatial, self._seam], 1)
        )
        made_up = enlarged[:, :1]
        spatial = self._exposure.own(self._position, enlarged[:, 1:4] * levels)
        mixed = self._mixture.mixed(spatial, made_up[:, 0])
        mixed += self._exposure.own(self._position, enlarged[:, 4:] * levels) * (1 - made_up)
        return mixed

    def add_grain(self, strength: NDArray[np.float32], seed: int) -> None:
        """Add grain to the share of the hole that no picture has lent."""
        if self._weights.spatial.max(initial=0) < _UNSEEN:
            return
        made_up = self._enlarged(self._weights.spatial[:, None])
        noise = grain(strength, len(made_up), seed, self._index)
        noise *= made_up
        noise += picked(self._picture, self._where)
        _set(self._picture, self._hole, noise)

    def _enlarged(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Bring m x C values of the small hole's pixels to the full hole's: n x C."""
        if self._small_hole.shape == self._hole.shape or self._small_box is None:
            return values
        inside = self._small_hole[self._small_box.area]
        channels = values.shape[1]
        laid = np.zeros((*inside.shape, channels + 1), np.float32)
        where = np.flatnonzero(inside)
        laid.reshape(-1, channels + 1)[where, :channels] = values
        laid.reshape(-1, channels + 1)[where, channels] = 1
        rows, columns = np.divmod(self._where, self._hole.shape[1])
        x, y = smaller_place(
            columns.astype(np.float32), rows.astype(np.float32), self._hole.shape, self._small_hole.shape
        )
        enlarged = sample(laid, x - np.float32(self._small_box.left), y - np.float32(self._small_box.top))
        # The interpolation at the rim must not mix in the nothing beside the hole.
        enlarged[:, :channels] /= np.maximum(enlarged[:, channels:], np.float32(1e-3))
        return enlarged[:, :channels]
