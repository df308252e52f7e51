from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from engines.nets.fused import DoublingConv, FusedConv
from engines.nets.gated import GatedConv
from engines.nets.partial import Box, KeptRun, Patch, bounding_box, boxes_on_the_way, run

CPU = torch.device("cpu")
WHOLE = Box(0, 0, 24, 32)
BOXES = [WHOLE, Box(0, 0, 1, 1), Box(3, 5, 8, 14), Box(10, 20, 24, 32), Box(0, 7, 24, 8)]


def picture(channels: int, box: Box = WHOLE, seed: int = 1) -> Tensor:
    return torch.randn(1, channels, box.bottom, box.right, generator=torch.Generator().manual_seed(seed))


def gated(*arguments: int, **keywords: int | bool) -> GatedConv:
    torch.manual_seed(2)
    layer = GatedConv(*arguments, **keywords)
    for bias in (layer.input_conv.bias, layer.gating_conv.bias):
        nn.init.normal_(bias)
    return layer.requires_grad_(False)


def part(planes: Tensor, box: Box) -> Tensor:
    return planes[..., box.top : box.bottom, box.left : box.right]


def needed_alone(layer: FusedConv | DoublingConv, planes: Tensor, box: Box) -> Patch:
    """Cut out what the layer says it wants, so that looking at anything else fails."""
    wanted = layer.wanted(box).shared_with(Box.whole(planes))
    return Patch(part(planes, wanted), wanted, Box.whole(planes))


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("activated", [True, False])
@pytest.mark.parametrize(("kernel", "dilation"), [(3, 1), (5, 1), (3, 2), (3, 8)])
def test_a_box_is_that_of_the_whole(kernel: int, dilation: int, activated: bool, box: Box) -> None:
    layer, planes = gated(3, 6, kernel, dilation=dilation, activated=activated), picture(3)
    fused = FusedConv(layer, CPU, torch.float32)
    made = fused.at(needed_alone(fused, planes, box), box)
    assert (made.box, made.plane) == (box, WHOLE)
    torch.testing.assert_close(made.planes, part(layer(planes), box), atol=1e-5, rtol=0)


@pytest.mark.parametrize("box", [Box(0, 0, 12, 16), Box(0, 0, 1, 1), Box(3, 5, 8, 14), Box(11, 2, 12, 16)])
@pytest.mark.parametrize("kernel", [3, 5])
def test_so_it_is_at_half_the_size(kernel: int, box: Box) -> None:
    layer, planes = gated(3, 6, kernel, stride=2), picture(3)
    fused = FusedConv(layer, CPU, torch.float32)
    made = fused.at(needed_alone(fused, planes, box), box)
    assert made.plane == Box(0, 0, 12, 16)
    torch.testing.assert_close(made.planes, part(layer(planes), box), atol=1e-5, rtol=0)


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("kernel", [3, 5])
def test_doubling_is_convolving_the_doubled(kernel: int, box: Box) -> None:
    layer, planes = gated(3, 6, kernel), picture(3, Box(0, 0, 12, 16))
    doubling = DoublingConv(layer, CPU, torch.float32)
    made = doubling.at(needed_alone(doubling, planes, box), box)
    wanted = layer(functional.interpolate(planes, scale_factor=2.0, mode="nearest"))
    assert made.plane == WHOLE
    torch.testing.assert_close(made.view(box), part(wanted, box), atol=1e-5, rtol=0)


def chain() -> list[GatedConv]:
    return [gated(3, 6, 5, stride=2), gated(6, 6, 3, dilation=4), gated(6, 4)]


def test_a_run_looks_only_where_it_must() -> None:
    layers, planes = chain(), picture(3, Box(0, 0, 96, 96))
    fused = [FusedConv(layer, CPU, torch.float32) for layer in layers]
    box = Box(20, 21, 25, 23)
    boxes = boxes_on_the_way(fused, Box.whole(planes), box)
    assert boxes == [Box(28, 30, 61, 57), Box(15, 16, 30, 28), Box(19, 20, 26, 24), box]
    spoiled = torch.full_like(planes, torch.nan)
    part(spoiled, boxes[0]).copy_(part(planes, boxes[0]))
    made = run(fused, Patch.whole(spoiled), box)
    torch.testing.assert_close(made.planes, part(nn.Sequential(*layers)(planes), box), atol=1e-5, rtol=0)


def test_what_changes_is_computed_again_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    layers, planes = chain(), picture(3, Box(0, 0, 96, 96))
    kept = KeptRun([FusedConv(layer, CPU, torch.float32) for layer in layers])
    source, computed = Patch.whole(planes.clone()), 0
    convolve = functional.conv2d

    def counting(*arguments: Tensor) -> Tensor:
        nonlocal computed
        result = convolve(*arguments)
        computed += result[0, 0].numel()
        return result

    monkeypatch.setattr(functional, "conv2d", counting)
    counts = []
    changes = Box(0, 0, 96, 96), Box(30, 30, 34, 36), Box(90, 0, 96, 5), Box(0, 90, 2, 92)
    for at, changed in enumerate(changes):
        part(planes, changed).copy_(part(picture(3, Box(0, 0, 96, 96), at), changed))
        part(source.planes, changed).copy_(part(planes, changed))
        box, computed = Box(4 + at, 0, 40, 44), 0
        shown = kept.run(source, box, changed).view(box).clone()
        counts.append(computed)
        wanted = nn.Sequential(*layers)(planes)
        torch.testing.assert_close(shown, part(wanted, box), atol=1e-5, rtol=0)
    assert max(counts[1:]) < counts[0] / 4
    assert counts[3] == 0


@pytest.mark.parametrize("kind", [FusedConv, DoublingConv])
@pytest.mark.parametrize(("dtype", "within"), [(torch.bfloat16, 0.05), (torch.float64, 1e-5)])
def test_types_are_kept(kind: type[FusedConv | DoublingConv], dtype: torch.dtype, within: float) -> None:
    layer, planes = gated(3, 6), picture(3)
    exact = kind(layer, CPU, torch.float32).at(Patch.whole(planes), Box(2, 2, 6, 6))
    made = kind(layer, CPU, dtype).at(Patch.whole(planes.to(dtype)), Box(2, 2, 6, 6))
    assert made.planes.dtype == dtype
    torch.testing.assert_close(made.planes.float(), exact.planes, atol=within, rtol=0)


def test_the_box_around_a_mask() -> None:
    mask = torch.zeros(9, 12, dtype=torch.bool)
    assert bounding_box(mask) is None
    mask[3, 5] = mask[7, 2] = True
    assert bounding_box(mask) == Box(3, 2, 8, 6)
