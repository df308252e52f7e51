"""What a person sets: size, theme, steps, memory."""

from __future__ import annotations

from PyQt6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from ui.preferences import LARGEST_PERCENT, SMALLEST_PERCENT, Preferences
from ui.theme.controls import NumberField, dim_label


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
        self.setWindowTitle(self.tr("Preferences"))
        self._preferences = preferences
        self.theme = self._choice(
            self.tr("Theme"),
            {"dark": self.tr("Dark"), "contrast": self.tr("High contrast")},
            preferences.theme,
        )
        self.surround = self._choice(
            self.tr("Around the picture"),
            {"24": self.tr("Dark"), "119": self.tr("Middle grey")},
            str(preferences.surround),
        )
        self.percent = NumberField(
            self.tr("Size of text and controls"), SMALLEST_PERCENT, LARGEST_PERCENT, step=10, unit="%"
        )
        self.small = NumberField(self.tr("Small step"), 1, 1000, unit=self.tr("frames"))
        self.large = NumberField(self.tr("Large step"), 1, 1000, unit=self.tr("frames"))
        self.cache = NumberField(self.tr("Memory for frames"), 0, 1 << 20, step=256, unit="MB")
        self.percent.setValue(preferences.interface_percent)
        self.small.setValue(preferences.small_step)
        self.large.setValue(preferences.large_step)
        self.cache.setSpecialValueText(self.tr("a quarter of memory"))
        self.cache.setValue(preferences.cache_bytes >> 20)
        self.theme.currentIndexChanged.connect(lambda _: self._set("theme", self.theme.currentData()))
        self.surround.currentIndexChanged.connect(
            lambda _: self._set("surround", int(self.surround.currentData()))
        )
        for field, name in ((self.percent, "interface_percent"), (self.small, "small_step")):
            field.valueChanged.connect(lambda value, name=name: self._set(name, int(value)))
        self.large.valueChanged.connect(lambda value: self._set("large_step", int(value)))
        self.cache.valueChanged.connect(lambda value: self._set("cache_bytes", int(value) << 20))
        self._lay_out()

    def _set(self, name: str, value: object) -> None:
        setattr(self._preferences, name, value)

    def _choice(self, name: str, values: dict[str, str], chosen: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for value, title in values.items():
            box.addItem(title, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        return box

    def _lay_out(self) -> None:
        form = QFormLayout()
        fields = (self.theme, self.percent, self.surround, self.small, self.large, self.cache)
        for field in fields:
            form.addRow(field.accessibleName(), field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(dim_label(self.tr("Everything takes effect at once.")))
        layout.addWidget(buttons)
