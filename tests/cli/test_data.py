from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner, Result

from editor.cli.data import app, frame_rate, picture_size
from editor.errors import UsageError
from editor.media.opening import probe


def test_synthesise_writes_what_was_asked_for(tmp_path: Path) -> None:
    words = ["synthesise", str(tmp_path / "street"), "--size", "96x64", "--seconds", "0.1", "--rate", "29.97"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    shot = probe(tmp_path / "street" / "shot.mov")
    assert (shot.width, shot.height, shot.frame_count) == (96, 64, 3)
    assert shot.rate == Fraction(30000, 1001)
    assert str(tmp_path / "street" / "mattes") in done.stdout.splitlines()


@pytest.mark.parametrize(
    ("text", "rate"),
    [("25", 25), ("23.976", Fraction(24000, 1001)), ("30000/1001", Fraction(30000, 1001)), ("12.5", 12.5)],
)
def test_frame_rates(text: str, rate: Fraction) -> None:
    assert frame_rate(text) == rate


@pytest.mark.parametrize("text", ["0", "-25", "fast", "1/0", "1000"])
def test_what_is_no_frame_rate_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="frame rate"):
        frame_rate(text)


def test_sizes() -> None:
    assert picture_size("1280x720") == (1280, 720)
    assert picture_size("640X360") == (640, 360)


@pytest.mark.parametrize("text", ["720", "1280x", "1281x720", "0x0", "axb"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="size"):
        picture_size(text)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def labelme(tmp_path: Path) -> Path:
    """Two annotated photographs as labelme keeps them."""
    folder = tmp_path / "labelme ü"
    folder.mkdir()
    random = np.random.default_rng(3)
    for name in ("a", "b"):
        noise = cv2.resize(random.integers(0, 256, (6, 8, 3)).astype(np.uint8), (96, 72))
        (folder / f"{name}.png").write_bytes(cv2.imencode(".png", noise)[1].tobytes())
        shape = {"label": "Möwe", "points": [[10, 10], [60, 60]], "shape_type": "rectangle"}
        content = {"imagePath": f"{name}.png", "shapes": [shape]}
        (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_what_was_imported_passes_the_check(tmp_path: Path, labelme: Path) -> None:
    done = run("import", labelme, "--out", tmp_path / "data")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [f"{tmp_path / 'data'}: 2 pictures, 2 objects"]
    looked = run("check", tmp_path / "data", "--json", "--html", tmp_path / "report.html")
    assert looked.exit_code == 0, looked.output
    document = json.loads(looked.stdout)
    assert document["problems"] == []
    assert document["classes"] == {"Möwe": 2}
    assert document["objects_per_mask"] == {"1": 2}
    assert "data:image/jpeg" in (tmp_path / "report.html").read_text(encoding="utf-8")
    again = run("check", tmp_path / "data", "--html", tmp_path / "report.html")
    assert isinstance(again.exception, UsageError)


def test_damage_is_told_by_the_exit_status(tmp_path: Path, labelme: Path) -> None:
    run("import", labelme, "--out", tmp_path / "data")
    (tmp_path / "data" / "pictures" / "images" / "a.png").write_bytes(b"")
    done = run("check", tmp_path / "data")
    assert done.exit_code == 1
    assert "damaged: pictures: a.png: it is empty" in done.stdout


def test_a_broken_annotation_leaves_nothing(tmp_path: Path, labelme: Path) -> None:
    (labelme / "b.json").write_text('{"shapes": [{"label": "x"}]}', encoding="utf-8")
    done = run("import", labelme, "--out", tmp_path / "data")
    assert isinstance(done.exception, UsageError)
    assert "b.json: shape 1: 'points' is missing" in str(done.exception)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["labelme ü"]
