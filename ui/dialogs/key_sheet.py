"""All keys on one page, generated from the actions."""

from __future__ import annotations

from html import escape

from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ui.actions.declaration import Menu
from ui.actions.registry import ActionRegistry
from ui.language import tr

_WIDTH_PX, _HEIGHT_PX = 760, 620
_COLUMNS = 2


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
        self.resize(_WIDTH_PX, _HEIGHT_PX)
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("All keys"))
        self.page.setHtml(sheet(actions))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page)
        layout.addWidget(buttons)


def sheet(actions: ActionRegistry) -> str:
    """Write the page: a table of keys for each menu, in two columns."""
    columns = ["", ""]
    lengths = [0, 0]
    for menu in Menu:
        rows = [
            f"<tr><td style='padding-right: 14px'>{escape(actions.name(id_).rstrip(' .'))}</td>"
            f"<td><b>{escape(', '.join(keys))}</b></td></tr>"
            for id_, declared in actions.declared.items()
            if declared.menu is menu and (keys := actions.keys_of(id_))
        ]
        if rows:
            shortest = lengths.index(min(lengths))
            title = escape(tr("Actions", menu.value))
            columns[shortest] += f"<h3>{title}</h3><table>{''.join(rows)}</table>"
            lengths[shortest] += len(rows) + 2
    cells = "".join(f"<td width='50%' valign='top'>{column}</td>" for column in columns)
    return f"<table width='100%'><tr>{cells}</tr></table>"
