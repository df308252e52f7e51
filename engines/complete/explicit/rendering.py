"""Full-size fills from a solution found at working size."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.fusion import mix
from engines.complete.explicit.motion import Motion
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import PictureRun
from engines.complete.explicit.solving import Solution
from engines.complete.explicit.steady import steadied
from engines.complete.explicit.tracing import Trace, fetch, sample, smaller_place, trace

_CUBIC_REACH_PX = 1
_STEADYING_PASSES = 2


def render(run: PictureRun, solution: Solution, pool: Pool) -> list[Rgb]:
    """Fill the pictures of a run at full size.

    Returns
    -------
    list of Rgb
        The run's cut pictures, filled.
    """
    traces = _full_traces(run, solution.motions, pool)
    filled = pool.map(lambda i: _fill(run, solution, [one[i] for one in traces], i), range(len(run)))
    for _ in range(_STEADYING_PASSES):
        filled = steadied(filled, run.full_holes, solution.motions[0], pool)
    return filled


def _full_traces(run: PictureRun, motions: Sequence[Motion], pool: Pool) -> list[list[Trace]]:
    kernel = np.ones((2 * _CUBIC_REACH_PX + 1, 2 * _CUBIC_REACH_PX + 1), np.uint8)
    untaken = [cv2.dilate(hole.astype(np.uint8), kernel) > 0 for hole in run.full_holes]
    jobs = [(motion, future) for motion in motions for future in (False, True)]
    traced = pool.map(
        lambda job: trace(untaken, job[0].forward if job[1] else job[0].backward, towards_future=job[1]), jobs
    )
    inside = [hole[mask] for hole, mask in zip(run.full_holes, untaken, strict=True)]
    return [[_cut(found, keep) for found, keep in zip(one, inside, strict=True)] for one in traced]


def _cut(found: Trace, keep: NDArray[np.bool_]) -> Trace:
    return Trace(found.picture[keep], found.x[keep], found.y[keep], found.steps[keep])


def _fill(run: PictureRun, solution: Solution, traces: Sequence[Trace], i: int) -> Rgb:
    hole = run.full_holes[i]
    picture = run.full[i]
    ys, xs = np.nonzero(hole)
    if len(xs) == 0:
        return picture
    x, y = smaller_place(xs, ys, hole.shape, run.small_holes[i].shape)
    everywhere = np.ones(len(xs), np.bool_)
    peak = float(np.iinfo(picture.dtype).max)
    weights = solution.weights[i]
    colours = mix(
        [fetch(run.full, found, everywhere, cv2.INTER_CUBIC) for found in traces],
        [sample(s, x, y)[:, 0] * one.found for s, one in zip(weights.shares, traces, strict=True)],
        sample(solution.spatial[i], x, y) * np.float32(peak / 255),
        sample(weights.spatial, x, y)[:, 0],
    )
    filled = picture.copy()
    filled[hole] = np.clip(np.rint(colours), 0, peak)
    return filled
