"""Reading in a child process: a crash, a hang or too little memory there is one sentence here."""

from __future__ import annotations

import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

from editor.timeline.documents.limits import CPU_S
from editor.timeline.documents.reading_process import DOCUMENT, FAILURE, TIMELINE
from editor.timeline.documents.wire import ForeignMessageError, unpack
from editor.timeline.errors import TimelineError
from editor.timeline.model import Timeline

_READER = "editor.timeline.documents.reading_process"
_AAF_READER = "editor.timeline.documents.aaf_process"
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
    message = _run([_READER, str(path), str(rate or "")], data, path)
    _raise_failure(message, path)
    try:
        if message[:1] != TIMELINE:
            raise ForeignMessageError("it begins with another sign")
        return unpack(message[1:])
    except ForeignMessageError as error:
        raise TimelineError("made its reader say nonsense", remedy=_REMEDY, path=path) from error


def aaf_as_otio(path: Path) -> bytes:
    """Read an AAF as an OTIO document, in a process of its own.

    Raises
    ------
    TimelineError
        If it cannot be read.
    """
    message = _run([_AAF_READER, str(path)], b"", path)
    _raise_failure(message, path)
    return message.removeprefix(DOCUMENT)


def _run(arguments: list[str], data: bytes, path: Path) -> bytes:
    command = [sys.executable, "-m", *arguments]
    try:
        ended = subprocess.run(command, input=data, capture_output=True, timeout=2 * CPU_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise TimelineError("takes too long to read", remedy=_REMEDY, path=path) from error
    if ended.returncode != 0 or not ended.stdout:
        crash = TimelineError("made its reader crash", remedy=_REMEDY, path=path)
        crash.add_note(ended.stderr.decode(errors="replace"))
        raise crash
    return ended.stdout


def _raise_failure(message: bytes, path: Path) -> None:
    if message[:1] == FAILURE:
        cause, remedy = json.loads(message[1:])
        raise TimelineError(str(cause), remedy=str(remedy), path=path)
