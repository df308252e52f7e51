"""The explicit engine on the ten shared tasks."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.cli.score import score_tasks, with_mean
from engines.measure.removal import RemovalScores

pytestmark = [pytest.mark.slow, pytest.mark.footage]


def mean_of(shared: Path, *, native: bool) -> RemovalScores:
    footage = shared / "footage"
    protocol = footage / "inpaint_eval" / "protocol.json"
    tasks = list(score_tasks(protocol, footage / "clips", "explicit", native=native))
    assert len(tasks) == 10
    return with_mean(tasks)[-1].scores


@pytest.fixture(scope="module")
def working_size(shared: Path) -> RemovalScores:
    return mean_of(shared, native=False)


def test_scores_at_working_size(working_size: RemovalScores) -> None:
    assert working_size.psnr_db >= 34.5
    assert working_size.ssim >= 0.972
    assert working_size.warping_error is not None
    assert working_size.warping_error <= 0.15
    assert working_size.outside_difference == 0


def test_native_sizes_lose_no_more_than_a_decibel(shared: Path, working_size: RemovalScores) -> None:
    native = mean_of(shared, native=True)
    assert native.psnr_db >= working_size.psnr_db - 1
    assert native.outside_difference == 0
