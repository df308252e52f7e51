"""The segmentation network: shapes, forms, gradients, and what its parts say of easy pictures."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from engines.errors import ShapeError
from engines.nets.segment.folding import folded
from engines.nets.segment.hourglass import SegmentNetwork
from engines.nets.segment.inference import FastSegment
from engines.nets.segment.matching import Matching, remember
from engines.nets.segment.palette import Palette

_TOLERANCE = 1e-4


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(3)


def _inputs(count: int = 2, height: int = 48, width: int = 64) -> tuple[Tensor, Tensor, Tensor]:
    picture = torch.rand(count, 3, height, width) * 2 - 1
    return picture, torch.rand(count, 1, height, width), torch.rand(count, 1, height, width) * 2 - 1


def _settled() -> SegmentNetwork:
    """Return a network whose normalisation has seen something."""
    net = SegmentNetwork().train()
    for _ in range(2):
        picture, mask, prior = _inputs(4)
        net(picture, mask, prior, net.memorise(picture, mask))
    return net.eval()


@pytest.mark.parametrize(("count", "height", "width"), [(1, 16, 16), (2, 48, 64), (3, 32, 80)])
def test_masks_have_the_size_of_the_picture(count: int, height: int, width: int) -> None:
    net = SegmentNetwork().eval()
    picture, mask, prior = _inputs(count, height, width)
    made = net(picture, mask, prior, net.memorise(picture, mask))
    assert made.logits.shape == made.trust.shape == (count, 1, height, width)
    assert made.evidence.shape == (count, 3, height // 8, width // 8)
    assert made.logits.dtype is torch.float32


def test_each_of_a_batch_is_answered_as_if_alone() -> None:
    net = _settled()
    picture, mask, prior = _inputs(3)
    both = net(picture, mask, prior, net.memorise(picture, mask)).logits
    alone = net(picture[1:2], mask[1:2], prior[1:2], net.memorise(picture[1:2], mask[1:2])).logits
    assert torch.allclose(both[1:2], alone, atol=_TOLERANCE)


def test_the_layout_in_memory_changes_nothing() -> None:
    net = _settled()
    picture, mask, prior = _inputs()
    wanted = net(picture, mask, prior, net.memorise(picture, mask)).logits
    turned = picture.transpose(2, 3).contiguous().transpose(2, 3)
    assert not turned.is_contiguous()
    last = picture.contiguous(memory_format=torch.channels_last)
    for other in (turned, last):
        assert torch.allclose(
            net(other, mask, prior, net.memorise(other, mask)).logits, wanted, atol=_TOLERANCE
        )


def test_every_weight_learns() -> None:
    net = SegmentNetwork().train()
    for module in net.modules():
        # Units begin as nothing but what they pass on; what is inside learns from the second step on.
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.ones_(module.weight)
    picture, mask, prior = _inputs(4)
    made = net(picture, mask, prior, net.memorise(picture, mask))
    (made.logits.square().mean() + made.trust.square().mean()).backward()
    without = [name for name, one in net.named_parameters() if one.grad is None or not one.grad.any()]
    assert without == []


def test_it_is_small_enough_to_ship() -> None:
    net = SegmentNetwork(normalised=False)
    assert 4 * sum(one.numel() for one in net.parameters()) < 2_000_000


def test_folding_changes_no_answer() -> None:
    net = _settled()
    plain = folded(net)
    assert not any(isinstance(one, torch.nn.BatchNorm2d) for one in plain.modules())
    assert folded(plain).state_dict().keys() == plain.state_dict().keys()
    picture, mask, prior = _inputs()
    wanted = net(picture, mask, prior, net.memorise(picture, mask)).logits
    assert torch.allclose(
        plain(picture, mask, prior, plain.memorise(picture, mask)).logits, wanted, atol=_TOLERANCE
    )


@pytest.mark.parametrize(
    ("picture", "mask", "said"),
    [
        ((1, 3, 40, 48), (1, 1, 40, 48), "40 x 48"),
        ((1, 4, 48, 48), (1, 1, 48, 48), "B x 3 x H x W"),
        ((3, 48, 48), (1, 48, 48), "B x 3 x H x W"),
        ((1, 3, 48, 48), (1, 1, 48, 64), "mask: got"),
        ((2, 3, 48, 48), (1, 1, 48, 48), "mask: got"),
    ],
)
def test_sizes_that_do_not_fit_are_refused(
    picture: tuple[int, ...], mask: tuple[int, ...], said: str
) -> None:
    with pytest.raises(ShapeError, match=said):
        SegmentNetwork().memorise(torch.zeros(picture), torch.zeros(mask))


def test_inference_gives_arrays_that_equal_the_network() -> None:
    net = _settled()
    random = np.random.default_rng(5)
    rgb = random.integers(0, 256, (48, 64, 3), dtype=np.uint8)
    mask, prior = (random.random((48, 64), dtype=np.float32) for _ in range(2))
    fast = FastSegment(net)
    matte, trust = fast.predict(rgb, mask, prior, fast.remembered(rgb, mask))
    assert matte.dtype == trust.dtype == np.float32
    picture = torch.from_numpy(rgb).movedim(-1, 0)[None].float() / 127.5 - 1
    masks = (torch.from_numpy(one)[None, None] for one in (mask, prior))
    before, known = masks
    wanted = torch.sigmoid(net(picture, before, known, net.memorise(picture, before)).logits)[0, 0]
    assert np.abs(matte - wanted.detach().numpy()).max() < _TOLERANCE
    mirrored = np.ascontiguousarray(rgb[:, ::-1])[:, ::-1]
    again, _ = fast.predict(mirrored, mask, prior, fast.remembered(mirrored, mask))
    assert np.array_equal(again, matte)


def test_matching_finds_what_the_key_shows() -> None:
    embeddings = torch.nn.functional.normalize(torch.randn(1, 8, 2, 4), dim=1)
    mask = torch.zeros(1, 1, 16, 32)
    mask[..., :16] = 1
    memory = remember(embeddings, mask)
    moved = embeddings.flip(-1)
    odds, balanced, closeness = Matching()(moved, memory)[0]
    assert (odds[:, :2] < 0).all()
    assert (odds[:, 2:] > 0).all()
    assert torch.allclose(odds, balanced)
    assert torch.allclose(closeness, torch.ones(2, 4), atol=_TOLERANCE)
    unknown = Matching()(-embeddings.mean((2, 3), keepdim=True).expand(1, 8, 2, 4), memory)[0, 2]
    assert (unknown < closeness).all()


def test_more_keys_are_more_places() -> None:
    embeddings = torch.nn.functional.normalize(torch.randn(1, 8, 2, 4), dim=1)
    blank, full = (remember(embeddings, torch.full((1, 1, 16, 32), value)) for value in (0.0, 1.0))
    joined = blank.joined(full)
    assert joined.embeddings.shape == (1, 8, 16)
    assert torch.allclose(Matching()(embeddings, joined)[0, 0], torch.zeros(2, 4), atol=_TOLERANCE)


def test_a_palette_knows_the_colours_of_object_and_surroundings() -> None:
    rgb = np.full((32, 32, 3), (30, 160, 60), np.uint8)
    rgb[8:24, 8:24] = (200, 40, 40)
    mask = (rgb[..., 0] == 200).astype(np.float32)
    palette = Palette()
    palette.add(rgb, mask)
    prior = palette.prior(rgb)
    assert prior.dtype == np.float32
    assert prior[12:20, 12:20].min() > 0.9
    assert prior[:6].max() < -0.9
    assert np.abs(palette.prior(np.full((8, 8, 3), (10, 10, 250), np.uint8))).max() < 0.1
    palette.add(rgb, 1 - mask)
    assert np.abs(palette.prior(rgb)).max() < 0.1
