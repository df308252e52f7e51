"""The smart tool: a click finds the thing, more clicks make it better."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF

from editor.masks.codec import decode_matte, encode_matte
from editor.masks.model.frame_mattes import FrameMatte, FrameState, Seed, digest_of
from editor.masks.smart.selection import select
from editor.media.playback.screen import ScreenPixels
from editor.project.content.objects import ProjectObject
from ui.desk.desk import Desk
from ui.tools.marks import draw_seed
from ui.tools.tool import Pointer, Tool, distance_px
from ui.viewer.placement import Placement

_SCRIBBLE_PX = 6.0
_SCRIBBLE_SIZE = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class SmartRequest:
    """What is looked for.

    Attributes
    ----------
    serial : int
        Ascending; the newest counts.
    frame, object_id : int
        Where the matte goes.
    pixels : ndarray of uint8
        The frame.
    size : tuple of int
        Width and height of the matte.
    seeds : tuple of Seed
        All clicks, the newest last.
    before : bytes or None
        The encoded matte of the clicks before.
    """

    serial: int
    frame: int
    object_id: int
    pixels: ScreenPixels
    size: tuple[int, int]
    seeds: tuple[Seed, ...]
    before: bytes | None


class SmartTool(Tool):
    """A click on the object, a right click (or Alt) on what stays; a drag is a scribble.

    The clicks stay with the matte of the frame until it is accepted, so that the next one refines it.

    Parameters
    ----------
    desk : Desk
        What it acts on.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._way: list[tuple[float, float]] = []
        self._places: list[QPointF] = []
        self._is_background = False
        self._serial = 0
        self._pending: tuple[Seed, ...] = ()

    @property
    def is_unfinished(self) -> bool:
        """Whether a scribble is in hand."""
        return bool(self._way)

    def press(self, pointer: Pointer, placement: Placement) -> None:
        """Begin a click or a scribble."""
        self._is_background = pointer.is_right or pointer.holds(Qt.KeyboardModifier.AltModifier)
        self._way, self._places = [(pointer.x, pointer.y)], [pointer.place]

    def move(self, pointer: Pointer, placement: Placement) -> None:
        """Go on with the scribble."""
        if self._way and distance_px(pointer.place, self._places[-1]) >= _SCRIBBLE_PX:
            self._way.append((pointer.x, pointer.y))
            self._places.append(pointer.place)
            self.refresh()

    def release(self, pointer: Pointer, placement: Placement) -> None:
        """Look for what was clicked on, in another thread."""
        way, self._way, self._places = tuple(self._way), [], []
        if not way:
            return
        seed = Seed(way, self._is_background, _SCRIBBLE_SIZE if len(way) > 1 else 0.0)
        self._look(seed)
        self.refresh()

    def drop(self) -> None:
        """Drop the scribble in hand, and what is being looked for."""
        self._way, self._places, self._pending = [], [], ()
        self._serial += 1
        self.refresh()

    def paint(self, painter: QPainter, placement: Placement) -> None:
        """Draw the clicks of this frame."""
        for seed in (*self._seeds_here(), *self._pending):
            middle = seed.points[len(seed.points) // 2]
            draw_seed(painter, placement.to_widget(*middle), is_background=seed.is_background)
        if len(self._places) > 1:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(230, 230, 230), 3))
            painter.drawPolyline(QPolygonF(self._places))

    def _look(self, seed: Seed) -> None:
        frame = self.desk.playhead.frame
        shown, found = self.desk.frames.best(frame), self.workpiece()
        if shown is None or found is None:
            return
        project, thing = found
        present = self._matte_here(thing)
        kept = () if present is None else present.seeds
        seeds = (*kept, *self._pending, seed)
        if all(one.is_background for one in seeds):
            self.desk.document.noticed.emit(self.tr("Click on what is to be removed first."))
            return
        self._serial += 1
        self._pending = (*self._pending, seed)
        facts = project.media.get(project.shots.get(thing.shot_id).media_id).facts
        before = None if present is None else project.picture(present.digest)
        request = SmartRequest(
            self._serial, frame, thing.id, shown.pixels, (facts.width, facts.height), seeds, before
        )
        done: Callable[[bytes], None] = lambda encoded: self._take(request, encoded)  # noqa: E731
        self.desk.document.busy.emit(self.tr("Looking for the outline ..."))
        self.desk.background.run(lambda: selected(request), done, self.desk.document.failed.emit)

    def _take(self, request: SmartRequest, encoded: bytes) -> None:
        """Give the frame the matte, unless somebody clicked again or went away from it."""
        project = self.desk.document.project
        if request.serial != self._serial or project is None:
            return
        self._pending = ()
        self.desk.document.busy.emit("")
        matte = FrameMatte(request.frame, FrameState.CORRECTED, digest_of(encoded), seeds=request.seeds)
        with self.desk.document.attempt():
            project.layers.put_matte(request.object_id, matte, encoded)
        self.refresh()

    def _matte_here(self, thing: ProjectObject) -> FrameMatte | None:
        """Find the matte of this frame whose clicks can still be added to."""
        project, frame = self.desk.document.project, self.desk.playhead.frame
        if project is None:
            return None
        for placed in project.layers.on_frame(thing.id, frame):
            layer = placed.layer
            if isinstance(layer, FrameMatte) and layer.state is FrameState.CORRECTED and layer.seeds:
                return layer
        return None

    def _seeds_here(self) -> tuple[Seed, ...]:
        thing = self.desk.selection.object
        present = None if thing is None else self._matte_here(thing)
        return () if present is None else present.seeds


def selected(request: SmartRequest) -> bytes:
    """Look for what was clicked on, at the size of the clip even where only a proxy is there yet.

    Returns
    -------
    bytes
        The encoded matte.
    """
    pixels = request.pixels
    if pixels.shape[1::-1] != request.size:
        pixels = np.asarray(cv2.resize(pixels, request.size, interpolation=cv2.INTER_LINEAR), np.uint8)
    rgb = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGRA2RGB), np.uint8)
    before = None if request.before is None else decode_matte(request.before)
    return encode_matte(select(rgb, request.seeds, before=before))
