from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.nets.region_norm import RegionNormB, RegionNormL, region_normalised


def planes(batch: int = 2, dtype: torch.dtype = torch.float32) -> Tensor:
    noise = torch.Generator().manual_seed(5)
    return (3 * torch.randn(batch, 4, 9, 11, generator=noise) + 7).to(dtype)


def regions(batch: int = 2) -> Tensor:
    region = torch.zeros(batch, 1, 9, 11, dtype=torch.bool)
    for at in range(batch):
        region[at, :, 2 : 5 + at, 3:8] = True
    return region


def as_published(one: Tensor, region: Tensor) -> Tensor:
    """What the authors' code does to a batch of one: fill with the mean, batch norm, scale by the share."""
    total = torch.zeros_like(one)
    for part in (region, ~region):
        area = part.sum().clamp(min=1)
        mean = (one * part).sum(dim=(2, 3), keepdim=True) / area
        normal = functional.batch_norm(torch.where(part, one, mean), None, None, training=True)
        total = total + normal * (area / part.numel()).sqrt() * part
    return total


def test_the_closed_form_is_the_published_computation() -> None:
    made = region_normalised(planes(), regions())
    for at in (0, 1):
        wanted = as_published(planes()[[at]], regions()[[at]])
        torch.testing.assert_close(made[[at]], wanted, atol=1e-5, rtol=0)


def test_regions_do_not_mix() -> None:
    region, one = regions(), planes()
    other = torch.where(region, one, 100 * one + 5)
    inside = region.expand_as(one)
    one, other = region_normalised(one, region), region_normalised(other, region)
    assert torch.equal(one[inside], other[inside])
    for side in (region[0, 0], ~region[0, 0]):
        assert one[0, :, side].mean(dim=1).abs().max() < 1e-5
        assert (one[0, :, side].std(dim=1, correction=0) - 1).abs().max() < 1e-4


@pytest.mark.parametrize("everything", [True, False])
def test_one_region_alone_is_plain_normalisation(everything: bool) -> None:
    made = region_normalised(planes(), torch.full_like(regions(), everything))
    torch.testing.assert_close(made, functional.instance_norm(planes()), atol=1e-5, rtol=0)


@pytest.mark.parametrize("memory_format", [torch.contiguous_format, torch.channels_last])
@pytest.mark.parametrize(("dtype", "within"), [(torch.float64, 1e-5), (torch.bfloat16, 0.05)])
def test_layout_and_type_do_not_matter(
    memory_format: torch.memory_format, dtype: torch.dtype, within: float
) -> None:
    given = planes(dtype=dtype).contiguous(memory_format=memory_format)
    made = region_normalised(given, regions())
    assert made.dtype == dtype
    torch.testing.assert_close(made.float(), region_normalised(planes(), regions()), atol=within, rtol=0)


def test_the_basic_form_has_a_gain_and_an_offset_for_each_region() -> None:
    layer, region = RegionNormB(4), regions()
    normal = region_normalised(planes(), region)
    assert torch.equal(layer(planes(), region), normal)
    for name, value in (("foreground_gamma", 1), ("foreground_beta", 2), ("background_beta", -3)):
        nn.init.constant_(getattr(layer, name), value)
    wanted = torch.where(region, normal * 2 + 2, normal - 3)
    torch.testing.assert_close(layer(planes(), region), wanted)
    assert list(layer.state_dict()) == [
        "foreground_gamma", "foreground_beta", "background_gamma", "background_beta",
    ]  # fmt: skip


def test_the_learnable_form_finds_the_regions_itself() -> None:
    layer, region = RegionNormL(), regions(1)
    with torch.no_grad():
        for weights in layer.parameters():
            weights.zero_()
        layer.sa.conv1.weight[0, 0, 3, 3] = 1
        given = torch.where(region, 9.0, -9.0) + planes(1) / 10
        torch.testing.assert_close(layer(given), region_normalised(given, region), atol=1e-5, rtol=0)
        layer.sa.gamma_conv.bias.fill_(1)
        layer.sa.beta_conv.weight[0, 0, 3, 3] = 0.5
        wanted = 2 * region_normalised(given, region) + 0.5 * region
        torch.testing.assert_close(layer(given), wanted, atol=1e-3, rtol=0)
    assert [key for key, _ in layer.named_parameters()] == [
        "sa.conv1.weight", "sa.gamma_conv.weight", "sa.gamma_conv.bias",
        "sa.beta_conv.weight", "sa.beta_conv.bias",
    ]  # fmt: skip


def test_gradients_are_true() -> None:
    basic, learnable = RegionNormB(4).double(), RegionNormL().double()
    given = planes(dtype=torch.float64).requires_grad_(True)
    assert torch.autograd.gradcheck(lambda one: basic(one, regions()), given, fast_mode=True)
    assert torch.autograd.gradcheck(learnable, given, fast_mode=True)
    learnable(given).square().sum().backward()
    assert all(weight.grad is not None and weight.grad.any() for weight in learnable.parameters())
