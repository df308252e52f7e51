"""Rendering in a worker process: stops, kills, lack of memory, going on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from removal_clips import (
    Listener,
    ignore,
    install_engine,
    pictures,
    request,
    same_planes,
    write_mattes,
    write_movie,
)

from editor.render.errors import InterruptedRenderError, RenderError, WorkerLostError
from editor.render.messages import Message, Phase, Progress
from editor.render.removal import remove
from editor.render.supervisor import render

COUNT = 40

SLOW = """
import time
from engines.complete.spatial import SpatialEngine
class Engine(SpatialEngine):
    name = "slow"
    def complete(self, window):
        time.sleep(0.2)
        return super().complete(window)
"""

DEADLY = """
import os, signal
from pathlib import Path
from engines.complete.spatial import SpatialEngine
class Engine(SpatialEngine):
    name = "deadly"
    def complete(self, window):
        lives = Path(os.environ["TEST_LIVES"])
        left = int(lives.read_text())
        if window.start >= 16 and left > 0:
            lives.write_text(str(left - 1))
            os.kill(os.getpid(), signal.SIGKILL)
        return super().complete(window)
"""

HUNGRY = """
from engines.complete.spatial import SpatialEngine
class Engine(SpatialEngine):
    name = "hungry"
    def __init__(self):
        super().__init__()
        self.budget = 0
    def plan(self, shape, frames, budget_bytes):
        self.budget = budget_bytes
        return super().plan(shape, frames, budget_bytes)
    def complete(self, window):
        if self.budget > 500 << 20:
            raise MemoryError
        return super().complete(window)
"""


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_movie(tmp_path / "a clip ü.mkv", COUNT)


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    return write_mattes(tmp_path / "m", COUNT)


def with_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str) -> str:
    folder = install_engine(tmp_path / "engines", name, code)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return name


def unfinished(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def same_movies(one: Path, other: Path) -> bool:
    return all(same_planes(a, b) for a, b in zip(pictures(one), pictures(other), strict=True))


def test_a_worker_does_the_same_as_this_process(tmp_path: Path, clip: Path, mask: Path) -> None:
    listener = Listener()
    result = render(request(clip, mask, tmp_path / "worker.mkv"), listener)
    remove(request(clip, mask, tmp_path / "here.mkv"), Listener(), ignore)
    assert result.frame_count == COUNT
    assert listener.progress[-1].done == COUNT
    assert same_movies(tmp_path / "worker.mkv", tmp_path / "here.mkv")
    assert unfinished(tmp_path) == []


def test_errors_of_the_worker_arrive_whole(tmp_path: Path, clip: Path) -> None:
    with pytest.raises(Exception, match="mattes for 40 frames") as refused:
        render(request(clip, write_mattes(tmp_path / "few", 3), tmp_path / "out.mkv"), Listener())
    assert getattr(refused.value, "exit_status", None) == 2
    assert any("Traceback" in note for note in refused.value.__notes__)
    assert unfinished(tmp_path) == []


def test_a_killed_worker_is_replaced_once(
    tmp_path: Path, clip: Path, mask: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = with_engine(tmp_path, monkeypatch, "deadly", DEADLY)
    (tmp_path / "lives").write_text("1")
    monkeypatch.setenv("TEST_LIVES", str(tmp_path / "lives"))
    listener = Listener()
    result = render(request(clip, mask, tmp_path / "out.mkv", engine=engine), listener)
    assert "killed by SIGKILL; trying once more with half the memory" in listener.notices
    assert result.resumed_count == 16
    remove(request(clip, mask, tmp_path / "here.mkv"), Listener(), ignore)
    assert same_movies(tmp_path / "out.mkv", tmp_path / "here.mkv")
    assert unfinished(tmp_path) == []


def test_a_worker_that_dies_twice_is_one_clear_error(
    tmp_path: Path, clip: Path, mask: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = with_engine(tmp_path, monkeypatch, "deadly", DEADLY)
    (tmp_path / "lives").write_text("2")
    monkeypatch.setenv("TEST_LIVES", str(tmp_path / "lives"))
    with pytest.raises(WorkerLostError, match="killed by SIGKILL, twice") as lost:
        render(request(clip, mask, tmp_path / "out.mkv", engine=engine), Listener())
    assert lost.value.exit_status == 1
    assert unfinished(tmp_path) == [".out.mkv.cleanplate"]
    result = render(request(clip, mask, tmp_path / "out.mkv", engine=engine), Listener())
    assert result.resumed_count == 16
    assert unfinished(tmp_path) == []


def test_a_lack_of_memory_is_met_with_a_smaller_window(
    tmp_path: Path, clip: Path, mask: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = with_engine(tmp_path, monkeypatch, "hungry", HUNGRY)
    listener = Listener()
    render(request(clip, mask, tmp_path / "out.mkv", engine=engine, memory_bytes=1 << 30), listener)
    assert "the memory did not suffice; trying once more" in listener.notices
    with pytest.raises(RenderError, match="smaller --memory") as refused:
        render(request(clip, mask, tmp_path / "b.mkv", engine=engine, memory_bytes=4 << 30), Listener())
    assert refused.value.exit_status == 1


def test_ctrl_c_keeps_finished_parts_and_the_same_request_goes_on(
    tmp_path: Path, clip: Path, mask: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = with_engine(tmp_path, monkeypatch, "slow", SLOW)

    def interrupt(message: Message) -> None:
        if isinstance(message, Progress) and message.phase is Phase.FILLING and message.done >= 16:
            raise KeyboardInterrupt

    with pytest.raises(InterruptedRenderError) as stopped:
        render(request(clip, mask, tmp_path / "out.mkv", engine=engine), interrupt)
    assert stopped.value.exit_status == 130
    assert unfinished(tmp_path) == [".out.mkv.cleanplate"]
    listener = Listener()
    result = render(request(clip, mask, tmp_path / "out.mkv", engine=engine), listener)
    assert result.resumed_count >= 16
    assert f"{result.resumed_count} frames were finished before" in listener.notices
    remove(request(clip, mask, tmp_path / "here.mkv"), Listener(), ignore)
    assert same_movies(tmp_path / "out.mkv", tmp_path / "here.mkv")
    assert unfinished(tmp_path) == []


@pytest.mark.parametrize("change", [{"grow_px": 3.0}, {"restart": True}, {"seed": 5}, {"touched": True}])
def test_parts_of_another_request_are_not_taken_over_and_go(
    tmp_path: Path, clip: Path, mask: Path, change: dict[str, object]
) -> None:
    calls = iter(range(COUNT + 4))

    def stop() -> None:
        if next(calls, None) is None:
            raise InterruptedRenderError

    with pytest.raises(InterruptedRenderError):
        remove(request(clip, mask, tmp_path / "out.mkv"), Listener(), stop)
    assert unfinished(tmp_path) == [".out.mkv.cleanplate"]
    if change.pop("touched", False):
        os.utime(mask / "00003.png")
    result = remove(request(clip, mask, tmp_path / "out.mkv", **change), Listener(), ignore)
    assert result.resumed_count == 0
    assert unfinished(tmp_path) == []


RENDER = """
import sys
from pathlib import Path
from editor.render.request import RemovalRequest
from editor.render.supervisor import render
render(RemovalRequest(sys.argv[1], Path(sys.argv[2]), sys.argv[3], engine="slow"), lambda message: None)
"""


def kill_all(process: subprocess.Popen[bytes]) -> None:
    everyone = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    for one in everyone:
        os.kill(one.pid, signal.SIGKILL)
    psutil.wait_procs(everyone, 5)
    process.wait()


def wait_for_parts(folder: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while not folder.is_dir() or len(list(folder.rglob("*.fills"))) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("seed", range(2))
def test_going_on_after_a_kill_at_any_time_gives_the_same_file(
    tmp_path: Path, clip: Path, mask: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    with_engine(tmp_path, monkeypatch, "slow", SLOW)
    command = [sys.executable, "-c", RENDER, str(clip), str(mask), str(tmp_path / "out.mkv")]
    chance = random.Random(seed)
    for parts in sorted(chance.sample(range(5), 2)):
        process = subprocess.Popen(command)
        wait_for_parts(tmp_path / ".out.mkv.cleanplate", parts)
        time.sleep(chance.uniform(0, 0.1))
        kill_all(process)
        assert not (tmp_path / "out.mkv").exists()
    assert subprocess.run(command, check=False).returncode == 0
    remove(request(clip, mask, tmp_path / "here.mkv"), Listener(), ignore)
    assert same_movies(tmp_path / "out.mkv", tmp_path / "here.mkv")
    assert unfinished(tmp_path) == []


def test_the_worker_ends_when_its_master_is_killed(
    tmp_path: Path, clip: Path, mask: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_engine(tmp_path, monkeypatch, "slow", SLOW)
    command = [sys.executable, "-c", RENDER, str(clip), str(mask), str(tmp_path / "out.mkv")]
    process = subprocess.Popen(command)
    workers: list[psutil.Process] = []
    deadline = time.monotonic() + 60
    while not workers and time.monotonic() < deadline:
        workers = psutil.Process(process.pid).children()
        time.sleep(0.02)
    process.kill()
    process.wait()
    _, alive = psutil.wait_procs(workers, 5)
    assert workers
    assert not alive
