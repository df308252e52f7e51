"""Nothing half-written ever has the final name, and nothing is overwritten unasked."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import av
import numpy as np
import pytest
from av.video.stream import VideoStream
from delivering import deliver
from numbered_movies import write_movie
from sounding_movies import write_sounding_movie

from editor.errors import UsageError
from editor.media.opening import open_clip
from editor.media.output import WriteError, publish
from editor.media.planning import plan_delivery
from editor.media.writing import FrameWriter, open_writer

TARGETS = ("out.mov", "out.mkv", "out.mp4", "pictures", "out.%03d.tif", "out.%03d.exr")
ROOM_BYTES = 20_000
CHILD = """
import os, resource, sys
from pathlib import Path
sys.path.insert(0, str(Path(sys.argv[1])))
from delivering import deliver
from editor.errors import CleanplateError
if sys.argv[4] == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[5]), int(sys.argv[5])))
elif os.geteuid() == 0:
    os.setuid(65534)
try:
    deliver(sys.argv[2], sys.argv[3])
except CleanplateError as error:
    sys.stderr.write(f"{type(error).__name__}: {error}")
    sys.exit(error.exit_status)
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_movie(tmp_path / "source.mkv", "ffv1", 8)


@pytest.fixture
def noisy(tmp_path: Path) -> Path:
    """Four frames of noise, each too large for a full disk."""
    rng = np.random.default_rng(1)
    with av.open(str(tmp_path / "noisy.mkv"), "w") as movie:
        stream = cast(VideoStream, movie.add_stream("ffv1", rate=25))
        stream.width, stream.height, stream.pix_fmt = 192, 160, "yuv420p"
        for index in range(4):
            frame = av.VideoFrame.from_ndarray(rng.integers(0, 256, (240, 192), np.uint8), "yuv420p")
            frame.pts = index
            movie.mux(stream.encode(frame))
        movie.mux(stream.encode(None))
    return tmp_path / "noisy.mkv"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for outputs."""
    path = tmp_path / "out"
    path.mkdir()
    return path


def in_a_child(source: Path, out: Path, how: str) -> subprocess.CompletedProcess[str]:
    arguments = [str(Path(__file__).parent), str(source), str(out), how, str(ROOM_BYTES)]
    project = str(Path(__file__).parent.parent.parent)
    return subprocess.run(
        [sys.executable, "-c", CHILD, *arguments],
        cwd=project,
        env={**os.environ, "PYTHONPATH": project},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on file sizes")
@pytest.mark.parametrize("target", TARGETS)
def test_a_full_disk_is_one_sentence_and_leaves_nothing(noisy: Path, folder: Path, target: str) -> None:
    done = in_a_child(noisy, folder / target, "full")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("WriteError: ")
    assert "Traceback" not in done.stderr
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on file sizes")
def test_a_full_disk_says_so(noisy: Path, folder: Path) -> None:
    done = in_a_child(noisy, folder / "out.mkv", "full")
    assert "the file may not grow any larger; choose another disk" in done.stderr
    assert str(folder / "out.mkv") in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="needs folder permissions")
@pytest.mark.parametrize("target", ["out.mov", "pictures", "out.%03d.exr"])
def test_an_unwritable_folder_is_one_sentence(world_readable: Path, target: str) -> None:
    source = write_movie(world_readable / "source.mkv", "ffv1", 2)
    locked = world_readable / "locked"
    locked.mkdir()
    locked.chmod(0o555)
    done = in_a_child(source, locked / target, "as nobody")
    assert done.returncode == 1
    assert done.stderr.startswith(f"WriteError: {locked}")
    assert "may not be written to; choose another folder" in done.stderr
    assert list(locked.iterdir()) == []


@pytest.fixture
def world_readable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that another user may enter, although pytest keeps those above it to itself."""
    path = tmp_path_factory.mktemp("open")
    closed = [parent for parent in (path, *path.parents) if parent.is_dir() and not parent.stat().st_mode & 1]
    modes = {parent: parent.stat().st_mode for parent in closed}
    for parent in closed:
        parent.chmod(0o755)
    yield path
    for parent, mode in modes.items():
        parent.chmod(mode)


@pytest.mark.parametrize("target", ["out.mov", "out.mkv", "pictures", "out.%03d.tif", "frames/%d.png"])
def test_nothing_is_overwritten_unless_asked(source: Path, folder: Path, target: str) -> None:
    (folder / "frames").mkdir()
    deliver(source, folder / target)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match="already; choose another name, or allow overwriting"):
        deliver(source, folder / target)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    deliver(source, folder / target, overwrite=True, frames=range(3))
    assert set(before) == {path for path in folder.rglob("*") if path.is_file()}


def test_other_files_of_the_folder_stay(source: Path, folder: Path) -> None:
    (folder / "notes.txt").write_text("keep")
    deliver(source, folder, frames=range(2))
    assert sorted(path.name for path in folder.iterdir()) == ["00000.png", "00001.png", "notes.txt"]


def test_a_missing_folder_is_named(source: Path, folder: Path) -> None:
    for target in ("no/out.mov", "no/pictures", "no/%d.png"):
        if target == "no/%d.png":
            deliver(source, folder / target, frames=range(1))  # its own folder is made
            assert (folder / "no" / "0.png").is_file()
            continue
        with pytest.raises(UsageError, match=r"no: there is no such folder"):
            deliver(source, folder / target)


def test_a_folder_is_never_overwritten_by_a_movie(source: Path, folder: Path) -> None:
    with closing(open_clip(source)) as reader:
        delivery = plan_delivery(folder / "out.mkv", reader.info)
        (folder / "out.mkv").mkdir()
        with pytest.raises(UsageError, match="it is a folder"):
            open_writer(delivery, overwrite=True)


@pytest.mark.parametrize("target", ["out.mov", "out.mkv", "out.mxf", "pictures", "out.%03d.exr"])
def test_an_abandoned_delivery_leaves_nothing(tmp_path: Path, folder: Path, target: str) -> None:
    source = write_sounding_movie(tmp_path / "source.mov", 4, size=(256, 128))
    with closing(open_clip(source)) as reader:
        writer = open_writer(plan_delivery(folder / target, reader.info))
        writer.write(reader.read(0))
        assert [path.name for path in folder.iterdir() if not path.name.startswith(".")] == []
        writer.abort()
        assert list(folder.iterdir()) == []
        with pytest.raises(ValueError, match="got frame 1"):
            writer.write(reader.read(1))
        writer.abort()


@pytest.mark.parametrize("target", ["out.mkv", "pictures"])
def test_frames_come_in_order_and_all(source: Path, folder: Path, target: str) -> None:
    with closing(open_clip(source)) as reader:
        writer = open_writer(plan_delivery(folder / target, reader.info, frames=range(2, 5)))
        with pytest.raises(ValueError, match="got frame 0, wanted 2"):
            writer.write(reader.read(0))
        writer.write(reader.read(2))
        with pytest.raises(ValueError, match="2 frames were not written"):
            writer.close()
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize("target", ["out.mkv", "pictures"])
def test_what_came_into_being_meanwhile_is_not_overwritten(source: Path, folder: Path, target: str) -> None:
    writer = written(source, folder / target)
    if target == "pictures":
        (folder / target).mkdir()
    else:
        (folder / target).write_text("mine")
    with pytest.raises(UsageError, match="meanwhile"):
        writer.close()
    assert [path.name for path in folder.iterdir()] == [target]


def written(source: Path, out: Path) -> FrameWriter:
    with closing(open_clip(source)) as reader:
        delivery = plan_delivery(out, reader.info)
        writer = open_writer(delivery)
        for index in delivery.frames:
            writer.write(reader.read(index))
    return writer


def test_what_a_crash_left_behind_is_replaced(source: Path, folder: Path) -> None:
    (folder / ".out.mkv.partial").write_text("half")
    (folder / ".pictures.partial").mkdir()
    (folder / ".pictures.partial" / "old.png").write_text("half")
    deliver(source, folder / "out.mkv")
    deliver(source, folder / "pictures")
    assert sorted(path.name for path in folder.iterdir()) == ["out.mkv", "pictures"]
    assert len(list((folder / "pictures").iterdir())) == 8


def test_publishing_into_a_folder_that_vanished_is_one_sentence(tmp_path: Path) -> None:
    partial = tmp_path / "partial"
    partial.write_text("whole")
    with pytest.raises(WriteError, match="no such file or directory"):
        publish(partial, tmp_path / "gone" / "out.mov", overwrite=False)
