"""All keys on one page, generated from the actions."""

from __future__ import annotations

from html import escape
from itertools import zip_longest

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ui.actions.declaration import Menu
from ui.actions.registry import ActionRegistry
from ui.language import tr
from ui.theme.controls import resize_with_text

_WIDTH_PX, _HEIGHT_PX = 840, 640


class KeySheet(QDialog):
    """Shows every action that has a key.

    Parameters
    ----------
    actions : ActionRegistry
        All actions.
    parent : QWidget
        Over which it is shown.
    """

    def __init__(self, actions: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        resize_with_text(self, _WIDTH_PX, _HEIGHT_PX)
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("All keys"))
        self._actions = actions
        self._later = QTimer(self)  # a long page, which is laid out once the dialog is there
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._write)
        self._later.start(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page)
        layout.addWidget(buttons)

    def _write(self) -> None:
        self.page.setHtml(sheet(self._actions))


def sheet(actions: ActionRegistry) -> str:
    """Write the page: the menus below each other in two columns.

    They are rows of one table: tables in a table take Qt twice as long to lay out.
    """
    columns: list[list[str]] = [[], []]
    for menu in Menu:
        rows = [
            f"<td style='padding-right: 14px'>{escape(actions.name(id_).rstrip(' .'))}</td>"
            f"<td style='padding-right: 18px'><b>{escape(', '.join(keys))}</b></td>"
            for id_, declared in actions.declared.items()
            if declared.menu is menu and (keys := actions.keys_of(id_))
        ]
        if rows:
            title = escape(tr("Actions", menu.value))
            head = f"<td colspan='2' style='padding-top: 8px'><h3>{title}</h3></td>"
            min(columns, key=len).extend([head, *rows])
    lines = zip_longest(*columns, fillvalue="<td></td><td></td>")
    return f"<table width='100%'>{''.join(f'<tr>{left}{right}</tr>' for left, right in lines)}</table>"
