from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from skimage.metrics import structural_similarity

from engines.errors import ShapeError
from engines.measure.removal import PSNR_CAP_DB, RemovalMeter, score_removal
from engines.measure.similarity import ssim

Picture = NDArray[np.uint8]
HEIGHT, WIDTH = 48, 64


def textured(shift_px: int = 0) -> Picture:
    noise = np.random.default_rng(3).integers(0, 256, (HEIGHT // 4, WIDTH, 3)).astype(np.uint8)
    tall = np.repeat(noise, 4, axis=0)
    return np.roll(np.repeat(tall, 4, axis=1)[:, : WIDTH * 2], shift_px, axis=1)[:, :WIDTH].copy()


def centre_hole() -> Picture:
    hole = np.zeros((HEIGHT, WIDTH), np.uint8)
    hole[12:36, 20:44] = 255
    return hole


def test_perfect_fill_of_a_still_picture() -> None:
    truth = textured()
    scores = score_removal([truth] * 3, [truth] * 3, [centre_hole()] * 3)
    assert (scores.frames, scores.psnr_db, scores.psnr_hole_db) == (3, PSNR_CAP_DB, PSNR_CAP_DB)
    assert (scores.ssim, scores.warping_error, scores.outside_difference) == (1.0, 0.0, 0)


@pytest.mark.parametrize(("dtype", "step"), [(np.dtype(np.uint8), 1), (np.dtype(np.uint16), 257)])
def test_psnr_of_a_known_error(dtype: np.dtype[Any], step: int) -> None:
    truth = np.full((HEIGHT, WIDTH, 3), 100 * step, dtype)
    result = truth.copy()
    hole = centre_hole()
    result[hole > 0] += 10 * step
    scores = score_removal([result], [truth], [hole])
    share = (hole > 0).mean()
    assert scores.psnr_hole_db == pytest.approx(10 * np.log10(255**2 / 100), abs=1e-3)
    assert scores.psnr_db == pytest.approx(10 * np.log10(255**2 / (100 * share)), abs=1e-3)
    assert scores.warping_error is None


@pytest.mark.parametrize("dtype", [np.dtype(np.uint8), np.dtype(np.uint16)])
@pytest.mark.parametrize("size", [(7, 7), (48, 64), (33, 90)])
def test_ssim_is_that_of_scikit_image(dtype: np.dtype[Any], size: tuple[int, int]) -> None:
    random = np.random.default_rng(4)
    peak = int(np.iinfo(dtype).max)
    truth = random.integers(0, peak, (*size, 3)).astype(dtype)
    result = np.clip(truth + random.normal(0, peak / 8, truth.shape), 0, peak).astype(dtype)
    theirs = structural_similarity(truth, result, channel_axis=2, data_range=peak)  # type: ignore[no-untyped-call]
    assert ssim(result, truth) == pytest.approx(theirs, abs=1e-9)


def test_difference_outside_counts_the_worst_sample() -> None:
    truth = textured()
    result = truth.copy()
    result[0, 0, 1] = truth[0, 0, 1] ^ 0x80
    result[20, 30] = 0
    meter = RemovalMeter()
    meter.add(truth, truth, centre_hole())
    meter.add(result, truth, centre_hole())
    assert meter.scores().outside_difference == 128


def test_sixteen_bit_difference_is_exact() -> None:
    truth = np.zeros((HEIGHT, WIDTH, 3), np.uint16)
    result = truth.copy()
    result[0, 0, 0] = 65535
    result[1, 0, 0] = 3
    assert score_removal([result], [truth], [centre_hole()]).outside_difference == 65535


def test_fill_that_moves_with_the_picture_is_steadier_than_one_that_boils() -> None:
    truths = [textured(2 * index) for index in range(4)]
    random = np.random.default_rng(5)
    boiling = []
    for truth in truths:
        fill = truth.copy()
        fill[12:36, 20:44] = random.integers(0, 256, (24, 24, 3))
        boiling.append(fill)
    holes = [centre_hole()] * 4
    steady = score_removal(truths, truths, holes).warping_error
    restless = score_removal(boiling, truths, holes).warping_error
    assert steady is not None
    assert restless is not None
    assert steady < 2 < restless


def test_frozen_fill_under_a_moving_picture_has_a_warping_error() -> None:
    truths = [textured(3 * index) for index in range(4)]
    frozen = [truth.copy() for truth in truths]
    for result in frozen:
        result[12:36, 20:44] = truths[0][12:36, 20:44]
    holes = [centre_hole()] * 4
    moving = score_removal(truths, truths, holes).warping_error or 0.0
    assert (score_removal(frozen, truths, holes).warping_error or 0.0) > 2 * moving + 1


def test_frames_without_a_hole_leave_the_hole_scores_empty() -> None:
    truth = textured()
    scores = score_removal([truth] * 2, [truth] * 2, [np.zeros((HEIGHT, WIDTH), np.uint8)] * 2)
    assert scores.psnr_hole_db is None
    assert scores.warping_error is None


def test_frame_that_is_all_hole_has_no_outside() -> None:
    truth = textured()
    full = np.full((HEIGHT, WIDTH), 255, np.uint8)
    assert score_removal([255 - truth], [truth], [full]).outside_difference == 0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda r, t, h: (r[:-1], t, h),
        lambda r, t, h: (r.astype(np.uint16), t, h),
        lambda r, t, h: (r, t, h[:, :-1]),
        lambda r, t, h: (r[..., 0], t[..., 0], h),
        lambda r, t, h: (r[:6], t[:6], h[:6]),
    ],
    ids=["size", "type", "hole", "grey", "tiny"],
)
def test_frames_that_do_not_fit_are_refused(
    spoil: Callable[[Picture, Picture, Picture], tuple[Picture, Picture, Picture]],
) -> None:
    with pytest.raises(ShapeError):
        RemovalMeter().add(*spoil(textured(), textured(), centre_hole()))


def test_other_count_and_no_frames_are_refused() -> None:
    with pytest.raises(ShapeError, match="frames"):
        score_removal([textured()] * 2, [textured()], [centre_hole()])
    with pytest.raises(ShapeError, match="no frames"):
        score_removal([], [], [])
