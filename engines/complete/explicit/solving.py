"""Motion under the holes and the mixture of sources, found together at working size.

Fill by what the first hypotheses say, look at the motion of the filled pictures, fill again along it: each
round sharpens the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.completing import CompletesMotion, completed_motion
from engines.complete.explicit.exposure import Exposure, measure_exposure
from engines.complete.explicit.fusion import Candidate, Mixture, PlateSample, Weights, weigh
from engines.complete.explicit.layers import background_motion, carried_motion
from engines.complete.explicit.motion import (
    Motion,
    blind_masks,
    camera_homography,
    homography_flow,
    observe_motion,
    observe_near,
    rough_motion,
    stands_still,
    steadied,
)
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import PictureRun, bounding_box, grown
from engines.complete.explicit.piecing import lies_deep, piece_together
from engines.complete.explicit.pixels import laid, picked
from engines.complete.explicit.plate import Plate, still_plate
from engines.complete.explicit.seam import Seams, seams
from engines.complete.explicit.spatial_fill import spatial_fills
from engines.complete.explicit.stack import Stack
from engines.complete.explicit.tracing import Hole, Trace, fetch, trace

_FIRST_HYPOTHESES = 0.5
"""What the first hypotheses count in the last round, beside the motion of the filled pictures."""

_LEAST_SHARE = 0.02
_SETTLED_LEVELS = 2.0
"""Where the fills change by less from one round to the next, on average, one more round is the last."""

RIM_PX = 1
_NEARNESS_MEANWHILE = 0.7
_NEARNESS_LAST = 1.5
"""While motion is still sought both sides have to keep their say; in the end the near one knows better."""

PLATE_MARGIN_PX = 3
"""Fringes and shadows that masks leave out reach about so far at working size."""

_NOTICEABLE = 0.03
_SPECK_PX = 3
_NEGLIGIBLE = 0.02
"""Where so little of a hole takes a noticeable share of the spatial fill, a smooth filling does as well."""


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """How the holes of a run are to be filled.

    Attributes
    ----------
    motions : sequence of Motion
        Completed motions to fetch along, the best first.
    weights : sequence of Weights
        For each picture the weights of its candidates: for each motion the past, then the future.
    spatial : sequence of ndarray
        m x 3, float32, 0 to 255; the spatial fill of each picture's m hole pixels at working size, in the
        common exposure.
    is_still : bool
        Whether the camera stands still, so that there is a plate.
    exposure : Exposure
        What each picture's own exposure is.
    seams : sequence of ndarray
        m x 3, float32: what is added to what was fetched, in 8-bit levels of the common exposure.
    """

    motions: Sequence[Motion]
    weights: Sequence[Weights]
    spatial: Sequence[NDArray[np.float32]]
    is_still: bool
    exposure: Exposure
    seams: Seams


def solve(run: PictureRun, rounds: int, pool: Pool, completer: CompletesMotion | None = None) -> Solution:
    """Find the motion under the holes of a run and what to fetch along it.

    Parameters
    ----------
    run : PictureRun
        One picture at least.
    rounds : int
        Times that motion is looked at again on the filled pictures at most, at least 1.
    pool : Pool
        Does the work.
    completer : CompletesMotion, optional
        Looks over the motion that is carried on from other times.
    """
    solver = _Solver(run, pool, completer)
    hypotheses = solver.hypotheses()
    first = solver.candidates(hypotheses)
    weights = solver.weigh(first, _NEARNESS_MEANWHILE)
    needed = [_needs_spatial(one) for one in weights]
    spatial = spatial_fills(solver.pictures, run.small_holes, needed, hypotheses[0].backward, pool)
    filled = solver.filled(weights, first, spatial)
    best, settled = hypotheses[0], False
    for number in range(rounds):
        best = observe_near(_greys(filled), run.small_holes, solver.is_far, best, pool)
        candidates = solver.candidates([best])
        if settled or number == rounds - 1:
            break
        before = filled
        filled = solver.filled(solver.weigh(candidates, _NEARNESS_MEANWHILE), candidates, spatial)
        settled = solver.change_levels(before, filled) < _SETTLED_LEVELS
    together = [own + earlier for own, earlier in zip(candidates, first, strict=True)]
    last = solver.weigh(together, _NEARNESS_LAST)
    weights = [_favour_last(one) for one in last]
    spatial = solver.pieced(last, together, spatial, best)
    found = seams(solver.pictures, run.small_holes, best, pool)
    return Solution([best, *hypotheses], weights, spatial, solver.is_still, solver.exposure, found)


def first_hypotheses(run: PictureRun, pool: Pool) -> list[Motion]:
    """Work out what `solve` guesses first of the motion under the holes: the background's, then carried."""
    return _Solver(run, pool).hypotheses()


def _needs_spatial(weights: Weights) -> bool:
    return len(weights.spatial) > 0 and float((weights.spatial > _NOTICEABLE).mean()) > _NEGLIGIBLE


def _favour_last(weights: Weights) -> Weights:
    own, earlier = weights.shares[:2], weights.shares[2:]
    earlier = [share * np.float32(_FIRST_HYPOTHESES) for share in earlier]
    return replace(weights, shares=_telling([*own, *earlier]))


def _telling(shares: Sequence[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """Leave out what nobody would see, so that it need not be fetched."""
    least = np.float32(_LEAST_SHARE) * np.sum(shares, axis=0, dtype=np.float32)
    return [np.where(share >= least, share, np.float32(0)) for share in shares]


def _unseen(weights: Weights, hole: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark what is made up, specks left out, H x W."""
    made_up = laid(weights.spatial, np.flatnonzero(hole), hole.shape) > _NOTICEABLE
    kernel = np.ones((_SPECK_PX, _SPECK_PX), np.uint8)
    return np.asarray(cv2.morphologyEx(made_up.view(np.uint8), cv2.MORPH_OPEN, kernel) > 0, np.bool_)


def _greys(pictures: Sequence[NDArray[np.uint8]]) -> list[NDArray[np.uint8]]:
    return [np.asarray(cv2.cvtColor(one, cv2.COLOR_RGB2GRAY), np.uint8) for one in pictures]


class _Solver:
    """The run at working size, and what is asked of it in every round."""

    def __init__(self, run: PictureRun, pool: Pool, completer: CompletesMotion | None = None) -> None:
        self._completer = completer
        self.pictures = run.small
        self._holes = run.small_holes
        self._preferences = run.preferences
        self.is_far = [after - before > 1 for before, after in pairwise(run.indices)]
        self._pool = pool
        self._plate: Plate | None = None
        self.is_still = False
        self.exposure = Exposure(np.ones((len(run), 3), np.float32))
        self._where = [np.flatnonzero(one) for one in run.small_holes]
        self._take_from_outside(RIM_PX)

    def hypotheses(self) -> list[Motion]:
        """Work out the background's motion, and the motion seen at other times."""
        blinds = blind_masks(self._holes)
        rough = rough_motion(_greys(self.pictures), self.is_far, self._pool)
        self.exposure = measure_exposure(self.pictures, blinds, rough, self._pool)
        if self.exposure.changes:
            self.pictures = self._levelled()
        seen = observe_motion(_greys(self.pictures), self.is_far, self._pool)
        camera = self._camera(seen, blinds)
        background = camera if self.is_still else background_motion(seen, camera, blinds, self._pool)
        carried = carried_motion(seen, camera, background, blinds, self._pool)
        if self._completer is not None:
            greys = _greys(self.pictures)
            carried = completed_motion(self._completer, carried, background, blinds, greys, self._pool)
        return [background, carried]

    def _levelled(self) -> Stack[np.uint8]:
        height, width = self._holes[0].shape
        levelled = Stack(len(self.pictures), height, width, np.dtype(np.uint8))
        for position, picture in enumerate(self.pictures):
            levelled.put(position, self.exposure.levelled(position, picture))
        return levelled

    def _camera(self, seen: Motion, blinds: Sequence[NDArray[np.bool_]]) -> Motion:
        height, width = self._holes[0].shape
        found = self._pool.map(camera_homography, seen.forward, blinds)
        cameras = [steadied(one, width, height) for one in found]
        blind = np.logical_or.reduce([*blinds, *self._holes])
        self.is_still = stands_still(_greys(self.pictures), blind)
        if self.is_still:
            self._plate = still_plate(self.pictures, self._holes, PLATE_MARGIN_PX)
            self._take_from_outside(PLATE_MARGIN_PX)
            cameras = [np.eye(3) for _ in cameras]
        there = self._pool.map(lambda one: homography_flow(one, (height, width)), cameras)
        back = self._pool.map(lambda one: homography_flow(np.linalg.inv(one), (height, width)), cameras)
        return Motion(there, back)

    def _take_from_outside(self, margin_px: int) -> None:
        """Take nothing from so near the holes."""
        self._untaken = [Hole.of(one) for one in grown(self._holes, margin_px)]
        pairs = zip(self._holes, self._untaken, strict=True)
        self._wanted = [np.flatnonzero(picked(hole, untaken.where)) for hole, untaken in pairs]

    def candidates(self, motions: Sequence[Motion]) -> list[list[Candidate]]:
        """Fetch for each picture, for each motion, what the past shows, then what the future shows."""
        jobs = [(motion, future) for motion in motions for future in (False, True)]
        traces = self._pool.map(
            lambda job: trace(
                self._untaken, job[0].forward if job[1] else job[0].backward, towards_future=job[1]
            ),
            jobs,
        )

        def of_picture(i: int) -> list[Candidate]:
            return [self._candidate(i, found[i], job[1]) for found, job in zip(traces, jobs, strict=True)]

        return self._pool.map(of_picture, range(len(self.pictures)))

    def _candidate(self, i: int, found: Trace, towards_future: bool) -> Candidate:
        places = np.take(found.places, self._wanted[i], axis=0)
        seen = np.isfinite(places[:, 3])
        return Candidate(
            fetch(self.pictures, places, cv2.INTER_CUBIC),
            seen,
            np.where(seen, places[:, 3], np.float32(1)),
            self._preferences[places[:, 0].astype(np.intp)],
            towards_future,
        )

    def weigh(self, candidates: Sequence[Sequence[Candidate]], nearness: float) -> list[Weights]:
        """Weigh the candidates of every picture."""

        def of_picture(i: int) -> Weights:
            return weigh(candidates[i], self._holes[i], self._plate_sample(i), nearness)

        return self._pool.map(of_picture, range(len(candidates)))

    def change_levels(self, before: Sequence[NDArray[np.uint8]], after: Sequence[NDArray[np.uint8]]) -> float:
        """Mean absolute difference of two fillings under the holes, 0 to 255."""

        def of_picture(i: int) -> tuple[float, int]:
            box = bounding_box(self._holes[i])
            if box is None:
                return 0.0, 0
            difference = cv2.absdiff(before[i][box.area], after[i][box.area])
            inside = self._holes[i][box.area].view(np.uint8)
            count = 3 * cv2.countNonZero(inside)
            return count * sum(cv2.mean(difference, inside)) / 3, count

        sums, counts = zip(*self._pool.map(of_picture, range(len(before))), strict=True)
        return float(sum(sums) / max(1, sum(counts)))

    def pieced(
        self,
        weights: Sequence[Weights],
        candidates: Sequence[Sequence[Candidate]],
        spatial: list[NDArray[np.float32]],
        motion: Motion,
    ) -> list[NDArray[np.float32]]:
        """Let what nothing shows be made of its surroundings; the rest of the spatial fill stays."""
        unseen = [_unseen(*one) for one in zip(weights, self._holes, strict=True)]
        if not lies_deep(unseen, self._pool):
            return spatial
        height, width = self._holes[0].shape
        pictures = Stack(len(unseen), height, width, np.dtype(np.uint8))
        for position, picture in enumerate(self.filled(weights, candidates, spatial)):
            pictures.put(position, picture)
        piece_together(pictures, unseen, motion, self._pool)
        return [
            np.where(picked(made, where)[:, None], picked(picture, where).astype(np.float32), before)
            for made, where, picture, before in zip(unseen, self._where, pictures, spatial, strict=True)
        ]

    def _plate_sample(self, i: int) -> PlateSample | None:
        if self._plate is None:
            return None
        where = self._where[i]
        return PlateSample(
            picked(self._plate.colours, where).astype(np.float32), picked(self._plate.trust, where)
        )

    def filled(
        self,
        weights: Sequence[Weights],
        candidates: Sequence[Sequence[Candidate]],
        spatial: Sequence[NDArray[np.float32]],
    ) -> list[NDArray[np.uint8]]:
        """Fill the pictures' holes with the mixture."""

        def of_picture(i: int) -> NDArray[np.uint8]:
            mixture = Mixture(len(spatial[i]))
            for one, share in zip(candidates[i], weights[i].shares, strict=True):
                mixture.add(one.colours, share)
            plate, plate_share = self._plate_sample(i), weights[i].plate
            if plate is not None and plate_share is not None:
                mixture.add(plate.colours, plate_share)
            picture = self.pictures[i].copy()
            mixed = np.clip(np.rint(mixture.mixed(spatial[i], weights[i].spatial)), 0, 255)
            picture.reshape(-1, 3)[self._where[i]] = mixed.astype(np.uint8)
            return picture

        return self._pool.map(of_picture, range(len(self.pictures)))
