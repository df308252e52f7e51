"""The completion of motion: the network changes what it may, and learns from holes made over moving clips."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engines.complete.explicit.motion import Motion
from engines.errors import ShapeError
from engines.nets.cards import Network, read_card
from engines.nets.checkpoints import verify
from engines.nets.flow_completion import FlowCompletionNetwork
from engines.train.card import Told
from engines.train.flow_course import FlowPlan, first_network, flow_course
from engines.train.flow_material import FlowClip, draw_holes
from engines.train.flow_samples import BLINDS, CERTAIN, GUESSES, TRUTH, PreparationSettings, prepared
from engines.train.flow_task import FlowTask, completion_loss, flow_scores, turned
from engines.train.loop import JOURNAL, Rhythm, Run, Schedule
from engines.train.material import MaterialError
from engines.train.samples import random_of
from engines.train.warps import Random

_SMALL = PreparationSettings(seed=3, windows=2, per_window=4, size_px=64)
_STEP_PX = 3


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


class Passing:
    """A camera that passes a wall by three pixels a frame, behind a disk that moves the other way."""

    name = "passing"

    def clip(self, random: Random) -> FlowClip:
        noise = random.integers(0, 256, (24, 60, 3)).astype(np.uint8)
        wall = cv2.resize(noise, (300, 120), interpolation=cv2.INTER_CUBIC)
        frames, disks = [], []
        for at in range(6):
            frame = wall[:, 20 + _STEP_PX * at :][:, :160].copy()
            disk = np.zeros((120, 160), np.uint8)
            cv2.circle(disk, (50 + 4 * at, 60), 26, 1, -1)
            frame[disk > 0] = (noise[0, 0] // 2 + 40).astype(np.uint8)
            frames.append(frame)
            disks.append(disk > 0)
        forward = [_flow(disk, 1) for disk in disks[:-1]]
        backward = [_flow(disk, -1) for disk in disks[1:]]
        return FlowClip(frames, Motion(forward, backward))


class Still:
    """A black picture that cuts to white and back."""

    name = "still"

    def clip(self, random: Random) -> FlowClip:
        level = int(random.integers(200, 256))
        return FlowClip([np.full((64, 64, 3), level * (at % 2), np.uint8) for at in range(4)])


class CutOffError(Exception):
    """Stands for whatever ends a process."""


class StoppingTask(FlowTask):
    """Ends the training in the middle of a step."""

    def loss(self, network: FlowCompletionNetwork, step: int) -> torch.Tensor:
        if step == 3:
            raise CutOffError
        return super().loss(network, step)


def _flow(disk: NDArray[np.bool_], sign: int) -> NDArray[np.float32]:
    flow = np.zeros((*disk.shape, 2), np.float32)
    flow[..., 0] = np.where(disk, 4 * sign, -_STEP_PX * sign)
    return flow


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> NDArray[np.float16]:
    return prepared([Passing()], _SMALL, tmp_path_factory.mktemp("samples"), lambda _: None)


def test_first_weights_keep_the_guess_and_what_is_seen_is_never_changed() -> None:
    network = first_network(0).eval()
    guesses, greys = torch.randn(2, 6, 50, 70), torch.rand(2, 2, 50, 70)
    blinds = torch.zeros(2, 3, 50, 70)
    blinds[..., 10:40, 20:60] = 1
    with torch.no_grad():
        made = network(guesses, blinds, greys)
        assert torch.allclose(made, guesses[:, 2:4], atol=0.1)
        torch.nn.init.normal_(network.head.weight)
        bold = network(guesses, blinds, greys)
        hidden = greys.clone()
        hidden[..., 10:40, 20:60] = 0
        assert torch.equal(bold, network(guesses, blinds, hidden))
    outside = blinds[:, 1:2].expand(-1, 2, -1, -1) == 0
    assert torch.equal(bold[outside], guesses[:, 2:4][outside])
    assert not torch.allclose(bold, made)


def test_tensors_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ShapeError, match="blinds"):
        FlowCompletionNetwork()(
            torch.zeros(1, 6, 32, 32), torch.zeros(1, 2, 32, 32), torch.zeros(1, 2, 32, 32)
        )


def test_samples_hold_guess_and_truth_and_are_kept(samples: NDArray[np.float16], tmp_path: Path) -> None:
    assert samples.shape == (8, 16, 64, 64)
    assert np.isfinite(samples).all()
    blind = samples[:, BLINDS][:, 1] > 0
    assert blind.any((1, 2)).all()
    off = np.hypot(*np.moveaxis(samples[:, GUESSES][:, 2:4] - samples[:, TRUTH], 1, 0))
    # Outside the hole the guess is the measured flow, which is nearly true; under it, it may be wrong.
    certain = samples[:, CERTAIN][:, 0] == 1
    assert np.median(off[~blind & certain]) < 0.2
    told: list[int] = []
    first = prepared([Passing()], _SMALL, tmp_path, told.append)
    assert np.array_equal(first, samples)
    prepared([Passing()], _SMALL, tmp_path, told.append)
    assert told == [1, 2]
    prepared([Passing()], PreparationSettings(4, 1, 2, 64), tmp_path, told.append)
    assert told == [1, 2, 1]


def test_clips_that_only_cut_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MaterialError, match="no clip in which something moves"):
        prepared([Still()], _SMALL, tmp_path, lambda _: None)
    with pytest.raises(MaterialError, match="no clip and no photograph"):
        prepared([], _SMALL, tmp_path, lambda _: None)


def test_motion_turns_with_the_picture(samples: NDArray[np.float16]) -> None:
    planes = samples[0].astype(np.float32)
    assert np.array_equal(turned(planes, mirror=False, flip=False, swap=False), planes)
    both = turned(turned(planes, mirror=True, flip=True, swap=False), mirror=True, flip=True, swap=False)
    assert np.array_equal(both, planes)
    made = turned(planes, mirror=True, flip=False, swap=True)
    # Mirrored: x turns round. Swapped: x becomes y.
    assert made[TRUTH][1, 5, 7] == -planes[TRUTH][0, 7, 63 - 5]
    assert made[TRUTH][0, 5, 7] == planes[TRUTH][1, 7, 63 - 5]


def test_the_loss_is_small_at_the_truth_and_falls_by_learning(samples: NDArray[np.float16]) -> None:
    planes = torch.from_numpy(samples.astype(np.float32))
    true = planes.clone()
    true[:, GUESSES.start + 2 : GUESSES.start + 4] = planes[:, TRUTH]
    network = first_network(1)
    with torch.no_grad():
        assert completion_loss(network, true) < 0.5 * completion_loss(network, planes)
    before = flow_scores(network.eval(), samples)
    optimiser = torch.optim.Adam(network.parameters(), 2e-3)
    for _ in range(25):
        optimiser.zero_grad()
        completion_loss(network.train(), planes).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    after = flow_scores(network.eval(), samples)
    assert before["guess_off_px"] == after["guess_off_px"]
    assert abs(before["score"]) < 0.05
    assert after["score"] > 0.2


def test_what_moves_by_itself_counts_more_than_what_moves_with_the_background() -> None:
    network = first_network(1)
    losses = []
    for wrong in (8, 40):
        planes = torch.zeros(1, 16, 64, 64)
        planes[:, BLINDS], planes[:, CERTAIN] = 1, 1
        planes[:, TRUTH.start, :, 32:] = 4
        planes[:, GUESSES.start + 2 : GUESSES.start + 4] = planes[:, TRUTH]
        with torch.no_grad():
            right = completion_loss(network, planes)
            planes[:, GUESSES.start + 2, 24:40, wrong : wrong + 16] += 2
            losses.append(float(completion_loss(network, planes) - right))
    assert losses[1] > 4 * losses[0] > 0


def test_holes_stay_or_pass_and_depend_on_the_seed_alone() -> None:
    kinds = set()
    for seed in range(12):
        holes = draw_holes(6, (120, 200), random_of(seed))
        assert all(
            np.array_equal(*pair)
            for pair in zip(holes, draw_holes(6, (120, 200), random_of(seed)), strict=True)
        )
        kinds.add(np.array_equal(holes[0], holes[-1]))
        assert max(hole.mean() for hole in holes) < 0.5
    assert kinds == {True, False}


def test_a_run_that_was_cut_off_goes_on_as_if_nothing_had_been(
    samples: NDArray[np.float16], tmp_path: Path
) -> None:
    def run(folder: Path, task: FlowTask) -> Run[FlowCompletionNetwork]:
        folder.mkdir(exist_ok=True)
        rhythm = Rhythm(told_every=1, checked_every=100, kept_every=2)
        return Run(first_network(1), task, Schedule(4), folder, {}, lambda _: {}, rhythm)

    whole = run(tmp_path / "whole", FlowTask(samples, 7, 2))
    whole.train()
    with pytest.raises(CutOffError):
        run(tmp_path / "broken", StoppingTask(samples, 7, 2)).train()
    again = run(tmp_path / "broken", FlowTask(samples, 7, 2))
    again.resume()
    assert again.steps_done == 2
    again.train()
    logs = [(tmp_path / name / JOURNAL).read_text() for name in ("whole", "broken")]
    assert logs[0] == logs[1]
    for one, other in zip(whole.averaged.parameters(), again.averaged.parameters(), strict=True):
        assert torch.equal(one, other)


def test_a_training_leaves_a_model_with_its_card(tmp_path: Path) -> None:
    plan = FlowPlan(steps=1, minutes=1, seed=2, batch_size=1, windows=1, threads=1)
    course = flow_course(plan, [Passing()], [], tmp_path, lambda _: None, lambda _: None)
    model = course.train(Told("a wall", "a test"), "flow", date(2026, 1, 2))
    assert model is not None
    verify(model)
    card = read_card(tmp_path / "flow.json")
    assert card.network is Network.FLOW
    assert card.parameter_count < 2_000_000
    assert card.training["data"] == "a wall"
    assert "guess_off_px" in card.training["scores"]
