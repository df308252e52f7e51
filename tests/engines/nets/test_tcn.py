from __future__ import annotations

from pathlib import Path

import parity
import pytest
import torch
from torch import Tensor

from engines.nets.tcn import TCN


@pytest.fixture(scope="module")
def official(shared: Path) -> TCN:
    network = TCN().eval()
    network.load_state_dict(parity.state(shared, "tcn"), strict=True)
    return network.requires_grad_(False)


@pytest.fixture
def network() -> TCN:
    torch.manual_seed(3)
    return TCN().eval()


def step_arguments(
    count: int, height: int, width: int, dtype: torch.dtype = torch.float32
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    noise = torch.Generator().manual_seed(5)
    previous, frame = torch.rand(2, count, 3, height, width, generator=noise).to(dtype)
    holes = (torch.rand(2, count, 1, height, width, generator=noise) > 0.7).to(dtype)
    cells = -(-height // 8), -(-width // 8)
    state = torch.rand(count, 256, *cells, generator=noise).to(dtype)
    return previous, holes[0], frame, holes[1], state


@pytest.mark.footage
def test_the_published_keys_in_their_order(shared: Path) -> None:
    described = [(entry["key"], tuple(entry["shape"])) for entry in parity.described(shared, "tcn")]
    assert [(key, tuple(value.shape)) for key, value in TCN().state_dict().items()] == described


@pytest.mark.footage
@pytest.mark.parametrize("case", ["a", "b"])
@torch.inference_mode()
def test_steps_are_those_of_the_official_code(official: TCN, shared: Path, case: str) -> None:
    record = parity.recorded(shared, "tcn_io")
    frames = parity.unit(record[f"{case}_frames"])
    holes = (torch.from_numpy(record[f"{case}_masks"]) > 0).float()[:, None]
    previous, state = torch.zeros_like(frames[:1]), None
    for step, before in enumerate([3, 0, 1]):
        previous, state = official(previous, holes[[before]], frames[[step]], holes[[step]], state)
        parity.assert_near(previous[0], record[f"{case}_out{step}"])
        parity.assert_near(state[0, ::8], record[f"{case}_hidden{step}_c8"])


@pytest.mark.parametrize("size", [(16, 16), (17, 23), (30, 61)])
@torch.inference_mode()
def test_any_size(network: TCN, size: tuple[int, int]) -> None:
    arguments = step_arguments(1, *size)
    frame, state = network(*arguments)
    assert frame.shape == (1, 3, *size)
    assert state.shape == arguments[4].shape
    assert frame.min() >= 0
    assert frame.max() <= 1


@torch.inference_mode()
def test_the_state_starts_as_zeros(network: TCN) -> None:
    *shown, state = step_arguments(1, 16, 24)
    assert torch.equal(network(*shown, None)[0], network(*shown, torch.zeros_like(state))[0])
    assert not torch.equal(network(*shown, None)[0], network(*shown, state)[0])


@torch.inference_mode()
def test_two_at_once_are_two_alone(network: TCN) -> None:
    arguments = step_arguments(2, 24, 16)
    both = network(*arguments)
    for place in (0, 1):
        alone = network(*(planes[[place]] for planes in arguments))
        for joint, single in zip(both, alone, strict=True):
            torch.testing.assert_close(joint[[place]], single, atol=1e-5, rtol=0)


@torch.inference_mode()
def test_strides_do_not_matter(network: TCN) -> None:
    arguments = step_arguments(1, 24, 16)
    turned = [planes.transpose(-1, -2).contiguous().transpose(-1, -2) for planes in arguments]
    assert not turned[0].is_contiguous()
    torch.testing.assert_close(network(*turned), network(*arguments), atol=1e-5, rtol=0)


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
@torch.inference_mode()
def test_types_are_kept(network: TCN, dtype: torch.dtype) -> None:
    wanted, _ = network(*step_arguments(1, 16, 16))
    frame, state = network.to(dtype)(*step_arguments(1, 16, 16, dtype))
    assert frame.dtype == state.dtype == dtype
    torch.testing.assert_close(frame.float(), wanted, atol=2e-2 if dtype == torch.bfloat16 else 1e-5, rtol=0)


def test_gradients_are_true(network: TCN) -> None:
    arguments = step_arguments(1, 16, 16, torch.float64)
    learning = [planes.requires_grad_(at in (0, 2, 4)) for at, planes in enumerate(arguments)]
    assert torch.autograd.gradcheck(network.double(), learning, fast_mode=True)


def test_every_weight_learns(network: TCN) -> None:
    frame, _ = network(*step_arguments(1, 16, 16))
    noise = torch.rand(frame.shape, generator=torch.Generator().manual_seed(1))
    (frame * noise).sum().backward()
    assert all(weight.grad is not None and weight.grad.any() for weight in network.parameters())
