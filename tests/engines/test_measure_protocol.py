from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray

from engines.complete.contract import Fill, Plan, Rgb, Shape, Window
from engines.errors import ShapeError
from engines.measure.protocol import cover_with_noise, mean_scores, put_back, run_task

Picture = NDArray[np.uint8]


@dataclass
class AveragingEngine:
    """Fills a hole with the mean of what it sees around, as the whole frame or as a crop."""

    crop: bool = False
    forgets: int = 0
    name: str = "averaging"
    seen: Window | None = None

    @property
    def settings(self) -> None:
        return None

    def plan(self, shape: Shape, frames: int, budget_bytes: int) -> Plan:
        return Plan(frames, 0, 0, 0, budget_bytes, float(shape.height))

    def complete(self, window: Window) -> list[Fill]:
        self.seen = window
        pairs = list(zip(window.frames, window.mattes, strict=True))[self.forgets :]
        return [self._fill(index, *pair) for index, pair in enumerate(pairs)]

    def _fill(self, index: int, frame: Rgb, matte: Picture) -> Fill:
        filled = np.where((matte > 0)[..., None], frame[matte == 0].mean(0).astype(frame.dtype), frame)
        if not self.crop:
            return Fill(index, 0, 0, filled)
        rows, columns = np.nonzero(matte)
        top, left = int(rows.min()), int(columns.min())
        return Fill(index, top, left, filled[top : rows.max() + 1, left : columns.max() + 1])


@pytest.fixture
def truths() -> list[Picture]:
    ramp = np.tile(np.linspace(90, 110, 40), (30, 1))
    return [np.repeat((ramp + index)[..., None], 3, 2).astype(np.uint8) for index in range(4)]


@pytest.fixture
def holes() -> list[Picture]:
    hole = np.zeros((30, 40), np.uint8)
    hole[10:20, 12:28] = 255
    hole[9, 14] = 1
    return [hole] * 4


def test_noise_hides_the_truth_and_nothing_else(truths: list[Picture], holes: list[Picture]) -> None:
    covered = cover_with_noise(truths, holes, 7)
    for frame, truth, hole in zip(covered, truths, holes, strict=True):
        np.testing.assert_array_equal(frame[hole == 0], truth[hole == 0])
        assert frame[hole > 0].std() > 50
        assert frame.flags.c_contiguous
    assert not np.array_equal(covered[0][10:20, 12:28], covered[1][10:20, 12:28])
    np.testing.assert_array_equal(cover_with_noise(truths, holes, 7)[2], covered[2])
    assert not np.array_equal(cover_with_noise(truths, holes, 8)[2], covered[2])


@pytest.mark.parametrize("crop", [False, True])
def test_engine_gets_one_window_of_the_whole_task(
    crop: bool, truths: list[Picture], holes: list[Picture]
) -> None:
    engine = AveragingEngine(crop)
    task = run_task("ramp", engine, truths, holes, 7)
    assert engine.seen is not None
    assert (engine.seen.done, engine.seen.emit_count, engine.seen.far) == (0, 4, ())
    assert task.name == "ramp"
    assert task.scores.outside_difference == 0
    assert task.scores.psnr_hole_db is not None
    assert 30 < task.scores.psnr_hole_db < task.scores.psnr_db < 100
    assert task.seconds_per_frame > 0


def test_what_an_engine_changes_outside_its_hole_does_not_count(
    truths: list[Picture], holes: list[Picture]
) -> None:
    fill = Fill(0, 0, 0, np.full_like(truths[0], 200))
    result = put_back(fill, truths[0], holes[0])
    np.testing.assert_array_equal(result[holes[0] == 0], truths[0][holes[0] == 0])
    assert (result[holes[0] > 0] == 200).all()


def test_fill_that_leaves_part_of_the_hole_is_refused(truths: list[Picture], holes: list[Picture]) -> None:
    with pytest.raises(ShapeError, match="frame 3"):
        put_back(Fill(3, 10, 12, truths[0][10:20, 12:28]), truths[0], holes[0])
    with pytest.raises(ShapeError, match="frame 3"):
        put_back(Fill(3, 25, 12, truths[0]), truths[0], holes[0])


def test_missing_fill_is_refused(truths: list[Picture], holes: list[Picture]) -> None:
    with pytest.raises(ShapeError, match="fills"):
        run_task("ramp", AveragingEngine(forgets=1), truths, holes, 7)


def test_mean_over_tasks(truths: list[Picture], holes: list[Picture]) -> None:
    task = run_task("ramp", AveragingEngine(), truths, holes, 7)
    other = replace(task, scores=replace(task.scores, psnr_db=task.scores.psnr_db + 2, warping_error=None))
    mean = mean_scores([task, other])
    assert mean.scores.psnr_db == pytest.approx(task.scores.psnr_db + 1)
    assert mean.scores.warping_error == task.scores.warping_error
    assert mean.scores.frames == 8
