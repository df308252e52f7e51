"""The plain generator, for STTN and Auto-STTN."""

from __future__ import annotations

import copy
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from parity import assert_near, described, recorded, state, unit
from torch import Tensor, nn

from engines.errors import ShapeError
from engines.nets.sttn import (
    AUTO_STTN_GRIDS,
    STTN_GRIDS,
    PatchGrid,
    SttnGenerator,
    readable_patches,
    size_step_px,
)

pytestmark = pytest.mark.usefixtures("one_thread")

NETWORKS = pytest.mark.parametrize(
    ("network", "grids"), [("sttn", STTN_GRIDS), ("auto_sttn", AUTO_STTN_GRIDS)]
)


@pytest.fixture(scope="module")
def generator() -> SttnGenerator:
    torch.manual_seed(3)
    generator = SttnGenerator().eval()
    for weights in generator.parameters():
        nn.init.normal_(weights, 0.0, 0.03)
    return generator


def clip(*shape: int) -> Tensor:
    return torch.rand(shape, generator=torch.Generator().manual_seed(5)) * 2 - 1


def given(recording: dict[str, NDArray[np.uint8]]) -> Tensor:
    frames = unit(recording["frames"]) * 2 - 1
    if "masks" in recording:
        frames = frames * torch.from_numpy(recording["masks"] == 0)[:, None]
    return frames


@pytest.mark.footage
@NETWORKS
def test_published_state_loads_strictly(shared: Path, network: str, grids: tuple[PatchGrid, ...]) -> None:
    generator = SttnGenerator(grids)
    published = {entry["key"]: tuple(entry["shape"]) for entry in described(shared, network)}
    assert {key: tuple(value.shape) for key, value in generator.state_dict().items()} == published
    assert list(generator.state_dict()) == list(published)
    generator.load_state_dict(state(shared, network))


@pytest.mark.footage
@NETWORKS
def test_every_stage_and_output_is_the_recorded_one(
    shared: Path, network: str, grids: tuple[PatchGrid, ...]
) -> None:
    recording = recorded(shared, f"{network}_io")
    generator = SttnGenerator(grids).eval().to(memory_format=torch.channels_last)
    generator.load_state_dict(state(shared, network))
    stages: dict[str, Tensor] = {}

    def keep(name: str) -> None:
        modules = {"enc": generator.encoder, "block0_attn": generator.transformer[0].attention}
        module = modules[name] if name in modules else generator.transformer[int(name.removeprefix("block"))]
        module.register_forward_hook(lambda *call: stages.__setitem__(name, call[-1]))

    names = ["enc", "block0_attn", *(f"block{index}" for index in range(8))]
    for name in names:
        keep(name)
    with torch.inference_mode():
        filled = generator(given(dict(recording))[None])[0]
    for name in names:
        planes = stages[name].reshape(len(filled), 256, *stages[name].shape[-2:])
        assert_near(planes[:, ::32, ::4, ::4], recording[f"{name}_sub"])
        spread = planes.double()
        np.testing.assert_allclose([spread.mean(), spread.std()], recording[f"{name}_stats"], atol=1e-6)
    assert_near(filled[:, :, ::2, ::2], recording["out_sub"])
    exact = filled.double()
    sums = [exact.mean(), exact.std(), exact.abs().sum()]
    np.testing.assert_allclose(sums, recording["out_stats"], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("height", "width"), [(48, 96), (96, 48)])
def test_pictures_keep_their_size_and_range(generator: SttnGenerator, height: int, width: int) -> None:
    with torch.inference_mode():
        filled = generator(clip(1, 2, 3, height, width))
    assert filled.shape == (1, 2, 3, height, width)
    assert filled.abs().max() <= 1
    assert filled.std() > 0


def test_clips_of_a_batch_do_not_see_each_other(generator: SttnGenerator) -> None:
    frames = clip(2, 2, 3, 48, 48)
    with torch.inference_mode():
        together = generator(frames)
        apart = torch.cat([generator(frames[:1]), generator(frames[1:])])
    torch.testing.assert_close(together, apart, atol=1e-5, rtol=0)


def test_frames_of_a_clip_see_each_other(generator: SttnGenerator) -> None:
    frames = clip(1, 2, 3, 48, 48)
    other = frames.clone()
    other[:, 1] = -other[:, 1]
    with torch.inference_mode():
        assert (generator(frames) - generator(other))[:, 0].abs().max() > 1e-6


def test_memory_layout_does_not_matter(generator: SttnGenerator) -> None:
    frames = clip(1, 2, 3, 48, 48)
    with torch.inference_mode():
        strided = generator(frames.permute(0, 1, 3, 4, 2).contiguous().permute(0, 1, 4, 2, 3))
        torch.testing.assert_close(strided, generator(frames), atol=1e-5, rtol=0)


def test_output_has_the_type_of_the_weights(generator: SttnGenerator) -> None:
    frames = clip(1, 1, 3, 48, 48)
    double = copy.deepcopy(generator).double()
    with torch.inference_mode():
        filled = double(frames.double())
        torch.testing.assert_close(filled.float(), generator(frames), atol=1e-5, rtol=0)
    assert filled.dtype == torch.float64


def test_every_weight_learns(generator: SttnGenerator) -> None:
    generator.zero_grad()
    filled = generator(clip(1, 2, 3, 48, 48))
    (filled * clip(*filled.shape)).sum().backward()
    still = [
        name
        for name, weights in generator.named_parameters()
        if weights.grad is None or not weights.grad.abs().max() > 0
    ]
    assert [name for name in still if not name.endswith("key_embedding.bias")] == []


def test_gradient_is_the_slope(generator: SttnGenerator) -> None:
    attention = copy.deepcopy(generator.transformer[0].attention).double()
    attention.zero_grad()
    bias = attention.value_embedding.bias
    features, step = clip(1, 2, 256, 12, 12).double(), 1e-6

    def total() -> Tensor:
        return attention(features).square().sum()

    total().backward()
    with torch.no_grad():
        bias[7] += step
        after = total()
        bias[7] -= 2 * step
        before = total()
    assert bias.grad is not None
    assert ((after - before) / (2 * step)).item() == pytest.approx(bias.grad[7].item(), rel=1e-5)


def test_patches_that_are_mostly_hole_are_not_looked_at() -> None:
    holes = torch.zeros(1, 2, 12, 12, dtype=torch.bool)
    holes[0, 0, :7, :6] = True
    readable = readable_patches(holes, PatchGrid(2, 2))
    assert readable.tolist() == [[False, True, True, True, True, True, True, True]]


def test_where_all_is_hole_all_is_looked_at() -> None:
    holes = torch.ones(2, 1, 12, 12, dtype=torch.bool)
    holes[1] = False
    assert readable_patches(holes, PatchGrid(1, 1)).all()


def test_what_a_masked_patch_holds_does_not_reach_others(generator: SttnGenerator) -> None:
    frames = clip(1, 2, 3, 48, 48)
    holes = torch.zeros(1, 2, 48, 48, dtype=torch.bool)
    holes[0, 1] = True
    other = frames.clone()
    other[:, 1] = -other[:, 1]
    with torch.inference_mode():
        masked, masked_other = generator(frames, holes), generator(other, holes)
        plain = generator(frames)
    torch.testing.assert_close(masked[:, 0], masked_other[:, 0], atol=1e-6, rtol=0)
    assert (masked - plain)[:, 0].abs().max() > 1e-6


def test_all_hole_gives_numbers(generator: SttnGenerator) -> None:
    with torch.inference_mode():
        filled = generator(torch.zeros(1, 2, 3, 48, 48), torch.ones(1, 2, 48, 48, dtype=torch.bool))
    assert torch.isfinite(filled).all()


@pytest.mark.parametrize(
    "shape", [(1, 2, 3, 240, 428), (1, 2, 3, 236, 432), (1, 2, 1, 240, 432), (3, 48, 48)]
)
def test_a_size_that_the_patches_do_not_divide_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError, match="H a multiple of 48 and W of 48"):
        SttnGenerator()(torch.zeros(shape))


def test_sizes_go_in_steps_of_all_patches() -> None:
    assert size_step_px(STTN_GRIDS) == (48, 48)
    assert size_step_px(AUTO_STTN_GRIDS) == (120, 640)
