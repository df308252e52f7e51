"""What works on this machine, as plain results."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6 import sip
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
from ui.theme.colours import FAULT, WARNING

_WIDTH_PX, _HEIGHT_PX = 760, 360


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
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self.list = QTreeWidget()
        say(self.list.setAccessibleName, lambda: self.tr("Results of the checks"))
        self.list.setRootIsDecorated(False)
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
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
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

    def _show(self) -> None:
        self.list.setHeaderLabels(
            [self.tr("Checked"), self.tr("State"), self.tr("Found"), self.tr("What to do")]
        )
        self.list.clear()
        states = {
            "good": self.tr("Good"),
            "poor": self.tr("Could be better"),
            "bad": self.tr("Does not work"),
        }
        colours = {"poor": WARNING, "bad": FAULT}
        for one in self._found:
            state = states.get(one.state, one.state)
            item = QTreeWidgetItem(self.list, [_title(one.name), state, one.found, one.remedy])
            item.setToolTip(2, one.found)
            item.setToolTip(3, one.remedy)
            if one.state in colours:
                item.setForeground(1, colours[one.state])
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
