"""Projects that appear under a name in one piece, also where another one was."""

from __future__ import annotations

from pathlib import Path

from editor.errors import UsageError
from editor.media.output import check_output, publish
from editor.project.storage.holder import holder_of

LOG_ENDINGS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file while it is open, and leaves there after a crash."""


def check_replaceable(path: Path, *, overwrite: bool) -> None:
    """Make sure, before any work, that a project can be written under a name.

    Raises
    ------
    UsageError
        If it exists and may not be overwritten, or is held by a process, or its folder is missing.
    WriteError
        If the folder may not be written to.
    """
    check_output(path, overwrite=overwrite)
    holder = holder_of(path)
    if holder is not None:
        raise UsageError(
            f"the project of that name is open, by {holder.told()}", remedy="choose another name", path=path
        )


def appear(partial: Path, path: Path, *, overwrite: bool) -> None:
    """Make a complete project appear under its name.

    A log of the one that was there goes first: SQLite would read it as the new one's.

    Raises
    ------
    UsageError
        If something of that name came into being meanwhile, and may not be overwritten.
    WriteError
        If the disk or the folder does not allow it.
    """
    if overwrite or not path.exists():
        remove_logs(path)
    publish(partial, path, overwrite=overwrite)


def remove_logs(path: Path) -> None:
    """Remove what a crash left beside a project."""
    for ending in LOG_ENDINGS:
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
