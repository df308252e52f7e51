"""Clean plates of frames: accepted as they are, brought in from outside, taken away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QFileDialog, QWidget

from editor.errors import UsageError
from editor.masks.evaluate.evaluator import Evaluator
from editor.media.playback.screen import ScreenPixels
from editor.plates.layer import PlateLayer, encode_layer
from editor.plates.pictures import ClipPictures
from editor.project.content.plates import PlateOrigin
from editor.project.content.shots import Shot
from editor.project.plates import RetouchedPicture, look_at_retouched
from editor.project.project import Project
from ui.actions.registry import ActionRegistry
from ui.desk.desk import Desk
from ui.desk.mattes import MatteRequest
from ui.tools.plate_tool import PlateTool
from ui.tools.tool import Tool
from ui.viewer.viewer import Viewer

PICTURE_SUFFIXES = frozenset({".png", ".tif", ".tiff", ".exr", ".dpx", ".jpg", ".jpeg"})


@dataclass(frozen=True, slots=True, eq=False)
class AcceptRequest:
    """A frame that is to be accepted as clean.

    Attributes
    ----------
    clip : str
        As `open_clip` takes it.
    frame : int
        Frame index.
    hole : MatteRequest
        What is to be removed of it.
    filled : ndarray of uint8 or None
        Its previewed fill, H x W x 4, perhaps smaller; None where there is none that holds.
    """

    clip: str
    frame: int
    hole: MatteRequest
    filled: ScreenPixels | None


class PlateCommands(QObject):
    """Binds the actions of clean plates.

    Parameters
    ----------
    desk : Desk
        The document.
    actions : ActionRegistry
        The actions.
    viewer : Viewer
        Shows plates, and knows the previewed fill.
    window : QWidget
        Over which dialogs are shown.
    """

    def __init__(self, desk: Desk, actions: ActionRegistry, viewer: Viewer, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._viewer, self._window = desk, viewer, window
        actions.bind("plate-accept", self._accept)
        actions.bind("plate-import", self._ask_and_bring)
        actions.bind("plate-remove", self._remove)

    def bring(self, path: Path) -> None:
        """Make a retouched picture the clean plate of the frame that is shown."""
        found = self._here()
        if found is None:
            return
        project, shot, frame = found
        clip = self._desk.frames.clip
        self._desk.document.busy.emit(self.tr("Reading {0} ...").format(path.name))
        self._desk.background.run(
            partial(look_at_retouched, path, clip),
            partial(self._put, project, shot, frame, PlateOrigin.BROUGHT),
            self._fail,
        )

    def _accept(self) -> None:
        """Accept the frame as it is, with its previewed fill where something is removed of it."""
        found, hole = self._here(), self._desk.mattes.request()
        if found is None or hole is None:
            return
        project, shot, frame = found
        if self._viewer.plates.plate(frame) is not None:
            self._desk.document.noticed.emit(self.tr("This frame has a clean plate already."))
            return
        request = AcceptRequest(self._desk.frames.clip, frame, hole, self._viewer.result_of(frame))
        self._desk.background.run(
            partial(accepted, request),
            partial(self._put, project, shot, frame, PlateOrigin.ACCEPTED),
            self._fail,
        )

    def _remove(self) -> None:
        found = self._here()
        plate = None if found is None else self._viewer.plates.plate(found[2])
        if found is None:
            return
        if plate is None:
            self._desk.document.noticed.emit(self.tr("This frame has no clean plate."))
            return
        with self._desk.document.attempt():
            found[0].plates.remove(plate)

    def _ask_and_bring(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in sorted(PICTURE_SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Retouched picture of this frame"),
            str(Path(self._desk.frames.clip).parent),
            self.tr("Pictures ({0})").format(patterns),
        )
        if chosen:
            self.bring(Path(chosen))

    def _put(
        self, project: Project, shot: Shot, frame: int, origin: PlateOrigin, made: RetouchedPicture
    ) -> None:
        self._desk.document.busy.emit("")
        if project is self._desk.document.project:
            with self._desk.document.attempt():
                project.plates.put(shot.id, frame, made.encoded, origin, is_linear=made.is_linear)

    def _fail(self, error: Exception) -> None:
        self._desk.document.busy.emit("")
        self._desk.document.failed.emit(error)

    def _here(self) -> tuple[Project, Shot, int] | None:
        project, shot = self._desk.document.project, self._desk.selection.shot
        if project is None or shot is None or not self._desk.frames.clip:
            return None
        return project, shot, self._desk.playhead.frame


def is_retouched_picture(path: Path, tool: Tool, *, has_shot: bool) -> bool:
    """Whether a dropped file is a plate: a single picture, dropped while plates are painted."""
    return has_shot and isinstance(tool, PlateTool) and path.suffix.lower() in PICTURE_SUFFIXES


def accepted(request: AcceptRequest) -> RetouchedPicture:
    """Make a plate of a frame as it is; in any thread.

    Raises
    ------
    UsageError
        If it still shows what is to be removed.
    MediaError
        If it cannot be read.
    """
    pictures = ClipPictures(request.clip)
    try:
        rgb, is_linear = pictures(request.frame).copy(), pictures.is_linear
    finally:
        pictures.close()
    hole = request.hole
    evaluator = Evaluator(hole.grid, hole.pictures.__getitem__)
    matte = evaluator.evaluate(hole.frame, hole.objects, hole.tracks)
    if matte.any():
        if request.filled is None:
            cause, remedy = "it still shows what is to be removed", "preview its fill, or paint it, first"
            raise UsageError(cause, remedy=remedy, frame=request.frame)
        if rgb.dtype != np.uint8:
            cause = "its preview has 8 bits, the clip has more"
            raise UsageError(cause, remedy="paint it, or bring in a rendered frame", frame=request.frame)
        fitted = cv2.resize(request.filled, rgb.shape[1::-1], interpolation=cv2.INTER_CUBIC)
        rgb[matte > 0] = fitted[..., 2::-1][matte > 0]
    return RetouchedPicture(encode_layer(PlateLayer.whole(rgb)), is_linear)
