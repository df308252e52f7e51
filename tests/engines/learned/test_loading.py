"""From models on the disk to engines that fill with them; the weights are drawn by chance."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from scenes import assert_laid_into_holes, hole_error, pan, still_hole, window

from engines.complete.auto import AutoEngine
from engines.complete.contract import Origin, RunsNetworks, Shape
from engines.complete.explicit import ExplicitEngine
from engines.complete.learned import NetworkEngine, NetworkSettings, OpnEngine, loading
from engines.complete.registry import make_engine
from engines.errors import DeviceError, DeviceMemoryError, MissingWeightsError
from engines.nets.cards import Network
from engines.nets.checkpoints import ImportRequest, import_checkpoint
from engines.nets.weights import model_named
from engines.nets.weights_errors import ModelError
from engines.nets.weights_networks import fresh

HEIGHT, WIDTH = 48, 64
NETWORKS = {"opn": Network.OPN, "rnot": Network.RNOT, "sttn": Network.STTN}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import weights of all networks once."""
    folder = tmp_path_factory.mktemp("imported")
    for network in (*NETWORKS.values(), Network.TCN):
        torch.manual_seed(0)
        path = folder / f"{network.value}.pth"
        torch.save(fresh(network).state_dict(), path)
        import_checkpoint(ImportRequest(path, date(2026, 2, 3)), folder / "models")
    return folder / "models"


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep models of the test's own; there are none yet."""
    monkeypatch.setenv("CLEANPLATE_MODELS", str(tmp_path / "models"))
    cv2.setNumThreads(1)
    return tmp_path / "models"


@pytest.fixture
def stocked(imported: Path, models: Path) -> Path:
    """Have weights of all networks."""
    return Path(shutil.copytree(imported, models))


@pytest.mark.parametrize("name", NETWORKS)
def test_imported_weights_make_the_engine_work(name: str, stocked: Path) -> None:
    engine = make_engine(name, "cpu", "fp32")
    assert isinstance(engine, NetworkEngine)
    seen = window(pan(3, HEIGHT, WIDTH), still_hole(3, HEIGHT, WIDTH), wants_provenance=True)
    fills = engine.complete(seen)
    assert_laid_into_holes(fills, seen)
    assert fills[0].provenance is not None
    assert (fills[0].provenance == Origin[name.upper()]).any()
    again = make_engine(name, "cpu", "fp32").complete(seen)
    assert all(np.array_equal(a.rgb, b.rgb) for a, b in zip(fills, again, strict=True))


@pytest.mark.parametrize("name", NETWORKS)
def test_a_plan_counts_the_network_in(name: str, stocked: Path) -> None:
    plan = make_engine(name, "cpu", "fp32").plan(Shape(HEIGHT, WIDTH), 9, 4 << 30)
    assert plan.window == 9
    assert plan.memory_bytes > 200 << 20
    assert plan.seconds_per_frame > 0.001


def test_auto_takes_the_network_that_is_there_and_is_no_worse_for_weights_of_chance(stocked: Path) -> None:
    engine = make_engine("auto", "cpu", "fp32")
    assert isinstance(engine, AutoEngine)
    assert engine.settings.network_name == "sttn"
    frames, mattes = pan(4, HEIGHT, WIDTH), still_hole(4, HEIGHT, WIDTH)
    seen = window(frames, mattes)
    alone = hole_error(ExplicitEngine().complete(seen), frames, mattes)
    assert hole_error(engine.complete(seen), frames, mattes) < 1.1 * alone


def test_settings_name_the_weights_so_that_others_are_noticed(stocked: Path) -> None:
    model = model_named("opn")
    engine = make_engine("opn")
    assert isinstance(engine.settings, NetworkSettings)
    assert engine.settings.weights == model.card.sha256
    assert engine.settings.model == "opn"


def test_a_model_is_chosen_by_name_and_must_fit_the_engine(stocked: Path) -> None:
    assert OpnEngine(NetworkSettings(model="opn")).on("auto", "auto").settings.model == "opn"
    with pytest.raises(MissingWeightsError):
        OpnEngine(NetworkSettings(model="tcn")).on("auto", "auto")
    with pytest.raises(ModelError, match="no model 'other'"):
        OpnEngine(NetworkSettings(model="other")).on("auto", "auto")


def test_damaged_weights_are_refused_with_a_remedy(stocked: Path) -> None:
    model = model_named("opn")
    data = bytearray(model.path.read_bytes())
    data[-1] ^= 1
    model.path.write_bytes(data)
    with pytest.raises(ModelError, match="have changed since they were imported; import"):
        make_engine("opn")


@pytest.mark.parametrize("name", ["opn", "auto"])
def test_a_device_that_is_not_there_is_refused(name: str, stocked: Path) -> None:
    with pytest.raises(DeviceError, match="cuda:77"):
        make_engine(name, "cuda:77")


@pytest.mark.parametrize(("name", "runs"), [("auto", True), ("explicit", False), ("spatial", False)])
def test_only_engines_with_networks_ask_for_a_device(name: str, runs: bool) -> None:
    assert isinstance(make_engine(name), RunsNetworks) == runs


def test_weights_too_large_for_a_device_are_told_with_a_remedy(
    stocked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(loading, "SttnFill", full)
    with pytest.raises(DeviceMemoryError, match="choose --device cpu"):
        make_engine("sttn", "cpu", "fp32").plan(Shape(HEIGHT, WIDTH), 3, 4 << 30)


SIZES = [(96, 96), (61, 83), (200, 112)]


@pytest.mark.parametrize(("name", "count"), [("opn", 1), ("rnot", 2), ("sttn", 1), ("auto", 2)])
def test_all_engines_fill_sizes_that_fit_no_network(name: str, count: int, stocked: Path) -> None:
    engine = make_engine(name, "cpu", "fp32")
    size = SIZES[len(name) % len(SIZES)]
    seen = window(pan(count, *size), still_hole(count, *size))
    assert_laid_into_holes(engine.complete(seen), seen)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*NETWORKS, "auto", "explicit"])
@pytest.mark.parametrize("size", [(2160, 3840), (1919, 1081)])
def test_all_engines_fill_large_pictures(name: str, size: tuple[int, int], stocked: Path) -> None:
    engine = make_engine(name, "cpu", "fp32")
    assert engine.plan(Shape(*size, 1, 0.02), 2, 4 << 30).window == 2
    frames, mattes = pan(2, *size, step_px=16), [np.zeros(size, np.uint8) for _ in range(2)]
    for at, matte in enumerate(mattes):
        matte[500:700, 300 + 16 * at : 600 + 16 * at] = 255
    seen = window(frames, mattes)
    assert_laid_into_holes(engine.complete(seen), seen)
