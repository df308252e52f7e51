"""How the background moves through a shot, as a plane: to take it from other frames, and to hold it still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from editor.masks.errors import MaskValueError
from editor.masks.tracking.matching import Homography
from editor.masks.tracking.planar import MatteAt, PictureAt, track_plane
from editor.media.convert import Rgb

LONGEST_SIDE_PX = 960
"""Motion is looked for at this size: quick, and exact to a tenth of a pixel of it."""

WHOLE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
"""The region that is all of the picture."""


def motion_from(
    picture_at: PictureAt,
    anchor: int,
    frames: Sequence[int],
    *,
    region: Sequence[tuple[float, float]] = WHOLE,
    in_front: MatteAt = lambda _: None,
) -> Iterator[tuple[int, Homography]]:
    """Follow what is seen in a frame through others, as far as it can be followed.

    Parameters
    ----------
    picture_at : callable
        Gives frames, of any size.
    anchor : int
        The frame that it begins with.
    frames : sequence of int
        Frame indices in order, from the anchor's neighbour on, forwards or backwards.
    region : sequence of (float, float)
        Corners of what is followed, fractions of the picture.
    in_front : callable
        Gives mattes of what moves otherwise.

    Yields
    ------
    (int, ndarray of float64)
        Frame, and 3 x 3 from places of the anchor to places of that frame, in fractions of the picture.
    """
    try:
        for step in track_plane(
            lambda frame: _small(picture_at(frame)), anchor, region, frames, in_front=in_front
        ):
            yield step.frame, np.array(step.homography, np.float64).reshape(3, 3)
    except MaskValueError:
        return  # hardly any texture: nothing that could be followed


def _small(rgb: Rgb) -> Rgb:
    scale = LONGEST_SIDE_PX / max(rgb.shape[:2])
    if scale >= 1:
        return rgb
    smaller: Rgb = cv2.resize(rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)  # type: ignore[assignment]
    return smaller
