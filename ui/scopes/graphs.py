"""Graphs drawn with pyqtgraph. Importing it takes a while: `ui.scopes.panel` does it beside the window."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PyQt6.QtCore import QObject, QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFont, QPen
from PyQt6.QtWidgets import QGraphicsSceneMouseEvent, QWidget

from ui.language import number
from ui.scopes.curves import Curve
from ui.scopes.picture_scopes import LEVELS, PictureScopes, vector_of
from ui.theme.colours import PLAYHEAD, Theme, grey

_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)
"""Lines differ by more than their colour."""

_FEW = 40
_CHANNELS = ((226, 84, 72), (92, 190, 96), (92, 132, 232))
_TARGETS = {"R": (1, 0, 0), "Yl": (1, 1, 0), "G": (0, 1, 0), "Cy": (0, 1, 1), "B": (0, 0, 1), "Mg": (1, 0, 1)}
_SATURATION = 0.75
"""Targets are those of colour bars at 75 %."""

_TARGET_SIZE = 0.04
_SKIN = (-0.185, 0.27)
"""Where the line ends that skin of any shade lies on, the I axis of NTSC."""


class _Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no annotations
    """Figures as the user's country writes them."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Write the figures of one step."""
        decimals = max(0, math.ceil(-math.log10(spacing * scale) - 1e-9)) if spacing > 0 else 0
        return [number(value * scale, decimals) for value in values]


class Graph:
    """A plot in the colours of the theme; it neither zooms nor opens menus of its own.

    Attributes
    ----------
    widget : QWidget
        To be shown.
    """

    def __init__(self, name: str) -> None:
        # No PlotWidget: the menus that it makes would stop the window for longer than all else together.
        self._view = pg.GraphicsView()
        self.widget: QWidget = self._view
        self.show_title(name)
        self.widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.widget.setMinimumSize(120, 80)
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._axes = {side: _Axis(side, linkView=self._box) for side in ("left", "bottom")}
        self._grid = pg.GraphicsLayout()
        self._grid.setContentsMargins(2, 6, 8, 2)
        self._grid.addItem(self._axes["left"], 0, 0)
        self._grid.addItem(self._box, 0, 1)
        self._grid.addItem(self._axes["bottom"], 1, 1)
        self._view.setCentralItem(self._grid)

    def show_title(self, name: str) -> None:
        """Take another name, for screen readers."""
        self.widget.setAccessibleName(name)

    def show_theme(self, theme: Theme, font: QFont) -> None:
        """Draw in other colours, with figures of another size."""
        self._view.setBackground(grey(theme.window))
        for axis in self._axes.values():
            axis.setPen(QPen(grey(theme.border), 1))
            axis.setTextPen(grey(theme.dim))
            axis.setTickFont(font)

    def _hide_axes(self, *sides: str) -> None:
        for side in sides:
            self._axes[side].hide()

    def _plotted(self) -> pg.PlotDataItem:
        line = pg.PlotDataItem()
        self._box.addItem(line)
        return line

    def _line(self, colour: QColor, width: float = 1) -> QPen:
        pen = QPen(colour, width)
        pen.setCosmetic(True)
        return pen


class _Clicks(QObject):
    went = pyqtSignal(int)


class CurvesGraph(Graph):
    """Lines over the frames of the shot, in percent, with the play head; a click goes there.

    Parameters
    ----------
    name : str
        For screen readers.
    is_whole : bool
        Whether the scale always reaches 100 %.
    """

    def __init__(self, name: str, *, is_whole: bool) -> None:
        super().__init__(name)
        self._is_whole = is_whole
        self._clicks = _Clicks()
        self.went = self._clicks.went
        self._frames = range(0)
        self._lines: list[pg.PlotDataItem] = []
        self._head = pg.InfiniteLine(0, 90, self._line(PLAYHEAD))
        self._box.addItem(self._head, ignoreBounds=True)
        self._axes["left"].setGrid(40)
        self._view.scene().sigMouseClicked.connect(self._click)

    def show_curves(self, curves: Sequence[Curve], frames: range) -> None:
        """Draw other lines."""
        while len(self._lines) > len(curves):
            self._box.removeItem(self._lines.pop())
        while len(self._lines) < len(curves):
            self._lines.append(self._plotted())
        for place, (line, curve) in enumerate(zip(self._lines, curves, strict=True)):
            pen = self._line(QColor(*curve.colour), 1.5)
            pen.setStyle(_STYLES[place % len(_STYLES)])
            is_few = len(curve.frames) < _FEW
            line.setData(
                curve.frames,
                curve.percent,
                pen=pen,
                connect="finite",
                symbol="o" if is_few else None,
                symbolSize=4,
                symbolPen=None,
                symbolBrush=QColor(*curve.colour),
            )
        self._frames = frames
        tops = [float(np.nanmax(curve.percent)) for curve in curves if not np.isnan(curve.percent).all()]
        top = 100.0 if self._is_whole else max([0.5, *tops]) * 1.1
        last = max(frames.start + 1, frames.stop - 1)
        self._box.setRange(xRange=(frames.start, last), yRange=(0, top), padding=0.02)

    def move_playhead(self, frame: int) -> None:
        """Draw the play head elsewhere."""
        self._head.setValue(frame)

    def place_of(self, frame: int) -> QPointF:
        """Tell where a frame lies in the widget."""
        low, high = self._box.viewRange()[1]
        scene = self._box.mapViewToScene(QPointF(frame, (low + high) / 2))
        return QPointF(self._view.mapFromScene(scene))

    def _click(self, event: QGraphicsSceneMouseEvent) -> None:
        if self._frames and event.button() is Qt.MouseButton.LeftButton:
            frame = round(self._box.mapSceneToView(event.scenePos()).x())
            self.went.emit(max(self._frames.start, min(frame, self._frames.stop - 1)))


class PictureGraph(Graph):
    """Shows what was measured of a picture."""

    def show_picture(self, scopes: PictureScopes) -> None:
        """Draw another picture's."""
        raise NotImplementedError


class HistogramGraph(PictureGraph):
    """How often each level of red, green and blue is there."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._lines = []
        for colour in _CHANNELS:
            line = self._plotted()
            line.setPen(self._line(QColor(*colour)))
            line.setFillLevel(0)
            line.setFillBrush(QColor(*colour, 46))
            self._lines.append(line)
        self._hide_axes("left")
        self._box.setRange(xRange=(0, LEVELS - 1), yRange=(0, 1), padding=0.01)

    def show_picture(self, scopes: PictureScopes) -> None:
        """Draw another picture's; the ends do not press down what lies between."""
        shown = np.sqrt(scopes.histogram)
        top = max(float(np.sqrt(np.sort(scopes.histogram, axis=1)[:, -4]).max()), 1e-3)
        for line, values in zip(self._lines, shown, strict=True):
            line.setData(np.arange(LEVELS), np.minimum(values / top, 1))


class WaveformGraph(PictureGraph):
    """The levels of each column of the picture, in percent."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._image = pg.ImageItem(axisOrder="row-major")
        self._box.addItem(self._image)
        self._hide_axes("bottom")
        self._axes["left"].setGrid(50)
        self._axes["left"].setTicks([[(percent, str(percent)) for percent in (0, 25, 50, 75, 100)]])
        self._box.setRange(xRange=(0, 1), yRange=(0, 100), padding=0.03)

    def show_picture(self, scopes: PictureScopes) -> None:
        """Draw another picture's."""
        self._image.setImage(scopes.waveform, autoLevels=False, levels=(0, 255))
        self._image.setRect(QRectF(0, 0, 1, 100))


class VectorGraph(PictureGraph):
    """How often each colour is there: its hue as an angle, its saturation as the way from the middle."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._image = pg.ImageItem(axisOrder="row-major")
        self._box.addItem(self._image)
        self._hide_axes("left", "bottom")
        self._box.setAspectLocked(True)
        self._marks: list[pg.PlotDataItem] = []
        self._labels: list[pg.TextItem] = []
        for label, colour in _TARGETS.items():
            cb, cr = (_SATURATION * part for part in vector_of(*colour))
            self._add_box(cb, cr)
            text = pg.TextItem(label, anchor=(0.5, 0.5))
            text.setPos(cb * 1.22, cr * 1.22)
            self._box.addItem(text, ignoreBounds=True)
            self._labels.append(text)
        self._add_line((0, _SKIN[0]), (0, _SKIN[1]))
        self._add_line((-0.5, 0.5), (0, 0))
        self._add_line((0, 0), (-0.5, 0.5))
        self._box.setRange(xRange=(-0.5, 0.5), yRange=(-0.5, 0.5), padding=0.02)

    def show_theme(self, theme: Theme, font: QFont) -> None:
        """Draw in other colours, with letters of another size."""
        super().show_theme(theme, font)
        for mark in self._marks:
            mark.setPen(self._line(grey(theme.disabled)))
        for text in self._labels:
            text.setColor(grey(theme.dim))
            text.setFont(font)

    def show_picture(self, scopes: PictureScopes) -> None:
        """Draw another picture's."""
        light = np.repeat(scopes.vectorscope[..., None], 4, axis=2)
        light[..., :3] = 220
        self._image.setImage(light, autoLevels=False, levels=(0, 255))
        half = 0.5 + 0.5 / LEVELS
        self._image.setRect(QRectF(-half, -half, 1, 1))

    def _add_box(self, cb: float, cr: float) -> None:
        left, right, low, high = (
            at + way for at in (cb, cr) for way in (-_TARGET_SIZE / 2, _TARGET_SIZE / 2)
        )
        self._add_line((left, right, right, left, left), (low, low, high, high, low))

    def _add_line(self, across: Sequence[float], up: Sequence[float]) -> None:
        line = self._plotted()
        line.setData(list(across), list(up))
        self._marks.append(line)
