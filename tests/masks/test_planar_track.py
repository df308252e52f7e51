"""A plane is followed to a fraction of a pixel, and drift is told."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.masks.errors import MaskValueError
from editor.masks.model.tracks import PlanarTrack, TrackStep
from editor.masks.tracking.planar import MatteAt
from editor.masks.tracking.tracks import tracked, with_steps, worst_error
from editor.media.convert import to_rgb
from editor.media.opening import open_clip

WIDTH, HEIGHT, MIDDLE = 480, 270, 10
REGION = ((0.35, 0.3), (0.65, 0.3), (0.65, 0.7), (0.35, 0.7))
SIDES = np.array([[WIDTH, 0, -0.5], [0, HEIGHT, -0.5], [0, 0, 1]])


def wall() -> NDArray[np.uint8]:
    noise = np.random.default_rng(5).normal(0, 1, (HEIGHT, WIDTH, 3)).astype(np.float32)
    rough = cv2.GaussianBlur(noise, (0, 0), 2) * 90 + cv2.GaussianBlur(noise, (0, 0), 9) * 500
    return np.clip(128 + rough, 0, 255).astype(np.uint8)


WALL = wall()


def motion(frame: int) -> NDArray[np.float64]:
    """How the wall moves, turns, comes nearer and tilts: pixels of the middle frame to pixels of this one."""
    time = frame - MIDDLE
    angle, zoom = 0.012 * time, 1 + 0.012 * time
    turn = np.array(
        [
            [zoom * np.cos(angle), -zoom * np.sin(angle), 2.5 * time],
            [zoom * np.sin(angle), zoom * np.cos(angle), -1.2 * time],
            [5e-6 * time, 2e-6 * time, 1],
        ]
    )
    centre = np.array([[1, 0, -WIDTH / 2], [0, 1, -HEIGHT / 2], [0, 0, 1]])
    return np.asarray(np.linalg.inv(centre) @ turn @ centre)


def picture(frame: int) -> NDArray[np.uint8]:
    seen = cv2.warpPerspective(WALL, motion(frame), (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)
    noise = np.random.default_rng(frame).normal(0, 2, seen.shape)
    return np.clip(seen * (1 - 0.01 * (frame - MIDDLE)) + noise, 0, 255).astype(np.uint8)


def with_passer_by(frame: int) -> NDArray[np.uint8]:
    return cv2.circle(picture(frame), (110 + 12 * frame, 130), 28, (250, 30, 30), -1)


def passer_by(frame: int) -> NDArray[np.uint8]:
    return cv2.circle(np.zeros((HEIGHT, WIDTH), np.uint8), (110 + 12 * frame, 130), 31, 255, -1)


def worst_px(track: PlanarTrack) -> float:
    """How far a corner of the region is from where it truly is, in pixels, on the worst frame."""
    corners = np.array(REGION) * (WIDTH, HEIGHT) - 0.5
    distances = []
    for step in track.steps:
        found = SIDES @ np.array(step.homography).reshape(3, 3) @ np.linalg.inv(SIDES)
        places, truth = (cv2.perspectiveTransform(corners[None], it)[0] for it in (found, motion(step.frame)))
        distances.append(np.hypot(*(places - truth).T).max())
    return float(max(distances))


def test_a_moving_turning_tilting_wall_is_followed_both_ways() -> None:
    track = tracked(picture, MIDDLE, REGION, range(21))
    assert [step.frame for step in track.steps] == list(range(21))
    assert worst_px(track) < 0.2
    assert worst_error(track)[1] < 0.5 / HEIGHT


@pytest.mark.parametrize(("in_front", "most_px"), [(lambda _: None, 2.0), (passer_by, 0.6)])
def test_what_passes_before_it_does_not_mislead(in_front: MatteAt, most_px: float) -> None:
    track = tracked(with_passer_by, MIDDLE, REGION, range(21), in_front=in_front)
    assert len(track.steps) == 21
    assert worst_px(track) < most_px


def test_at_the_reference_frame_nothing_moves() -> None:
    track = tracked(picture, MIDDLE, REGION, range(MIDDLE, MIDDLE + 1))
    assert track.steps == (TrackStep(MIDDLE, (1, 0, 0, 0, 1, 0, 0, 0, 1)),)


def test_deep_pictures_are_followed_alike() -> None:
    track = tracked(lambda frame: picture(frame).astype(np.uint16) << 8, MIDDLE, REGION, range(8, 13))
    assert track == tracked(picture, MIDDLE, REGION, range(8, 13))


def test_a_cut_ends_the_track() -> None:
    def cut(frame: int) -> NDArray[np.uint8]:
        return picture(frame) if frame < 14 else np.full_like(WALL, 90)

    track = tracked(cut, MIDDLE, REGION, range(21))
    assert track.steps[-1].frame == 13


def test_a_surface_that_changes_its_looks_is_told_by_a_growing_error() -> None:
    other = np.ascontiguousarray(WALL[::-1, ::-1])

    def changing(frame: int) -> NDArray[np.uint8]:
        share = min(1.0, max(0.0, (frame - MIDDLE) / 8))
        mixed = cv2.addWeighted(WALL, 1 - share, other, share, 0).astype(np.uint8)
        return cv2.warpPerspective(mixed, motion(frame), (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT)

    steady = tracked(picture, MIDDLE, REGION, range(MIDDLE, 21))
    changed = tracked(changing, MIDDLE, REGION, range(MIDDLE, 21))
    assert changed.steps[-1].error > 2 * steady.steps[-1].error


def test_a_wall_without_texture_is_refused() -> None:
    with pytest.raises(MaskValueError, match="too little texture"):
        tracked(lambda _: np.full_like(WALL, 90), MIDDLE, REGION, range(21))


def test_a_track_is_made_anew_in_part() -> None:
    track = tracked(picture, MIDDLE, REGION, range(8, 13))
    better = TrackStep(9, track.steps[0].homography, 0.0)
    assert with_steps(track, [better]).steps[1] == better
    with pytest.raises(MaskValueError, match="gaps"):
        with_steps(track, [TrackStep(99, better.homography)])


@pytest.mark.footage
def test_a_real_banner_is_followed_there_and_back(shared: Path) -> None:
    banner = ((0.125, 0.315), (0.32, 0.275), (0.335, 0.42), (0.125, 0.455))
    reader = open_clip(shared / "footage/clips/market-1080-watermark/clip.mp4")
    there = tracked(lambda frame: to_rgb(reader.read(frame)), 0, banner, range(12))
    moved = np.array(there.steps[-1].homography).reshape(3, 3)
    corners = cv2.perspectiveTransform(np.array(banner)[None], moved)[0]
    back = tracked(
        lambda frame: to_rgb(reader.read(frame)), 11, tuple(map(tuple, corners.tolist())), range(12)
    )
    reader.close()
    home = cv2.perspectiveTransform(corners[None], np.array(back.steps[0].homography).reshape(3, 3))[0]
    assert np.hypot(*((home - banner) * (1920, 1080)).T).max() < 1
