"""The fast form of the generator against the plain one and against the recorded numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from parity import assert_near, recorded, state, unit
from torch import Tensor

from engines.measure.sttn_speed import lively_generator
from engines.nets.partial import Box
from engines.nets.sttn import AUTO_STTN_GRIDS, STTN_GRIDS, PatchGrid, SttnGenerator
from engines.nets.sttn_inference import FastSttn, Made

pytestmark = pytest.mark.usefixtures("one_thread")

CPU = torch.device("cpu")
HEIGHT, WIDTH = 48, 192
WHOLE = Box(0, 0, HEIGHT // 4, WIDTH // 4)


@pytest.fixture(scope="module")
def generator() -> SttnGenerator:
    return lively_generator(seed=3)


@pytest.fixture(scope="module")
def frames() -> Tensor:
    return torch.rand((3, 3, HEIGHT, WIDTH), generator=torch.Generator().manual_seed(5)) * 2 - 1


@pytest.fixture(scope="module")
def plain(generator: SttnGenerator, frames: Tensor) -> Tensor:
    with torch.inference_mode():
        return generator(frames[None])[0]


def fast(
    generator: SttnGenerator,
    frames: Tensor,
    asked: dict[int, Box],
    holes: Tensor | None = None,
    dtype: torch.dtype = torch.float32,
) -> Made:
    network = FastSttn(generator, CPU, dtype)
    with torch.inference_mode():
        made = network.fill([network.encode(frame) for frame in frames], asked, holes)
    network.crew.rest()
    return made


@pytest.mark.footage
@pytest.mark.parametrize(
    ("network", "grids"),
    [("sttn", STTN_GRIDS), pytest.param("auto_sttn", AUTO_STTN_GRIDS, marks=pytest.mark.slow)],
)
def test_output_is_the_recorded_one(shared: Path, network: str, grids: tuple[PatchGrid, ...]) -> None:
    recording = recorded(shared, f"{network}_io")
    generator = SttnGenerator(grids)
    generator.load_state_dict(state(shared, network))
    frames = unit(recording["frames"]) * 2 - 1
    if "masks" in recording:
        frames *= torch.from_numpy(recording["masks"] == 0)[:, None]
    whole = Box(0, 0, frames.shape[2] // 4, frames.shape[3] // 4)
    filled = fast(generator, frames, dict.fromkeys(range(len(frames)), whole)).pictures
    assert_near(filled[:, :, ::2, ::2], recording["out_sub"])
    exact = filled.double()
    sums = [exact.mean(), exact.std(), exact.abs().sum()]
    np.testing.assert_allclose(sums, recording["out_stats"], rtol=1e-5, atol=1e-6)


def test_whole_pictures_equal_the_plain_ones(generator: SttnGenerator, frames: Tensor, plain: Tensor) -> None:
    made = fast(generator, frames, dict.fromkeys(range(3), WHOLE))
    assert made.boxes == (Box(0, 0, HEIGHT, WIDTH),) * 3
    torch.testing.assert_close(made.pictures, plain, atol=2e-5, rtol=0)


def test_what_is_asked_for_is_right_wherever_it_lies(
    generator: SttnGenerator, frames: Tensor, plain: Tensor
) -> None:
    asked = {0: Box(0, 0, 3, 4), 2: Box(5, 30, 9, 40)}
    made = fast(generator, frames, asked)
    assert made.pictures.shape[3] < WIDTH
    for (at, box), whole, picture in zip(asked.items(), made.boxes, made.pictures, strict=True):
        box = box.multiplied(4)
        lines = slice(box.top - whole.top, box.bottom - whole.top)
        columns = slice(box.left - whole.left, box.right - whole.left)
        wanted = plain[at, :, box.top : box.bottom, box.left : box.right]
        torch.testing.assert_close(picture[:, lines, columns], wanted, atol=2e-5, rtol=0)


@pytest.mark.parametrize(("dtype", "most"), [(torch.float64, 2e-5), (torch.bfloat16, 0.06)])
def test_other_types_come_close(
    generator: SttnGenerator, frames: Tensor, dtype: torch.dtype, most: float
) -> None:
    small = frames[:2, :, :, :48]
    with torch.inference_mode():
        wanted = generator(small[None])[0, 1:]
    made = fast(generator, small, {1: Box(4, 4, 8, 8)}, dtype=dtype)
    off = (made.pictures - wanted).abs()
    assert made.pictures.dtype == torch.float32
    assert off.max() <= most
    assert off.mean() <= most / 5


def test_hidden_patches_are_left_out_like_in_the_plain_form(generator: SttnGenerator, frames: Tensor) -> None:
    holes = torch.zeros((1, 3, HEIGHT, WIDTH), dtype=torch.bool)
    holes[0, 0] = True
    holes[0, 1, 10:40, 30:100] = True
    with torch.inference_mode():
        wanted = generator(frames[None], holes)[0]
    made = fast(generator, frames, dict.fromkeys(range(3), WHOLE), holes[0, :, ::4, ::4])
    torch.testing.assert_close(made.pictures, wanted, atol=2e-5, rtol=0)


def test_frames_may_lie_in_memory_as_they_like(generator: SttnGenerator, frames: Tensor) -> None:
    strided = frames.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)
    asked = {0: Box(4, 4, 8, 8)}
    torch.testing.assert_close(
        fast(generator, strided, asked).pictures, fast(generator, frames, asked).pictures, atol=0, rtol=0
    )


def test_more_threads_give_the_same(generator: SttnGenerator, frames: Tensor) -> None:
    asked = {0: Box(4, 4, 8, 8)}
    alone = fast(generator, frames, asked)
    torch.set_num_threads(3)
    together = fast(generator, frames, asked)
    torch.set_num_threads(1)
    torch.testing.assert_close(together.pictures, alone.pictures, atol=1e-5, rtol=0)
