from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.nn import functional

from engines.complete.learned.auto_sttn_fill import CHANGED, OFFICIAL, AutoSttnFill, AutoSttnSettings
from engines.complete.learned.auto_sttn_strips import Strip, strips
from engines.errors import ShapeError, StoppedError
from engines.measure.sttn_speed import lively_generator
from engines.nets.sttn import AUTO_SMALL_CHANNELS, AUTO_SMALL_GRIDS, AUTO_STTN_GRIDS, SttnGenerator

pytestmark = pytest.mark.usefixtures("one_thread")

SPECK_PX = 10


@pytest.fixture(scope="module")
def fill() -> AutoSttnFill:
    return filling(AutoSttnSettings())


def filling(settings: AutoSttnSettings) -> AutoSttnFill:
    generator = lively_generator(seed=3, grids=AUTO_STTN_GRIDS)
    return AutoSttnFill(generator, settings=settings, device=torch.device("cpu"), dtype=torch.float32)


def erasing(generator: SttnGenerator) -> AutoSttnFill:
    cpu, settings = torch.device("cpu"), AutoSttnSettings()
    return AutoSttnFill(generator, settings=settings, device=cpu, dtype=torch.float32)


def clip(count: int, height: int, width: int) -> tuple[Tensor, Tensor]:
    frames = torch.rand((count, 3, height, width), generator=torch.Generator().manual_seed(count))
    hole = torch.zeros((height, width), dtype=torch.bool)
    hole[-12:-4, width // 4 : width // 2] = True
    return frames, hole


@pytest.mark.footage
def test_strips_are_the_recorded_ones(shared: Path) -> None:
    cases = json.loads((shared / "fixtures/parity/auto_strips.json").read_text(encoding="utf-8"))["cases"]
    for case in cases:
        hole = np.zeros((case["H"], case["W"]), np.bool_)
        for top, bottom, left, right in case["rects_y0y1x0x1"]:
            hole[top:bottom, left:right] = True
        chosen = strips(hole)
        if case["strips"] is None:
            assert covered(chosen, hole)
        else:
            assert [[strip.top, strip.bottom] for strip in chosen] == case["strips"]


@settings(max_examples=300)
@given(st.data())
def test_strips_cover_every_mask_and_end(data: st.DataObject) -> None:
    height, width = data.draw(st.integers(16, 300)), data.draw(st.integers(16, 700))
    hole = np.zeros((height, width), np.bool_)
    for _ in range(data.draw(st.integers(0, 3))):
        top = data.draw(st.integers(0, height - 1))
        hole[top : top + data.draw(st.integers(1, 90)), : data.draw(st.integers(1, width))] = True
    chosen = strips(hole)
    assert covered(chosen, hole)
    for strip in chosen:
        assert strip.top >= 0
        assert strip.bottom <= height
        assert strip.bottom - strip.top == min(height, width * 3 // 16)


def covered(chosen: list[Strip], hole: np.ndarray) -> bool:
    """Say whether no more is left out than a speck for each strip that might have been."""
    left = hole.copy()
    for strip in chosen:
        left[strip.top : strip.bottom] = False
    candidates = hole.shape[0] // max(1, hole.shape[1] * 3 // 16) + 2
    return bool(left.sum() <= SPECK_PX * candidates)


@pytest.mark.parametrize(("height", "width"), [(120, 640), (90, 160), (70, 801), (16, 300)])
def test_only_the_hole_changes(fill: AutoSttnFill, height: int, width: int) -> None:
    frames, hole = clip(1, height, width)
    result = fill.fill(frames, hole)
    inside = hole.expand_as(frames)
    assert torch.equal(result[~inside], frames[~inside])
    assert (result[inside] != frames[inside]).float().mean() > 0.99


def test_chunks_do_not_see_each_other_and_levels_are_whole() -> None:
    frames, hole = clip(2, 120, 640)
    apart = filling(AutoSttnSettings(OFFICIAL.windows, chunk=1)).fill(frames, hole)
    official = filling(OFFICIAL).fill(frames, hole)
    inside = hole.expand_as(frames)
    levels = official[inside] * 255
    assert (levels - levels.round()).abs().max() < 1e-4
    assert not torch.equal(apart, official)


def test_without_a_mask_all_of_a_region_is_made(fill: AutoSttnFill) -> None:
    frames, _ = clip(1, 60, 320)
    erased = fill.erase(frames)
    assert erased.shape == frames.shape
    assert (erased != frames).float().mean() > 0.99
    assert 0 <= erased.min() <= erased.max() <= 1


def test_under_the_mask_it_is_what_it_is_without(fill: AutoSttnFill) -> None:
    frames, hole = clip(1, 60, 320)
    inside = hole.expand_as(frames)
    torch.testing.assert_close(fill.fill(frames, hole)[inside], fill.erase(frames)[inside], atol=1e-4, rtol=0)


def test_a_network_that_gates_leaves_alone_what_it_does_not_change() -> None:
    """What it makes is laid over what it sees where it says so, in the fast form as in the plain one."""
    torch.manual_seed(5)
    generator = SttnGenerator(AUTO_SMALL_GRIDS, AUTO_SMALL_CHANNELS, gates=True).eval()
    with torch.no_grad():
        for parameter in generator.decoder[-1].parameters():
            parameter.mul_(20)
    frames, _ = clip(1, 120, 640)
    with torch.no_grad():
        plain = (generator(frames[None] * 2 - 1)[0] + 1) / 2
    erased = erasing(generator).erase(frames)
    difference = (plain - frames).abs().mean(dim=1, keepdim=True).expand_as(frames)
    # What lies at the threshold may fall to either side by the rounding of the two forms.
    much, little = difference >= CHANGED + 1e-3, difference < CHANGED - 1e-3
    assert 0.02 < much.float().mean() < 0.98
    torch.testing.assert_close(erased[much], plain[much], atol=1e-4, rtol=0)
    alone = functional.max_pool2d((~little).float(), 3, stride=1, padding=1) == 0
    assert alone.any()
    assert torch.equal(erased[alone], frames[alone])


def test_it_stops_when_asked(fill: AutoSttnFill) -> None:
    with pytest.raises(StoppedError):
        fill.fill(*clip(1, 120, 640), cancelled=lambda: True)


def test_a_mask_that_moves_is_refused(fill: AutoSttnFill) -> None:
    frames, hole = clip(2, 120, 640)
    with pytest.raises(ShapeError, match="one bool mask"):
        fill.fill(frames, hole.expand(2, -1, -1))
    with pytest.raises(ShapeError):
        fill.fill(frames, hole[:60])
    with pytest.raises(ShapeError):
        fill.erase(frames[:, :2])


def test_memory_grows_with_frames(fill: AutoSttnFill) -> None:
    assert fill.memory_bytes(2) < fill.memory_bytes(20)
