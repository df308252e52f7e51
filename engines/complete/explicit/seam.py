"""The last difference of light between what was fetched and the picture around the hole.

Gains of whole pictures (`exposure`) leave out light that changes from place to place: a vignette that the
camera pans through, a reflection, a drifting shade. What the rim of the hole shows of it is spread inwards as
a membrane, after P. Perez et al., "Poisson Image Editing", SIGGRAPH 2003, and fades on the way.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.motion import Motion
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.picture_run import bounding_box, grown
from engines.complete.explicit.pixels import laid, picked
from engines.complete.explicit.stack import Stack
from engines.complete.explicit.tracing import Hole, Trace, fetch, trace
from engines.complete.membrane import pull_push

_BAND_PX = 4
_SKIPPED_PX = 1
"""Fringes of what is removed stand right beside the hole."""

_MOST_LEVELS = 12.0
"""A larger difference is another thing in the way, not another light."""

_CALM = 0.05
"""How much each place inside the hole pulls towards no difference."""

_FEWEST = 24

Seams = Sequence[NDArray[np.float32]]
"""For each picture m x 3: what to add to the fetched colours of its m hole pixels, in levels of 8 bit."""


def seams(pictures: Stack[np.uint8], holes: Sequence[NDArray[np.bool_]], motion: Motion, pool: Pool) -> Seams:
    """Measure around each hole what fetched colours lack, and spread it into the hole.

    Parameters
    ----------
    pictures : Stack
        n, H x W x 3, at a common exposure.
    holes : sequence of ndarray
        n, H x W, bool.
    motion : Motion
        Along it the fills are fetched.
    pool : Pool
        Does the work.
    """
    wide = grown(holes, _BAND_PX)
    reached = [Hole.of(one) for one in wide]
    near = grown(holes, _SKIPPED_PX)
    ways = [(motion.backward, False), (motion.forward, True)]
    past, future = pool.map(lambda way: trace(reached, way[0], towards_future=way[1]), ways)

    def of_picture(i: int) -> NDArray[np.float32]:
        band = wide[i] & ~near[i]
        which = picked(band, reached[i].where)
        return _spread(*_lack(pictures, i, which, band, (past[i], future[i])), band, holes[i])

    return pool.map(of_picture, range(len(holes)))


def _lack(
    pictures: Stack[np.uint8],
    i: int,
    which: NDArray[np.bool_],
    band: NDArray[np.bool_],
    traces: Sequence[Trace],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Compare the band with its sources: k x 3, what they lack; k, 1 where that is believed."""
    wanted = np.flatnonzero(which)
    own = picked(pictures[i], np.flatnonzero(band)).astype(np.float32)
    lack, trust = np.zeros_like(own), np.zeros(len(own), np.float32)
    for found in traces:
        places = np.take(found.places, wanted, axis=0)
        difference = own - fetch(pictures, places, cv2.INTER_LINEAR)
        # Nothing found is infinitely far.
        nearness = 1 / np.maximum(places[:, 3], np.float32(1))
        lack += difference * nearness[:, None]
        trust += nearness
    lack /= np.maximum(trust, np.float32(1e-6))[:, None]
    believed = (trust > 0) & (np.abs(lack).max(1, initial=0) < _MOST_LEVELS)
    return lack, believed.astype(np.float32)


def _spread(
    lack: NDArray[np.float32], trust: NDArray[np.float32], band: NDArray[np.bool_], hole: NDArray[np.bool_]
) -> NDArray[np.float32]:
    box = bounding_box(band | hole)
    if box is None or trust.sum() < _FEWEST:
        return np.zeros((int(hole.sum()), 3), np.float32)
    near, inside = np.flatnonzero(band[box.area]), np.flatnonzero(hole[box.area])
    shape = hole[box.area].shape
    values, weights = laid(lack, near, shape), laid(trust, near, shape)
    weights.ravel()[inside] = _CALM
    return picked(pull_push(values, weights), inside)
