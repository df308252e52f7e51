"""A delivery looked at beforehand, and run beside the window; nothing here loads the libraries of edits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from PyQt6.QtCore import QObject, pyqtSignal

from editor.errors import CleanplateError
from editor.project.project import Project
from editor.render.errors import InterruptedRenderError
from editor.render.messages import Message


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A shot of the edit, as it would be delivered now.

    Attributes
    ----------
    name : str
        Of the shot in the edit, and of its plates.
    shot_name : str
        Of the project's shot that it is rendered from; empty where there is none.
    versions : tuple of int
        That are there already.
    next_version : int
        That would be rendered.
    has_shot : bool
        Whether the project has a shot of these frames at all.
    """

    name: str
    shot_name: str
    versions: tuple[int, ...]
    next_version: int
    has_shot: bool

    @property
    def is_ready(self) -> bool:
        """Whether it can be rendered."""
        return bool(self.shot_name)


@dataclass(frozen=True, slots=True)
class DeliverySurvey:
    """What a delivery into an edit would do.

    Attributes
    ----------
    rows : tuple of DeliveryRow
        The shots of the edit.
    ways : tuple of str
        How plates can come into it: values of `editor.timeline.delivery.insertion.Way`.
    endings : tuple of str
        That the new edit may have, the usual one first.
    notices : tuple of str
        Sentences about shots that are gone or offline.
    """

    rows: tuple[DeliveryRow, ...]
    ways: tuple[str, ...]
    endings: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeliveryOrder:
    """What is to be delivered.

    Attributes
    ----------
    project, edit, out, plates : Path
        The project, the edit as it came, as it goes back, and the folder of plates.
    way : str
        How plates come in.
    """

    project: Path
    edit: Path
    out: Path
    plates: Path
    way: str


def next_edit_name(edit: Path, ending: str) -> Path:
    """Name the edit that goes back, beside the one that came: a version that is not there yet."""
    number = 1
    while (path := edit.with_name(f"{edit.stem}_clean_v{number:03}{ending}")).exists():
        number += 1
    return path


class DeliveryRun(QObject):
    """Renders and puts plates in, in a thread; the renders themselves are processes.

    Parameters
    ----------
    order : DeliveryOrder
        What to do. The project is opened anew for reading, and may be edited meanwhile.
    """

    told = pyqtSignal(object)
    """What a render says: `Message`."""
    ended = pyqtSignal(object)
    """It is done: a tuple of sentences, or the `CleanplateError` that ended it."""

    def __init__(self, order: DeliveryOrder) -> None:
        super().__init__()
        self._order = order
        self._stop = Event()
        self._thread = Thread(target=self._work, name="delivery", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """End it as soon as the render says something; versions that are complete stay."""
        self._stop.set()

    def _work(self) -> None:
        result: tuple[str, ...] | CleanplateError
        try:
            result = _deliver(self._order, self._tell)
        except CleanplateError as error:
            result = error
        with suppress(RuntimeError):  # the window is gone already
            self.ended.emit(result)

    def _tell(self, message: Message) -> None:
        if self._stop.is_set():
            raise InterruptedRenderError
        with suppress(RuntimeError):
            self.told.emit(message)


def survey(project_path: Path, edit: Path, plates: Path) -> DeliverySurvey:
    """Look at what a delivery would do, and what is missing.

    Raises
    ------
    CleanplateError
        If the edit, the list beside it or the project cannot be read.
    """
    from ui.edits.surveying import survey_edit  # loads the libraries of timelines

    with Project.open(project_path, read_only=True) as project:
        return survey_edit(project, edit, plates)


def _deliver(order: DeliveryOrder, tell: Callable[[Message], None]) -> tuple[str, ...]:
    from editor.timeline.delivery.insertion import Way

    with Project.open(order.project, read_only=True) as project:
        return project.deliver(order.edit, order.out, order.plates, way=Way(order.way), tell=tell)
