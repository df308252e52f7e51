"""The objects of the shot: one row for each thing to remove."""

from __future__ import annotations

from dataclasses import replace

from PyQt6.QtCore import QPoint, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QPainter, QPixmap
from PyQt6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.project.content.objects import ProjectObject
from editor.project.history.events import Committed, ObjectChanged
from ui.actions.registry import ActionRegistry
from ui.desk.desk import Desk
from ui.desk.document import touches
from ui.language import on_language_change, said, say
from ui.theme.controls import dim_label
from ui.theme.icons import icon

_SWATCH_PX, _NAME_PX = 12, 48
_FIRST_ACTIONS = ("object-new", "tool-brush", "tool-smart")


class ObjectRow(QWidget):
    """One object: colour, name, confidence, eye, lock, solo.

    Parameters
    ----------
    thing : ProjectObject
        The object.
    desk : Desk
        Where it is changed.
    """

    chosen = pyqtSignal(int)

    def __init__(self, thing: ProjectObject, desk: Desk) -> None:
        super().__init__()
        self._desk, self._thing = desk, thing
        settings = thing.settings
        self._name = QLineEdit(settings.name)
        self._name.setFrame(False)
        self._name.setMinimumWidth(_NAME_PX)
        self._name.setCursorPosition(0)
        self._name.setReadOnly(True)
        self._name.setProperty("bare", True)
        self._name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._name.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        say(self._name.setAccessibleName, lambda: self.tr("Name of the object"))
        self._name.editingFinished.connect(self._rename)
        self._eye, self._lock, self._solo = (_switch(name) for name in ("eye", "lock", "solo"))
        self._name_switches()
        on_language_change(self, self._name_switches)
        self._confidence = QLabel()
        self._confidence.setProperty("dim", True)
        say(self._confidence.setToolTip, lambda: self.tr("Lowest confidence between in and out"))
        self._swatch = QLabel()
        self._swatch.setPixmap(_swatch(settings.colour))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 1, 4, 1)
        layout.setSpacing(4)
        for widget in (self._swatch, self._name, self._confidence, self._eye, self._lock, self._solo):
            layout.addWidget(widget, int(widget is self._name))
        self._eye.clicked.connect(lambda shown: desk.selection.hide(thing.id, not shown))
        self._lock.clicked.connect(self._set_lock)
        self._solo.clicked.connect(lambda on: desk.selection.show_alone(thing.id if on else None))
        self.refresh()

    @property
    def object_id(self) -> int:
        """Of its object."""
        return self._thing.id

    def take(self, thing: ProjectObject) -> None:
        """Show the object as it is after an edit."""
        before, self._thing = self._thing.settings, thing
        if thing.settings != before:
            self._name.setText(thing.settings.name)
            self._swatch.setPixmap(_swatch(thing.settings.colour))
            self._name_switches()
            self.refresh()

    def refresh(self) -> None:
        """Show the switches as they are."""
        selection = self._desk.selection
        is_shown = not selection.is_hidden(self._thing.id)
        self._eye.setChecked(is_shown)
        self._eye.setIcon(icon("eye" if is_shown else "eye-off"))
        self._lock.setChecked(self._thing.settings.is_locked)
        self._lock.setIcon(icon("lock" if self._thing.settings.is_locked else "unlock"))
        self._solo.setChecked(selection.is_solo(self._thing.id))

    def show_confidence(self, share: float | None) -> None:
        """Show the lowest confidence inside the range; nothing where nothing was propagated."""
        self._confidence.setText("" if share is None else f"{share:.0%}")

    def rename(self) -> None:
        """Let the user type another name."""
        self._name.setReadOnly(False)
        self._name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self._name.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name.setFocus()
        self._name.selectAll()

    def _rename(self) -> None:
        if self._name.isReadOnly():
            return
        self._name.setReadOnly(True)
        text, project = self._name.text().strip(), self._desk.document.project
        if project is not None and text and text != self._thing.settings.name:
            with self._desk.document.attempt():
                project.objects.change(self._thing.id, replace(self._thing.settings, name=text))
        else:
            self._name.setText(self._thing.settings.name)

    def _set_lock(self, locked: bool) -> None:
        project = self._desk.document.project
        if project is not None:
            with self._desk.document.attempt():
                project.objects.change(self._thing.id, replace(self._thing.settings, is_locked=locked))

    def _name_switches(self) -> None:
        texts = (
            (self._eye, self.tr("Show the overlay of {0}")),
            (self._lock, self.tr("Protect {0} from edits")),
            (self._solo, self.tr("Show only the mask of {0}")),
        )
        for button, text in texts:
            told = text.format(self._thing.settings.name)
            button.setToolTip(told)
            button.setAccessibleName(told)


class ObjectsPanel(QWidget):
    """All objects of the shot.

    Parameters
    ----------
    desk : Desk
        The document and the selection.
    actions : ActionRegistry
        For the buttons.
    """

    def __init__(self, desk: Desk, actions: ActionRegistry) -> None:
        super().__init__()
        self._desk = desk
        self._list = QListWidget()
        say(self._list.setAccessibleName, lambda: self.tr("Objects to remove"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._empty = said(
            dim_label(),
            lambda: self.tr(
                "Nothing to remove yet.\n\nPress {0} for a new object, then paint over it with the"
                " brush ({1}) or click on it with the smart tool ({2})."
            ).format(*(" ".join(actions.keys_of(id_)[:1]) for id_ in _FIRST_ACTIONS)),
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(12, 12, 12, 12)
        stack = QWidget()
        self._stack = QStackedLayout(stack)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._list)
        foot = QHBoxLayout()
        foot.setContentsMargins(6, 2, 6, 4)
        new = actions.button("object-new")
        new.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        foot.addWidget(new)
        foot.addStretch(1)
        foot.addWidget(actions.button("object-remove"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(stack, 1)
        layout.addLayout(foot)
        self._list.currentRowChanged.connect(self._choose)
        self._list.itemDoubleClicked.connect(lambda item: self._row_of(item).rename())
        self._list.itemActivated.connect(lambda item: self._row_of(item).rename())
        desk.selection.shot_changed.connect(lambda: desk.turns.soon(self.rebuild))
        desk.selection.object_changed.connect(self._show_choice)
        desk.selection.visibility_changed.connect(self._refresh_rows)
        desk.document.edited.connect(self._follow)
        desk.playhead.range_changed.connect(self._show_confidence)
        desk.lanes.changed.connect(self._show_confidence)
        self.rebuild()

    def sizeHint(self) -> QSize:
        """Room for a handful of objects."""
        return QSize(280, 200)

    def rows(self) -> list[ObjectRow]:
        """Give the rows in order."""
        return [self._row_at(number) for number in range(self._list.count())]

    def rebuild(self) -> None:
        """Make all rows anew."""
        self._list.blockSignals(True)
        self._list.clear()
        self._list.blockSignals(False)
        self._add_rows()

    def _add_rows(self) -> None:
        """Make the rows that are missing behind those that are there."""
        objects = self._desk.selection.objects
        self._list.blockSignals(True)
        for thing in objects[self._list.count() :]:
            item = QListWidgetItem(self._list)
            item.setData(Qt.ItemDataRole.UserRole, thing.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, thing.settings.name)
            row = ObjectRow(thing, self._desk)
            item.setSizeHint(QSize(0, row.sizeHint().height()))
            self._list.setItemWidget(item, row)
        self._list.blockSignals(False)
        self._stack.setCurrentIndex(int(bool(objects)))
        self._show_choice()
        self._show_confidence()

    def _follow(self, committed: Committed) -> None:
        if touches(committed, ObjectChanged):
            self._desk.turns.soon(self._catch_up)

    def _catch_up(self) -> None:
        """Show the objects as they are after an edit; rows that are there stay."""
        objects, rows = self._desk.selection.objects, self.rows()
        if [thing.id for thing in objects[: len(rows)]] != [row.object_id for row in rows]:
            self.rebuild()
            return
        for number, (thing, row) in enumerate(zip(objects, rows, strict=False)):
            row.take(thing)
            item = self._list.item(number)
            if item is not None:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, thing.settings.name)
        if len(objects) > len(rows):
            self._add_rows()

    def _show_choice(self) -> None:
        chosen = self._desk.selection.object
        self._list.blockSignals(True)
        for number, thing in enumerate(self._desk.selection.objects):
            if chosen is not None and thing.id == chosen.id:
                self._list.setCurrentRow(number)
        self._list.blockSignals(False)

    def _show_confidence(self) -> None:
        inside = self._desk.playhead.marked
        for row, lane in zip(self.rows(), self._desk.lanes.lanes(), strict=False):
            shares = [share for frame, share in lane.confidence.items() if frame in inside]
            row.show_confidence(min(shares, default=None))

    def _choose(self, number: int) -> None:
        item = self._list.item(number)
        if item is not None:
            self._desk.selection.choose_object(item.data(Qt.ItemDataRole.UserRole))

    def _refresh_rows(self) -> None:
        for row in self.rows():
            row.refresh()

    def _row_at(self, number: int) -> ObjectRow:
        item = self._list.item(number)
        assert item is not None
        return self._row_of(item)

    def _row_of(self, item: QListWidgetItem) -> ObjectRow:
        row = self._list.itemWidget(item)
        assert isinstance(row, ObjectRow)
        return row


def _switch(icon_name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setCheckable(True)
    button.setProperty("flat", True)
    button.setProperty("quiet", True)
    return button


def _swatch(colour: tuple[int, int, int]) -> QPixmap:
    pixmap = QPixmap(_SWATCH_PX, _SWATCH_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(*colour))
    painter.drawRoundedRect(QRect(QPoint(0, 0), pixmap.size()), 3, 3)
    painter.end()
    return pixmap
