"""A dask scheduler and workers, each a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "queue"))


class Farm:
    """A scheduler at an address of this machine, and so many workers of one task each."""

    def __init__(self, folder: Path, count: int, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = {**environment, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
        self._count = count
        self._processes: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"

    def __enter__(self) -> Self:
        self.start(
            "scheduler", "--port", self.address.rpartition(":")[2], "--host", "127.0.0.1", "--no-dashboard"
        )
        for _ in range(self._count):
            self.add_worker()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._processes:
            process.kill()
            process.wait()

    def add_worker(self, *words: str) -> subprocess.Popen[bytes]:
        local = self._folder / f"dask-{len(self._processes)}"
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(local))
        return self.start("worker", self.address, *options, *words)

    def start(self, *words: str, before: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [*before, sys.executable, "-m", "dask", *words],
            env=self._environment,
            cwd=Path(__file__).parents[3],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process
