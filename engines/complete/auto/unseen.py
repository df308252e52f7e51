"""What no frame shows, once the explicit engine has done what it can."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Window
from engines.complete.explicit.motion import Flow, Motion
from engines.complete.explicit.picture_run import Box, Picture, PictureRun
from engines.complete.explicit.solving import Solution
from engines.complete.explicit.window_pictures import far_pictures, near_pictures
from engines.complete.learned.boxes import within
from engines.complete.learned.crops import Crop
from engines.complete.learned.filling import Patch
from engines.complete.learned.views import View

_BEGINS, _WHOLE = 0.1, 0.5
"""Shares of made-up pixels from which the network has a say, and at which it has all of it."""

_SPECK_PX = 3
_FEWEST_PX = 48
"""What is narrower or smaller than that at working size is not worth a network."""


class Unseen:
    """The pictures of a run, filled by the explicit engine, with holes where it made something up.

    Parameters
    ----------
    window : Window
        What was asked for.
    run : PictureRun
        Its pictures.
    solution : Solution
        How they were filled.
    """

    def __init__(self, window: Window, run: PictureRun, solution: Solution) -> None:
        self._run = run
        self._motion = solution.motions[0]
        self._places = {index: i for i, index in enumerate(run.indices)}
        self._shares = [_share(run, solution, i) for i in range(len(run))]
        self._start = window.start
        near, far = near_pictures(window), far_pictures(window)
        self.views = [self._view(picture) for picture in near]
        self.far = [self._view(picture) for picture in far if picture.index in self._places]
        emitted = range(window.done, window.done + window.emit_count)
        self.wanted = emitted if self._is_worth_it(emitted) else range(0)

    def _is_worth_it(self, emitted: Sequence[int]) -> bool:
        counts = [int((self._share_at(i) > _WHOLE).sum()) for i in emitted]
        return max(counts, default=0) >= _FEWEST_PX

    def _share_at(self, position: int) -> NDArray[np.float32]:
        return self._shares[self._places[self._start + position]]

    def _view(self, picture: Picture) -> View:
        at = self._places[picture.index]
        hole = np.zeros(picture.hole.shape, np.bool_)
        hole[self._run.box.area] = self._weight(at) > 0
        return View(picture.index, picture.rgb, hole, picture.preference, (self._run.box, self._run.full[at]))

    def _weight(self, at: int) -> NDArray[np.float32]:
        """Say what the network counts in a picture of the run, at full size, 0 to 1."""
        share, full_hole = self._shares[at], self._run.full_holes[at]
        if not (share > 0).any():
            return np.zeros(full_hole.shape, np.float32)
        full = cv2.resize(share, full_hole.shape[::-1], interpolation=cv2.INTER_LINEAR)
        return np.asarray(np.clip((full - _BEGINS) / (_WHOLE - _BEGINS), 0, 1) * full_hole, np.float32)

    def hidden(self, position: int, crop: Crop) -> NDArray[np.bool_]:
        """All that was a hole to begin with, in a crop at its network's scale."""
        at, box = self._places[self._start + position], self._run.box
        hole = np.zeros(self.views[position].hole.shape, np.uint8)
        hole[box.area] = self._run.full_holes[at]
        small = cv2.resize(hole[crop.box.area] * 255, (crop.width, crop.height), interpolation=cv2.INTER_AREA)
        return np.asarray(small > 0, np.bool_)

    def motion(self, crop: Crop, seen: Sequence[View]) -> Motion:
        """Motion between consecutive pictures as the explicit engine knows it, in a crop."""
        places = [self._places[view.index] for view in seen]
        return Motion(
            [_cut(self._motion.forward[at], self._run.box, crop) for at in places[:-1]],
            [_cut(self._motion.backward[at], self._run.box, crop) for at in places[:-1]],
        )

    def lay(self, position: int, patch: Patch) -> None:
        """Lay a network's fill over what was made up, into the run's picture."""
        at = self._places[self._start + position]
        area = within(patch.box, self._run.box).area
        picture = self._run.full[at]
        weight = self._weight(at)[area][patch.hole][:, None]
        before = picture[area][patch.hole].astype(np.float32)
        mixed = before + (patch.colours * np.iinfo(picture.dtype).max - before) * weight
        picture[area][patch.hole] = np.rint(mixed)


def _share(run: PictureRun, solution: Solution, i: int) -> NDArray[np.float32]:
    """Share of each pixel at working size that is made up; specks of it are left out."""
    hole = run.small_holes[i]
    share = np.zeros(hole.shape, np.float32)
    share[hole] = solution.weights[i].spatial
    kernel = np.ones((_SPECK_PX, _SPECK_PX), np.uint8)
    kept = cv2.morphologyEx((share > _BEGINS).astype(np.uint8), cv2.MORPH_OPEN, kernel)
    return np.asarray(share * kept, np.float32)


def _cut(flow: Flow, box: Box, crop: Crop) -> Flow:
    """Bring flow from a run's box at working size to a crop at its network's scale."""
    down = np.array([flow.shape[1] / (box.right - box.left), flow.shape[0] / (box.bottom - box.top)])
    scale = np.array(
        [
            crop.width / (crop.box.right - crop.box.left),
            crop.height / (crop.box.bottom - crop.box.top),
        ]
    )
    corner = np.array([crop.box.left - box.left, crop.box.top - box.top])
    to_run = np.zeros((2, 3))
    to_run[[0, 1], [0, 1]] = down / scale
    to_run[:, 2] = (corner + 0.5 / scale) * down - 0.5
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = crop.width, crop.height
    cut = cv2.warpAffine(flow, to_run, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut * (scale / down), np.float32)
