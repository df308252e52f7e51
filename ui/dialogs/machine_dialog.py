"""What works on this machine, as plain results."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6 import sip
from PyQt6.QtCore import QRect, QSize, Qt
from PyQt6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.errors import CleanplateError
from ui.desk.background import Background
from ui.doctor import Found, examine
from ui.language import on_language_change, said, say, tr
from ui.languages.errors import told as told_error
from ui.languages.errors import told_check
from ui.theme.colours import FAULT, WARNING
from ui.theme.controls import resize_with_text

_WIDTH_PX, _HEIGHT_PX = 760, 360
_PADDING_PX, _MOST_PX = 20, 1000
_MODES = (*[QHeaderView.ResizeMode.ResizeToContents] * 2, *[QHeaderView.ResizeMode.Stretch] * 2)


class MachineDialog(QDialog):
    """Runs the checks beside the window and lists what they found.

    Parameters
    ----------
    background : Background
        Where they run.
    parent : QWidget or None
        Over which it is shown.
    checks : callable
        Runs them.
    """

    def __init__(
        self,
        background: Background,
        parent: QWidget | None = None,
        checks: Callable[[], tuple[Found, ...]] = examine,
    ) -> None:
        super().__init__(parent)
        self._background, self._checks = background, checks
        self._found: tuple[Found, ...] = ()
        say(self.setWindowTitle, lambda: self.tr("This machine"))
        resize_with_text(self, _WIDTH_PX, _HEIGHT_PX)
        self.list = QTreeWidget()
        say(self.list.setAccessibleName, lambda: self.tr("Results of the checks"))
        self.list.setRootIsDecorated(False)
        self.list.setWordWrap(True)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        say(self.progress.setAccessibleName, lambda: self.tr("Progress"))
        self.again = said(QPushButton(), lambda: self.tr("Check again"))
        self.again.setAutoDefault(False)
        self.again.clicked.connect(lambda _checked: self.examine())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.addButton(self.again, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        header = self.list.header()
        if header is not None:
            header.sectionResized.connect(lambda column, _before, width_px: self._wrap(column, width_px))
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.told)
        layout.addWidget(self.progress)
        layout.addWidget(buttons)
        on_language_change(self, self._show)
        self.examine()

    def examine(self) -> None:
        """Run the checks."""
        self.again.setEnabled(False)
        self.progress.show()
        self.told.setText(self.tr("Looking at codecs, graphics, memory and disk; this takes some seconds."))
        self._background.run(self._checks, self._take, self._fail)

    def _take(self, found: tuple[Found, ...]) -> None:
        if not sip.isdeleted(self):
            self._found = found
            self._rest()
            self._show()

    def _fail(self, error: CleanplateError) -> None:
        if not sip.isdeleted(self):
            self._rest()
            self.told.setText(told_error(error))

    def _rest(self) -> None:
        self.progress.hide()
        self.again.setEnabled(True)

    def _wrap(self, column: int, width_px: int) -> None:
        """Make rows as high as their longest text is at a width, which Qt does not where a style sheet is."""
        if _MODES[column] is not QHeaderView.ResizeMode.Stretch:
            return
        metrics, room = self.list.fontMetrics(), QRect(0, 0, width_px - _PADDING_PX, _MOST_PX)
        for number in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(number)
            if item is not None:
                text = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, item.text(column))
                item.setSizeHint(column, QSize(0, text.height() + _PADDING_PX // 2))

    def _show(self) -> None:
        self.list.setHeaderLabels(
            [self.tr("Checked"), self.tr("State"), self.tr("Found"), self.tr("What to do")]
        )
        header = self.list.header()
        if header is not None:
            for column, mode in enumerate(_MODES):
                header.setSectionResizeMode(column, mode)
        self.list.clear()
        states = {
            "good": self.tr("Good"),
            "poor": self.tr("Could be better"),
            "bad": self.tr("Does not work"),
        }
        colours = {"poor": WARNING, "bad": FAULT}
        for one in self._found:
            state = states.get(one.state, one.state)
            found, remedy = told_check(one.found, one.remedy)
            item = QTreeWidgetItem(self.list, [_title(one.name), state, found, remedy])
            item.setToolTip(2, found)
            item.setToolTip(3, remedy)
            if one.state in colours:
                item.setForeground(1, colours[one.state])
        if header is not None:
            for column in range(self.list.columnCount()):
                self._wrap(column, header.sectionSize(column))
        if self._found:
            count = sum(one.state == "bad" for one in self._found)
            self.told.setText(
                self.tr("%n things do not work; the list says what to do.", "", count)
                if count
                else self.tr("Everything that is needed works.")
            )


def _title(name: str) -> str:
    """Name a check in the user's language."""
    titles = {
        "codecs": tr("MachineDialog", "Codecs"),
        "memory": tr("MachineDialog", "Memory"),
        "disk": tr("MachineDialog", "Disk"),
        "networks": tr("MachineDialog", "Networks and graphics"),
        "window": tr("MachineDialog", "Window"),
        "weights": tr("MachineDialog", "Weights of networks"),
    }
    return titles.get(name, name)
