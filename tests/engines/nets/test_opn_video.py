"""The official demonstration's whole procedure, clip in and clip out."""

from __future__ import annotations

from pathlib import Path

import parity
import pytest
import torch
from torch import Tensor

from engines.complete.learned.opn_fill import OpnFill, OpnSettings
from engines.nets.opn import OPN
from engines.nets.tcn import TCN

OFFICIAL = OpnSettings(official=True)


@pytest.fixture(scope="module")
def networks(shared: Path) -> tuple[OPN, TCN]:
    opn, tcn = OPN(), TCN()
    opn.load_state_dict(parity.state(shared, "opn"))
    tcn.load_state_dict(parity.state(shared, "tcn"))
    return opn, tcn


@pytest.fixture(scope="module")
def clip(shared: Path) -> tuple[Tensor, Tensor]:
    record = parity.recorded(shared, "opn_video_e2e")
    return parity.unit(record["frames"]), torch.from_numpy(record["holes"] > 0)


@pytest.mark.footage
def test_a_whole_clip_is_that_of_the_official_scripts(
    networks: tuple[OPN, TCN], clip: tuple[Tensor, Tensor], shared: Path
) -> None:
    fill = OpnFill(*networks, settings=OFFICIAL, device=torch.device("cpu"), dtype=torch.float32)
    steadied = fill.fill(*clip).permute(0, 2, 3, 1)
    record = parity.recorded(shared, "opn_video_e2e")
    parity.assert_near(steadied[:, ::16, ::16], record["final_f32_sub16"])
    levels = (steadied[:, ::2, ::2] * 255).to(torch.uint8)
    parity.assert_levels(levels.numpy(), record["final_u8_sub2"])


@pytest.mark.footage
def test_before_steadying_too(networks: tuple[OPN, TCN], clip: tuple[Tensor, Tensor], shared: Path) -> None:
    """Looks at one frame that is not remembered; those that are come as frames of another time."""
    frames, holes = clip
    remembered, at = [0, 5], 3
    fill = OpnFill(networks[0], None, settings=OFFICIAL, device=torch.device("cpu"), dtype=torch.float32)
    completed = fill.fill(
        frames[[at]], holes[[at]], memory=frames[remembered], memory_holes=holes[remembered]
    )
    inside = completed[0].permute(1, 2, 0)[holes[at]]
    record = parity.recorded(shared, "opn_video_e2e")
    first = int(holes[:at].sum())
    levels = (inside * 255).round().to(torch.uint8).numpy()
    parity.assert_levels(levels, record["comps_in_hole_u8"][first : first + len(inside)])
    skipped = -first % 16
    exact = inside[skipped::16]
    place = (first + skipped) // 16
    parity.assert_near(exact, record["comps_in_hole_f32_every16"][place : place + len(exact)])
