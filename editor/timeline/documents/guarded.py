"""Reading in a child process: a crash, a hang or too little memory there is one sentence here."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

from editor.timeline.documents.limits import CPU_S
from editor.timeline.documents.reading_process import FAILURE, TIMELINE
from editor.timeline.documents.wire import ForeignMessageError, unpack
from editor.timeline.errors import TimelineError
from editor.timeline.model import Timeline

_MODULE = "editor.timeline.documents.reading_process"
_REMEDY = "export it again from the NLE"


def read_guarded(data: bytes, path: Path, rate: Fraction | None = None) -> Timeline:
    """Read a document in a process of its own, with limits of memory and time.

    Parameters
    ----------
    data : bytes
        The document.
    path : Path
        Where it lies: its suffix helps to tell the format, and messages name it.
    rate : Fraction or None
        Frames per second of an EDL, which does not name it.

    Raises
    ------
    TimelineError
        If it cannot be read.
    """
    command = [sys.executable, "-m", _MODULE, str(path), str(rate or "")]
    return told(run_guarded(command, data, path), path)


def run_guarded(command: list[str], data: bytes, path: Path) -> bytes:
    """Run a process over a document and return what it says.

    Raises
    ------
    TimelineError
        If it dies or takes too long.
    """
    try:
        ended = subprocess.run(command, input=data, stdout=subprocess.PIPE, timeout=2 * CPU_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise TimelineError("takes too long to read", remedy=_REMEDY, path=path) from error
    if ended.returncode != 0 or not ended.stdout:
        raise TimelineError("made its reader crash", remedy=_REMEDY, path=path)
    return ended.stdout


def told(message: bytes, path: Path) -> Timeline:
    """Turn the message of a reading process into its timeline, or its error.

    Raises
    ------
    TimelineError
        If it could not read, or its message is none.
    """
    raise_failure(message, path)
    try:
        if message[:1] != TIMELINE:
            raise ForeignMessageError("it begins with another sign")
        return unpack(message[1:])
    except ForeignMessageError as error:
        raise TimelineError("made its reader say nonsense", remedy=_REMEDY, path=path) from error


def raise_failure(message: bytes, path: Path) -> None:
    """Raise the error that a message tells of, if it does.

    Raises
    ------
    TimelineError
        The error.
    """
    if message[:1] == FAILURE:
        cause, remedy = json.loads(message[1:])
        raise TimelineError(str(cause), remedy=str(remedy), path=path)
