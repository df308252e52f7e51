"""Queues of small jobs, run in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))
from removal_clips import Listener, ignore, pictures, request, same_planes, write_mattes, write_movie

from editor.render.queue.database import QUEUE_VARIABLE, Database
from editor.render.queue.jobs import State, Wishes, add, jobs
from editor.render.removal import remove

COUNT = 24
SEGMENT = 8
PROGRAM = [sys.executable, "-c", "from editor.cli.main import run; run()"]

SLOW = """
import time
from engines.complete.spatial import SpatialEngine
class Engine(SpatialEngine):
    name = "slow"
    def complete(self, window):
        time.sleep(0.4)
        return super().complete(window)
"""


class Place:
    """A folder with a clip, its mattes and a queue."""

    def __init__(self, folder: Path, engine: str = "spatial", engines: Path | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.engine = engine
        self.clip = write_movie(folder / "clip.mkv", COUNT)
        self.mask = write_mattes(folder / "mattes", COUNT)
        self.queue = folder / "queue"
        self.environment = {**os.environ, QUEUE_VARIABLE: str(self.queue)}
        if engines is not None:
            self.environment["PYTHONPATH"] = str(engines)

    def add(self, name: str, **more: object) -> int:
        wishes = Wishes(segment_frames=SEGMENT, **more)  # type: ignore[arg-type]
        with Database(self.queue) as database:
            return add(
                database, request(self.clip, self.mask, self.folder / name, engine=self.engine), wishes
            )

    def states(self) -> dict[int, State]:
        with Database(self.queue) as database:
            return {one.id: one.state for one in jobs(database)}

    def reasons(self) -> dict[int, str]:
        with Database(self.queue) as database:
            return {one.id: one.reason for one in jobs(database)}

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [*PROGRAM, "queue", *words], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [*PROGRAM, "queue", *words], env=self.environment, capture_output=True, timeout=600, check=True
        )
        return done.stdout.decode()

    def truth(self) -> Path:
        path = self.folder / "truth.mkv"
        if not path.exists():
            remove(request(self.clip, self.mask, path), Listener(), ignore)
        return path

    def is_true(self, name: str) -> bool:
        made, truth = pictures(self.folder / name), pictures(self.truth())
        return all(same_planes(a, b) for a, b in zip(made, truth, strict=True))

    def leftovers(self) -> list[str]:
        hidden = [path.name for path in self.folder.rglob(".*")]
        return hidden + [path.name for path in self.queue.rglob("*.partial")]


def wait_until(is_so: Callable[[], bool], timeout_s: float = 300) -> None:
    deadline_s = time.monotonic() + timeout_s
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.2)


def workers_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
