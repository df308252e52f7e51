from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from numpy.typing import NDArray

from engines.complete.contract import Fill, Matte, Rgb, Shape, Source, Window
from engines.complete.registry import engine_names, make_engine
from engines.complete.spatial import SpatialEngine
from engines.errors import BudgetError, NothingToFillFromError, ShapeError, UnknownEngineError

SIZE = 60, 90
DEPTHS = pytest.mark.parametrize("dtype", [np.uint8, np.uint16])


def ramp(dtype: type[np.uint8] | type[np.uint16] = np.uint8) -> Rgb:
    lines, columns = np.mgrid[0 : SIZE[0], 0 : SIZE[1]]
    top = np.iinfo(dtype).max
    shades = [columns / SIZE[1], lines / SIZE[0], (columns + lines) / sum(SIZE)]
    levels = np.stack(shades, axis=2) * top
    return levels.astype(np.uint8) if dtype == np.uint8 else levels.astype(np.uint16)


def hole(*boxes: tuple[int, int, int, int]) -> Matte:
    matte = np.zeros(SIZE, np.uint8)
    for top, bottom, left, right in boxes:
        matte[top:bottom, left:right] = 255
    return matte


def spoiled(rgb: Rgb, matte: Matte) -> Rgb:
    result = rgb.copy()
    result[matte > 0] = np.iinfo(rgb.dtype).max
    return result


def fill_of(rgb: Rgb, matte: Matte) -> Fill:
    return SpatialEngine().complete(Window(7, [rgb], [matte], 0, 1))[0]


def pasted(rgb: Rgb, fill: Fill) -> Rgb:
    result = rgb.copy()
    height, width = fill.rgb.shape[:2]
    result[fill.top : fill.top + height, fill.left : fill.left + width] = fill.rgb
    return result


@DEPTHS
@pytest.mark.parametrize(
    "boxes", [[(20, 30, 30, 45)], [(0, 8, 0, 9)], [(5, 12, 5, 12), (40, 50, 60, 80), (14, 20, 13, 18)]]
)
def test_a_smooth_picture_comes_back(
    boxes: list[tuple[int, int, int, int]], dtype: type[np.uint8] | type[np.uint16]
) -> None:
    truth, matte = ramp(dtype), hole(*boxes)
    fill = fill_of(spoiled(truth, matte), matte)
    result = pasted(spoiled(truth, matte), fill)
    assert fill.index == 7
    assert result.dtype == dtype
    error = np.abs(result.astype(float) - truth.astype(float)) / np.iinfo(dtype).max
    assert error.max() < 0.12
    assert not error[matte == 0].any()


def test_sixteen_bits_keep_their_depth() -> None:
    truth, matte = ramp(np.uint16), hole((20, 40, 30, 60))
    result = pasted(truth, fill_of(spoiled(truth, matte), matte))
    low_bytes: NDArray[np.uint16] = result[matte > 0] & np.uint16(255)
    assert len(np.unique(low_bytes)) > 100


def test_soft_edges_are_filled_too() -> None:
    matte = hole((20, 30, 30, 45))
    soft = matte.copy()
    soft[15:20, 30:45] = 1
    fill = fill_of(ramp(), soft)
    assert (fill.top, fill.left, *fill.rgb.shape) == (15, 30, 15, 15, 3)


def test_no_hole_gives_an_empty_fill() -> None:
    assert fill_of(ramp(), hole()).rgb.shape == (0, 0, 3)


def test_only_the_frames_between_done_and_context_are_filled() -> None:
    frames, mattes = [ramp()] * 5, [hole((20, 30, 30, 45))] * 5
    fills = SpatialEngine().complete(Window(10, frames, mattes, done=2, emit_count=2))
    assert [fill.index for fill in fills] == [12, 13]


def test_a_frame_that_is_all_hole_takes_the_nearest_other() -> None:
    everything = np.full(SIZE, 255, np.uint8)
    dark, bright = ramp() // 2, ramp()
    frames, mattes = [dark, bright, bright], [hole(), everything, everything]
    fills = SpatialEngine().complete(Window(0, frames, mattes, 0, 3))
    assert np.array_equal(fills[1].rgb, dark)
    far = (Source(2, bright, hole()),)
    fills = SpatialEngine().complete(Window(3, [dark], [everything], 0, 1, far=far))
    assert np.array_equal(fills[0].rgb, bright)


def test_all_white_cannot_be_filled() -> None:
    with pytest.raises(NothingToFillFromError):
        fill_of(ramp(), np.full(SIZE, 255, np.uint8))


def test_a_reference_of_the_same_frame_is_taken() -> None:
    matte, retouched = hole((20, 30, 30, 45)), ramp()[::-1].copy()
    reference = Source(7, retouched, hole())
    fill = SpatialEngine().complete(Window(7, [ramp()], [matte], 0, 1, references=(reference,)))[0]
    assert np.array_equal(fill.rgb, retouched[20:30, 30:45])


def test_arrays_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ShapeError):
        fill_of(ramp(), hole()[:-1])
    with pytest.raises(ShapeError):
        SpatialEngine().complete(Window(0, [ramp()], [], 0, 1))


def test_plan_keeps_to_the_budget() -> None:
    engine, shape = SpatialEngine(), Shape(1080, 1920, 2)
    wide = engine.plan(shape, 100, 1 << 30)
    assert wide.window > 1
    assert wide.memory_bytes <= 1 << 30
    assert engine.plan(shape, 1, 1 << 30).window == 1
    with pytest.raises(BudgetError) as refused:
        engine.plan(shape, 100, 1 << 20)
    assert engine.plan(shape, 100, refused.value.needed_bytes).window == 1


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        SpatialEngine().settings.radius_px = 3  # type: ignore[misc]


def test_registry_makes_engines_by_name() -> None:
    assert "spatial" in engine_names()
    assert isinstance(make_engine("spatial"), SpatialEngine)
    with pytest.raises(UnknownEngineError) as unknown:
        make_engine("nonesuch")
    assert "spatial" in str(unknown.value)
