from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from engines.complete.learned.sttn_fill import SttnFill
from engines.complete.learned.sttn_windows import SttnSettings
from engines.errors import ShapeError, StoppedError
from engines.measure.sttn_speed import lively_generator, official_procedure
from engines.nets.sttn import SttnGenerator

pytestmark = pytest.mark.usefixtures("one_thread")

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def generator() -> SttnGenerator:
    return lively_generator(seed=3)


@pytest.fixture(scope="module")
def fill(generator: SttnGenerator) -> SttnFill:
    return filling(generator, SttnSettings())


def filling(generator: SttnGenerator, settings: SttnSettings) -> SttnFill:
    return SttnFill(generator, settings=settings, device=CPU, dtype=torch.float32)


def clip(count: int, height: int = 48, width: int = 48) -> tuple[Tensor, Tensor]:
    frames = torch.rand((count, 3, height, width), generator=torch.Generator().manual_seed(count))
    holes = torch.zeros((count, height, width), dtype=torch.bool)
    for at in range(count):
        holes[at, 12 + at : 25 + at, 10:30] = True
    return frames, holes


def assert_filled(result: Tensor, frames: Tensor, holes: Tensor) -> None:
    inside = holes[:, None].expand_as(frames)
    assert result.shape == frames.shape
    assert result.dtype == torch.float32
    assert torch.equal(result[~inside], frames[~inside])
    assert (result[inside] != frames[inside]).float().mean() > 0.99
    assert result.min() >= 0
    assert result.max() <= 1


def test_official_form_equals_the_authors_procedure(generator: SttnGenerator) -> None:
    frames, holes = clip(8)
    holes[4] = False
    made = filling(generator, SttnSettings(official=True)).fill(frames, holes)
    off = (made - official_procedure(generator, frames, holes)).abs() * 255
    assert off.max() <= 1.001
    assert off.mean() <= 0.001


@pytest.mark.parametrize("count", [1, 2, 7])
def test_clips_of_any_length(fill: SttnFill, count: int) -> None:
    frames, holes = clip(count)
    assert_filled(fill.fill(frames, holes), frames, holes)


@pytest.mark.parametrize(("height", "width"), [(96, 96), (61, 47), (50, 97), (97, 50), (30, 33)])
def test_pictures_of_any_size(fill: SttnFill, height: int, width: int) -> None:
    frames, holes = clip(1, height, width)
    assert_filled(fill.fill(frames, holes), frames, holes)


def test_a_clip_that_is_all_hole(fill: SttnFill) -> None:
    frames, holes = clip(3)
    assert_filled(fill.fill(frames, torch.ones_like(holes)), frames, torch.ones_like(holes))


def test_without_holes_nothing_changes(fill: SttnFill) -> None:
    frames, holes = clip(3)
    result = fill.fill(frames, torch.zeros_like(holes))
    assert torch.equal(result, frames)
    assert result.data_ptr() != frames.data_ptr()


def test_what_stands_in_a_hole_does_not_matter(fill: SttnFill) -> None:
    frames, holes = clip(3)
    spoiled = frames.clone()
    spoiled[holes[:, None].expand_as(frames)] = 0.77
    assert torch.equal(fill.fill(frames, holes), fill.fill(spoiled, holes))


def test_the_same_clip_gives_the_same_fill_however_it_lies_in_memory(fill: SttnFill) -> None:
    frames, holes = clip(3)
    strided = frames.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2)
    assert torch.equal(fill.fill(frames, holes), fill.fill(strided, holes))


def test_far_frames_are_looked_at_where_they_show_something(fill: SttnFill) -> None:
    frames, holes = clip(2)
    memory, memory_holes = clip(3)
    alone = fill.fill(frames, holes)
    helped = fill.fill(frames, holes, memory=memory, memory_holes=memory_holes)
    other = fill.fill(frames, holes, memory=1 - memory, memory_holes=memory_holes)
    assert_filled(helped, frames, holes)
    assert not torch.equal(helped, alone)
    assert not torch.equal(helped, other)


def test_references_are_capped(generator: SttnGenerator) -> None:
    frames, holes = clip(2)
    memory, memory_holes = clip(5)
    few = filling(generator, SttnSettings(reference_most=2))
    one = few.fill(frames, holes, memory=memory[[2]], memory_holes=memory_holes[[2]])
    many = few.fill(frames, holes, memory=memory, memory_holes=memory_holes)
    torch.testing.assert_close(many, one, atol=1e-5, rtol=0)


def test_hidden_patches_are_not_looked_at_if_so_set(generator: SttnGenerator, fill: SttnFill) -> None:
    frames, holes = clip(2)
    memory, everything = frames[:1].flip(1), torch.ones_like(holes[:1])
    masked = filling(generator, SttnSettings(masked_attention=True))
    alone = masked.fill(frames, holes)
    assert_filled(alone, frames, holes)
    assert not torch.equal(alone, fill.fill(frames, holes))
    helped = masked.fill(frames, holes, memory=memory, memory_holes=everything)
    torch.testing.assert_close(helped, alone, atol=1e-5, rtol=0)


def test_masked_attention_where_all_is_hole(generator: SttnGenerator) -> None:
    frames, holes = clip(2)
    masked = filling(generator, SttnSettings(masked_attention=True))
    assert torch.isfinite(masked.fill(frames, torch.ones_like(holes))).all()


def test_windows_that_leave_frames_out_are_refused() -> None:
    with pytest.raises(ShapeError, match="got 7, wanted 1 to 6"):
        SttnSettings(stride=7)


def test_it_stops_between_windows(fill: SttnFill) -> None:
    frames, holes = clip(6)
    asked: list[int] = []

    def second_time() -> bool:
        asked.append(1)
        return len(asked) == 2

    with pytest.raises(StoppedError):
        fill.fill(frames, holes, cancelled=second_time)
    assert len(asked) == 2
    assert_filled(fill.fill(frames[:1], holes[:1]), frames[:1], holes[:1])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frames, holes: (frames.double(), holes),
        lambda frames, holes: (frames, holes.float()),
        lambda frames, holes: (frames[:, :2], holes),
        lambda frames, holes: (frames[:1], holes),
        lambda frames, holes: (frames[..., :15], holes[..., :15]),
        lambda frames, holes: (frames[:0], holes[:0]),
    ],
)
def test_what_does_not_fit_together_is_refused(
    fill: SttnFill, spoil: Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]
) -> None:
    with pytest.raises(ShapeError):
        fill.fill(*spoil(*clip(2)))


def test_more_frames_and_larger_pictures_are_expected_to_take_more_memory(
    generator: SttnGenerator, fill: SttnFill
) -> None:
    small = fill.memory_bytes(5, 240, 432)
    assert small < fill.memory_bytes(11, 240, 432) < fill.memory_bytes(11, 480, 864)
    assert fill.memory_bytes(1000, 240, 432) == fill.memory_bytes(2000, 240, 432)
    short = SttnFill(generator, settings=SttnSettings(), device=CPU, dtype=torch.bfloat16)
    assert short.memory_bytes(5, 240, 432) < small
