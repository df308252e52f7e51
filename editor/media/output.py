"""Outputs appear under their final name only when they are complete."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from editor.errors import UsageError
from editor.media.errors import MediaError

_CAUSES = {
    errno.ENOSPC: ("the disk is full", "make room and start again"),
    errno.EDQUOT: ("your share of the disk is used up", "make room and start again"),
    errno.EFBIG: ("the file may not grow any larger", "choose another disk, or lift the limit on file sizes"),
    errno.EACCES: ("the folder may not be written to", "choose another folder, or allow writing to it"),
    errno.EPERM: ("the folder may not be written to", "choose another folder, or allow writing to it"),
    errno.EROFS: ("the disk is read-only", "choose another disk"),
}


class WriteError(MediaError):
    """An output that cannot be written (exit status 1)."""

    exit_status = 1


def write_error(path: Path, error: OSError, frame: int | None = None) -> WriteError:
    """Say in words why writing failed."""
    reason = (error.strerror or str(error)).lower()
    cause, remedy = _CAUSES.get(error.errno or 0, (f"writing failed ({reason})", "check disk and folder"))
    return WriteError(cause, remedy=remedy, path=path, frame=frame)


def partial_name(path: Path) -> Path:
    """Name what is not complete yet: hidden, and beside the output, so that renaming moves no data."""
    return path.with_name(f".{path.name}.partial")


def check_output(path: Path, *, overwrite: bool) -> None:
    """Make sure, before any work, that a file can be written.

    Raises
    ------
    UsageError
        If it exists and may not be overwritten, or is a folder, or its folder is missing.
    WriteError
        If the folder may not be written to.
    """
    if path.is_dir():
        raise UsageError("it is a folder", remedy="name a file in it", path=path)
    if path.exists() and not overwrite:
        raise UsageError("it exists already", remedy="choose another name, or allow overwriting", path=path)
    check_folder(path.parent)


def check_folder(folder: Path) -> None:
    """Make sure that a folder exists and may be written to.

    Raises
    ------
    UsageError
        If it is missing, or no folder.
    WriteError
        If it may not be written to.
    """
    if not folder.is_dir():
        raise UsageError("there is no such folder", remedy="make it, or choose another", path=folder)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise write_error(folder, PermissionError(errno.EACCES, "permission denied"))


def publish(partial: Path, final: Path, *, overwrite: bool) -> None:
    """Make a complete file or folder appear under its final name.

    Raises
    ------
    UsageError
        If something of that name came into being meanwhile, and may not be overwritten.
    WriteError
        If the disk or the folder does not allow it.
    """
    if final.exists() and not overwrite:
        raise UsageError("it came into being meanwhile", remedy="move it away and start again", path=final)
    try:
        flush(partial)
        partial.replace(final)
        flush(final.parent)
    except OSError as error:
        raise write_error(final, error) from error


def discard(partial: Path) -> None:
    """Remove what was not completed; nothing happens where there is nothing."""
    if partial.is_dir():
        shutil.rmtree(partial, ignore_errors=True)
    else:
        with suppress(FileNotFoundError, NotADirectoryError):
            partial.unlink()


def flush(path: Path) -> None:
    """Wait until the disk has a file, or a folder's names."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
