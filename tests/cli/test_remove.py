"""`cleanplate remove` as a user meets it: words in, exit status, one sentence, files."""

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
from editor.render.errors import RenderError
from editor.render.messages import Message, Notice, Result
from editor.render.request import RemovalRequest

WIDTH, HEIGHT = 64, 48
COUNT = 6
CLEANPLATE = [sys.executable, "-c", "from editor.cli.main import run; run()"]


def write_png(path: Path, value: int, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.zeros(size[::-1], np.uint8)
    pixels[10:20, 15:30] = value
    cv2.imencode(".png", pixels)[1].tofile(path)


def write_mattes(folder: Path, count: int = COUNT, value: int = 255, name: str = "{:05d}.png") -> Path:
    for index in range(count):
        write_png(folder / name.format(index), value)
    return folder


def write_clip(path: Path, count: int = COUNT) -> Path:
    random = np.random.default_rng(2)
    with av.open(str(path), "w") as movie:
        stream = movie.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for index in range(count):
            noise = random.integers(0, 256, (HEIGHT, WIDTH, 3)).astype(np.uint8)
            frame = av.VideoFrame.from_ndarray(noise, "rgb24").reformat(format="yuv420p")
            frame.pts = index
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))
    return path


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "my clip ü.mkv")


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    return write_mattes(tmp_path / "the mattes é")


def words(clip: Path, mask: Path, out: Path, *more: str) -> list[str]:
    return ["remove", str(clip), "--mask", str(mask), "--out", str(out), "--engine", "spatial", *more]


def frame_count(path: Path) -> int:
    with av.open(str(path)) as movie:
        return sum(1 for _ in movie.decode(video=0))


def test_a_clean_plate_lies_where_it_was_asked_for(
    tmp_path: Path, clip: Path, mask: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(words(clip, mask, tmp_path / "out put ß.mkv")) == 0
    assert frame_count(tmp_path / "out put ß.mkv") == COUNT
    said = capsys.readouterr()
    assert said.out == ""
    assert "6 frames, 6 of them to be filled: about" in said.err
    assert "out put ß.mkv: done" in said.err
    assert {path.name for path in tmp_path.iterdir()} == {clip.name, mask.name, "out put ß.mkv"}


def test_json_is_one_document_and_nothing_else(
    tmp_path: Path, clip: Path, mask: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.mkv"
    assert status_of(words(clip, mask, out, "--json", "--quiet")) == 0
    said = capsys.readouterr()
    document = json.loads(said.out)
    assert document["status"] == "done"
    assert document["outputs"] == [str(out)]
    assert (document["frames"], document["filled"], document["resumed"]) == (COUNT, COUNT, 0)
    assert document["frames_per_second"] > 0
    assert said.err == ""


def test_a_failure_is_a_document_too(tmp_path: Path, clip: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(words(clip, tmp_path / "none", tmp_path / "out.mkv", "--json")) == 2
    document = json.loads(capsys.readouterr().out)
    assert (document["status"], document["exit_status"]) == ("failed", 2)
    assert "none" in document["error"]


def test_every_option_arrives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[RemovalRequest] = []

    def render(request: RemovalRequest, tell: Callable[[Message], None]) -> Result:
        asked.append(request)
        tell(Notice("all is well"))
        return Result((Path("out.mov"),), 1, 1, 0, 0.5)

    monkeypatch.setattr("editor.cli.remove.render", render)
    line = (
        "remove shot.mov --mask m --out out.mov --range 10-20 --handles 5 --grow 2.5 --feather 3 "
        "--missing keep --engine other --scale 1/2 --reference 12=a.png --reference #1001=b=c.png "
        "--codec hevc --matte mo --patch po --seed 9 --threads 3 --memory 4G --restart --overwrite "
        "--device cuda:1 --precision bf16 --provenance maps"
    )
    assert status_of(line.split()) == 0
    assert asked == [
        RemovalRequest(
            clip="shot.mov",
            mask=Path("m"),
            out="out.mov",
            frames="10-20",
            handles=5,
            grow_px=2.5,
            feather_px=3,
            keep_missing=True,
            engine="other",
            device="cuda:1",
            precision="bf16",
            scale=asked[0].scale,
            seed=9,
            references=(("12", Path("a.png")), ("#1001", Path("b=c.png"))),
            codec="hevc",
            matte_out="mo",
            patch_out="po",
            provenance_out=Path("maps"),
            threads=3,
            memory_bytes=4 << 30,
            restart=True,
            overwrite=True,
        )
    ]
    assert asked[0].scale * 2 == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ["--scale", "2"],
        ["--scale", "half"],
        ["--memory", "lots"],
        ["--memory", "0"],
        ["--reference", "12"],
        ["--quiet", "--verbose"],
        ["--handles", "-1"],
        ["--threads", "0"],
        ["--missing", "perhaps"],
        ["--nonesuch"],
    ],
)
def test_wrong_usage_has_status_2(tmp_path: Path, wrong: list[str]) -> None:
    assert status_of(words(tmp_path / "a.mov", tmp_path / "m", tmp_path / "o.mov", *wrong)) == 2


def spoiled(tmp_path: Path, how: str) -> tuple[Path, Path]:
    """Give a clip and mattes of which one is unusable."""
    clip, mask = tmp_path / "clip.mkv", tmp_path / "m"
    if how != "no such clip":
        write_clip(clip)
    if how == "truncated":
        clip.write_bytes(clip.read_bytes()[: clip.stat().st_size // 2])
    elif how == "no frames":
        clip.write_bytes(b"")
    if how == "other size":
        write_mattes(mask)
        write_png(mask / "00004.png", 255, (WIDTH, HEIGHT - 2))
    elif how == "other pattern":
        write_mattes(mask, name="matte-left{}.png")
        write_mattes(mask, name="matte-right{}.png")
    elif how == "names without numbers":
        write_png(mask / "matte.png", 255)
    elif how == "not a folder":
        mask.write_text("no")
    elif how != "no such mattes":
        write_mattes(mask, {"too few": 4, "too many": 9}.get(how, COUNT))
    return clip, mask


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("no such clip", "no such file"),
        ("truncated", "clip.mkv"),
        ("no frames", "empty"),
        ("other size", "64x46"),
        ("too few", "4 mattes for 6 frames"),
        ("too many", "9 mattes for 6 frames"),
        ("other pattern", "matte-left%d.png"),
        ("names without numbers", "no frame number"),
        ("no such mattes", "m: there is no such file"),
        ("not a folder", "m: "),
    ],
)
def test_unusable_input_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str, told: str
) -> None:
    clip, mask = spoiled(tmp_path, how)
    before = {path.name for path in tmp_path.iterdir()}
    assert status_of(words(clip, mask, tmp_path / "out.mkv")) == 2
    said = capsys.readouterr()
    sentence = said.err.strip().splitlines()[-1]
    assert sentence.startswith("cleanplate: ")
    assert sentence.endswith(".")
    assert told in sentence
    assert "Traceback" not in said.err
    assert said.out == ""
    assert {path.name for path in tmp_path.iterdir()} == before


def test_all_white_fails_with_status_1(
    tmp_path: Path, clip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    white = tmp_path / "white.png"
    cv2.imencode(".png", np.full((HEIGHT, WIDTH), 255, np.uint8))[1].tofile(white)
    assert status_of(words(clip, white, tmp_path / "out.mkv")) == 1
    assert "nothing to fill from" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {clip.name, "white.png"}


def test_black_throughout_is_done_with_a_notice(
    tmp_path: Path, clip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(words(clip, write_mattes(tmp_path / "m", value=0), tmp_path / "out.mkv")) == 0
    assert "Note: the mattes are black throughout" in capsys.readouterr().err
    assert frame_count(tmp_path / "out.mkv") == COUNT


def test_an_existing_output_is_kept(
    tmp_path: Path, clip: Path, mask: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out.mkv").write_text("precious")
    assert status_of(words(clip, mask, tmp_path / "out.mkv")) == 2
    assert (tmp_path / "out.mkv").read_text() == "precious"
    assert "exists already" in capsys.readouterr().err
    assert status_of(words(clip, mask, tmp_path / "out.mkv", "--overwrite")) == 0
    assert frame_count(tmp_path / "out.mkv") == COUNT


@pytest.mark.parametrize("where", ["missing/out.mkv", "file/out.mkv"])
def test_a_folder_that_is_none(
    tmp_path: Path, clip: Path, mask: Path, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert status_of(words(clip, mask, tmp_path / where)) == 2
    assert "there is no such folder" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_protected_folder_fails_with_status_1(
    tmp_path: Path, clip: Path, mask: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "protected"
    folder.mkdir(mode=0o500)
    assert status_of(words(clip, mask, folder / "out.mkv")) == 1
    assert "may not be written to" in capsys.readouterr().err
    mask.chmod(0)
    assert status_of(words(clip, mask, tmp_path / "out.mkv")) == 2
    mask.chmod(0o700)


def test_a_disk_that_fills_up_leaves_nothing_half_written(tmp_path: Path, mask: Path) -> None:
    clip = write_clip(tmp_path / "clip.mkv")

    resource = pytest.importorskip("resource", reason="needs a limit on file sizes")

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

    done = subprocess.run(
        CLEANPLATE + words(clip, mask, tmp_path / "out.mkv"),
        preexec_fn=small_files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith(f"cleanplate: {tmp_path / 'out.mkv'}")
    assert not (tmp_path / "out.mkv").exists()
    assert not list(tmp_path.glob(".*.partial"))


def test_a_traceback_only_when_asked_for(
    tmp_path: Path, clip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert status_of(words(clip, tmp_path / "none", tmp_path / "out.mkv", "--verbose")) == 2
    assert "Traceback" in capsys.readouterr().err


def test_quiet_says_nothing_but_errors(
    tmp_path: Path, clip: Path, mask: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert status_of(words(clip, mask, tmp_path / "out.mkv", "--quiet")) == 0
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_the_program_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(request: RemovalRequest, tell: object) -> Result:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("editor.cli.remove.render", broken)
    assert status_of(words(Path("a"), Path("b"), Path("c.mov"))) == 1
    said = capsys.readouterr().err
    assert "ZeroDivisionError: oh" in said
    assert "Traceback" not in said


@pytest.mark.skipif(os.name == "nt", reason="needs process groups")
def test_ctrl_c_ends_with_130_and_the_same_command_goes_on(tmp_path: Path) -> None:
    clip, mask = write_clip(tmp_path / "clip.mkv", 120), write_mattes(tmp_path / "m", 120)
    command = CLEANPLATE + words(clip, mask, tmp_path / "out.mkv", "--grow", "8")
    parts = tmp_path / ".out.mkv.cleanplate"
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, process_group=0)
    deadline = time.monotonic() + 60
    while not list(parts.rglob("*.fills")) and time.monotonic() < deadline:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "give the same command again" in said
    assert not (tmp_path / "out.mkv").exists()
    again = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    assert json.loads(again.stdout)["resumed"] > 0
    assert "frames were finished before" in again.stderr
    assert frame_count(tmp_path / "out.mkv") == 120
    assert not parts.exists()


def test_the_terminal_starts_without_heavy_libraries() -> None:
    code = "import sys, editor.cli.remove; print({'numpy', 'cv2', 'av', 'OpenImageIO'} & set(sys.modules))"
    started = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert started.stdout.strip() == "set()"


def test_errors_of_a_render_keep_their_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(request: RemovalRequest, tell: object) -> Result:
        raise RenderError("odd", remedy="even it out")

    monkeypatch.setattr("editor.cli.remove.render", failing)
    assert status_of(words(Path("a"), Path("b"), Path("c.mov"))) == 1
