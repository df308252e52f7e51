"""A worker process as its runner sees it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO, cast

import psutil

from editor.render.channel import StopOrder, receive, send_object
from editor.render.jobs.tasks import Task
from editor.render.queue.processes import ProcessName

_END_S = 4.0


class WorkerProcess:
    """Does the tasks of one job, one after the other.

    Parameters
    ----------
    bundle : Path
        Folder of the job.
    messages : SimpleQueue
        Gets every message together with the worker, and None when it has ended.
    """

    def __init__(self, bundle: Path, messages: SimpleQueue[tuple[WorkerProcess, object]]) -> None:
        self.bundle = bundle
        self._messages = messages
        self._process = subprocess.Popen(
            [sys.executable, "-m", "editor.render.jobs.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0 if os.name == "posix" else None,
        )
        self.name: ProcessName | None = None
        with suppress(psutil.NoSuchProcess):
            self.name = ProcessName.of(self._process.pid)
        self._orders = cast(BinaryIO, self._process.stdin)
        self._reader = Thread(target=self._read, name="worker messages", daemon=True)
        self._reader.start()

    def give(self, task: Task) -> None:
        """Have a task done; a worker that is gone says so through the messages."""
        with suppress(BrokenPipeError):
            send_object(self._orders, task)

    def ask_to_stop(self) -> None:
        """Ask it to stop where it is; what is finished is kept."""
        with suppress(BrokenPipeError, ValueError):
            send_object(self._orders, StopOrder())

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def close(self) -> int:
        """Let it end, or end it, and say how it did."""
        with suppress(BrokenPipeError):
            self._orders.close()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        return self._process.returncode

    def _read(self) -> None:
        stream = cast(BinaryIO, self._process.stdout)
        with stream:
            try:
                while True:
                    self._messages.put((self, receive(stream)))
            except EOFError:
                pass
            finally:
                self._messages.put((self, None))
