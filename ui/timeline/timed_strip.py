"""What all strips over time share: the part that is seen, zoom and scroll, and a kept picture."""

from __future__ import annotations

from PyQt6.QtCore import QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QPainter, QPixmap, QWheelEvent
from PyQt6.QtWidgets import QWidget

from ui.theme.colours import Theme
from ui.timeline.scale import TimeScale

_ZOOM_STEP = 1.25
_NOTCH = 120
_SCROLL_PX = 60


class TimedStrip(QWidget):
    """Something over time, of which a part is seen.

    All but the play head is drawn once and kept as a picture, until something else is to be seen.

    Parameters
    ----------
    theme : Theme
        Its colours.
    """

    view_changed = pyqtSignal()
    """Another part is shown."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._scale = TimeScale.fitting(range(0), 1)
        self._kept: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    @property
    def scale(self) -> TimeScale:
        """What part of the time is shown, and how wide."""
        return self._scale

    def pivot_px(self, pointer_px: float | None = None) -> float:
        """Tell around which pixel it is zoomed, by keys or under the pointer."""
        return self.width() / 2 if pointer_px is None else pointer_px

    def paint_still(self, painter: QPainter) -> None:
        """Draw what is kept: all but the play head."""

    def show_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.redraw()

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Make frames wider by a factor around a pixel, or around the play head."""
        self.show_scale(self._scale.zoomed(factor, self.pivot_px() if x is None else x))

    def fit(self) -> None:
        """Show all frames."""
        self.show_scale(TimeScale.fitting(self._scale.frames, self.width()))

    def scroll_to(self, first: float) -> None:
        """Show what begins at a frame."""
        self.show_scale(self._scale.scrolled(first - self._scale.first))

    def show_scale(self, scale: TimeScale, *, anyway: bool = False) -> None:
        """Show another part; the same one is drawn again only where that is wanted anyway."""
        if anyway or scale != self._scale:
            self._scale = scale
            self.redraw()
            self.view_changed.emit()

    def redraw(self) -> None:
        """Draw all anew."""
        self._kept = None
        self.update()

    def copy_still(self, painter: QPainter, area: QRect) -> None:
        """Copy a part of what is kept; draw it before where it must be."""
        if self._kept is None:
            ratio = self.devicePixelRatioF()
            self._kept = QPixmap(self.size() * ratio)
            self._kept.setDevicePixelRatio(ratio)
            within = QPainter(self._kept)
            within.setFont(self.font())
            self.paint_still(within)
            within.end()
        ratio = self._kept.devicePixelRatio()
        painter.drawPixmap(area, self._kept, QRect(area.topLeft() * ratio, QSize(area.size() * ratio)))

    def take_wheel(self, event: QWheelEvent) -> bool:
        """Zoom with Ctrl, scroll time with Shift or sideways; False where the wheel means something else."""
        notches = event.angleDelta().y() / _NOTCH
        sideways = event.angleDelta().x() / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_ZOOM_STEP**notches, self.pivot_px(event.position().x()))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or sideways:
            self.show_scale(self._scale.scrolled(-(sideways or notches) * _SCROLL_PX / self._scale.frame_px))
        else:
            return False
        event.accept()
        return True
