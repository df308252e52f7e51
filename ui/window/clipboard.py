"""Copying and pasting: keys to other frames and objects, objects to other shots."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import QObject

from editor.errors import UsageError
from editor.project.content.objects import ProjectObject
from editor.project.copying import copy_to_shot
from editor.project.pasting import CopiedKeys, copy_keys, paste_keys
from editor.project.project import Project
from ui.actions.registry import ActionRegistry
from ui.desk.desk import Desk
from ui.timeline.strip import TimeStrip


@dataclass(frozen=True, slots=True)
class CopiedObject:
    """An object that was copied as a whole.

    Attributes
    ----------
    object_id : int
        The object.
    first_frame : int
        First frame of its shot.
    """

    object_id: int
    first_frame: int


class Clipboard(QObject):
    """Binds the actions that copy and paste.

    Parameters
    ----------
    desk : Desk
        The document and the selection.
    actions : ActionRegistry
        The actions.
    strip : TimeStrip
        Whose chosen keys are copied.
    """

    def __init__(self, desk: Desk, actions: ActionRegistry, strip: TimeStrip) -> None:
        super().__init__(strip)
        self._desk, self._strip = desk, strip
        self._copied: CopiedKeys | CopiedObject | None = None
        actions.bind("copy", self._copy)
        actions.bind("copy-object", self._copy_object)
        actions.bind("paste", self._paste)
        desk.document.opened.connect(self._forget)

    def _forget(self) -> None:
        """Ids of one project mean nothing in another."""
        self._copied = None

    def _copy(self) -> None:
        """Copy the chosen keys, or else what there is on this frame."""
        found = self._thing()
        if found is None:
            return
        project, thing = found
        frames = {frame for object_id, frame in self._strip.selected if object_id == thing.id}
        copied = copy_keys(project, thing, frames or {self._desk.playhead.frame})
        if copied is None:
            self._desk.document.noticed.emit(self.tr("There is no key here that could be copied."))
        else:
            self._copied = copied

    def _copy_object(self) -> None:
        found, shot = self._thing(), self._desk.selection.shot
        if found is not None and shot is not None:
            self._copied = CopiedObject(found[1].id, shot.first_frame)

    def _paste(self) -> None:
        copied = self._copied
        if copied is None:
            self._desk.document.noticed.emit(self.tr("Nothing was copied yet."))
        elif isinstance(copied, CopiedKeys):
            self._paste_keys(copied)
        else:
            self._paste_object(copied)

    def _paste_keys(self, copied: CopiedKeys) -> None:
        found = self._thing()
        if found is None:
            return
        project, thing = found
        with self._desk.document.attempt():
            pasted = paste_keys(project, copied, thing, self._desk.playhead.frame)
            if not pasted:
                self._desk.document.noticed.emit(self.tr("None of the copied keys fits this shot."))
            self._strip.select(frozenset((thing.id, frame) for frame in pasted))

    def _paste_object(self, copied: CopiedObject) -> None:
        """Copy an object to this shot; both begin where their shots do."""
        project, shot = self._desk.document.project, self._desk.selection.shot
        if project is None or shot is None:
            return
        with self._desk.document.attempt():
            try:
                thing = project.objects.get(copied.object_id)
            except UsageError:
                self._desk.document.noticed.emit(self.tr("The copied object is gone."))
                return
            is_same = thing.shot_id == shot.id
            delay_frames = 0 if is_same else shot.first_frame - copied.first_frame
            made = copy_to_shot(project, thing, shot, delay_frames)
            self._desk.selection.choose_object(made.id)

    def _thing(self) -> tuple[Project, ProjectObject] | None:
        project, thing = self._desk.document.project, self._desk.selection.object
        if project is None or thing is None:
            self._desk.document.noticed.emit(self.tr("Select an object first."))
            return None
        return project, thing
