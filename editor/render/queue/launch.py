"""Starting a runner that outlives whoever starts it, and ending it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from threading import Thread

import psutil

from editor.render.queue.database import Database
from editor.render.queue.processes import ProcessName
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
    Thread(target=started.wait, name="runner", daemon=True).start()  # so that it leaves no trace when it ends
    return started.pid


def runners_at_work(database: Database) -> list[ProcessName]:
    """Name the runners of this machine that live; those that look after a farm are not among them."""
    rows = database.select(
        "SELECT process FROM runners WHERE token NOT IN"
        " (SELECT farm_runner FROM jobs WHERE farm_runner IS NOT NULL)"
    )
    named = [ProcessName.from_text(row["process"]) for row in rows]
    return [one for one in named if one is not None and one.is_here and one.is_alive]


def end_runners(database: Database) -> int:
    """Ask the runners of this machine to end, and say how many that are.

    Their workers end as well, so that memory and GPU are free; what is finished is kept, and jobs wait.
    """
    found = runners_at_work(database)
    for one in found:
        with suppress(psutil.NoSuchProcess):
            psutil.Process(one.pid).terminate()
    return len(found)
