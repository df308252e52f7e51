"""The document as the window sees it: a listener that turns its events into signals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from editor.errors import CleanplateError
from editor.project.content.media import ClipFacts, look_at
from editor.project.content.shots import Shot
from editor.project.history.events import Committed, Step
from editor.project.project import Project
from ui.desk.background import Background

PROJECT_SUFFIX = ".cleanplate"

T = TypeVar("T")


class Attempt:
    """A context in which errors made on purpose are told instead of raised.

    Parameters
    ----------
    tell : callable
        Gets the error.
    """

    def __init__(self, tell: Callable[[CleanplateError], None]) -> None:
        self._tell = tell

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, CleanplateError):
            return False
        self._tell(error)
        return True


class DocumentBridge(QObject):
    """The open project, or none.

    Parameters
    ----------
    background : Background
        Where clips are looked at.
    """

    opened = pyqtSignal()
    """Another project is open now, or none."""
    edited = pyqtSignal(object)
    """A transaction is on the disk: `Committed`."""
    renamed = pyqtSignal()
    """The project has another name."""
    stepped = pyqtSignal(object)
    """Undo or redo took this `Step`; its place is worth looking at."""
    shot_added = pyqtSignal(object)
    """A clip came in: `Shot`."""
    busy = pyqtSignal(str)
    """A sentence on what is going on, empty when it is over."""
    noticed = pyqtSignal(str)
    """Something the user should know."""
    failed = pyqtSignal(object)
    """Something did not work: `CleanplateError`."""

    def __init__(self, background: Background) -> None:
        super().__init__()
        self._background = background
        self._project: Project | None = None
        self._stop_listening: Callable[[], None] = lambda: None

    @property
    def project(self) -> Project | None:
        """The open project."""
        return self._project

    @property
    def is_writable(self) -> bool:
        """Whether there is a project that can be written to."""
        return self._project is not None and self._project.read_only_reason is None

    def attempt(self) -> Attempt:
        """Do something, as a context, that may fail with a sentence; `failed` then tells it."""
        return Attempt(self.failed.emit)

    def new(self) -> None:
        """Start a project without a name."""
        with self.attempt():
            self._take(Project.untitled())

    def open(self, path: Path) -> None:
        """Open a project, or a clip in a new project."""
        if path.suffix == PROJECT_SUFFIX:
            self.open_project(path)
            return

        def come_in(looked_at: tuple[ClipFacts, Path]) -> None:
            facts, made = looked_at
            self._take(Project.open(made))
            project = self._project
            # Once the empty project is on the screen: both at once would hold the window up.
            QTimer.singleShot(0, lambda: self._add(facts) if self._project is project else None)

        self._look(path, _looked_at_for_new, come_in)

    def open_project(self, path: Path) -> None:
        """Open a project, for reading only where it cannot be written to."""
        with self.attempt():
            self._take(Project.open(path))

    def import_clip(self, path: Path) -> None:
        """Add a clip to the open project; to a new one where there is none."""
        if self._project is None:
            self.open(path)
        else:
            self._look(path, look_at, self._add)

    def relink(self, media_id: int, path: Path) -> None:
        """Take a clip of the project from another place."""

        def link(facts: ClipFacts) -> None:
            if self._project is not None:
                self._project.media.relink(media_id, facts)
                self.opened.emit()

        self._look(path, look_at, link)

    def save_as(self, path: Path, *, overwrite: bool = False) -> None:
        """Give the project another name."""
        if self._project is None:
            return
        with self.attempt():
            self._project.save_as(path, overwrite=overwrite)
            self.renamed.emit()

    def undo(self) -> None:
        """Take the last change back."""
        self._step(lambda project: project.undo())

    def redo(self) -> None:
        """Do again what was undone last."""
        self._step(lambda project: project.redo())

    def go_back_to(self, step: Step) -> None:
        """Undo or redo until a step is the last one that was done."""
        if self._project is None:
            return
        with self.attempt():
            while (last := self._project.history.next_undo) is not None and last.id > step.id:
                self._project.undo()
            while (after := self._project.history.next_redo) is not None and after.id <= step.id:
                self._project.redo()
        self.stepped.emit(step)

    def discard(self) -> None:
        """Close a project without a name, and remove it."""
        if self._project is not None and self._project.is_untitled:
            project, self._project = self._project, None
            self._stop_listening()
            with self.attempt():
                project.discard()
            self.opened.emit()

    def close(self) -> None:
        """Give the project back; everything is on the disk already."""
        if self._project is not None:
            self._stop_listening()
            project, self._project = self._project, None
            project.close()
            self.opened.emit()

    def _take(self, project: Project) -> None:
        self.close()
        self._project = project
        self._stop_listening = project.listen(self.edited.emit)
        self.opened.emit()
        for notice in project.notices:
            self.noticed.emit(f"{notice}.")
        if project.read_only_reason is not None:
            self.noticed.emit(self.tr("Open for reading only: {0}.").format(project.read_only_reason))

    def _look(self, path: Path, look: Callable[[Path], T], then: Callable[[T], None]) -> None:
        self.busy.emit(self.tr("Reading {0} ...").format(path.name))

        def done(found: T) -> None:
            self.busy.emit("")
            with self.attempt():
                then(found)

        def failed(error: CleanplateError) -> None:
            self.busy.emit("")
            self.failed.emit(error)

        self._background.run(lambda: look(path), done, failed)

    def _add(self, facts: ClipFacts) -> None:
        project = self._project
        if project is None:
            return
        clip = Path(facts.absolute)
        with self.attempt():
            with project.edit(f"Add {clip.name}"):
                media = project.media.add(facts)
                shot: Shot = project.shots.add(media.id, range(facts.frame_count), clip.stem)
            self.shot_added.emit(shot)

    def _step(self, do: Callable[[Project], Step | None]) -> None:
        if self._project is None:
            return
        with self.attempt():
            step = do(self._project)
            if step is not None:
                self.stepped.emit(step)


def _looked_at_for_new(clip: Path) -> tuple[ClipFacts, Path]:
    """Look at a clip, and make the empty project that it comes into; in any thread."""
    facts = look_at(clip)
    with Project.untitled() as made:
        return facts, made.path


def touches(committed: Committed, *kinds: type) -> bool:
    """Whether a transaction has events of these kinds."""
    return any(isinstance(event, kinds) for event in committed.events)
