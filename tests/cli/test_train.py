"""`cleanplate train segment` as a user meets it: folders in, a model out, one sentence for what is wrong."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from editor.cli.main import status_of
from editor.datasets.training_clips import RUN_FRAMES, ClipRuns
from editor.datasets.training_folders import find_training_folders
from editor.datasets.training_pictures import LONGEST_SIDE_PX, LabelledPictures
from engines.nets.cards import read_card

_QUICK = ("--batch", "2", "--size", "64", "--seed", "3")


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Draw a folder of everything: photographs with and without maps, clips to learn from and to check on."""
    root = tmp_path / "dätä"
    for folder in ("people/images", "people/labels", "photos"):
        (root / folder).mkdir(parents=True)
    for at in range(4):
        _write(root / "people" / "images" / f"{at}.png", _picture(at))
        _write(root / "people" / "labels" / f"{at}.png", _disk(at) * 2)
        _write(root / "photos" / f"{at}.jpg", _picture(at + 7))
    for name, kind in (("street", "none"), ("walk", "object-removal mask"), ("dance", "ground-truth segm.")):
        _clip(root / "clips" / name, kind)
    return root


def _clip(folder: Path, kind: str) -> None:
    for part in ("frames", "masks"):
        (folder / part).mkdir(parents=True)
    for at in range(3):
        _write(folder / "frames" / f"{at:05d}.png", _picture(at))
        if kind != "none":
            _write(folder / "masks" / f"{at:05d}.png", _disk(at) * 255)
    (folder / "clip.json").write_text(json.dumps({"media": "frames", "masks": {"kind": kind}}))


def _disk(at: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    rows, columns = np.mgrid[:64, :96]
    return ((rows - 32) ** 2 + (columns - 40 - 4 * at) ** 2 < 15**2).astype(np.uint8)


def _picture(at: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    picture = np.random.default_rng(at).integers(0, 120, (64, 96, 3)).astype(np.uint8)
    picture[_disk(at) > 0] = (40, 220, 60 + at)
    return picture


def _write(path: Path, picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> None:
    path.write_bytes(cv2.imencode(path.suffix, picture)[1].tobytes())


def _train(data: Path, out: Path, *words: str) -> int:
    return status_of(["train", "segment", str(data), "--out", str(out), *_QUICK, *words])


def test_a_training_leaves_a_model_and_goes_on(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert _train(data, out, "--steps", "2") == 0
    said = capsys.readouterr()
    assert "2 steps in" in said.out
    assert "4 photographs with object masks, 4 photographs, 1 clips as backgrounds" in said.err
    assert "checked on walk; never shown: dance" in said.err
    card = read_card(out / "segment.json")
    assert card.training["steps"] == "2"
    assert "never shown: dance" in card.training["data"]
    assert "J walk" in card.training["scores"]

    assert _train(data, out, "--steps", "3") == 2
    assert "there is a training already; go on with --resume" in capsys.readouterr().err
    assert _train(data, out, "--steps", "3", "--resume") == 0
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    assert sorted({line["step"] for line in lines}) == [2, 3]
    assert read_card(out / "segment.json").training["steps"] == "3"

    monkeypatch.setenv("CLEANPLATE_MODELS", str(out))
    capsys.readouterr()
    assert status_of(["models", "verify", "segment"]) == 0
    assert status_of(["models", "show", "segment"]) == 0
    assert "dance" in capsys.readouterr().out


def test_minutes_end_it_early(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _train(data, tmp_path / "out", "--minutes", "0") == 0
    # How long it takes to write the checkpoint is the disk's affair.
    assert re.search(r"0 steps in \S+; go on with --resume", capsys.readouterr().out)


@pytest.mark.parametrize(
    ("broken", "content", "said"),
    [
        ("photos/1.jpg", b"", "it is no picture, or a damaged one; repair it or take it away"),
        ("people/labels/2.png", None, "it cannot be read (no such file or directory)"),
        ("people/labels/2.png", b"x", "it is no picture, or a damaged one"),
        ("clips/walk/clip.json", b"{", "it is no JSON"),
        ("clips/street/frames/00001.png", b"x", "00001.png"),
    ],
)
def test_broken_data_is_one_sentence(
    broken: str,
    content: bytes | None,
    said: str,
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (data / broken).unlink()
    if content is not None:
        (data / broken).write_bytes(content)
    assert _train(data, tmp_path / "out", "--steps", "1") in (1, 2)
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("cleanplate: ")
    assert said in last
    assert not (tmp_path / "out").exists()


def test_a_map_of_another_size_is_refused(data: Path) -> None:
    _write(data / "people" / "labels" / "0.png", np.zeros((10, 10), np.uint8))
    with pytest.raises(Exception, match="the map is 10x10, its picture 96x64"):
        LabelledPictures(data / "people" / "images", data / "people" / "labels", lambda: None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--size", "70"), "70 is no multiple of 16; say --size 64"),
        (("--resume",), "there is no training to go on with; start anew in another folder"),
    ],
)
def test_wrong_options_are_refused(
    words: tuple[str, ...], said: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _train(data, tmp_path / "out", *words) == 2
    assert said in capsys.readouterr().err


def test_folders_without_anything_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _train(tmp_path / "nowhere", tmp_path / "out") == 2
    assert "there is no such folder; check the path" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert _train(tmp_path / "empty", tmp_path / "out") == 2
    assert "it holds no pictures and no clips; give another folder" in capsys.readouterr().err
    _clip(tmp_path / "only" / "dance", "ground-truth")
    assert _train(tmp_path / "only", tmp_path / "out") == 2
    assert "there is nothing to learn from" in capsys.readouterr().err


def test_other_seeds_cannot_go_on(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _train(data, tmp_path / "out", "--steps", "1") == 0
    assert _train(data, tmp_path / "out", "--steps", "2", "--resume", "--seed", "4") == 2
    assert "it was begun with seed 3, not 4" in capsys.readouterr().err


def test_the_clips_for_scoring_are_never_opened(shared: Path) -> None:
    folders = find_training_folders([shared / "footage" / "clips"])
    assert len(folders.left_out) == 10
    assert {"blackswan", "parkour", "goat"} < set(folders.left_out)
    opened = {path.parent.name for path in folders.clips} | {check.name for check in folders.checks}
    assert not opened & set(folders.left_out)
    assert {check.name for check in folders.checks} == {"dogs-jump", "road-above", "schoolgirls", "tennis"}


def test_clips_are_kept_small_and_in_runs(shared: Path) -> None:
    clip = ClipRuns(shared / "footage" / "clips" / "plant-short" / "clip.mp4")
    assert len(clip) == 3 * RUN_FRAMES
    assert max(clip.frame(0).shape) <= LONGEST_SIDE_PX


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_a_killed_training_goes_on_from_its_checkpoint(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["train", "segment", str(data), "--out", str(out), *_QUICK, "--steps", "100000"]
    code = f"from editor.cli.main import run; run({words!r})"
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    while not (out / "training.pt").exists():
        assert process.poll() is None
        time.sleep(0.2)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert _train(data, out, "--steps", "210", "--resume") == 0
    steps = [json.loads(line)["step"] for line in (out / "log.jsonl").read_text().splitlines()]
    assert sorted(set(steps)) == [*range(20, 201, 20), 210]
    assert len(steps) == len(set(steps)) + 1
