"""The authors' procedures for whole clips, as recorded."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from parity import assert_levels, recorded, state, unit
from torch import Tensor

from engines.complete.learned.auto_sttn_fill import OFFICIAL, AutoSttnFill
from engines.complete.learned.sttn_fill import SttnFill
from engines.complete.learned.sttn_windows import SttnSettings
from engines.nets.sttn import AUTO_STTN_GRIDS, SttnGenerator

pytestmark = [pytest.mark.footage, pytest.mark.slow]

CPU = torch.device("cpu")


def levels(frames: Tensor) -> np.ndarray:
    return (frames * 255).round().to(torch.uint8).permute(0, 2, 3, 1).numpy()


def test_sttn_fills_a_clip_as_recorded(shared: Path) -> None:
    recording = recorded(shared, "sttn_video_e2e")
    generator = SttnGenerator()
    generator.load_state_dict(state(shared, "sttn"))
    fill = SttnFill(generator, settings=SttnSettings(official=True), device=CPU, dtype=torch.float32)
    hole = recording["masks_dilated"] > 0
    filled = levels(fill.fill(unit(recording["frames"]), torch.from_numpy(hole)))
    assert_levels(filled[hole], recording["result_in_mask"])
    assert np.array_equal(filled[~hole], recording["frames"][~hole])


def test_auto_sttn_goes_through_a_clip_as_recorded(shared: Path) -> None:
    recording = recorded(shared, "auto_sttn_video_e2e")
    generator = SttnGenerator(AUTO_STTN_GRIDS)
    generator.load_state_dict(state(shared, "auto_sttn"))
    fill = AutoSttnFill(generator, settings=OFFICIAL, device=CPU, dtype=torch.float32)
    hole = recording["mask"] > 127
    filled = levels(fill.fill(unit(recording["frames"]), torch.from_numpy(hole)))
    assert_levels(filled[:, hole], recording["result_in_mask"])
    assert np.array_equal(filled[:, ~hole], recording["frames"][:, ~hole])
