"""The engine `explicit` asks a network about motion where there are weights, and only there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from engines.complete.contract import Window
from engines.complete.explicit import ExplicitEngine, ExplicitSettings, completing
from engines.complete.explicit.completing import completed_motion
from engines.complete.explicit.motion import Flow, Motion
from engines.complete.explicit.parallel import Pool
from engines.nets.cards import Network
from engines.nets.flow_completion_inference import FlowCompleter
from engines.nets.weights_errors import ModelError
from engines.nets.weights_networks import answer_of
from engines.nets.weights_store import Content, Origin, store
from engines.train.flow_course import first_network

_SHAPE = 60, 90


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    completing.completer_with.cache_clear()
    yield
    completing.completer_with.cache_clear()


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path))
    return tmp_path


def stored(folder: Path) -> str:
    """Store first weights as a model, with a head that shifts everything a lot."""
    network = first_network(3).eval()
    torch.nn.init.constant_(network.head.bias, 2.0)  # type: ignore[arg-type]
    parameters = sum(one.numel() for one in network.parameters())
    content = Content(Network.FLOW, network.state_dict(), parameters, answer_of(network, Network.FLOW))
    origin = Origin("training.pt", "0" * 64, "ours", date(2026, 1, 2))
    return store(content, "flow", origin, folder).card.sha256


def passing() -> Window:
    """Show a wall that passes behind a still hole."""
    noise = np.random.default_rng(1).integers(0, 256, (15, 40, 3)).astype(np.uint8)
    wall = cv2.resize(noise, (240, 60), interpolation=cv2.INTER_CUBIC)
    frames = [np.ascontiguousarray(wall[:, 3 * at : 3 * at + 90]) for at in range(6)]
    hole = np.zeros(_SHAPE, np.uint8)
    hole[20:40, 30:60] = 255
    return Window(0, frames, [hole] * 6, 0, 6)


def test_without_weights_nothing_is_asked(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(completing, "find", lambda _: None)
        assert ExplicitSettings().motion_weights is None
    sha256 = stored(models)
    assert ExplicitSettings().motion_weights == sha256
    assert sha256 in repr(ExplicitSettings())


def test_weights_change_fills_and_damaged_or_missing_ones_are_told(models: Path) -> None:
    window = passing()
    plain = ExplicitEngine(ExplicitSettings(rounds=1, motion_weights=None)).complete(window)
    sha256 = stored(models)
    asked = ExplicitEngine(ExplicitSettings(rounds=1)).complete(window)
    assert any(not np.array_equal(one.rgb, other.rgb) for one, other in zip(plain, asked, strict=True))
    without = ExplicitEngine(ExplicitSettings(rounds=1, motion_weights=None)).complete(window)
    assert all(np.array_equal(one.rgb, other.rgb) for one, other in zip(plain, without, strict=True))
    completing.completer_with.cache_clear()
    weights = next(models.glob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    with pytest.raises(ModelError, match="have changed"):
        ExplicitEngine().complete(window)
    with pytest.raises(ModelError, match="have gone"):
        ExplicitEngine(ExplicitSettings(motion_weights=f"1{sha256}")).complete(window)


class Recorder:
    """Keeps what it is asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def completed(
        self,
        guess: Sequence[Flow],
        background: Sequence[Flow],
        blinds: Sequence[NDArray[np.bool_]],
        greys: Sequence[NDArray[np.uint8]],
    ) -> list[Flow]:
        assert len(greys) == len(guess) + 1 == len(blinds) + 1
        self.asked.append([int(grey[0, 0]) for grey in greys])
        return [one + background[at] for at, one in enumerate(guess)]


def test_the_past_is_asked_about_in_its_own_order() -> None:
    def flows(values: Sequence[float]) -> list[Flow]:
        return [np.full((*_SHAPE, 2), value, np.float32) for value in values]

    recorder = Recorder()
    guess, background = Motion(flows([1, 2]), flows([3, 4])), Motion(flows([10, 20]), flows([30, 40]))
    greys = [np.full(_SHAPE, value, np.uint8) for value in (7, 8, 9)]
    with Pool() as pool:
        made = completed_motion(recorder, guess, background, [np.ones(_SHAPE, np.bool_)] * 2, greys, pool)
    assert sorted(recorder.asked) == [[7, 8, 9], [9, 8, 7]]
    assert [float(one[0, 0, 0]) for one in made.forward] == [11, 22]
    assert [float(one[0, 0, 0]) for one in made.backward] == [33, 44]


def test_only_what_is_blind_is_changed_and_pairs_without_it_are_left_alone() -> None:
    network = first_network(3)
    torch.nn.init.constant_(network.head.bias, 2.0)  # type: ignore[arg-type]
    random = np.random.default_rng(2)
    guess = [random.normal(0, 2, (*_SHAPE, 2)).astype(np.float32) for _ in range(3)]
    background = [np.full((*_SHAPE, 2), 5, np.float32)] * 3
    blind = np.zeros(_SHAPE, np.bool_)
    blind[20:40, 30:60] = True
    greys = [random.integers(0, 256, _SHAPE).astype(np.uint8) for _ in range(4)]
    nothing = np.zeros(_SHAPE, np.bool_)
    made = FlowCompleter(network).completed(guess, background, [blind, nothing, blind], greys)
    assert made[1] is guess[1]
    for at in (0, 2):
        assert np.array_equal(made[at][~blind], guess[at][~blind])
        assert np.abs(made[at][blind] - guess[at][blind]).mean() > 0.5
    again = FlowCompleter(network).completed(guess, background, [blind, nothing, blind], greys)
    assert np.array_equal(made[0], again[0])


def test_corrections_finer_than_it_can_tell_are_left_out() -> None:
    background = [np.zeros((*_SHAPE, 2), np.float32)]
    blind, greys = np.ones(_SHAPE, np.bool_), [np.zeros(_SHAPE, np.uint8)] * 2
    changes = []
    for shift_px in (0.8, 4.0):
        network = first_network(3)
        guess = [np.full((*_SHAPE, 2), 3, np.float32)]
        unit_px = 3 * np.sqrt(2) + 0.5
        # Nothing is let go of, so that what the head adds is the correction.
        torch.nn.init.constant_(network.head.bias, 0.0)  # type: ignore[arg-type]
        with torch.no_grad():
            network.head.bias[: 16 * 2] = shift_px / unit_px  # type: ignore[index]
            network.head.bias[16 * 2 :] = -20  # type: ignore[index]
        made = FlowCompleter(network).completed(guess, background, [blind], greys)
        changes.append(float(np.abs(made[0] - guess[0]).max()))
    assert changes[0] < 0.2
    assert changes[1] > 3.5
