"""All that the panels share, in one place; it outlives the window."""

from __future__ import annotations

from fractions import Fraction

from editor.project.content.shots import Shot
from editor.project.history.events import Committed, ObjectChanged, ShotChanged, Step
from ui.desk.background import Background
from ui.desk.document import DocumentBridge, touches
from ui.desk.frames import FrameStore
from ui.desk.mattes import MatteStore
from ui.desk.playhead import Playhead
from ui.desk.selection import Selection
from ui.desk.turns import Turns
from ui.desk.view_options import ViewState
from ui.preferences import Preferences
from ui.timeline.lane_store import LaneStore


class Desk:
    """The document and how it is looked at.

    Parameters
    ----------
    preferences : Preferences
        What the user set.
    """

    def __init__(self, preferences: Preferences) -> None:
        self.preferences = preferences
        self.background = Background()
        self.turns = Turns()
        self.document = DocumentBridge(self.background)
        self.playhead = Playhead()
        self.selection = Selection(self.document)
        self.view = ViewState()
        self.lanes = LaneStore(self.document, self.selection, self.background)
        self.frames = FrameStore(self.document, self.selection, self.playhead, preferences)
        self.mattes = MatteStore(self.document, self.selection, self.playhead, self.view)
        self.document.opened.connect(self._enter_project)
        self.document.edited.connect(self._follow_edit)
        self.document.shot_added.connect(self._take_added)
        self.document.stepped.connect(self._show_step)
        self.selection.shot_changed.connect(self._enter_shot)

    def close(self) -> None:
        """Keep how things were looked at, and give all back."""
        self.keep_view()
        self.document.close()
        self.frames.close()
        self.mattes.close()
        self.background.close()
        self.turns.close()
        self.preferences.flush()

    def keep_view(self) -> None:
        """Keep shot and frame with the project."""
        project, shot = self.document.project, self.selection.shot
        if project is not None and shot is not None and self.document.is_writable:
            with self.document.attempt():
                project.view.keep({"shot": shot.id, "frame": self.playhead.frame})

    def _enter_project(self) -> None:
        project = self.document.project
        shots = [] if project is None else project.shots.all()
        kept = {} if project is None else project.view.all()
        shot = next((one for one in shots if one.id == kept.get("shot")), shots[0] if shots else None)
        self.selection.choose_shot(shot)
        if shot is not None and kept.get("shot") == shot.id:
            self.playhead.go(int(kept.get("frame", 0)))

    def _enter_shot(self) -> None:
        project, shot = self.document.project, self.selection.shot
        if project is None or shot is None:
            self.playhead.enter(range(0), Fraction(25))
            return
        rate = project.media.get(shot.media_id).facts.rate
        self.playhead.enter(shot.frames, rate, self.playhead.frame)

    def _take_added(self, shot: Shot) -> None:
        """Work on a shot that came in; the first one of a project is worked on since it was added."""
        if shot != self.selection.shot:
            self.selection.choose_shot(shot)

    def _follow_edit(self, committed: Committed) -> None:
        if touches(committed, ShotChanged):
            self.selection.refresh_shot()
        if touches(committed, ObjectChanged):
            self.selection.refresh_object()

    def _show_step(self, step: Step) -> None:
        """Look where an undone edit was made, so that it is seen to change."""
        project, place = self.document.project, step.place
        if project is None or place.shot_id is None:
            return
        shot = next((one for one in project.shots.all() if one.id == place.shot_id), None)
        if shot is not None and shot != self.selection.shot:
            self.selection.choose_shot(shot)
        if place.frame is not None:
            self.playhead.go(place.frame)
