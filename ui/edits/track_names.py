"""The names beside the tracks of an edit."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from ui.edits.track_strip import TrackStrip
from ui.language import say
from ui.theme.colours import Theme, grey

_NAMES_PX = 72


class TrackNames(QWidget):
    """The names beside the tracks."""

    def __init__(self, theme: Theme, strip: TrackStrip) -> None:
        super().__init__()
        self._theme, self._strip = theme, strip
        say(self.setAccessibleName, lambda: self.tr("Names of the tracks"))
        strip.view_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for short names."""
        return QSize(max(_NAMES_PX, 5 * self.fontMetrics().height()), 10)

    def show_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Write the names."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), grey(self._theme.panel))
        places = self._strip.content.places
        painter.setClipRect(self.rect().adjusted(0, places.ruler_px, 0, 0))
        room = self.width() - 12
        for number, row in enumerate(places.rows):
            top = places.ruler_px + places.top_of(number) - self._strip.top_px
            height = places.height_of(number)
            painter.setPen(grey(self._theme.text if row.row.is_enabled else self._theme.disabled))
            name = painter.fontMetrics().elidedText(row.row.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(
                8, top, room, height, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name
            )
            painter.setPen(grey(self._theme.border))
            painter.drawLine(0, top + height - 1, self.width(), top + height - 1)
