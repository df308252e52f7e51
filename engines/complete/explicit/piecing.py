"""What no time shows, pieced together in a few pictures and carried from there to all others.

Everything is carried from where it was made in one step, as real pixels are: nothing boils, and nothing
turns soft on the way.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.motion import Motion
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.patchwork import depth_px, patchwork
from engines.complete.explicit.stack import Stack
from engines.complete.explicit.tracing import Hole, Trace, fetch, trace
from engines.complete.membrane import pull_push

_ANCHORS = 3
_FEWEST_PX = 48
"""Less than that at working size is not worth a look at the whole picture."""

_DEEP_PX = 17.0
"""At working size, from the rim. Where nothing lies deeper, lines of the surroundings go on into a smooth
fill by themselves, and pieces guess worse: by 2.5 dB on grass under a stroke of 29 pixels.
"""


def lies_deep(unseen: Sequence[NDArray[np.bool_]], pool: Pool) -> bool:
    """Whether some of it lies so deep that pieces do better than a smooth fill.

    Parameters
    ----------
    unseen : sequence of ndarray
        H x W, bool, at working size.
    pool : Pool
        Does the work.
    """
    return any(depth >= _DEEP_PX for depth in pool.map(depth_px, unseen))


def piece_together(
    pictures: Stack[np.uint8], unseen: Sequence[NDArray[np.bool_]], motion: Motion, pool: Pool
) -> None:
    """Fill what nothing shows, in the pictures themselves.

    Parameters
    ----------
    pictures : Stack
        n of H x W x 3; all but the unseen is filled.
    unseen : sequence of ndarray
        n, H x W, bool.
    motion : Motion
        Completed motion between consecutive pictures.
    pool : Pool
        Does the work.
    """
    left = [one.copy() for one in unseen]
    anchors: list[int] = []
    while len(anchors) < _ANCHORS:
        counts = [0 if one.all() else int(np.count_nonzero(one)) for one in left]
        anchor = int(np.argmax(counts))
        if counts[anchor] < _FEWEST_PX:
            break
        pictures.put(anchor, patchwork(pictures[anchor], left[anchor], pool))
        left[anchor][:] = False
        anchors.append(anchor)
        _carry(pictures, left, motion, {it: unseen[it] for it in anchors})
    if anchors:
        _smooth_over(pictures, left)


def _carry(
    pictures: Stack[np.uint8],
    left: Sequence[NDArray[np.bool_]],
    motion: Motion,
    made: dict[int, NDArray[np.bool_]],
) -> None:
    """Fetch what was made in the anchors; what arrived is no longer left."""
    holes = [Hole.of(one) for one in left]
    past = trace(holes, motion.backward, towards_future=False)
    future = trace(holes, motion.forward, towards_future=True)
    for i, (hole, *sides) in enumerate(zip(holes, past, future, strict=True)):
        places = _nearer(*(_leading_to(one, made) for one in sides))
        found = np.flatnonzero(np.isfinite(places[:, 3]))
        if not len(found):
            continue
        picture = pictures[i].copy()
        colours = fetch(pictures, places[found], cv2.INTER_CUBIC)
        picture.reshape(-1, 3)[hole.where[found]] = np.clip(np.rint(colours), 0, 255)
        pictures.put(i, picture)
        left[i].reshape(-1)[hole.where[found]] = False


def _leading_to(found: Trace, made: dict[int, NDArray[np.bool_]]) -> NDArray[np.float32]:
    """Leave out places where nothing was made."""
    places = found.places.copy()
    good = np.zeros(len(places), np.bool_)
    for anchor, mask in made.items():
        here = np.flatnonzero((places[:, 0] == anchor) & np.isfinite(places[:, 3]))
        x, y = (np.rint(places[here, i]).astype(np.intp) for i in (1, 2))
        inside = (x >= 0) & (x < mask.shape[1]) & (y >= 0) & (y < mask.shape[0])
        good[here[inside]] = mask[y[inside], x[inside]]
    places[~good, 3] = np.inf
    return places


def _nearer(past: NDArray[np.float32], future: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.where((past[:, 3] <= future[:, 3])[:, None], past, future)


def _smooth_over(pictures: Stack[np.uint8], left: Sequence[NDArray[np.bool_]]) -> None:
    for i, hole in enumerate(left):
        if hole.any() and not hole.all():
            filled = pull_push(pictures[i].astype(np.float32), (~hole).astype(np.float32))
            pictures.put(i, np.where(hole[..., None], np.rint(filled), pictures[i]).astype(np.uint8))
