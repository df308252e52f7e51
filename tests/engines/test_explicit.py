"""Engine `explicit` on scenes whose background is known everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import FrozenInstanceError
from itertools import pairwise

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engines.complete.contract import Fill, Matte, Rgb, Shape, Source, Window
from engines.complete.explicit import ExplicitEngine, ExplicitSettings
from engines.complete.spatial import SpatialEngine
from engines.errors import BudgetError, NothingToFillFromError, ShapeError
from engines.nets.weights_errors import ModelError

HEIGHT, WIDTH = 120, 160
COUNT = 12


def texture(height: int, width: int, seed: int = 3) -> Rgb:
    """Noise of several sizes, as fine as film can show it."""
    random = np.random.default_rng(seed)
    picture = np.zeros((height, width, 3), np.float32)
    for cell, strength in ((32, 70), (12, 40), (5, 25)):
        grid = random.uniform(-1, 1, (height // cell + 3, width // cell + 3, 3)).astype(np.float32)
        picture += strength * cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.clip(picture + 128, 0, 255).astype(np.uint8)


def panned(count: int = COUNT, step_px: int = 3, height: int = HEIGHT, width: int = WIDTH) -> list[Rgb]:
    wide = texture(height, width + step_px * count)
    return [np.ascontiguousarray(wide[:, i * step_px : i * step_px + width]) for i in range(count)]


def walking_hole(count: int = COUNT, step_px: int = 7) -> list[Matte]:
    mattes = []
    for i in range(count):
        matte = np.zeros((HEIGHT, WIDTH), np.uint8)
        matte[40:85, 25 + i * step_px : 50 + i * step_px] = 255
        mattes.append(matte)
    return mattes


def covered(frames: Sequence[Rgb], mattes: Sequence[Matte]) -> list[Rgb]:
    random = np.random.default_rng(1)
    noise = [random.integers(0, np.iinfo(f.dtype).max + 1, f.shape, f.dtype) for f in frames]
    return [np.where((m > 0)[..., None], n, f) for f, m, n in zip(frames, mattes, noise, strict=True)]


def complete(frames: Sequence[Rgb], mattes: Sequence[Matte], **more: object) -> list[Fill]:
    window = {"start": 0, "done": 0, "emit_count": len(frames), **more}
    return ExplicitEngine().complete(Window(frames=covered(frames, mattes), mattes=mattes, **window))  # type: ignore[arg-type]


def hole_psnr_db(fills: Sequence[Fill], frames: Sequence[Rgb], mattes: Sequence[Matte]) -> float:
    squares = []
    for fill, frame, matte in zip(fills, frames, mattes, strict=True):
        height, width = fill.rgb.shape[:2]
        box = np.s_[fill.top : fill.top + height, fill.left : fill.left + width]
        difference = fill.rgb.astype(np.float64) - frame[box]
        squares.append(np.square(difference[matte[box] > 0] / np.iinfo(frame.dtype).max))
    return float(-10 * np.log10(max(1e-10, float(np.concatenate(squares).mean()))))


@pytest.fixture(autouse=True)
def one_thread() -> None:
    cv2.setNumThreads(1)


def test_a_panned_background_comes_back_from_other_frames() -> None:
    frames, mattes = panned(), walking_hole()
    fills = complete(frames, mattes)
    spatial = SpatialEngine().complete(Window(0, covered(frames, mattes), mattes, 0, COUNT))
    assert hole_psnr_db(fills, frames, mattes) > 34
    assert hole_psnr_db(fills, frames, mattes) > hole_psnr_db(spatial, frames, mattes) + 8


def test_a_still_background_comes_back_to_the_last_level() -> None:
    frames, mattes = [texture(HEIGHT, WIDTH)] * COUNT, walking_hole()
    assert hole_psnr_db(complete(frames, mattes), frames, mattes) > 45


@pytest.mark.parametrize("step_px", [0, 3])
def test_a_background_comes_back_at_the_exposure_of_its_own_frame(step_px: int) -> None:
    gains = np.linspace(0.75, 1.2, COUNT)[:, None] * [1.0, 0.97, 1.02]
    frames = [
        np.clip(np.rint(frame * gain), 0, 255).astype(np.uint8)
        for frame, gain in zip(panned(step_px=step_px), gains, strict=True)
    ]
    mattes = walking_hole()
    assert hole_psnr_db(complete(frames, mattes), frames, mattes) > 34


def test_a_camera_that_pans_through_its_own_vignette_leaves_no_seam() -> None:
    frames, mattes = panned(step_px=3), walking_hole()
    height, width = mattes[0].shape
    ys, xs = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    light = 1 - 0.16 * (xs**2 + ys**2)[..., None]
    frames = [np.rint(frame * light).astype(np.uint8) for frame in frames]
    assert hole_psnr_db(complete(frames, mattes), frames, mattes) > 48.5


def test_sixteen_bit_keeps_its_depth() -> None:
    deep = [frame.astype(np.uint16) * 256 + 77 for frame in panned()]
    mattes = walking_hole()
    fills = complete(deep, mattes)
    assert fills[0].rgb.dtype == np.uint16
    assert hole_psnr_db(fills, deep, mattes) > 34


def test_a_fill_covers_its_hole_and_leaves_the_rest_alone() -> None:
    frames, mattes = panned(), walking_hole()
    seen = covered(frames, mattes)
    for fill, frame, matte in zip(complete(frames, mattes), seen, mattes, strict=True):
        height, width = fill.rgb.shape[:2]
        box = np.s_[fill.top : fill.top + height, fill.left : fill.left + width]
        assert (matte > 0).sum() == (matte[box] > 0).sum()
        assert np.array_equal(fill.rgb[matte[box] == 0], frame[box][matte[box] == 0])


def test_the_window_is_not_written_to() -> None:
    frames, mattes = panned(), walking_hole()
    seen = covered(frames, mattes)
    before = [frame.copy() for frame in seen]
    ExplicitEngine().complete(Window(0, seen, mattes, 0, COUNT))
    assert all(np.array_equal(a, b) for a, b in zip(before, seen, strict=True))


def test_the_same_window_gives_the_same_fill_on_one_thread_and_on_four() -> None:
    frames, mattes = panned(), walking_hole()
    once = complete(frames, mattes)
    cv2.setNumThreads(4)
    again = complete(frames, mattes)
    assert all(np.array_equal(a.rgb, b.rgb) for a, b in zip(once, again, strict=True))


def test_what_is_hidden_all_the_time_is_filled_smoothly_and_stays_calm() -> None:
    frame = texture(HEIGHT, WIDTH)
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    matte[50:70, 60:100] = 255
    fills = complete([frame] * 6, [matte] * 6)
    assert hole_psnr_db(fills, [frame] * 6, [matte] * 6) > 15
    unrest = [np.abs(a.rgb.astype(int) - b.rgb).max() for a, b in pairwise(fills)]
    assert max(unrest) <= 8


def test_what_is_made_up_has_the_grain_of_the_picture_by_seed_and_frame() -> None:
    random = np.random.default_rng(5)
    frames = [np.clip(128 + random.normal(0, 6, (HEIGHT, WIDTH, 3)), 0, 255).astype(np.uint8)] * 3
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    matte[40:80, 60:110] = 255
    once, again = (complete(frames, [matte] * 3, seed=4) for _ in range(2))
    other = complete(frames, [matte] * 3, seed=5)
    assert all(np.array_equal(a.rgb, b.rgb) for a, b in zip(once, again, strict=True))
    assert not np.array_equal(once[0].rgb, other[0].rgb)
    fine = once[0].rgb.astype(np.float64) - cv2.blur(once[0].rgb, (9, 9))
    assert 4 < fine[8:-8, 8:-8].std() < 8


def test_done_frames_are_sources_and_only_the_next_ones_are_returned() -> None:
    frames = [texture(HEIGHT, WIDTH)] * 6
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    matte[50:70, 60:100] = 255
    seen = [frames[0], frames[1], *covered(frames[2:], [matte] * 4)]
    fills = ExplicitEngine().complete(Window(40, seen, [matte] * 6, 2, 3))
    assert [fill.index for fill in fills] == [42, 43, 44]
    assert hole_psnr_db(fills, frames[2:5], [matte] * 3) > 45


def test_a_far_frame_shows_what_the_window_never_does() -> None:
    wide = texture(HEIGHT, WIDTH + 60)
    frames = [np.ascontiguousarray(wide[:, :WIDTH])] * 5
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    matte[50:70, 60:100] = 255
    clear = np.zeros_like(matte)
    far = Source(90, np.ascontiguousarray(wide[:, 20 : WIDTH + 20]), clear)
    without = hole_psnr_db(complete(frames, [matte] * 5), frames, [matte] * 5)
    fills = complete(frames, [matte] * 5, far=(far,))
    assert hole_psnr_db(fills, frames, [matte] * 5) > max(28, without + 6)


def test_a_retouched_frame_is_preferred() -> None:
    frames = [texture(HEIGHT, WIDTH)] * 7
    matte = np.zeros((HEIGHT, WIDTH), np.uint8)
    matte[50:70, 60:100] = 255
    retouched = frames[3].copy()
    retouched[50:70, 60:100] = (10, 200, 30)
    fills = complete(frames, [matte] * 7, references=(Source(3, retouched, np.zeros_like(matte)),))
    wanted = np.full((20, 40, 3), (10, 200, 30), np.float64)
    assert all(np.abs(fill.rgb - wanted).mean() < 4 for fill in fills)


@pytest.mark.parametrize("size", [(96, 96), (97, 131), (31, 45), (480, 270)])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_sizes_and_lengths(size: tuple[int, int], count: int) -> None:
    frames = panned(count, 2, *size)
    matte = np.zeros(size, np.uint8)
    matte[size[0] // 3 : size[0] // 2, : size[1] // 2] = 255
    fills = complete(frames, [matte] * count)
    assert [fill.index for fill in fills] == list(range(count))
    assert all(np.isfinite(hole_psnr_db([f], [r], [matte])) for f, r in zip(fills, frames, strict=True))


def test_a_frame_that_is_all_hole_is_filled_from_its_neighbours() -> None:
    frames = [texture(HEIGHT, WIDTH)] * 5
    mattes = [np.zeros((HEIGHT, WIDTH), np.uint8) for _ in frames]
    mattes[2][:] = 255
    fills = complete(frames, mattes)
    assert fills[1].rgb.size == 0
    assert hole_psnr_db([fills[2]], [frames[2]], [mattes[2]]) > 40


def test_nothing_known_is_refused() -> None:
    white = np.full((HEIGHT, WIDTH), 255, np.uint8)
    with pytest.raises(NothingToFillFromError):
        complete(panned(3), [white] * 3)


def test_no_hole_no_work() -> None:
    clear = np.zeros((HEIGHT, WIDTH), np.uint8)
    assert [fill.rgb.size for fill in complete(panned(3), [clear] * 3)] == [0, 0, 0]


def broken_windows() -> list[Window]:
    frames, mattes = panned(3), walking_hole(3)
    small: NDArray[np.uint8] = mattes[0][:50].copy()
    deep = frames[1].astype(np.uint16)
    return [
        Window(0, frames, mattes[:2], 0, 3),
        Window(0, frames, mattes, 1, 3),
        Window(0, frames, [small, *mattes[1:]], 0, 3),
        Window(0, [frames[0], deep, frames[2]], mattes, 0, 3),
        Window(0, frames, mattes, 0, 3, far=(Source(9, frames[0][:50], small),)),
    ]


@pytest.mark.parametrize("window", broken_windows())
def test_arrays_that_do_not_fit_are_refused(window: Window) -> None:
    with pytest.raises(ShapeError):
        ExplicitEngine().complete(window)


def test_a_plan_keeps_to_the_budget_and_shrinks_with_it() -> None:
    shape = Shape(1080, 1920, 1, 0.05)
    rich = ExplicitEngine().plan(shape, 1000, 2 << 30)
    poor = ExplicitEngine().plan(shape, 1000, 300 << 20)
    assert rich.memory_bytes <= 2 << 30
    assert poor.memory_bytes <= 300 << 20
    assert poor.window < rich.window
    assert poor.overlap + poor.lookahead < poor.window
    assert rich.seconds_per_frame > 0


def test_a_network_is_left_out_where_memory_is_short() -> None:
    shape = Shape(48, 64, 1, 0.1)
    plain = ExplicitEngine(ExplicitSettings(motion_weights=None))
    engine = ExplicitEngine(ExplicitSettings(motion_weights="gone"))
    rich = engine.plan(shape, 8, 1 << 30)
    assert plain.plan(shape, 8, 1 << 30).memory_bytes + (300 << 20) < rich.memory_bytes <= 1 << 30
    frames, mattes = panned(4), walking_hole(4)
    window = Window(0, covered(frames, mattes), mattes, 0, 4)
    with pytest.raises(ModelError):
        engine.complete(window)
    assert engine.plan(shape, 8, 300 << 20) == plain.plan(shape, 8, 300 << 20)
    assert len(engine.complete(window)) == 4


def test_a_short_shot_is_one_window() -> None:
    plan = ExplicitEngine().plan(Shape(480, 854), 20, 2 << 30)
    assert (plan.window, plan.overlap, plan.lookahead, plan.far_count) == (20, 0, 0, 0)


def test_too_little_memory_is_refused_with_what_is_needed() -> None:
    with pytest.raises(BudgetError) as caught:
        ExplicitEngine().plan(Shape(2160, 3840), 100, 50 << 20)
    assert caught.value.needed_bytes > 50 << 20


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        ExplicitEngine().settings.rounds = 9  # type: ignore[misc]
