"""Mattes of the frame under the play head, evaluated in a thread of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Condition, Thread

import cv2
import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QObject, QPointF, pyqtSignal
from PyQt6.QtGui import QPolygonF

from editor.errors import CleanplateError
from editor.masks.evaluate.areas import Patch
from editor.masks.evaluate.evaluator import Evaluator
from editor.masks.evaluate.grid import PixelGrid
from editor.masks.levels import Matte
from editor.masks.model.frame_mattes import FrameMatte
from editor.masks.model.objects import MaskedObject, MatteEdge
from editor.masks.model.tracks import PlanarTrack
from editor.project.content.objects import ProjectObject
from editor.project.history.events import Committed, LayerChanged, ObjectChanged, TrackChanged
from editor.project.project import Project
from ui.desk.attention import key_frames
from ui.desk.document import DocumentBridge, touches
from ui.desk.playhead import Playhead
from ui.desk.selection import Selection
from ui.desk.view_options import ViewOptions, ViewState

_HALF = 128
_PLAIN = MatteEdge()

Overlay = NDArray[np.uint8]
"""H x W x 4: blue, green, red and alpha, multiplied."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The selected object at the keyframe before or after.

    Attributes
    ----------
    frame : int
        Frame index.
    is_before : bool
        Whether it is the one before.
    thing : MaskedObject
        The object, with what is there on that frame.
    """

    frame: int
    is_before: bool
    thing: MaskedObject


@dataclass(frozen=True, slots=True)
class MatteRequest:
    """What a matte is evaluated from; shares nothing with the document.

    Attributes
    ----------
    serial : int
        Ascending; the newest request counts.
    frame : int
        Frame index.
    grid : PixelGrid
        Size of the mattes.
    objects : tuple of MaskedObject
        The lowest first.
    is_visible : tuple of bool
        Whether the overlay of each is shown.
    tracks : mapping of int to PlanarTrack
        The planes that shapes follow.
    pictures : mapping of str to bytes
        Encoded mattes by their digest.
    neighbours : tuple of Neighbour
        Keyframes whose outlines are shown as well.
    """

    serial: int
    frame: int
    grid: PixelGrid
    objects: tuple[MaskedObject, ...]
    is_visible: tuple[bool, ...]
    tracks: Mapping[int, PlanarTrack] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    neighbours: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class MatteView:
    """What the viewer draws of the mattes of a frame.

    Attributes
    ----------
    serial, frame : int
        Those of the request.
    matte : ndarray of uint8
        H x W: what is removed of the frame.
    overlay : ndarray of uint8
        H x W x 4: visible objects in their colours, opaque where white.
    outlines : tuple of (colour, list of QPolygonF)
        Of each visible object, in pixels of the clip.
    onion : tuple of (bool, list of QPolygonF)
        Of the selected object at the keyframes around: whether it is the one before, and its outlines.
    """

    serial: int
    frame: int
    matte: Matte
    overlay: Overlay
    outlines: tuple[tuple[tuple[int, int, int], list[QPolygonF]], ...]
    onion: tuple[tuple[bool, list[QPolygonF]], ...] = ()


class MatteStore(QObject):
    """Keeps the mattes of the shown frame up to date with the document.

    Parameters
    ----------
    document, selection, playhead, view
        What is shown.
    """

    changed = pyqtSignal()
    """`view` is another one."""
    failed = pyqtSignal(object)
    """A matte cannot be evaluated: `CleanplateError`."""

    _made = pyqtSignal(object)

    def __init__(
        self, document: DocumentBridge, selection: Selection, playhead: Playhead, view: ViewState
    ) -> None:
        super().__init__()
        self._options = view
        self._document, self._selection, self._playhead = document, selection, playhead
        self._serial = 0
        self._view: MatteView | None = None
        self._worker = _MatteThread(self._tell)
        self._made.connect(self._take)
        selection.shot_changed.connect(self.refresh)
        selection.visibility_changed.connect(self.refresh)
        playhead.moved.connect(lambda _frame: self.refresh())
        document.opened.connect(self.refresh)
        document.edited.connect(self._follow)
        view.changed.connect(self._follow_view)
        selection.object_changed.connect(self._follow_choice)

    @property
    def view(self) -> MatteView | None:
        """What was evaluated last; None where nothing was."""
        return self._view

    @property
    def is_current(self) -> bool:
        """Whether `view` shows the document as it is, at the play head."""
        return self._view is not None and self._view.serial == self._serial

    @property
    def serial(self) -> int:
        """That of the newest request."""
        return self._serial

    def refresh(self) -> None:
        """Ask for the mattes of the frame under the play head."""
        self._serial += 1
        request = self.request()
        if request is None:
            self._view = None
            self.changed.emit()
        else:
            self._worker.ask(request)

    def request(self, frame: int | None = None, *, only: int | None = None) -> MatteRequest | None:
        """Put together what the mattes of a frame are evaluated from; None where there is no shot.

        Parameters
        ----------
        frame : int or None
            Frame index; None for the play head's.
        only : int or None
            Id of the one object that counts; None for all.
        """
        project, shot = self._document.project, self._selection.shot
        if project is None or shot is None:
            return None
        frame = self._playhead.frame if frame is None else frame
        things = [one for one in self._selection.objects if only in {None, one.id}]
        objects = tuple(_masked(project, one, frame) for one in things)
        neighbours = self._neighbours(project, frame) if self._options.options.has_onion else ()
        painted = (*objects, *(one.thing for one in neighbours))
        digests = {one.digest for it in painted for one in it.layers if isinstance(one, FrameMatte)}
        return MatteRequest(
            self._serial,
            frame,
            project.grid(shot),
            objects,
            tuple(self._selection.is_visible(one.id) for one in things),
            project.tracks.by_id(shot.id),
            {digest: project.picture(digest) for digest in digests},
            neighbours,
        )

    def close(self) -> None:
        """End the thread."""
        self._worker.close()

    def _neighbours(self, project: Project, frame: int) -> tuple[Neighbour, ...]:
        """Find the keyframes of the selected object around a frame."""
        thing = self._selection.object
        if thing is None:
            return ()
        keys = key_frames([placed.layer for placed in project.layers.of(thing.id)])
        before, after = [key for key in keys if key < frame], [key for key in keys if key > frame]
        found = [(max(before), True)] if before else []
        found += [(min(after), False)] if after else []
        return tuple(Neighbour(at, is_before, _masked(project, thing, at)) for at, is_before in found)

    def _follow_view(self, before: ViewOptions, after: ViewOptions) -> None:
        if before.has_onion != after.has_onion:
            self.refresh()

    def _follow_choice(self) -> None:
        if self._options.options.has_onion:
            self.refresh()

    def _follow(self, committed: Committed) -> None:
        if touches(committed, LayerChanged, ObjectChanged, TrackChanged):
            self.refresh()

    def _tell(self, made: MatteView | CleanplateError) -> None:
        with suppress(RuntimeError):  # the window is gone already
            self._made.emit(made)

    def _take(self, made: MatteView | CleanplateError) -> None:
        if isinstance(made, CleanplateError):
            self.failed.emit(made)
        else:
            self._view = made
            self.changed.emit()


class _MatteThread:
    """Evaluates the newest request; what was asked for before and has not begun is forgotten."""

    def __init__(self, tell: Callable[[MatteView | CleanplateError], None]) -> None:
        self._tell = tell
        self._news = Condition()
        self._request: MatteRequest | None = None
        self._is_closing = False
        self._evaluator: Evaluator | None = None
        self._onion: Evaluator | None = None
        self._grid: PixelGrid | None = None
        self._pictures: Mapping[str, bytes] = {}
        self._thread = Thread(target=self._work, name="mattes", daemon=True)
        self._thread.start()

    def ask(self, request: MatteRequest) -> None:
        with self._news:
            self._request = request
            self._news.notify()

    def close(self) -> None:
        with self._news:
            self._is_closing = True
            self._news.notify()
        self._thread.join()

    def _work(self) -> None:
        while (request := self._next()) is not None:
            try:
                made: MatteView | CleanplateError = self._evaluated(request)
            except CleanplateError as error:
                made = error
            self._tell(made)

    def _next(self) -> MatteRequest | None:
        with self._news:
            while self._request is None and not self._is_closing:
                self._news.wait()
            request, self._request = self._request, None
            return None if self._is_closing else request

    def _evaluated(self, request: MatteRequest) -> MatteView:
        self._pictures = request.pictures
        if self._evaluator is None or self._grid != request.grid:
            self._grid = request.grid
            self._evaluator = Evaluator(request.grid, lambda digest: self._pictures[digest])
            self._onion = Evaluator(request.grid, lambda digest: self._pictures[digest])
        matte = self._evaluator.evaluate(request.frame, request.objects, request.tracks)
        overlay = np.zeros((*matte.shape, 4), np.uint8)
        outlines = []
        for position, masked in enumerate(request.objects):
            patch = self._evaluator.object_matte(position)
            if request.is_visible[position] and not patch.area.is_empty:
                _lay_over(overlay, patch, masked.settings.colour)
                outlines.append((masked.settings.colour, outline_of(patch)))
        return MatteView(request.serial, request.frame, matte, overlay, tuple(outlines), self._skins(request))

    def _skins(self, request: MatteRequest) -> tuple[tuple[bool, list[QPolygonF]], ...]:
        skins = []
        for one in request.neighbours:
            assert self._onion is not None
            self._onion.evaluate(one.frame, [one.thing], request.tracks)
            patch = self._onion.object_matte(0)
            if not patch.area.is_empty:
                skins.append((one.is_before, outline_of(patch)))
        return tuple(skins)


def _masked(project: Project, thing: ProjectObject, frame: int) -> MaskedObject:
    return MaskedObject(thing.settings, tuple(one.layer for one in project.layers.on_frame(thing.id, frame)))


def plain_matte(request: MatteRequest, position: int) -> Matte:
    """Evaluate the matte of one object as it was painted, neither grown nor feathered.

    Parameters
    ----------
    request : MatteRequest
        From `MatteStore.request`.
    position : int
        Place of the object among the others.
    """
    masked = request.objects[position]
    settings = replace(masked.settings, main=_PLAIN, shadow=_PLAIN, reflection=_PLAIN)
    evaluator = Evaluator(request.grid, request.pictures.__getitem__)
    return evaluator.evaluate(request.frame, [replace(masked, settings=settings)], request.tracks)


def outline_of(patch: Patch) -> list[QPolygonF]:
    """Find the outlines of a matte, half way between black and white, in pixels of the picture."""
    mask = np.pad((patch.pixels >= _HALF).astype(np.uint8), 1)
    contours, _ = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    # The middles of pixels, without the padding.
    left, top = patch.area.left - 0.5, patch.area.top - 0.5
    return [
        QPolygonF([QPointF(left + x, top + y) for x, y in contour.reshape(-1, 2).tolist()])
        for contour in contours
    ]


def _lay_over(overlay: Overlay, patch: Patch, colour: tuple[int, int, int]) -> None:
    """Lay the matte of an object over those below it."""
    levels = np.arange(256, dtype=np.float32)[:, None] / 255
    blue_first = np.array([*colour[::-1], 255], np.float32)
    table = np.rint(levels * blue_first).astype(np.uint8)
    area = patch.area
    part = overlay[area.top : area.bottom, area.left : area.right]
    rest = (255 - patch.pixels)[..., None]
    part[:] = table[patch.pixels] + ((part.astype(np.uint16) * rest + 127) // 255).astype(np.uint8)
