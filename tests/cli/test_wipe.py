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


@pytest.mark.parametrize(
    "region", ["", "1,2", "a,b,c,d", "0.5,0,0.5,1", "0,0,1,1.5", "@0-9", "0,0,1,1@", "0,0,1,1@5"]
)
def test_a_region_that_is_none_is_refused(
    clip: Path, region: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(["wipe", str(clip), "--what", "subtitles", "--dry-run", "--region", region]) == 2
    assert "--region 0,0.7,1,1" in capsys.readouterr().err


def test_an_output_is_asked_for(clip: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["wipe", str(clip), "--what", "subtitles"]) == 2
    assert "--out" in capsys.readouterr().err


def write_logo_movie(path: Path, opacity: float) -> Path:
    share = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.putText(share, "TV7", (380, 50), cv2.FONT_HERSHEY_DUPLEX, 1, 255, 2, cv2.LINE_AA)
    covered = opacity * share[..., None].astype(np.float32) / 255
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv444p"
        for index in range(COUNT):
            rgb = np.rint(scene(index) * (1 - covered) + 240 * covered).astype(np.uint8)
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, "rgb24")))
        movie.mux(stream.encode(None))
    return path


def test_a_half_transparent_logo_is_unblended(tmp_path: Path) -> None:
    clip, out = write_logo_movie(tmp_path / "logo.mkv", 0.5), tmp_path / "clean.mkv"
    words = ["wipe", str(clip), "--what", "logo", "--engine", "spatial", "--out", str(out), "--quiet"]
    assert status_of(words) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean.mkv", "logo.mkv"]
    filled = tmp_path / "filled.mkv"
    words = ["wipe", str(clip), "--what", "logo", "--engine", "spatial", "--scale", "1/2", "--quiet"]
    assert status_of([*words, "--out", str(filled)]) == 0, "at another size it is filled"
    place = np.s_[20:60, 370:450]
    before, after = open_clip(clip), open_clip(out)
    for index in (3, 15, 27):
        seen, clean = (to_rgb(one.read(index)).astype(np.int32) for one in (before, after))
        off, was_off = (np.abs(one - scene(index))[place].mean() for one in (clean, seen))
        assert off < 0.25 * was_off
        assert np.array_equal(clean[100:], seen[100:])
    before.close()
    after.close()


def test_a_clip_without_a_logo_is_left_alone(clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "clean.mkv"
    assert (
        status_of(["wipe", str(clip), "--what", "watermark", "--region", "0,0,1,0.5", "--out", str(out)]) == 1
    )
    assert list(tmp_path.iterdir()) == []


def test_damaged_findings_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clip = write_logo_movie(tmp_path / "logo.mkv", 0.5)
    mattes = tmp_path / "mattes"
    mattes.mkdir()
    for index in range(COUNT):
        cv2.imencode(".png", np.full((HEIGHT, WIDTH), 255 * (index > 0), np.uint8))[1].tofile(
            mattes / f"{index:05d}.png"
        )
    (mattes / "overlays.npz").write_bytes(b"PK\x03\x04 cut off")
    words = [
        "remove",
        str(clip),
        "--mask",
        str(mattes / "%05d.png"),
        "--out",
        str(tmp_path / "out.mkv"),
        "--quiet",
    ]
    assert status_of(words) == 1
    assert "overlays is damaged" in capsys.readouterr().err
    assert not (tmp_path / "out.mkv").exists()


def poster_corner(index: int) -> tuple[int, int]:
    return 60 + 4 * index, 80 + index


@pytest.fixture(scope="module")
def posters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A movie that a poster moves through."""
    poster = np.random.default_rng(8).integers(0, 256, (16, 22, 3)).astype(np.uint8)
    poster = cv2.resize(poster, (88, 64), interpolation=cv2.INTER_CUBIC)
    path = tmp_path_factory.mktemp("like") / "poster.mkv"
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv444p"
        for index in range(12):
            rgb = scene(index)
            left, top = poster_corner(index)
            rgb[top : top + 64, left : left + 88] = poster
            movie.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, "rgb24")))
        movie.mux(stream.encode(None))
    return path


def test_what_looks_like_an_example_is_found_and_removed(
    posters: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left, top = poster_corner(5)
    words = ["wipe", str(posters), "--what", "like", "--example", f"5:{left},{top},88,64", "--quiet"]
    assert status_of([*words, "--dry-run", "--json"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["first"], finding["last"]) == (0, 11)
    assert abs(finding["left"] - 60) <= 3
    assert abs(finding["width"] - 88 - 44) <= 6
    out = tmp_path / "clean.mkv"
    assert status_of([*words, "--engine", "spatial", "--out", str(out)]) == 0
    before, after = open_clip(posters), open_clip(out)
    for index in (0, 6, 11):
        seen, clean = (to_rgb(one.read(index)).astype(np.int32) for one in (before, after))
        left, top = poster_corner(index)
        place = np.s_[top : top + 64, left : left + 88]
        off, was_off = (np.abs(one - scene(index))[place].mean() for one in (clean, seen))
        assert off < 0.4 * was_off
        assert np.array_equal(clean[:60], seen[:60])
        assert np.array_equal(clean[:, left + 100 :], seen[:, left + 100 :])
    before.close()
    after.close()


@pytest.mark.parametrize("example", ["5:0,0,9999,10", "99:0,0,20,20", "5:0,0,0,4", "missing.png"])
def test_an_example_that_is_none_is_refused(
    posters: Path, example: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(["wipe", str(posters), "--what", "like", "--dry-run", "--example", example]) == 2
    assert "FRAME:LEFT,TOP,WIDTH,HEIGHT" in capsys.readouterr().err


def test_an_example_goes_with_like_alone(posters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--what", "like"], ["--what", "logo", "--example", "0:0,0,50,50"]):
        assert status_of(["wipe", str(posters), "--dry-run", *words]) == 2
        assert "go together" in capsys.readouterr().err
