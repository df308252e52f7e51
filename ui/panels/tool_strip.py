"""The tools, and at the foot what the active one is set to."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from ui.actions.registry import ActionRegistry
from ui.language import said, say
from ui.theme.controls import NumberField
from ui.tools.tool import BrushSettings

TOOL_ACTIONS = (
    "tool-select",
    "tool-smart",
    "tool-brush",
    "tool-eraser",
    "tool-bezier",
    "tool-polygon",
    "tool-box",
)

_MINUS = "\N{MINUS SIGN}"
_BRUSHES = {"tool-brush", "tool-eraser"}


class ToolStrip(QWidget):
    """Buttons of the tools.

    Parameters
    ----------
    actions : ActionRegistry
        For the buttons.
    brush : BrushSettings
        What brush and eraser are set to.
    """

    def __init__(self, actions: ActionRegistry, brush: BrushSettings) -> None:
        super().__init__()
        self._brush = brush
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 6, 4, 6)
        layout.setSpacing(3)
        for id_ in TOOL_ACTIONS:
            button = actions.button(id_)
            button.setProperty("tool", True)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self._size = NumberField(
            lambda: self.tr("Brush size in percent of the height"), 0.1, 100, step=0.5, decimals=1
        )
        self._hardness = NumberField(lambda: self.tr("Hardness in percent"), 0, 100, step=5)
        self._subtract = QCheckBox(_MINUS)
        say(self._subtract.setAccessibleName, lambda: self.tr("Subtract"))
        say(self._subtract.setToolTip, lambda: self.tr("Swap add and subtract"))
        self._names = (said(QLabel(), lambda: self.tr("Size")), said(QLabel(), lambda: self.tr("Hard")))
        for name, field in zip(self._names, (self._size, self._hardness), strict=True):
            name.setBuddy(field)
            say(field.setToolTip, field.accessibleName)
            layout.addWidget(name)
            layout.addWidget(field)
        layout.addWidget(self._subtract)
        self._size.valueChanged.connect(lambda percent: setattr(brush, "size", percent / 100))
        self._hardness.valueChanged.connect(lambda percent: setattr(brush, "hardness", percent / 100))
        self._subtract.toggled.connect(lambda on: setattr(brush, "is_subtracting", on))
        self.refresh("tool-select")

    def refresh(self, tool_action: str) -> None:
        """Show what the active tool is set to."""
        is_brush = tool_action in _BRUSHES
        for widget in (*self._names, self._size, self._hardness):
            widget.setVisible(is_brush)
        self._subtract.setVisible(tool_action != "tool-select")
        settings = (100 * self._brush.size, 100 * self._brush.hardness)
        for field, percent in zip((self._size, self._hardness), settings, strict=True):
            field.blockSignals(True)
            field.setValue(percent)
            field.blockSignals(False)
        self._subtract.blockSignals(True)
        self._subtract.setChecked(self._brush.is_subtracting)
        self._subtract.blockSignals(False)
