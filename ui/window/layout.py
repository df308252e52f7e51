"""Where the panels lie: three workspaces, each left as the user left it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCursor
from PyQt6.QtWidgets import QApplication, QDockWidget, QMainWindow, QScrollArea, QTabBar, QTabWidget, QWidget

from ui.language import Text, say
from ui.preferences import Preferences

WORKSPACES = ("roto", "remove", "deliver")

_LAYOUT_VERSION = 4
_SIDE_PX, _FOOT_PX = 290, 170
_ROOMY_WIDTH_PX, _ROOMY_HEIGHT_PX = 760, 520
"""At 100 %; with less, panels at the side become tabs."""

_REST_MS = 50
_COMPACT = "-compact"
_USUAL_PERCENT = 100
_SHOWN: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "roto": frozenset({"tools", "objects", "inspector", "history", "references", "timeline", "edit"}),
        "remove": frozenset(
            {"tools", "objects", "inspector", "history", "references", "messages", "timeline", "edit"}
        ),
        "deliver": frozenset({"objects", "history", "scopes", "messages", "timeline", "edit", "queue"}),
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
        self._blanks: dict[QDockWidget, QWidget] = {}
        self._hidden_for_one: list[QWidget] | None = None
        self._is_compact, self._percent = False, 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._fit)
        self._show_arranged = QTimer(self)
        self._show_arranged.setSingleShot(True)
        self._show_arranged.setInterval(0)
        self._show_arranged.timeout.connect(lambda: window.setUpdatesEnabled(True))
        window.installEventFilter(self)
        preferences.changed.connect(self._follow_preference)
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.AnimatedDocks
        )
        window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        corners = Qt.Corner
        window.setCorner(corners.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        window.setCorner(corners.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)

    def add(
        self, name: str, title: Text, panel: QWidget, *, has_title: bool = True, scrolls: bool = False
    ) -> QDockWidget:
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
        scrolls : bool
            Whether it can be scrolled where there is less room than it needs.
        """
        dock = QDockWidget(self._window)
        dock.setObjectName(name)
        say(dock.setWindowTitle, title)
        say(dock.setAccessibleName, title)
        dock.setWidget(_scrolled(panel) if scrolls else panel)
        if not has_title:
            dock.setTitleBarWidget(QWidget())
        else:
            self._blanks[dock] = QWidget(dock)
            self._blanks[dock].hide()
        self._docks[name] = dock
        return dock

    def __getitem__(self, name: str) -> QDockWidget:
        return self._docks[name]

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Look at the room there is whenever the window has another size."""
        if event is not None and event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self._rest.start()
        return False

    @property
    def is_compact(self) -> bool:
        """Whether there is so little room that the panels at the side are tabs of one."""
        return self._is_compact

    def enter(self, workspace: str) -> None:
        """Go to a workspace, and keep how the one before was left."""
        if self._preferences.workspace != workspace:
            self.keep()
        self._preferences.workspace = workspace
        # Panels are laid out in this turn of the event loop, and drawn in the next.
        self._window.setUpdatesEnabled(False)
        self._show_arranged.start()
        self._look_at_room()
        self._name_panels()
        self._rest.start()
        kept = self._preferences.layout(self._key)
        if kept is None or not self._window.restoreState(kept, _LAYOUT_VERSION):
            self._arrange(workspace)
        self.changed.emit(workspace)

    def keep(self) -> None:
        """Keep how the panels lie now."""
        self.restore_all()
        self._preferences.keep_layout(self._key, self._window.saveState(_LAYOUT_VERSION))

    def reset(self) -> None:
        """Put the panels of this workspace back to where they were at first."""
        self._look_at_room()
        self._name_panels()
        self._preferences.keep_layout(self._key, None)
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

    @property
    def _key(self) -> str:
        """What the layout of the moment is kept by: each size has its own, and so has little room."""
        size = "" if self._percent == _USUAL_PERCENT else f"-{self._percent}"
        return f"{self._preferences.workspace}{size}{_COMPACT if self._is_compact else ''}"

    def _look_at_room(self) -> None:
        self._is_compact, self._percent = self._lacks_room(), self._preferences.interface_percent

    def _name_panels(self) -> None:
        """Let panels have no titles where they are tabs, which say the same."""
        for dock, blank in self._blanks.items():
            if (dock.titleBarWidget() is None) == self._is_compact:
                dock.setTitleBarWidget(blank if self._is_compact else None)

    def _lacks_room(self) -> bool:
        percent = self._preferences.interface_percent
        width, height = (100 * pixels // percent for pixels in (self._window.width(), self._window.height()))
        return width < _ROOMY_WIDTH_PX or height < _ROOMY_HEIGHT_PX

    def _follow_preference(self, name: str) -> None:
        if name == "interface_percent":
            self._rest.start()

    def _fit(self) -> None:
        """Turn panels into tabs, or tabs into panels, where the room or the size has changed so much."""
        seen = self._lacks_room(), self._preferences.interface_percent
        if seen != (self._is_compact, self._percent) and self._hidden_for_one is None:
            self.keep()
            self.enter(self._preferences.workspace)
        self._show_whole_titles()

    def _show_whole_titles(self) -> None:
        """Let titles of tabs be scrolled rather than cut."""
        for bar in self._window.findChildren(QTabBar):
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setUsesScrollButtons(False)  # which lays it out anew, so that they get the size of the moment
            bar.setUsesScrollButtons(True)

    def _arrange(self, workspace: str) -> None:
        areas, window = Qt.DockWidgetArea, self._window
        for dock in self._docks.values():
            dock.setFloating(False)
        window.addDockWidget(areas.LeftDockWidgetArea, self["tools"])
        window.addDockWidget(areas.BottomDockWidgetArea, self["timeline"])
        for name in ("objects", "inspector", "history"):
            window.addDockWidget(areas.RightDockWidgetArea, self[name])
        window.tabifyDockWidget(self["timeline"], self["edit"])
        window.tabifyDockWidget(self["edit"], self["queue"])
        if self._is_compact:
            for name in ("inspector", "history"):
                window.tabifyDockWidget(self["objects"], self[name])
        for name in ("references", "messages", "scopes"):
            window.tabifyDockWidget(self["history"], self[name])
        for name, dock in self._docks.items():
            dock.setVisible(name in _SHOWN[workspace])
        self["objects" if self._is_compact else "history"].raise_()
        self["timeline"].raise_()
        self._give_sizes()
        self._rest.start()

    def _give_sizes(self) -> None:
        window, percent = self._window, self._preferences.interface_percent
        wide, low = percent * _SIDE_PX // 100, percent * _FOOT_PX // 100
        if self._is_compact:
            wide, low = min(wide, window.width() * 2 // 5), min(low, window.height() // 4)
        else:
            heights = [percent * height // 100 for height in (170, 240, 150)]
            docks = [self["objects"], self["inspector"], self["history"]]
            window.resizeDocks(docks, heights, Qt.Orientation.Vertical)
        window.resizeDocks([self["tools"], self["objects"]], [1, wide], Qt.Orientation.Horizontal)
        window.resizeDocks([self["timeline"]], [low], Qt.Orientation.Vertical)


def _scrolled(panel: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(panel)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
