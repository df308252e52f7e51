"""How close a fill comes to the truth, and how steady it is in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from engines.complete.contract import Matte, Rgb
from engines.errors import ShapeError
from engines.measure.mean import Mean
from engines.measure.similarity import WINDOW_PX, ssim
from engines.measure.warping import WarpingMeter

PSNR_CAP_DB = 100.0
"""What an error of zero counts, so that means and JSON stay finite."""


@dataclass(frozen=True, slots=True)
class RemovalScores:
    """Scores of one clip; each is the mean over its frames unless it says otherwise.

    Attributes
    ----------
    frames : int
        Frames compared.
    psnr_db : float
        Peak signal-to-noise ratio of the whole picture, all channels together, at most `PSNR_CAP_DB`.
    ssim : float
        Structural similarity, scikit-image's defaults.
    psnr_hole_db : float or None
        PSNR over the pixels of the hole; mean over the frames that have one, None where none has.
    warping_error : float or None
        Mean squared difference, samples in [0, 1], times 100, between a hole's pixel and where the truth's
        flow takes it in the next frame; None where no pair of frames has a hole.
    outside_difference : int
        Largest absolute difference outside the holes, over all frames, in code values.
    """

    frames: int
    psnr_db: float
    ssim: float
    psnr_hole_db: float | None
    warping_error: float | None
    outside_difference: int


class RemovalMeter:
    """Scores a clip frame by frame; holds one frame of the past and no more."""

    def __init__(self) -> None:
        self._psnr = Mean()
        self._ssim = Mean()
        self._psnr_hole = Mean()
        self._outside_difference = 0
        self._warping = WarpingMeter()

    def add(self, result: Rgb, truth: Rgb, hole: Matte) -> None:
        """Score the next frame.

        Parameters
        ----------
        result, truth : ndarray
            H x W x 3, RGB, uint8 or uint16, of one size and type.
        hole : ndarray
            H x W, uint8; above 0 is hole.

        Raises
        ------
        ShapeError
            If sizes or types differ, or the picture is smaller than SSIM's window.
        """
        check_frame(result, truth, hole)
        inside = hole > 0
        peak = int(np.iinfo(truth.dtype).max)
        squared = np.square(result.astype(np.float32) - truth)
        self._psnr.add(psnr_db(float(squared.mean(dtype=np.float64)), peak))
        if inside.any():
            self._psnr_hole.add(psnr_db(float(squared[inside].mean(dtype=np.float64)), peak))
        if not inside.all():
            worst = float(squared[~inside].max()) ** 0.5
            self._outside_difference = max(self._outside_difference, round(worst))
        self._ssim.add(ssim(result, truth))
        self._warping.add(result, truth, inside)

    def scores(self) -> RemovalScores:
        """Scores of all frames so far.

        Raises
        ------
        ShapeError
            If there was no frame.
        """
        if self._psnr.count == 0:
            raise ShapeError("clip", got="no frames", wanted="at least one")
        return RemovalScores(
            frames=self._psnr.count,
            psnr_db=self._psnr.value(),
            ssim=self._ssim.value(),
            psnr_hole_db=self._psnr_hole.value_or_none(),
            warping_error=self._warping.error_percent(),
            outside_difference=self._outside_difference,
        )


def score_removal(results: Iterable[Rgb], truths: Iterable[Rgb], holes: Iterable[Matte]) -> RemovalScores:
    """Score a clip that is at hand as sequences or streams of frames.

    Raises
    ------
    ShapeError
        If the counts differ, or as `RemovalMeter.add`.
    """
    meter = RemovalMeter()
    try:
        for result, truth, hole in zip(results, truths, holes, strict=True):
            meter.add(result, truth, hole)
    except ValueError as error:
        raise ShapeError("frames", got=str(error), wanted="as many results as truths and holes") from error
    return meter.scores()


def psnr_db(mean_squared_error: float, peak: int) -> float:
    """Peak signal-to-noise ratio, at most `PSNR_CAP_DB`."""
    if mean_squared_error <= 0:
        return PSNR_CAP_DB
    return min(PSNR_CAP_DB, float(10 * np.log10(peak**2 / mean_squared_error)))


def check_frame(result: Rgb, truth: Rgb, hole: Matte) -> None:
    """Refuse frames that cannot be compared.

    Raises
    ------
    ShapeError
        If sizes or types differ, or the picture is smaller than SSIM's window.
    """
    if truth.ndim != 3 or truth.shape[2] != 3 or min(truth.shape[:2]) < WINDOW_PX:
        wanted = f"height x width x 3, {WINDOW_PX} pixels at least"
        raise ShapeError("truth", got=f"{truth.shape}", wanted=wanted)
    if result.shape != truth.shape or result.dtype != truth.dtype:
        got, wanted = f"{result.shape} {result.dtype}", f"{truth.shape} {truth.dtype} as the truth"
        raise ShapeError("result", got=got, wanted=wanted)
    if hole.shape != truth.shape[:2]:
        raise ShapeError("hole", got=f"{hole.shape}", wanted=f"{truth.shape[:2]} as the truth")
