"""Where the picture lies in the viewer: zoom, pan, pixel aspect and rotation."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, QSizeF
from PyQt6.QtGui import QTransform

from editor.masks.tracking.matching import Homography

SMALLEST_ZOOM, LARGEST_ZOOM = 0.02, 64.0
SQUARE_FROM = 2.0
"""Above this zoom pixels are shown square."""


@dataclass(frozen=True, slots=True)
class PictureShape:
    """The picture as it is stored and meant to be seen.

    Attributes
    ----------
    width, height : int
        In pixels, as stored.
    pixel_aspect : float
        Width of a pixel over its height.
    rotation_deg : int
        Clockwise, for display.
    """

    width: int
    height: int
    pixel_aspect: float = 1.0
    rotation_deg: int = 0

    @property
    def seen_size(self) -> QSizeF:
        """Width and height as it is seen, in lines."""
        wide = self.width * self.pixel_aspect
        return QSizeF(self.height, wide) if self.rotation_deg % 180 else QSizeF(wide, self.height)

    @property
    def rect(self) -> QRectF:
        """All of it, in its own pixels."""
        return QRectF(0, 0, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a picture lies in a view.

    Attributes
    ----------
    view : QRectF
        The view, in pixels of the widget.
    shape : PictureShape
        The picture.
    zoom : float
        Pixels of the widget for a line of the picture; 0 fits the picture into the view.
    centre_x, centre_y : float
        What is seen in the middle of the view, as fractions of the stored picture.
    steady : QTransform or None
        From stored pixels to where they would lie on the frame that is held still; None where none is.
    """

    view: QRectF
    shape: PictureShape
    zoom: float = 0.0
    centre_x: float = 0.5
    centre_y: float = 0.5
    steady: QTransform | None = None

    @property
    def scale(self) -> float:
        """Pixels of the widget for a line of the picture."""
        return self.zoom or self.fitting_zoom

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is shown, whatever the size of the view."""
        return self.zoom == 0

    @property
    def fitting_zoom(self) -> float:
        """At which the whole picture is seen."""
        seen = self.shape.seen_size
        across, down = self.view.width() / seen.width(), self.view.height() / seen.height()
        return max(SMALLEST_ZOOM, min(across, down, LARGEST_ZOOM))

    @property
    def transform(self) -> QTransform:
        """From stored pixels to those of the widget."""
        return self._unmoved if self.steady is None else self.steady * self._unmoved

    @property
    def _unmoved(self) -> QTransform:
        """The same for the frame that is held still."""
        middle, shape = self.view.center(), self.shape
        matrix = QTransform.fromTranslate(middle.x(), middle.y())
        matrix.scale(self.scale, self.scale)
        matrix.rotate(shape.rotation_deg)
        matrix.scale(shape.pixel_aspect, 1)
        matrix.translate(-self.centre_x * shape.width, -self.centre_y * shape.height)
        return matrix

    def to_widget(self, x: float, y: float) -> QPointF:
        """Take a place in fractions of the picture to the widget."""
        return self.transform.map(QPointF(x * self.shape.width, y * self.shape.height))

    def to_picture(self, place: QPointF) -> QPointF:
        """Take a place in the widget to fractions of the picture."""
        inverse, _ = self.transform.inverted()
        stored = inverse.map(place)
        return QPointF(stored.x() / self.shape.width, stored.y() / self.shape.height)

    def length_px(self, fraction: float) -> float:
        """Take a fraction of the picture's height to pixels of the widget."""
        return fraction * self.shape.height * self.scale * self._steady_zoom

    def zoomed(self, zoom: float, at: QPointF) -> Placement:
        """Zoom so that what lies under a place of the widget stays there."""
        zoom = max(SMALLEST_ZOOM, min(zoom, LARGEST_ZOOM))
        before = self._held(at)
        moved = replace(self, zoom=zoom)
        after = moved._held(at)
        return replace(
            moved,
            centre_x=self.centre_x + before.x() - after.x(),
            centre_y=self.centre_y + before.y() - after.y(),
        )

    def panned(self, way: QPointF) -> Placement:
        """Move the picture by a way in pixels of the widget."""
        here, there = self._held(QPointF()), self._held(way)
        return replace(
            self,
            zoom=self.scale,
            centre_x=self.centre_x - there.x() + here.x(),
            centre_y=self.centre_y - there.y() + here.y(),
        )

    def fitted(self) -> Placement:
        """Show the whole picture."""
        return replace(self, zoom=0.0, centre_x=0.5, centre_y=0.5)

    @property
    def _steady_zoom(self) -> float:
        """By how much holding still enlarges the middle of the picture."""
        if self.steady is None:
            return 1.0
        middle = self.shape.rect.center()
        across, down = middle + QPointF(1, 0), middle + QPointF(0, 1)
        origin = self.steady.map(middle)
        one, other = self.steady.map(across) - origin, self.steady.map(down) - origin
        return math.sqrt(abs(one.x() * other.y() - one.y() * other.x()))

    def _held(self, place: QPointF) -> QPointF:
        """Take a place in the widget to fractions of the frame that is held still."""
        inverse, _ = self._unmoved.inverted()
        stored = inverse.map(place)
        return QPointF(stored.x() / self.shape.width, stored.y() / self.shape.height)


def from_fractions(matrix: Homography, width: int, height: int) -> QTransform:
    """Turn a homography of fractions of a picture into one of its pixels, as Qt writes it."""
    to_pixels = np.diag([width, height, 1.0])
    pixels = np.asarray(to_pixels @ matrix @ np.linalg.inv(to_pixels), np.float64)
    return QTransform(*(pixels / pixels[2, 2]).T.ravel().tolist())
