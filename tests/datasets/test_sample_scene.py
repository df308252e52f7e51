from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import cv2
import numpy as np
import pytest

from editor.datasets.sample.scene import Scene, SceneSettings

SETTINGS = SceneSettings(width=320, height=180, rate=Fraction(25), seed=7)


@pytest.fixture(scope="module")
def scene() -> Scene:
    return Scene(SETTINGS)


def test_outside_the_matte_the_shot_is_its_plate(scene: Scene) -> None:
    for index in (0, 40, 99, 130, 400):
        frame = scene.frame(index)
        assert np.array_equal(frame.rgb[frame.matte == 0], frame.plate[frame.matte == 0])
        assert (frame.matte[frame.figure > 0] == 255).all()
        assert 0.01 < (frame.matte > 0).mean() < 0.08
        assert set(np.unique(frame.matte)) == {0, 255}


def test_same_settings_give_the_same_pictures_in_any_order(scene: Scene) -> None:
    late, early = scene.frame(60), scene.frame(3)
    again = Scene(SETTINGS)
    np.testing.assert_array_equal(again.frame(3).rgb, early.rgb)
    np.testing.assert_array_equal(again.frame(60).rgb, late.rgb)
    other = Scene(replace(SETTINGS, seed=8)).frame(3)
    assert np.abs(other.rgb.astype(int) - early.rgb).mean() > 5


def test_walker_and_shadow_are_seen_and_uncover_what_they_hid(scene: Scene) -> None:
    first, later = scene.frame(0), scene.frame(60)
    assert np.abs(first.rgb.astype(int) - first.plate)[first.figure > 0].mean() > 25
    assert not (first.figure & later.figure).any()
    shadow = (first.matte > 0) & (cv2.dilate(first.figure, np.ones((7, 7), np.uint8)) == 0)
    assert shadow.sum() > 100
    assert (first.rgb[shadow].astype(int) <= first.plate[shadow]).all()


def test_near_things_move_further_than_far_ones_when_the_camera_pans(scene: Scene) -> None:
    before, after = (cv2.cvtColor(scene.frame(index).plate, cv2.COLOR_RGB2GRAY) for index in (48, 52))
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    field = np.zeros((180, 320, 2), np.float32)
    flow.calc(before, after, field)
    hills, wall, kerb = (
        np.median(field[rows, 170:240, 0]) for rows in (slice(5, 95), slice(110, 135), slice(155, 172))
    )
    assert kerb < wall < hills < 0.5
    assert wall < -1


@pytest.mark.parametrize(("width", "height"), [(96, 64), (640, 272), (180, 320)])
def test_any_size(width: int, height: int) -> None:
    frame = Scene(replace(SETTINGS, width=width, height=height)).frame(10)
    assert frame.rgb.shape == (height, width, 3)
    assert frame.matte.shape == frame.figure.shape == (height, width)
    assert frame.plate.std() > 20


def test_scenery_reaches_all_edges_of_a_wide_picture() -> None:
    plate = Scene(replace(SETTINGS, width=640, height=272)).frame(0).plate
    assert plate[:, 0].mean() > 40
    assert plate[:, -1].mean() > 40
