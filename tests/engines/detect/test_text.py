"""Burned-in text found on drawn and on real pictures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from engines.detect.text import TextSettings, find_text

HEIGHT, WIDTH, COUNT = 270, 480, 48
FIRST, LAST = 72, 310
Rgb = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def background(index: int, *, moves: bool) -> Rgb:
    rng = np.random.default_rng(3)
    wide = cv2.GaussianBlur(rng.integers(0, 256, (HEIGHT, WIDTH + 200, 3)).astype(np.uint8), (0, 0), 5)
    wide = np.clip((wide.astype(np.float32) - 127) * 4 + 110, 0, 190).astype(np.uint8)
    left = 3 * index if moves else 0
    noise = np.random.default_rng(index).normal(0, 2, (HEIGHT, WIDTH, 3))
    return np.clip(wide[:, left : left + WIDTH] + noise, 0, 255).astype(np.uint8)


def written(rgb: Rgb, text: str, at: tuple[int, int] = (90, 240)) -> tuple[Rgb, Mask]:
    """Write white letters with a dark outline; return the picture and what the text covers."""
    letters = np.zeros(rgb.shape[:2], np.uint8)
    cv2.putText(letters, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 255, 2, cv2.LINE_AA)
    outline = cv2.dilate(letters, np.ones((5, 5), np.uint8))
    share = letters[..., None] / 255
    drawn = np.where(outline[..., None] > 0, 12, rgb) * (1 - share) + 250 * share
    return np.rint(drawn).astype(np.uint8), outline > 0


def reader(shown: range, *, moves: bool, text: str = "Where are they going?") -> Callable[[int], Rgb]:
    def read(index: int) -> Rgb:
        rgb = background(index, moves=moves)
        return written(rgb, text)[0] if index in shown else rgb

    return read


@pytest.mark.parametrize("moves", [False, True])
@pytest.mark.parametrize("shown", [range(9, 31), range(17, COUNT)])
def test_text_is_found_to_the_frame_and_to_the_pixel(shown: range, moves: bool) -> None:
    (event,) = find_text(reader(shown, moves=moves), [range(COUNT)], TextSettings())
    assert abs(event.frames.start - shown.start) <= 1
    assert abs(event.frames.stop - shown.stop) <= 1
    covered = written(background(0, moves=moves), "Where are they going?")[1]
    found = np.zeros_like(covered)
    height, width = event.matte.shape
    found[event.top : event.top + height, event.left : event.left + width] = event.matte > 0
    assert (found & covered).sum() > 0.97 * covered.sum()
    near = cv2.dilate(covered.astype(np.uint8), np.ones((17, 17), np.uint8)) > 0
    assert not (found & ~near).any()


def test_letters_apart_from_their_line_and_over_something_bright_are_taken() -> None:
    shown = range(9, 31)
    face = cv2.FONT_HERSHEY_SIMPLEX

    def read(index: int) -> Rgb:
        rgb = cv2.GaussianBlur(background(index, moves=True), (0, 0), 2)
        shine = 0.5 + 0.5 * np.tanh((np.arange(WIDTH, dtype=np.float32) - 303 - index / 8) / 4)
        lit = np.asarray(rgb + (205 - rgb) * shine[:, None], np.float32)
        picture = np.ascontiguousarray(np.rint(lit).astype(np.uint8))
        if index in shown:
            for text, left in (("A", FIRST), ("Where are they?", 110), ("O", LAST)):
                cv2.putText(picture, text, (left, 240), face, 0.8, (235,) * 3, 2, cv2.LINE_AA)
            cv2.putText(picture, "A", (FIRST, 200), face, 0.8, (235,) * 3, 2, cv2.LINE_AA)
        return picture

    (event,) = find_text(read, [range(COUNT)], TextSettings())
    found = np.zeros((HEIGHT, WIDTH), np.bool_)
    height, width = event.matte.shape
    found[event.top : event.top + height, event.left : event.left + width] = event.matte > 0
    for text, left in (
        ("A", FIRST),
        ("O", LAST),
    ):  # the word of one letter, and the one over something bright
        letter = np.zeros((HEIGHT, WIDTH), np.uint8)
        cv2.putText(letter, text, (left, 240), face, 0.8, 255, 2)
        assert found[letter > 0].mean() > 0.97, text
    assert not found[:210].any()  # what stands above the line belongs to another


def test_pictures_without_text_have_none() -> None:
    for moves in (False, True):
        assert find_text(reader(range(0), moves=moves), [range(COUNT)], TextSettings()) == []


def test_text_that_moves_with_the_scene_is_left_alone() -> None:
    def read(index: int) -> Rgb:
        return written(background(index, moves=True), "STATION STREET", (300 - 3 * index, 120))[0]

    assert find_text(read, [range(COUNT)], TextSettings()) == []


def test_text_that_never_comes_nor_goes_in_a_still_picture_is_taken_only_if_asked_for() -> None:
    read = reader(range(COUNT), moves=False)
    assert find_text(read, [range(COUNT)], TextSettings()) == []
    assert len(find_text(read, [range(COUNT)], TextSettings(wants_scene_text=True))) == 1


def test_a_region_leaves_the_rest_out() -> None:
    read = reader(range(9, 31), moves=True)
    assert find_text(read, [range(COUNT)], TextSettings(regions=((0, 0, 1, 0.5),))) == []
    assert len(find_text(read, [range(COUNT)], TextSettings(regions=((0, 0, 1, 0.2), (0, 0.5, 1, 1))))) == 1


@pytest.mark.parametrize("frames", [range(0), range(1), range(2)])
def test_shots_of_hardly_a_frame(frames: range) -> None:
    assert find_text(reader(range(COUNT), moves=True), [frames], TextSettings()) == []


@pytest.mark.footage
def test_real_subtitles(shared: Path) -> None:
    folder = shared / "footage" / "clips" / "dog-walk-subtitled"
    clip = open_clip(folder / "clip.mp4")
    read = lambda index: np.asarray(to_rgb(clip.read(index)), np.uint8)  # noqa: E731
    (event,) = find_text(read, [range(30, 64)], TextSettings())
    clip.close()
    assert abs(event.frames.start - 34) <= 2
    assert abs(event.frames.stop - 61) <= 2
    truth = cv2.imread(str(folder / "masks" / "00040.png"), cv2.IMREAD_GRAYSCALE) > 0
    found = np.zeros_like(truth)
    height, width = event.matte.shape
    found[event.top : event.top + height, event.left : event.left + width] = event.matte > 0
    assert (found & truth).sum() >= 0.98 * truth.sum()
    assert (found & truth).sum() >= 0.7 * found.sum()
