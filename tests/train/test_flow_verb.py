"""`cleanplate train flow` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from editor.cli.main import status_of
from editor.cli.train.flow import PhotographSource, without
from editor.datasets.synthetic.drawing import find_photographs
from editor.datasets.training_folders import find_training_folders
from editor.datasets.training_windows import ClipWindows
from engines.complete.explicit import ExplicitSettings
from engines.nets.cards import read_card
from engines.train.samples import random_of

_QUICK = ("--windows", "1", "--batch", "1", "--seed", "3")


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Draw clips that pass a wall, one of them to check on, and one to be left out; and a photograph."""
    root = tmp_path / "dätä"
    for seed, (name, kind) in enumerate((("walk", "none"), ("street", "none"), ("dance", "ground-truth"))):
        folder = root / "clips" / name
        (folder / "frames").mkdir(parents=True)
        wall = _wall(seed)
        for at in range(5):
            _write(folder / "frames" / f"{at:05d}.png", wall[:, 3 * at :][:, :120])
        (folder / "clip.json").write_text(json.dumps({"media": "frames", "masks": {"kind": kind}}))
    (root / "photos").mkdir()
    _write(root / "photos" / "a.jpg", _wall(9))
    return root


def _wall(seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    noise = np.random.default_rng(seed).integers(0, 256, (16, 28, 3)).astype(np.uint8)
    return cv2.resize(noise, (140, 80), interpolation=cv2.INTER_CUBIC).astype(np.uint8)


def _write(path: Path, picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
    path.write_bytes(cv2.imencode(path.suffix, picture)[1].tobytes())


def _train(data: Path, out: Path, *words: str) -> int:
    return status_of(["train", "flow", str(data), "--out", str(out), *_QUICK, *words])


def test_a_training_leaves_a_model_goes_on_and_is_used(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    clips = data / "clips"
    assert _train(clips, out, "--steps", "1", "--never", "street", "--licence", "ours", "--tensorboard") == 0
    said = capsys.readouterr()
    assert "1 steps in" in said.out
    assert len(list((out / "events").iterdir())) == 1
    assert "1 clips (walk); never shown: dance, street" in said.err
    card = read_card(out / "flow.json")
    assert next(iter(card.training)) == "licence_of_data"
    assert card.training["steps"] == "1"
    assert (out / "log.csv").read_text().startswith("step,loss,rate,score,off_px,guess_off_px,")
    assert "never shown: dance, street" in card.training["data"]

    assert _train(clips, out, "--steps", "2", "--never", "street") == 2
    assert "there is a training already; go on with --resume" in capsys.readouterr().err
    assert _train(clips, out, "--steps", "2", "--never", "street", "--resume") == 0
    assert read_card(out / "flow.json").training["steps"].startswith("2")
    monkeypatch.setenv("CLEANPLATE_MODELS", str(out))
    assert ExplicitSettings().motion_weights == read_card(out / "flow.json").sha256
    assert status_of(["models", "verify", "flow"]) == 0


def test_photographs_become_clips_with_their_motion(data: Path) -> None:
    source = PhotographSource(find_photographs([data / "photos"]))
    clip = source.clip(random_of(4))
    assert clip.truth is not None
    assert (len(clip.frames), len(clip.truth.forward), len(clip.truth.backward)) == (12, 11, 11)
    ys, xs = np.mgrid[0:240, 0:432].astype(np.float32)
    there, back = clip.truth.forward[4], clip.truth.backward[4]
    returned = cv2.remap(back, xs + there[..., 0], ys + there[..., 1], cv2.INTER_LINEAR)
    # Where nothing is hidden both ways meet; most of the picture is not.
    assert np.median(np.abs(there + returned)) < 0.05


def test_wrong_words_are_refused(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = without(find_training_folders([data]), ["walk", "goat"])
    assert [path.parent.name for path in found.clips] == ["street"]
    assert found.left_out == ("dance", "walk")
    assert _train(data / "clips", tmp_path / "out", "--never", "walk", "--never", "street") == 2
    assert "no clip and no photograph" in capsys.readouterr().err
    assert _train(data / "clips", tmp_path / "out", "--resume", "--never", "street") == 2
    assert "there is no training to go on with" in capsys.readouterr().err


def test_windows_are_read_small_and_short_clips_whole(data: Path, shared: Path) -> None:
    short = ClipWindows(data / "clips" / "walk" / "frames", 12)
    assert len(short) == 1
    assert len(short.frames(0)) == 5
    long = ClipWindows(shared / "footage" / "clips" / "plant-short" / "clip.mp4", 4)
    assert len(long) == 33
    frames = long.frames(32)
    assert len(frames) == 4
    assert frames[0].shape == (240, 320, 3)
