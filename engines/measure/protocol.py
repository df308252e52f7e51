"""Run an engine over clips whose truth is known, under the rules of the shared tasks.

The hole is replaced by seeded noise before the engine sees it, the engine gets the whole task as one window,
and outside the hole the truth is put back before anything is measured.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from engines.complete.contract import CompletionEngine, Fill, Matte, Rgb, Window
from engines.errors import ShapeError
from engines.measure.removal import RemovalScores, score_removal


@dataclass(frozen=True, slots=True)
class TaskScores:
    """What an engine reached in one task.

    Attributes
    ----------
    name : str
        Of the task.
    scores : RemovalScores
        Against the untouched frames.
    seconds_per_frame : float
        Of the engine alone, wall clock.
    """

    name: str
    scores: RemovalScores
    seconds_per_frame: float


def cover_with_noise(frames: Sequence[Rgb], holes: Sequence[Matte], seed: int) -> list[Rgb]:
    """Replace the holes by noise, so that nothing of the truth can leak into a fill.

    Parameters
    ----------
    frames : sequence of ndarray
        H x W x 3, uint8 or uint16.
    holes : sequence of ndarray
        H x W, uint8; above 0 is hole.
    seed : int
        Of the noise.

    Returns
    -------
    list of ndarray
        New frames.
    """
    random = np.random.default_rng(seed)
    covered = []
    for frame, hole in zip(frames, holes, strict=True):
        noise = random.integers(0, int(np.iinfo(frame.dtype).max) + 1, frame.shape, frame.dtype)
        covered.append(np.where((hole > 0)[..., None], noise, frame))
    return covered


def put_back(fill: Fill, truth: Rgb, hole: Matte) -> Rgb:
    """Lay a fill into its hole; everything else is the truth.

    Raises
    ------
    ShapeError
        If the fill does not cover the hole.
    """
    height, width = fill.rgb.shape[:2]
    box = np.s_[fill.top : fill.top + height, fill.left : fill.left + width]
    inside = hole[box] > 0
    if inside.shape != (height, width) or int(inside.sum()) != int((hole > 0).sum()):
        got = f"{height} x {width} at {fill.top}, {fill.left}"
        raise ShapeError(f"fill of frame {fill.index}", got=got, wanted="a crop that covers the hole")
    result = truth.copy()
    result[box][inside] = fill.rgb[inside]
    return result


def complete_task(
    engine: CompletionEngine[object], truths: Sequence[Rgb], holes: Sequence[Matte], seed: int
) -> tuple[list[Rgb], float]:
    """Let an engine fill the holes of a clip that it sees covered with noise.

    Returns
    -------
    list of ndarray
        The truths with the fills in their holes.
    float
        Seconds the engine took.

    Raises
    ------
    ShapeError
        If the engine returns another count of fills, or one that does not cover its hole.
    """
    window = Window(
        start=0,
        frames=cover_with_noise(truths, holes, seed),
        mattes=holes,
        done=0,
        emit_count=len(truths),
        seed=seed,
    )
    start = time.perf_counter()
    fills = engine.complete(window)
    seconds = time.perf_counter() - start
    if [fill.index for fill in fills] != list(range(len(truths))):
        wanted = f"one for each of {len(truths)} frames, in order"
        raise ShapeError("fills", got=f"{len(fills)}", wanted=wanted)
    return list(map(put_back, fills, truths, holes)), seconds


def run_task(
    name: str, engine: CompletionEngine[object], truths: Sequence[Rgb], holes: Sequence[Matte], seed: int
) -> TaskScores:
    """Fill and score one task.

    Parameters
    ----------
    name : str
        For the report.
    engine : CompletionEngine
        The engine under test.
    truths : sequence of ndarray
        H x W x 3, RGB, uint8 or uint16; the untouched frames.
    holes : sequence of ndarray
        H x W, uint8; above 0 is hole.
    seed : int
        Of the noise, and of whatever the engine draws.
    """
    results, seconds = complete_task(engine, truths, holes, seed)
    return TaskScores(name, score_removal(results, truths, holes), seconds / len(truths))


def mean_scores(tasks: Sequence[TaskScores]) -> TaskScores:
    """Mean over tasks, each counting the same whatever its length.

    Raises
    ------
    statistics.StatisticsError
        If there is no task.
    """
    scores = [task.scores for task in tasks]
    total = RemovalScores(
        frames=sum(one.frames for one in scores),
        psnr_db=fmean(one.psnr_db for one in scores),
        ssim=fmean(one.ssim for one in scores),
        psnr_hole_db=_mean_of_known([one.psnr_hole_db for one in scores]),
        warping_error=_mean_of_known([one.warping_error for one in scores]),
        outside_difference=max(one.outside_difference for one in scores),
    )
    return TaskScores("mean", total, fmean(task.seconds_per_frame for task in tasks))


def _mean_of_known(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
