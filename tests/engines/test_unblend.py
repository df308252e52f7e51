"""Half-transparent overlays solved for, and taken off."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engines.complete.contract import Origin, Window
from engines.complete.spatial import SpatialEngine
from engines.complete.unblend import NotSeparableError, Overlay, UnblendingEngine, solve_overlay
from engines.complete.unblend.guessing import guesses_behind
from engines.complete.unblend.solving import Guess
from engines.errors import ShapeError

HEIGHT, WIDTH, COUNT = 96, 160, 24
COLOUR = np.float32([230, 80, 60])
Rgb = NDArray[np.uint8]


def scene(index: int) -> Rgb:
    wide = np.random.default_rng(5).integers(0, 256, (HEIGHT, WIDTH + 4 * COUNT, 3)).astype(np.uint8)
    wide = cv2.GaussianBlur(wide, (0, 0), 3)
    wide = np.clip((wide.astype(np.float32) - 127) * 3 + 120, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(wide[:, 4 * index : 4 * index + WIDTH])


def cover() -> NDArray[np.float32]:
    drawn = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.putText(drawn, "tv", (60, 60), cv2.FONT_HERSHEY_DUPLEX, 1.2, 255, 4, cv2.LINE_AA)
    return drawn.astype(np.float32) / 255


def overlaid(rgb: Rgb, opacity: float) -> Rgb:
    share = opacity * cover()[..., None]
    noise = np.random.default_rng(int(rgb[0, 0, 0])).normal(0, 1, rgb.shape)
    return np.clip(np.rint(rgb * (1 - share) + COLOUR * share + noise), 0, 255).astype(np.uint8)


MATTE = cv2.dilate((cover() > 0).astype(np.uint8) * 255, np.ones((5, 5), np.uint8))


def psnr(one: Rgb, other: Rgb, where: NDArray[np.bool_]) -> float:
    square = np.square(one[where].astype(np.float64) - other[where]).mean()
    return float(10 * np.log10(255**2 / square))


def restored(overlay: Overlay, seen: Rgb | NDArray[np.uint16], filled: Rgb | NDArray[np.uint16]) -> Rgb:
    return np.asarray(overlay.restored(overlay.behind(seen), overlay.variance, filled))


@cache
def solved(opacity: float) -> Overlay:
    frames = [overlaid(scene(at), opacity) for at in range(COUNT)]
    guesses = guesses_behind(0, frames, np.asarray(MATTE, np.uint8))
    return solve_overlay(guesses, MATTE > 0, range(COUNT), 0, 0)


@pytest.mark.parametrize("opacity", [0.3, 0.5, 0.7])
def test_opacity_and_background_come_out(opacity: float) -> None:
    overlay = solved(opacity)
    core = cover() > 0.99
    assert np.median(overlay.gain[core][:, 0]) == pytest.approx(1 / (1 - opacity), rel=0.1)
    where = cover() > 0
    for at in (3, 12, 20):
        truth, seen = scene(at), overlaid(scene(at), opacity)
        filled = seen.copy()
        filled[where] = 128
        assert psnr(restored(overlay, seen, filled), truth, where) > psnr(seen, truth, where) + 10


def test_a_fill_that_is_right_takes_the_noise_off() -> None:
    overlay, where = solved(0.7), cover() > 0.5
    truth, seen = scene(9), overlaid(scene(9), 0.7)
    wrong = np.full_like(truth, 128)
    alone = psnr(restored(overlay, seen, wrong), truth, where)
    assert psnr(restored(overlay, seen, truth), truth, where) > alone + 2


def test_sixteen_bit_is_restored_like_eight() -> None:
    overlay = solved(0.5)
    seen = overlaid(scene(4), 0.5)
    eight = restored(overlay, seen, seen)
    sixteen = restored(overlay, seen.astype(np.uint16) * 257, seen.astype(np.uint16) * 257)
    assert sixteen.dtype == np.uint16
    assert np.abs(sixteen.astype(np.float64) / 257 - eight).max() <= 0.6


def test_what_cannot_be_told_apart_is_refused() -> None:
    hole = MATTE > 0
    still = [overlaid(scene(0), 0.5)] * 8
    with pytest.raises(NotSeparableError, match="hardly changes"):
        solve_overlay([Guess(one, scene(0), hole) for one in still], hole, range(8), 0, 0)
    opaque = [overlaid(scene(at), 1.0) for at in range(COUNT)]
    covered = cover() > 0.99
    guesses = [Guess(one, scene(at), hole) for at, one in enumerate(opaque)]
    with pytest.raises(NotSeparableError, match="opaque"):
        solve_overlay(guesses, covered, range(COUNT), 0, 0)


def test_nothing_is_made_of_what_an_opaque_overlay_hides() -> None:
    with pytest.raises(NotSeparableError, match="opaque"):
        solved(1.0)
    frames = [overlaid(scene(at), 0.5) for at in range(COUNT)]
    badge = np.s_[70:80, 100:108]
    for one in frames:
        one[badge] = 250
    hole = MATTE > 0
    hole[66:84, 96:112] = True
    guesses = [Guess(one, scene(at), hole) for at, one in enumerate(frames)]
    overlay = solve_overlay(guesses, hole, range(COUNT), 0, 0)
    assert not overlay.is_solved[badge].any()
    assert overlay.is_solved[cover() > 0.5].mean() > 0.95


def test_noise_that_unblending_multiplies_is_averaged_along_the_motion() -> None:
    overlay, where = solved(0.7), cover() > 0.5
    frames = [overlaid(scene(at), 0.7) for at in range(9)]
    mattes = [np.asarray(MATTE, np.uint8)] * 9
    fills = UnblendingEngine(SpatialEngine(), [overlay]).complete(Window(0, frames, mattes, 0, 9))
    fill, height, width = fills[4], *fills[4].rgb.shape[:2]
    inside = np.s_[fill.top : fill.top + height, fill.left : fill.left + width]
    alone = restored(overlay, frames[4], np.zeros_like(frames[4]))
    gained = psnr(fill.rgb, scene(4)[inside], where[inside]) - psnr(alone, scene(4), where)
    assert gained > 1.5


def test_the_engine_unblends_in_the_hole_and_leaves_the_rest_to_the_other() -> None:
    overlay = solved(0.5)
    frames = [overlaid(scene(at), 0.5) for at in range(6)]
    mattes = [np.asarray(MATTE, np.uint8).copy() for _ in frames]
    mattes[2][5:15, 5:15] = 255
    window = Window(0, frames, mattes, 0, 6, wants_provenance=True)
    fills = UnblendingEngine(SpatialEngine(), [replace(overlay, frames=range(5))]).complete(window)
    plain = SpatialEngine().complete(window)
    where = (cover() > 0)[fills[2].top :, fills[2].left :][: fills[2].rgb.shape[0], : fills[2].rgb.shape[1]]
    inside = (
        slice(fills[2].top, fills[2].top + where.shape[0]),
        slice(fills[2].left, fills[2].left + where.shape[1]),
    )
    assert psnr(fills[2].rgb, scene(2)[inside], where) > psnr(plain[2].rgb, scene(2)[inside], where) + 3
    assert np.array_equal(fills[2].rgb[:10, :10], plain[2].rgb[:10, :10])
    assert np.array_equal(fills[5].rgb, plain[5].rgb), "the overlay is gone by then"
    marks = fills[2].provenance
    assert marks is None or (marks[where] == 2).mean() > 0.8
    assert plain[2].provenance is None or (plain[2].provenance != Origin.KNOWN).any()


def test_an_overlay_beyond_the_picture_is_refused() -> None:
    overlay = replace(solved(0.5), top=40)
    frames = [overlaid(scene(0), 0.5)]
    with pytest.raises(ShapeError, match="overlay"):
        UnblendingEngine(SpatialEngine(), [overlay]).complete(
            Window(0, frames, [np.asarray(MATTE, np.uint8)], 0, 1)
        )
