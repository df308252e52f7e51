"""Still overlays found on drawn and on real pictures."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.media.convert import to_rgb
from editor.media.opening import open_clip
from engines.detect.overlay import OverlaySettings, find_overlays

HEIGHT, WIDTH, COUNT = 180, 320, 40
Rgb = NDArray[np.uint8]
Read = Callable[[int], Rgb]


def scene(index: int, *, speed: int = 3) -> Rgb:
    wide = np.random.default_rng(3).integers(0, 256, (HEIGHT, WIDTH + 4 * COUNT, 3)).astype(np.uint8)
    wide = cv2.GaussianBlur(wide, (0, 0), 3)
    wide = np.clip((wide.astype(np.float32) - 127) * 3 + 120, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(wide[:, speed * index : speed * index + WIDTH])


def logo() -> NDArray[np.float32]:
    """Draw opacity 0 to 1 of a ring and a word."""
    drawn = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.circle(drawn, (250, 30), 13, 255, 6, cv2.LINE_AA)
    cv2.putText(drawn, "TV", (268, 40), cv2.FONT_HERSHEY_DUPLEX, 0.9, 255, 2, cv2.LINE_AA)
    return drawn.astype(np.float32) / 255


def under_logo(rgb: Rgb, opacity: float) -> Rgb:
    share = opacity * logo()[..., None]
    return np.rint(rgb * (1 - share) + np.float32([240, 240, 235]) * share).astype(np.uint8)


def reader(shown: range, opacity: float, speed: int = 3) -> Read:
    def read(index: int) -> Rgb:
        rgb = scene(index, speed=speed)
        return under_logo(rgb, opacity) if index in shown else rgb

    return read


@pytest.mark.parametrize("opacity", [0.4, 1.0])
def test_a_logo_is_found_with_all_of_its_pixels(opacity: float) -> None:
    (event,) = find_overlays(reader(range(COUNT), opacity), [range(COUNT)], OverlaySettings())
    assert event.frames == range(COUNT)
    found = np.zeros((HEIGHT, WIDTH), np.bool_)
    height, width = event.matte.shape
    found[event.top : event.top + height, event.left : event.left + width] = event.matte > 0
    covered = logo() > 0.1
    assert (found & covered).sum() > 0.99 * covered.sum()
    assert found.sum() < 4 * covered.sum()


def test_one_that_comes_and_goes_is_found_while_it_is_there() -> None:
    shown = range(28)
    (event,) = find_overlays(reader(shown, 0.8), [range(COUNT)], OverlaySettings())
    assert event.frames.start == 0
    assert abs(event.frames.stop - shown.stop) <= 1


def test_a_slope_of_light_that_stays_is_no_watermark() -> None:
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    sky = 0.5 + 0.5 * np.tanh((110 - np.hypot(rows, columns)) / 25)[..., None]
    light = (100 + 0.3 * rows + 0.5 * columns)[..., None]

    def read(index: int) -> Rgb:
        return np.rint(scene(index) * (1 - sky) + light * sky).astype(np.uint8)

    settings = OverlaySettings(edge_levels=0.8, largest_area=1.0)
    assert find_overlays(read, [range(COUNT)], settings) == []


def test_a_still_camera_tells_nothing() -> None:
    assert find_overlays(reader(range(COUNT), 0.8, speed=0), [range(COUNT)], OverlaySettings()) == []


def test_a_scene_without_one_has_none_and_a_region_leaves_out_what_is_elsewhere() -> None:
    assert find_overlays(reader(range(0), 0.0), [range(COUNT)], OverlaySettings()) == []
    elsewhere = OverlaySettings(regions=((0, 0.5, 0.5, 1), (0, 0, 0.3, 0.3)))
    assert find_overlays(reader(range(COUNT), 0.8), [range(COUNT)], elsewhere) == []


def test_all_frames_that_were_looked_at_are_told_and_short_clips_are_left_alone() -> None:
    told: list[int] = []
    find_overlays(reader(range(COUNT), 0.8), [range(COUNT)], OverlaySettings(), told.append)
    assert told == sorted(set(told))
    assert told[-1] == COUNT - 1
    assert find_overlays(reader(range(COUNT), 0.8), [range(4)], OverlaySettings()) == []


@pytest.mark.footage
@pytest.mark.parametrize("name", ["blackswan", "goat"])
def test_nothing_is_found_in_clips_without_overlays(shared: Path, name: str) -> None:
    with closing(open_clip(shared / "footage" / "clips" / name / "frames")) as clip:
        pictures = [to_rgb(clip.read(index)) for index in range(24)]
    small = [cv2.resize(one, (428, 240), interpolation=cv2.INTER_AREA) for one in pictures]
    assert find_overlays(lambda at: np.asarray(small[at], np.uint8), [range(24)], OverlaySettings()) == []


def blinking(index: int) -> float:
    """Tell how much there is of a logo that is there for 18 frames of 26, and fades for 4."""
    within = index % 26
    return 0.9 * float(np.clip(min((within + 1) / 4, (18 - within) / 4), 0, 1))


def test_one_that_blinks_is_found_each_time_with_its_fades() -> None:
    frames = [under_logo(scene(index, speed=2), blinking(index)) for index in range(78)]
    events = find_overlays(frames.__getitem__, [range(78)], OverlaySettings())
    assert len(events) == 3
    for event, start in zip(events, (0, 26, 52), strict=True):
        assert abs(event.frames.start - start) <= 1
        assert abs(event.frames.stop - (start + 18)) <= 1
        assert all(blinking(index) > 0.6 for index in event.whole), "what fades is not un-blended"
        assert len(event.whole) >= 10
        found = np.zeros((HEIGHT, WIDTH), np.bool_)
        height, width = event.matte.shape
        found[event.top : event.top + height, event.left : event.left + width] = event.matte > 0
        assert (found & (logo() > 0.1)).sum() > 0.99 * (logo() > 0.1).sum()


def test_a_camera_that_rests_again_and_again_blinks_nowhere() -> None:
    """It rests at two places, in turn; of what it shows there something is the same each time."""
    rests = [0] * 12 + [*range(0, 36, 6)] + [36] * 12 + [*range(36, 0, -6)]
    frames = [scene(at, speed=1) for at in rests * 2]
    assert find_overlays(frames.__getitem__, [range(len(frames))], OverlaySettings()) == []
