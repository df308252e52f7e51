"""Training goes down, survives being cut off, and goes on as if nothing had been."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import torch
from stills import Stills, small_material
from torch import Tensor, nn

from engines.nets.checkpoints import verify
from engines.nets.segment.hourglass import SegmentNetwork
from engines.train.card import Told
from engines.train.checkpoints import CheckpointError
from engines.train.loop import CHECKPOINT, JOURNAL, DivergedError, Rhythm, Run, Schedule
from engines.train.losses import dice_loss, mask_loss, outline
from engines.train.samples import SampleSettings, draw_batch
from engines.train.segment_course import SegmentPlan, first_network, segment_course
from engines.train.segment_task import SegmentTask, scores

_EVERY_STEP = Rhythm(told_every=1, checked_every=2, kept_every=2)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


class CutOffError(Exception):
    """Stands for whatever ends a process."""


class StoppingTask(SegmentTask):
    """Ends the training in the middle of a step."""

    def loss(self, network: SegmentNetwork, step: int) -> Tensor:
        if step == 3:
            raise CutOffError
        return super().loss(network, step)


def _task(kind: type[SegmentTask] = SegmentTask) -> SegmentTask:
    return kind(small_material(), 7, 2, SampleSettings(48), again_from=2)


def _run(folder: Path, task: SegmentTask, steps: int = 6) -> Run[SegmentNetwork]:
    folder.mkdir(exist_ok=True)
    return Run(
        first_network(1),
        task,
        Schedule(steps),
        folder,
        {"seed": 7},
        lambda _: {"score": 0.5},
        _EVERY_STEP,
    )


def _same(one: nn.Module, other: nn.Module) -> bool:
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(first.equal(second) for first, second in pairs)


def test_a_training_that_was_cut_off_ends_where_it_would_have(tmp_path: Path) -> None:
    whole = _run(tmp_path / "whole", _task())
    whole.train()
    cut = _run(tmp_path / "cut", _task(StoppingTask))
    with pytest.raises(CutOffError):
        cut.train()
    assert cut.steps_done == 3
    again = _run(tmp_path / "cut", _task())
    again.resume()
    assert again.steps_done == 2
    again.train()
    assert _same(again.averaged, whole.averaged)
    assert _same(again.network, whole.network)
    logs = [(tmp_path / name / JOURNAL).read_text() for name in ("whole", "cut")]
    assert logs[0] == logs[1]
    lines = [json.loads(line) for line in logs[0].splitlines()]
    assert [line["step"] for line in lines if "loss" in line] == [1, 2, 3, 4, 5, 6]
    assert [line["step"] for line in lines if "score" in line] == [2, 4, 6]


def test_the_average_is_not_the_last_state(tmp_path: Path) -> None:
    run = _run(tmp_path, _task(), steps=3)
    run.train()
    assert run.is_done
    assert not _same(run.averaged, run.network)
    assert not _same(run.averaged, first_network(1))


def test_a_broken_or_foreign_checkpoint_is_one_sentence(tmp_path: Path) -> None:
    run = _run(tmp_path, _task(), steps=2)
    with pytest.raises(CheckpointError, match="there is no training to go on with"):
        run.resume()
    run.train()
    other = _run(tmp_path, _task())
    other.fixed = {"seed": 8}
    with pytest.raises(CheckpointError, match="begun with seed 7, not 8"):
        other.resume()
    longer = _run(tmp_path, _task(), steps=4)
    longer.resume()
    assert longer.steps_done == 2
    whole = (tmp_path / CHECKPOINT).read_bytes()
    for damaged in (b"", b"nonsense", whole[: len(whole) // 2]):
        (tmp_path / CHECKPOINT).write_bytes(damaged)
        with pytest.raises(CheckpointError, match="damaged"):
            run.resume()


def test_time_ends_a_run_with_a_checkpoint(tmp_path: Path) -> None:
    run = _run(tmp_path, _task())
    run.rhythm = replace(_EVERY_STEP, minutes=0)
    run.train()
    assert (run.steps_done, run.is_done) == (0, False)
    assert (tmp_path / CHECKPOINT).exists()


def test_a_loss_that_is_no_number_ends_it(tmp_path: Path) -> None:
    class Broken(SegmentTask):
        def loss(self, network: SegmentNetwork, step: int) -> Tensor:
            return super().loss(network, step) * float("nan")

    with pytest.raises(DivergedError, match="step 0"):
        _run(tmp_path, _task(Broken)).train()


def test_it_learns(tmp_path: Path) -> None:
    task = SegmentTask(small_material(), 3, 4, SampleSettings(48), again_from=1000)
    batch = draw_batch(task.material, task.samples, 99, 0, 12)
    run = Run(
        first_network(2),
        task,
        Schedule(40, warm_up=5, average=0.8),
        tmp_path,
        {},
        lambda _: {},
        Rhythm(told_every=10, checked_every=100, kept_every=100),
    )
    overlap, loss = scores(first_network(2).eval(), batch)
    run.train()
    learned_overlap, learned_loss = scores(run.averaged.eval(), batch)
    assert learned_loss < 0.9 * loss
    assert learned_overlap > overlap


def test_losses_are_least_for_the_truth() -> None:
    mask = torch.zeros(1, 1, 32, 32)
    mask[..., 8:24, 8:24] = 1
    right, wrong = (mask - 0.5) * 20, (0.5 - mask) * 20
    empty = torch.full_like(mask, -10)
    assert mask_loss(right, mask) < 0.01 < mask_loss(empty, mask) < mask_loss(wrong, mask)
    assert dice_loss(mask, mask) == pytest.approx(0)
    assert dice_loss(torch.zeros_like(mask), torch.zeros_like(mask)) == pytest.approx(0)
    near = outline(mask)
    assert near[0, 0, 8, 16] > 0.9
    assert near[0, 0, 16, 16] == near[0, 0, 0, 0] == 0
    logits = torch.zeros(1, 1, 8, 8, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda one: mask_loss(one, mask[..., 4:12, 4:12].double()), logits)


def test_the_rate_rises_and_falls() -> None:
    schedule = Schedule(100, learning_rate=1.0, warm_up=10)
    rates = [schedule.rate(step) for step in range(100)]
    assert rates[0] == pytest.approx(0.1)
    assert max(rates) == pytest.approx(1.0, abs=0.05)
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] < 0.001


def test_a_whole_training_ends_in_a_model_that_verifies(tmp_path: Path) -> None:
    plan = SegmentPlan(steps=2, minutes=5, seed=4, batch_size=2, size_px=48, threads=1)
    course = segment_course(plan, small_material(), {"disks": Stills(3)}, tmp_path, lambda _: None)
    model = course.train(Told("disks", "a test"), "mine", date(2026, 1, 2))
    assert model is not None
    verify(model)
    assert model.card.training["steps"] == "2"
    assert "J disks" in model.card.training["scores"]
    assert model.path.stat().st_size < 2_000_000
