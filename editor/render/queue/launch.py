"""Starting a runner that outlives whoever starts it."""

from __future__ import annotations

import os
import subprocess
import sys

from editor.render.queue.runner import RunnerSettings

_DETACHED = 0x00000008 | 0x00000200  # Windows: no console, and a process group of its own


def launch_runner(settings: RunnerSettings | None = None, *, notifies: bool = True) -> int:
    """Start a runner apart from this process.

    Parameters
    ----------
    settings : RunnerSettings or None
        How it works.
    notifies : bool
        Whether it says on the desktop when a job ends.

    Returns
    -------
    int
        Number of the process.
    """
    settings = settings or RunnerSettings()
    command = [sys.executable, "-c", "from editor.cli.main import run; run()", "queue", "run"]
    command += ["--workers", str(settings.workers)]
    command += ["--silence", str(settings.silence_s), "--stall", str(settings.stall_s)]
    command += ["--stay"] if settings.stays else []
    command += [] if notifies else ["--no-notify"]
    started = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name == "posix",
        creationflags=_DETACHED if os.name == "nt" else 0,
    )
    return started.pid
