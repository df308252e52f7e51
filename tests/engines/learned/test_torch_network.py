"""Networks of torch behind arrays: what goes in, what comes out, and what happens when memory runs out."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from stand_ins import SIGHT
from torch import Tensor

from engines.complete.learned.network import Masks, Planes
from engines.complete.learned.torch_network import Probe, TorchNetwork
from engines.errors import DeviceMemoryError, PrecisionError

META = torch.device("meta")
"""A device whose memory is not the machine's; these fills compute on the processor all the same."""


class Brightest:
    """Fills every hole with the brightest value it sees, and has memory for so many frames and no more."""

    def __init__(self, most_frames: int = 1000, complaint: type[Exception] = torch.OutOfMemoryError) -> None:
        self._most_frames = most_frames
        self._complaint = complaint
        self.asked: list[tuple[int, ...]] = []

    def fill(
        self,
        frames: Tensor,
        holes: Tensor,
        *,
        memory: Tensor | None = None,
        memory_holes: Tensor | None = None,
    ) -> Tensor:
        count = len(frames) + (0 if memory is None else len(memory))
        self.asked.append((len(frames), count - len(frames), *frames.shape[2:]))
        if count > self._most_frames:
            raise self._complaint("tried to allocate, but out of memory")
        assert (memory is None) == (memory_holes is None)
        known = frames.permute(1, 0, 2, 3)[:, ~holes]
        return torch.where(holes[:, None], known.max(), frames)

    def memory_bytes(self, frames: int, height: int, width: int) -> int:
        return frames * height * width * 1000

    def work(self, frames: int, memory: int, height: int, width: int) -> float:
        return (frames + memory) * height * width


def network(filler: Brightest, device: torch.device = META) -> TorchNetwork:
    return TorchNetwork(filler, SIGHT, device, Probe(frames=3, memory=1))


def clip(count: int, height: int = 20, width: int = 30) -> tuple[Planes, Masks]:
    frames = np.random.default_rng(count).random((count, height, width, 3), np.float32)
    holes = np.zeros((count, height, width), np.bool_)
    holes[:, 5:9, 6:12] = True
    return frames, holes


def nothing(height: int = 20, width: int = 30) -> tuple[Planes, Masks]:
    return np.zeros((0, height, width, 3), np.float32), np.zeros((0, height, width), np.bool_)


def test_holes_are_filled_and_the_rest_comes_back_as_it_was() -> None:
    frames, holes = clip(4)
    filled = network(Brightest()).fill(frames, holes, *nothing())
    assert filled.shape == frames.shape
    assert filled.dtype == np.float32
    assert np.array_equal(filled[~holes], frames[~holes])
    assert (filled[holes] == frames[~holes].max()).all()


def test_memory_is_handed_over_beside_the_frames() -> None:
    filler = Brightest()
    network(filler).fill(*clip(3), *clip(2))
    assert filler.asked == [(3, 2, 20, 30)]


def test_pictures_too_small_for_a_network_are_widened_for_it() -> None:
    filler = Brightest()
    frames, holes = clip(2, height=10, width=13)
    filled = network(filler).fill(frames, holes, *nothing(10, 13))
    assert filler.asked == [(2, 0, 16, 16)]
    assert filled.shape == frames.shape


def test_without_a_hole_nothing_is_asked() -> None:
    filler = Brightest()
    frames, holes = clip(2)
    assert np.array_equal(network(filler).fill(frames, holes & False, *nothing()), frames)
    assert not filler.asked


@pytest.mark.parametrize("complaint", [torch.OutOfMemoryError, RuntimeError])
def test_a_window_too_long_for_the_device_is_halved_until_it_fits(complaint: type[Exception]) -> None:
    frames, holes = clip(40)
    filler = Brightest(15, complaint)
    filled = network(filler).fill(frames, holes, *nothing())
    assert filler.asked[0][0] == 40
    assert filled.shape == frames.shape
    assert np.array_equal(filled[~holes], frames[~holes])
    assert (filled[holes] > 0.9).all()


def test_halves_pass_gently_from_one_to_the_other() -> None:
    frames, holes = clip(20)
    frames[:10] *= 0.1
    filled = network(Brightest(15)).fill(frames, holes, *nothing())
    values = filled[:, 6, 7, 0]
    assert np.abs(np.diff(values)).max() < 0.5 * (values.max() - values.min())


def test_memory_is_given_up_last() -> None:
    filler = Brightest(1)
    network(filler).fill(*clip(2), *clip(3))
    assert filler.asked[-1][:2] == (1, 0)


def test_a_device_that_cannot_hold_one_frame_is_named_with_a_remedy() -> None:
    with pytest.raises(DeviceMemoryError, match="meta does not suffice for a single picture; choose"):
        network(Brightest(0)).fill(*clip(4), *nothing())


def test_the_machine_s_own_memory_is_left_to_the_worker_to_report() -> None:
    with pytest.raises(MemoryError):
        network(Brightest(2), torch.device("cpu")).fill(*clip(4), *nothing())


def test_other_errors_come_through() -> None:
    class Broken(Brightest):
        def fill(self, *_: object, **__: object) -> Tensor:
            raise RuntimeError("shapes do not match")

    with pytest.raises(RuntimeError, match="shapes do not match"):
        network(Broken()).fill(*clip(4), *nothing())


def test_numbers_that_overflow_are_not_delivered() -> None:
    class Wild(Brightest):
        def fill(self, frames: Tensor, *_: object, **__: object) -> Tensor:
            return frames / 0

    with pytest.raises(PrecisionError, match="choose --precision fp32"):
        network(Wild()).fill(*clip(2), *nothing())


def test_the_probe_runs_once_for_each_size_and_time_grows_with_work() -> None:
    filler = Brightest()
    asked = network(filler, torch.device("cpu"))
    first = asked.seconds_per_frame(10, 0, 48, 80, 10)
    assert first > 0
    assert asked.seconds_per_frame(20, 0, 48, 80, 10) == pytest.approx(first)
    assert asked.seconds_per_frame(10, 10, 48, 80, 10) == pytest.approx(2 * first)
    assert filler.asked == [(1, 0, 48, 80), (3, 1, 48, 80)]


def test_memory_grows_with_frames_and_size() -> None:
    asked = network(Brightest(), torch.device("cpu"))
    assert asked.host_bytes(10, 2, 48, 80) < asked.host_bytes(20, 2, 48, 80) < asked.host_bytes(20, 2, 96, 80)
    assert asked.longest(0, 48, 80, 50) == 50
