"""Full-size fills from a solution found at working size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.enlarging import Enlarger
from engines.complete.explicit.fusion import Mixture
from engines.complete.explicit.grain import grain, grain_strength
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import PictureRun, grown
from engines.complete.explicit.plate import Plate, still_plate
from engines.complete.explicit.solving import PLATE_MARGIN_PX, RIM_PX, Solution
from engines.complete.explicit.steady import steadied

_STEADYING_PASSES = 2


def render(run: PictureRun, solution: Solution, pool: Pool, seed: int) -> None:
    """Fill the pictures of a run at full size, in place."""
    strength = grain_strength(run.full[0], grown(run.full_holes[:1], RIM_PX)[0])
    painters = [_Painter(run, solution, i) for i in range(len(run))]
    plate = _plate(run, solution)
    _lay(painters, pool.map(lambda painter: painter.colours(plate), painters), pool)
    # A still camera's plate does not boil, and its neighbours in time would bring fringes back.
    for _ in range(0 if solution.is_still else _STEADYING_PASSES):
        calmer = steadied(run.full, run.full_holes, solution.motion, solution.exposure, pool)
        _lay(painters, calmer, pool)
    _lay(painters, pool.map(lambda painter: painter.grained(strength, seed), painters), pool)


def _lay(painters: Sequence[_Painter], colours: Sequence[NDArray[np.float32]], pool: Pool) -> None:
    """Set the holes' pixels, all at once: what one picture lends another must not depend on order."""
    pool.map(_Painter.lay, painters, colours)


def _plate(run: PictureRun, solution: Solution) -> Plate | None:
    if not solution.is_still:
        return None
    margin_px = round(PLATE_MARGIN_PX * run.enlargement)
    return still_plate(run.full, run.full_holes, margin_px, solution.exposure)


class _Painter:
    """Mixes the hole of one picture from what was found for it."""

    def __init__(self, run: PictureRun, solution: Solution, i: int) -> None:
        self._pictures = run.full
        self._picture = run.full[i]
        self._index = run.indices[i]
        self._position = i
        self._exposure = solution.exposure
        self._hole = run.full_holes[i]
        self._small_hole = run.small_holes[i]
        self._places = solution.places[i]
        self._weights = solution.weights[i]
        self._spatial = solution.spatial[i]
        self._seam = solution.seams[i]
        self._peak = float(np.iinfo(run.full[i].dtype).max)

    def colours(self, plate: Plate | None) -> NDArray[np.float32]:
        """Fetch and mix."""
        enlarger = Enlarger(self._hole, self._small_hole)
        mixture = Mixture(len(enlarger.where))
        shares = enlarger.values(np.stack([*self._weights.shares, self._weights.spatial], 1))
        for places, share in zip(self._places, shares.T, strict=False):
            self._add(mixture, enlarger, places, np.ascontiguousarray(share))
        if plate is not None and self._weights.plate is not None:
            share = enlarger.values(self._weights.plate[:, None])[:, 0]
            there = _picked(plate.colours, enlarger.where).astype(np.float32)
            found = np.take(plate.found, enlarger.where)
            mixture.add(self._exposure.own(self._position, there), share * found)
        spatial, seam, made_up = self._levels(enlarger, self._spatial), self._seam, shares[:, -1]
        mixed = mixture.mixed(spatial, made_up)
        if seam.any():
            mixed += self._levels(enlarger, seam) * (1 - made_up[:, None])
        return mixed

    def _add(
        self, mixture: Mixture, enlarger: Enlarger, places: NDArray[np.float32], share: NDArray[np.float32]
    ) -> None:
        which = np.flatnonzero(share * enlarger.found(places))
        picture, x, y = enlarger.places(places, which)
        colours = self._pictures.read(picture, x, y, cv2.INTER_CUBIC)
        colours = self._exposure.adapted(colours, picture, self._position)
        mixture.add(colours, np.take(share, which), which)

    def _levels(self, enlarger: Enlarger, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Bring colours found at working size to the picture's size, depth and exposure."""
        enlarged = enlarger.values(values) * np.float32(self._peak / 255)
        return self._exposure.own(self._position, enlarged)

    def grained(self, strength: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
        """Return what fills the hole now, with grain on the share of it that no picture has lent."""
        enlarger = Enlarger(self._hole, self._small_hole)
        made_up = enlarger.values(self._weights.spatial[:, None])
        noise = grain(strength, len(made_up), seed, self._index)
        return np.asarray(_picked(self._picture, enlarger.where) + noise * made_up, np.float32)

    def lay(self, colours: NDArray[np.float32]) -> None:
        """Set the hole's pixels."""
        flat = self._picture.reshape(-1, 3)
        flat[np.flatnonzero(self._hole)] = np.clip(np.rint(colours), 0, self._peak).astype(flat.dtype)


def _picked(picture: Rgb, where: NDArray[np.intp]) -> Rgb:
    return cast("Rgb", np.take(picture.reshape(-1, 3), where, axis=0))
