"""Which sources the pixels of a fill come from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Origin, Provenance
from engines.complete.explicit.fusion import Weights
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import Box, PictureRun, grown
from engines.complete.explicit.pixels import picked
from engines.complete.explicit.solving import PLATE_MARGIN_PX, RIM_PX, Solution
from engines.complete.explicit.tracing import Hole, Trace, trace

_MADE_UP = 0.5


def sources(run: PictureRun, solution: Solution, pool: Pool) -> list[Provenance]:
    """Name for each pixel of a run's holes the source that has the largest share of it.

    Parameters
    ----------
    run : PictureRun
        As it was solved.
    solution : Solution
        What was found.
    pool : Pool
        Does the work.

    Returns
    -------
    list of Provenance
        One for each picture, at working size.
    """
    margin_px = PLATE_MARGIN_PX if solution.is_still else RIM_PX
    untaken = [Hole.of(one) for one in grown(run.small_holes, margin_px)]
    both = [(motion, future) for motion in solution.motions for future in (False, True)]
    traces = pool.map(
        lambda way: trace(untaken, way[0].forward if way[1] else way[0].backward, towards_future=way[1]), both
    )
    indices = np.array(run.indices, np.int32)

    def of_picture(i: int) -> Provenance:
        hole = run.small_holes[i]
        marks = np.full(hole.shape, Origin.KNOWN, np.int32)
        wanted = picked(hole, untaken[i].where)
        marks[hole] = _largest(solution.weights[i], [found[i] for found in traces], wanted, indices)
        return marks

    return pool.map(of_picture, range(len(run)))


def _largest(
    weights: Weights, traces: Sequence[Trace], wanted: NDArray[np.bool_], indices: NDArray[np.int32]
) -> NDArray[np.int32]:
    shares = list(weights.shares)
    names = [indices[found.picture[wanted]] for found in traces]
    if weights.plate is not None:
        shares.append(weights.plate)
        names.append(np.full(weights.plate.shape, Origin.PLATE, np.int32))
    best = np.argmax(shares, axis=0)[None]
    named = np.take_along_axis(np.array(names), best, 0)[0]
    return np.where(weights.spatial > _MADE_UP, np.int32(Origin.SPATIAL), named)


def enlarged(marks: Provenance, box: Box, part: Box) -> Provenance:
    """Bring a part of a map at working size to full size.

    Parameters
    ----------
    marks : Provenance
        Of all of the box.
    box, part : Box
        The box, and the part that is wanted, in pixels of the full picture.
    """
    rows = _nearest(np.arange(part.top, part.bottom) - box.top, box.bottom - box.top, marks.shape[0])
    columns = _nearest(np.arange(part.left, part.right) - box.left, box.right - box.left, marks.shape[1])
    return np.asarray(marks[np.ix_(rows, columns)], np.int32)


def _nearest(places: NDArray[np.intp], full: int, small: int) -> NDArray[np.intp]:
    return np.asarray(np.minimum((places + 0.5) * (small / full), small - 1), np.intp)
