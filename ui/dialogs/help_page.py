"""How a shot is cleaned, on one page."""

from __future__ import annotations

from html import escape

from PyQt6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ui.actions.registry import ActionRegistry
from ui.theme.controls import resize_with_text

_WIDTH_PX, _HEIGHT_PX = 560, 460


class HelpPage(QDialog):
    """The steps from clip to clean plate, with the keys of the moment.

    Parameters
    ----------
    actions : ActionRegistry
        For the keys.
    parent : QWidget
        Over which it is shown.
    """

    def __init__(self, actions: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        resize_with_text(self, _WIDTH_PX, _HEIGHT_PX)
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("Help"))
        steps = (
            (self.tr("Open a clip, a folder of pictures or a project."), ("open",)),
            (self.tr("Go through it by frames, or play it."), ("step-back", "step-forward", "play")),
            (self.tr("Make an object for each thing to remove."), ("object-new",)),
            (
                self.tr("Paint over it, draw its outline, or click on it."),
                ("tool-brush", "tool-bezier", "tool-smart"),
            ),
            (self.tr("Accept what is right; nothing automatic changes it any more."), ("accept",)),
            (self.tr("Look at the matte alone, and at the hole."), ("matte", "mode-hole")),
            (self.tr("Nothing needs saving; give the project a name when you like."), ("save",)),
        )
        lines = [
            f"<li style='margin-bottom: 10px'>{escape(text)}<br>{self._keys(actions, ids)}</li>"
            for text, ids in steps
        ]
        self.page.setHtml(f"<ol>{''.join(lines)}</ol>")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page)
        layout.addWidget(buttons)

    def _keys(self, actions: ActionRegistry, ids: tuple[str, ...]) -> str:
        keys = [actions.keys_of(id_)[0] for id_ in ids if actions.keys_of(id_)]
        return f"<b>{escape(', '.join(keys))}</b>"
