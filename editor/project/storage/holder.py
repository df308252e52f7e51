"""Who holds a project: a file beside it that names the one process that may write to it."""

from __future__ import annotations

import getpass
import json
import os
import platform
import time
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import psutil

_BEAT_S = 60.0
_SILENCE_S = 300.0
_WRITING_S = 2.0
_CLOCK_SLACK_S = 30.0
_LOOK_EVERY_S = 0.02


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that has a project open for writing.

    Attributes
    ----------
    user, host : str
        Who, and on which machine.
    pid : int
        Number of the process.
    started_s : float
        When the process began, as its system tells it; a number alone may be another's by now.
    since : str
        When it took the project, ISO 8601 in UTC.
    token : str
        Unique to this opening.
    """

    user: str
    host: str
    pid: int
    started_s: float
    since: str
    token: str

    def told(self) -> str:
        """Say who it is, for a message."""
        since = datetime.fromisoformat(self.since).astimezone()
        return f"{self.user} on {self.host} (process {self.pid}) since {since:%Y-%m-%d %H:%M}"


class Hold:
    """Possession of a project, until it is released.

    Parameters
    ----------
    path : Path
        The project.
    is_shared : bool
        Whether other machines may open it; the hold then shows signs of life.
    """

    def __init__(self, path: Path, *, is_shared: bool) -> None:
        self.is_shared = is_shared
        self._lock = lock_path(path)
        self._holder = _this_process()
        self._released = Event()

    def take(self) -> Holder | None:
        """Take possession.

        Returns
        -------
        Holder or None
            None where it is ours now; else who has it.

        Raises
        ------
        OSError
            If the folder does not let us write there.
        """
        while not self._create():
            holder = _read(self._lock)
            if holder is not None and not _is_gone(holder, self._lock):
                return holder
            _set_aside(self._lock, holder)
        if self.is_shared:
            Thread(target=self._beat, name="project-hold", daemon=True).start()
        return None

    def rival(self) -> Holder | None:
        """Say who has taken the project over; None as long as it is ours.

        Raises
        ------
        FileNotFoundError
            If the lock is gone.
        """
        holder = _read(self._lock)
        if holder is None:
            raise FileNotFoundError(self._lock)
        return None if holder.token == self._holder.token else holder

    def release(self) -> None:
        """Give it back."""
        self._released.set()
        with suppress(OSError):
            if self.rival() is None:
                self._lock.unlink()

    def _create(self) -> bool:
        try:
            with self._lock.open("x", encoding="utf-8") as file:
                json.dump(asdict(self._holder), file)
        except FileExistsError:
            return False
        return True

    def _beat(self) -> None:
        while not self._released.wait(_BEAT_S):
            with suppress(OSError):
                os.utime(self._lock)


def lock_path(path: Path) -> Path:
    """Name the file that tells who holds a project."""
    return path.with_name(f".{path.name}.lock")


def holder_of(path: Path) -> Holder | None:
    """Say who has a project open for writing; None where nobody has, or the one who had is gone."""
    lock = lock_path(path)
    holder = _read(lock)
    return None if holder is None or _is_gone(holder, lock) else holder


def _this_process() -> Holder:
    return Holder(
        user=_user(),
        host=platform.node(),
        pid=os.getpid(),
        started_s=_started_s(os.getpid()),
        since=datetime.now(UTC).isoformat(timespec="seconds"),
        token=uuid.uuid4().hex,
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # the system has no name for this user; which of the two depends on Python
        return "somebody"


def _read(lock: Path) -> Holder | None:
    """Read a lock; one that is being written a moment ago is waited for, one never finished is nobody's."""
    deadline_s = time.monotonic() + _WRITING_S
    while True:
        try:
            return Holder(**json.loads(lock.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):
            if time.monotonic() > deadline_s:
                return None
            time.sleep(_LOOK_EVERY_S)


def _is_gone(holder: Holder, lock: Path) -> bool:
    """Whether a holder is no more: its process ended, or its machine has not been heard of for long."""
    if holder.host != platform.node():
        return _silence_s(lock) > _SILENCE_S
    try:
        is_dead = psutil.Process(holder.pid).status() == psutil.STATUS_ZOMBIE
        return is_dead or abs(_started_s(holder.pid) - holder.started_s) > _CLOCK_SLACK_S
    except psutil.NoSuchProcess:
        return True


def _silence_s(lock: Path) -> float:
    """Age of a lock by the clock of the drive it lies on, as machines may disagree about the time."""
    probe = lock.with_name(f"{lock.name}.{uuid.uuid4().hex}")
    try:
        probe.touch()
        return probe.stat().st_mtime - lock.stat().st_mtime
    except OSError:
        return 0.0
    finally:
        probe.unlink(missing_ok=True)


def _set_aside(lock: Path, gone: Holder | None) -> None:
    """Remove the lock of one who is gone, unless somebody else replaced it meanwhile."""
    aside = lock.with_name(f"{lock.name}.{uuid.uuid4().hex}")
    with suppress(FileNotFoundError):
        lock.rename(aside)
        taken = _read(aside)
        if taken is not None and (gone is None or taken.token != gone.token):
            with suppress(OSError):
                os.link(aside, lock)
        aside.unlink()


def _started_s(pid: int) -> float:
    return float(psutil.Process(pid).create_time())
