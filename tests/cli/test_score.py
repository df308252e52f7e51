from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from editor.cli.main import status_of
from editor.cli.score import app
from editor.errors import UsageError

Picture = NDArray[np.uint8]
SIZE = 60, 80


def write_folder(folder: Path, pictures: list[Picture]) -> Path:
    folder.mkdir()
    for index, picture in enumerate(pictures):
        cv2.imwrite(str(folder / f"{index:05d}.png"), picture)
    return folder


def truths(count: int = 3) -> list[Picture]:
    random = np.random.default_rng(1)
    base = cv2.resize(random.integers(0, 256, (12, 16, 3)).astype(np.uint8), SIZE[::-1])
    return [np.roll(base, index, axis=1).astype(np.uint8) for index in range(count)]


def hole(top: int = 20) -> Picture:
    matte = np.zeros(SIZE, np.uint8)
    matte[top : top + 20, 30:50] = 255
    return matte


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "truth", truths())


@pytest.fixture
def mattes(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "mattes", [hole()] * 3)


def spoiled(by: int) -> list[Picture]:
    results = truths()
    for result in results:
        result[20:40, 30:50] = np.clip(result[20:40, 30:50].astype(int) + by, 0, 255)
    return results


def run_json(*words: object) -> dict[str, object]:
    done = CliRunner().invoke(app, [*map(str, words), "--json"])
    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert isinstance(document, dict)
    return document


def test_removal_tells_better_from_worse(tmp_path: Path, truth: Path, mattes: Path) -> None:
    near = run_json("removal", write_folder(tmp_path / "near", spoiled(4)), truth, "--mask", mattes)
    far = run_json("removal", write_folder(tmp_path / "far", spoiled(60)), truth, "--mask", mattes)
    assert near["frames"] == 3
    assert near["psnr_hole_db"] == pytest.approx(20 * np.log10(255 / 4), abs=0.5)
    for key in ("psnr_db", "ssim", "psnr_hole_db"):
        assert float(str(near[key])) > float(str(far[key]))
    assert near["outside_difference"] == 0


def test_removal_finds_a_change_outside(tmp_path: Path, truth: Path, mattes: Path) -> None:
    results = spoiled(4)
    results[2][0, 0] = 255 - results[2][0, 0]
    scores = run_json("removal", write_folder(tmp_path / "result", results), truth, "--mask", mattes)
    assert int(str(scores["outside_difference"])) > 0


def test_one_still_matte_holds_for_every_frame(tmp_path: Path, truth: Path, mattes: Path) -> None:
    result = write_folder(tmp_path / "result", spoiled(9))
    still = run_json("removal", result, truth, "--mask", mattes / "00000.png")
    assert still == run_json("removal", result, truth, "--mask", mattes)


def test_masks_against_their_truth(tmp_path: Path, mattes: Path) -> None:
    shifted = write_folder(tmp_path / "shifted", [hole(30)] * 3)
    scores = run_json("masks", shifted, mattes)
    region = scores["region"]
    assert isinstance(region, dict)
    assert region["mean"] == pytest.approx(1 / 3)
    assert region["recall"] == 0
    assert region["decay"] == 0


def test_table_names_the_clip(truth: Path, mattes: Path) -> None:
    done = CliRunner().invoke(app, ["removal", str(truth), str(truth), "--mask", str(mattes)])
    assert done.exit_code == 0
    head, row = done.stdout.splitlines()
    assert "PSNR" in head
    assert row.split()[:2] == ["truth", "3"]


@pytest.mark.parametrize("verb", ["removal", "masks"])
def test_other_count_is_refused(verb: str, tmp_path: Path, truth: Path, mattes: Path) -> None:
    short = write_folder(tmp_path / "short", truths(2))
    extra = ["--mask", str(mattes)] if verb == "removal" else []
    done = CliRunner().invoke(app, [verb, str(short), str(truth), *extra])
    assert isinstance(done.exception, UsageError)
    assert "2 frames" in str(done.exception)
    assert "short" in str(done.exception)


def test_mattes_of_another_size_are_refused(tmp_path: Path, truth: Path) -> None:
    small = write_folder(tmp_path / "small", [hole()[:50]] * 3)
    done = CliRunner().invoke(app, ["removal", str(truth), str(truth), "--mask", str(small)])
    assert isinstance(done.exception, UsageError)
    assert "80x50" in str(done.exception)
    assert "80x60" in str(done.exception)


def test_unusable_input_is_exit_status_two(
    tmp_path: Path, truth: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short = write_folder(tmp_path / "short", truths(2))
    assert status_of(["score", "masks", str(short), str(truth)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"cleanplate: {short}")
    assert told.count("\n") == 1


def test_missing_clip_is_one_sentence(truth: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["score", "masks", "nowhere.mov", str(truth)]) != 0
    assert "nowhere.mov" in capsys.readouterr().err
