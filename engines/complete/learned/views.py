"""Pictures of which parts are cut out, some with something already laid over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engines.complete.contract import Rgb
from engines.complete.explicit.picture_run import Box, Picture
from engines.complete.learned.boxes import common, within


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """A picture to fill or to take from.

    Attributes
    ----------
    index : int
        Clip index.
    rgb : Rgb
        H x W x 3, the whole picture.
    hole : ndarray
        H x W, bool.
    preference : float
        Weight of what is taken from it; 1 for the clip's own pictures.
    laid : (Box, Rgb) or None
        What stands over a part of the picture.
    """

    index: int
    rgb: Rgb
    hole: NDArray[np.bool_]
    preference: float = 1.0
    laid: tuple[Box, Rgb] | None = None

    def cut(self, box: Box) -> Rgb:
        """Cut out a part; not to be written to."""
        seen = self.rgb[box.area]
        if self.laid is None:
            return seen
        where, over = self.laid
        part = common(box, where)
        if part is None:
            return seen
        covered = seen.copy()
        covered[within(part, box).area] = over[within(part, where).area]
        return covered


def views(pictures: Sequence[Picture]) -> list[View]:
    """Look at pictures as they are."""
    return [View(one.index, one.rgb, one.hole, one.preference) for one in pictures]
