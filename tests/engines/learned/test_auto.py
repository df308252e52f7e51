"""Engine `auto`: real pixels first, a network where it does better than the surroundings."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from scenes import assert_laid_into_holes, covered, hole_error, pan, still_hole, window
from stand_ins import Painter, grey

from engines.complete.auto import AutoEngine, AutoSettings
from engines.complete.auto.trial import hide_patches
from engines.complete.contract import Fill, Matte, Origin, Rgb, Shape, Window
from engines.complete.explicit import ExplicitEngine
from engines.complete.learned.crops import Sight
from engines.complete.learned.network import FillNetwork, Masks, Planes
from engines.errors import BudgetError

SIGHT = Sight(height=120, width=160, square=144, context=2)
HEIGHT, WIDTH, COUNT = 120, 160, 12


@pytest.fixture(autouse=True)
def one_thread() -> None:
    cv2.setNumThreads(1)


def engine_with(network: FillNetwork) -> AutoEngine:
    return AutoEngine(AutoSettings(network_name="sttn"), lambda *_: network)


def knowing(frames: list[Rgb]) -> Painter:
    """A network that has the truth by heart: it finds which frames it sees by what is visible of them."""
    truth = np.stack(frames).astype(np.float32) / np.iinfo(frames[0].dtype).max

    def paint(planes: Planes, holes: Masks) -> Planes:
        visible = ~holes[0]
        errors = [np.abs(planes[0][visible] - one[visible]).mean() for one in truth]
        start = int(np.argmin(errors))
        return truth[start : start + len(planes)]

    return Painter(paint, SIGHT)


def moving_still() -> tuple[list[Rgb], list[Matte]]:
    """A pan under which a hole is fixed to the scene: what it hides is never seen."""
    frames = pan(COUNT, HEIGHT, WIDTH, step_px=3)
    mattes = []
    for i in range(COUNT):
        matte = np.zeros((HEIGHT, WIDTH), np.uint8)
        matte[45:75, 90 - 3 * i : 120 - 3 * i] = 255
        mattes.append(matte)
    return frames, mattes


def test_a_network_that_knows_better_fills_what_no_frame_shows() -> None:
    frames, mattes = moving_still()
    seen = window(frames, mattes)
    alone = ExplicitEngine().complete(seen)
    fills = engine_with(knowing(frames)).complete(seen)
    assert_laid_into_holes(fills, seen)
    assert hole_error(fills, frames, mattes) < 0.6 * hole_error(alone, frames, mattes)


@pytest.mark.parametrize(
    "paint", [grey, lambda planes, _: np.random.default_rng(0).random(planes.shape, np.float32)]
)
def test_a_network_that_knows_nothing_changes_nothing(paint: Callable[[Planes, Masks], Planes]) -> None:
    frames, mattes = moving_still()
    seen = window(frames, mattes)
    assert_same(engine_with(Painter(paint, SIGHT)).complete(seen), ExplicitEngine().complete(seen))


def test_what_some_frame_shows_is_not_the_network_s_to_fill() -> None:
    frames = pan(COUNT, HEIGHT, WIDTH, step_px=6)
    mattes = still_hole(COUNT, HEIGHT, WIDTH)
    mattes = [np.where(np.arange(WIDTH) < 80, matte, 0).astype(np.uint8) for matte in mattes]
    seen = window(frames, mattes)
    painter = Painter(grey, SIGHT)
    assert_same(engine_with(painter).complete(seen), ExplicitEngine().complete(seen))
    assert not painter.asked


def test_without_weights_auto_is_explicit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path))
    frames, mattes = moving_still()
    seen = window(frames, mattes)
    engine = AutoEngine().on("auto", "auto")
    assert_same(engine.complete(seen), ExplicitEngine().complete(seen))
    shape = Shape(240, 432)
    assert engine.plan(shape, 50, 1 << 32).window == ExplicitEngine().plan(shape, 50, 1 << 32).window


def test_the_fill_moves_with_the_scene_and_does_not_boil() -> None:
    frames, mattes = moving_still()
    right = knowing(frames)
    random = np.random.default_rng(3)

    def boiling(planes: Planes, holes: Masks) -> Planes:
        known = right.fill(planes, holes, planes[:0], holes[:0])
        return known + random.normal(0, 0.03, planes.shape).astype(np.float32)

    fills = engine_with(Painter(boiling, SIGHT)).complete(window(frames, mattes))
    hidden = [fill.rgb[5:25, 5:25].astype(np.float32) for fill in fills]
    steps = [np.abs(b - a).mean() for a, b in pairwise(hidden)]
    assert np.mean(steps[2:-2]) < 0.4 * 0.03 * 255 * 2 / np.sqrt(np.pi)


def test_provenance_tells_frames_and_network_apart() -> None:
    frames, mattes = moving_still()
    wide = [
        cv2.dilate(matte, np.ones((1, 1 + 2 * 9), np.uint8)) if i < 6 else matte
        for i, matte in enumerate(mattes)
    ]
    fills = engine_with(knowing(frames)).complete(window(frames, wide, wants_provenance=True))
    marks = fills[2].provenance
    assert marks is not None
    assert (marks == Origin.STTN).sum() > 500
    assert (marks >= 6).sum() > 100
    assert (marks[15, 20:35] == Origin.STTN).all()


def test_sixteen_bit_and_a_single_frame_work() -> None:
    deep = [frame.astype(np.uint16) * 257 for frame in pan(1, HEIGHT, WIDTH)]
    mattes = still_hole(1, HEIGHT, WIDTH)
    seen = window(deep, mattes)
    fills = engine_with(knowing(deep)).complete(seen)
    assert_laid_into_holes(fills, seen)


def test_finished_frames_carry_on_what_the_network_made() -> None:
    frames, mattes = moving_still()
    engine = engine_with(knowing(frames))
    first = engine.complete(window(frames[:8], mattes[:8]))
    pictures = covered(frames, mattes)
    for fill in first:
        height, width = fill.rgb.shape[:2]
        pictures[fill.index][fill.top : fill.top + height, fill.left : fill.left + width] = fill.rgb
    second = engine.complete(Window(4, pictures[4:], mattes[4:], done=4, emit_count=4))
    assert hole_error(second, frames, mattes) < hole_error(first, frames, mattes) + 6


def test_the_window_leaves_room_for_the_network() -> None:
    painter = Painter(grey, Sight(240, 432, square=336, context=5))
    engine = engine_with(painter)
    shape = Shape(1080, 1920, 1, 0.05)
    for budget in (1 << 32, 1 << 31, 3 << 29):
        plan = engine.plan(shape, 400, budget)
        assert plan.memory_bytes <= budget
        assert plan.window <= ExplicitEngine().plan(shape, 400, budget).window
    with pytest.raises(BudgetError):
        engine.plan(shape, 400, 1 << 26)


def test_where_there_is_no_room_for_the_network_real_pixels_have_to_do() -> None:
    frames, mattes = moving_still()
    seen = window(frames, mattes)
    painter = knowing(frames)
    engine = engine_with(painter)
    assert engine.plan(Shape(HEIGHT, WIDTH), COUNT, 1 << 28).memory_bytes <= 1 << 28
    assert_same(engine.complete(seen), ExplicitEngine().complete(seen))
    assert not painter.asked


def test_patches_are_hidden_beside_holes_on_known_ground_and_move_with_them() -> None:
    holes = np.zeros((5, 100, 200), np.bool_)
    for i in range(5):
        holes[i, 40:60, 90 + i : 110 + i] = True
    patches = hide_patches(holes, ~holes)
    assert patches is not None
    assert not (patches & holes).any()
    assert patches.sum() == 2 * holes.sum()
    assert np.array_equal(np.roll(patches[0], 1, axis=1), patches[1])
    ys, xs = np.nonzero(patches[0])
    assert np.hypot(ys - 50, xs - 100).max() < 50


def test_smaller_patches_are_hidden_where_there_is_little_room_and_none_where_there_is_none() -> None:
    holes = np.zeros((3, 60, 60), np.bool_)
    holes[:, 10:50, 5:45] = True
    patches = hide_patches(holes, ~holes)
    assert patches is None or 0 < patches.sum() < holes.sum()
    assert hide_patches(np.ones((3, 60, 60), np.bool_), np.zeros((3, 60, 60), np.bool_)) is None


def test_nothing_loads_torch_where_there_are_no_weights(tmp_path: Path) -> None:
    code = """
import sys
import numpy as np
from engines.complete.contract import Window
from engines.complete.explicit import completing
from engines.complete.registry import engine_names, make_engine
completing.find = lambda network: None  # some come with the program
frames = [np.zeros((40, 40, 3), np.uint8)] * 2
matte = np.zeros((40, 40), np.uint8)
matte[10:20, 10:20] = 255
for name in ("explicit", "spatial", "auto"):
    make_engine(name).complete(Window(0, frames, [matte] * 2, 0, 2))
assert {"sttn", "opn", "rnot", "auto"} <= set(engine_names())
assert "torch" not in sys.modules, "torch was imported"
"""
    environment = {"CLEANPLATE_MODELS": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[3])}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def assert_same(one: list[Fill], other: list[Fill]) -> None:
    assert [(a.index, a.top, a.left) for a in one] == [(b.index, b.top, b.left) for b in other]
    assert all(np.array_equal(a.rgb, b.rgb) for a, b in zip(one, other, strict=True))
