"""What a person sets: language, size, theme, steps, memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.language import LANGUAGES, Text, on_language_change, said, say
from ui.preferences import LARGEST_PERCENT, SMALLEST_PERCENT, Preferences
from ui.theme.controls import NumberField, choose_button, dim_label, row


class PreferencesDialog(QDialog):
    """Settings that show their effect at once.

    Parameters
    ----------
    preferences : Preferences
        Where they are kept.
    parent : QWidget
        Over which it is shown.
    """

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, lambda: self.tr("Preferences"))
        self._preferences = preferences
        self.language = self._choice(
            "language",
            lambda: self.tr("Language"),
            {"": lambda: self.tr("As the system")} | dict[str, Text](LANGUAGES),
        )
        self.theme = self._choice(
            "theme",
            lambda: self.tr("Theme"),
            {"dark": lambda: self.tr("Dark"), "contrast": lambda: self.tr("High contrast")},
        )
        self.surround = self._choice(
            "surround",
            lambda: self.tr("Around the picture"),
            {24: lambda: self.tr("Dark"), 119: lambda: self.tr("Middle grey")},
        )
        self.percent = NumberField(
            lambda: self.tr("Size of text and controls"), SMALLEST_PERCENT, LARGEST_PERCENT, step=10, unit="%"
        )
        frames = lambda: self.tr("frames")  # noqa: E731
        self.small = NumberField(lambda: self.tr("Small step"), 1, 1000, unit=frames)
        self.large = NumberField(lambda: self.tr("Large step"), 1, 1000, unit=frames)
        self.cache = NumberField(
            lambda: self.tr("Memory for frames"), 0, 1 << 20, step=256, unit=lambda: self.tr("MB")
        )
        say(self.cache.setSpecialValueText, lambda: self.tr("a quarter of memory"))
        self.cache.setValue(preferences.cache_bytes >> 20)
        self.cache.valueChanged.connect(lambda value: self._set("cache_bytes", int(value) << 20))
        self.counting = self._choice(
            "counting",
            lambda: self.tr("Frames are shown"),
            {
                "timecode": lambda: self.tr("as timecode"),
                "0": lambda: self.tr("as numbers from 0"),
                "1001": lambda: self.tr("as numbers from 1001"),
            },
        )
        self.room = NumberField(
            lambda: self.tr("Disk for proxies"), 1, 1 << 16, step=10, unit=lambda: self.tr("GB")
        )
        self.room.setValue(preferences.cache_gigabytes)
        self.room.valueChanged.connect(lambda value: self._set("cache_gigabytes", int(value)))
        self.place = QLineEdit()
        self.place.setReadOnly(True)
        say(self.place.setAccessibleName, lambda: self.tr("Folder of proxies"))
        say(self.place.setPlaceholderText, lambda: self.tr("where the system keeps caches"))
        self._choose = choose_button(self.place, self._ask_for_place)
        self._usual = said(QPushButton(), lambda: self.tr("Usual"))
        say(self._usual.setToolTip, lambda: self.tr("Keep proxies where the system keeps caches."))
        self._usual.setAutoDefault(False)
        self._usual.clicked.connect(lambda _checked: self.keep_in(None))
        self._show_place()
        on_language_change(self.place, self._make_room_for_place)
        self._make_room_for_place()
        self.notifies = self._switch(
            "notifies", lambda: self.tr("Tell on the desktop when a long job has ended")
        )
        self.learns = self._switch("learns_ahead", lambda: self.tr("Learn objects while they are painted"))
        say(
            self.learns.setToolTip,
            lambda: self.tr("In the background, behind everything else; propagation begins sooner then."),
        )
        self._bind(self.percent, "interface_percent")
        self._bind(self.small, "small_step")
        self._bind(self.large, "large_step")
        self._lay_out()

    def keep_in(self, folder: Path | None) -> None:
        """Keep proxies in another folder from now on; None is that of the system."""
        self._preferences.cache_place = folder
        self._show_place()

    def _show_place(self) -> None:
        place = self._preferences.cache_place
        self.place.setText("" if place is None else str(place))
        self._usual.setEnabled(place is not None)

    def _make_room_for_place(self) -> None:
        self.place.ensurePolished()
        metrics = self.place.fontMetrics()
        wide = metrics.horizontalAdvance(self.place.placeholderText()) + 2 * metrics.height()
        self.place.setMinimumWidth(wide)

    def _ask_for_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of proxies"), self.place.text())
        if chosen:
            self.keep_in(Path(chosen))

    def _set(self, name: str, value: object) -> None:
        setattr(self._preferences, name, value)

    def _bind(self, field: NumberField, name: str) -> None:
        field.setValue(getattr(self._preferences, name))
        field.valueChanged.connect(lambda value: self._set(name, int(value)))

    def _switch(self, setting: str, name: Text) -> QCheckBox:
        box = said(QCheckBox(), name)
        box.setChecked(getattr(self._preferences, setting))
        box.toggled.connect(lambda is_on: self._set(setting, is_on))
        return box

    def _choice(self, setting: str, name: Text, values: Mapping[Any, Text]) -> QComboBox:
        box = QComboBox()
        say(box.setAccessibleName, name)
        titles = list(values.values())
        for value in values:
            box.addItem("", value)

        def speak() -> None:
            for place, title in enumerate(titles):
                box.setItemText(place, title if isinstance(title, str) else title())

        speak()
        on_language_change(box, speak)
        box.setCurrentIndex(max(0, box.findData(getattr(self._preferences, setting))))
        box.currentIndexChanged.connect(lambda _index: self._set(setting, box.currentData()))
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        first = (self.language, self.theme, self.percent, self.surround, self.counting)
        for field in (*first, self.small, self.large, self.cache, self.room):
            label = said(QLabel(), field.accessibleName)
            label.setBuddy(field)
            form.addRow(label, field)
        place = row(self.place, self._choose, self._usual, stretch=0)
        form.addRow(said(QLabel(), self.place.accessibleName), place)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.notifies)
        layout.addWidget(self.learns)
        layout.addWidget(said(dim_label(), lambda: self.tr("Everything takes effect at once.")))
        layout.addWidget(buttons)
