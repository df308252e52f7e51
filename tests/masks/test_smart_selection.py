"""Clicks select what they lie on, further clicks refine."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.masks.errors import MaskValueError
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import Seed
from editor.masks.smart.selection import select

HEIGHT, WIDTH = 270, 480
GREEN, RED, BLUE = (60, 120, 50), (190, 60, 50), (60, 70, 180)


def scene(*discs: tuple[tuple[int, int], int, tuple[int, int, int]]) -> NDArray[np.uint8]:
    """Discs on green, with noise."""
    picture = np.full((HEIGHT, WIDTH, 3), GREEN, np.uint8)
    for centre, radius, colour in discs:
        cv2.circle(picture, centre, radius, colour, -1, cv2.LINE_AA)
    noise = np.random.default_rng(3).normal(0, 6, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def disc(centre: tuple[int, int], radius: int) -> NDArray[np.bool_]:
    return cv2.circle(np.zeros((HEIGHT, WIDTH), np.uint8), centre, radius, 1, -1) > 0


def click(x: float, y: float, *, is_background: bool = False) -> Seed:
    return Seed(((x / WIDTH, y / HEIGHT),), is_background)


def overlap(matte: Matte, wanted: NDArray[np.bool_]) -> float:
    chosen = matte > 127
    return float((chosen & wanted).sum() / (chosen | wanted).sum())


LEFT, RIGHT = ((150, 130), 50), ((290, 130), 50)


def test_a_click_selects_the_thing_that_it_lies_on_and_nothing_else() -> None:
    picture = scene((*LEFT, RED), (*RIGHT, BLUE))
    assert overlap(select(picture, [click(150, 130)]), disc(*LEFT)) > 0.95
    assert overlap(select(picture, [click(290, 130)]), disc(*RIGHT)) > 0.95


def test_two_clicks_select_two_things() -> None:
    picture = scene((*LEFT, RED), (*RIGHT, RED))
    matte = select(picture, [click(150, 130), click(290, 130)])
    assert overlap(matte, disc(*LEFT) | disc(*RIGHT)) > 0.95


def test_a_click_on_the_background_takes_away() -> None:
    picture = scene((*LEFT, RED), (*RIGHT, RED), ((220, 130), 40, RED))
    first = select(picture, [click(130, 130)])
    seeds = [click(130, 130), click(300, 130, is_background=True)]
    second = select(picture, seeds, before=first)
    assert first[130, 300] > 127 > second[130, 300]
    assert second[130, 130] > 127


def test_a_further_click_leaves_what_is_far_from_it() -> None:
    picture = scene((*LEFT, RED), (*RIGHT, BLUE))
    first = select(picture, [click(150, 130)])
    second = select(picture, [click(150, 130), click(290, 130)], before=first)
    assert overlap(second, disc(*LEFT) | disc(*RIGHT)) > 0.95


def test_the_newer_of_two_clicks_in_one_place_holds() -> None:
    picture = scene((*LEFT, RED), (*RIGHT, BLUE))
    both = [click(*LEFT[0]), click(*RIGHT[0])]
    taken = [*both, click(*RIGHT[0], is_background=True)]
    assert overlap(select(picture, taken, before=select(picture, both)), disc(*LEFT)) > 0.95
    back = [click(*LEFT[0]), click(*RIGHT[0], is_background=True), click(*RIGHT[0])]
    assert overlap(select(picture, back), disc(*LEFT) | disc(*RIGHT)) > 0.95
    nothing = [click(*LEFT[0]), click(*LEFT[0], is_background=True)]
    assert not select(picture, nothing).any()


def test_a_scribble_selects_all_that_it_crosses() -> None:
    picture = scene((*LEFT, RED), (*RIGHT, BLUE))
    line = Seed(((130 / WIDTH, 130 / HEIGHT), (300 / WIDTH, 130 / HEIGHT)), size=0.02)
    matte = select(picture, [line])
    assert matte[130, 140:300].min() > 127


def test_small_holes_are_filled_and_clicked_ones_are_not() -> None:
    picture = scene(((200, 130), 90, RED), ((200, 130), 9, GREEN), ((160, 130), 9, GREEN))
    seeds = [click(240, 130), click(200, 130, is_background=True)]
    matte = select(picture, seeds)
    assert matte[130, 160] > 127 > matte[130, 200]


def test_edges_are_those_of_the_full_picture_and_soft_by_a_few_pixels() -> None:
    large = cv2.resize(scene((*LEFT, RED)), (1920, 1080), interpolation=cv2.INTER_CUBIC)
    matte = select(large.astype(np.uint8), [click(150, 130)])
    wanted = cv2.circle(np.zeros((1080, 1920), np.uint8), (602, 522), 202, 1, -1) > 0
    assert overlap(matte, wanted) > 0.95
    between = ((matte > 20) & (matte < 235)).sum()
    assert between < 2 * np.pi * 202 * 8


def test_deep_pictures_give_the_same_as_their_upper_bits() -> None:
    picture = scene((*LEFT, RED))
    deep = picture.astype(np.uint16) << 8 | 0x3C
    assert np.array_equal(select(deep, [click(150, 130)]), select(picture, [click(150, 130)]))


def test_the_same_clicks_give_the_same_matte() -> None:
    picture = scene((*LEFT, RED), (*RIGHT, BLUE))
    assert np.array_equal(select(picture, [click(150, 130)]), select(picture, [click(150, 130)]))


def test_only_the_surroundings_are_looked_at() -> None:
    picture = scene((*LEFT, RED), (*RIGHT, RED))
    matte = select(picture, [click(150, 130)], reach=0.25)
    assert not matte[:, 150 + 70 :].any()


@pytest.mark.parametrize("place", [(0, 0), (WIDTH, HEIGHT), (WIDTH - 1, 0)])
def test_a_click_in_a_corner_is_one_on_the_picture(place: tuple[int, int]) -> None:
    assert select(scene((*LEFT, RED)), [click(*place)]).any()


@pytest.mark.parametrize("size", [(1, 1), (2, 9), (40, 3)])
def test_tiny_pictures_are_no_trouble(size: tuple[int, int]) -> None:
    assert select(np.zeros((*size, 3), np.uint8), [Seed(((0.5, 0.5),))]).shape == size


@pytest.mark.parametrize("seeds", [[], [click(5, 5, is_background=True)], [click(-500, 10)]])
def test_without_a_click_on_the_object_nothing_can_be_selected(seeds: list[Seed]) -> None:
    with pytest.raises(MaskValueError, match="no click lies on the object"):
        select(scene(), seeds)


@pytest.mark.footage
@pytest.mark.parametrize(("clip", "wanted"), [("blackswan", 0.85), ("car-shadow", 0.7), ("dog", 0.75)])
def test_real_things_are_found_with_five_clicks(shared: Path, clip: str, wanted: float) -> None:
    folder = shared / "footage/clips" / clip
    picture = cv2.cvtColor(cv2.imread(str(folder / "frames/00025.jpg")), cv2.COLOR_BGR2RGB)
    truth = cv2.imread(str(folder / "masks/00025.png"), cv2.IMREAD_GRAYSCALE) > 127
    height, width = truth.shape
    matte, seeds = np.zeros(truth.shape, np.uint8), []
    for _ in range(5):
        x, y = middle_of_largest_error(matte > 127, truth)
        seeds.append(Seed((((x + 0.5) / width, (y + 0.5) / height),), not truth[y, x]))
        matte = select(picture.astype(np.uint8), seeds, before=matte if len(seeds) > 1 else None)
    assert overlap(matte, truth) > wanted


def middle_of_largest_error(chosen: NDArray[np.bool_], truth: NDArray[np.bool_]) -> tuple[int, int]:
    depths = [
        cv2.distanceTransform(np.pad(wrong, 1).astype(np.uint8), cv2.DIST_L2, 5)[1:-1, 1:-1]
        for wrong in (truth & ~chosen, chosen & ~truth)
    ]
    depth = np.maximum(*depths)
    y, x = np.unravel_index(int(depth.argmax()), depth.shape)
    return int(x), int(y)
