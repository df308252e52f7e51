"""Engine `auto` with weights drawn by chance on the ten shared tasks: never worse than `explicit`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import torch

from editor.datasets.tasks import SEED, WORKING_SIZE, load_task, read_protocol
from engines.complete.registry import make_engine
from engines.measure.protocol import run_task
from engines.nets.cards import Network
from engines.nets.checkpoints import ImportRequest, import_checkpoint
from engines.nets.weights_networks import fresh

pytestmark = [pytest.mark.slow, pytest.mark.footage]

LOSS_DB = 0.1
FRAMES = 40


@pytest.mark.parametrize("network", [Network.STTN, Network.OPN])
def test_auto_loses_nothing_by_weights_of_chance(
    network: Network, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch.manual_seed(1)
    path = tmp_path / f"{network.value}.pth"
    torch.save(fresh(network).state_dict(), path)
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path / "models"))
    import_checkpoint(ImportRequest(path, date(2026, 2, 3)), tmp_path / "models")
    footage = shared / "footage"
    tasks = read_protocol(footage / "inpaint_eval" / "protocol.json", footage / "clips")
    losses = {}
    for task in tasks:
        truths, holes = load_task(task, WORKING_SIZE)
        truths, holes = truths[:FRAMES], holes[:FRAMES]
        auto, explicit = (
            run_task(task.name, make_engine(name, "cpu", "fp32"), truths, holes, SEED).scores.psnr_db
            for name in ("auto", "explicit")
        )
        losses[task.name] = explicit - auto
    assert len(losses) == 10
    assert max(losses.values()) <= LOSS_DB, losses
