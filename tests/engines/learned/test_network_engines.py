"""The engines that leave the filling to a network, with networks that do something simple."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from scenes import area, assert_laid_into_holes, hole_error, pan, scenery, still_hole, window
from stand_ins import SIGHT, Painter, grey, inpainted

from engines.complete.contract import Origin, Rgb, Shape, Source, Window
from engines.complete.learned import NetworkEngine, NetworkSettings, OpnEngine, SttnEngine
from engines.complete.learned.crops import Sight, choose_crops
from engines.complete.learned.network import Masks, Planes
from engines.errors import BudgetError, MissingWeightsError, NothingToFillFromError, ShapeError

Paint = Callable[[Planes, Masks], Planes]


@pytest.fixture(autouse=True)
def one_thread() -> None:
    cv2.setNumThreads(1)


def engine_with(network: Painter, **settings: object) -> NetworkEngine:
    return SttnEngine(NetworkSettings(**settings), lambda *_: network)  # type: ignore[arg-type]


def truth_of(frames: list[Rgb]) -> Paint:
    """A network that knows the truth of pictures of its own size, and of those alone."""
    truth = np.stack(frames).astype(np.float32) / np.iinfo(frames[0].dtype).max
    return lambda planes, _: truth[: len(planes)]


@pytest.mark.parametrize("shape", [(96, 96), (61, 83), (83, 61), (17, 200), (9, 9), (150, 90)])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_any_size_and_any_count_of_frames_is_filled(shape: tuple[int, int], count: int) -> None:
    seen = window(pan(count, *shape), still_hole(count, *shape))
    fills = engine_with(Painter(inpainted)).complete(seen)
    assert [fill.index for fill in fills] == list(range(count))
    assert_laid_into_holes(fills, seen)


@pytest.mark.slow
@pytest.mark.parametrize("shape", [(2160, 3840), (3840, 2160)])
def test_large_pictures_are_filled_crop_by_crop(shape: tuple[int, int]) -> None:
    frames = pan(5, *shape, step_px=16)
    mattes = []
    for i in range(5):
        matte = np.zeros(shape, np.uint8)
        matte[shape[0] // 4 : shape[0] // 2, 100 + 40 * i : 700 + 40 * i] = 255
        matte[-90:-40, -200:-100] = 200
        mattes.append(matte)
    seen = window(frames, mattes)
    painter = Painter(inpainted, Sight(height=240, width=432, square=336, context=5))
    assert_laid_into_holes(engine_with(painter).complete(seen), seen)
    assert max(height * width for _, height, width, _ in painter.asked) <= 336 * 336


def test_what_the_network_knows_arrives_in_the_hole() -> None:
    frames, mattes = pan(6, 48, 80), still_hole(6, 48, 80)
    fills = engine_with(Painter(truth_of(frames))).complete(window(frames, mattes))
    assert hole_error(fills, frames, mattes) < 6


def test_sixteen_bit_keeps_its_depth() -> None:
    frames = [frame.astype(np.uint16) * 256 + 77 for frame in pan(4, 48, 80)]
    mattes = still_hole(4, 48, 80)
    seen = window(frames, mattes)
    fills = engine_with(Painter(truth_of(frames))).complete(seen)
    assert_laid_into_holes(fills, seen)
    assert hole_error(fills, frames, mattes) < 6
    assert len(np.unique(fills[0].rgb[..., 0])) > 200


def test_a_network_s_shift_of_colour_is_corrected() -> None:
    frames, mattes = pan(6, 48, 80), still_hole(6, 48, 80)
    right = truth_of(frames)

    def shifted(planes: Planes, holes: Masks) -> Planes:
        return right(planes, holes) * np.float32([0.9, 1.05, 1.1]) + np.float32([0.06, -0.04, 0.03])

    plain = engine_with(Painter(right)).complete(window(frames, mattes))
    fills = engine_with(Painter(shifted)).complete(window(frames, mattes))
    assert hole_error(fills, frames, mattes) < hole_error(plain, frames, mattes) + 2


def test_flicker_of_the_network_is_calmed() -> None:
    frames, mattes = [scenery(48, 80)] * 12, still_hole(12, 48, 80)
    right, random = truth_of(frames), np.random.default_rng(5)

    def boiling(planes: Planes, holes: Masks) -> Planes:
        return right(planes, holes) + random.normal(0, 0.05, planes.shape).astype(np.float32)

    rough = engine_with(Painter(boiling), steadiness=0.0).complete(window(frames, mattes))
    calm = engine_with(Painter(boiling), steadiness=4.0).complete(window(frames, mattes))
    assert hole_error(calm, frames, mattes) < 0.75 * hole_error(rough, frames, mattes)


def test_a_large_picture_gets_back_the_fineness_of_its_surroundings() -> None:
    frames, mattes = [scenery(360, 640)] * 3, still_hole(3, 360, 640)
    (crop,) = choose_crops([matte > 0 for matte in mattes], range(3), SIGHT, 100)
    true = frames[0][crop.box.area]
    small = cv2.resize(true, (crop.width, crop.height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    assert crop.height < 0.3 * len(true)

    def soft(planes: Planes, _: Masks) -> Planes:
        return np.broadcast_to(small, planes.shape)

    fills = engine_with(Painter(soft)).complete(window(frames, mattes))
    inside = mattes[0][crop.box.area] > 0
    filled = frames[0].copy()
    filled[area(fills[0])] = fills[0].rgb
    enlarged = cv2.resize(small * 255, true.shape[1::-1], interpolation=cv2.INTER_CUBIC)
    blurred, fine, wanted = (fineness(one)[inside].mean() for one in (enlarged, filled[crop.box.area], true))
    assert blurred < 0.3 * wanted
    assert 0.4 * wanted < fine < 1.2 * wanted


def fineness(picture: NDArray[np.generic]) -> NDArray[np.float32]:
    return np.abs(cv2.Laplacian(picture.astype(np.float32), cv2.CV_32F)).mean(2)


def test_finished_frames_are_seen_as_pictures_and_not_filled_again() -> None:
    frames, mattes = pan(6, 48, 80), still_hole(6, 48, 80)
    painter = Painter(truth_of(frames))
    seen = Window(0, frames, mattes, done=2, emit_count=3)
    fills = engine_with(painter).complete(seen)
    assert [fill.index for fill in fills] == [2, 3, 4]
    assert painter.holes[0][:2].sum() == 0
    assert painter.holes[0][2:].any(axis=(1, 2)).all()


def test_far_frames_and_retouched_ones_are_remembered() -> None:
    frames, mattes = pan(4, 48, 80), still_hole(4, 48, 80)
    nothing = np.zeros((48, 80), np.uint8)
    far = Source(90, scenery(48, 80, seed=8), nothing)
    hidden = Source(95, scenery(48, 80, seed=8), nothing + np.uint8(255))
    retouched = Source(40, scenery(48, 80, seed=9), nothing)
    painter = Painter(grey)
    engine_with(painter).complete(window(frames, mattes, far=(far, hidden), references=(retouched,)))
    assert np.array_equal(np.rint(painter.memories[0] * 255), np.stack([retouched.rgb, far.rgb]))


def test_a_retouched_frame_of_the_window_is_taken_as_it_is() -> None:
    frames, mattes = pan(3, 48, 80), still_hole(3, 48, 80)
    retouched = Source(1, scenery(48, 80, seed=9), np.zeros((48, 80), np.uint8))
    seen = window(frames, mattes, references=(retouched,))
    fills = engine_with(Painter(grey)).complete(seen)
    assert_laid_into_holes(fills, seen)
    inside = mattes[1][area(fills[1])] > 0
    assert np.array_equal(fills[1].rgb[inside], retouched.rgb[area(fills[1])][inside])


def test_frames_without_a_hole_come_back_empty_and_untouched_by_the_network() -> None:
    painter = Painter(grey)
    fills = engine_with(painter).complete(window(pan(3, 48, 80), [np.zeros((48, 80), np.uint8)] * 3))
    assert [fill.rgb.size for fill in fills] == [0, 0, 0]
    assert not painter.asked


def test_a_frame_that_is_all_hole_is_filled_from_others_but_not_from_nothing() -> None:
    frames, mattes = pan(3, 48, 80), still_hole(3, 48, 80)
    white = np.full((48, 80), 255, np.uint8)
    seen = window(frames, [mattes[0], white, mattes[2]])
    assert_laid_into_holes(engine_with(Painter(grey)).complete(seen), seen)
    with pytest.raises(NothingToFillFromError):
        engine_with(Painter(grey)).complete(window(frames, [white] * 3))


def test_the_same_window_gives_the_same_fill_and_another_seed_other_grain() -> None:
    noise = np.random.default_rng(0).normal(0, 6, (48, 80, 3))
    frames = [np.clip(frame + noise, 0, 255).astype(np.uint8) for frame in pan(3, 48, 80)]
    mattes = still_hole(3, 48, 80)
    once, again, other = (
        engine_with(Painter(grey)).complete(window(frames, mattes, seed=seed)) for seed in (1, 1, 2)
    )
    assert np.array_equal(once[1].rgb, again[1].rgb)
    assert not np.array_equal(once[1].rgb, other[1].rgb)


def test_the_window_is_not_written_to() -> None:
    seen = window(pan(3, 48, 80), still_hole(3, 48, 80))
    before = [frame.copy() for frame in seen.frames]
    engine_with(Painter(grey)).complete(seen)
    assert all(np.array_equal(a, b) for a, b in zip(before, seen.frames, strict=True))


def test_provenance_names_the_network_where_it_filled() -> None:
    mattes = still_hole(2, 48, 80)
    fill = engine_with(Painter(grey)).complete(window(pan(2, 48, 80), mattes, wants_provenance=True))[0]
    assert fill.provenance is not None
    inside = mattes[0][area(fill)] > 0
    assert (fill.provenance[inside] == Origin.STTN).all()
    assert (fill.provenance[~inside] == Origin.KNOWN).all()


def test_arrays_that_do_not_fit_together_are_refused() -> None:
    with pytest.raises(ShapeError):
        engine_with(Painter(grey)).complete(Window(0, pan(2, 48, 80), still_hole(1, 48, 80), 0, 2))


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        engine_with(Painter(grey)).settings.device = "cpu"  # type: ignore[misc]


@pytest.mark.parametrize("engine", [SttnEngine, OpnEngine])
def test_without_weights_one_sentence_says_what_to_do(
    engine: type[NetworkEngine], monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path))
    with pytest.raises(MissingWeightsError, match=r"no weights of \w+; bring them in with `cleanplate"):
        engine().on("auto", "auto")
    with pytest.raises(MissingWeightsError):
        engine().plan(Shape(240, 432), 10, 1 << 40)


def test_a_window_shrinks_with_the_memory_and_is_no_longer_than_the_shot() -> None:
    engine = engine_with(Painter(grey))
    shape = Shape(1080, 1920, 1, 0.05)
    plans = [engine.plan(shape, 500, budget) for budget in (1 << 32, 1 << 29, 1 << 27)]
    windows = [plan.window for plan in plans]
    assert windows == sorted(windows, reverse=True)
    assert windows[-1] < windows[0]
    for plan, budget in zip(plans, (1 << 32, 1 << 29, 1 << 27), strict=True):
        assert plan.memory_bytes <= budget
        assert plan.overlap + plan.lookahead < plan.window
    short = engine.plan(shape, 7, 1 << 32)
    assert (short.window, short.overlap, short.lookahead, short.far_count) == (7, 0, 0, 0)


def test_a_budget_that_holds_no_window_is_refused_with_what_it_needs() -> None:
    engine = engine_with(Painter(grey))
    with pytest.raises(BudgetError) as caught:
        engine.plan(Shape(2160, 3840), 100, 1 << 20)
    assert engine.plan(Shape(2160, 3840), 100, caught.value.needed_bytes).window == 1
