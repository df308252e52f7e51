"""RNoT as it runs on the processor gives what the network itself gives."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from engines.nets.rnot import RNoT
from engines.nets.rnot_inference import FastRnot


@pytest.fixture(scope="module")
def network() -> RNoT:
    """Weights under which every gain, offset and region counts."""
    torch.manual_seed(7)
    rnot = RNoT(16).eval().requires_grad_(False)
    for name, weight in rnot.named_parameters():
        if "gamma" in name or "beta" in name:
            nn.init.normal_(weight, 0.0, 0.3)
    # With these, about half of the decoder's places count as important.
    for norm in (rnot.decoder.norm1, rnot.decoder.norm2):
        norm.sa.conv1.weight.copy_(torch.full_like(norm.sa.conv1.weight, 0.04))
    return rnot


def picture(height: int, width: int) -> Tensor:
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(5))


@pytest.mark.parametrize("size", [(16, 16), (17, 45), (48, 70)])
@torch.inference_mode()
def test_it_encodes_and_decodes_as_the_network_does(network: RNoT, size: tuple[int, int]) -> None:
    frame, hole = picture(*size), torch.zeros(1, 1, *size, dtype=torch.bool)
    hole[..., 3:9, 6:13] = True
    fast = FastRnot(network)
    made, wanted = (one.encode(frame, hole) for one in (fast, network))
    assert torch.equal(made.hole, wanted.hole)
    torch.testing.assert_close(made.keys, wanted.keys, atol=2e-4, rtol=1e-4)
    torch.testing.assert_close(made.values, wanted.values, atol=2e-4, rtol=1e-4)
    shown, expected = (one.made(wanted.values, frame) for one in (fast, network))
    assert expected.std() > 0.01
    torch.testing.assert_close(shown, expected, atol=1e-4, rtol=0)


@torch.inference_mode()
def test_a_side_without_a_pixel_is_no_trouble(network: RNoT) -> None:
    frame, none = picture(20, 24), torch.zeros(1, 1, 20, 24, dtype=torch.bool)
    fast = FastRnot(network)
    made, wanted = (one.encode(frame, none) for one in (fast, network))
    torch.testing.assert_close(made.values, wanted.values, atol=2e-4, rtol=1e-4)
    # Where all is hole, all is one colour, and what comes out is rounding made large.
    assert torch.isfinite(fast.encode(frame, ~none).values).all()


@torch.inference_mode()
def test_what_it_was_given_stays(network: RNoT) -> None:
    frame, values = picture(20, 24), torch.rand(1, 64, 5, 6)
    before = frame.clone(), values.clone()
    fast = FastRnot(network)
    fast.encode(frame, torch.zeros(1, 1, 20, 24, dtype=torch.bool))
    fast.made(values, frame)
    assert torch.equal(frame, before[0])
    assert torch.equal(values, before[1])
