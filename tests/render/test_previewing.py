"""Previews tell of frames as they are made, the nearest first; forecasts fill nothing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from removal_clips import Listener, ignore, request, write_mattes, write_movie

from editor.render.jobs.parting import Segment
from editor.render.messages import Estimate, FrameMade, Outlook, Result
from editor.render.outlook import spread
from editor.render.preview_request import ForecastRequest, PreviewRequest
from editor.render.previewing import forecast, nearest_first, preview
from editor.render.removal import remove
from editor.render.request import RemovalRequest
from editor.render.supervisor import render

COUNT = 40


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> RemovalRequest:
    folder = tmp_path_factory.mktemp("preview")
    clip = write_movie(folder / "clip.mkv", COUNT)
    return request(clip, write_mattes(folder / "mattes", COUNT), folder / "fill.%05d.tif", engine="spatial")


def test_frames_come_one_by_one_and_the_nearest_segment_first(asked: RemovalRequest, tmp_path: Path) -> None:
    told = Listener()
    maps = tmp_path / "maps"
    wanted = replace(asked, scale=Fraction(1, 2), provenance_out=maps)
    result = render(PreviewRequest(wanted, 30), told)
    made = [message for message in told.messages if isinstance(message, FrameMade)]
    assert sorted(one.index for one in made) == list(range(COUNT))
    assert abs(made[0].index - 30) < 20
    assert made[-1].index < made[0].index
    pixels = cv2.imdecode(np.frombuffer(made[0].data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert pixels.shape[2] == 4
    assert pixels[..., 3].max() == 255
    assert isinstance(result, Result)
    assert len(list(maps.glob("*.png"))) == COUNT
    assert not list(Path(asked.out).parent.glob("fill.*"))


def test_a_preview_at_full_size_is_what_is_rendered(asked: RemovalRequest, tmp_path: Path) -> None:
    told = Listener()
    part = replace(asked, frames="0-3")
    preview(PreviewRequest(part, 0), told, ignore)
    out = tmp_path / "plate.%05d.png"
    remove(replace(part, out=str(out)), Listener(), ignore)
    for one in (message for message in told.messages if isinstance(message, FrameMade)):
        patch = cv2.imdecode(np.frombuffer(one.data, np.uint8), cv2.IMREAD_UNCHANGED)
        plate = cv2.imread(str(out) % one.index)
        height, width = patch.shape[:2]
        part_of = plate[one.top : one.top + height, one.left : one.left + width]
        hole = patch[..., 3] == 255
        assert np.abs(part_of[hole].astype(int) - patch[..., :3][hole]).max() <= 2


def test_a_forecast_says_what_it_takes_and_fills_nothing(asked: RemovalRequest) -> None:
    told = Listener()
    forecast(ForecastRequest(asked), told, ignore)
    (expected,) = [message for message in told.messages if isinstance(message, Estimate)]
    assert expected.hole_count == COUNT
    assert expected.memory_bytes > 1 << 20
    assert not any(isinstance(message, FrameMade) for message in told.messages)


def moving(folder: Path, *, leaves: bool) -> RemovalRequest:
    """A still, textured picture whose hole moves away from where it was, or stays."""
    (folder / "out").mkdir(parents=True)
    plate = cv2.GaussianBlur(np.random.default_rng(3).integers(0, 255, (90, 160, 3), np.uint8), (0, 0), 1.5)
    for index in range(12):
        at = 20 + (9 * index if leaves else 0)
        matte = np.zeros((90, 160), np.uint8)
        matte[30:60, at : at + 20] = 255
        cv2.imwrite(str(folder / f"frame.{index:02}.png"), plate)
        cv2.imwrite(str(folder / f"matte.{index:02}.png"), matte)
    return request(folder / "frame.%02d.png", folder / "matte.%02d.png", folder / "out" / "x.%02d.tif")


@pytest.mark.parametrize(("leaves", "lowest", "highest"), [(True, 0.0, 0.02), (False, 0.98, 1.0)])
def test_background_that_is_never_seen_is_told_beforehand(
    tmp_path: Path, leaves: bool, lowest: float, highest: float
) -> None:
    told = Listener()
    forecast(ForecastRequest(replace(moving(tmp_path / "a", leaves=leaves), engine="spatial")), told, ignore)
    (outlook,) = [message for message in told.messages if isinstance(message, Outlook)]
    assert list(outlook.unseen) == list(range(12))
    assert all(lowest <= share <= highest for share in outlook.unseen.values())


def test_a_moving_camera_is_followed(tmp_path: Path) -> None:
    """The hole stays in the middle of the picture while the picture goes by."""
    folder = tmp_path / "pan"
    (folder / "out").mkdir(parents=True)
    wide = cv2.GaussianBlur(np.random.default_rng(5).integers(0, 255, (90, 400, 3), np.uint8), (0, 0), 1.5)
    matte = np.zeros((90, 160), np.uint8)
    matte[30:60, 70:90] = 255
    for index in range(12):
        cv2.imwrite(str(folder / f"frame.{index:02}.png"), wide[:, 8 * index : 8 * index + 160])
        cv2.imwrite(str(folder / f"matte.{index:02}.png"), matte)
    told = Listener()
    wanted = request(folder / "frame.%02d.png", folder / "matte.%02d.png", folder / "out" / "x.%02d.tif")
    forecast(ForecastRequest(replace(wanted, engine="spatial")), told, ignore)
    (outlook,) = [message for message in told.messages if isinstance(message, Outlook)]
    assert max(outlook.unseen.values()) < 0.05


def test_order_and_spread() -> None:
    segments = [Segment(number, range(90), range(at, at + 30), range(at, at + 30)) for number, at in
                enumerate((0, 30, 60))]  # fmt: skip
    assert [segment.number for segment in nearest_first(segments, 59)] == [1, 2, 0]
    assert spread(range(5, 105), 3) == [5, 54, 104]
    assert spread(range(4), 25) == [0, 1, 2, 3]
