from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engines.complete.learned.rnot_fill import RnotFill, RnotSettings
from engines.errors import ShapeError, StoppedError
from engines.nets.rnot import RNoT

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def rnot() -> RNoT:
    torch.manual_seed(4)
    return RNoT().requires_grad_(False)


def filler(rnot: RNoT, dtype: torch.dtype = torch.float32, step: int = 1, most: int = 12) -> RnotFill:
    return RnotFill(rnot, settings=RnotSettings(step, most), device=CPU, dtype=dtype)


def clip(count: int, height: int, width: int) -> tuple[Tensor, Tensor]:
    frames = torch.rand(count, 3, height, width, generator=torch.Generator().manual_seed(count))
    holes = torch.zeros(count, height, width, dtype=torch.bool)
    for at, hole in enumerate(holes):
        hole[3 + at : 3 + height // 2, 5 : 5 + width // 3] = True
    return frames, holes


@pytest.mark.parametrize(("count", "size"), [(1, (16, 16)), (2, (17, 45)), (3, (32, 24))])
def test_it_fills_as_the_network_does(rnot: RNoT, count: int, size: tuple[int, int]) -> None:
    frames, holes = clip(count, *size)
    made = filler(rnot, step=2).fill(frames, holes)
    for at in range(count):
        places = [place for place in range(0, count, 2) if place != at]
        memory = None
        if places:
            shown, hidden = frames[places].transpose(0, 1)[None], holes[places][None, None]
            memory = rnot.memorise(shown, hidden)
        wanted = rnot(frames[[at]], holes[[at], None], memory)
        torch.testing.assert_close(made[[at]], wanted, atol=1e-4, rtol=0)
    known = ~holes[:, None].expand_as(frames)
    assert torch.equal(made[known], frames[known])


def test_a_clip_without_a_hole_comes_back(rnot: RNoT) -> None:
    frames, holes = clip(2, 16, 16)
    assert torch.equal(filler(rnot).fill(frames, torch.zeros_like(holes)), frames)


def test_frames_that_show_nothing_are_filled_and_not_remembered(rnot: RNoT) -> None:
    frames, holes = clip(2, 16, 16)
    holes[0] = True
    made = filler(rnot).fill(frames, holes)
    assert torch.isfinite(made).all()
    torch.testing.assert_close(made[1], filler(rnot).fill(frames[1:], holes[1:])[0])
    assert torch.isfinite(filler(rnot).fill(frames, torch.ones_like(holes))).all()


def test_far_frames_are_looked_at(rnot: RNoT) -> None:
    frames, holes = clip(3, 16, 24)
    alone = filler(rnot).fill(frames[:1], holes[:1])
    far = filler(rnot).fill(frames[:1], holes[:1], memory=frames[1:], memory_holes=holes[1:])
    assert not torch.equal(far, alone)


def test_half_the_precision_is_within_two_levels(rnot: RNoT) -> None:
    frames, holes = clip(2, 24, 32)
    holes[0] = False
    exact, coarse = (filler(rnot, dtype).fill(frames, holes) for dtype in (torch.float32, torch.bfloat16))
    off = (exact - coarse).abs()[holes[:, None].expand_as(frames)]
    assert 0 < off.mean() * 255 <= 2


def test_it_stops_when_asked_and_refuses_what_does_not_fit(rnot: RNoT) -> None:
    frames, holes = clip(2, 16, 16)
    with pytest.raises(StoppedError):
        filler(rnot).fill(frames, holes, cancelled=lambda: True)
    with pytest.raises(ShapeError):
        filler(rnot).fill(frames, holes[:1])


def test_memory_is_told_beforehand(rnot: RNoT) -> None:
    fill = filler(rnot)
    short = fill.memory_bytes(2, 240, 424)
    assert 100 << 20 < short < 500 << 20
    assert short < fill.memory_bytes(12, 240, 424)
    assert fill.memory_bytes(113, 240, 424) - fill.memory_bytes(112, 240, 424) == 240 * 424 * 12
    assert filler(rnot, torch.bfloat16).memory_bytes(2, 240, 424) < short
