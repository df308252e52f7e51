"""The tools, and at the foot what the active one is set to."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QCheckBox, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from ui.actions.registry import ActionRegistry
from ui.language import on_language_change, said, say
from ui.theme.controls import NumberField
from ui.tools.plate_tool import PlateTool
from ui.tools.plate_work import PlateKind
from ui.tools.tool import BrushSettings

TOOL_ACTIONS = (
    "tool-select",
    "tool-smart",
    "tool-brush",
    "tool-eraser",
    "tool-bezier",
    "tool-polygon",
    "tool-box",
    "tool-plate",
)

_MINUS = "\N{MINUS SIGN}"
_GAP_PX = 3
_MOST_COLUMNS = 2
_BRUSHES = {"tool-brush", "tool-eraser", "tool-plate"}


class ToolStrip(QWidget):
    """Buttons of the tools.

    Parameters
    ----------
    actions : ActionRegistry
        For the buttons.
    brush : BrushSettings
        What brush and eraser are set to.
    plate : PlateTool
        What is painted on clean plates.
    """

    def __init__(self, actions: ActionRegistry, brush: BrushSettings, plate: PlateTool) -> None:
        super().__init__()
        self._brush = brush
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 6, 4, 6)
        layout.setSpacing(_GAP_PX)
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP_PX)
        layout.addLayout(self._grid)
        self._buttons = [actions.button(id_) for id_ in TOOL_ACTIONS]
        for button in self._buttons:
            button.setProperty("tool", True)
        self._columns = 0
        self._stand_in(1)
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
        self._plate = PlateOptions(plate)
        layout.addWidget(self._plate)
        self._size.valueChanged.connect(lambda percent: setattr(brush, "size", percent / 100))
        self._hardness.valueChanged.connect(lambda percent: setattr(brush, "hardness", percent / 100))
        self._subtract.toggled.connect(lambda on: setattr(brush, "is_subtracting", on))
        self.refresh("tool-select")

    @property
    def _options(self) -> tuple[QWidget, ...]:
        return (*self._names, self._size, self._hardness, self._subtract, self._plate)

    def minimumSizeHint(self) -> QSize:
        """As wide with options as without, so that the picture stays where it is."""
        margins = self.contentsMargins() if (layout := self.layout()) is None else layout.contentsMargins()
        widest = max(option.sizeHint().width() for option in self._options)
        width = max(super().minimumSizeHint().width(), widest + margins.left() + margins.right())
        shown = [option for option in self._options if not option.isHidden()]
        return QSize(width, self._height_with(_MOST_COLUMNS, shown))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Let the tools stand in two columns where one is too high."""
        super().resizeEvent(event)
        self._stand_in(1 if self.height() >= self._height_with(1, self._options) else _MOST_COLUMNS)

    def _height_with(self, columns: int, options: Sequence[QWidget]) -> int:
        """Tell how high tools in so many columns are, and options below."""
        margins = self.contentsMargins() if (layout := self.layout()) is None else layout.contentsMargins()
        rows = -(-len(self._buttons) // columns)
        parts = [self._buttons[0].sizeHint().height()] * rows
        parts += [option.sizeHint().height() for option in options]
        return sum(parts) + _GAP_PX * len(parts) + margins.top() + margins.bottom()

    def _stand_in(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // columns, number % columns, Qt.AlignmentFlag.AlignHCenter)

    def refresh(self, tool_action: str) -> None:
        """Show what the active tool is set to."""
        is_brush = tool_action in _BRUSHES
        for widget in (*self._names, self._size, self._hardness):
            widget.setVisible(is_brush)
        # Beside the options of the plate there is no room for it; Alt, X and the right button do the same.
        self._subtract.setVisible(tool_action not in {"tool-select", "tool-plate"})
        self._plate.setVisible(tool_action == "tool-plate")
        self._plate.refresh()
        settings = (100 * self._brush.size, 100 * self._brush.hardness)
        for field, percent in zip((self._size, self._hardness), settings, strict=True):
            field.blockSignals(True)
            field.setValue(percent)
            field.blockSignals(False)
        self._subtract.blockSignals(True)
        self._subtract.setChecked(self._brush.is_subtracting)
        self._subtract.blockSignals(False)


class PlateOptions(QWidget):
    """What strokes on a clean plate take their pixels from.

    Parameters
    ----------
    tool : PlateTool
        The tool that paints them.
    """

    def __init__(self, tool: PlateTool) -> None:
        super().__init__()
        self._tool = tool
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._kind = QToolButton()
        self._kind.setProperty("flat", True)
        self._kind.clicked.connect(tool.swap_kind)
        layout.addWidget(self._kind, 0, Qt.AlignmentFlag.AlignHCenter)
        self._source = QLabel()
        self._source.setProperty("dim", True)
        self._source.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        say(self._source.setToolTip, lambda: self.tr("Ctrl+click in the picture says where pixels come from"))
        layout.addWidget(self._source)
        on_language_change(self, self.refresh)

    def refresh(self) -> None:
        """Show the kind, and the frame that pixels come from."""
        names = {
            PlateKind.CLONE: self.tr("Clone"),
            PlateKind.HEAL: self.tr("Heal"),
            PlateKind.FRAME: self.tr("Frame"),
        }
        told = {
            PlateKind.CLONE: self.tr("Pixels of the source as they are; click for the next kind"),
            PlateKind.HEAL: self.tr("Texture of the source, light of the place; click for the next kind"),
            PlateKind.FRAME: self.tr("The same place of the background on another frame; click for the next"),
        }
        self._kind.setText(names[self._tool.kind])
        self._kind.setAccessibleName(names[self._tool.kind])
        self._kind.setToolTip(told[self._tool.kind])
        source = self._tool.source
        self._source.setText(
            self.tr("no source") if source is None else self.tr("from {0}").format(source.frame)
        )
