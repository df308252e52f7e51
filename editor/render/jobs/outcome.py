"""How a task ended, and whether waiting helps."""

from __future__ import annotations

import errno
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from editor.errors import CleanplateError
from editor.media.output import write_error
from editor.render.errors import DiskSpaceError, InterruptedRenderError
from editor.render.jobs.bundle import Bundle
from editor.render.jobs.errors import LostRenderingError, ReplacedError, VanishedError
from editor.render.jobs.homes import is_folder
from editor.render.jobs.tasks import Task, perform
from editor.render.messages import Message

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_GONE = frozenset({errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN})
_ROOM_BYTES = 64 << 20


class Ending(Enum):
    """How a task ended."""

    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    NO_MEMORY = "no memory"
    DAMAGED = "damaged"
    """What was finished is not what was stored, or not there; all of it has to be looked at again."""

    NO_ROOM = "no room"
    """The disk is full; it goes on when there is room."""

    VANISHED = "vanished"
    """Something is not there; it goes on when it is back."""


@dataclass(frozen=True, slots=True)
class Beat:
    """The worker is alive."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task.

    Attributes
    ----------
    ending : Ending
        How it ended.
    reason : str
        One sentence of cause and remedy; empty when it is done.
    path : Path or None
        What is waited for.
    needed_bytes : int
        Room that is waited for.
    detail : str
        For those who look for the fault.
    """

    ending: Ending
    reason: str = ""
    path: Path | None = None
    needed_bytes: int = 0
    detail: str = ""


def do(task: Task, bundle: Bundle, tell: Callable[[Message], None], check: Callable[[], None]) -> Outcome:
    """Do a task, and say how it ended instead of raising."""
    try:
        perform(task, bundle, tell, check)
    except Exception as error:  # noqa: BLE001 - the outermost handler of a task
        return _outcome(error, bundle)
    return Outcome(Ending.DONE)


def _outcome(error: Exception, bundle: Bundle) -> Outcome:
    from editor.render.segments import DamagedSegmentError  # brings NumPy along, which lists do without

    detail = traceback.format_exc()
    if isinstance(error, InterruptedRenderError):
        return Outcome(Ending.STOPPED)
    if isinstance(error, MemoryError):
        return Outcome(
            Ending.NO_MEMORY, "the memory did not suffice; give the job less, or close other programs."
        )
    if isinstance(error, DamagedSegmentError):
        return Outcome(Ending.DAMAGED, "a finished segment was damaged", detail=detail)
    if isinstance(error, LostRenderingError) and missing(bundle) is None:
        return Outcome(Ending.DAMAGED, str(error), detail=detail)
    if isinstance(error, DiskSpaceError):
        return Outcome(Ending.NO_ROOM, str(error), error.path, error.needed_bytes, detail)
    full = next((one for one in _causes(error) if one.errno in _FULL), None)
    if full is not None:
        folder = _folder(error, full, bundle)
        cause = write_error(folder, full)
        return Outcome(
            Ending.NO_ROOM,
            f"{folder}: {cause.cause}; make room, and the job goes on.",
            folder,
            _ROOM_BYTES,
            detail,
        )
    return _looked_into(error, bundle, detail)


def _looked_into(error: Exception, bundle: Bundle, detail: str) -> Outcome:
    """Look whether what failed is owed to files that are not what they were."""
    gone = error if isinstance(error, VanishedError) else missing(bundle)
    if gone is not None:
        return Outcome(Ending.VANISHED, str(gone), gone.path, detail=detail)
    lost = next((one for one in _causes(error) if one.errno in _GONE), None)
    if lost is not None:
        folder = _folder(error, lost, bundle)
        return Outcome(Ending.VANISHED, str(VanishedError("its drive", folder)), folder, detail=detail)
    if isinstance(error, CleanplateError):
        replaced = None if isinstance(error, ReplacedError) else _replaced(bundle)
        return Outcome(Ending.FAILED, str(replaced or error), detail=detail)
    if isinstance(error, OSError):
        return Outcome(Ending.FAILED, str(write_error(_folder(error, error, bundle), error)), detail=detail)
    told = f"the program has a fault ({type(error).__name__}: {error}); report what the log of the job says."
    return Outcome(Ending.FAILED, told, detail=detail)


def _causes(error: BaseException) -> Iterator[OSError]:
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, OSError):
            yield at
        at = at.__cause__ or at.__context__


def _folder(error: Exception, cause: OSError, bundle: Bundle) -> Path:
    told = cause.filename or (error.path if isinstance(error, CleanplateError) else None) or bundle.folder
    path = Path(told)
    return next((folder for folder in (path, *path.parents) if is_folder(folder)), path)


def missing(bundle: Bundle) -> VanishedError | None:
    """Look whether something that a job needs is not there; None where everything is."""
    if not is_folder(bundle.folder):
        return VanishedError("the folder of the job", bundle.folder)
    try:
        bundle.read().check_files()
    except VanishedError as error:
        return error
    except (CleanplateError, OSError):
        return None
    return None


def _replaced(bundle: Bundle) -> ReplacedError | None:
    try:
        bundle.read().check_files()
    except ReplacedError as error:
        return error
    except (CleanplateError, OSError):
        return None
    return None
