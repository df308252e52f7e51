"""Painting a clean plate: cloned, healed, or taken from another frame."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from PyQt6.QtCore import QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QBrush, QColor, QPainter, QPen, QTransform

from editor.errors import CleanplateError
from editor.masks.tracking.matching import Homography
from editor.media.playback.screen import ScreenPixels
from editor.plates.pictures import ClipPictures
from editor.project.content.plates import PlateOrigin
from editor.project.project import Project
from ui.desk.desk import Desk
from ui.tools.brush import BrushTool
from ui.tools.plate_work import PlateKind, PlateStroke, PlateWork, find_alignment, work_out
from ui.tools.tool import BrushSettings, Pointer, distance_px
from ui.viewer.images import image_of
from ui.viewer.placement import Placement, from_fractions
from ui.viewer.plates import PlateStore

_CLICK_PX = 3.0
_CROSS_PX = 9.0
_UNSEEN = QColor(150, 150, 150)
_MOST_WAITING = 20


@dataclass(frozen=True, slots=True)
class PlateSource:
    """Where pixels come from.

    Attributes
    ----------
    frame : int
        Frame index.
    x, y : float
        The place that was pointed at, in fractions of the picture.
    """

    frame: int
    x: float
    y: float


class PlateTool(BrushTool):
    """Paints on the clean plate of the frame under the play head.

    Ctrl+click says where pixels come from, on this frame or another one. Alt and the right button take paint
    away; Ctrl+drag changes the brush, Shift draws a straight line.

    Parameters
    ----------
    desk : Desk
        What it acts on.
    settings : BrushSettings
        Shared with the brush.
    plates : PlateStore
        What there is already.
    """

    changed = pyqtSignal()
    """Its kind or its source are others now."""

    def __init__(self, desk: Desk, settings: BrushSettings, plates: PlateStore) -> None:
        super().__init__(desk, settings)
        self._plates = plates
        self._kind = PlateKind.CLONE
        self._source: PlateSource | None = None
        self._offset: tuple[float, float] | None = None
        self._pointed: Pointer | None = None
        self._hovered: tuple[float, float] | None = None
        self._texture: tuple[object, ScreenPixels] | None = None
        self._seen_source: tuple[int, ScreenPixels] | None = None
        self._alignments: dict[tuple[int, int], Homography] = {}
        self._waiting: deque[PlateStroke] = deque()
        self._is_working = False
        self._pictures: ClipPictures | None = None
        self._placement: Placement | None = None
        plates.changed.connect(self._settle)
        desk.selection.shot_changed.connect(self._enter_shot)
        desk.playhead.moved.connect(self._leave_frame)

    @property
    def kind(self) -> PlateKind:
        """What strokes take their pixels from."""
        return self._kind

    @kind.setter
    def kind(self, kind: PlateKind) -> None:
        self._kind = kind
        self._look_ahead()
        self.changed.emit()
        self.refresh()

    @property
    def source(self) -> PlateSource | None:
        """Where pixels come from; None as long as nobody has said so."""
        return self._source

    @property
    def is_busy(self) -> bool:
        """Whether strokes are still being worked out."""
        return self._is_working or bool(self._waiting)

    @property
    def shows_plate(self) -> bool:
        """What was painted before is seen."""
        return True

    @property
    def live_opacity(self) -> float:
        """Paint covers what it is painted on."""
        return 1.0

    def swap_kind(self) -> None:
        """Go on to the next kind."""
        kinds = list(PlateKind)
        self.kind = kinds[(kinds.index(self._kind) + 1) % len(kinds)]

    def take_source(self, frame: int, x: float, y: float) -> None:
        """Take pixels from a place of a frame from now on."""
        self._source, self._offset = PlateSource(frame, x, y), None
        shown = self.desk.frames.best(frame)
        self._seen_source = None if shown is None else (frame, shown.pixels)
        self._look_ahead()
        self.changed.emit()
        self.refresh()

    def press(self, pointer: Pointer, placement: Placement) -> None:
        """Begin a stroke, or point at the source."""
        self._placement = placement
        if pointer.holds(Qt.KeyboardModifier.ControlModifier):
            self._pointed = pointer
            super().press(pointer, placement)
            return
        if self._is_erasing(pointer) or self._is_ready(pointer):
            super().press(pointer, placement)

    def release(self, pointer: Pointer, placement: Placement) -> None:
        """Work the stroke out, or take the source that was pointed at."""
        pointed, self._pointed = self._pointed, None
        if pointed is not None:
            self._shaping = None
            if distance_px(pointed.place, pointer.place) <= _CLICK_PX:
                self.take_source(self.desk.playhead.frame, pointed.x, pointed.y)
            return
        if not self._points:
            return
        painted, self._last = self._stroke(), self._points[-1][:2]
        self._points = []
        source = self._source
        if source is None and not self._erases:
            self.drop()
            return
        frame = self.desk.playhead.frame
        across, down = self._offset or (0.0, 0.0)
        source_frame = frame if source is None else source.frame
        there = self._alignments.get((frame, source_frame))
        stroke = replace(painted, is_erasing=False)
        self._waiting.append(
            PlateStroke(
                frame, stroke, self._erases, self._kind, source_frame, across=across, down=down, there=there
            )
        )
        self._work_on()

    def hover(self, pointer: Pointer, placement: Placement) -> None:
        """Show the brush under the pointer, and the source where it lies."""
        self._hovered = pointer.x, pointer.y
        super().hover(pointer, placement)
        if self._source is not None:
            self.refresh()

    def undo(self) -> bool:
        """Take a stroke back that is not worked out yet; False where there is none."""
        if not self._waiting:
            return False
        self._waiting.pop()
        self.drop()
        return True

    def close(self) -> None:
        """Give the clip back."""
        self._waiting.clear()
        self._give_back()

    def paint(self, painter: QPainter, placement: Placement) -> None:
        """Draw the stroke in hand, the rings of the brush and the cross of the source."""
        self._placement = placement
        super().paint(painter, placement)
        cross = self._cross(placement)
        if cross is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for ink, width in ((QColor(0, 0, 0, 170), 3.0), (QColor(255, 255, 255), 1.2)):
            painter.setPen(QPen(ink, width))
            for way in (QPointF(_CROSS_PX, 0), QPointF(0, _CROSS_PX)):
                painter.drawLine(cross - way, cross + way)

    # Where pixels come from

    def _is_erasing(self, pointer: Pointer) -> bool:
        is_opposite = pointer.is_right or pointer.holds(Qt.KeyboardModifier.AltModifier)
        return self.settings.is_subtracting or is_opposite

    def _is_ready(self, pointer: Pointer) -> bool:
        """Whether it is known where pixels come from; otherwise say what is missing."""
        source, told = self._source, ""
        if not self.desk.document.is_writable:
            told = self.tr("This project is open for reading only.")
        elif source is None:
            told = self.tr("Ctrl+click where the pixels are to come from first, on this frame or another.")
        elif self._kind is PlateKind.FRAME and source.frame == self.desk.playhead.frame:
            told = self.tr("Go to another frame that shows the background, and Ctrl+click on it.")
        if told:
            self.desk.document.noticed.emit(told)
            return False
        if source is not None and self._offset is None:
            self._offset = source.x - pointer.x, source.y - pointer.y
        return True

    def _cross(self, placement: Placement) -> QPointF | None:
        """Where the source lies on the screen; it goes with the brush once a stroke was begun."""
        source = self._source
        if source is None or self._kind is PlateKind.FRAME:
            return None
        if self._offset is None:
            is_here = source.frame == self.desk.playhead.frame
            return placement.to_widget(source.x, source.y) if is_here else None
        if self._hovered is None:
            return None
        place = self._points[-1][:2] if self._points else self._hovered
        return placement.to_widget(place[0] + self._offset[0], place[1] + self._offset[1])

    def _ink(self) -> QBrush:
        """Paint with the pixels of the source, laid where the stroke will put them."""
        placement = self._placement
        if self._erases or placement is None:
            return self._plain_ink(placement)
        texture, onto = self._source_pixels(), self._onto_frame()
        if texture is None or onto is None:
            return QBrush(_UNSEEN, Qt.BrushStyle.Dense4Pattern)
        height, width = texture.shape[:2]
        shape = placement.shape
        fitted = QTransform.fromScale(shape.width / width, shape.height / height)
        brush = QBrush(image_of(texture))
        brush.setTransform(fitted * onto * placement.transform)
        return brush

    def _plain_ink(self, placement: Placement | None) -> QBrush:
        """Show the frame as it is, which is what erasing brings back."""
        shown = self.desk.frames.best(self.desk.playhead.frame)
        if shown is None or placement is None:
            return QBrush(_UNSEEN)
        height, width = shown.pixels.shape[:2]
        shape = placement.shape
        brush = QBrush(image_of(shown.pixels))
        fitted = QTransform.fromScale(shape.width / width, shape.height / height)
        brush.setTransform(fitted * placement.transform)
        return brush

    def _source_pixels(self) -> ScreenPixels | None:
        """Find the pixels of the source with what is painted on them; put together once."""
        source = self._source
        if source is None:
            return None
        shown = self.desk.frames.best(source.frame)
        if shown is not None:
            self._seen_source = source.frame, shown.pixels
        if self._seen_source is None or self._seen_source[0] != source.frame:
            return None
        pixels = self._seen_source[1]
        paint = self._plates.paint(source.frame)
        made_of = (id(pixels), None if paint is None else paint.digest)
        if self._texture is None or self._texture[0] != made_of:
            self._texture = made_of, self._plates.composed(source.frame, pixels)
        return self._texture[1]

    def _onto_frame(self) -> QTransform | None:
        """From stored pixels of the source to those of the frame."""
        placement, source = self._placement, self._source
        if placement is None or source is None:
            return None
        width, height = placement.shape.width, placement.shape.height
        if self._kind is not PlateKind.FRAME:
            across, down = self._offset or (0.0, 0.0)
            return QTransform.fromTranslate(-round(across * width), -round(down * height))
        there = self._alignments.get((self.desk.playhead.frame, source.frame))
        return (
            None if there is None else from_fractions(np.linalg.inv(there).astype(np.float64), width, height)
        )

    # Working it out

    def _enter_shot(self) -> None:
        self._source = self._offset = self._seen_source = self._texture = None
        self._alignments.clear()
        self.close()
        self.changed.emit()

    def _opened(self) -> ClipPictures | None:
        clip = self.desk.frames.clip
        if self._pictures is None or self._pictures.clip != clip:
            self._give_back()
            self._pictures = ClipPictures(clip) if clip else None
        return self._pictures

    def _give_back(self) -> None:
        if self._pictures is not None:
            self._pictures.close()
            self._pictures = None

    def _leave_frame(self, _frame: int) -> None:
        """Strokes that are still worked out stay with the frame they were painted on."""
        self._live = None
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Find out how the background of source and frame fit together, before somebody paints."""
        source, frame = self._source, self.desk.playhead.frame
        if source is None or self._kind is not PlateKind.FRAME or source.frame == frame:
            return
        pair, pictures = (frame, source.frame), self._opened()
        if pair in self._alignments or pictures is None or self._is_working:
            return
        self._is_working = True
        self.desk.background.run(
            partial(find_alignment, pictures, *pair), partial(self._take_alignment, pair), self._fail
        )

    def _take_alignment(self, pair: tuple[int, int], there: Homography) -> None:
        self._is_working = False
        self._alignments[pair] = there
        self.refresh()
        if not self._work_on():
            self._look_ahead()  # the play head has moved on meanwhile

    def _work_on(self) -> bool:
        """Work out the next stroke, one at a time: each is painted on what the one before left."""
        project, shot, pictures = self.desk.document.project, self.desk.selection.shot, self._opened()
        if self._is_working or not self._waiting or project is None or shot is None or pictures is None:
            return False
        stroke = self._waiting.popleft()
        hole = self.desk.mattes.request(stroke.frame)
        if hole is None:
            return False
        stored = [project.plates.at(shot.id, frame) for frame in (stroke.frame, stroke.source_frame)]
        before, source_before = (None if one is None else project.picture(one.digest) for one in stored)
        work = PlateWork(shot.id, stroke, project.grid(shot), before, source_before, hole)
        self._is_working = True
        self.desk.background.run(
            partial(_worked, work, pictures), partial(self._take, project, work), self._fail
        )
        return True

    def _take(self, project: Project, work: PlateWork, made: tuple[bytes, bool]) -> None:
        """Give the stroke to the document."""
        self._is_working = False
        picture, is_linear = made
        frame = work.stroke.frame
        if project is self.desk.document.project:
            with self.desk.document.attempt():
                plate = project.plates.at(work.shot_id, frame)
                if picture:
                    project.plates.put(work.shot_id, frame, picture, PlateOrigin.PAINTED, is_linear=is_linear)
                elif plate is not None:
                    project.plates.remove(plate)
        self._settle()
        self._work_on()

    def _fail(self, error: CleanplateError) -> None:
        self._is_working = False
        self._waiting.clear()
        self.drop()
        self.desk.document.failed.emit(error)

    def _settle(self) -> None:
        """Let the plate take the place of the strokes that were drawn live."""
        frame = self.desk.playhead.frame
        is_drawn = self._plates.plate(frame) is None or self._plates.paint(frame) is not None
        if self._live is not None and is_drawn and not self._points and not self.is_busy:
            self._live = None
        self.refresh()

    def _begin_live(self, placement: Placement) -> None:
        """Go on with the picture of strokes that are still being worked out."""
        if self._live is None or not self.is_busy or len(self._waiting) > _MOST_WAITING:
            super()._begin_live(placement)


def _worked(work: PlateWork, pictures: ClipPictures) -> tuple[bytes, bool]:
    return work_out(work, pictures), pictures.is_linear
