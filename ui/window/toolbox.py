"""The tools of a window, and which one is active."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject, pyqtSignal

from editor.masks.model.shapes import ShapeKind
from ui.actions.registry import ActionRegistry
from ui.desk.desk import Desk
from ui.tools.box_tool import BoxTool
from ui.tools.brush import BrushTool
from ui.tools.outline_tool import OutlineTool
from ui.tools.plate_tool import PlateTool
from ui.tools.select_tool import SelectTool
from ui.tools.smart_tool import SmartTool
from ui.tools.tool import BrushSettings, Tool
from ui.viewer.viewer import Viewer

_LARGER = 1.15
_HARDER = 0.1


class Toolbox(QObject):
    """Binds the actions of the tools.

    Parameters
    ----------
    desk : Desk
        What tools act on.
    viewer : Viewer
        Whose pointer they get.
    actions : ActionRegistry
        Actions of the tools.
    brush : BrushSettings
        What brush and eraser are set to.
    """

    changed = pyqtSignal(str)
    """The active tool, or what it is set to, is another: the id of its action."""

    def __init__(self, desk: Desk, viewer: Viewer, actions: ActionRegistry, brush: BrushSettings) -> None:
        super().__init__(viewer)
        self._viewer, self._actions, self._brush = viewer, actions, brush
        self.box = BoxTool(desk, brush)
        self.plate = PlateTool(desk, brush, viewer.plates)
        self.plate.changed.connect(lambda: self.changed.emit(self._active))
        self.tools: dict[str, Tool] = {
            "tool-select": SelectTool(desk),
            "tool-smart": SmartTool(desk),
            "tool-brush": BrushTool(desk, brush),
            "tool-eraser": BrushTool(desk, brush, is_eraser=True),
            "tool-bezier": OutlineTool(desk, brush, ShapeKind.BEZIER),
            "tool-polygon": OutlineTool(desk, brush, ShapeKind.POLYGON),
            "tool-box": self.box,
            "tool-plate": self.plate,
        }
        self._active = "tool-select"
        for id_ in self.tools:
            actions.bind(id_, partial(self.take, id_))
        actions.bind("brush-smaller", lambda: self._resize(1 / _LARGER))
        actions.bind("brush-larger", lambda: self._resize(_LARGER))
        actions.bind("brush-softer", lambda: self._harden(-_HARDER))
        actions.bind("brush-harder", lambda: self._harden(_HARDER))
        actions.bind("swap-sign", self._swap_sign)
        desk.playhead.moved.connect(self._drop)
        desk.selection.shot_changed.connect(self._drop)
        self.take("tool-select")

    @property
    def tool(self) -> Tool:
        """The active tool."""
        return self.tools[self._active]

    @property
    def active(self) -> str:
        """Id of the action of the active tool."""
        return self._active

    def take(self, id_: str) -> None:
        """Take a tool; the box again is the other kind of box, and so on with the plate."""
        if id_ == "tool-box" and self._active == id_:
            self.box.swap_kind()
        if id_ == "tool-plate" and self._active == id_:
            self.plate.swap_kind()
        self._active = id_
        for other in self.tools:
            self._actions[other].setChecked(other == id_)
        self._viewer.take(self.tools[id_])
        self.changed.emit(id_)

    def _drop(self, _frame: int = 0) -> None:
        if self.tool.is_unfinished:
            self.tool.drop()

    def _resize(self, factor: float) -> None:
        brush = self.tools["tool-brush"]
        assert isinstance(brush, BrushTool)
        brush.resize(factor)
        self._show_change()

    def _harden(self, step: float) -> None:
        brush = self.tools["tool-brush"]
        assert isinstance(brush, BrushTool)
        brush.harden(step)
        self._show_change()

    def _swap_sign(self) -> None:
        self._brush.is_subtracting = not self._brush.is_subtracting
        self._show_change()

    def _show_change(self) -> None:
        self._viewer.update()
        self.changed.emit(self._active)
