"""Hard cuts are found; flashes, fades, dissolves and fast motion are not cuts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.media.convert import to_rgb
from editor.media.cuts import LOOKAHEAD, CutDetector, find_cuts
from editor.media.opening import open_clip

# Cuts that clip.json leaves out, seen by eye: the woman's pose changes from one frame to the next.
SEEN_BY_EYE = {"portrait-titles": (20, 151, 166)}
WITH_CUTS = ("bikes-cuts", "nasa-two-streams", "portrait-titles")
WITHOUT_CUTS = (
    *(
        "bag",
        "bedroom",
        "big-buck-bunny",
        "blackswan",
        "bmx-trees",
        "car-roundabout",
        "car-shadow",
        "chaplin",
    ),
    *("chart-timecode-1080", "dance-twirl", "dog", "dogs-jump", "goat", "kite-surf", "motocross-jump"),
    *("parkour", "plant-short", "road-above", "running-car", "schoolgirls", "teddy-portrait", "tennis"),
)


def cuts_of(frames: Iterable[NDArray[np.uint8]]) -> list[int]:
    detector = CutDetector()
    found = [detector.push(frame) for frame in frames]
    return [index for index in found if index is not None] + list(detector.finish())


def scene(seed: int) -> NDArray[np.uint8]:
    """Make a picture of soft shapes, larger than a frame so that a window can move over it."""
    coarse = np.random.default_rng(seed).integers(0, 256, (8, 14, 3)).astype(np.uint8)
    return cv2.resize(coarse, (640, 360), interpolation=cv2.INTER_CUBIC)


def held(seed: int, count: int) -> list[NDArray[np.uint8]]:
    return [scene(seed)[:180, :320]] * count


@pytest.mark.footage
@pytest.mark.parametrize("name", WITH_CUTS + WITHOUT_CUTS)
def test_cuts_of_the_footage(shared: Path, name: str) -> None:
    folder = shared / "footage" / "clips" / name
    told = json.loads((folder / "clip.json").read_text())
    with closing(open_clip(str(folder / told.get("file", "frames")))) as reader:
        expected = sorted([*told.get("scene_cuts", ()), *SEEN_BY_EYE.get(name, ())])
        assert list(find_cuts(reader)) == expected


@pytest.mark.footage
def test_pictures_and_rgb_agree(shared: Path) -> None:
    detector = CutDetector()
    with closing(open_clip(str(shared / "footage" / "clips" / "bikes-cuts" / "clip.mp4"))) as reader:
        found = [detector.push(to_rgb(reader.read(index))) for index in range(150)]
    assert {index: cut for index, cut in enumerate(found) if cut is not None} == {
        30 + LOOKAHEAD: 30,
        76 + LOOKAHEAD: 76,
        137 + LOOKAHEAD: 137,
    }


def test_cuts_close_to_both_ends() -> None:
    assert cuts_of([*held(1, 1), *held(2, 10), *held(3, 1)]) == [1, 11]


@pytest.mark.parametrize("length", [4, 5, 12])
def test_short_shots(length: int) -> None:
    assert cuts_of([*held(1, 10), *held(2, length), *held(1, 10)]) == [10, 10 + length]


@pytest.mark.parametrize("length", [1, 2, 3])
def test_flash_is_no_cut(length: int) -> None:
    flash = [np.full((180, 320, 3), 250, np.uint8)] * length
    assert cuts_of([*held(1, 10), *flash, *held(1, 10)]) == []


def test_fade_and_dissolve_are_no_cuts() -> None:
    one, other = scene(1)[:180, :320], scene(2)[:180, :320]
    dissolve = [cv2.addWeighted(one, 1 - t / 12, other, t / 12, 0) for t in range(13)]
    fade = [cv2.addWeighted(other, 1 - t / 12, other, 0, 0) for t in range(13)]
    assert cuts_of([*held(1, 8), *dissolve, *held(2, 8), *fade]) == []


def test_fast_pan_is_no_cut_and_a_cut_in_it_is() -> None:
    pan = [scene(1)[40:220, 14 * t : 14 * t + 320] for t in range(20)]
    after = [scene(2)[40:220, 14 * t : 14 * t + 320] for t in range(20)]
    assert cuts_of(pan) == []
    assert cuts_of([*pan, *after]) == [20]


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_depth_and_luma_make_no_difference(kind: type[np.uint8] | type[np.uint16]) -> None:
    scale = np.iinfo(kind).max // 255
    frames = [frame[..., 1].astype(kind) * kind(scale) for frame in (*held(1, 6), *held(2, 6))]
    assert cuts_of(frames) == [6]


def test_dark_shots_are_told_apart() -> None:
    assert cuts_of([frame // 6 for frame in (*held(1, 6), *held(2, 6))]) == [6]


def test_no_frames_no_cuts() -> None:
    assert cuts_of([]) == []
    assert cuts_of(held(1, 1)) == []
