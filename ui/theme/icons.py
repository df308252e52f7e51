"""Icons, drawn from lines of one weight on a grid of 16."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import cast

from PyQt6.QtCore import QPointF, QRect, QSize, Qt
from PyQt6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap, QPixmapCache

_GRID = 16
_LINE = 1.4
_TOKEN = re.compile(r"[MLCZOF]|-?\d+(?:\.\d+)?")


def icon(name: str) -> QIcon:
    """Draw an icon by its name.

    Raises
    ------
    KeyError
        If there is none of that name.
    """
    return QIcon(_LineEngine(_drawings()[name]))


def icon_names() -> tuple[str, ...]:
    """Name all icons."""
    return tuple(_drawings())


class _LineEngine(QIconEngine):
    """Paints the lines of one icon at any size."""

    def __init__(self, drawing: str) -> None:
        super().__init__()
        self._drawing = drawing

    def paint(self, painter: QPainter | None, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint it: brighter where it is switched on, dim where it cannot be used."""
        if painter is None:
            return
        level = _level(mode, state)
        lines, fills = paths(self._drawing)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(rect.width(), rect.height())
        painter.translate(rect.center().x() + 0.5 - side / 2, rect.center().y() + 0.5 - side / 2)
        painter.scale(side / _GRID, side / _GRID)
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.strokePath(lines, QPen(QColor(level, level, level), _LINE, Qt.PenStyle.SolidLine, cap, join))
        painter.fillPath(fills, QColor(level, level, level))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Paint it on nothing; Qt asks anew whenever a button is drawn."""
        key = f"{self._drawing} {size.width()} {size.height()} {_level(mode, state)}"
        pixmap = cast("QPixmap | None", QPixmapCache.find(key))  # the stubs know of no miss
        if pixmap is None:
            pixmap = QPixmap(size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
            painter.end()
            QPixmapCache.insert(key, pixmap)
        return pixmap

    def clone(self) -> QIconEngine:
        """Copy it, as Qt asks for."""
        return _LineEngine(self._drawing)


def _level(mode: QIcon.Mode, state: QIcon.State) -> int:
    """Tell the grey of an icon's lines."""
    return 130 if mode == QIcon.Mode.Disabled else 255 if state == QIcon.State.On else 220


def paths(drawing: str) -> tuple[QPainterPath, QPainterPath]:
    """Read a drawing: what is drawn as lines, and what is filled.

    Parameters
    ----------
    drawing : str
        `M x y`, `L x y`, `C x1 y1 x2 y2 x y` and `Z` as in SVG; `O x y r` is a circle; what follows `F` is
        filled.
    """
    lines, fills = QPainterPath(), QPainterPath()
    path = lines
    for letter, numbers in _steps(drawing):
        if letter == "F":
            path = fills
        elif letter == "O":
            x, y, radius = numbers
            path.addEllipse(QPointF(x, y), radius, radius)
        elif letter == "Z":
            path.closeSubpath()
        elif letter == "M":
            path.moveTo(*numbers)
        elif letter == "L":
            path.lineTo(*numbers)
        else:
            path.cubicTo(*numbers)
    return lines, fills


def _steps(drawing: str) -> Iterator[tuple[str, list[float]]]:
    letter, numbers = "", list[float]()
    for token in _TOKEN.findall(drawing):
        if token.isalpha():
            if letter:
                yield letter, numbers
            letter, numbers = token, []
        else:
            numbers.append(float(token))
    if letter:
        yield letter, numbers


@cache
def _drawings() -> dict[str, str]:
    text = resources.files("resources.icons").joinpath("icons.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    return found
