from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from moving_scene import HEIGHT, WIDTH, disc, ground, overlap, picture, soft
from numpy.typing import NDArray

from engines.errors import ShapeError
from engines.propagate.alpha import fine_alpha
from engines.propagate.contract import Reason
from engines.propagate.edges import refined
from engines.propagate.flow.evidence import seen_before
from engines.propagate.flow.memory import found_again
from engines.propagate.flow.motion import object_shift, template_shift
from engines.propagate.flow.settings import FlowSettings
from engines.propagate.flow.stepper import FlowStepper
from engines.propagate.flow.view import View, share_of_fine_parts, view_around
from engines.propagate.ranking import next_corrections


def eight(matte: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.rint(matte * 255).astype(np.uint8)


def begun(index: int = 0) -> FlowStepper:
    stepper = FlowStepper()
    stepper.begin(picture(index), soft(disc(index)))
    return stepper


def test_a_still_object_stays_where_it_is() -> None:
    stepper = begun()
    for _ in range(4):
        found = stepper.step(picture(0))
    assert overlap(eight(found.matte), disc(0)) > 0.95
    assert found.confidence.min() >= 0
    assert found.confidence.max() <= 1


def test_fine_parts_are_looked_at_more_closely_and_kept() -> None:
    """A bar with a cord across a picture so large that the usual view would be half as fine."""

    def shown(index: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        rgb = cv2.resize(ground(), (960, 640), interpolation=cv2.INTER_CUBIC)
        matte = np.zeros((640, 960), np.uint8)
        cv2.rectangle(matte, (100 + 4 * index, 300), (160 + 4 * index, 380), 255, -1)
        cv2.line(matte, (160 + 4 * index, 340), (760 + 4 * index, 200), 255, 3)
        rgb[matte > 0] = (220, 40, 30)
        return np.asarray(rgb, np.uint8), (matte / 255).astype(np.float32)

    def cord_kept(settings: FlowSettings) -> float:
        stepper = FlowStepper(settings)
        stepper.begin(*shown(0))
        for index in range(1, 4):
            rgb, truth = shown(index)
            found = stepper.step(rgb).matte
        cord = truth[:, 180:] > 0.5
        return float((found[:, 180:] > 0.5)[cord].mean())

    assert cord_kept(FlowSettings()) > 0.8
    assert cord_kept(FlowSettings(fine_share=1.0)) < 0.6
    half = cv2.resize(shown(0)[1], (480, 320), interpolation=cv2.INTER_AREA)
    assert share_of_fine_parts(np.asarray(half, np.float32)) > 0.1
    assert share_of_fine_parts(soft(disc(0))) < 0.02
    assert share_of_fine_parts(np.zeros((8, 8), np.float32)) == 0


def test_a_jump_larger_than_flow_can_hold_is_followed() -> None:
    stepper = begun()
    found = stepper.step(picture(0, [lambda _: disc(0, start=(66, 48))]))
    assert overlap(eight(found.matte), disc(0, start=(66, 48))) > 0.7


def test_hidden_and_back_again() -> None:
    stepper = begun()
    for _ in range(3):
        hidden = stepper.step(ground())
    assert hidden.matte.mean() < 0.02
    assert hidden.doubts[Reason.LOST] > 0
    for _ in range(2):
        back = stepper.step(picture(2))
    assert overlap(eight(back.matte), disc(2)) > 0.7


def test_confidence_falls_with_time_and_with_trouble() -> None:
    calm = begun()
    means = [float(calm.step(picture(index)).confidence.mean()) for index in (1, 2, 3, 4, 5)]
    assert means == sorted(means, reverse=True)
    troubled = begun()
    random = np.random.default_rng(0)
    for index in range(1, 6):
        noise = random.integers(-90, 90, (HEIGHT, WIDTH, 3))
        spoiled = (picture(index).astype(int) + noise).clip(0, 255).astype(np.uint8)
        found = troubled.step(spoiled)
    assert float(found.confidence.mean()) < means[-1]


def test_an_object_at_the_border_is_told() -> None:
    stepper = FlowStepper()
    start = disc(0, start=(0, 48))
    stepper.begin(picture(0, [lambda _: start]), soft(start))
    found = stepper.step(picture(0, [lambda _: start]))
    assert found.doubts[Reason.BORDER] > 0.1
    assert begun().step(picture(1)).doubts[Reason.BORDER] == 0


def test_settling_is_where_the_next_step_starts() -> None:
    stepper = begun()
    stepper.step(picture(0))
    stepper.settle(np.zeros((HEIGHT, WIDTH), np.float32))
    assert stepper.step(picture(0)).matte.mean() < 0.02


def test_a_black_key_gives_black_mattes() -> None:
    stepper = FlowStepper()
    stepper.begin(ground(), np.zeros((HEIGHT, WIDTH), np.float32))
    stepper.add_key(picture(9), soft(disc(9)))
    found = stepper.step(ground())
    assert not found.matte.any()


def test_steps_before_a_key_and_wrong_shapes_are_refused() -> None:
    with pytest.raises(ShapeError, match="begin"):
        FlowStepper().step(picture(0))
    with pytest.raises(ShapeError, match="begin"):
        FlowStepper().settle(soft(disc(0)))
    with pytest.raises(ShapeError):
        FlowStepper().begin(picture(0), soft(disc(0))[:-1])
    with pytest.raises(ShapeError):
        begun().step(picture(0)[:-4])


@pytest.mark.footage
def test_real_footage_is_followed(shared: Path) -> None:
    clip = shared / "footage" / "clips" / "blackswan"

    def read(folder: str, index: int, suffix: str) -> NDArray[np.uint8]:
        flags = cv2.IMREAD_COLOR if suffix == "jpg" else cv2.IMREAD_GRAYSCALE
        path = sorted((clip / folder).iterdir())[index]
        loaded = cv2.imread(str(path), flags)
        assert loaded is not None
        return np.asarray(cv2.resize(loaded, (427, 240), interpolation=cv2.INTER_AREA), np.uint8)

    stepper = FlowStepper()
    stepper.begin(read("frames", 0, "jpg")[..., ::-1].copy(), soft(read("masks", 0, "png")))
    for index in range(1, 6):
        found = stepper.step(read("frames", index, "jpg")[..., ::-1].copy())
    assert overlap(eight(found.matte), read("masks", 5, "png")) > 0.85


def test_views_stay_within_the_picture_and_the_number_of_pixels() -> None:
    view = view_around((100, 50, 400, 300), (480, 854), 0.3, 30_000)
    assert view.width * view.height <= 31_000
    assert view.left >= 0
    assert view.left + view.wide <= 854
    assert view.scale < 1


def test_what_a_view_takes_it_gives_back() -> None:
    plane = soft(cv2.GaussianBlur(disc(0), (0, 0), 3).astype(np.uint8))
    view = View(8, 20, 60, 60, 60, 60)
    back = view.give_back(view.take(plane), plane.shape[:2])  # type: ignore[arg-type]
    assert np.array_equal(back[20:80, 8:68], plane[20:80, 8:68])
    assert not back[:20].any()


def test_a_view_beyond_the_edge_repeats_it() -> None:
    rgb = picture(0)
    part = View(-5, 0, 20, 10, 20, 10).take(rgb)
    assert np.array_equal(part[:, 0], rgb[:10, 0])
    assert np.array_equal(part[:, 5], rgb[:10, 0])


def test_the_shift_of_an_object_is_its_own_and_not_the_grounds() -> None:
    still, textured = ground()[..., 0], ground(9)[..., 1]
    box = np.zeros((HEIGHT, WIDTH), np.bool_)
    box[20:70, 20:80] = True
    before = np.where(box, textured, still)
    now = np.where(np.roll(box, 9, axis=1), np.roll(textured, 9, axis=1), still)
    found = object_shift(before, now, box)
    assert found is not None
    assert found == pytest.approx((9, 0), abs=0.5)


def test_an_object_without_corners_is_looked_up_as_a_whole() -> None:
    before, now = picture(0), picture(5)
    assert template_shift(before, now, soft(disc(0))) == pytest.approx((15, 0), abs=1)
    assert template_shift(before, before, soft(disc(0))) == (0, 0)


def test_no_shift_where_there_is_nothing_to_hold_on_to() -> None:
    flat = np.full((HEIGHT, WIDTH), 90, np.uint8)
    assert object_shift(flat, flat, disc(0) > 0) is None


def test_what_comes_into_view_was_not_seen_before() -> None:
    forth = np.zeros((40, 60, 2), np.float32)
    forth[..., 0] = 10
    seen = seen_before(forth)
    assert seen[:, :6].max() == 0
    assert seen[:, 20:].min() == 1


def test_only_something_of_the_right_size_is_found_again() -> None:
    odds = np.full((60, 60), -3, np.float32)
    odds[20:40, 20:40] = 3
    found = found_again(odds, 400)
    assert found is not None
    assert found[30, 30] > 0.9
    assert found[5, 5] == 0
    assert found_again(odds, 4000) is None
    assert found_again(odds, 40) is None


def test_edges_at_full_size_lie_along_the_picture() -> None:
    full = np.zeros((120, 160, 3), np.uint8)
    truth = np.zeros((120, 160), np.uint8)
    cv2.circle(truth, (80, 60), 33, 255, -1)
    full[truth > 0] = 210
    small = np.asarray(cv2.resize(full, (40, 30), interpolation=cv2.INTER_AREA), np.uint8)
    matte = soft(np.asarray(cv2.resize(truth, (40, 30), interpolation=cv2.INTER_AREA), np.uint8))
    fine = refined(matte, small, full)
    plain = np.asarray(cv2.resize(matte, (160, 120)) * 255, np.uint8)
    assert overlap(fine, truth) > overlap(plain, truth)
    assert overlap(fine, truth) > 0.97
    assert not fine[:10].any()


def test_alpha_in_the_band_follows_the_mixture_of_colours() -> None:
    ramp = np.clip((np.arange(100) - 40) / 20, 0, 1)
    rgb = np.repeat((30 + 190 * ramp)[None, :, None], 40, 0).repeat(3, 2).astype(np.uint8)
    rough = np.zeros((40, 100), np.uint8)
    rough[:, 50:] = 255
    alpha = fine_alpha(rough, rgb, 14)
    assert np.abs(alpha[20] / 255 - ramp).max() < 0.1
    assert not alpha[:, :30].any()
    assert (alpha[:, 70:] == 255).all()


def test_a_matte_without_an_edge_is_left_alone() -> None:
    black = np.zeros((40, 60), np.uint8)
    assert fine_alpha(black, np.zeros((40, 60, 3), np.uint8), 5) is black


def test_the_frame_to_correct_lies_where_most_is_gained() -> None:
    expected = {index: 1.0 - 0.01 * index for index in range(31)}
    expected |= dict.fromkeys(range(40, 60), 0.3)
    first, second = next_corrections(expected, [0], 2)
    assert 40 <= first < 60
    assert first != second
    assert list(next_corrections(dict.fromkeys(range(5), 1.0), [0], 3)) == []
    assert list(next_corrections({}, [], 3)) == []


def test_what_is_wrong_right_beside_keys_is_not_worth_another_key() -> None:
    """Every third frame a key and 0.2 of error between; far from keys no more, but for longer."""
    keys = [0, 3, 6, 9, 12]
    expected = {index: 1.0 if index in keys else 0.8 - 0.005 * max(0, index - 14) for index in range(40)}
    (best,) = next_corrections(expected, keys)
    assert 20 < best < 38


def test_where_all_grows_alike_corrections_are_spread_so_that_no_frame_is_further_away_than_it_must() -> None:
    expected = {index: math.exp(-((index / 30) ** 0.75)) for index in range(1, 71)}
    assert sorted(next_corrections(expected, [0], 3)) == pytest.approx([20, 40, 60], abs=1)
    (alone,) = next_corrections(expected, [0], 1, ahead=1)
    assert 40 <= alone <= 50


def test_corrections_move_to_where_more_goes_wrong() -> None:
    calm = {index: 1 - 0.002 * index for index in range(1, 61)}
    rough = {index: value - 0.4 * (index > 40) for index, value in calm.items()}
    kept = sum(index > 40 for index in next_corrections(calm, [0], 3))
    assert sum(index > 40 for index in next_corrections(rough, [0], 3)) > kept
    assert not set(next_corrections(rough, [0, 30, 45], 5)) & {0, 30, 45}


def test_long_clips_are_advised_on_too() -> None:
    expected = {index: math.exp(-index / 400) for index in range(3000)}
    advice = list(next_corrections(expected, [0, 1500], 5))
    assert len(set(advice)) == 5
    assert min(abs(one - key) for one in advice for key in (0, 1500)) > 100
