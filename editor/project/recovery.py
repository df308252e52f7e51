"""Projects that were never given a name: where they are kept, and which were left behind by a crash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from editor.media.output import write_error
from editor.project.folders import recovery_folder
from editor.project.storage.holder import holder_of
from editor.project.storage.project_file import log_path

_STAMP = "%Y%m%d-%H%M%S-%f"


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A project without a name that nobody has open.

    Attributes
    ----------
    path : Path
        The project; it opens like any other.
    changed_at : datetime
        When it was last worked on, in UTC.
    """

    path: Path
    changed_at: datetime


def untitled_path() -> Path:
    """Name a new project without a name, and make the folder for it.

    Raises
    ------
    WriteError
        If the folder cannot be made.
    """
    folder = recovery_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(folder, error) from error
    return folder / f"untitled-{datetime.now(UTC).strftime(_STAMP)}.cleanplate"


def is_untitled(path: Path) -> bool:
    """Say whether a project was never given a name."""
    return path.resolve().parent == recovery_folder().resolve()


def left_behind() -> list[LeftBehind]:
    """List the projects without a name that nobody has open, the latest first."""
    found = [
        LeftBehind(path, _changed_at(path))
        for path in recovery_folder().glob("*.cleanplate")
        if holder_of(path) is None
    ]
    return sorted(found, key=lambda one: one.changed_at, reverse=True)


def _changed_at(path: Path) -> datetime:
    times_s = [file.stat().st_mtime for file in (path, log_path(path)) if file.exists()]
    return datetime.fromtimestamp(max(times_s, default=0), UTC)
