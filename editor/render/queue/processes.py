"""Processes, told apart from later ones with the same number."""

from __future__ import annotations

import json
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

import psutil

_CLOCK_SLACK_S = 2.0


@dataclass(frozen=True, slots=True)
class ProcessName:
    """A process on some machine.

    Attributes
    ----------
    host : str
        The machine; containers with numbers of their own count as others.
    pid : int
        Its number.
    started_s : float
        When it began; its number alone may be another's by now.
    """

    host: str
    pid: int
    started_s: float

    @classmethod
    def of(cls, pid: int | None = None) -> Self:
        """Name a running process of this machine; this one if none is given."""
        process = psutil.Process(pid)
        return cls(_host(), process.pid, process.create_time())

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """Read what `to_text` wrote; None for an empty text."""
        return cls(**json.loads(text)) if text else None

    def to_text(self) -> str:
        """Put it into a line of text."""
        return json.dumps(asdict(self))

    @property
    def is_here(self) -> bool:
        """Whether it ran on this machine, so that one can tell whether it still does."""
        return self.host == _host()

    @property
    def is_alive(self) -> bool:
        """Whether it still runs; only to be asked on its machine."""
        try:
            process = psutil.Process(self.pid)
            is_same = abs(process.create_time() - self.started_s) < _CLOCK_SLACK_S
            return is_same and bool(process.status() != psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return False

    def end(self) -> None:
        """End it, if it is here and still runs."""
        if self.is_here and self.is_alive:
            with suppress(psutil.NoSuchProcess):
                psutil.Process(self.pid).kill()


def _host() -> str:
    space = ""
    with suppress(OSError):
        space = str(Path("/proc/self/ns/pid").readlink())
    return f"{platform.node()} {space}".strip()


def exists(path: Path) -> bool:
    """Whether there is something of a name; a drive that does not answer counts as gone."""
    try:
        return path.exists()
    except OSError:
        return False


def memory_kills() -> int | None:
    """Count the processes that the system has ended for lack of memory; None where it does not tell."""
    try:
        lines = Path("/proc/vmstat").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), None)
