"""A row of controls that goes on in the next line where the window is too narrow for it."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect, QSize, Qt
from PyQt6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

_GAP_PX = 4


class FlowLayout(QLayout):
    """Lays groups of controls beside each other, and below where there is no room.

    What is left of a line is shared between the groups, so that the first stands left and the last right.

    Parameters
    ----------
    parent : QWidget
        What it lays out.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(8, 2, 8, 3)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        parent.setSizePolicy(policy)

    def addItem(self, item: QLayoutItem | None) -> None:
        """Add a group at the end."""
        if item is not None:
            self._items.append(item)

    def count(self) -> int:
        """Count the groups."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give a group."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give a group away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take no more room than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower one is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Tell how high it is at a width."""
        return self._lay_out(QRect(0, 0, width, 0), is_trial=True)

    def sizeHint(self) -> QSize:
        """Tell the least it needs."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Tell the least it needs: its widest group."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        """Lay the groups out."""
        super().setGeometry(rect)
        self._lay_out(rect, is_trial=False)

    def _lay_out(self, rect: QRect, *, is_trial: bool) -> int:
        """Lay out line by line, or only find out how high that is."""
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        top = inner.top()
        for line in self._lines(inner.width()):
            height = max(item.sizeHint().height() for item in line)
            if not is_trial:
                _place(line, QRect(inner.left(), top, inner.width(), height))
            top += height + _GAP_PX
        return top - _GAP_PX + margins.bottom() - rect.top()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = -1
        for item in self._items:
            need = item.sizeHint().width() + _GAP_PX
            if left < need:
                lines.append([])
                left = width + _GAP_PX
            lines[-1].append(item)
            left -= need
        return lines


def _place(line: list[QLayoutItem], rect: QRect) -> None:
    """Place the groups of a line; the room that is left lies between them."""
    rest = rect.width() - sum(item.sizeHint().width() for item in line)
    left = rect.left()
    for number, item in enumerate(line):
        size = item.sizeHint()
        y = rect.top() + (rect.height() - size.height()) // 2
        item.setGeometry(QRect(QPoint(left, y), size))
        gaps = max(1, len(line) - 1)
        left += size.width() + rest * (number + 1) // gaps - rest * number // gaps
