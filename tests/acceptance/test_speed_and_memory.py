"""Speed and memory of the whole way from file to file, engine `explicit`."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.cli.bench import HOLE_SHARE, Bench, measure
from editor.cli.footprint import PeakMemory
from editor.datasets.sample.scene import SceneSettings
from editor.datasets.synthesise import SampleSettings, write_sample
from editor.render.request import RemovalRequest
from editor.render.supervisor import render

pytestmark = pytest.mark.slow

GIB = 1 << 30


def bench(width: int, height: int) -> Bench:
    return measure(SampleSettings(SceneSettings(width, height), 100, HOLE_SHARE), quiet=True)


def peak_bytes(folder: Path, frame_count: int) -> int:
    """Clean a small clip of so many frames; return the peak of all processes together."""
    settings = SampleSettings(SceneSettings(480, 270), frame_count, HOLE_SHARE)
    sample = write_sample(folder / f"sample-{frame_count}", settings, lambda _: None)
    out = folder / f"out-{frame_count}.mov"
    with PeakMemory() as memory:
        render(RemovalRequest(str(sample.shot), sample.mattes, str(out), engine="explicit"), lambda _: None)
    return memory.peak_bytes


def test_eight_frames_a_second_at_480p() -> None:
    assert bench(854, 480).engine.frames_per_second >= 8


def test_two_frames_a_second_within_memory_at_1080p() -> None:
    measured = bench(1920, 1080).engine
    assert measured.frames_per_second >= 2
    assert measured.peak_bytes < 2.5 * GIB


def test_memory_does_not_grow_with_duration(tmp_path: Path) -> None:
    assert peak_bytes(tmp_path, 1200) == pytest.approx(peak_bytes(tmp_path, 120), rel=0.05)
