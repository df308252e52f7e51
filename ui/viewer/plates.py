"""Clean plates of the shot as the viewer draws them: paint over its frames, decoded beside the window."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QImage, QPainter

from editor.media.playback.screen import ScreenPixels, Show, shown_colours
from editor.media.screen_colour.showing import LazyShow
from editor.media.shaper import unshape
from editor.plates.layer import decode_layer
from editor.project.content.plates import Plate
from editor.project.history.events import Committed, PlateChanged
from ui.desk.desk import Desk
from ui.desk.document import touches
from ui.viewer.images import image_of

_KEPT = 4


@dataclass(frozen=True, slots=True, eq=False)
class PlatePaint:
    """Paint of a plate, ready to be drawn.

    Attributes
    ----------
    digest : str
        Of the plate's picture.
    pixels : ndarray of uint8
        H x W x 4: blue, green, red and alpha, multiplied.
    """

    digest: str
    pixels: ScreenPixels

    @property
    def image(self) -> QImage:
        """The same as an image; it lives as long as this."""
        return image_of(self.pixels, QImage.Format.Format_ARGB32_Premultiplied)


class PlateStore(QObject):
    """The plates of the shot.

    Parameters
    ----------
    desk : Desk
        The document and the play head.
    """

    changed = pyqtSignal()
    """Other frames have plates, or paint can be drawn that could not before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._plates: dict[int, Plate] = {}
        self._paint: OrderedDict[str, PlatePaint] = OrderedDict()
        self._wanted = ""
        desk.selection.shot_changed.connect(self._read)
        desk.document.opened.connect(self._forget)
        desk.document.edited.connect(self._follow)
        desk.playhead.moved.connect(lambda _frame: self._look())
        desk.frames.colour_changed.connect(self._forget)
        self._read()

    @property
    def frames(self) -> tuple[int, ...]:
        """Frames that have a plate, ascending."""
        return tuple(sorted(self._plates))

    def plate(self, frame: int) -> Plate | None:
        """Return the plate of a frame."""
        return self._plates.get(frame)

    def paint(self, frame: int) -> PlatePaint | None:
        """Return the paint of a frame where it is decoded already."""
        plate = self._plates.get(frame)
        return None if plate is None else self._paint.get(plate.digest)

    def composed(self, frame: int, pixels: ScreenPixels) -> ScreenPixels:
        """Lay the paint of a frame over its pixels; where there is none, they are returned as they are."""
        paint = self.paint(frame)
        if paint is None:
            return pixels
        laid = pixels.copy()
        painter = QPainter(image_of(laid))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        image = image_of(laid)
        painter.drawImage(image.rect(), paint.image)
        painter.end()
        return laid

    def _read(self) -> None:
        project, shot = self._desk.document.project, self._desk.selection.shot
        plates = [] if project is None or shot is None else project.plates.of(shot.id)
        self._plates = {plate.frame: plate for plate in plates}
        self._look()
        self.changed.emit()

    def _forget(self) -> None:
        self._paint.clear()
        self._read()

    def _follow(self, committed: Committed) -> None:
        if touches(committed, PlateChanged):
            self._read()

    def _look(self) -> None:
        """Have the paint of the shown frame decoded, unless it is here."""
        project, plate = self._desk.document.project, self._plates.get(self._desk.playhead.frame)
        self._wanted = "" if plate is None else plate.digest
        if project is None or plate is None or plate.digest in self._paint:
            return
        colour = self._desk.frames.colour
        show = None if colour.is_neutral else LazyShow(colour)
        data = project.picture(plate.digest)
        self._desk.background.run(
            partial(paint_of, data, plate, show), self._take, self._desk.document.failed.emit
        )

    def _take(self, paint: PlatePaint) -> None:
        self._paint[paint.digest] = paint
        while len(self._paint) > _KEPT:
            self._paint.popitem(last=False)
        self.changed.emit()


def paint_of(data: bytes, plate: Plate, show: Show | None) -> PlatePaint:
    """Decode a plate for the screen; in any thread.

    Parameters
    ----------
    data : bytes
        Its picture.
    plate : Plate
        What it is.
    show : callable or None
        How the clip is shown.
    """
    layer = decode_layer(data)
    rgb = unshape(np.asarray(layer.rgb, np.uint16)) if plate.is_linear else layer.rgb
    seen = cv2.cvtColor(shown_colours(rgb, show), cv2.COLOR_RGB2BGR)
    alpha = cv2.merge([layer.alpha] * 3)
    multiplied = cv2.multiply(seen, alpha, scale=1 / 255)
    return PlatePaint(plate.digest, np.asarray(cv2.merge([*cv2.split(multiplied), layer.alpha]), np.uint8))
