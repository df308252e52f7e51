"""Memory does not grow with duration, and stays within what is allowed."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from clip_descriptions import clip_info
from removal_clips import Listener, matte, request, write_movie, write_png

from editor.cli.footprint import PeakMemory
from editor.media.picture import FieldOrder
from editor.render.budget import Budget, Task, default_memory_bytes, fit
from editor.render.costs import picture_bytes
from editor.render.errors import MemoryBudgetError
from editor.render.messages import Estimate
from editor.render.supervisor import render
from engines.complete.spatial import SpatialEngine

MIB = 1 << 20
FULL_HD = clip_info(size=(1920, 1080))


def peak_of(folder: Path, count: int) -> tuple[int, int]:
    """Give the measured and the estimated peak."""
    clip = write_movie(folder / f"{count}.mkv", count)
    still = write_png(folder / "still.png", matte())
    listener = Listener()
    with PeakMemory() as peak:
        render(request(clip, still, folder / f"out{count}.mkv"), listener)
    estimate = next(message for message in listener.messages if isinstance(message, Estimate))
    return peak.peak_bytes, estimate.memory_bytes


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="shared memory is not told here")
def test_a_long_clip_takes_as_much_as_a_short_one(tmp_path: Path) -> None:
    # Each in a process of its own: what other tests left in this one comes and goes meanwhile.
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as fresh:
        short, estimated = fresh.submit(peak_of, tmp_path, 40).result()
        long, estimated_long = fresh.submit(peak_of, tmp_path, 400).result()
    assert long < short * 1.05
    assert estimated_long == pytest.approx(estimated)


def fitted(memory_bytes: int, **more: object) -> Budget:
    options: dict[str, object] = {"hole_share": 0.05, "box_share": 0.1, "longest_shot": 500, **more}
    task = Task(FULL_HD, FULL_HD, **options)  # type: ignore[arg-type]
    return fit(SpatialEngine(), task, memory_bytes)


def test_more_memory_never_gives_a_smaller_window() -> None:
    windows = [fitted(mib * MIB).plan.window for mib in (450, 500, 600, 1000, 2000)]
    assert windows == sorted(windows)
    assert windows[0] < windows[-1]


@pytest.mark.parametrize("mib", [450, 520, 640, 1000, 4000])
def test_the_estimate_keeps_to_what_is_allowed(mib: int) -> None:
    assert fitted(mib * MIB).peak_bytes <= mib * MIB


def test_what_encoders_take_is_counted() -> None:
    with pytest.raises(MemoryBudgetError) as refused:
        fitted(450 * MIB, encoder_bytes=300 * MIB)
    assert fitted(refused.value.needed_bytes, encoder_bytes=300 * MIB).plan.window >= 1


def test_both_fields_are_counted() -> None:
    interlaced = clip_info(size=(1920, 1080), field_order=FieldOrder.TOP_FIRST)
    task = Task(interlaced, interlaced, 0.05, 0.1, 500)
    assert task.lanes == 2
    window = fit(SpatialEngine(), task, 2000 * MIB).plan.window
    assert fit(SpatialEngine(), task, 2000 * MIB).peak_bytes > 180 * MIB + window * task.engine_frame_bytes


def test_larger_pictures_are_allowed_more() -> None:
    assert default_memory_bytes(clip_info(size=(640, 360))) == default_memory_bytes(FULL_HD)
    assert default_memory_bytes(clip_info(size=(3840, 2160))) >= default_memory_bytes(FULL_HD)


@pytest.mark.parametrize(
    ("pixels", "per_pixel"),
    [("yuv420p", 1.5), ("yuv422p10le", 4), ("yuva444p12le", 8), ("gbrpf32le", 12), ("gray", 1)],
)
def test_sizes_of_pictures(pixels: str, per_pixel: float) -> None:
    assert picture_bytes(clip_info(size=(64, 48), pixels=pixels)) == 64 * 48 * per_pixel
