from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from engines.complete.learned.clip_tensors import distances, remembered_places, spread
from engines.complete.learned.opn_fill import OpnFill, OpnSettings
from engines.errors import ShapeError, StoppedError
from engines.measure.opn_speed import liven, measure_opn, moving_clip, official_procedure
from engines.nets.opn import OPN
from engines.nets.tcn import TCN

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def opn() -> OPN:
    network = OPN().requires_grad_(False)
    liven(network, 1)
    return network


@pytest.fixture(scope="module")
def tcn() -> TCN:
    network = TCN().requires_grad_(False)
    liven(network, 2)
    return network


def filler(
    opn: OPN, tcn: TCN | None = None, dtype: torch.dtype = torch.float32, **settings: object
) -> OpnFill:
    return OpnFill(opn, tcn, settings=replace(OpnSettings(), **settings), device=CPU, dtype=dtype)


def clip(count: int, height: int, width: int) -> tuple[Tensor, Tensor]:
    """Random frames with a hole inside and another that crosses a corner, both of several rings."""
    frames = torch.rand(count, 3, height, width, generator=torch.Generator().manual_seed(count))
    holes = torch.zeros(count, height, width, dtype=torch.bool)
    for at, hole in enumerate(holes):
        hole[3 + at : 3 + height // 2, 5 : 5 + width // 3] = True
        hole[-height // 4 :, -9 - at :] = True
    return frames, holes


@pytest.mark.parametrize("size", [(48, 64), (45, 61), (33, 90)])
def test_what_is_left_out_changes_nothing(opn: OPN, tcn: TCN, size: tuple[int, int]) -> None:
    frames, holes = clip(3, *size)
    whole = official_procedure(opn, None, frames, holes)
    torch.testing.assert_close(filler(opn, official=True).fill(frames, holes), whole, atol=1e-4, rtol=0)
    steadied = official_procedure(opn, tcn, frames, holes)
    made = filler(opn, tcn, official=True).fill(frames, holes)
    torch.testing.assert_close(made, steadied, atol=1e-4, rtol=0)
    assert not torch.allclose(steadied, whole, atol=0.02)


def test_frames_are_remembered_but_never_by_themselves(opn: OPN) -> None:
    frames, holes = clip(7, 32, 40)
    made = filler(opn, official=True).fill(frames, holes)
    torch.testing.assert_close(made, official_procedure(opn, None, frames, holes), atol=1e-4, rtol=0)


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("size", [(16, 16), (17, 45)])
def test_known_pixels_stay_and_holes_are_filled(
    opn: OPN, tcn: TCN, count: int, size: tuple[int, int]
) -> None:
    frames, holes = clip(count, *size)
    given = frames.clone()
    made = filler(opn, tcn).fill(given, holes)
    inside = holes[:, None].expand_as(frames)
    assert torch.equal(given, frames)
    assert torch.equal(made[~inside], frames[~inside])
    assert (made[inside] != frames[inside]).float().mean() > 0.99
    assert made.min() >= 0
    assert made.max() <= 1


def test_what_stands_in_a_hole_does_not_matter(opn: OPN, tcn: TCN) -> None:
    frames, holes = clip(2, 32, 40)
    spoiled = torch.where(holes[:, None], 1 - frames, frames)
    assert torch.equal(filler(opn, tcn).fill(spoiled, holes), filler(opn, tcn).fill(frames, holes))


def test_frames_that_show_nothing_are_filled_from_the_others(opn: OPN) -> None:
    frames, holes = clip(2, 24, 32)
    holes[0], holes[1] = True, False
    fill = filler(opn, memory_step=1)
    made, other = (fill.fill(torch.stack([frames[0], shown]), holes) for shown in (frames[1], 1 - frames[1]))
    assert not torch.equal(made[0], other[0])
    holes[1] = True
    assert torch.isfinite(fill.fill(frames, holes)).all()


def test_a_clip_without_a_hole_comes_back(opn: OPN, tcn: TCN) -> None:
    frames, holes = clip(2, 16, 16)
    made = filler(opn, tcn).fill(frames, torch.zeros_like(holes))
    assert torch.equal(made, frames)
    assert made is not frames


def test_far_frames_are_looked_at(opn: OPN) -> None:
    frames, holes = clip(3, 32, 32)
    fill, nothing = filler(opn), torch.zeros_like(holes[1:])
    alone = fill.fill(frames[:1], holes[:1])
    with_far = fill.fill(frames[:1], holes[:1], memory=frames[1:], memory_holes=nothing)
    hidden = fill.fill(frames[:1], holes[:1], memory=frames[1:], memory_holes=~nothing)
    assert not torch.equal(with_far, alone)
    assert torch.equal(hidden, alone)


def test_a_strided_clip_is_filled_alike(opn: OPN, tcn: TCN) -> None:
    frames, holes = clip(2, 32, 24)
    turned = frames.permute(2, 3, 1, 0).contiguous().permute(3, 2, 0, 1)
    assert not turned.is_contiguous()
    fill = filler(opn, tcn)
    torch.testing.assert_close(fill.fill(turned, holes), fill.fill(frames, holes), atol=1e-5, rtol=0)


def test_half_the_precision_is_within_two_levels(opn: OPN, tcn: TCN) -> None:
    frames, holes = clip(2, 24, 24)
    exact, coarse = (filler(opn, tcn, dtype).fill(frames, holes) for dtype in (torch.float32, torch.bfloat16))
    off = (exact - coarse).abs()[holes[:, None].expand_as(frames)]
    assert 0 < off.mean() * 255 <= 2


def test_it_stops_when_asked(opn: OPN) -> None:
    frames, holes = clip(2, 32, 32)
    asked = iter([False, True])
    with pytest.raises(StoppedError):
        filler(opn).fill(frames, holes, cancelled=lambda: next(asked))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda frames, holes: (frames[:, :1], holes, None, None), "clip"),
        (lambda frames, holes: (frames, holes[:1], None, None), "clip"),
        (lambda frames, holes: (frames.double(), holes, None, None), "clip"),
        (lambda frames, holes: (frames, holes.float(), None, None), "clip"),
        (lambda frames, holes: (frames[..., :15], holes[..., :15], None, None), "clip"),
        (lambda frames, holes: (frames[:0], holes[:0], None, None), "clip"),
        (lambda frames, holes: (frames, holes, frames, None), "memory"),
        (lambda frames, holes: (frames, holes, frames[..., 1:], holes[..., 1:]), "memory"),
    ],
)
def test_what_does_not_fit_is_refused(opn: OPN, change: object, what: str) -> None:
    frames, holes, memory, memory_holes = change(*clip(2, 16, 20))
    with pytest.raises(ShapeError) as refusal:
        filler(opn).fill(frames, holes, memory=memory, memory_holes=memory_holes)
    assert refusal.value.what == what


def test_memory_is_spread_over_time_and_does_not_grow() -> None:
    assert remembered_places(20, 0, 5, 12) == ([0, 5, 10, 15], [])
    assert remembered_places(1, 3, 5, 12) == ([0], [0, 1, 2])
    near, far = remembered_places(1000, 50, 5, 12)
    assert len(near) == len(far) == 6
    assert (near[0], near[-1]) == (0, 995)
    assert remembered_places(1000, 2, 5, 12)[1] == [0, 1]
    assert len(remembered_places(10, 50, 5, 12)[1]) == 10
    assert spread(range(5), 1) == [2]


def test_memory_is_told_beforehand(opn: OPN, tcn: TCN) -> None:
    alone, both = filler(opn), filler(opn, tcn)
    at_work = both.memory_bytes(6, 240, 424)
    assert 150 << 20 < at_work < 350 << 20
    assert alone.memory_bytes(6, 240, 424) < at_work < both.memory_bytes(6, 480, 848)
    assert filler(opn, tcn, torch.bfloat16).memory_bytes(6, 240, 424) < 0.6 * at_work
    lengths = [alone.memory_bytes(frames, 240, 424) for frames in (12, 13, 112)]
    assert lengths[2] - lengths[1] == 99 * (240 * 424 * 12)
    assert lengths[1] - lengths[0] == 240 * 424 * 12


def test_distances_are_euclidean_and_nothing_known_is_one_ring() -> None:
    hole = torch.ones(20, 30, dtype=torch.bool)
    assert distances(hole, 8.0).unique().tolist() == [8.0]
    hole[0, 0] = False
    far = distances(hole, 8.0)
    assert far[0, 0] == 0
    assert far[12, 16] == pytest.approx(20, rel=0.02)


def test_speed_is_told_with_what_it_costs(opn: OPN, tcn: TCN) -> None:
    speed = measure_opn(opn, tcn, *moving_clip(2, 48, 64, 1), device=CPU, dtype=torch.float32)
    assert speed.mean_levels_off < 0.01
    assert speed.ratio == speed.official_seconds / speed.fast_seconds
    assert min(speed.official_seconds, speed.fast_seconds) > 0


@pytest.mark.parametrize("unusable", [{"peel_px": 0.0}, {"memory_step": 0}, {"memory_most": 1}])
def test_settings_that_cannot_work_are_refused(unusable: dict[str, float]) -> None:
    with pytest.raises(ShapeError, match=next(iter(unusable))):
        OpnSettings(**unusable)  # type: ignore[arg-type]
