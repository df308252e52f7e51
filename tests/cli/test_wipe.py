"""`cleanplate wipe` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from editor.cli.main import status_of
from editor.media.convert import to_rgb
from editor.media.opening import open_clip

WIDTH, HEIGHT, COUNT = 480, 270, 30
SHOWN = range(8, 22)


def scene(index: int) -> NDArray[np.uint8]:
    wide = np.random.default_rng(3).integers(0, 256, (HEIGHT, WIDTH + 120, 3)).astype(np.uint8)
    wide = cv2.GaussianBlur(wide, (0, 0), 5)
    return np.ascontiguousarray(wide[:, 3 * index : 3 * index + WIDTH])


def write_movie(path: Path, text: str) -> Path:
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv444p"
        for index in range(COUNT):
            rgb = scene(index)
            if index in SHOWN:
                cv2.putText(
                    rgb, text, (90, 240), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (250, 250, 250), 2, cv2.LINE_AA
                )
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, "rgb24")))
        movie.mux(stream.encode(None))
    return path


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_movie(tmp_path_factory.mktemp("wipe") / "mit Untertiteln ü.mkv", "Where are they going?")


def test_subtitles_are_found_and_gone(clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "clean.mkv"
    words = ["wipe", str(clip), "--what", "subtitles", "--engine", "explicit", "--out", str(out), "--quiet"]
    assert status_of(words) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["clean.mkv"]
    before, after = open_clip(clip), open_clip(out)
    for index in (2, 12, 20):
        clean = to_rgb(after.read(index)).astype(np.int32)
        assert np.abs(clean - scene(index)).max(2)[200:].mean() < 3
        assert np.array_equal(clean[:190], to_rgb(before.read(index))[:190])
    shown = np.abs(to_rgb(before.read(12)).astype(np.int32) - scene(12)).max(2)[200:].mean()
    before.close()
    after.close()
    assert shown > 6


def test_a_dry_run_lists_what_is_there_and_writes_nothing(
    clip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = sorted(clip.parent.iterdir())
    assert status_of(["wipe", str(clip), "--what", "subtitles", "--dry-run", "--json", "--quiet"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["first"], finding["last"]) == (SHOWN[0], SHOWN[-1])
    assert 200 < finding["top"] < 240
    assert sorted(clip.parent.iterdir()) == beside


def test_nothing_to_wipe_is_said_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = write_movie(tmp_path / "plain.mkv", "")
    out = tmp_path / "clean.mkv"
    assert status_of(["wipe", str(clip), "--what", "subtitles", "--out", str(out), "--quiet"]) == 1
    told = capsys.readouterr().err
    assert "no subtitles were found" in told
    assert "--region" in told
    assert [path.name for path in tmp_path.iterdir()] == ["plain.mkv"]


@pytest.mark.parametrize("region", ["", "1,2", "a,b,c,d", "0.5,0,0.5,1", "0,0,1,1.5"])
def test_a_region_that_is_none_is_refused(
    clip: Path, region: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(["wipe", str(clip), "--what", "subtitles", "--dry-run", "--region", region]) == 2
    assert "--region 0,0.7,1,1" in capsys.readouterr().err


def test_an_output_is_asked_for(clip: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["wipe", str(clip), "--what", "subtitles"]) == 2
    assert "--out" in capsys.readouterr().err
