from __future__ import annotations

import pytest
import torch
from torch import Tensor

from engines.nets.rnot import RNoT


@pytest.fixture
def network() -> RNoT:
    torch.manual_seed(3)
    return RNoT().eval()


def clip(count: int, height: int, width: int, dtype: torch.dtype = torch.float32) -> tuple[Tensor, Tensor]:
    frames = torch.rand(count, 3, height, width, generator=torch.Generator().manual_seed(5))
    holes = torch.zeros(count, 1, height, width, dtype=torch.bool)
    for at, hole in enumerate(holes):
        hole[:, 4:12, 5 : 10 + at] = True
    return frames.to(dtype), holes


def over_time(planes: Tensor, *clips: list[int]) -> Tensor:
    return torch.stack([planes[places].transpose(0, 1) for places in clips])


def filled(network: RNoT, frames: Tensor, holes: Tensor, at: int, memory: list[int]) -> Tensor:
    remembered = network.memorise(over_time(frames, memory), over_time(holes, memory))
    return network(frames[[at]], holes[[at]], remembered)


@pytest.mark.parametrize("size", [(16, 16), (17, 23), (30, 61)])
@torch.inference_mode()
def test_any_size_and_what_is_known_stays(network: RNoT, size: tuple[int, int]) -> None:
    frames, holes = clip(3, *size)
    made = filled(network, frames, holes, 1, [0, 2])
    assert made.shape == (1, 3, *size)
    inside = holes[1].expand(3, -1, -1)
    assert torch.equal(made[0][~inside], frames[1][~inside])
    assert (made[0][inside] != frames[1][inside]).all()
    assert made.min() >= 0
    assert made.max() <= 1


@torch.inference_mode()
def test_the_hole_is_filled_from_what_is_remembered(network: RNoT) -> None:
    frames, holes = clip(3, 16, 20)
    one, other = (filled(network, frames, holes, 1, memory) for memory in ([0], [2]))
    alone = network(frames[[1]], holes[[1]], None)
    assert not torch.equal(one, other)
    assert not torch.equal(one, alone)
    hidden = network.memorise(over_time(frames, [0]), torch.ones(1, 1, 1, 16, 20, dtype=torch.bool))
    assert torch.equal(network(frames[[1]], holes[[1]], hidden), alone)


@torch.inference_mode()
def test_what_stands_in_a_hole_does_not_matter(network: RNoT) -> None:
    frames, holes = clip(2, 16, 20)
    spoiled = torch.where(holes, 1 - frames, frames)
    made, other = (filled(network, given, holes, 1, [0, 1]) for given in (frames, spoiled))
    assert torch.equal(made[holes[[1]].expand_as(made)], other[holes[[1]].expand_as(made)])


@torch.inference_mode()
def test_frames_that_are_all_hole_are_filled(network: RNoT) -> None:
    frames, holes = clip(2, 16, 16)
    holes[1] = True
    assert torch.isfinite(filled(network, frames, holes, 1, [0])).all()


@torch.inference_mode()
def test_two_at_once_are_two_alone(network: RNoT) -> None:
    frames, holes = clip(4, 20, 24)
    memory = [0, 2], [2, 1]
    remembered = network.memorise(over_time(frames, *memory), over_time(holes, *memory))
    both = network(frames[[1, 3]], holes[[1, 3]], remembered)
    for place, target in enumerate((1, 3)):
        alone = filled(network, frames, holes, target, memory[place])
        torch.testing.assert_close(both[[place]], alone, atol=1e-4, rtol=0)


@torch.inference_mode()
def test_strides_do_not_matter(network: RNoT) -> None:
    frames, holes = clip(2, 20, 24)
    turned = frames.transpose(-1, -2).contiguous().transpose(-1, -2)
    assert not turned.is_contiguous()
    made, wanted = (filled(network, given, holes, 1, [0]) for given in (turned, frames))
    torch.testing.assert_close(made, wanted, atol=1e-4, rtol=0)


@pytest.mark.parametrize(("dtype", "within"), [(torch.float64, 1e-4), (torch.bfloat16, 0.1)])
@torch.inference_mode()
def test_types_are_kept(network: RNoT, dtype: torch.dtype, within: float) -> None:
    wanted = filled(network, *clip(2, 16, 16), 1, [0])
    made = filled(network.to(dtype), *clip(2, 16, 16, dtype), 1, [0])
    assert made.dtype == dtype
    torch.testing.assert_close(made.float(), wanted, atol=within, rtol=0)


def test_gradients_are_true(network: RNoT) -> None:
    exact = network.double()
    frames, holes = clip(2, 16, 16, torch.float64)
    shown, remembered = (frames[[at]].clone().requires_grad_(True) for at in (1, 0))

    def fill(given: Tensor, memory: Tensor) -> Tensor:
        return exact(given, holes[[1]], exact.memorise(memory[:, :, None], over_time(holes, [0])))

    assert torch.autograd.gradcheck(fill, (shown, remembered), fast_mode=True)


def test_every_weight_learns(network: RNoT) -> None:
    frames, holes = clip(2, 16, 16)
    made = filled(network, frames, holes, 1, [0])
    noise = torch.rand(made.shape, generator=torch.Generator().manual_seed(1))
    (made * noise).sum().backward()
    assert all(weight.grad is not None and weight.grad.any() for weight in network.parameters())
