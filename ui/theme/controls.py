"""Small controls that several panels use."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QPointF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetrics, QMouseEvent, QPaintEvent, QPalette, QWheelEvent
from PyQt6.QtWidgets import (
    QApplication,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.language import Text, said, say, tr
from ui.theme.icons import icon

_DRAG_PX = 3
_MOST_OF_WINDOW = 0.94


class NumberField(QDoubleSpinBox):
    """A number that is typed, or stepped by wheel while it is focused.

    Parameters
    ----------
    name : callable or str
        For screen readers.
    low, high : float
        Its limits.
    step : float
        Of wheel and arrow keys.
    decimals : int
        Shown.
    unit : callable or str
        Behind the number.
    """

    def __init__(
        self, name: Text, low: float, high: float, *, step: float = 1, decimals: int = 0, unit: Text = ""
    ) -> None:
        super().__init__()
        say(self.setAccessibleName, name)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setDecimals(decimals)
        say(self.setSuffix, "" if unit == "" else lambda: f" {unit if isinstance(unit, str) else unit()}")
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        """Step only while focused, so that scrolling a panel changes nothing."""
        if self.hasFocus():
            super().wheelEvent(event)
        elif event is not None:
            event.ignore()


class CutLabel(QLabel):
    """A line that ends in dots where there is no room for all of it."""

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw what there is room for."""
        room, painter = self.contentsRect(), QStylePainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        flags = self.alignment().value
        painter.drawItemText(
            room, flags, self.palette(), self.isEnabled(), shown, QPalette.ColorRole.WindowText
        )


class DragLabel(QLabel):
    """The name of a number: dragged to change it, double-clicked to reset it.

    Parameters
    ----------
    text : callable or str
        The name.
    field : NumberField
        The number.
    neutral : float
        What it is reset to.
    """

    def __init__(self, text: Text, field: NumberField, neutral: float) -> None:
        super().__init__()
        say(self.setText, text)
        self._field = field
        self._neutral = neutral
        self._start: tuple[QPointF, float] | None = None
        self.setBuddy(field)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Begin to drag."""
        if event is not None and self._field.isEnabled():
            self._start = event.position(), self._field.value()

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Change the number by as many steps as the pointer went pixels."""
        if event is None or self._start is None:
            return
        place, value = self._start
        way = event.position().x() - place.x()
        if abs(way) >= _DRAG_PX:
            self._field.setValue(value + way * self._field.singleStep())

    def mouseReleaseEvent(self, event: QMouseEvent | None) -> None:
        """End the drag."""
        self._start = None

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        """Reset the number."""
        if self._field.isEnabled():
            self._field.setValue(self._neutral)


class Section(QWidget):
    """A part of a panel that folds.

    Parameters
    ----------
    title : callable or str
        Its heading.
    """

    folded = pyqtSignal(bool)

    def __init__(self, title: Text) -> None:
        super().__init__()
        self._head = said(QToolButton(), title)
        say(self._head.setAccessibleName, title)
        self._head.setProperty("flat", True)
        self._head.setCheckable(False)
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setIcon(icon("fold"))
        self._head.clicked.connect(lambda: self.fold(self.body.isVisibleTo(self)))
        self.body = QWidget()
        self.content = QVBoxLayout(self.body)
        self.content.setContentsMargins(8, 0, 0, 8)
        self.content.setSpacing(6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addWidget(self._head)
        outer.addWidget(self.body)

    def fold(self, folded: bool) -> None:
        """Hide or show what is in it."""
        self.body.setVisible(not folded)
        self._head.setIcon(icon("unfold" if folded else "fold"))
        self.folded.emit(folded)


def row(*widgets: QWidget, stretch: int | None = None) -> QHBoxLayout:
    """Lay controls beside each other; one of them may take what room is left."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    for number, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if number == stretch else 0)
    return layout


def resize_with_text(window: QWidget, width_px: int, height_px: int) -> None:
    """Size a dialog by what is good at 100 %: larger with larger text, but no larger than its parent."""
    window.ensurePolished()
    share = window.fontMetrics().height() / QFontMetrics(QApplication.font()).height()
    wanted = QSize(round(width_px * share), round(height_px * share))
    parent = window.parentWidget()
    around = None if parent is None else parent.window()
    if around is not None:
        wanted = wanted.boundedTo(around.size() * _MOST_OF_WINDOW)
    window.resize(wanted)


def dim_label(text: str = "") -> QLabel:
    """Make a label of less weight that wraps."""
    label = QLabel(text)
    label.setProperty("dim", True)
    label.setWordWrap(True)
    return label


def tool_button(name: Text, icon_name: str, do: Callable[[], object]) -> QToolButton:
    """Make a flat button with an icon."""
    button = QToolButton()
    button.setIcon(icon(icon_name))
    say(button.setToolTip, name)
    say(button.setAccessibleName, name)
    button.setProperty("flat", True)
    button.clicked.connect(lambda _checked: do())
    return button


def choose_button(field: QWidget, ask: Callable[[], object]) -> QPushButton:
    """Make the button beside a field that opens a dialog to choose what stands in it."""
    button = said(QPushButton(), lambda: tr("Controls", "Choose ..."))
    say(button.setAccessibleName, lambda: tr("Controls", "Choose: {0}").format(field.accessibleName()))
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked: ask())
    return button
