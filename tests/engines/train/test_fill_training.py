"""Each network that fills learns, survives being cut off, and goes on as if nothing had been."""

from __future__ import annotations

import csv
import json
import math
import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import torch
from tiny_clips import Drift, Matted, tiny_material
from torch import Tensor, nn

from engines.errors import MissingWeightsError
from engines.nets.cards import Answer
from engines.nets.opn import OPN
from engines.nets.rnot import RNoT
from engines.nets.sttn import STTN_GRIDS, PatchGrid, SttnGenerator
from engines.train import card, fill_course, fill_kinds
from engines.train.card import Told
from engines.train.clips.changing import Variety
from engines.train.clips.drawing import ClipSource
from engines.train.clips.footage import ClipMaterial, Stratum
from engines.train.course import Course
from engines.train.effort import Companion
from engines.train.fill_course import fill_course as prepared
from engines.train.fill_kinds import FILL_KINDS, FillKind, Setting
from engines.train.fill_losses import fetched, masked_l1, unsteadiness
from engines.train.fill_opn import OpnTask
from engines.train.fill_plan import FillPlan, grown_size
from engines.train.loop import BEST, CHECKPOINT, JOURNAL, Rhythm, Task

_TOLD = Told("made-up footage", "a test", "research use only")
_DAY = date(2026, 1, 2)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


class CutOffError(Exception):
    """Stands for whatever ends a process."""


def _narrow(kind: FillKind) -> Callable[[Setting], tuple[Task[Any], Companion]]:
    def task(setting: Setting) -> tuple[Task[Any], Companion]:
        made, companion = kind.task(replace(setting, judge_width=4))
        return (replace(made, peels=2) if isinstance(made, OpnTask) else made), companion

    return task


class _TinyTcn(nn.Module):
    """Asked as TCN is."""

    def __init__(self) -> None:
        super().__init__()
        self.mix = nn.Conv2d(9, 4, 3, padding=1)

    def forward(
        self, previous: Tensor, previous_hole: Tensor, frame: Tensor, hole: Tensor, state: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        state = torch.zeros_like(hole) if state is None else state
        mixed = self.mix(torch.cat([previous, previous_hole, frame, hole, state], dim=1))
        return frame + 0.1 * mixed[:, :3], torch.tanh(mixed[:, 3:])


_TINY_GRIDS = PatchGrid(1, 1), PatchGrid(2, 2), PatchGrid(4, 2), PatchGrid(8, 4)


def _tiny(name: str) -> FillKind:
    """Give a network of the same design that learns in no time."""
    builds: dict[str, Callable[[], nn.Module]] = {
        "sttn": lambda: SttnGenerator(channels=8),
        "auto-sttn": lambda: SttnGenerator(_TINY_GRIDS, channels=8),
        "rnot": lambda: RNoT(4),
        "tcn": _TinyTcn,
    }
    kind = FILL_KINDS[name]
    filler = kind.filler
    if name in ("auto-sttn", "tcn"):
        # What they are checked with has its own tests, and sizes of its own.
        filler = lambda module, device: lambda frames, holes: frames  # noqa: ARG005, E731
    return replace(kind, build=builds.get(name, kind.build), task=_narrow(kind), filler=filler)


_SIZES = {
    "sttn": (48, 48),
    "auto-sttn": (64, 32),
    "auto-sttn-small": (32, 120),
    "opn": (32, 32),
    "rnot": (48, 48),
    "tcn": (48, 48),
}


def _plan(name: str, steps: int, **others: Any) -> FillPlan:
    facts: dict[str, Any] = {
        "size": _SIZES[name], "frames": 3, "batch": 1, "seed": 4,
        "told_every": 1, "checked_every": 3, "prefetch": 1, "device": "cpu",
    }  # fmt: skip
    return FillPlan(steps, **(facts | others))


def _run(
    folder: Path, kind: FillKind, plan: FillPlan, material: ClipMaterial | None = None
) -> Course[nn.Module]:
    folder.mkdir(exist_ok=True)
    checks = [Drift("check", 4, seed=8)]
    return prepared(kind, plan, material or tiny_material(), checks, folder, lambda _: None)


def _cut_at(kind: FillKind, step: int) -> FillKind:
    def task(setting: Setting) -> tuple[Task[Any], Companion]:
        whole, companion = kind.task(setting)

        class Cut:
            def loss(self, network: nn.Module, number: int) -> Tensor:
                if number == step:
                    raise CutOffError
                return whole.loss(network, number)

        return Cut(), companion

    return replace(kind, task=task)


@pytest.mark.parametrize("name", list(_SIZES))
def test_a_training_that_was_cut_off_has_the_curve_of_an_unbroken_one(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fill_course, "_KEPT_EVERY", 1)
    monkeypatch.setattr(fill_course, "CHECK_FRAMES", 3)
    monkeypatch.setattr(fill_course, "Rhythm", partial(Rhythm, kept_after_s=math.inf))
    monkeypatch.setattr(card, "answer_of", lambda *_: Answer(1, (1,), (0.0,)))
    with torch.random.fork_rng():
        torch.manual_seed(1)
        opn = OPN()
    monkeypatch.setattr(fill_kinds, "_opn", lambda: opn)
    kind, plan = _tiny(name), _plan(name, 3)
    whole = _run(tmp_path / "whole", kind, plan)
    model = whole.train(_TOLD, "tiny", _DAY)
    cut = _run(tmp_path / "cut", _cut_at(kind, 2), plan)
    with pytest.raises(CutOffError):
        cut.train(_TOLD, "tiny", _DAY)
    again = _run(tmp_path / "cut", kind, plan)
    again.resume()
    assert again.steps_done == 2
    resumed = again.train(_TOLD, "tiny", _DAY)
    logs = [(tmp_path / which / JOURNAL).read_text() for which in ("whole", "cut")]
    assert logs[0] == logs[1]
    lines = [json.loads(line) for line in logs[0].splitlines()]
    losses = [line["loss"] for line in lines if "loss" in line]
    assert len(set(losses)) == 3
    assert lines[-1].keys() >= {"psnr_hole_db", "ssim", "warping", "band", "unrest"}
    assert model is not None
    assert resumed is not None
    # The file's name carries the checksum of the weights.
    assert model.card.sha256 == resumed.card.sha256
    assert next(iter(model.card.training)) == "licence_of_data"
    assert "psnr_hole_db" in model.card.training["scores"]


def test_a_judge_learns_and_goes_on_with_what_it_knew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fill_course, "CHECK_FRAMES", 3)
    plan = _plan("sttn", 2)
    _run(tmp_path, _tiny("sttn"), plan).train(_TOLD, "tiny", _DAY)
    kept = torch.load(tmp_path / CHECKPOINT, weights_only=True)["companion"]
    first = _run(tmp_path / "other", _tiny("sttn"), plan)
    fresh = first.run.effort.companion.state()["judge"]
    weights = "conv.0.weight_orig"
    assert not torch.equal(kept["judge"][weights], fresh[weights])  # type: ignore[index]
    without = _run(tmp_path / "none", _tiny("sttn"), replace(plan, has_judge=False))
    assert without.run.effort.companion.state() == {}


def test_it_learns_to_fill(tmp_path: Path) -> None:
    """A few dozen steps on one texture bring a tiny network nearer to it."""
    material = ClipMaterial([Stratum([Drift("check", 12, seed=8)])])
    plain = {"variety": Variety(0.0, 1.0, 0.0), "has_judge": False, "prefetch": 0}
    plan = _plan("sttn", 40, learning_rate=5e-3, checked_every=20, **plain)
    kind = replace(_tiny("sttn"), schedule=replace(FILL_KINDS["sttn-small"].schedule, warm_up=5))
    run = _run(tmp_path, kind, plan, material)
    before = run.scored()["psnr_hole_db"]
    run.train(_TOLD, "tiny", _DAY)
    assert run.scored()["psnr_hole_db"] > before + 0.5
    sheet = cv2.imread(str(tmp_path / "samples" / "0000040.png"))
    assert sheet is not None
    assert sheet.shape == (3 * (48 + 4), 4 * 48, 3)
    rows = list(csv.DictReader((tmp_path / "log.csv").read_text().splitlines()))
    assert [row["step"] for row in rows if row["psnr_hole_db"]] == ["20", "40"]
    assert all(row["loss"] for row in rows)


def test_it_ends_early_and_keeps_the_best(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fill_course, "CHECK_FRAMES", 3)
    found = iter([20.0, 21.0, 20.5, 20.6, 99.0])
    plan = _plan("sttn", 9, checked_every=1, patience=2, has_judge=False)
    run = _run(tmp_path, _tiny("sttn"), plan)
    run.run.check = lambda _: {"score": next(found)}
    model = run.train(_TOLD, "tiny", _DAY)
    assert (run.steps_done, run.is_done) == (4, True)
    assert torch.load(tmp_path / BEST, weights_only=True)["step"] == 2
    assert model is not None
    assert model.card.training["steps"] == "4, weights of step 2"


def test_clips_grow_and_parts_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert grown_size((144, 96), (432, 240), 0.4, (48, 48)) == (240, 144)
    assert [grown_size((96, 48), (96, 48), share, (48, 48)) for share in (0, 2)] == [(96, 48)] * 2
    asked: list[tuple[int, tuple[int, ...]]] = []
    draw = ClipSource.__call__

    def watched(self: ClipSource, number: int) -> Any:
        clips = draw(self, number)
        asked.append((number, tuple(clips.planes.shape)))
        return clips

    monkeypatch.setattr(ClipSource, "__call__", watched)
    monkeypatch.setattr(fill_course, "CHECK_FRAMES", 3)
    plan = _plan(
        "sttn", 3, size=(96, 48), first_size=(48, 48), grown_at=2, parts=2, has_judge=False, prefetch=0
    )
    _run(tmp_path, _tiny("sttn"), plan).train(_TOLD, "tiny", _DAY)
    assert [number for number, _ in asked] == [0, 1, 2, 3, 4, 5]
    assert [shape[-2:] for _, shape in asked][::2] == [(48, 48), (48, 96), (48, 96)]


def test_what_is_hidden_teaches_nothing() -> None:
    """Whatever stands under the mattes of a shot, the loss is the same."""

    class Spoiled(Matted):
        def frame(self, index: int) -> Any:
            picture = super().frame(index).copy()
            picture[:, 40:60] = 255
            return picture

    setting_of = lambda footage: Setting(  # noqa: E731
        ClipSource(ClipMaterial([Stratum([footage])]), lambda _: _unlit(), 1, 1),
        lambda _: 1e-4,
        False,
        torch.device("cpu"),
        fill_kinds.Ranks(),
    )
    for name in ("sttn", "opn", "rnot"):
        kind = _tiny(name)
        torch.manual_seed(0)
        network = kind.build()
        losses = [
            kind.task(setting_of(footage))[0].loss(network, 0).item()
            for footage in (Matted("m", 6), Spoiled("m", 6))
        ]
        assert losses[0] == pytest.approx(losses[1], rel=1e-5)


def _unlit() -> Any:
    clips = FILL_KINDS["sttn"].clips((96, 48), 3, 1)
    # At the frames' own scale, so that no known pixel has a share of a hidden one.
    return replace(clips, size=(144, 96), variety=replace(clips.variety, closest=1.0, relit=0.0))


def test_other_precisions_and_missing_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fill_course, "CHECK_FRAMES", 3)
    plan = _plan("sttn", 1, precision="bf16", has_events=True)
    _run(tmp_path, _tiny("sttn"), plan).train(_TOLD, "tiny", _DAY)
    dtypes = {one.dtype for one in torch.load(tmp_path / CHECKPOINT, weights_only=True)["network"].values()}
    assert dtypes == {torch.float32}
    (events,) = (tmp_path / "events").iterdir()
    names = _event_names(events.read_bytes())
    assert names >= {"loss", "rate", "psnr_hole_db", "samples"}
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path / "no models"))
    with pytest.raises(MissingWeightsError, match="opn"):
        _run(tmp_path / "tcn", FILL_KINDS["tcn"], _plan("tcn", 1))


def _event_names(data: bytes) -> set[str]:
    """Read the tags of the records; that their lengths lead from one to the next is part of the format."""
    names, at = set(), 0
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        record = data[at + 12 : at + 12 + length]
        names |= {name for name in ("loss", "rate", "psnr_hole_db", "samples") if name.encode() in record}
        at += 12 + length + 4
    assert at == len(data)
    return names


def test_losses_are_least_for_the_truth() -> None:
    truth = torch.rand(2, 3, 3, 24, 32, generator=torch.Generator().manual_seed(1))
    hole = torch.zeros(2, 3, 24, 32, dtype=torch.bool)
    hole[..., 8:16, 8:16] = True
    assert float(masked_l1(truth, truth, hole)) == 0
    # Normalised by the hole: its size does not count, and what is outside does not either.
    off = truth + 0.1 * hole.unsqueeze(2) + 0.5 * ~hole.unsqueeze(2)
    assert float(masked_l1(off, truth, hole)) == pytest.approx(0.1, rel=1e-3)
    picture = torch.arange(32.0).expand(1, 1, 24, 32)
    flow = torch.zeros(1, 2, 24, 32)
    flow[:, 0] = 2.5
    torch.testing.assert_close(fetched(picture, flow)[..., :29], picture[..., :29] + 2.5)
    shown = torch.rand(1, 4, 3, 24, 32, generator=torch.Generator().manual_seed(2))
    steady, flickering = shown.clone(), shown.clone()
    steady[..., 8:16, 8:16] += 0.3
    flickering[:, ::2, :, 8:16, 8:16] += 0.3
    assert float(unsteadiness(shown, shown)) < 1e-4
    assert float(unsteadiness(shown, steady)) < 1e-4
    assert float(unsteadiness(shown, flickering)) == pytest.approx(0.25 * 64 / (24 * 32), rel=0.05)


def test_a_narrower_network_runs_fast_as_it_was_trained() -> None:
    """The inference form of STTN takes any count of channels."""
    torch.manual_seed(3)
    generator = SttnGenerator(STTN_GRIDS, 16)
    for parameter in generator.parameters():
        nn.init.normal_(parameter, 0, 0.05)
    frames, holes = torch.rand(3, 3, 48, 48), torch.zeros(3, 48, 48, dtype=torch.bool)
    holes[:, 16:32, 16:32] = True
    with torch.no_grad():
        seen = (frames * 2 - 1).masked_fill(holes.unsqueeze(1), 0)
        wanted = (generator.eval()(seen[None])[0] + 1) / 2
    got = FILL_KINDS["sttn"].filler(generator, torch.device("cpu"))(frames, holes)
    inside = holes.unsqueeze(1).expand_as(frames)
    np.testing.assert_allclose(got[inside].numpy(), wanted[inside].numpy(), atol=1e-4)
