from __future__ import annotations

from pathlib import Path

import numpy as np
import parity
import pytest
import torch
from torch import Tensor

from engines.nets.opn import OPN, Memory, mostly, touched
from engines.nets.padding import Padding

CASES = pytest.mark.parametrize("case", ["a", "b"])


@pytest.fixture(scope="module")
def official(shared: Path) -> OPN:
    network = OPN().eval()
    network.load_state_dict(parity.state(shared, "opn"), strict=True)
    return network.requires_grad_(False)


@pytest.fixture
def network() -> OPN:
    torch.manual_seed(3)
    return OPN().eval()


class Scene:
    """Random frames with a square hole in each, and the arguments that the network wants of them."""

    def __init__(self, count: int, height: int, width: int, dtype: torch.dtype = torch.float32) -> None:
        noise = torch.Generator().manual_seed(5)
        self.frames = torch.rand(count, 3, height, width, generator=noise).to(dtype)
        self.dists = torch.zeros(count, 1, height, width, dtype=dtype)
        self.dists[:, :, 4:12, 5:13] = 3
        self.dists[:, :, 7:9, 8:10] = 12
        self.valids = (self.dists == 0).to(dtype)

    def target(self, *places: int) -> tuple[Tensor, Tensor, Tensor]:
        at = list(places)
        return self.frames[at], self.valids[at], self.dists[at]

    def memory(self, *clips: list[int]) -> tuple[Tensor, ...]:
        every = (self.frames, self.valids, self.dists)
        return tuple(torch.stack([planes[places].transpose(0, 1) for places in clips]) for planes in every)


@pytest.mark.footage
def test_the_published_keys_in_their_order(shared: Path) -> None:
    described = [(entry["key"], tuple(entry["shape"])) for entry in parity.described(shared, "opn")]
    assert [(key, tuple(value.shape)) for key, value in OPN().state_dict().items()] == described


@pytest.mark.footage
@CASES
@torch.inference_mode()
def test_memory_is_that_of_the_official_code(official: OPN, shared: Path, case: str) -> None:
    memory, _, wanted = _of_record(official, shared, case)
    parity.assert_near(memory.keys[0, ::8], wanted["mkey_c8"])
    parity.assert_near(memory.values[0, ::8], wanted["mval_c8"])
    np.testing.assert_array_equal(memory.holes[0].numpy(), wanted["mhol"] > 0)


@pytest.mark.footage
@CASES
@pytest.mark.parametrize("remembering", [True, False])
@torch.inference_mode()
def test_peels_are_those_of_the_official_code(
    official: OPN, shared: Path, case: str, remembering: bool
) -> None:
    memory, (frame, valid, dist), wanted = _of_record(official, shared, case)
    kind = "comp" if remembering else "nomem_comp"
    for peel in (1, 2):
        frame, dist = official.peel(frame, valid, dist, memory if remembering else None)
        parity.assert_near(frame[0], wanted[f"{kind}{peel}"])
        parity.assert_near(dist[0, 0], wanted[f"dist{peel}"])
    assert not dist.any()


@pytest.mark.parametrize("size", [(16, 16), (17, 23), (30, 61)])
@torch.inference_mode()
def test_any_size_and_what_is_known_stays(network: OPN, size: tuple[int, int]) -> None:
    scene = Scene(3, *size)
    frame, dist = network.peel(*scene.target(1), network.memorise(*scene.memory([0, 2])))
    assert frame.shape == (1, 3, *size)
    assert dist.shape == (1, 1, *size)
    known = (scene.dists[1] == 0).expand(3, -1, -1)
    assert torch.equal(frame[0][known], scene.frames[1][known])
    assert not torch.equal(frame[0], scene.frames[1])
    assert dist.max() == 4


@torch.inference_mode()
def test_two_at_once_are_two_alone(network: OPN) -> None:
    scene = Scene(4, 20, 24)
    scene.dists[3, :, 4:12, 5:13] = 1
    both, _ = network.peel(*scene.target(1, 3), network.memorise(*scene.memory([0, 2], [2, 1])))
    for place, (target, memory) in enumerate([(1, [0, 2]), (3, [2, 1])]):
        alone, _ = network.peel(*scene.target(target), network.memorise(*scene.memory(memory)))
        torch.testing.assert_close(both[[place]], alone, atol=1e-5, rtol=0)


@torch.inference_mode()
def test_strides_do_not_matter(network: OPN) -> None:
    scene = Scene(3, 20, 24)
    memory = network.memorise(*scene.memory([0, 2]))
    plain, _ = network.peel(*scene.target(1), memory)
    turned = [planes.transpose(-1, -2).contiguous().transpose(-1, -2) for planes in scene.target(1)]
    assert not turned[0].is_contiguous()
    torch.testing.assert_close(network.peel(*turned, memory)[0], plain, atol=1e-5, rtol=0)


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
@torch.inference_mode()
def test_types_are_kept(network: OPN, dtype: torch.dtype) -> None:
    scene, exact = Scene(3, 16, 16, dtype), Scene(3, 16, 16)
    wanted, _ = network.peel(*exact.target(1), network.memorise(*exact.memory([0, 2])))
    converted = network.to(dtype)
    frame, dist = converted.peel(*scene.target(1), converted.memorise(*scene.memory([0, 2])))
    assert frame.dtype == dist.dtype == dtype
    torch.testing.assert_close(frame.float(), wanted, atol=2e-2 if dtype == torch.bfloat16 else 1e-5, rtol=0)


def test_gradients_are_true(network: OPN) -> None:
    exact, scene = network.double(), Scene(3, 16, 16, torch.float64)
    frames, valids, dists = scene.memory([0, 2])

    def fill(shown: Tensor, remembered: Tensor) -> Tensor:
        filled, _ = exact.peel(shown, *scene.target(1)[1:], exact.memorise(remembered, valids, dists))
        return filled

    target = scene.frames[[1]].clone().requires_grad_(True)
    assert torch.autograd.gradcheck(fill, (target, frames.requires_grad_(True)), fast_mode=True)


def test_every_weight_learns(network: OPN) -> None:
    scene = Scene(3, 16, 16)
    filled, _ = network.peel(*scene.target(1), network.memorise(*scene.memory([0, 2])))
    noise = torch.rand(filled.shape, generator=torch.Generator().manual_seed(1))
    (filled * noise).sum().backward()
    assert all(weight.grad is not None and weight.grad.any() for weight in network.parameters())


@torch.inference_mode()
def test_a_memory_that_is_all_hole_reads_nothing(network: OPN) -> None:
    scene = Scene(2, 16, 16)
    frames, valids, dists = scene.memory([0])
    nothing = network.memorise(frames, torch.zeros_like(valids), torch.ones_like(dists))
    torch.testing.assert_close(
        network.peel(*scene.target(1), nothing)[0], network.peel(*scene.target(1), None)[0]
    )


def test_cells_look_at_their_four_central_pixels() -> None:
    mask = torch.zeros(1, 8, 8, dtype=torch.bool)
    mask[0, 1, 1] = mask[0, 5, 5] = mask[0, 6, 6] = True
    mask[0, 0, 4:8] = mask[0, 1:4, 7] = True
    assert touched(mask)[0].tolist() == [[True, False], [False, True]]
    assert mostly(mask)[0].tolist() == [[False, False], [False, True]]


def test_padding_puts_the_smaller_half_first() -> None:
    planes = torch.ones(1, 1, 61, 82)
    padding = Padding.to_multiple(planes, 4)
    assert padding == Padding(top=1, bottom=2, left=1, right=1)
    assert padding.added(planes).sum() == planes.sum()
    assert torch.equal(padding.removed(padding.added(planes)), planes)


def _of_record(
    network: OPN, shared: Path, case: str
) -> tuple[Memory, tuple[Tensor, Tensor, Tensor], dict[str, np.ndarray]]:
    """Give the memory of a recorded case, the frame to peel with validity and distances, and what is due."""
    prefix = f"{case}_"
    record = {
        key.removeprefix(prefix): value
        for key, value in parity.recorded(shared, "opn_io").items()
        if key.startswith(prefix)
    }
    dists = torch.from_numpy(record["dist"])[:, None]
    frames = torch.where(dists > 0, network.mean, parity.unit(record["frames"]))
    every = frames, (dists == 0).float(), dists
    places, target = record["mem"].tolist(), [int(record["target"])]
    memory = network.memorise(*(planes[places].transpose(0, 1)[None] for planes in every))
    frame, valid, dist = (planes[target] for planes in every)
    return memory, (frame, valid, dist), record
