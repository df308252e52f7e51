"""Mattes carried by the network: a disk that moves, leaves, hides; keys; the shot learned from them."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from engines.errors import ShapeError, StoppedError
from engines.measure.masks import region_similarity
from engines.nets.segment.hourglass import SegmentNetwork
from engines.nets.segment.inference import FastSegment
from engines.propagate.contract import Estimate, Reason, Rgb8, SoftMatte, Stepper
from engines.propagate.net.adaptation import AdaptationSettings, Key, adapt
from engines.propagate.net.crops import Square, square_about
from engines.propagate.net.learned import LearnedNetworks, LearningStepper
from engines.propagate.net.making import general_network, learning_steppers, net_steppers
from engines.propagate.net.stepper import NetSettings, NetStepper

_SMALL = NetSettings(size_px=96)
_QUICK = AdaptationSettings(steps=3, batch_size=2, size_px=64)


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="module")
def network() -> SegmentNetwork:
    return general_network()


@pytest.fixture(scope="module")
def fast(network: SegmentNetwork) -> FastSegment:
    return FastSegment(network)


def _frame(x_px: float, y_px: float = 60, *, size: tuple[int, int] = (120, 200)) -> tuple[Rgb8, SoftMatte]:
    """Draw a red disk on a green pattern."""
    rows, columns = np.mgrid[: size[0], : size[1]]
    rgb = np.empty((*size, 3), np.uint8)
    rgb[...] = (40, 120, 50)
    rgb[(rows // 6 + columns // 6) % 2 == 0] = (60, 150, 80)
    disk = (rows - y_px) ** 2 + (columns - x_px) ** 2 < 18**2
    rgb[disk] = (210, 50, 40)
    return rgb, disk.astype(np.float32)


def _overlap(estimate: Estimate, matte: SoftMatte) -> float:
    return region_similarity(estimate.matte >= 0.5, matte >= 0.5)


def test_a_moving_disk_is_followed(fast: FastSegment) -> None:
    stepper: Stepper = NetStepper(fast, _SMALL)
    stepper.begin(*_frame(40))
    for at in range(1, 12):
        rgb, matte = _frame(40 + 8 * at)
        estimate = stepper.step(rgb)
        assert estimate.matte.shape == estimate.confidence.shape == rgb.shape[:2]
        assert estimate.matte.dtype == estimate.confidence.dtype == np.float32
        assert 0 <= estimate.confidence.min() <= estimate.confidence.max() <= 1
        assert _overlap(estimate, matte) > 0.8


def test_the_same_calls_give_the_same_result(fast: FastSegment) -> None:
    one, other = NetStepper(fast, _SMALL), NetStepper(fast, _SMALL)
    other.begin(*_frame(150))
    other.step(_frame(140)[0])
    for stepper in (one, other):
        stepper.begin(*_frame(40))
        stepper.step(_frame(46)[0])
    assert np.array_equal(one.step(_frame(52)[0]).matte, other.step(_frame(52)[0]).matte)


def test_what_is_settled_is_gone_on_from(fast: FastSegment) -> None:
    results = []
    for settled in (False, True):
        stepper = NetStepper(fast, _SMALL)
        stepper.begin(*_frame(40))
        rgb, matte = _frame(46)
        stepper.step(rgb)
        if settled:
            stepper.settle(np.zeros_like(matte))
        results.append(stepper.step(_frame(52)[0]).matte)
    assert np.abs(results[0] - results[1]).max() > 0.05


def test_an_object_that_has_left_is_lost_and_found_again(fast: FastSegment) -> None:
    stepper = NetStepper(fast, _SMALL)
    stepper.begin(*_frame(40))
    empty = _frame(-100)[0]
    for _ in range(3):
        gone = stepper.step(empty)
    assert (gone.matte >= 0.5).mean() < 0.02
    assert gone.doubts[Reason.LOST] == 1
    rgb, matte = _frame(60)
    for _ in range(3):
        back = stepper.step(rgb)
    assert _overlap(back, matte) > 0.5


def test_an_object_at_the_border_is_doubted(fast: FastSegment) -> None:
    stepper = NetStepper(fast, _SMALL)
    stepper.begin(*_frame(3))
    inside = NetStepper(fast, _SMALL)
    inside.begin(*_frame(100))
    assert (
        stepper.step(_frame(2)[0]).doubts[Reason.BORDER] > inside.step(_frame(101)[0]).doubts[Reason.BORDER]
    )


def test_an_object_that_is_yet_to_come_is_learned_from_the_other_end(fast: FastSegment) -> None:
    stepper = NetStepper(fast, _SMALL)
    empty = _frame(-100)[0]
    stepper.begin(empty, np.zeros(empty.shape[:2], np.float32))
    stepper.add_key(*_frame(150))
    assert (stepper.step(empty).matte >= 0.5).mean() < 0.02
    rgb, matte = _frame(140)
    for _ in range(3):
        found = stepper.step(rgb)
    assert _overlap(found, matte) > 0.5


def test_steppers_are_made_of_the_weights_that_ship(network: SegmentNetwork, fast: FastSegment) -> None:
    made = net_steppers(network, _SMALL, device="cpu", precision="fp32")
    one, other, plain = made(), made(), NetStepper(fast, _SMALL)
    assert one is not other
    for stepper in (one, plain):
        stepper.begin(*_frame(40))
    assert np.array_equal(one.step(_frame(46)[0]).matte, plain.step(_frame(46)[0]).matte)


@pytest.mark.parametrize("size", [(48, 300), (300, 48), (20, 24)])
def test_pictures_of_any_size_are_carried(size: tuple[int, int], fast: FastSegment) -> None:
    rgb, matte = _frame(15, 12, size=size)
    stepper = NetStepper(fast, _SMALL)
    stepper.begin(rgb, matte)
    padded = np.zeros((*size, 6), np.uint8)
    padded[..., ::2] = rgb
    assert stepper.step(padded[..., ::2]).matte.shape == size


def test_wrong_calls_are_refused(fast: FastSegment) -> None:
    stepper = NetStepper(fast, _SMALL)
    rgb, matte = _frame(40)
    with pytest.raises(ShapeError, match="`begin` first"):
        stepper.step(rgb)
    with pytest.raises(ShapeError, match="`begin` first"):
        stepper.settle(matte)
    with pytest.raises(ShapeError, match="as the picture"):
        stepper.begin(rgb, matte[:50])
    with pytest.raises(ShapeError, match="uint8"):
        stepper.begin(rgb.astype(np.float32), matte)
    stepper.begin(rgb, matte)
    with pytest.raises(ShapeError, match="as the picture"):
        stepper.step(rgb[:100])


def test_a_square_goes_there_and_back() -> None:
    _, matte = _frame(100)
    square = square_about(matte, 0.5, 20)
    assert square is not None
    assert (square.x_px, square.y_px) == pytest.approx((100, 60), abs=1)
    assert square.side_px == pytest.approx(70, abs=2)
    part = square.cut_matte(matte, 140)
    assert region_similarity(square.laid_back(part, matte.shape, 0.0) >= 0.5, matte >= 0.5) > 0.97
    assert square.laid_back(part, matte.shape, 0.25)[0, 0] == 0.25
    assert square_about(np.zeros_like(matte), 0.5, 20) is None
    corner = Square(2, 3, 50).inside((120, 200))
    assert (corner.x_px, corner.y_px) == (25, 25)


def test_a_shot_is_learned_the_same_way_every_time(network: SegmentNetwork) -> None:
    keys = [Key(*_frame(40)), Key(*_frame(120))]
    before = {name: value.clone() for name, value in network.state_dict().items()}
    one, again, other = (adapt(network, keys, seed, 60, _QUICK) for seed in (5, 5, 6))
    states = [made.network.state_dict() for made in (one, again, other)]
    assert one.steps == 3
    assert all(value.equal(states[1][name]) for name, value in states[0].items())
    assert not all(value.equal(states[2][name]) for name, value in states[0].items())
    assert all(value.equal(before[name]) for name, value in network.state_dict().items())


def test_learning_a_shot_ends_in_time_and_when_told(network: SegmentNetwork) -> None:
    keys = [Key(*_frame(40))]
    assert adapt(network, keys, 1, 0.0, _QUICK).steps == 0
    blank = Key(_frame(-100)[0], np.zeros((120, 200), np.float32))
    assert adapt(network, [blank], 1, 60, _QUICK).steps == 0
    with pytest.raises(StoppedError):
        adapt(network, keys, 1, 60, _QUICK, is_stopped=lambda: True)


class _Kept(dict[str, bytes]):
    """A store that remembers what it was asked for."""

    def put(self, name: str, data: bytes) -> None:
        self[name] = data


def test_neighbouring_keys_are_learned_once_for_both_directions(network: SegmentNetwork) -> None:
    store, steps = _Kept(), list[int]()
    made = learning_steppers(
        network,
        5,
        NetSettings(size_px=64),
        adaptation=_QUICK,
        device="cpu",
        precision="fp32",
        store=store,
        look=lambda: steps.append(1),
    )
    there, back = made(), made()
    there.begin(*_frame(40))
    there.add_key(*_frame(120))
    back.begin(*_frame(120))
    back.add_key(*_frame(40))
    assert not steps
    there.step(_frame(48)[0])
    back.step(_frame(112)[0])
    assert len(steps) == _QUICK.steps
    assert len(store) == 1
    short = learning_steppers(network, 5, adaptation=_QUICK, least_frames=9, device="cpu", store=store)()
    short.expect(8)
    short.begin(*_frame(20))
    short.step(_frame(24)[0])
    assert len(store) == 1
    alone = made()
    alone.begin(*_frame(40))
    alone.settle(_frame(40)[1])
    assert len(store) == 2


def test_what_was_learned_is_taken_from_the_store_unless_it_is_damaged(network: SegmentNetwork) -> None:
    store, steps = _Kept(), list[int]()

    def answer(seed: int = 1) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        networks = LearnedNetworks(network, seed, settings=_QUICK, store=store, look=lambda: steps.append(1))
        stepper = LearningStepper(networks, NetSettings(size_px=64))
        stepper.begin(*_frame(40))
        return stepper.step(_frame(48)[0]).matte

    first = answer()
    assert np.array_equal(answer(), first)
    assert len(steps) == _QUICK.steps
    (name,) = store
    for damage in (b"", store[name][:-9], b"{}"):
        store[name] = damage
        assert np.array_equal(answer(), first)
    assert len(steps) == 4 * _QUICK.steps
    answer(2)
    assert len(store) == 2


def test_learning_is_left_when_it_is_not_wanted_any_more(network: SegmentNetwork) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    stepper = LearningStepper(LearnedNetworks(network, 1, settings=_QUICK, look=stop))
    with pytest.raises(ShapeError, match="`begin` first"):
        stepper.step(_frame(40)[0])
    stepper.begin(*_frame(40))
    with pytest.raises(KeyboardInterrupt):
        stepper.step(_frame(48)[0])


def test_learning_a_shot_helps_where_colours_do_not() -> None:
    """Two halves of one texture, one of them finer: only learning can tell them apart."""
    torch.manual_seed(1)
    network = SegmentNetwork()
    random = np.random.default_rng(2)
    coarse = cv2.resize(random.integers(0, 256, (30, 50), dtype=np.uint8), (200, 120))
    fine = random.permutation(coarse.ravel()).reshape(coarse.shape)
    matte = _frame(100)[1]
    rgb = np.repeat(np.where(matte > 0.5, fine, coarse)[..., None], 3, axis=2).astype(np.uint8)
    made = adapt(network, [Key(rgb, matte)], 1, 60, AdaptationSettings(steps=25, batch_size=2, size_px=64))
    overlaps = []
    for one in (network, made.network):
        stepper = NetStepper(FastSegment(one), NetSettings(size_px=64))
        stepper.begin(rgb, matte)
        stepper.settle(np.zeros_like(matte))
        overlaps.append(_overlap(stepper.step(rgb), matte))
    assert overlaps[1] > overlaps[0] + 0.1


def test_the_weights_that_ship_follow_a_clip_they_never_saw(shared: Path, fast: FastSegment) -> None:
    folder = shared / "footage" / "clips" / "tennis"
    stepper = NetStepper(fast)
    overlaps = []
    for at in range(5):
        rgb = cv2.cvtColor(cv2.imread(str(folder / "frames" / f"{at:05d}.jpg")), cv2.COLOR_BGR2RGB)
        mask = cv2.imread(str(folder / "masks" / f"{at:05d}.png"), cv2.IMREAD_GRAYSCALE)
        matte = (mask / 255).astype(np.float32)
        if at:
            overlaps.append(_overlap(stepper.step(rgb.astype(np.uint8)), matte))
        else:
            stepper.begin(rgb.astype(np.uint8), matte)
    assert np.mean(overlaps) > 0.5
