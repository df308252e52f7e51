from __future__ import annotations

from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner, Result

from editor.cli.demo import app
from editor.media.convert import to_rgb
from editor.media.opening import open_clip, probe


def run_demo(out: Path) -> Result:
    words = ["--out", str(out), "--size", "160x96", "--seconds", "0.4", "--engine", "spatial", "--quiet"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    return done


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("demo") / "here"
    return out, run_demo(out).stdout


def test_clean_movie_and_wipe_have_the_shots_length_and_sound(demo: tuple[Path, str]) -> None:
    shot = probe(demo[0] / "sample" / "shot.mov")
    for name in ("clean.mov", "before_after.mov"):
        made = probe(demo[0] / name)
        assert made.frame_count == shot.frame_count == 10
        assert made.start_timecode == shot.start_timecode
        assert any(stream.kind == "audio" for stream in made.other_streams)


def test_walker_is_gone_and_the_wipe_shows_it(demo: tuple[Path, str]) -> None:
    out, _ = demo
    with (
        closing(open_clip(out / "sample" / "shot.mov")) as shot,
        closing(open_clip(out / "clean.mov")) as clean,
        closing(open_clip(out / "before_after.mov")) as both,
        closing(open_clip(out / "sample" / "mattes")) as mattes,
    ):
        hole = to_rgb(mattes.read(0)).max(axis=2) > 0
        before, after = to_rgb(shot.read(0)).astype(int), to_rgb(clean.read(0)).astype(int) // 257
        assert np.abs(before - after)[hole].mean() > 20
        assert np.abs(before - after)[~hole].mean() < 2
        assert np.abs(to_rgb(both.read(0))[:, 4:].astype(int) - before[:, 4:]).mean() < 4
        middle = to_rgb(both.read(5)).astype(int)
        clean_middle = to_rgb(clean.read(5)).astype(int) // 257
        assert np.abs(middle - clean_middle)[:, :140].mean() < 4


def test_contact_sheet_is_a_picture_of_four_rows(demo: tuple[Path, str]) -> None:
    sheet = cv2.imread(str(demo[0] / "contact_sheet.png"))
    assert sheet is not None
    assert sheet.shape[0] == 4 * (180 + 8) + 8
    assert sheet.shape[1] > 5 * 300


def test_report_names_every_result_and_the_score(demo: tuple[Path, str]) -> None:
    out, told = demo
    for name in ("clean.mov", "before_after.mov", "contact_sheet.png"):
        assert str(out / name) in told
    assert "dB" in told


def test_second_demo_keeps_the_sample(demo: tuple[Path, str]) -> None:
    shot = demo[0] / "sample" / "shot.mov"
    written = shot.stat().st_mtime_ns
    run_demo(demo[0])
    assert shot.stat().st_mtime_ns == written
