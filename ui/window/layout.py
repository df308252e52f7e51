"""Where the panels lie: three workspaces, each left as the user left it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtGui import QCursor
from PyQt6.QtWidgets import QApplication, QDockWidget, QMainWindow, QTabWidget, QWidget

from ui.language import Text, say
from ui.preferences import Preferences

WORKSPACES = ("roto", "remove", "deliver")

_LAYOUT_VERSION = 3
_SHOWN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "roto": frozenset({"tools", "objects", "inspector", "history", "references", "timeline"}),
        "remove": frozenset(
            {"tools", "objects", "inspector", "history", "references", "messages", "timeline"}
        ),
        "deliver": frozenset({"objects", "history", "scopes", "messages", "timeline", "queue"}),
    }
)


class Layout(QObject):
    """The docks of a window.

    Parameters
    ----------
    window : QMainWindow
        The window.
    preferences : Preferences
        Where layouts are kept.
    """

    changed = pyqtSignal(str)
    """Another workspace is open: its name."""

    def __init__(self, window: QMainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        self._docks: dict[str, QDockWidget] = {}
        self._hidden_for_one: list[QWidget] | None = None
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.AnimatedDocks
        )
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        corners = Qt.Corner
        window.setCorner(corners.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        window.setCorner(corners.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)

    def add(self, name: str, title: Text, panel: QWidget, *, has_title: bool = True) -> QDockWidget:
        """Put a panel into a dock.

        Parameters
        ----------
        name : str
            For the kept layouts.
        title : callable or str
            For the user.
        panel : QWidget
            What is in it.
        has_title : bool
            Whether the dock has a bar with its title.
        """
        dock = QDockWidget(self._window)
        dock.setObjectName(name)
        say(dock.setWindowTitle, title)
        say(dock.setAccessibleName, title)
        dock.setWidget(panel)
        if not has_title:
            dock.setTitleBarWidget(QWidget())
        self._docks[name] = dock
        return dock

    def __getitem__(self, name: str) -> QDockWidget:
        return self._docks[name]

    def enter(self, workspace: str) -> None:
        """Go to a workspace, and keep how the one before was left."""
        if self._preferences.workspace != workspace:
            self.keep()
        self._preferences.workspace = workspace
        kept = self._preferences.layout(workspace)
        if kept is None or not self._window.restoreState(kept, _LAYOUT_VERSION):
            self._arrange(workspace)
        self.changed.emit(workspace)

    def keep(self) -> None:
        """Keep how the panels lie now."""
        self.restore_all()
        self._preferences.keep_layout(self._preferences.workspace, self._window.saveState(_LAYOUT_VERSION))

    def reset(self) -> None:
        """Put the panels of this workspace back to where they were at first."""
        self._preferences.keep_layout(self._preferences.workspace, None)
        self._arrange(self._preferences.workspace)

    def maximise(self) -> None:
        """Give the panel under the pointer the whole window, or put all back."""
        if self._hidden_for_one is not None:
            self.restore_all()
            return
        under = QApplication.widgetAt(QCursor.pos()) or QApplication.focusWidget()
        chosen = next((dock for dock in self._docks.values() if under and dock.isAncestorOf(under)), None)
        centre = self._window.centralWidget()
        panels: list[QWidget] = [*self._docks.values(), *([centre] if centre is not None else [])]
        kept = centre if chosen is None else chosen
        self._hidden_for_one = [panel for panel in panels if panel is not kept and panel.isVisible()]
        for panel in self._hidden_for_one:
            panel.hide()

    def restore_all(self) -> None:
        """End what `maximise` began."""
        for panel in self._hidden_for_one or ():
            panel.show()
        self._hidden_for_one = None

    def _arrange(self, workspace: str) -> None:
        areas, window = Qt.DockWidgetArea, self._window
        for dock in self._docks.values():
            dock.setFloating(False)
        window.addDockWidget(areas.LeftDockWidgetArea, self["tools"])
        window.addDockWidget(areas.BottomDockWidgetArea, self["timeline"])
        for name in ("objects", "inspector", "history"):
            window.addDockWidget(areas.RightDockWidgetArea, self[name])
        window.tabifyDockWidget(self["timeline"], self["queue"])
        for name in ("references", "messages", "scopes"):
            window.tabifyDockWidget(self["history"], self[name])
        for name, dock in self._docks.items():
            dock.setVisible(name in _SHOWN[workspace])
        self["history"].raise_()
        window.resizeDocks(
            [self["objects"], self["inspector"], self["history"]], [170, 240, 150], Qt.Orientation.Vertical
        )
        window.resizeDocks([self["objects"]], [290], Qt.Orientation.Horizontal)
        window.resizeDocks([self["timeline"]], [170], Qt.Orientation.Vertical)
