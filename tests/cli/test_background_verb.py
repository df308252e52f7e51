"""`cleanplate background` as a user meets it: words in, exit status, one sentence, files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from editor.cli.main import status_of
from editor.render.background_request import BackgroundRequest, Fit, WhenShort
from editor.render.messages import Message, Notice, Result

WIDTH, HEIGHT, COUNT = 64, 48, 5
CLEANPLATE = [sys.executable, "-c", "from editor.cli.main import run; run()"]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "my clip ü.mkv", COUNT)


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    pixels = np.zeros((HEIGHT, WIDTH), np.uint8)
    pixels[10:30, 15:40] = 255
    cv2.imencode(".png", pixels)[1].tofile(tmp_path / "the mattes é.png")
    return tmp_path / "the mattes é.png"


def write_clip(path: Path, count: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Path:
    random = np.random.default_rng(2)
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        noise = random.integers(0, 256, (*size[::-1], 3)).astype(np.uint8)
        for index in range(count):
            frame = av.VideoFrame.from_ndarray(noise, "rgb24").reformat(format="yuv420p")
            frame.pts = index
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))
    return path


def words(clip: Path, mask: Path, out: Path, *more: str) -> list[str]:
    return ["background", str(clip), "--mask", str(mask), "--plate", "20a0ff", "--out", str(out), *more]


def test_the_picture_and_its_layers_lie_where_they_were_asked_for(
    tmp_path: Path, clip: Path, mask: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    layers = ["--foreground", str(tmp_path / "layer ñ.mov"), "--matte", str(tmp_path / "mo")]
    assert status_of(words(clip, mask, tmp_path / "out put ß.mkv", *layers)) == 0
    with av.open(str(tmp_path / "out put ß.mkv")) as movie:
        frames = [frame.to_ndarray(format="rgb24") for frame in movie.decode(video=0)]
    assert len(frames) == COUNT
    assert np.abs(frames[3][0, 0].astype(int) - [0x20, 0xA0, 0xFF]).max() <= 3
    with av.open(str(tmp_path / "layer ñ.mov")) as movie:
        assert movie.streams.video[0].codec_context.pix_fmt.startswith("yuva444p")
    assert len(list((tmp_path / "mo").iterdir())) == COUNT
    said = capsys.readouterr()
    assert said.out == ""
    assert "replacing the background: 5/5" in said.err
    assert "out put ß.mkv: done" in said.err


def test_json_is_one_document_and_nothing_else(
    tmp_path: Path, clip: Path, mask: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.mkv"
    assert status_of(words(clip, mask, out, "--json", "--quiet")) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert (document["status"], document["frames"], document["replaced"]) == ("done", COUNT, COUNT)
    assert document["outputs"] == [str(out)]
    assert said.err == ""
    assert status_of(words(clip, mask, out, "--json", "--quiet")) == 2
    document = json.loads(capsys.readouterr().out)
    assert (document["status"], document["exit_status"]) == ("failed", 2)
    assert "it exists already" in document["error"]
    assert status_of(words(clip, mask, out, "--overwrite")) == 0


def test_every_option_arrives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[BackgroundRequest] = []

    def render(request: BackgroundRequest, tell: Callable[[Message], None]) -> Result:
        asked.append(request)
        tell(Notice("all is well"))
        return Result((Path("out.mov"),), 1, 1, 0, 0.5)

    monkeypatch.setattr("editor.cli.background.render_background", render)
    line = (
        "background shot.mov --mask m --plate p.exr --out out.mov --range 10-20 --grow 2.5 --feather 3 "
        "--fit stretch --when-short hold --rim 1.5 --scale 1/2 --codec hevc --foreground fo --matte mo "
        "--threads 3 --overwrite"
    )
    assert status_of(line.split()) == 0
    assert asked == [
        BackgroundRequest(
            clip="shot.mov",
            mask=Path("m"),
            plate="p.exr",
            out="out.mov",
            frames="10-20",
            grow_px=2.5,
            feather_px=3,
            fit=Fit.STRETCH,
            when_short=WhenShort.HOLD,
            rim_px=1.5,
            scale=asked[0].scale,
            codec="hevc",
            foreground_out="fo",
            matte_out="mo",
            threads=3,
            overwrite=True,
        )
    ]
    assert float(asked[0].scale) == 0.5


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("--plate", "nowhere.mov"), "nowhere.mov: there is no such file"),
        (("--scale", "2"), "'2' is no scale"),
        (("--fit", "squeeze"), "squeeze"),
        (("--verbose", "--quiet"), "--quiet and --verbose contradict each other"),
    ],
)
def test_unusable_input_is_one_sentence_and_leaves_nothing(
    change: tuple[str, str],
    said: str,
    tmp_path: Path,
    clip: Path,
    mask: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    assert status_of(words(clip, mask, tmp_path / "out.mkv", *change)) == 2
    assert said in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_ended_half_way_nothing_is_left_under_the_final_name(
    number: signal.Signals, status: int, tmp_path: Path, mask: Path
) -> None:
    size = 640, 480
    clip = write_clip(tmp_path / "long.mkv", 150, size)
    pixels = np.zeros(size[::-1], np.uint8)
    pixels[100:300, 100:500] = 200
    cv2.imencode(".png", pixels)[1].tofile(tmp_path / "matte.png")
    line = words(clip, tmp_path / "matte.png", tmp_path / "out.mkv")
    with subprocess.Popen([*CLEANPLATE, *line], stderr=subprocess.PIPE, text=True) as started:
        deadline_s = time.monotonic() + 60
        while not (tmp_path / ".out.mkv.partial").exists() and time.monotonic() < deadline_s:
            time.sleep(0.02)
        started.send_signal(number)
        said = started.communicate()[1]
    assert started.returncode == status
    assert not (tmp_path / "out.mkv").exists()
    if number is signal.SIGINT:
        assert "stopped; nothing of it is left" in said
        assert not (tmp_path / ".out.mkv.partial").exists()


@pytest.mark.skipif(os.name != "posix", reason="limits are those of POSIX")
def test_a_disk_that_takes_no_more_is_one_sentence(tmp_path: Path, clip: Path, mask: Path) -> None:
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

    done = subprocess.run(
        [*CLEANPLATE, *words(clip, mask, tmp_path / "out.mkv", "--quiet")],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=limit,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "the file may not grow any larger" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {clip.name, mask.name}
