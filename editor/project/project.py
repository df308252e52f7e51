"""A project: the document in its file, under a name or without one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from editor.media.output import WriteError, discard
from editor.project.content.objects import ProjectObject
from editor.project.content.shots import Shot
from editor.project.document import Document
from editor.project.errors import LostProjectError, ProjectError
from editor.project.history.events import Committed
from editor.project.history.store import Store
from editor.project.propagating import propagate
from editor.project.recovery import is_untitled, untitled_path
from editor.project.rendering import render_shot
from editor.project.storage.backups import Backup, back_up, backups_of, copy_to
from editor.project.storage.opening import create_file, open_file
from editor.project.storage.project_file import ProjectFile
from editor.project.storage.replacing import check_replaceable
from editor.render.messages import Message, Result

BACKUP_EVERY = timedelta(minutes=10)


class Project(Document):
    """An open project.

    Parameters
    ----------
    file : ProjectFile
        The open file; `create`, `open` and `untitled` make one.
    """

    def __init__(self, file: ProjectFile) -> None:
        super().__init__(Store(file))
        self._is_changed = False
        self.listen(self._notice_change)

    @classmethod
    def create(cls, path: Path | str, *, overwrite: bool = False) -> Self:
        """Make an empty project and open it.

        Raises
        ------
        UsageError
            If the file exists and may not be overwritten, or its folder is missing.
        ProjectError, WriteError
            If disk or folder do not take it.
        """
        create_file(Path(path), overwrite=overwrite)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False) -> Self:
        """Open a project; where another process has it, or it cannot be written to, for reading only.

        Raises
        ------
        ProjectError
            If it is missing, no project, damaged, or made by a newer program.
        """
        return cls(open_file(Path(path), read_only=read_only))

    @classmethod
    def untitled(cls) -> Self:
        """Make a project that has no name yet; it lies in the recovery folder."""
        return cls.create(untitled_path())

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self._store.file.path

    @property
    def is_untitled(self) -> bool:
        """Whether it was never given a name."""
        return is_untitled(self.path)

    @property
    def read_only_reason(self) -> str | None:
        """Why it is open for reading only, without the final stop; None where it can be written to."""
        return self._store.file.access.reason or None

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know about how it is open, sentences without the final stop."""
        return self._store.file.notices

    def save_as(self, path: Path | str, *, overwrite: bool = False) -> None:
        """Save all of it, with its history, under another name, and go on there.

        A project that had no name is moved; one that had stays where it was, too.

        Raises
        ------
        UsageError
            If the file exists and may not be overwritten, or is open somewhere.
        ProjectError, WriteError
            If disk or folder do not take it.
        """
        self._store.check_at_rest()
        target = Path(path).resolve()
        if target == self.path and not self._is_lost():
            return
        check_replaceable(target, overwrite=overwrite)
        copy_to(self._store.file.connection, target, overwrite=overwrite)
        left, was_untitled = self._store.file, self.is_untitled
        self._store.file = open_file(target)
        left.close()
        if was_untitled:
            discard(left.path)
        self.media.write_relative_places()

    def propagate(
        self, thing: ProjectObject, *, tell: Callable[[Message], None] = lambda _: None, **wishes: Any
    ) -> list[int]:
        """Carry an object to its other frames; see `editor.project.propagating.propagate`."""
        return propagate(self, thing, tell, **wishes)

    def render(
        self,
        shot: Shot,
        out: Path | str,
        *,
        tell: Callable[[Message], None] = lambda _: None,
        **wishes: Any,
    ) -> Result:
        """Remove the objects of a shot and deliver it; see `editor.project.rendering.render_shot`."""
        return render_shot(self, shot, str(out), tell, **wishes)

    def deliver(
        self, edit: Path | str, out: Path | str, plates: Path | str, **wishes: Any
    ) -> tuple[str, ...]:
        """Render what an edit needs and put it in; see `editor.project.delivering.deliver`."""
        from editor.project.delivering import deliver  # no other verb waits for the libraries of timelines

        return deliver(self, Path(edit), Path(out), Path(plates), **wishes)

    def back_up(self) -> Backup:
        """Write a backup now."""
        return back_up(self._store.file.connection, self.path)

    def back_up_if_due(self) -> Backup | None:
        """Write a backup if there were edits since this was opened, and none was made for a while."""
        latest = next(iter(self.backups()), None)
        is_recent = latest is not None and datetime.now(UTC) - latest.made_at < BACKUP_EVERY
        if is_recent or not self._is_changed or self.is_untitled:
            return None
        self._is_changed = False
        return self.back_up()

    def backups(self) -> list[Backup]:
        """List its backups, the latest first."""
        return backups_of(self.path)

    def close(self) -> None:
        """Give the file back; everything is on the disk already."""
        with suppress(ProjectError, WriteError, OSError):  # a backup that fails is no reason to stay open
            self.back_up_if_due()
        self._store.file.close()

    def discard(self) -> None:
        """Close a project that has no name, and remove it."""
        if not self.is_untitled:
            raise ValueError(f"{self.path} has a name")
        self._store.file.close()
        discard(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _notice_change(self, _: Committed) -> None:
        self._is_changed = True

    def _is_lost(self) -> bool:
        try:
            self._store.file.check_place()
        except LostProjectError:
            return True
        return False
