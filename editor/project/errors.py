"""What can go wrong with a project."""

from __future__ import annotations

from pathlib import Path

from editor.errors import CleanplateError, UsageError


class ProjectError(CleanplateError):
    """Something with a project file that the user can act on."""


class NotAProjectError(ProjectError):
    """The file is no project of ours (exit status 2)."""

    exit_status = 2

    def __init__(self, path: Path) -> None:
        super().__init__("it is no Cleanplate project", remedy="choose a .cleanplate file", path=path)


class NewerProjectError(ProjectError):
    """A newer program made the file (exit status 2).

    Attributes
    ----------
    version, newest_version : int
        Schema version of the file, and the newest that this program knows.
    """

    exit_status = 2

    def __init__(self, path: Path, version: int, newest_version: int) -> None:
        self.version = version
        self.newest_version = newest_version
        super().__init__(
            f"a newer Cleanplate made it (format {version}, this program knows {newest_version})",
            remedy="update Cleanplate to open it",
            path=path,
        )


class DamagedProjectError(ProjectError):
    """The file is damaged.

    Attributes
    ----------
    backups : Path
        Folder of its backups; it may not exist.
    """

    def __init__(self, path: Path, detail: str, backups: Path) -> None:
        self.backups = backups
        where = f"one of its backups in {backups}" if backups.is_dir() else "a copy of it"
        super().__init__(f"the project is damaged ({detail})", remedy=f"open {where}", path=path)


class ReadOnlyProjectError(ProjectError):
    """An edit of a project that is open for reading only.

    Attributes
    ----------
    reason : str
        Why it is, without the final stop.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(f"it is open for reading only: {reason}", remedy="save a copy to edit it", path=path)


class LostProjectError(ProjectError):
    """The file under an open project was removed, replaced or taken over.

    What was confirmed is still readable, and `Project.save_as` writes all of it to another file.
    """

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            cause, remedy="save the project under another name, everything confirmed is kept", path=path
        )


class ProjectWriteError(ProjectError):
    """The disk did not take an edit or a copy; the project is as it was before."""

    def __init__(self, path: Path, cause: str, remedy: str) -> None:
        super().__init__(f"{cause}, the project is as it was before", remedy=remedy, path=path)


class UnknownItemError(UsageError):
    """A shot, an object or another part that the project does not have.

    Attributes
    ----------
    kind, name : str
        What was looked for.
    known : tuple of str
        The names there are.
    """

    def __init__(self, kind: str, name: str, known: tuple[str, ...] = ()) -> None:
        self.kind = kind
        self.name = name
        self.known = known
        listed = f"choose one of {', '.join(known)}" if known else "look at `cleanplate project show`"
        super().__init__(f"the project has no {kind} {name}", remedy=listed)


class LockedObjectError(UsageError):
    """An edit of an object that the user has locked.

    Attributes
    ----------
    name : str
        The object.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"the object {name} is locked", remedy="unlock it to edit it")
