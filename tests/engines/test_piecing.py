"""What is pieced together in one picture arrives in the others as it was made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engines.complete.explicit.motion import Motion
from engines.complete.explicit.parallel import Pool
from engines.complete.explicit.piecing import lies_deep, piece_together
from engines.complete.explicit.stack import Stack

COUNT, HEIGHT, WIDTH = 5, 120, 140
STEP_PX = 3


def scene() -> NDArray[np.uint8]:
    columns = np.arange(WIDTH + COUNT * STEP_PX)
    noise = np.random.default_rng(2).integers(0, 40, (HEIGHT, len(columns), 3))
    return (np.where(columns % 10 < 5, 60, 180)[None, :, None] + noise).astype(np.uint8)


def panned(depth_px: int = 20) -> tuple[Stack[np.uint8], list[NDArray[np.bool_]], Motion]:
    """A pan over stripes; what is hidden lies at the same place of the scene in all pictures."""
    whole = scene()
    pictures = Stack(COUNT, HEIGHT, WIDTH, np.dtype(np.uint8))
    hidden = []
    for i in range(COUNT):
        hole = np.zeros((HEIGHT, WIDTH), np.bool_)
        hole[60 - depth_px : 60 + depth_px, 50 - i * STEP_PX : 95 - i * STEP_PX] = True
        picture = whole[:, i * STEP_PX : i * STEP_PX + WIDTH].copy()
        picture[hole] = 0
        pictures.put(i, picture)
        hidden.append(hole)
    flow = np.zeros((HEIGHT, WIDTH, 2), np.float32)
    flow[..., 0] = STEP_PX
    return pictures, hidden, Motion([-flow] * (COUNT - 1), [flow] * (COUNT - 1))


def test_all_pictures_show_the_same_pieces() -> None:
    pictures, hidden, motion = panned()
    with Pool() as pool:
        piece_together(pictures, hidden, motion, pool)
    made = [picture[hole].reshape(40, 45, 3) for picture, hole in zip(pictures, hidden, strict=True)]
    assert made[0].min() > 40
    assert made[0].std() > 30
    for one in made[1:]:
        assert np.array_equal(one, made[0])


def test_what_comes_into_view_later_is_made_later() -> None:
    pictures, hidden, motion = panned()
    hidden[4][90:110, 100:120] = True
    pictures[4][90:110, 100:120] = 0
    before = [picture.copy() for picture in pictures]
    with Pool() as pool:
        piece_together(pictures, hidden, motion, pool)
    assert pictures[4][90:110, 100:120].min() > 40
    for picture, hole, old in zip(pictures, hidden, before, strict=True):
        assert np.array_equal(picture[~hole], old[~hole])


def test_only_what_lies_deep_is_worth_it() -> None:
    narrow, deep = panned(depth_px=10)[1], panned(depth_px=20)[1]
    with Pool() as pool:
        assert not lies_deep(narrow, pool)
        assert lies_deep([*narrow[:-1], deep[-1]], pool)


def test_specks_and_whole_pictures_are_left() -> None:
    pictures, hidden, motion = panned()
    for hole in hidden:
        hole[:] = False
        hole[10:14, 10:14] = True
    hidden[2][:] = True
    before = [picture.copy() for picture in pictures]
    with Pool() as pool:
        piece_together(pictures, hidden, motion, pool)
    assert all(np.array_equal(one, old) for one, old in zip(pictures, before, strict=True))
