"""The edit that the project's shots come from: read beside the window, matched with the shots there are."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import QObject, pyqtSignal

from editor.errors import CleanplateError
from editor.project.content.media import ClipFacts
from editor.project.content.shots import Shot
from editor.project.history.events import Committed, MediaChanged, SettingChanged, ShotChanged
from editor.project.project import Project
from ui.desk.desk import Desk
from ui.desk.document import touches
from ui.edits.listing import DEFAULT_HANDLES, DEFAULT_PATTERN, ListedShot, ListSettings
from ui.edits.tracks import TracedEdit, TrackItem
from ui.languages.errors import told as told_error

if TYPE_CHECKING:
    from ui.edits.reading import EditReader

EDIT_SETTING = "edit"
"""Of the project: the edit that its shots came from."""

READING_SETTING = "edit-reading"
"""Of the project: how that edit is read; see `ReadingChoices.kept`."""


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """How an edit is read, as its shot list was left.

    Attributes
    ----------
    listing : ListSettings
        How shots are made.
    rate : str
        Frames per second of an EDL as a fraction; empty for the most probable one.
    search : tuple of Path
        Folders to search for media.
    keeps_list : bool
        Whether shots are noted in the list beside the edit.
    """

    listing: ListSettings = field(default_factory=ListSettings)
    rate: str = ""
    search: tuple[Path, ...] = ()
    keeps_list: bool = True

    def kept(self) -> dict[str, Any]:
        """Write it as JSON can hold it."""
        return {
            "pattern": self.listing.pattern,
            "handles": self.listing.handles,
            "with_muted": self.listing.with_disabled,
            "rate": self.rate,
            "search": [str(folder) for folder in self.search],
            "keeps_list": self.keeps_list,
        }

    @classmethod
    def of(cls, kept: object) -> ReadingChoices:
        """Read what a project kept; what is missing or damaged is as usual."""
        if not isinstance(kept, dict):
            return cls()
        try:
            listing = ListSettings(
                str(kept.get("pattern", DEFAULT_PATTERN)),
                int(kept.get("handles", DEFAULT_HANDLES)),
                bool(kept.get("with_muted", False)),
            )
            rate = str(kept.get("rate", ""))
            if rate:
                Fraction(rate)
            search = tuple(Path(str(folder)) for folder in kept.get("search", ()))
        except (TypeError, ValueError, ZeroDivisionError):
            return cls()
        return cls(listing, rate, search, bool(kept.get("keeps_list", True)))


class EditStore(QObject):
    """Tracks and clips of the project's edit.

    Parameters
    ----------
    desk : Desk
        The project, and where things are read.
    """

    changed = pyqtSignal()
    """The edit, or what is known of it, is another now."""
    shots_changed = pyqtSignal()
    """Other shots of the project stand for its clips."""
    entered = pyqtSignal(object, int)
    """A clip was opened: `TrackItem`, and the frame of its sequence to look at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._path: Path | None = None
        self._choices = ReadingChoices()
        self._edit: TracedEdit | None = None
        self._reader: EditReader | None = None
        self._shots: dict[str, list[Shot]] = {}
        self._places: dict[str, str] = {}
        self._serial = 0
        self._is_reading = self._is_making = self._is_awake = self._is_due = False
        self.error: CleanplateError | None = None
        desk.document.opened.connect(self._enter_project)
        desk.document.edited.connect(self._follow)
        self._enter_project()

    @property
    def path(self) -> Path | None:
        """Of the edit; None where the project has none."""
        return self._path

    @property
    def edit(self) -> TracedEdit | None:
        """The edit, as far as it is read."""
        return self._edit

    @property
    def is_busy(self) -> bool:
        """Whether it is being read, or a clip looked at."""
        return self._is_reading or self._is_making

    def shot_of(self, item: TrackItem) -> Shot | None:
        """Find the project's shot that holds the frames of a clip."""
        if not item.clip:
            return None
        if item.clip not in self._places:
            self._places[item.clip] = _place(item.clip)
        holding = (
            shot
            for shot in self._shots.get(self._places[item.clip], ())
            if shot.first_frame <= item.shot_frames.start and item.shot_frames.stop - 1 <= shot.last_frame
        )
        return next(holding, None)

    def wake(self, is_awake: bool) -> None:
        """Read the edit from now on as soon as there is something to read, or only once it is seen again."""
        self._is_awake = is_awake
        if is_awake and self._is_due:
            self.read()

    def read(self) -> None:
        """Read the edit anew, with the clean plates that are there now; later where nobody sees it."""
        path, choices = self._path, self._choices
        self._serial += 1
        self._is_due = path is not None and not self._is_awake
        if self._is_due:
            return
        serial = self._serial
        self.error = None
        self._places.clear()
        if path is None or self._edit is None or self._edit.path != path:
            self._edit, self._reader = None, None
        if path is None:
            self._is_reading = False
            self.changed.emit()
            return
        self._is_reading = True
        self.changed.emit()

        def done(read: tuple[EditReader, TracedEdit]) -> None:
            if serial == self._serial:
                self._is_reading = False
                self._reader, self._edit = read
                self.changed.emit()

        def failed(error: CleanplateError) -> None:
            if serial == self._serial:
                self._is_reading = False
                self._edit, self._reader, self.error = None, None, error
                self.changed.emit()

        self._desk.background.run(lambda: _read(path, choices), done, failed)

    def open(self, item: TrackItem, place: int) -> None:
        """Work on the shot of a clip, which is made where the project has none.

        Parameters
        ----------
        item : TrackItem
            The clip.
        place : int
            Frame of its sequence to look at.
        """
        shot = self.shot_of(item)
        if shot is not None:
            self._enter(item, shot, place)
        elif item.clip and item.shot and self._desk.document.is_writable and not self._is_making:
            self._make(item, place)

    def _make(self, item: TrackItem, place: int) -> None:
        """Make the shot of a clip: the clip is looked at beside the window."""
        reader, choices, document = self._reader, self._choices, self._desk.document
        if reader is None:
            return
        serial = self._serial
        self._is_making = True
        document.busy.emit(self.tr("Looking at {0} ...").format(item.name))

        def done(made: tuple[ClipFacts, str]) -> None:
            self._is_making = False
            document.busy.emit("")
            if serial == self._serial:
                facts, notice = made
                if notice:
                    document.noticed.emit(notice)
                self._add(item, facts, place)

        def failed(error: CleanplateError) -> None:
            self._is_making = False
            document.busy.emit("")
            document.failed.emit(error)

        self._desk.background.run(lambda: _looked_at(reader, item, choices), done, failed)

    def _add(self, item: TrackItem, facts: ClipFacts, place: int) -> None:
        project = self._desk.document.project
        if project is None:
            return
        taken = {shot.name for shot in project.shots.all()}
        name, count = item.shot, 1
        while name in taken:
            count += 1
            name = f"{item.shot}_{count}"
        with self._desk.document.attempt():
            with project.edit(f"Add shot {name}"):
                media = project.media.add(facts)
                shot = project.shots.add(
                    media.id, item.shot_frames, name, handles=self._choices.listing.handles
                )
            self._desk.document.shot_added.emit(shot)
            self._enter(item, shot, place)

    def _enter(self, item: TrackItem, shot: Shot, place: int) -> None:
        if shot != self._desk.selection.shot:
            self._desk.selection.choose_shot(shot)
        frame = item.clip_frame(place)
        if frame is not None:
            self._desk.playhead.go(frame)
        self.entered.emit(item, place)

    def _enter_project(self) -> None:
        self._read_settings()
        self._match()
        self.read()

    def _follow(self, committed: Committed) -> None:
        names = {event.name for event in committed.events if isinstance(event, SettingChanged)}
        if names & {EDIT_SETTING, READING_SETTING}:
            self._read_settings()
            self.read()
        if touches(committed, ShotChanged, MediaChanged):
            self._match()

    def _read_settings(self) -> None:
        project = self._desk.document.project
        settings = {} if project is None else project.settings.all()
        kept = settings.get(EDIT_SETTING)
        self._path = None if kept is None else Path(str(kept))
        self._choices = ReadingChoices.of(settings.get(READING_SETTING))

    def _match(self) -> None:
        """Sort the project's shots by the places of their clips."""
        project = self._desk.document.project
        self._shots = {}
        if project is not None:
            places = {media.id: _place(media.facts.absolute) for media in project.media.all()}
            for shot in project.shots.all():
                self._shots.setdefault(places[shot.media_id], []).append(shot)
        self.shots_changed.emit()


def keep_edit(project: Project, path: Path, choices: ReadingChoices) -> None:
    """Note in a project which edit its shots come from, and how it is read."""
    if project.settings.get(EDIT_SETTING) != str(path):
        project.settings.set(EDIT_SETTING, str(path))
    if project.settings.get(READING_SETTING) != choices.kept():
        project.settings.set(READING_SETTING, choices.kept())


def plates_folder(edit: Path) -> Path:
    """Name the folder of an edit's clean plates, unless another is chosen when it is delivered."""
    return edit.parent / "plates"


def _read(path: Path, choices: ReadingChoices) -> tuple[EditReader, TracedEdit]:
    from ui.edits.reading import EditReader  # loads the libraries of timelines

    reader = EditReader(path, Fraction(choices.rate) if choices.rate else None, choices.search)
    return reader, reader.tracks(choices.listing, plates_folder(path))


def _looked_at(reader: EditReader, item: TrackItem, choices: ReadingChoices) -> tuple[ClipFacts, str]:
    """Find out what a project keeps of a clip, and note its shot; tell why where that did not work."""
    facts = reader.facts([ListedShot(item.shot, item.clip)])[item.clip]
    notice = ""
    if choices.keeps_list:
        try:
            reader.remember([item.shot], choices.listing)
        except CleanplateError as error:
            notice = told_error(error)
    return facts, notice


def _place(clip: str) -> str:
    return os.path.normcase(Path(clip).absolute())
