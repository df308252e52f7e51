from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from moving_scene import HEIGHT, WIDTH, Holding, disc, overlap, picture, soft

from engines.errors import MissingWeightsError, ShapeError, UnknownEngineError
from engines.propagate.auto import AutoSettings, AutoStepper, together
from engines.propagate.contract import (
    Direction,
    Estimate,
    Matte,
    ObjectKeys,
    PropagatedFrame,
    PropagationTask,
    Reason,
    Rgb8,
    SoftMatte,
)
from engines.propagate.flow.stepper import FlowStepper
from engines.propagate.fusion import fuse
from engines.propagate.propagation import Propagation, PropagationSettings
from engines.propagate.registry import stepper_maker, weights_of
from engines.propagate.rivalry import apart, within
from engines.propagate.spool import MemorySpool, packed, unpacked

COUNT = 14


def run(
    *objects: ObjectKeys,
    mattes: list[Callable[[int], Matte]] | None = None,
    frames: range = range(COUNT),
    **more: object,
) -> dict[int, PropagatedFrame]:
    task = PropagationTask(objects, frames, **more)  # type: ignore[arg-type]
    made = Propagation(task, lambda index: picture(index, mattes), stepper_maker("flow")).run()
    return {frame.index: frame for frame in made}


def test_a_moving_object_is_followed_from_one_key() -> None:
    frames = run(ObjectKeys("", {0: disc(0)}))
    assert list(frames) == list(range(COUNT))
    assert min(overlap(frames[at].objects[""].matte, disc(at)) for at in range(COUNT)) > 0.85


def test_it_is_followed_backwards_too() -> None:
    frames = run(ObjectKeys("", {COUNT - 1: disc(COUNT - 1)}))
    assert sorted(frames) == list(range(COUNT))
    assert min(overlap(frames[at].objects[""].matte, disc(at)) for at in range(COUNT)) > 0.85


def test_key_mattes_come_back_byte_for_byte() -> None:
    keys = {2: cv2.GaussianBlur(disc(2), (0, 0), 2).astype(np.uint8), 9: disc(9) // 2}
    frames = run(ObjectKeys("", keys))
    for at, matte in keys.items():
        one = frames[at].objects[""]
        assert one.is_key
        assert one.confidence == 1
        assert np.array_equal(one.matte, matte)


def test_the_same_call_gives_the_same_mattes() -> None:
    one, other = (run(ObjectKeys("", {0: disc(0), 9: disc(9)})) for _ in range(2))
    assert all(np.array_equal(one[at].objects[""].matte, other[at].objects[""].matte) for at in one)


def test_an_object_that_leaves_is_gone() -> None:
    def leaving(index: int) -> Matte:
        return disc(index, pace=(12, 0))

    frames = run(ObjectKeys("", {0: leaving(0)}), mattes=[leaving])
    assert frames[COUNT - 1].objects[""].matte.mean() < 2
    assert frames[COUNT - 1].objects[""].doubts.get(Reason.LOST, 0) == 1
    assert frames[COUNT - 1].objects[""].confidence < frames[1].objects[""].confidence


def test_an_object_that_enters_comes_from_the_later_key() -> None:
    def entering(index: int) -> Matte:
        return disc(index, start=(-20, 48), pace=(5, 0))

    frames = run(ObjectKeys("", {0: entering(0), 13: entering(13)}), mattes=[entering])
    assert not entering(0).any()
    assert overlap(frames[11].objects[""].matte, entering(11)) > 0.7


def test_two_objects_never_share_a_pixel() -> None:
    def one(index: int) -> Matte:
        return disc(index, start=(30, 40), pace=(4, 0))

    def other(index: int) -> Matte:
        return disc(index, start=(110, 52), pace=(-4, 0))

    def behind(index: int) -> Matte:
        return np.where(other(index) > 0, 0, one(index)).astype(np.uint8)

    frames = run(
        ObjectKeys("one", {0: behind(0)}),
        ObjectKeys("other", {0: other(0), 12: other(12)}),
        mattes=[one, other],
    )
    for at, frame in frames.items():
        both = [it.matte.astype(int) for it in frame.objects.values()]
        assert int(sum(both).max()) <= 255  # type: ignore[union-attr]
        assert overlap(frame.objects["other"].matte, other(at)) > 0.8


def test_frames_between_keys_learn_from_both_sides() -> None:
    made: list[Holding] = []

    def make() -> Holding:
        made.append(Holding())
        return made[-1]

    task = PropagationTask((ObjectKeys("", {0: disc(0), 8: disc(8)}),), range(9))
    frames = {frame.index: frame for frame in Propagation(task, picture, make).run()}
    assert [(it.begun, it.expected, it.steps, it.learned) for it in made] == [(1, 7, 7, 1), (1, 7, 7, 1)]
    near_first, near_last = frames[1].objects[""].matte, frames[7].objects[""].matte
    assert overlap(near_first, disc(0)) > 0.95
    assert overlap(near_last, disc(8)) > 0.95
    assert frames[4].objects[""].doubts[Reason.SIDES] > 0.5


def test_frames_that_are_not_wanted_are_gone_through_but_not_given() -> None:
    task = PropagationTask((ObjectKeys("", {0: disc(0)}),), range(6))
    looked: list[int] = []
    work = Propagation(task, picture, Holding, look=looked.append)
    frames = [frame.index for frame in work.make(work.blocks[1], {4, 5})]
    assert frames == [4, 5]
    assert looked == [1, 2, 3, 4, 5]


def test_going_backwards_is_not_done_again_where_its_results_lie_ready() -> None:
    spool = MemorySpool()
    made: list[Holding] = []

    def make() -> Holding:
        made.append(Holding())
        return made[-1]

    task = PropagationTask((ObjectKeys("", {0: disc(0), 4: disc(4)}),), range(5))
    first = Propagation(task, picture, make, spool=spool)
    block = next(block for block in first.blocks if block.spans)
    frames = first.make(block)
    next(frames)
    for index in (1, 2, 3):
        if not spool.has("", index):
            spool.put("", index, packed(Estimate(soft(disc(4)), soft(disc(4)))))
    made.clear()
    list(Propagation(task, picture, make, spool=spool).make(block))
    assert len(made) == 1


def test_stopping_leaves_at_once() -> None:
    def stop(index: int) -> None:
        if index == 3:
            raise KeyboardInterrupt

    task = PropagationTask((ObjectKeys("", {0: disc(0)}),), range(1000))
    work = Propagation(task, picture, Holding, look=stop)
    with pytest.raises(KeyboardInterrupt):
        list(work.run())


def test_pictures_are_asked_for_one_by_one_and_never_kept() -> None:
    asked: list[int] = []

    def ask(index: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
        asked.append(index)
        return picture(index)

    task = PropagationTask((ObjectKeys("", {0: disc(0)}),), range(5))
    frames = Propagation(task, ask, Holding).run()
    next(frames)
    next(frames)
    assert asked == [0, 1]


def test_a_key_of_another_size_is_refused() -> None:
    with pytest.raises(ShapeError, match="key matte at frame 0"):
        run(ObjectKeys("", {0: disc(0)[:-2]}))


def test_large_pictures_are_worked_on_smaller_and_come_back_at_full_size() -> None:
    task = PropagationTask((ObjectKeys("", {0: disc(0)}),), range(3))
    settings = PropagationSettings(working_pixels=HEIGHT * WIDTH // 4)
    frames = list(Propagation(task, picture, stepper_maker("flow"), settings=settings).run())
    assert frames[2].objects[""].matte.shape == (HEIGHT, WIDTH)
    assert overlap(frames[2].objects[""].matte, disc(2)) > 0.85


def test_direction_says_which_way() -> None:
    frames = run(ObjectKeys("", {5: disc(5)}), direction=Direction.BACKWARD)
    assert sorted(frames) == list(range(6))


def test_what_is_packed_comes_back() -> None:
    matte = soft(cv2.GaussianBlur(disc(3), (0, 0), 3).astype(np.uint8))
    estimate = Estimate(matte, np.full_like(matte, 0.6), {Reason.AREA: 0.25})
    back = unpacked(packed(estimate))
    assert np.abs(back.matte - matte).max() <= 0.5 / 255 + 1e-6
    assert np.abs(back.confidence - 0.6).max() < 0.01
    assert back.doubts == {Reason.AREA: 0.25}
    assert len(packed(estimate)) < 6000


def test_an_empty_estimate_is_packed_too() -> None:
    black = np.zeros((HEIGHT, WIDTH), np.float32)
    assert not unpacked(packed(Estimate(black, black))).matte.any()


def test_fusion_follows_the_nearer_key_and_the_surer_side() -> None:
    white, black = np.ones((8, 8), np.float32), np.zeros((8, 8), np.float32)
    sure, unsure = np.full((8, 8), 0.9, np.float32), np.full((8, 8), 0.1, np.float32)
    near = fuse(Estimate(white, sure), Estimate(black, sure), 0.2)
    far = fuse(Estimate(white, sure), Estimate(black, sure), 0.8)
    assert near.matte.min() > 0.7
    assert far.matte.max() < 0.3
    assert fuse(Estimate(white, unsure), Estimate(white * 0.5, sure), 0.5).matte.max() < 0.6
    assert near.confidence.max() < 0.9
    assert near.doubts[Reason.SIDES] == pytest.approx(1)


def test_two_ways_to_one_matte_are_believed_more_than_each() -> None:
    white, black = np.ones((8, 8), np.float32), np.zeros((8, 8), np.float32)
    unsure = np.full((8, 8), 0.4, np.float32)

    def told(other: SoftMatte, place: float) -> float:
        return float(fuse(Estimate(white, unsure), Estimate(other, unsure), place).confidence.mean())

    assert told(white, 0.5) == pytest.approx(0.4**0.5, abs=0.01)
    assert told(black, 0.5) < 0.2
    assert told(white, 0.05) == pytest.approx(0.4, abs=0.01)
    assert told(black, 0.05) == pytest.approx(0.4, abs=0.02)


def test_rivals_share_by_their_odds_and_a_single_one_is_left_alone() -> None:
    strong, weak = np.full((2, 2), 0.9, np.float32), np.full((2, 2), 0.3, np.float32)
    first, second = apart([strong, weak])
    assert float((first + second).max()) <= 1
    assert float(first.min()) > 0.8
    assert apart([weak])[0] is weak
    (beside_key,) = apart([strong], [np.ones((2, 2), np.float32)])
    assert not beside_key.any()


def test_finished_mattes_yield_to_keys() -> None:
    key, other = np.full((2, 2), 200, np.uint8), np.full((2, 2), 180, np.uint8)
    kept, left = within([key, other], [True, False])
    assert np.array_equal(kept, key)
    assert int(left.max()) == 55


def test_two_engines_add_up_what_they_are_sure_of() -> None:
    here, nowhere = soft(disc(0)), np.zeros_like(soft(disc(0)))
    torn, confidence = here * np.float32(0.5), np.full_like(here, 0.7)

    def made(flow: SoftMatte, net: SoftMatte, weight: float) -> Estimate:
        return together(Estimate(flow, confidence), Estimate(net, confidence), weight)

    assert made(torn, here, 0.5).matte.max() > 0.7
    assert made(torn, nowhere, 0.5).matte.max() < 0.3
    assert made(here, torn, 0.5).matte.max() > 0.9
    assert overlap((made(here, nowhere, 0.5).matte * 255).astype(np.uint8), disc(0)) > 0.95
    assert not made(here, nowhere, 2.5).matte.any()
    assert made(here, nowhere, 0.5).doubts[Reason.ENGINES] == 1
    assert made(here, here, 0.5).doubts[Reason.ENGINES] == 0
    assert made(here, here, 0.5).confidence.max() == pytest.approx(0.7**0.5)
    assert made(here, nowhere, 0.5).confidence.max() == 0
    assert 0.3 < made(here, torn, 0.5).confidence.max() < 0.7
    assert not made(nowhere, nowhere, 0.5).matte.any()


def test_auto_believes_the_network_more_the_further_the_key_is_and_both_go_on_from_one_matte() -> None:
    made: list[Holding] = []

    def make() -> Holding:
        made.append(Holding())
        return made[-1]

    auto = AutoStepper(make, make, AutoSettings(net_weight=0.4, start_frames=4))
    auto.begin(picture(0), soft(disc(0)))
    weights = []
    for index in range(1, 20):
        weights.append(auto.net_weight)
        made[1].settle(soft(disc(6)))
        matte = auto.step(picture(index)).matte
    assert weights == sorted(weights)
    assert weights[3] == pytest.approx(0.4 * (1 - math.exp(-1)))
    assert weights[-1] == pytest.approx(0.4, abs=0.01)
    for stepper in made[:2]:
        assert np.array_equal(stepper.step(picture(0)).matte, matte)
    auto.begin(picture(0), soft(disc(0)))
    assert auto.net_weight == weights[0]


def test_between_near_keys_flow_does_without_the_network() -> None:
    made: list[Holding] = []

    def make() -> Holding:
        made.append(Holding())
        return made[-1]

    for frames, asked in ((9, 0), (30, 1)):
        first = len(made)
        auto = AutoStepper(make, make)
        auto.expect(frames)
        auto.begin(picture(0), soft(disc(0)))
        auto.add_key(picture(9), soft(disc(9)))
        auto.step(picture(1))
        auto.settle(soft(disc(1)))
        flow, net = made[first : first + 2]
        assert (flow.expected, flow.begun, flow.learned, flow.steps) == (frames, 1, 1, 1)
        assert (net.begun, net.learned, net.steps, net.prepared) == (asked, asked, asked, asked)


@pytest.mark.parametrize(("share", "weight"), [(0.9, 1.0), (0.75, 0.4), (0.6, 0.0)])
def test_a_network_counts_as_far_as_it_gives_the_key_matte_back(share: float, weight: float) -> None:
    class Nearly(Holding):
        def step(self, rgb: Rgb8) -> Estimate:
            estimate = super().step(rgb)
            part = estimate.matte.copy()
            part[: round((1 - share) * HEIGHT)] = 0
            return replace(estimate, matte=part)

    made: list[Nearly] = []

    def make() -> Nearly:
        made.append(Nearly())
        return made[-1]

    flow = Holding()
    auto = AutoStepper(lambda: flow, make, AutoSettings(net_weight=0.5))
    auto.begin(picture(0), np.ones((HEIGHT, WIDTH), np.float32))
    auto.step(picture(1))
    usual = 0.5 * (1 - math.exp(-2 / 8))
    assert auto.net_weight == pytest.approx(weight * usual, abs=0.02)
    net, probe = made
    assert (net.steps, probe.steps) == (int(weight > 0), 1)
    auto.begin(picture(0), np.zeros((HEIGHT, WIDTH), np.float32))
    auto.step(picture(1))
    assert auto.net_weight == pytest.approx(usual)


def test_a_network_that_fails_is_heard_of_at_once() -> None:
    class Failing(Holding):
        def step(self, rgb: Rgb8) -> Estimate:
            del rgb
            raise ShapeError("picture", got="nothing", wanted="something")

    auto = AutoStepper(Holding, Failing)
    auto.begin(picture(0), soft(disc(0)))
    with pytest.raises(ShapeError):
        auto.step(picture(1))


def test_unknown_engines_are_refused_by_name() -> None:
    with pytest.raises(UnknownEngineError, match="auto, flow, net"):
        stepper_maker("magic")


def test_without_weights_auto_is_flow_and_net_says_what_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engines.nets.weights._folders", lambda: iter(()))
    assert isinstance(stepper_maker("auto")(), FlowStepper)
    assert weights_of("auto") == ""
    with pytest.raises(MissingWeightsError, match="segment"):
        stepper_maker("net")


def test_mattes_of_other_weights_are_others() -> None:
    assert weights_of("flow") == ""
    assert len(weights_of("auto")) == 64
    assert isinstance(stepper_maker("auto")(), AutoStepper)
