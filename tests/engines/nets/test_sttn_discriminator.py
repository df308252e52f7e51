from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from parity import assert_near, described, recorded, state, unit
from torch import Tensor

from engines.errors import ShapeError
from engines.nets.sttn_discriminator import SpectralConv3d, SttnDiscriminator

pytestmark = pytest.mark.usefixtures("one_thread")


def seeded() -> SttnDiscriminator:
    torch.manual_seed(3)
    return SttnDiscriminator()


def clip(*shape: int) -> Tensor:
    return torch.rand(shape, generator=torch.Generator().manual_seed(5)) * 2 - 1


def spectral(discriminator: SttnDiscriminator) -> list[SpectralConv3d]:
    return [layer for layer in discriminator.conv if isinstance(layer, SpectralConv3d)]


@pytest.fixture
def published(shared: Path) -> SttnDiscriminator:
    discriminator = SttnDiscriminator()
    discriminator.load_state_dict(state(shared, "sttn_d"))
    return discriminator


@pytest.mark.footage
def test_published_state_has_our_keys_in_our_order(shared: Path) -> None:
    own = [(key, list(value.shape)) for key, value in SttnDiscriminator().state_dict().items()]
    assert own == [(entry["key"], entry["shape"]) for entry in described(shared, "sttn_d")]


@pytest.mark.footage
def test_scores_are_the_recorded_ones(shared: Path, published: SttnDiscriminator) -> None:
    recording = recorded(shared, "sttn_d_io")
    with torch.inference_mode():
        scores = published.eval()(unit(recording["frames"]) * 2 - 1)
        sigmas = [layer.sigma().item() for layer in spectral(published)]
    assert_near(scores, recording["out_eval"])
    np.testing.assert_allclose(sigmas, recording["sigma_eval"], rtol=1e-5)


@pytest.mark.footage
def test_one_step_of_training_iterates_once(shared: Path, published: SttnDiscriminator) -> None:
    recording = recorded(shared, "sttn_d_io")
    scores = published.train()(unit(recording["frames"]) * 2 - 1)
    assert_near(scores, recording["out_train"])
    for index in (0, 2, 4, 6, 8):
        assert_near(published.conv[index].weight_u, recording[f"train_u_conv{index}"])


@pytest.mark.parametrize("frames", [1, 3])
def test_each_frame_gets_a_map_of_scores(frames: int) -> None:
    with torch.inference_mode():
        assert seeded()(clip(frames, 3, 64, 128)).shape == (1, frames, 256, 1, 2)


def test_evaluation_changes_nothing() -> None:
    discriminator, frames = seeded().eval(), clip(2, 3, 64, 64)
    with torch.inference_mode():
        torch.testing.assert_close(discriminator(frames), discriminator(frames), atol=0, rtol=0)


def test_the_estimate_converges_to_the_largest_singular_value() -> None:
    torch.manual_seed(3)
    layer = SpectralConv3d(3, 8, padding=(1, 1, 1))
    for _ in range(60):
        layer(clip(1, 3, 1, 8, 8))
    largest = torch.linalg.matrix_norm(layer.weight_orig.flatten(1), 2)
    torch.testing.assert_close(layer.sigma(), largest, rtol=1e-3, atol=0)


def test_every_weight_learns_and_two_calls_share_one_backward_pass() -> None:
    discriminator, frames = seeded(), clip(2, 3, 64, 64)
    frames.requires_grad_()
    (discriminator(frames).square().sum() - discriminator(frames.flip(0)).sum()).backward()
    for weights in (*discriminator.parameters(), frames):
        assert weights.grad is not None
        assert weights.grad.abs().max() > 0


def test_memory_layout_does_not_matter() -> None:
    discriminator, frames = seeded().eval(), clip(2, 3, 64, 64)
    with torch.inference_mode():
        strided = discriminator(frames.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2))
        torch.testing.assert_close(strided, discriminator(frames), atol=1e-6, rtol=1e-5)


def test_output_has_the_type_of_the_weights() -> None:
    discriminator, frames = seeded().eval(), clip(2, 3, 64, 64)
    with torch.inference_mode():
        single = discriminator(frames)
        double = discriminator.double()(frames.double())
    assert double.dtype == torch.float64
    torch.testing.assert_close(single.double(), double, atol=1e-6, rtol=1e-4)


def test_a_batch_of_clips_is_refused() -> None:
    with pytest.raises(ShapeError, match="T x 3 x H x W"):
        SttnDiscriminator()(torch.zeros(1, 2, 3, 64, 64))
