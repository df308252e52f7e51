"""What the selected object is set to: mask edge, fill, refinement."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from editor.masks.model.matte_classes import MatteClass
from editor.masks.model.objects import MaskObject
from editor.masks.model.shapes import Interpolation, Operation, Shape
from editor.project.history.events import Committed, LayerChanged, ObjectChanged
from ui.desk.desk import Desk
from ui.desk.document import touches
from ui.language import Text, on_language_change, said, say, tr
from ui.theme.controls import DragLabel, NumberField, Section, dim_label

ENGINES = ("auto", "explicit", "spatial", "sttn", "opn", "rnot")
"""Names of the engines that fill, as projects keep them."""

_MOST_PX = 500


class InspectorPanel(QScrollArea):
    """Settings of the selection, bound to the document both ways.

    Parameters
    ----------
    desk : Desk
        The document and the selection.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._is_showing = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        say(self.setAccessibleName, lambda: self.tr("Inspector"))
        self._empty = said(dim_label(), lambda: self.tr("Select an object to see what it is set to."))
        names = (
            lambda: self.tr("Grow"),
            lambda: self.tr("Feather"),
            lambda: self.tr("Shadow reach"),
            lambda: self.tr("Shadow direction"),
            lambda: self.tr("Engine"),
            #: What a shape does to the mask: adds to it, takes away, ...
            lambda: self.tr("Effect"),
            lambda: self.tr("To the next keyframe"),
        )
        grow, feather, reach, direction, engine, operation, interpolation = names
        self._grow = self._length(grow, -_MOST_PX)
        self._feather, self._reach = self._length(feather), self._length(reach)
        self._direction = NumberField(direction, -360, 360, step=5, decimals=0, unit="°")
        self._engine = self._choice(engine, ENGINES)
        self._operation = self._choice(operation, [one.value for one in Operation])
        self._interpolation = self._choice(interpolation, [it.value for it in Interpolation])
        self._mask = self._section(lambda: self.tr("Mask"), (grow, self._grow), (feather, self._feather))
        self._fill = self._section(lambda: self.tr("Fill"), (engine, self._engine))
        self._refine = self._section(
            lambda: self.tr("Refine"), (reach, self._reach), (direction, self._direction)
        )
        self._shape = self._section(
            lambda: self.tr("Shape"), (operation, self._operation), (interpolation, self._interpolation)
        )
        self._lay_out()
        for field in (self._grow, self._feather, self._reach, self._direction):
            field.valueChanged.connect(self._write_object)
        self._engine.currentIndexChanged.connect(self._write_object)
        for box in (self._operation, self._interpolation):
            box.currentIndexChanged.connect(self._write_shape)
        desk.selection.object_changed.connect(self.show_selection)
        desk.selection.shape_changed.connect(self.show_selection)
        desk.playhead.moved.connect(self._follow_playhead)
        desk.document.edited.connect(self._follow)
        self.show_selection()

    def sizeHint(self) -> QSize:
        """Wide enough for names and numbers."""
        return QSize(280, 260)

    def show_selection(self) -> None:
        """Show what the selection is set to now."""
        one, height = self._desk.selection.object, self._picture_height()
        self._empty.setVisible(one is None)
        for section in (self._mask, self._fill, self._refine):
            section.setVisible(one is not None)
        placed = self._desk.selection.shape
        self._shape.setVisible(placed is not None)
        self._is_showing = True
        if one is not None:
            edge, shadow = one.settings.main, one.settings.shadow
            self._grow.setValue(edge.grow * height)
            self._feather.setValue(edge.feather * height)
            self._reach.setValue(shadow.reach * height)
            self._direction.setValue(shadow.direction_deg)
            _choose(self._engine, one.settings.engine)
            is_open = self._desk.document.is_writable and not one.settings.is_locked
            for section in (self._mask, self._fill, self._refine, self._shape):
                section.body.setEnabled(is_open)
        if placed is not None and isinstance(placed.layer, Shape):
            _choose(self._operation, placed.layer.operation.value)
            _choose(self._interpolation, self._key_here(placed.layer).interpolation.value)
        self._is_showing = False

    def _follow_playhead(self, _frame: int) -> None:
        """Show the keyframe of the moment; nothing else here depends on the frame."""
        if self._desk.selection.has_shape:
            self.show_selection()

    def _follow(self, committed: Committed) -> None:
        if touches(committed, ObjectChanged, LayerChanged):
            self.show_selection()

    def _write_object(self, _value: Any = None) -> None:
        one, project = self._desk.selection.object, self._desk.document.project
        if self._is_showing or one is None or project is None:
            return
        settings = self._wanted(one.settings)
        if settings != one.settings:
            with self._desk.document.attempt():
                project.objects.change(one.id, settings)

    def _wanted(self, settings: MaskObject) -> MaskObject:
        """Take over what the fields say; lengths are shown in pixels of the clip."""
        height = self._picture_height()
        main = replace(
            settings.main, grow=self._grow.value() / height, feather=self._feather.value() / height
        )
        shadow = replace(
            settings.edge(MatteClass.SHADOW),
            reach=self._reach.value() / height,
            direction_deg=self._direction.value(),
        )
        return replace(settings, main=main, shadow=shadow, engine=str(self._engine.currentData()))

    def _write_shape(self, _index: int) -> None:
        placed, project = self._desk.selection.shape, self._desk.document.project
        if self._is_showing or placed is None or project is None or not isinstance(placed.layer, Shape):
            return
        key = self._key_here(placed.layer)
        changed = replace(key, interpolation=Interpolation(self._interpolation.currentData()))
        keys = tuple(changed if one is key else one for one in placed.layer.keys)
        shape = replace(placed.layer, keys=keys, operation=Operation(self._operation.currentData()))
        if shape != placed.layer:
            with self._desk.document.attempt():
                project.layers.change(placed, shape)

    def _key_here(self, shape: Shape) -> Any:
        """Find the keyframe that decides at the play head."""
        before = [key for key in shape.keys if key.frame <= self._desk.playhead.frame]
        return before[-1] if before else shape.keys[0]

    def _picture_height(self) -> int:
        project, shot = self._desk.document.project, self._desk.selection.shot
        if project is None or shot is None:
            return 1
        return project.media.get(shot.media_id).facts.height

    def _length(self, name: Text, least_px: float = 0) -> NumberField:
        return NumberField(name, least_px, _MOST_PX, step=0.5, decimals=1, unit="px")

    def _choice(self, name: Text, values: Any) -> QComboBox:
        box = QComboBox()
        say(box.setAccessibleName, name)
        for value in values:
            box.addItem(value_name(value), value)
        on_language_change(box, lambda: _name_items(box))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return box

    def _section(self, title: Text, *fields: tuple[Text, NumberField | QComboBox]) -> Section:
        section = Section(title)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, field in fields:
            if isinstance(field, NumberField):
                label: QLabel = DragLabel(name, field, 0)
            else:
                label = said(QLabel(), name)
            form.addRow(label, field)
        section.content.addLayout(form)
        return section

    def _lay_out(self) -> None:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        for widget in (self._empty, self._mask, self._fill, self._refine, self._shape):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.setWidget(page)


def value_name(value: str) -> str:
    """Say in the user's language what a setting is set to; names of engines stay as they are."""
    names = {
        "add": tr("InspectorPanel", "Add"),
        "subtract": tr("InspectorPanel", "Subtract"),
        "intersect": tr("InspectorPanel", "Intersect"),
        "linear": tr("InspectorPanel", "Linear"),
        "eased": tr("InspectorPanel", "Eased"),
        "held": tr("InspectorPanel", "Held"),
    }
    return names.get(value, value)


def _name_items(box: QComboBox) -> None:
    for number in range(box.count()):
        box.setItemText(number, value_name(box.itemData(number)))


def _choose(box: QComboBox, value: str) -> None:
    """Choose a value; one that is not offered is left alone."""
    if (place := box.findData(value)) >= 0:
        box.setCurrentIndex(place)
