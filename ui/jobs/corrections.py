"""A propagated matte that somebody corrected, and the frames that the correction speaks for."""

from __future__ import annotations

from bisect import bisect_left

from PyQt6.QtCore import QObject, pyqtSignal

from editor.masks.model.frame_mattes import FrameMatte, FrameState
from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import frame_state
from editor.project.history.events import Cause, Committed, LayerChanged
from ui.desk.attention import key_frames
from ui.desk.desk import Desk


class CorrectionWatch(QObject):
    """Notices corrections by hand.

    Parameters
    ----------
    desk : Desk
        The document.
    """

    corrected = pyqtSignal(int, object)
    """A frame of the selected object was corrected: it, and the range up to the next keys on both sides."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        desk.document.edited.connect(self._follow)

    def _follow(self, committed: Committed) -> None:
        project, thing = self._desk.document.project, self._desk.selection.object
        if committed.cause is not Cause.EDIT or project is None or thing is None:
            return
        frame = self._desk.playhead.frame
        here = [
            event
            for event in committed.events
            if isinstance(event, LayerChanged)
            and event.object_id == thing.id
            and event.first_frame == event.last_frame == frame
        ]
        if not here:
            return
        on_frame = tuple(placed.layer for placed in project.layers.on_frame(thing.id, frame))
        was_made = any(isinstance(it, FrameMatte) and it.state is FrameState.AI for it in on_frame)
        if was_made and frame_state(on_frame, frame, MatteClass.MAIN) is FrameState.CORRECTED:
            keys = key_frames([placed.layer for placed in project.layers.of(thing.id)])
            self.corrected.emit(frame, span_between(keys, frame, self._desk.playhead.marked))


def span_between(keys: list[int], frame: int, inside: range) -> range:
    """Find the frames from the key before a frame to the one after, both included, within others."""
    others = [key for key in keys if key != frame]
    at = bisect_left(others, frame)
    first = others[at - 1] if at else inside.start
    last = others[at] if at < len(others) else inside.stop - 1
    return range(max(first, inside.start), min(last, inside.stop - 1) + 1)
