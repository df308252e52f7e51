"""A photograph becomes a clip: the camera drifts, turns and zooms over it."""

from __future__ import annotations

import numpy as np

from engines.train.material import Rgb8
from engines.train.warps import Random, about, moved, shifted, turned

_DRIFT, _TURN_DEG, _ZOOM = 0.012, 0.4, 0.006
_ROOM = 0.85


def draw_passage(photograph: Rgb8, count: int, random: Random) -> list[Rgb8]:
    """Pass over a photograph.

    Parameters
    ----------
    photograph : ndarray
        H x W x 3, uint8.
    count : int
        Frames to make.
    random : Generator
        What decides the way.

    Returns
    -------
    list of ndarray
        S x S x 3, S the shorter side; beyond the photograph lies its mirror image.
    """
    height, width = photograph.shape[:2]
    side = min(height, width)
    drift = random.normal(0, _DRIFT, 2) * side
    turn_deg, zoom = random.normal(0, _TURN_DEG), float(np.exp(random.normal(0, _ZOOM)))
    from_x, from_y = (float(random.uniform(0, room)) for room in (width - side, height - side))
    view = shifted(-from_x, -from_y)
    change = shifted(*drift) @ about((side / 2, side / 2), turned(float(turn_deg), zoom))
    # Room at the edges, so that the way leads over the photograph and not over its mirror image.
    view = about((side / 2, side / 2), turned(0.0, 1 / _ROOM)) @ view
    frames = []
    for _ in range(count):
        frames.append(moved(photograph, view, side, mirror_border=True))
        view = change @ view
    return frames
